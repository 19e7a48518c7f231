#include "build/candidates.h"

#include <algorithm>

#include "base/messages/build.h"
#include "base/messages/compress.h"
#include "compress/quantize_model.h"
#include "eval/speed.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;

constexpr size_t kChunkTokens = 256;  // of calibration
constexpr size_t kPlanChunks = 4;     // to measure what a matrix costs
constexpr size_t kCutChunks = 12;     // to choose what is cut
constexpr uint64_t kSteps = 1000;     // of progress, in one part
constexpr uint64_t kCostsParts = 2;

}  // namespace

Candidates::Candidates(const ModelSource& trained, const CompileTask& task, const fs::path& folder,
                       const fs::path& output, Threads& threads)
    : trained_(trained), task_(task), folder_(folder), output_(output), threads_(threads) {
  if (trained.config().encoder) throw Error(Code::unsupported, msg::kCompressNotDecoder);
}

CompressProgress Candidates::part(double from, double to, uint64_t parts) const {
  return [this, from, to, parts](uint64_t done, uint64_t total) {
    const double share = total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 0,
                 now = (from + (to - from) * share) * static_cast<double>(kSteps * parts);
    return !task_.progress ||
           task_.progress(kSteps * done_ + static_cast<uint64_t>(now), kSteps * total_);
  };
}

std::vector<std::vector<TokenId>> Candidates::chunks_of(const ModelSource& source,
                                                        size_t most) const {
  const Tokenizer tokenizer(source.tokenizer());
  const size_t length = std::min<size_t>(kChunkTokens, source.config().context);
  try {
    return calibration_chunks(tokenizer, task_.text, length, most);
  } catch (const Error& e) {  // too short a text: what the model writes by itself
    if (e.code() != Code::bad_argument) throw;
    return self_written_chunks(source, length, std::min(most, kPlanChunks), 1, threads_,
                               part(0, 0));
  }
}

const std::vector<MatrixCosts>& Candidates::measure_costs() {
  costs_ = tinybrain::measure_costs(trained_, chunks_of(trained_, kPlanChunks), {}, threads_,
                                    part(0, 1, kCostsParts));
  done_ += kCostsParts;
  began_ = std::chrono::steady_clock::now();
  return costs_;
}

std::vector<uint32_t> Candidates::write_cut(const Cut& cut) {
  return cut_model(
      trained_, cut, task_.text,
      [this](const ModelSource& model) { return chunks_of(model, kCutChunks); }, this->cut(),
      threads_, part(0, kCutUntil));
}

CompileCandidate Candidates::named(const Cut& cut) const {
  CompileCandidate c;
  c.vocabulary = cut.vocabulary;
  c.feed_forward = cut.feed_forward;
  if (cut.layers_less > 0) c.layers = trained_.config().layers - cut.layers_less;
  return c;
}

void Candidates::try_plan(const ModelSource& source, CompileCandidate c, const TypePlan& plan,
                          double from) {
  quantize_model(source, file(), plan, chunks_of(source, kChunks), {}, threads_,
                 part(from, kWrittenAt));
  judge(std::move(c));
}

void Candidates::judge(CompileCandidate c) {
  c.bytes = fs::file_size(file());
  c.within = task_.budget == 0 || c.bytes <= task_.budget;
  if (task_.latency_ms > 0) {
    LoadedModel model(file(), threads_.count(), {});
    c.token_ms = 1000 / measure_speed(model, 16, 32, 3, 1, {}).decode_per_second;
    c.within = c.within && c.token_ms <= task_.latency_ms;
  }
  c.loss = task_.loss(ModelSource(file()), part(kWrittenAt, 1));
  const auto now = std::chrono::steady_clock::now();
  c.seconds = std::chrono::duration<double>(now - began_).count();
  began_ = now;
  if (c.within && (!best_ || c.loss < found_[*best_].loss)) {
    best_ = found_.size();
    fs::rename(file(), output_);
  }
  found_.push_back(std::move(c));
  ++done_;
}

uint64_t Candidates::bytes_of(const TypePlan& plan) const {
  return EditableModel(trained_).tensor_bytes(plan) + metadata_bytes(trained_);
}

uint64_t Candidates::bytes_of(DType type) const {
  TypePlan plan;
  plan.otherwise = type;
  return bytes_of(plan);
}

std::vector<CompileCandidate> Candidates::finish() {
  std::error_code ignored;
  for (const fs::path& left : {file(), cut()}) fs::remove(left, ignored);
  if (best_) {
    found_[*best_].chosen = true;
    return found_;
  }
  const auto smallest = std::min_element(
      found_.begin(), found_.end(),
      [](const CompileCandidate& a, const CompileCandidate& b) { return a.bytes < b.bytes; });
  if (smallest == found_.end()) throw Error(Code::bad_argument, msg::kCompressNone, task_.budget);
  throw Error(Code::bad_argument, msg::kBuildBudget, smallest->bytes, task_.budget,
              smallest->token_ms, task_.latency_ms);
}

std::string CompileCandidate::how(Language language) const {
  if (as_it_was) return text_of(language, msg::kHowAsItWas);
  std::string all;
  const auto add = [&](const std::string& text) { all += (all.empty() ? "" : ", ") + text; };
  if (vocabulary > 0) add(text_of(language, msg::kHowTokens, vocabulary));
  if (feed_forward > 0) add(text_of(language, msg::kHowRows, feed_forward));
  if (layers > 0) add(text_of(language, msg::kHowLayers, layers));
  if (pruned) add(text_of(language, msg::kHowPruned));
  add(same_types     ? text_of(language, msg::kHowSame)
      : type.empty() ? text_of(language, msg::kHowMixed)
                     : type);
  return all;
}

}  // namespace tinybrain
