// tinybrain build: a small model from a person's own data. The library does it all; here stand the flags, the
// line that tells how far it is, and the last words.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <numeric>

#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/recipe.h"
#include "cli/store.h"
#include "cli/text.h"
#include "cli/together.h"

namespace tinybrain::cli {
namespace {

// One progress line a stage; findings as lines of their own.
class Teller {
 public:
  explicit Teller(bool json) : json_(json) {}

  bool operator()(const char* text_of_event) {
    const Json event = Json::parse(text_of_event);
    if (Progress::writes_events()) return pass_on(event);
    const std::string stage = event.get_string("stage", "");
    if (stage != stage_) {
      progress_.reset();
      if (!json_) show_losses();
      stage_ = stage;
    }
    if (stage != "curve" && event.find("loss")) losses_.push_back(event.get_double("loss", 0));
    if (const Json* finding = event.find("finding")) show(*finding);
    if (!event.find("total")) return !interrupted();
    if (!progress_) progress_ = std::make_unique<Progress>("");
    progress_->label(label(event));
    return progress_->update(static_cast<uint64_t>(event.get_int("done", 0)),
                             static_cast<uint64_t>(event.get_int("total", 0)));
  }

 private:
  // Everything new, and of what only counts on no more than somebody could see.
  bool pass_on(const Json& event) {
    const auto now = std::chrono::steady_clock::now();
    const int64_t epoch = event.get_int("epoch", 0), done = event.get_int("done", -1);
    const std::string stage = event.get_string("stage", "");
    const bool is_new = stage != stage_ || epoch != epoch_ || event.find("finding") ||
                        done == event.get_int("total", 0);
    if (is_new || now - told_ >= std::chrono::milliseconds(100)) {
      stage_ = stage;
      epoch_ = epoch;
      told_ = now;
      print_event(event);
    }
    return !interrupted();
  }

  std::string label(const Json& e) const {
    const bool trains = stage_ == "train" || stage_ == "again";
    if (trains && e.get_int("epoch", 0) == 1)
      return text(msg::kStageFirst, e.get_int("epochs", 0), e.get_double("loss", 0));
    if (trains)
      return e.get_double("score", 0) < 0
                 ? text(msg::kStageTrainLanguage, e.get_int("epoch", 0), e.get_int("epochs", 0),
                        e.get_double("loss", 0), -e.get_double("score", 0))
                 : text(msg::kStageTrain, e.get_int("epoch", 0), e.get_int("epochs", 0),
                        e.get_double("loss", 0), 100 * e.get_double("score", 0));
    if (stage_ == "vocabulary") return text(msg::kStageVocabulary);
    if (stage_ == "compile") return text(msg::kStageCompile);
    if (stage_ == "curve") return text(msg::kStageCurve);
    if (stage_ == "index") return text(msg::kStageIndex);
    if (stage_ == "write") return text(msg::kStageWrite);
    if (stage_ == "compare") return text(msg::kStageCompare);
    return text(msg::kStageTest);
  }

  void show(const Json& finding) {
    if (json_) return;
    std::string rows;
    for (const Json& row : finding.at("rows").as_array())
      rows += (rows.empty() ? "" : ", ") + std::to_string(row.as_int());
    if (static_cast<size_t>(finding.get_int("count", 0)) > finding.at("rows").as_array().size())
      rows += ", ...";
    std::string line = finding.get_string(language() == Language::ko ? "ko" : "en", "");
    if (!rows.empty() && rows != ", ...") line += text(msg::kRows, rows);
    if (const std::string remedy = finding.get_string("remedy", ""); !remedy.empty())
      line += text(msg::kRemedy, remedy);
    const bool is_note = finding.get_string("severity", "") == "note";
    note(text(msg::kFindingLine, text(is_note ? msg::kNote : msg::kWarning), line));
  }

  // The course of the loss in one line: means of equal parts, as blocks of eight heights.
  void show_losses() {
    const size_t parts = std::min<size_t>(40, losses_.size() / 4);
    if (parts < 2) return losses_.clear();
    std::vector<double> means;
    for (size_t i = 0; i < parts; ++i) {
      const size_t first = i * losses_.size() / parts, end = (i + 1) * losses_.size() / parts;
      means.push_back(std::accumulate(losses_.begin() + static_cast<std::ptrdiff_t>(first),
                                      losses_.begin() + static_cast<std::ptrdiff_t>(end), 0.0) /
                      static_cast<double>(end - first));
    }
    const auto [low, high] = std::minmax_element(means.begin(), means.end());
    const char* const kBlocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    std::string line;
    for (double m : means)
      line += kBlocks[static_cast<size_t>(7.99 * (m - *low) / std::max(1e-12, *high - *low))];
    note(text(msg::kLossLine, means.front(), line, means.back()));
    losses_.clear();
  }

  bool json_;
  int64_t epoch_ = 0;
  std::chrono::steady_clock::time_point told_{};
  std::vector<double> losses_;
  std::string stage_;
  std::unique_ptr<Progress> progress_;
  OnInterrupt on_interrupt_{[] {}};
};

}  // namespace

int run_build(const Options& options) {
  const Together together;
  const Json recipe = recipe_of(options);
  Teller teller(options.json);
  Json measures;
  try {
    measures = Json::parse(tb::build(
        recipe.dump(), options.threads,
        [&](const char* event) { return together.first() ? teller(event) : true; },
        together.peers()));
  } catch (const tb::Exception& e) {
    if (e.status() != TB_CANCELLED) throw;
    warn(text(msg::kBuildResume));
    return kExitInterrupt;
  }
  if (!together.first()) return 0;
  if (options.json) {
    print_json(measures);
    return 0;
  }
  const std::string output = recipe.get_string("output", "");
  const std::string size =
      human_bytes(static_cast<double>(measures.at("model").get_int("bytes", 0)));
  const std::string task = measures.get_string("task", "");
  if (task == "understand") {
    print_line(text(msg::kBuiltUnderstands, output, size,
                    (std::filesystem::path(output) / "report.html").string()));
    print_line(text(msg::kBuiltNextUnderstand, output));
    return 0;
  }
  const bool answers = task == "answer", writes = task == "chat" || task == "complete";
  if (const Json* test = measures.find("test"); test && task == "embed") {
    print_line(text(msg::kBuiltEncoder, output, size, 100 * test->get_double("nearest", 0),
                    test->get_int("texts", 0), 100 * test->get_double("nearest_before", 0)));
  } else if (test && writes) {
    print_line(text(msg::kBuiltLanguage, output, size, test->get_double("perplexity_before", 0),
                    test->get_double("perplexity", 0), test->get_int("texts", 0)));
  } else if (test && answers) {
    print_line(text(msg::kBuiltAnswers, output, size, 100 * test->get_double("first_right", 0),
                    test->get_int("questions", 0),
                    100 * test->at("unknown").get_double("recall", 0),
                    test->at("unknown").get_int("questions", 0)));
  } else if (test) {
    const Json& interval = test->at("accuracy_interval");
    print_line(text(msg::kBuilt, output, size, 100 * test->get_double("accuracy", 0),
                    test->get_int("texts", 0), 100 * interval.get_double("low", 0),
                    100 * interval.get_double("high", 0)));
  } else {
    print_line(text(msg::kBuiltUntested, output, size));
  }
  print_line(text(answers              ? msg::kBuiltNextAnswers
                  : task == "embed"    ? msg::kBuiltNextEmbed
                  : task == "chat"     ? msg::kBuiltNextChat
                  : task == "complete" ? msg::kBuiltNextComplete
                                       : msg::kBuiltNext,
                  (std::filesystem::path(output) / "report.html").string(), output));
  return 0;
}

}  // namespace tinybrain::cli
