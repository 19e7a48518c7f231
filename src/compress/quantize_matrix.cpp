// The walk over the columns of a matrix. Columns go in strips: what the columns before a strip ask of it is
// one product; inside, a row is done group by group (16 or 32 weights with one scale), and for each group
// several scales are tried, every one with feedback inside the group, the cheapest kept.
#include "compress/quantize_matrix.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "base/error.h"
#include "kernels/kernels.h"
#include "tensor/block_parts.h"
#include "tensor/quantize.h"

namespace tinybrain {
namespace {

constexpr size_t kStrip = 256;   // columns; a multiple of every block
constexpr size_t kLargest = 32;  // weights in a group

int nearest_table_level(float v) {
  const auto* values = kernels::kIq4Values;
  int level = 0;
  while (level < 15 && v > 0.5f * static_cast<float>(values[level] + values[level + 1])) ++level;
  return level;
}

// One group of weights being chosen: the weights, what the columns before the group ask for instead, and how
// a change of one moves the targets of those after it.
struct Group {
  size_t size;
  const float* w;
  float target[kLargest];
  const float* ratios;  // [i][kLargest]: how the change of weight i moves weight j > i; 0 elsewhere
  const float* loss;    // [size]
};

struct Chosen {
  double loss = std::numeric_limits<double>::infinity();
  uint8_t q[kLargest];
  float d[kLargest];  // change of each weight
};

// Rounds the group on a grid with feedback.
void round_group(const BlockFormat& f, GroupGrid grid, const Group& g, Chosen& out) {
  float target[kLargest];
  std::copy_n(g.target, kLargest, target);
  const float inverse = grid.scale != 0 ? 1 / grid.scale : 0.0f;
  const float top = static_cast<float>(f.levels - 1);
  double loss = 0;
  for (size_t i = 0; i < g.size; ++i) {
    float value;
    int level;
    if (f.table) {
      level = nearest_table_level(target[i] * inverse);
      value = grid.scale * static_cast<float>(kernels::kIq4Values[level]);
    } else {
      level = static_cast<int>(std::clamp((target[i] - grid.base) * inverse, 0.0f, top) + 0.5f);
      value = grid.scale * static_cast<float>(level) + grid.base;
    }
    out.q[i] = static_cast<uint8_t>(level);
    const float miss = target[i] - value, d = g.w[i] - value;
    loss += double{g.loss[i]} * miss * miss;
    out.d[i] = d;
    const float* move = g.ratios + i * kLargest;
    for (size_t j = 0; j < kLargest; ++j) target[j] += move[j] * d;
  }
  out.loss = loss;
}

// Scales of a group that are worth trying, given the ones that the plain fit found.
class Candidates {
 public:
  Candidates(const BlockFormat& f, BlockParts& parts, size_t group)
      : f_(f), parts_(parts), group_(group), first_(parts) {}

  // Calls each() after putting a candidate into parts. The first is the plain fit's.
  template <class Each>
  void operator()(Each&& each) {
    if (f_.scale == BlockFormat::Scale::half) {
      whole_block(each);
    } else {
      levels(each);
    }
  }

 private:
  // Blocks of one group: any half is possible. A minimum moves so that the middle of the range stays.
  template <class Each>
  void whole_block(Each& each) {
    const float d = kernels::half_to_float(first_.d), m = kernels::half_to_float(first_.m);
    const float middle = m + d * static_cast<float>(f_.levels - 1) / 2;
    each();
    const int signs = f_.minimums || f_.levels > 32 ? 1 : 2;  // -8 to 7, or -7 to 8
    const int steps = f_.levels > 32 ? 2 : 9;
    for (int sign = 0; sign < signs; ++sign)
      for (int i = -steps; i <= steps; ++i) {
        if (i == 0 && sign == 0) continue;
        const float step = f_.levels > 32 ? 0.004f : 0.03f;
        const float scale = d * (1 + step * static_cast<float>(i)) * (sign ? -1.0f : 1.0f);
        parts_.d = kernels::float_to_half(scale);
        if (f_.minimums)
          parts_.m = kernels::float_to_half(middle - scale * static_cast<float>(f_.levels - 1) / 2);
        each();
      }
  }

  // Superblocks: the neighbours of the group's small integers.
  template <class Each>
  void levels(Each& each) {
    const int scale = first_.scales[group_], min = first_.mins[group_];
    each();
    const int reach = f_.scale == BlockFormat::Scale::signed_8 ? 4 : 2;
    for (int i = -reach; i <= reach; ++i)
      for (int j = f_.minimums ? -2 : 0; j <= (f_.minimums ? 2 : 0); ++j) {
        const int s = scale + i, m = min + j;
        if ((i == 0 && j == 0) || s < f_.scale_low() || s > f_.scale_high()) continue;
        if (f_.minimums && (m < 0 || m > f_.scale_high())) continue;
        parts_.scales[group_] = static_cast<int16_t>(s);
        if (f_.minimums) parts_.mins[group_] = static_cast<int16_t>(m);
        each();
      }
  }

  const BlockFormat& f_;
  BlockParts& parts_;
  size_t group_;
  const BlockParts first_;
};

// Ratios between the columns of one strip, laid out for the walk.
struct StripRatios {
  size_t begin, width, group;
  std::vector<float>
      within;  // [groups of the strip][kLargest][kLargest]: move of j by the error of i

  StripRatios(const Feedback& f, size_t begin_, size_t width_, size_t group_)
      : begin(begin_), width(width_), group(group_), within(width_ / group_ * kLargest * kLargest) {
    for (size_t g = 0; g < width / group; ++g)
      for (size_t j = 1; j < group; ++j) {
        const float* row = f.row(begin + g * group + j) + begin + g * group;
        for (size_t i = 0; i < j; ++i) within[(g * kLargest + i) * kLargest + j] = row[i];
      }
  }
};

// One row of one strip: its weights and targets[width] in; blocks and d[width], the change of each weight, out.
double walk_row(DType type, const Feedback& feedback, const StripRatios& ratios, const float* w,
                float* targets, float* d, std::byte* blocks) {
  const BlockFormat& f = *block_format(type);
  const DTypeInfo& info = dtype_info(type);
  const auto dot = kernels::table().dot;
  double total = 0;
  for (size_t b = 0; b < ratios.width; b += info.block) {
    // What the blocks before this one in the strip ask of all of it: the plain fit sees the whole block.
    for (size_t j = b; j < b + info.block && b > 0; ++j)
      targets[j] += dot(feedback.row(ratios.begin + j) + ratios.begin, d, b);
    std::byte* const block = blocks + b / info.block * info.bytes;
    quantize_row(type, targets + b, block, info.block, feedback.loss() + ratios.begin + b);
    BlockParts parts;
    split_block(type, block, parts);
    for (size_t g = 0; g < f.groups; ++g) {
      const size_t at = b + g * f.group_size, column = ratios.begin + at;
      Group group{f.group_size,
                  w + at,
                  {},
                  ratios.within.data() + at / f.group_size * kLargest * kLargest,
                  feedback.loss() + column};
      for (size_t i = 0; i < f.group_size; ++i) {
        group.target[i] = targets[at + i];
        if (g > 0)
          group.target[i] += dot(feedback.row(column + i) + ratios.begin + b, d + b, at - b);
      }
      Chosen best, trial;
      BlockParts kept = parts;
      Candidates(f, parts, g)([&] {
        round_group(f, group_grid(type, parts, g), group, trial);
        if (trial.loss < best.loss) best = trial, kept = parts;
      });
      parts = kept;
      std::copy_n(best.q, f.group_size, parts.q + g * f.group_size);
      std::copy_n(best.d, f.group_size, d + at);
      total += best.loss;
    }
    join_block(type, parts, block);
  }
  return total;
}

}  // namespace

double quantize_with_feedback(DType type, const float* w, size_t n, const Feedback& feedback,
                              std::byte* rows, Threads& threads) {
  const DTypeInfo& info = dtype_info(type);
  const BlockFormat* format = block_format(type);
  const size_t k = feedback.k(), bytes = row_bytes(type, k);
  TB_ASSERT(format != nullptr && k % info.block == 0);
  std::vector<float> d(n * k), targets(n * std::min(kStrip, k));
  std::vector<double> losses(n);
  for (size_t begin = 0; begin < k; begin += kStrip) {
    const size_t width = std::min(kStrip, k - begin);
    feedback.targets(w, d.data(), n, begin, width, targets.data(), threads);
    const StripRatios ratios(feedback, begin, width, format->group_size);
    threads.run(n, 4, [&](size_t first, size_t last, size_t) {
      for (size_t r = first; r < last; ++r)
        losses[r] +=
            walk_row(type, feedback, ratios, w + r * k + begin, targets.data() + r * width,
                     d.data() + r * k + begin, rows + r * bytes + begin / info.block * info.bytes);
    });
  }
  return std::accumulate(losses.begin(), losses.end(), 0.0);
}

double feedback_loss(const float* w, const float* q, size_t n, const Feedback& feedback,
                     Threads& threads) {
  const size_t k = feedback.k();
  std::vector<double> losses(n);
  std::vector<float> d(n * k), misses(n * std::min(kStrip, k));
  for (size_t i = 0; i < n * k; ++i) d[i] = w[i] - q[i];
  const auto dot = kernels::table().dot;
  for (size_t begin = 0; begin < k; begin += kStrip) {
    const size_t width = std::min(kStrip, k - begin);
    feedback.targets(d.data(), d.data(), n, begin, width, misses.data(), threads);
    for (size_t r = 0; r < n; ++r)
      for (size_t j = 0; j < width; ++j) {
        const float within =
            j ? dot(feedback.row(begin + j) + begin, d.data() + r * k + begin, j) : 0;
        const double miss = double{misses[r * width + j]} + within;
        losses[r] += feedback.loss(begin + j) * miss * miss;
      }
  }
  return std::accumulate(losses.begin(), losses.end(), 0.0);
}

}  // namespace tinybrain
