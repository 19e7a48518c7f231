#include "build/report.h"

#include <algorithm>

#include "base/messages/build.h"
#include "build/document.h"
#include "build/svg.h"

namespace tinybrain {
namespace {

class Writer {
 public:
  Writer(const Json& measures, double seconds, Language language)
      : m_(measures), seconds_(seconds), language_(language) {}

  Papers write() {
    Papers papers;
    const std::string task = m_.get_string("task", "");
    if (task == "embed") {
      embedding();
      data();
      training();
    } else if (task == "understand") {
      understanding();
      data();
      training();
      curve("second_training", msg::kCardAgain);
    } else if (task == "chat" || task == "complete") {
      language();
      data();
      training();
      if (m_.find("candidates")) candidates();
    } else if (task == "answer") {
      answers();
      data();
      if (m_.find("training")) training();
      if (const Json* test = m_.find("test")) mistakes(*test);
    } else {
      front();
      good();
      data();
      training();
      learning_curve();
      candidates();
      if (const Json* test = m_.find("test")) details(*test);
      mistakes(m_);
    }
    papers.card = document_.markdown();
    if (seconds_ > 0) {
      document_.paragraph(fmt::format("{}: {:.2f} ms", text(msg::kCardTime), 1000 * seconds_));
    }
    papers.report =
        document_.html(m_.get_string("name", ""), language_ == Language::ko ? "ko" : "en");
    return papers;
  }

 private:
  template <class... Args>
  std::string text(const Message& message, const Args&... args) const {
    return text_of(language_, message, args...);
  }
  static std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }
  static std::string megabytes(double bytes) {
    return bytes < 1e5 ? fmt::format("{:.1f} kB", bytes / 1e3)
                       : fmt::format("{:.1f} MB", bytes / 1e6);
  }

  static std::string interval(const Json& i) {
    return fmt::format("{:.1f} - {:.1f}", 100 * i.get_double("low", 0),
                       100 * i.get_double("high", 0));
  }
  static std::vector<svg::Point> curve_points(const Json& points) {
    std::vector<svg::Point> all;
    for (const Json& p : points.as_array())
      all.push_back({p.as_array()[0].as_double(), p.as_array()[1].as_double()});
    return all;
  }

  std::string sources() const {
    std::string all;
    for (const Json& s : m_.at("data").at("sources").as_array())
      if (!s.get_bool("held_out", false))
        all += (all.empty() ? "" : ", ") + s.get_string("file", "");
    return all;
  }

  void answers() {
    document_.heading(1, m_.get_string("name", ""));
    document_.paragraph(text(msg::kCardAnswerIntro, m_.get_int("entries", 0), sources()));
    const Json* test = m_.find("test");
    std::vector<std::vector<std::string>> rows;
    if (test) {
      const Json& interval = test->at("first_right_interval");
      document_.paragraph(text(msg::kCardAnswerTested, test->get_int("questions", 0),
                               100 * test->get_double("first_right", 0),
                               100 * interval.get_double("low", 0),
                               100 * interval.get_double("high", 0)));
      const Json& unknown = test->at("unknown");
      rows = {{text(msg::kCardFirst), percent(test->get_double("first_right", 0))},
              {text(msg::kCardThree), percent(test->get_double("in_first_three", 0))},
              {text(msg::kCardAnswered), percent(test->get_double("answered_right", 0))},
              {text(msg::kCardWrongAnswered), percent(test->get_double("wrong_of_answered", 0))},
              {text(test->get_bool("elsewhere", false) ? msg::kCardUnknownGiven
                                                       : msg::kCardUnknownLeft),
               fmt::format("{} ({})", percent(unknown.get_double("recall", 0)),
                           unknown.get_int("questions", 0))}};
    } else {
      document_.paragraph(text(msg::kCardAnswerUntested));
    }
    rows.push_back(
        {text(msg::kCardSize), megabytes(static_cast<double>(m_.at("model").get_int("bytes", 0)))});
    document_.heading(2, text(msg::kCardHowGood));
    document_.table({text(msg::kCardMeasure), text(msg::kCardValue)}, rows);
    const Json& scoring = m_.at("scoring");
    document_.paragraph(
        text(msg::kCardFitted, scoring.get_int("questions", 0),
             scoring.get_bool("shortened", false) ? text(msg::kCardShortened) : std::string()));
  }

  void embedding() {
    document_.heading(1, m_.get_string("name", ""));
    document_.paragraph(text(msg::kCardEmbedIntro, m_.at("base").get_string("name", ""), sources(),
                             m_.at("data").get_int("train", 0)));
    std::vector<std::vector<std::string>> rows;
    if (const Json* test = m_.find("test")) {
      const Json& interval = test->at("nearest_interval");
      document_.paragraph(
          text(msg::kCardEmbedTested, test->get_int("texts", 0),
               100 * test->get_double("nearest", 0), 100 * interval.get_double("low", 0),
               100 * interval.get_double("high", 0), 100 * test->get_double("nearest_before", 0)));
      rows = {{text(msg::kCardNearest), percent(test->get_double("nearest", 0))},
              {text(msg::kCardNearestBase), percent(test->get_double("nearest_before", 0))}};
    } else {
      document_.paragraph(text(msg::kCardNoTest));
    }
    document_.heading(2, text(msg::kCardHowGood));
    rows.push_back(
        {text(msg::kCardSize), megabytes(static_cast<double>(m_.at("model").get_int("bytes", 0)))});
    document_.table({text(msg::kCardMeasure), text(msg::kCardValue)}, rows);
  }

  void understanding() {
    document_.heading(1, m_.get_string("name", ""));
    std::string names;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> passed;
    const Json::Array& heads = m_.at("heads").as_array();
    for (const Json& h : heads) {
      const std::string name = h.get_string("name", "");
      names += (names.empty() ? "" : ", ") + name;
      if (const int64_t count = h.get_int("passed_on", 0); count > 0)
        passed.push_back(text(msg::kCardPassedOn, name, count));
      for (const Json& r : h.at("results").as_array())
        rows.push_back({name, r.get_string("language", ""), std::to_string(r.get_int("texts", 0)),
                        percent(r.get_double("accuracy", 0)), interval(r.at("accuracy_interval")),
                        percent(r.get_double("macro_f1", 0)),
                        percent(r.get_double("calibration_error", 0))});
    }
    document_.paragraph(text(msg::kCardUnderstandIntro, heads.size(), names,
                             m_.at("data").get_int("train", 0),
                             m_.at("data").at("sources").as_array().size()));
    document_.paragraph(text(msg::kCardUnderstandLimits));
    document_.heading(2, text(msg::kCardHowGood));
    document_.table({text(msg::kCardHead), text(msg::kCardLanguage), text(msg::kCardTexts),
                     text(msg::kCardAccuracy), text(msg::kCardInterval), text(msg::kCardMacro),
                     text(msg::kCardEce)},
                    rows, 2);
    rows.clear();
    for (const Json& p : m_.at("pairs").as_array())
      rows.push_back({text(msg::kCardPairsOf, p.get_string("pairs", "")),
                      std::to_string(p.get_int("texts", 0)), percent(p.get_double("nearest", 0)),
                      interval(p.at("nearest_interval"))});
    if (!rows.empty())
      document_.table(
          {"", text(msg::kCardTexts), text(msg::kCardNearestOwn), text(msg::kCardInterval)}, rows);
    document_.items(passed);
    document_.paragraph(
        fmt::format("{}: {}", text(msg::kCardSize),
                    megabytes(static_cast<double>(m_.at("model").get_int("bytes", 0)))));
    for (const Json& h : heads)
      for (const Json& r : h.at("results").as_array()) understood(h.get_string("name", ""), r);
  }

  // One head in one language: reliability, and each label.
  void understood(const std::string& name, const Json& r) {
    document_.heading(3, fmt::format("{} ({})", name, r.get_string("language", "")));
    document_.figure(reliability(r));
    document_.table({text(msg::kCardTruth), text(msg::kCardPrecision), text(msg::kCardRecall), "F1",
                     text(msg::kCardTexts)},
                    label_rows(r));
  }

  void curve(const char* which, const Message& title) {
    const Json* t = m_.find(which);
    if (!t) return;
    document_.figure(svg::plot(text(title), text(msg::kCardStep), text(msg::kCardLossAxis),
                               {{"", curve_points(t->at("losses"))}}));
  }

  void language() {
    document_.heading(1, m_.get_string("name", ""));
    document_.paragraph(text(msg::kCardLanguageIntro, m_.at("base").get_string("name", ""),
                             sources(), m_.at("data").get_int("train", 0)));
    std::vector<std::vector<std::string>> rows;
    if (const Json* test = m_.find("test")) {
      const double before = test->get_double("perplexity_before", 0),
                   after = test->get_double("perplexity", 0);
      document_.paragraph(text(msg::kCardLanguageTested, test->get_int("texts", 0), before, after));
      rows = {{text(msg::kCardPerplexity), fmt::format("{:.2f}", after)},
              {text(msg::kCardPerplexityBase), fmt::format("{:.2f}", before)}};
    } else {
      document_.paragraph(text(msg::kCardNoTest));
    }
    document_.paragraph(text(msg::kCardLanguageLimits));
    document_.heading(2, text(msg::kCardHowGood));
    rows.push_back(
        {text(msg::kCardSize), megabytes(static_cast<double>(m_.at("model").get_int("bytes", 0)))});
    document_.table({text(msg::kCardMeasure), text(msg::kCardValue)}, rows);
  }

  void front() {
    const Json& data = m_.at("data");
    document_.heading(1, m_.get_string("name", ""));
    document_.paragraph(text(msg::kCardIntro, m_.at("labels").as_array().size(),
                             data.get_int("train", 0), sources()));
    const Json* test = m_.find("test");
    if (!test) return document_.paragraph(text(msg::kCardNoTest));
    const Json& interval = test->at("accuracy_interval");
    document_.paragraph(
        text(msg::kCardAnswers, test->get_int("texts", 0), 100 * test->get_double("accuracy", 0),
             100 * interval.get_double("low", 0), 100 * interval.get_double("high", 0),
             100 * m_.get_double("baseline", 0)));
    document_.paragraph(text(msg::kCardLimits));
  }

  void good() {
    const Json* test = m_.find("test");
    document_.heading(2, text(msg::kCardHowGood));
    std::vector<std::vector<std::string>> rows;
    if (test) {
      rows = {{text(msg::kCardAccuracy), percent(test->get_double("accuracy", 0))},
              {text(msg::kCardMacro), percent(test->get_double("macro_f1", 0))},
              {text(msg::kCardWeighted), percent(test->get_double("weighted_f1", 0))},
              {text(msg::kCardEce), percent(test->get_double("calibration_error", 0))},
              {text(msg::kCardLogLoss), fmt::format("{:.3f}", test->get_double("log_loss", 0))}};
      if (const Json* o = test->find("out_of_scope")) {
        rows.push_back({text(msg::kCardInScope), percent(o->get_double("in_scope_accuracy", 0))});
        rows.push_back({text(msg::kCardOosRecall), percent(o->get_double("recall", 0))});
        rows.push_back({text(msg::kCardOosPrecision), percent(o->get_double("precision", 0))});
      }
    }
    rows.push_back(
        {text(msg::kCardSize), megabytes(static_cast<double>(m_.at("model").get_int("bytes", 0)))});
    rows.push_back({text(msg::kCardBaseSize),
                    megabytes(static_cast<double>(m_.at("base").get_int("bytes", 0)))});
    document_.table({text(msg::kCardMeasure), text(msg::kCardValue)}, rows);
    if (const Json* sets = m_.find("conformal"))
      document_.paragraph(text(msg::kCardSets, 100 * sets->get_double("threshold", 0),
                               100 * sets->get_double("coverage", 0), sets->get_double("size", 0)));
    if (!test) return;
    document_.figure(reliability(*test));
  }

  std::string reliability(const Json& test) const {
    svg::Series bins{text(msg::kCardAccuracy), {}, true};
    for (const Json& b : test.at("reliability").as_array())
      bins.points.push_back({b.get_double("confidence", 0), b.get_double("accuracy", 0)});
    return svg::plot(text(msg::kCardReliability), text(msg::kCardSure), text(msg::kCardAccuracy),
                     {bins}, true);
  }

  void data() {
    const Json& data = m_.at("data");
    document_.heading(2, text(msg::kCardData));
    std::string license = data.get_string("license", "");
    if (license.empty()) license = text(msg::kCardNoLicense);
    document_.paragraph(text(msg::kCardSplit, data.get_int("train", 0), data.get_int("dev", 0),
                             data.get_int("test", 0), license));
    std::vector<std::vector<std::string>> rows;
    for (const Json& s : data.at("sources").as_array())
      rows.push_back({s.get_string("file", ""), s.get_string("encoding", ""),
                      std::to_string(s.get_int("bytes", 0)), s.get_string("sha256", "")});
    document_.table(
        {text(msg::kCardFile), text(msg::kCardEncoding), text(msg::kCardBytes), "SHA-256"}, rows,
        2);
    std::vector<std::string> findings;
    for (const Json& f : data.at("findings").as_array()) {
      std::string line = f.get_string(language_ == Language::ko ? "ko" : "en", "");
      if (const int64_t count = f.get_int("count", 0); count > 0) {
        std::string numbers;
        for (const Json& row : f.at("rows").as_array())
          numbers += (numbers.empty() ? "" : ", ") + std::to_string(row.as_int());
        if (!numbers.empty()) {
          if (f.at("rows").as_array().size() < static_cast<size_t>(count)) numbers += ", ...";
          line = text(msg::kCardFinding, line, count, numbers);
        }
      }
      if (const std::string remedy = f.get_string("remedy", ""); !remedy.empty())
        line += "; " + text(msg::kCardRemedy, remedy);
      findings.push_back(line);
    }
    if (findings.empty()) return;
    document_.heading(3, text(msg::kCardFindings));
    document_.items(findings);
  }

  void training() {
    const Json& t = m_.at("training");
    document_.heading(2, text(msg::kCardTraining));
    if (const int64_t pairs = t.get_int("pairs", 0); pairs > 0)
      document_.paragraph(text(msg::kCardPairs, t.get_int("epochs", 0), pairs,
                               t.get_int("batch", 0), t.get_double("rate", 0), t.get_int("seed", 0),
                               t.get_int("best_epoch", 0)));
    else
      document_.paragraph(text(msg::kCardTrained, t.get_int("epochs", 0),
                               m_.at("data").get_int("train", 0), t.get_int("batch", 0),
                               t.get_double("rate", 0), t.get_int("seed", 0),
                               t.get_int("best_epoch", 0)));
    if (const int64_t rank = t.get_int("lora_rank", 0); rank > 0)
      document_.paragraph(text(t.get_bool("dora", false) ? msg::kCardDora : msg::kCardLora, rank));
    const svg::Series losses{"", curve_points(t.at("losses"))};
    svg::Series scores{"", {}};
    double epoch = 0;
    for (const Json& p : t.at("scores").as_array())
      scores.points.push_back({++epoch, p.as_array()[1].as_double()});
    document_.figure(
        svg::plot(text(msg::kCardLoss), text(msg::kCardStep), text(msg::kCardLossAxis), {losses}));
    if (m_.get_string("task", "") == "classify")
      document_.figure(svg::plot(text(msg::kCardEpochs), text(msg::kCardEpoch),
                                 text(msg::kCardAccuracy), {scores}));
  }

  // With little data: would more of it help?
  void learning_curve() {
    const Json* curve = m_.find("learning_curve");
    if (!curve) return;
    svg::Series line{"", {}};
    for (const Json& p : curve->as_array())
      line.points.push_back({100 * p.get_double("share", 0), p.get_double("dev_accuracy", 0)});
    document_.figure(svg::plot(text(msg::kCardLearningCurve), text(msg::kCardShareOfData),
                               text(msg::kCardAccuracy), {line}));
  }

  // What was tried for the file: sizes, and how good each is on the rows for choosing.
  void candidates() {
    const Json& all = m_.at("candidates");
    document_.heading(2, text(msg::kCardCandidates));
    std::vector<std::vector<std::string>> rows;
    svg::Series dots{"", {}, true};
    bool writes = false;
    for (const Json& c : all.as_array()) {
      const Json* perplexity = c.find("dev_perplexity");
      writes = writes || perplexity;
      const double value = perplexity ? perplexity->as_double() : c.get_double("dev_accuracy", 0);
      rows.push_back({c.get_string("type", ""), megabytes(c.get_double("bytes", 0)),
                      perplexity ? fmt::format("{:.2f}", value) : percent(value),
                      c.get_bool("chosen", false)  ? text(msg::kCardChosen)
                      : c.get_bool("within", true) ? ""
                                                   : text(msg::kCardOutside)});
      dots.points.push_back({c.get_double("bytes", 0) / 1e6, value});
    }
    document_.table({text(msg::kCardType), text(msg::kCardSize),
                     text(writes ? msg::kCardDevPerplexity : msg::kCardDev), ""},
                    rows);
    if (rows.size() > 1)
      document_.figure(svg::plot(text(msg::kCardCandidates), "MB",
                                 text(writes ? msg::kCardPerplexity : msg::kCardAccuracy), {dots}));
  }

  void details(const Json& test) {
    std::vector<std::vector<std::string>> rows;
    for (const Json& c : test.at("confusions").as_array())
      rows.push_back({c.get_string("truth", ""), c.get_string("answer", ""),
                      std::to_string(c.get_int("texts", 0))});
    if (!rows.empty()) {
      document_.heading(2, text(msg::kCardConfusions));
      document_.table({text(msg::kCardTruth), text(msg::kCardAnswer), text(msg::kCardTexts)}, rows,
                      2);
    }
    if (const Json* groups = test.find("groups")) {
      rows.clear();
      for (const Json& g : groups->as_array())
        rows.push_back({g.get_string("group", ""), std::to_string(g.get_int("texts", 0)),
                        percent(g.get_double("accuracy", 0)), interval(g.at("interval"))});
      document_.heading(2, text(msg::kCardGroups));
      document_.table({text(msg::kCardGroup), text(msg::kCardTexts), text(msg::kCardAccuracy),
                       text(msg::kCardInterval)},
                      rows);
    }
    labels(test);
  }

  std::vector<std::vector<std::string>> label_rows(const Json& test) const {
    std::vector<std::vector<std::string>> rows;
    for (const Json& c : test.at("classes").as_array())
      rows.push_back({c.get_string("label", ""), percent(c.get_double("precision", 0)),
                      percent(c.get_double("recall", 0)), percent(c.get_double("f1", 0)),
                      std::to_string(c.get_int("texts", 0))});
    return rows;
  }

  void labels(const Json& test) {
    std::vector<std::pair<std::string, double>> recalls;
    for (const Json& c : test.at("classes").as_array())
      if (c.get_int("texts", 0) > 0)
        recalls.emplace_back(c.get_string("label", ""), c.get_double("recall", 0));
    document_.heading(2, text(msg::kCardLabels));
    std::stable_sort(recalls.begin(), recalls.end(),
                     [](const auto& a, const auto& b) { return a.second < b.second; });
    if (recalls.size() > 15) recalls.resize(15);
    document_.figure(svg::bars(text(msg::kCardWorst), recalls));
    document_.table({text(msg::kCardTruth), text(msg::kCardPrecision), text(msg::kCardRecall), "F1",
                     text(msg::kCardTexts)},
                    label_rows(test));
  }

  void mistakes(const Json& where) {
    const Json* all = where.find("mistakes");
    if (!all || all->as_array().empty()) return;
    std::vector<std::vector<std::string>> rows;
    for (const Json& e : all->as_array()) {
      const std::string answer = e.get_string("answer", ""), truth = e.get_string("truth", "");
      rows.push_back({e.get_string("text", ""), truth.empty() ? text(msg::kCardNone) : truth,
                      answer.empty() ? text(msg::kCardNone) : answer,
                      percent(e.get_double("confidence", 0))});
    }
    document_.heading(2, text(msg::kCardMistakes));
    document_.table(
        {text(msg::kCardText), text(msg::kCardTruth), text(msg::kCardAnswer), text(msg::kCardSure)},
        rows, 3);
  }

  const Json& m_;
  double seconds_;
  Language language_;
  Document document_;
};

}  // namespace

Papers papers_of(const Json& measures, double seconds, Language language) {
  return Writer(measures, seconds, language).write();
}

}  // namespace tinybrain
