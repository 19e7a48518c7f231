// What every build does, whatever it is for: the folder, progress, the record of data and base, and the papers.
// What is trained and how it is judged is in classifier_build.cpp, answer_build.cpp, embed_build.cpp,
// understand_build.cpp and language_build.cpp.
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
  // The base; without one, a fresh model whose vocabulary is learned from `texts`: an encoder, or one that writes.
  ModelSource open_base(const std::vector<std::string>& texts, bool encoder);
  std::filesystem::path base_path() const;                         // after open_base
  static std::vector<std::string> texts_of(const Prepared& data);  // all that training sees
  void tell(const Json& event);  // Error{cancelled} when the listener says so
  void stage(const char* name);
  bool tell_progress(const char* name, uint64_t done, uint64_t total);
  bool tell_training(const char* name, const TrainingProgress& p, uint32_t epochs);
  void tell_finding(const Finding& finding);
  // Everything that the bytes depend on.
  std::string fingerprint() const;

  // What the data is, in numbers.
  struct Facts {
    size_t rows = 0, train = 0, dev = 0, test = 0;
    std::vector<SourceFile> sources;
    size_t main_sources = 0;
    std::vector<Finding> findings;
  };
  void describe_facts(const Facts& facts);
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
// What a training was told to do, and how it went.
Json training_json(const TrainerOptions& options, const TrainingCurve& curve);
// [[step, loss], ...], thinned to what a plot shows.
Json points_json(const std::vector<TrainingCurve::Point>& points);

std::unique_ptr<Builder> classifier_build(const Recipe& recipe, size_t threads,
                                          const BuildProgress& progress, Peers* peers);
std::unique_ptr<Builder> answer_build(const Recipe& recipe, size_t threads,
                                      const BuildProgress& progress);

std::unique_ptr<Builder> embed_build(const Recipe& recipe, size_t threads,
                                     const BuildProgress& progress);
std::unique_ptr<Builder> understand_build(const Recipe& recipe, size_t threads,
                                          const BuildProgress& progress);
std::unique_ptr<Builder> language_build(const Recipe& recipe, size_t threads,
                                        const BuildProgress& progress);

}  // namespace tinybrain
