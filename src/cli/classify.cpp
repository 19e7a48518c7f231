// tinybrain classify, eval and compare: a classifier at work, and how good it or a model that writes is.
#include <algorithm>
#include <filesystem>
#include <numeric>

#include "base/messages/base.h"
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/store.h"
#include "cli/table.h"
#include "cli/text.h"

namespace tinybrain::cli {
namespace {

constexpr size_t kShown = 5;   // labels of a text in JSON
constexpr size_t kBatch = 32;  // texts between two looks at Ctrl-C

tb::Model open_classifier(const Options& options) {
  tb::Model model = open_model(options);
  if (tb_class_count(model.get()) == 0) throw Error(Code::unsupported, msg::kCannotClassify);
  return model;
}

Json class_json(const std::string& given, const tb::Model::Class& found,
                const std::vector<std::string>& labels) {
  std::vector<size_t> order(labels.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const size_t shown = std::min(kShown, order.size());
  std::partial_sort(
      order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
      [&](size_t a, size_t b) { return found.probabilities[a] > found.probabilities[b]; });
  Json j;
  j.set("text", given);
  j.set("label", found.answer < 0 ? Json() : Json(labels[static_cast<size_t>(found.answer)]));
  Json likely{Json::Array{}};
  for (size_t i = 0; i < shown; ++i) {
    Json one;
    one.set("label", labels[order[i]]);
    one.set("probability", double{found.probabilities[order[i]]});
    likely.push(std::move(one));
  }
  j.set("likely", std::move(likely));
  return j;
}

Json eval_options(const Options& options) {
  Json j{Json::Object{}};
  j.set("text_column", options.text_column);
  j.set("label_column", options.label_column);
  j.set("answer_column", options.answer_column);
  j.set("group_column", options.group_column);
  j.set("head", options.head);
  Json columns{Json::Array{}};
  for (const std::string& name : options.option_columns) columns.push(name);
  j.set("option_columns", std::move(columns));
  j.set("system", options.system);
  j.set("raw", options.raw);
  j.set("max_tokens", options.answer_tokens);
  if (!options.other.empty()) {
    Options second = options;
    second.model = options.other;
    j.set("other", resolve_model(second));
  }
  return j;
}

bool answers_questions(const std::string& folder) {
  return std::filesystem::exists(std::filesystem::path(folder) / "entries.gguf");
}

Json evaluate_answers(const Options& options) {
  const tb::Knowledge knowledge(options.model, options.threads);
  Json columns{Json::Object{}};
  columns.set("text_column", options.text_column);
  columns.set("answer_column", options.answer_column);
  Progress progress(text(msg::kEvaluating));
  return Json::parse(knowledge.evaluate(options.file, columns.dump(), progress.callback()));
}

Json evaluate(const Options& options) {
  const tb::Model model = open_model(options);
  Progress progress(text(msg::kEvaluating));
  return Json::parse(
      model.evaluate(options.file, eval_options(options).dump(), progress.callback()));
}

std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

}  // namespace

int run_classify(const Options& options) {
  const std::vector<std::string> texts = texts_argument(options);
  const tb::Model model = open_classifier(options);
  const std::vector<std::string> labels = model.labels();
  Progress progress(text(msg::kEvaluating));
  for (size_t i = 0; i < texts.size(); i += kBatch) {
    if (!progress.update(i, texts.size())) throw Error(Code::cancelled, msg::kStopped);
    const std::vector<std::string> part(
        texts.begin() + static_cast<std::ptrdiff_t>(i),
        texts.begin() + static_cast<std::ptrdiff_t>(std::min(i + kBatch, texts.size())));
    const std::vector<tb::Model::Class> found = model.classify(part);
    for (size_t k = 0; k < part.size(); ++k) {
      if (options.json) {
        print_json(class_json(part[k], found[k], labels));
        continue;
      }
      const auto top =
          *std::max_element(found[k].probabilities.begin(), found[k].probabilities.end());
      print_line(fmt::format("{}\t{:.1f} %\t{}",
                             found[k].answer < 0 ? text(msg::kNoneOfThese)
                                                 : labels[static_cast<size_t>(found[k].answer)],
                             100 * top, part[k]));
    }
  }
  return 0;
}

int run_eval(const Options& options) {
  const Json found =
      answers_questions(options.model) ? evaluate_answers(options) : evaluate(options);
  if (options.json)
    print_json(found);
  else
    print_members(found);
  return 0;
}

int run_compare(const Options& options) {
  const Json found = evaluate(options);
  if (options.json) {
    print_json(found);
    return 0;
  }
  // A classifier, a model that writes, a model that chooses among options: what is right, and one more figure.
  const bool classes = found.find("macro_f1"), words = found.find("exact_match");
  const char* const share = words ? "exact_match" : "accuracy";
  const char* const more = classes ? "macro_f1" : words ? "f1" : "accuracy_per_byte";
  Table table({"", text(words ? msg::kLabelExact : msg::kColumnAccuracy),
               classes || words ? "F1" : text(msg::kLabelAccuracyPerByte)});
  table.right(1);
  table.right(2);
  for (const auto& [name, one] : {std::pair<std::string, const Json*>{options.model, &found},
                                  {options.other, &found.at("other")}})
    table.add({name, percent(one->get_double(share, 0)), percent(one->get_double(more, 0))});
  table.print();
  const Json& c = found.at("comparison");
  const double p = c.get_double("p_value", 1);
  print_line(text(msg::kCompareReal, 100 * c.get_double("difference", 0),
                  100 * c.at("interval").get_double("low", 0),
                  100 * c.at("interval").get_double("high", 0), p,
                  text(p < 0.05 ? msg::kDifferenceReal : msg::kDifferenceChance)));
  return 0;
}

}  // namespace tinybrain::cli
