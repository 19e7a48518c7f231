#include "skills/office/labels.h"

#include <algorithm>
#include <numeric>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/messages/skill_office.h"
#include "data/dataset.h"
#include "eval/classification.h"
#include "eval/statistics.h"
#include "generate/classify.h"
#include "skills/asked.h"
#include "skills/office/texts.h"
#include "text/unicode.h"

namespace tinybrain::skills::office {
namespace {

namespace fs = std::filesystem;

class Learnt : public Labels {
 public:
  explicit Learnt(Sorter sorter) : sorter_(std::move(sorter)) {}
  std::vector<double> chances(const std::string& text) override { return sorter_.chances(text); }
  const std::vector<std::string>& names() const override { return sorter_.labels(); }
  double line() const override { return sorter_.line(); }
  bool knows_any_of(const std::string& text) const override {
    return sorter_.with_encoder() || sorter_.knows_any_of(text);
  }
  const Sorter* sorter() const override { return &sorter_; }
  const char* made_by() const override {
    return sorter_.with_encoder() ? "softmax over words and the seed encoder's vector"
                                  : "softmax over words";
  }

 private:
  Sorter sorter_;
};

class Built : public Labels {
 public:
  explicit Built(const fs::path& file) : model_(file, 0, Weights::Progress{}) {
    if (!model_.classifier())
      throw Error(Code::unsupported, msg::kOfficeNoHead, file.filename().string());
  }
  std::vector<double> chances(const std::string& text) override {
    const ClassifierHead& head = *model_.classifier();
    std::vector<float> p(head.labels.size());
    const std::string_view one = text;
    classify_texts(model_, head, {&one, 1}, p.data());
    return {p.begin(), p.end()};
  }
  const std::vector<std::string>& names() const override { return model_.classifier()->labels; }
  double line() const override { return double{model_.classifier()->threshold}; }
  bool knows_any_of(const std::string&) const override { return true; }
  const char* made_by() const override { return "a built classifier"; }

 private:
  LoadedModel model_;
};

Dataset rows_of(const fs::path& table, const Json& arguments) {
  ReadOptions options;
  options.task = Task::classify;
  options.text_column = arguments.get_string("text_column", "");
  options.label_column = arguments.get_string("label_column", "");
  Dataset rows = read_dataset(table, options);
  std::erase_if(rows.examples, [](const Example& e) { return e.text.empty() || e.label.empty(); });
  return rows;
}

std::unique_ptr<Labels> learnt(const std::vector<std::pair<std::string, std::string>>& examples,
                               const std::vector<uint64_t>& rows, LoadedModel* encoder,
                               const Learning& learning) {
  std::vector<std::string> labels;
  for (const auto& [text, label] : examples) labels.push_back(label);
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  std::vector<KnownText> known;
  for (size_t i = 0; i < examples.size(); ++i) {
    const auto at = std::lower_bound(labels.begin(), labels.end(), examples[i].second);
    known.push_back({unicode::repaired(examples[i].first),
                     static_cast<uint32_t>(at - labels.begin()), rows[i]});
  }
  return std::make_unique<Learnt>(Sorter(std::move(labels), std::move(known), encoder,
                                         learning.wrong, learning.seed, Sorter::By::pieces));
}

bool is_model(const fs::path& file) {
  return fs::is_directory(file) || file.extension() == ".gguf" ||
         file.extension() == ".safetensors";
}

}  // namespace

Learning asked_learning(const Json& arguments) {
  Learning learning;
  learning.wrong = asked_number(arguments, "wrong", 0.05, 0, 0.5);
  learning.encoder = arguments.get_bool("encoder", true);
  learning.seed = static_cast<uint64_t>(arguments.get_int("seed", 1));
  return learning;
}

std::unique_ptr<Labels> learn_labels(const fs::path& table, const Json& arguments,
                                     LoadedModel* encoder, Json& card) {
  const Learning learning = asked_learning(arguments);
  const Dataset rows = rows_of(table, arguments);
  std::vector<std::pair<std::string, std::string>> examples;
  std::vector<uint64_t> lines;
  for (const Example& e : rows.examples) {
    examples.emplace_back(e.text, e.label);
    lines.push_back(e.row);
  }
  auto labels = learnt(examples, lines, encoder, learning);
  card = Json();
  card.set("table", table.filename().string()).set("table_sha256", rows.sources.at(0).sha256);
  card.set("learnt", time_text(now())).set("texts", static_cast<uint64_t>(examples.size()));
  card.set("labels", static_cast<uint64_t>(labels->names().size()));
  card.set("made_by", labels->made_by()).set("seed", learning.seed);
  card.set("wrong_of_answered_at_most", learning.wrong).set("line", labels->line());
  return labels;
}

std::unique_ptr<Labels> learn_examples(const Json& examples, const Json& arguments,
                                       LoadedModel* encoder) {
  std::vector<std::pair<std::string, std::string>> all;
  std::vector<uint64_t> lines;
  for (const Json& one : examples.as_array("examples")) {
    all.emplace_back(one.at("text").as_string("text"), one.at("label").as_string("label"));
    lines.push_back(all.size());
  }
  return learnt(all, lines, encoder, asked_learning(arguments));
}

void save_labels(const Labels& labels, const Json& card, const fs::path& file) {
  Json j = labels.sorter()->to_json();
  write_file(file, j.set("card", card).dump() + "\n");
}

std::unique_ptr<Labels> open_labels(const fs::path& file,
                                    const std::function<LoadedModel*()>& encoder) {
  if (!fs::exists(file)) throw Error(Code::not_found, msg::kOfficeNotLearnt, file.string());
  if (is_model(file)) return std::make_unique<Built>(file);
  try {
    const Json j = Json::parse(read_file(file));
    return std::make_unique<Learnt>(Sorter(j, j.get_int("width", 0) ? encoder() : nullptr));
  } catch (const Error& e) {
    throw e.in(file.string());
  }
}

Json label_json(Labels& labels, const std::string& text, size_t most, Language language) {
  const std::vector<double> p = labels.chances(text);
  std::vector<size_t> order(p.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return p[a] > p[b]; });
  const std::string& best = labels.names()[order[0]];
  const bool knows = labels.knows_any_of(text), sure = knows && p[order[0]] >= labels.line();
  Json j, likeliest{Json::Array{}};
  for (size_t i = 0; i < std::min(most, order.size()); ++i) {
    Json one;
    one.set("label", labels.names()[order[i]]).set("chance", rounded(p[order[i]]));
    likeliest.push(std::move(one));
  }
  j.set("label", sure ? Json(best) : Json()).set("chance", rounded(p[order[0]]));
  j.set("unsure", !sure).set("likeliest", std::move(likeliest));
  if (!knows)
    j.set("says", text_of(language, msg::kOfficeUnknown));
  else if (!sure)
    j.set("says",
          text_of(language, msg::kOfficeUnsure, best, 100 * p[order[0]], 100 * labels.line()));
  return j;
}

Json measure_labels(Labels& labels, const fs::path& table, const Json& arguments) {
  const std::vector<std::string>& names = labels.names();
  const size_t c = names.size();
  std::vector<float> p;
  std::vector<uint32_t> truth;
  uint64_t answered = 0, answered_right = 0;
  for (const Example& e : rows_of(table, arguments).examples) {
    const auto at = std::find(names.begin(), names.end(), e.label);
    truth.push_back(at == names.end() ? kNoClass : static_cast<uint32_t>(at - names.begin()));
    const std::string text = unicode::repaired(e.text.substr(0, kMostBytes));
    const std::vector<double> chances = labels.chances(text);
    const auto best = std::max_element(chances.begin(), chances.end());
    if (labels.knows_any_of(text) && *best >= labels.line()) {
      ++answered;
      answered_right += static_cast<uint32_t>(best - chances.begin()) == truth.back();
    }
    for (double v : chances) p.push_back(static_cast<float>(v));
  }
  const Classification judged = judge(truth, most_likely(p, c), c);
  const Interval right = wilson(judged.right, judged.texts);
  Json j, each{Json::Array{}};
  j.set("texts", judged.texts).set("accuracy", judged.accuracy).set("macro_f1", judged.macro_f1);
  j.set("accuracy_interval", Json(Json::Array{right.low, right.high}));
  j.set("calibration_error", calibration(p, truth, c).ece).set("line", labels.line());
  j.set("answered",
        judged.texts ? static_cast<double>(answered) / static_cast<double>(judged.texts) : 0);
  j.set("accuracy_of_answered",
        answered ? Json(static_cast<double>(answered_right) / static_cast<double>(answered))
                 : Json());
  for (size_t i = 0; i < c; ++i) {
    Json one;
    one.set("label", names[i]).set("f1", judged.classes[i].f1);
    each.push(one.set("precision", judged.classes[i].precision)
                  .set("recall", judged.classes[i].recall)
                  .set("texts", judged.classes[i].support));
  }
  return j.set("labels", std::move(each));
}

}  // namespace tinybrain::skills::office
