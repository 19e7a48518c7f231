// The longest common lines of two texts, by the usual table; what is the same at both ends is left out of it.
#include <algorithm>

#include "base/format.h"
#include "skills/code/text.h"

namespace tinybrain::skills::code {
namespace {

constexpr size_t kMostLines = 4000, kAround = 3;

struct Step {
  char kind;             // ' ', '-' or '+'
  size_t before, after;  // index of the line, or of the one that follows
};

std::vector<Step> steps_between(const std::vector<std::string_view>& a,
                                const std::vector<std::string_view>& b) {
  size_t head = 0, tail = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  while (tail < a.size() - head && tail < b.size() - head &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
    ++tail;
  const size_t n = a.size() - head - tail, m = b.size() - head - tail;
  std::vector<Step> steps;
  for (size_t i = 0; i < head; ++i) steps.push_back({' ', i, i});
  const bool small = n <= kMostLines && m <= kMostLines;
  std::vector<uint16_t> common(small ? (n + 1) * (m + 1) : 0);
  const auto at = [&](size_t i, size_t j) -> uint16_t& { return common[i * (m + 1) + j]; };
  for (size_t i = small ? n : 0; i-- > 0;)
    for (size_t j = m; j-- > 0;)
      at(i, j) = a[head + i] == b[head + j] ? static_cast<uint16_t>(at(i + 1, j + 1) + 1)
                                            : std::max(at(i + 1, j), at(i, j + 1));
  size_t i = 0, j = 0;
  while (i < n || j < m) {
    if (small && i < n && j < m && a[head + i] == b[head + j]) {
      steps.push_back({' ', head + i++, head + j++});
    } else if (i < n && (j == m || !small || at(i + 1, j) >= at(i, j + 1))) {
      steps.push_back({'-', head + i++, head + j});
    } else {
      steps.push_back({'+', head + i, head + j++});
    }
  }
  for (size_t k = tail; k > 0; --k) steps.push_back({' ', a.size() - k, b.size() - k});
  return steps;
}

}  // namespace

std::string diff_of(std::string_view before, std::string_view after, const std::string& name) {
  const auto a = lines_of(before), b = lines_of(after);
  const std::vector<Step> steps = steps_between(a, b);
  std::string out;
  for (size_t i = 0; i < steps.size();) {
    if (steps[i].kind == ' ') {
      ++i;
      continue;
    }
    // A hunk goes on while the next change is near.
    const size_t begin = i - std::min(i, kAround);
    size_t last = i;
    for (size_t k = i; k < steps.size() && k <= last + 2 * kAround; ++k)
      if (steps[k].kind != ' ') last = k;
    const size_t end = std::min(steps.size(), last + kAround + 1);
    size_t taken = 0, put = 0;
    std::string lines;
    for (size_t k = begin; k < end; ++k) {
      taken += steps[k].kind != '+';
      put += steps[k].kind != '-';
      lines += steps[k].kind;
      lines.append(steps[k].kind == '+' ? b[steps[k].after] : a[steps[k].before]).push_back('\n');
    }
    if (out.empty()) out = fmt::format("--- {0}\n+++ {0}\n", name);
    out += fmt::format("@@ -{},{} +{},{} @@\n{}", steps[begin].before + (taken > 0), taken,
                       steps[begin].after + (put > 0), put, lines);
    i = end;
  }
  return out;
}

}  // namespace tinybrain::skills::code
