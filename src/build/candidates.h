// Candidates for a small file: each is made, judged, and kept if it is the best within the limits so far. What both the
// search and a single way of compressing work with.
#pragma once

#include <chrono>

#include "build/compiler.h"
#include "compress/plan.h"

namespace tinybrain {

class Candidates {
 public:
  // Error{unsupported} for encoders.
  Candidates(const ModelSource& trained, const CompileTask& task,
             const std::filesystem::path& folder, const std::filesystem::path& output,
             Threads& threads);
  Candidates(const Candidates&) = delete;

  const ModelSource& trained() const { return trained_; }
  const CompileTask& task() const { return task_; }
  Threads& threads() const { return threads_; }
  const std::vector<CompileCandidate>& found() const { return found_; }
  bool any_within() const { return best_.has_value(); }

  // Parts of the work for progress: a candidate is one, measure_costs() two.
  void expect(size_t parts) { total_ = done_ + parts; }
  void skip() { ++done_; }
  CompressProgress part(double from, double to, uint64_t parts = 1) const;

  std::vector<std::vector<TokenId>> chunks_of(const ModelSource& source, size_t most) const;
  const std::vector<MatrixCosts>& measure_costs();
  // In the file cut(), until the next one. Returns the layers that are left.
  std::vector<uint32_t> write_cut(const Cut& cut);
  std::filesystem::path cut() const { return folder_ / "cut.gguf"; }
  CompileCandidate named(const Cut& cut) const;

  // Quantizes, from that share of the candidate's time on, and judges.
  void try_plan(const ModelSource& source, CompileCandidate c, const TypePlan& plan, double from);
  // Judges the file file(), which is there.
  std::filesystem::path file() const { return folder_ / "candidate.gguf"; }
  void judge(CompileCandidate c);

  // Bytes of the model's file with these types.
  uint64_t bytes_of(const TypePlan& plan) const;
  uint64_t bytes_of(DType type) const;
  // All that was tried. Error{bad_argument} when none of it is within the limits.
  std::vector<CompileCandidate> finish();

  static constexpr size_t kChunks = 48;  // of calibration
  static constexpr double kCutUntil = 0.4,
                          kWrittenAt = 0.75;  // shares of a candidate's time

 private:
  const ModelSource& trained_;
  const CompileTask& task_;
  const std::filesystem::path folder_, output_;
  Threads& threads_;
  std::vector<CompileCandidate> found_;
  std::vector<MatrixCosts> costs_;
  std::optional<size_t> best_;
  uint64_t done_ = 0, total_ = 1;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace tinybrain
