// Labels of texts: by examples in a table or in the call (skills/sorter.h), or by a classifier that `tinybrain build` made.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "generate/loaded_model.h"
#include "skills/sorter.h"

namespace tinybrain::skills::office {

// Answers one text; a label is said only where it is sure enough.
class Labels {
 public:
  virtual ~Labels() = default;
  virtual std::vector<double> chances(const std::string& text) = 0;
  virtual const std::vector<std::string>& names() const = 0;
  virtual double line() const = 0;  // least chance of an answer
  virtual bool knows_any_of(const std::string& text) const = 0;
  virtual const Sorter* sorter() const { return nullptr; }
  virtual const char* made_by() const = 0;  // for the trace
};

// What learning was told, and what it came to.
struct Learning {
  double wrong = 0.05;
  bool encoder = true;
  uint64_t seed = 1;
};
Learning asked_learning(const Json& arguments);

// Error{bad_argument}: too few texts of a label. encoder: nullptr = by words alone.
std::unique_ptr<Labels> learn_labels(const std::filesystem::path& table, const Json& arguments,
                                     LoadedModel* encoder, Json& card);
// examples: [{"text", "label"}].
std::unique_ptr<Labels> learn_examples(const Json& examples, const Json& arguments,
                                       LoadedModel* encoder);
void save_labels(const Labels& labels, const Json& card, const std::filesystem::path& file);
// A file of save_labels(), or a model, a file or folder. encoder: asked for when it was learnt with one. Error{not_found},
// {bad_file}, {unsupported}.
std::unique_ptr<Labels> open_labels(const std::filesystem::path& file,
                                    const std::function<LoadedModel*()>& encoder);

// {"label" or null, "chance", "unsure", "likeliest": [{"label", "chance"}], "says"}
Json label_json(Labels& labels, const std::string& text, size_t most, Language language);
// How labels do on a table whose labels are known: accuracy, macro-F1, calibration, what is answered and how well.
Json measure_labels(Labels& labels, const std::filesystem::path& table, const Json& arguments);

}  // namespace tinybrain::skills::office
