#include "build/compiler.h"

#include <algorithm>
#include <cmath>

#include "base/messages/compress.h"
#include "build/candidates.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;

constexpr DType kPlain[] = {DType::q8_0, DType::q6_k, DType::q5_0, DType::q4_0};
constexpr DType kSmallest = DType::q4_0;
constexpr size_t kMostCuts = 6;

class Search {
 public:
  explicit Search(Candidates& work)
      : work_(work),
        trained_(work.trained()),
        task_(work.task()),
        own_(work.bytes_of(TypePlan{})) {}

  void run() {
    require_reach(trained_, task_.budget);
    const uint64_t largest = work_.bytes_of(kPlain[0]), smallest = work_.bytes_of(kSmallest);
    std::vector<DType> plain;
    uint64_t before = UINT64_MAX;  // where blocks do not divide rows two types may be one
    for (const DType type : kPlain) {
      const uint64_t bytes = work_.bytes_of(type);
      if (fits(bytes) && bytes != before && !(quantized() && bytes >= own_)) plain.push_back(type);
      before = bytes;
    }
    const bool as_it_was = quantized() && fits(own_), small = !fits(largest);
    work_.expect(as_it_was + plain.size() + (small ? 2 + kMostCuts : 0));
    if (as_it_was) try_as_it_was();
    for (const DType type : plain) try_plain(type);
    uint64_t limit = small ? task_.budget : UINT64_MAX;
    if (task_.latency_ms > 0 && !work_.found().empty() && !work_.any_within()) {
      const double share = task_.latency_ms / work_.found().back().token_ms;  // < 1
      limit = std::min(limit, static_cast<uint64_t>(share * static_cast<double>(smallest)));
    }
    if (limit == UINT64_MAX) return;
    std::vector<Cut> cuts = {Cut{}, words(2), words(4)};
    if (smallest > limit) add_structure(smallest - limit, cuts);
    work_.expect(2 + cuts.size());
    const std::vector<MatrixCosts>& costs = work_.measure_costs();
    for (const Cut& cut : cuts) try_cut(cut, limit, costs);
  }

 private:
  bool fits(uint64_t bytes) const { return task_.budget == 0 || bytes <= task_.budget; }
  // It came so: larger types would give nothing back.
  bool quantized() const { return own_ <= work_.bytes_of(kPlain[0]); }
  Cut words(uint32_t share) const {
    Cut cut;
    cut.vocabulary = trained_.config().vocabulary / share;
    return cut;
  }

  void try_as_it_was() {
    EditableModel(trained_).write(work_.file(), {}, work_.threads(),
                                  work_.part(0, Candidates::kWrittenAt));
    CompileCandidate c;
    c.as_it_was = true;
    work_.judge(std::move(c));
  }

  void try_plain(DType type) {
    TypePlan plan;
    plan.otherwise = type;
    CompileCandidate c;
    c.type = dtype_info(type).name;
    work_.try_plan(trained_, std::move(c), plan, 0);
  }

  // Cut, and types for each matrix so that the file just fits.
  void try_cut(const Cut& cut, uint64_t limit, const std::vector<MatrixCosts>& costs) {
    try {
      if (cut.none())
        return work_.try_plan(trained_, {}, plan_for_budget(trained_, limit, costs), 0);
      const std::vector<uint32_t> kept = work_.write_cut(cut);
      const ModelSource source(work_.cut());
      work_.try_plan(source, work_.named(cut), plan_for_budget(source, limit, costs, kept),
                     Candidates::kCutUntil);
    } catch (const Error& e) {
      // Even the smallest types are too large, more tokens must stay, or layers of several kinds.
      if (e.code() != Code::bad_argument && e.code() != Code::unsupported) throw;
      work_.skip();
    }
  }

  // What must go so that the smallest plain type is `over` bytes smaller: rows, layers, or rows of half the vocabulary.
  void add_structure(uint64_t over, std::vector<Cut>& cuts) const {
    const ModelConfig& c = trained_.config();
    const auto bytes = [](uint64_t weights) {
      return static_cast<double>(row_bytes(kSmallest, 32)) / 32 * static_cast<double>(weights);
    };
    const double row = bytes(uint64_t{3} * c.width * c.layers);
    const uint32_t step = c.feed_forward % 256 == 0 && c.feed_forward >= 1024 ? 256 : 32;
    const auto rows_left = [&](double bytes_over) -> uint32_t {
      const double left = c.feed_forward - bytes_over / row;
      // Types below four bits make up for half a step of 256; rows of other lengths have none.
      const auto steps =
          static_cast<int64_t>(step == 256 ? std::round(left / step) : std::floor(left / step));
      const auto most = static_cast<int64_t>((c.feed_forward - 1) / step);
      const auto keep = static_cast<uint32_t>(std::clamp<int64_t>(steps, 0, most)) * step;
      return 2 * keep >= c.feed_forward ? keep : 0;  // less is no model any more
    };
    const auto over_all = static_cast<double>(over);
    if (const uint32_t keep = rows_left(over_all)) cuts.push_back({0, keep, 0});
    const double half = bytes(uint64_t{words(2).vocabulary} * c.width);
    if (half < over_all)
      if (const uint32_t keep = rows_left(over_all - half))
        cuts.push_back({words(2).vocabulary, keep, 0});
    const double layer = bytes(uint64_t{3} * c.width * c.feed_forward +
                               uint64_t{2} * c.width * c.head_dim * (c.heads + c.kv_heads));
    const auto less = static_cast<uint32_t>(std::ceil(over_all / layer));
    if (c.window_period == 0 && 3 * less <= c.layers) cuts.push_back({0, 0, less});
  }

  Candidates& work_;
  const ModelSource& trained_;
  const CompileTask& task_;
  const uint64_t own_;  // bytes, as it is
};

}  // namespace

// Less than a quarter of the words and half of the rows, all in the smallest type.
void require_reach(const ModelSource& model, uint64_t budget) {
  if (budget == 0) return;
  double bytes = static_cast<double>(metadata_bytes(model)) / 4;
  for (const SourceTensor& t : model.tensors()) {
    const DType type = t.vector ? DType::f32 : t.k % 256 == 0 ? DType::q2_k : DType::q4_0;
    const auto all = static_cast<double>(row_bytes(type, t.k) * t.n);
    const bool words = t.name == "token_embd.weight" || t.name == "output.weight";
    bytes += words ? all / 4 : t.name.find("ffn_") != std::string::npos ? all / 2 : all;
  }
  if (bytes > static_cast<double>(budget))
    throw Error(Code::bad_argument, msg::kCompressReach, budget, static_cast<uint64_t>(bytes));
}

std::vector<CompileCandidate> compile_model(const ModelSource& trained, const CompileTask& task,
                                            const fs::path& folder, const fs::path& output,
                                            Threads& threads) {
  Candidates work(trained, task, folder, output, threads);
  Search(work).run();
  return work.finish();
}

}  // namespace tinybrain
