#include "compress/cut.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <numeric>
#include <optional>

#include "base/error.h"
#include "base/messages/compress.h"
#include "compress/divergence.h"
#include "compress/refit.h"
#include "compress/structure.h"
#include "compress/vocabulary.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;

constexpr size_t kFewChunks = 4;  // where each layer's absence is tried in turn
constexpr size_t kJudged = 256;   // rows on which a fit is compared with none
constexpr uint64_t kSteps = 1000;

void check(const char* what, uint32_t value, uint32_t most) {
  if (value > most) throw Error(Code::bad_argument, msg::kCompressCount, what, value, 1, most);
}

// How far the student's predictions are from the teacher's.
double divergence(const ModelSource& teacher, const ModelSource& student,
                  std::span<const std::vector<TokenId>> chunks, Threads& threads) {
  const auto run = [&](const ModelSource& source) {
    auto runner = std::make_unique<LayerRunner>(source, chunks, threads);
    for (uint32_t i = 0; i < source.config().layers; ++i) runner->advance(i);
    return runner;
  };
  const auto original = run(teacher), changed = run(student);
  return Divergence(*original, kJudged).measure(*changed, threads);
}

// The cuts, each on the file of the one before.
class Cutter {
 public:
  Cutter(const ModelSource& source, const Cut& cut, std::string_view text, const ChunksOf& chunks,
         const fs::path& output, Threads& threads, const CompressProgress& progress)
      : source_(source),
        cut_(cut),
        text_(text),
        chunks_(chunks),
        output_(output),
        threads_(threads),
        progress_(progress) {}

  ~Cutter() {
    std::error_code ignored;
    for (const char* name : {"words", "rows", "layers", "fitted"})
      fs::remove(beside(name), ignored);
  }

  std::vector<uint32_t> run() {
    const ModelConfig& c = source_.config();
    if (c.encoder) throw Error(Code::unsupported, msg::kCompressNotDecoder);
    check("vocabulary", cut_.vocabulary, c.vocabulary);
    check("feed_forward", cut_.feed_forward, c.feed_forward);
    check("layers to remove", cut_.layers_less, c.layers - 1);
    stages_ = (cut_.vocabulary > 0) + (cut_.feed_forward > 0) + 3 * (cut_.layers_less > 0);
    std::vector<uint32_t> kept(c.layers);
    std::iota(kept.begin(), kept.end(), 0u);
    if (cut_.vocabulary > 0) words();
    if (cut_.feed_forward > 0) rows();
    if (cut_.layers_less > 0) kept = layers(std::move(kept));
    fs::rename(last_, output_);
    return kept;
  }

 private:
  fs::path beside(const char* name) const { return output_.string() + "." + name; }
  const ModelSource& now() const { return made_ ? *made_ : source_; }

  // What a person waits for: the stages share one line of progress.
  CompressProgress stage() {
    const uint64_t first = kSteps * done_++;
    return [this, first](uint64_t done, uint64_t total) {
      const uint64_t part = total > 0 ? kSteps * done / total : 0;
      return !progress_ || progress_(first + part, kSteps * stages_);
    };
  }

  void go_on_from(const fs::path& file) {
    made_.emplace(file);
    last_ = file;
  }

  void words() {
    EditableModel model(now());
    trim_vocabulary(model, vocabulary_for(model.tokenizer(), text_, cut_.vocabulary));
    model.write(beside("words"), {}, threads_, stage());
    go_on_from(beside("words"));
  }

  void rows() {
    const std::vector<std::vector<TokenId>> chunks = chunks_(now());
    EditableModel model(now());
    prune_ffn(model, cut_.feed_forward, chunks, threads_, stage());
    model.write(beside("rows"), floats(), threads_, {});
    go_on_from(beside("rows"));
  }

  std::vector<uint32_t> layers(std::vector<uint32_t> kept) {
    const std::vector<std::vector<TokenId>> chunks = chunks_(now());
    const std::span few = std::span(chunks).first(std::min(chunks.size(), kFewChunks));
    {
      EditableModel model(now());
      for (const uint32_t gone : prune_depth(model, cut_.layers_less, few, threads_, stage()))
        std::erase(kept, gone);
      model.write(beside("layers"), floats(), threads_, {});
    }
    const ModelSource student(beside("layers"));
    {
      EditableModel model(student);
      refit(model, now(), kept, chunks, {}, threads_, stage());
      model.write(beside("fitted"), floats(), threads_, stage());
    }
    // With little text a fit may do harm.
    const bool better = divergence(now(), ModelSource(beside("fitted")), few, threads_) <
                        divergence(now(), student, few, threads_);
    go_on_from(beside(better ? "fitted" : "layers"));
    return kept;
  }

  // What was changed is kept nearly as it is: rounding comes later, and once.
  static TypePlan floats() {
    TypePlan plan;
    plan.otherwise = DType::f16;
    return plan;
  }

  const ModelSource& source_;
  const Cut& cut_;
  std::string_view text_;
  const ChunksOf& chunks_;
  const fs::path& output_;
  Threads& threads_;
  const CompressProgress& progress_;
  std::optional<ModelSource> made_;
  fs::path last_;
  uint64_t stages_ = 0, done_ = 0;
};

}  // namespace

std::vector<uint32_t> cut_model(const ModelSource& source, const Cut& cut, std::string_view text,
                                const ChunksOf& chunks, const fs::path& output, Threads& threads,
                                const CompressProgress& progress) {
  TB_ASSERT(!cut.none());
  return Cutter(source, cut, text, chunks, output, threads, progress).run();
}

std::string name_before_cut(const std::string& name, std::span<const uint32_t> kept) {
  if (kept.empty() || !name.starts_with("blk.")) return name;
  uint32_t layer = 0;
  const char* const end = name.data() + name.size();
  const char* const rest = std::from_chars(name.data() + 4, end, layer).ptr;
  TB_ASSERT(layer < kept.size());
  return "blk." + std::to_string(kept[layer]) + std::string(rest, end);
}

}  // namespace tinybrain
