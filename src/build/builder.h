// What every build does, whatever it is for: the folder, progress, the record of data and base, and the papers.
// What is trained and how it is judged is in classifier_build.cpp, answer_build.cpp, embed_build.cpp and
// language_build.cpp.
#pragma once

#include "build/build.h"
#include "build/prepare.h"
#include "build/workplace.h"
#include "generate/loaded_model.h"
#include "train/trainer.h"

namespace tinybrain {

class Builder {
 public:
  Builder(const Recipe& recipe, size_t threads, const BuildProgress& progress)
      : recipe_(recipe), threads_(threads), progress_(progress), place_(recipe.output) {}
  virtual ~Builder() = default;
  virtual Json run() = 0;  // the measures

 protected:
  ModelSource open_base() const;
  void tell(const Json& event);  // Error{cancelled} when the listener says so
  void stage(const char* name);
  bool tell_progress(const char* name, uint64_t done, uint64_t total);
  bool tell_training(const char* name, const TrainingProgress& p, uint32_t epochs);
  void tell_finding(const Finding& finding);
  // Everything that the bytes depend on.
  std::string fingerprint() const;

  void describe_data(const Prepared& data);
  void describe_base(const ModelSource& source);
  void add_finding(const Finding& finding);  // to those of the data, which are described already
  // Measures, card, report, and last the manifest with the hash of each of `files`.
  void finish(double seconds, const std::vector<const char*>& files);

  const Recipe& recipe_;
  Threads threads_;
  const BuildProgress& progress_;
  Workplace place_;
  Json measures_;

 private:
  std::vector<SourceFile> sources_;
};

Json finding_json(const Finding& finding);
// [[step, loss], ...], thinned to what a plot shows.
Json points_json(const std::vector<TrainingCurve::Point>& points);

std::unique_ptr<Builder> classifier_build(const Recipe& recipe, size_t threads,
                                          const BuildProgress& progress, Peers* peers);
std::unique_ptr<Builder> answer_build(const Recipe& recipe, size_t threads,
                                      const BuildProgress& progress);

std::unique_ptr<Builder> embed_build(const Recipe& recipe, size_t threads,
                                     const BuildProgress& progress);
std::unique_ptr<Builder> language_build(const Recipe& recipe, size_t threads,
                                        const BuildProgress& progress);

}  // namespace tinybrain
