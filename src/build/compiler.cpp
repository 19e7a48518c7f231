#include "build/compiler.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/messages/build.h"
#include "compress/plan.h"
#include "compress/quantize_model.h"
#include "compress/vocabulary.h"
#include "eval/speed.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;

constexpr DType kPlain[] = {DType::q8_0, DType::q6_k, DType::q5_0, DType::q4_0};
constexpr size_t kChunkTokens = 256, kChunks = 48;  // of calibration
constexpr size_t kPlanChunks = 6;                   // of them, to measure what a matrix costs
constexpr uint32_t kVocabularyShares[] = {2, 4};    // parts of the vocabulary that are tried
constexpr uint64_t kSteps = 1000;                   // of progress, in one candidate

class Compiler {
 public:
  Compiler(const ModelSource& trained, const CompileTask& task, const fs::path& folder,
           const fs::path& output, Threads& threads)
      : trained_(trained), task_(task), folder_(folder), output_(output), threads_(threads) {}

  std::vector<CompileCandidate> run() {
    const std::vector<Plain> plain = plain_types();
    const bool small = task_.budget > 0 && plain.front().bytes > task_.budget;
    total_ = plain.size() + (small ? 1 + std::size(kVocabularyShares) : 0);
    for (const Plain& p : plain) {
      if (task_.budget == 0 || p.bytes <= task_.budget) try_plain(trained_, p);
      ++done_;
    }
    if (small) {
      try_mixed(trained_, "");
      ++done_;
      for (const uint32_t share : kVocabularyShares) {
        try_vocabulary(trained_.config().vocabulary / share);
        ++done_;
      }
    }
    std::error_code ignored;
    fs::remove(candidate(), ignored);
    if (!best_) refuse(plain.back().bytes);
    found_[*best_].chosen = true;
    return found_;
  }

 private:
  struct Plain {
    DType type;
    uint64_t bytes;  // of the tensors
  };

  fs::path candidate() const { return folder_ / "candidate.gguf"; }

  // Largest first.
  std::vector<Plain> plain_types() const {
    const EditableModel model(trained_);
    std::vector<Plain> all;
    for (const DType type : kPlain) {
      TypePlan plan;
      plan.otherwise = type;
      all.push_back({type, model.tensor_bytes(plan)});
    }
    return all;
  }

  CompressProgress progress() const {
    return [this](uint64_t done, uint64_t total) {
      const uint64_t part = total > 0 ? kSteps * done / total : 0;
      return !task_.progress || task_.progress(kSteps * done_ + part, kSteps * total_);
    };
  }

  std::vector<std::vector<TokenId>> chunks_of(const ModelSource& source) const {
    const Tokenizer tokenizer(source.tokenizer());
    const size_t length = std::min<size_t>(kChunkTokens, source.config().context);
    try {
      return calibration_chunks(tokenizer, task_.text, length, kChunks);
    } catch (const Error& e) {  // too short a text: what the model writes by itself
      if (e.code() != Code::bad_argument) throw;
      return self_written_chunks(source, length, kPlanChunks, 1, threads_, progress());
    }
  }

  void try_plan(const ModelSource& source, const std::string& how, const TypePlan& plan,
                std::span<const std::vector<TokenId>> chunks) {
    quantize_model(source, candidate(), plan, chunks, {}, threads_, progress());
    CompileCandidate c;
    c.how = how;
    c.bytes = fs::file_size(candidate());
    c.within = task_.budget == 0 || c.bytes <= task_.budget;
    if (task_.latency_ms > 0) {
      LoadedModel model(candidate(), threads_.count(), {});
      c.token_ms = 1000 / measure_speed(model, 16, 32, 3, 1, {}).decode_per_second;
      c.within = c.within && c.token_ms <= task_.latency_ms;
    }
    c.loss = task_.loss(ModelSource(candidate()));
    if (c.within && (!best_ || c.loss < found_[*best_].loss)) {
      best_ = found_.size();
      fs::rename(candidate(), output_);
    }
    found_.push_back(std::move(c));
  }

  void try_plain(const ModelSource& source, const Plain& p) {
    TypePlan plan;
    plan.otherwise = p.type;
    try_plan(source, std::string(dtype_info(p.type).name), plan, chunks_of(source));
  }

  // Types for each matrix so that the file just fits.
  void try_mixed(const ModelSource& source, const std::string& before) {
    const std::vector<std::vector<TokenId>> chunks = chunks_of(source);
    // The budget is of the file: what is not tensors, tokens mostly, is as large as in a file of one type.
    const uint64_t beside = beside_tensors(source);
    if (beside >= task_.budget) return;
    try {
      const TypePlan plan = plan_for_budget(
          source, task_.budget - beside,
          std::span(chunks).first(std::min(chunks.size(), kPlanChunks)), {}, threads_, progress());
      try_plan(source, before + "mixed types", plan, chunks);
    } catch (const Error& e) {
      if (e.code() != Code::bad_argument) throw;  // even the smallest types are too large
    }
  }

  static uint64_t beside_tensors(const ModelSource& source) {
    uint64_t tensors = 0;
    for (const SourceTensor& t : source.tensors()) tensors += t.data.size();
    return fs::file_size(source.path()) - tensors;
  }

  void try_vocabulary(uint32_t size) {
    const fs::path file = folder_ / "fewer.gguf";
    try {
      EditableModel model(trained_);
      trim_vocabulary(model, vocabulary_for(model.tokenizer(), task_.text, size));
      model.write(file, {}, threads_, progress());
    } catch (const Error& e) {
      if (e.code() != Code::bad_argument) throw;
      return;  // more tokens than that must stay
    }
    {
      const ModelSource source(file);
      try_mixed(source, fmt::format("{} tokens, ", source.config().vocabulary));
    }
    std::error_code ignored;
    fs::remove(file, ignored);
  }

  [[noreturn]] void refuse(uint64_t smallest_plain) const {
    uint64_t bytes = smallest_plain;
    double token_ms = 0;
    for (const CompileCandidate& c : found_) {
      if (c.bytes <= bytes) token_ms = c.token_ms;
      bytes = std::min(bytes, c.bytes);
    }
    throw Error(Code::bad_argument, msg::kBuildBudget, bytes, task_.budget, token_ms,
                task_.latency_ms);
  }

  const ModelSource& trained_;
  const CompileTask& task_;
  const fs::path folder_, output_;
  Threads& threads_;
  std::vector<CompileCandidate> found_;
  std::optional<size_t> best_;
  uint64_t done_ = 0, total_ = 1;
};

}  // namespace

std::vector<CompileCandidate> compile_model(const ModelSource& trained, const CompileTask& task,
                                            const std::filesystem::path& folder,
                                            const std::filesystem::path& output, Threads& threads) {
  return Compiler(trained, task, folder, output, threads).run();
}

}  // namespace tinybrain
