#include "learn/gate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/messages/model.h"
#include "base/messages/versions.h"
#include "eval/statistics.h"
#include "eval/text_metrics.h"
#include "learn/curriculum.h"
#include "learn/gate_data.h"
#include "learn/recall.h"
#include "learn/reminder.h"
#include "text/unicode.h"

namespace tinybrain {
namespace {

constexpr size_t kMostJudged = 12;  // lessons whose answers are compared and written
constexpr size_t kMostAnswer = 48;  // tokens of an answer that are scored
constexpr uint32_t kReplyTokens = 48, kContext = 1024;
constexpr double kRepeating = 0.5;  // share of different word triples below which a reply repeats
constexpr const char* kLanguages[] = {"en", "ko"};
constexpr const char* kFrozen[] = {"frozen_en", "frozen_ko"};
constexpr const char* kLessons[] = {"lessons_en", "lessons_ko"};
constexpr uint64_t kSeed = 1;  // of resampling
constexpr size_t kFew = 3;     // lessons below which there is nothing to resample

struct CheckWords {
  const char* name;
  const Message* text;
  double scale;
};
constexpr CheckWords kWords[] = {
    {"held_back", &msg::kCheckHeldBack, 100}, {"taught", &msg::kCheckTaught, 100},
    {"answers", &msg::kCheckAnswers, 100},    {"question_fit", &msg::kCheckQuestionFit, 1},
    {"frozen_en", &msg::kCheckFrozenEn, 1},   {"frozen_ko", &msg::kCheckFrozenKo, 1},
    {"lessons_en", &msg::kCheckLessonsEn, 1}, {"lessons_ko", &msg::kCheckLessonsKo, 1},
    {"safety", &msg::kCheckSafety, 1},        {"other_language", &msg::kCheckLanguage, 100},
    {"broken", &msg::kCheckBroken, 100},
};

uint64_t count(const std::vector<bool>& all) {
  return static_cast<uint64_t>(std::count(all.begin(), all.end(), true));
}

double mean(std::span<const double> values) {
  return values.empty() ? 0
                        : std::accumulate(values.begin(), values.end(), 0.0) /
                              static_cast<double>(values.size());
}

ChatRequest asked(std::string_view question, const Json::Array& before) {
  Json message;
  message.set("role", "user");
  message.set("content", question);
  ChatRequest request;
  request.messages.push_back(std::move(message));
  remind(request.messages, before);
  return request;
}

// A beginning of the text that is not longer than so many tokens.
std::string cut(const Tokenizer& tokenizer, const std::string& text, size_t most) {
  const size_t n = tokenizer.encode(text, false).size();
  if (n <= most) return text;
  std::string piece = text.substr(0, text.size() * most / n);
  piece = piece.substr(0, piece.find_last_of(" \n"));
  while (!piece.empty() && !unicode::is_valid(piece)) piece.pop_back();
  return piece.empty() ? text.substr(0, unicode::decode(text).length) : piece;
}

bool has(const std::string& reply, const std::string& answer) {
  return unicode::folded(unicode::repaired(reply)).find(unicode::folded(answer)) !=
         std::string::npos;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  const std::string folded = unicode::folded(unicode::repaired(text));
  for (size_t at = 0; at < folded.size();) {
    const size_t end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// Nothing, or the same over and over.
bool is_broken(const std::string& reply) {
  const std::vector<std::string> words = words_of(reply);
  if (words.empty()) return true;
  if (words.size() < 8) return false;
  std::vector<std::string> triples;
  for (size_t i = 0; i + 3 <= words.size(); ++i)
    triples.push_back(words[i] + " " + words[i + 1] + " " + words[i + 2]);
  const auto all = static_cast<double>(triples.size());
  std::sort(triples.begin(), triples.end());
  triples.erase(std::unique(triples.begin(), triples.end()), triples.end());
  return static_cast<double>(triples.size()) < kRepeating * all;
}

SessionConfig config_for(const LoadedModel& base) {
  SessionConfig c;
  c.context = std::min(kContext, base.config().context);
  return c;
}

// before: is told each text, and readies the session for it.
std::array<double, 2> perplexity_of(Session& session,
                                    const std::function<void(std::string_view)>& before) {
  std::array<double, 2> loss{}, tokens{};
  std::vector<float> logits;
  const size_t v = session.model().config().vocabulary, choices = session.model().choices();
  for (const FrozenText& t : frozen_texts()) {
    before(t.text);
    std::vector<TokenId> ids = session.model().tokenizer().encode(t.text, true);
    ids.resize(std::min<size_t>(ids.size(), session.context()));
    logits.resize(ids.size() * v);
    session.logits(ids, logits.data());
    const size_t language = std::string_view(t.language) == kLanguages[1];
    for (size_t i = 0; i + 1 < ids.size(); ++i) {
      const std::span row(logits.data() + i * v, choices);
      loss[language] += log_sum_exp(row) - row[static_cast<size_t>(ids[i + 1])];
      ++tokens[language];
    }
  }
  return {std::exp(loss[0] / std::max(1.0, tokens[0])),
          std::exp(loss[1] / std::max(1.0, tokens[1]))};
}

class Measuring {
 public:
  Measuring(LoadedModel& base, std::shared_ptr<const LoadedAdapter> adapter,
            std::span<const LearnExample> lessons, const Scope& scope, size_t remind,
            const std::function<bool(uint64_t, uint64_t)>& progress)
      : session_(base, config_for(base)),
        asking_(base, config_for(base)),
        adapter_(std::move(adapter)),
        lessons_(lessons),
        scope_(scope),
        remind_(remind),
        progress_(progress) {
    judged_ = std::min(lessons.size(), kMostJudged);
    total_ = lessons.size() + 2 * judged_ + 1 + safety_prompts().size() + plain_questions().size();
  }

  GateMeasures run() {
    for (const LearnExample& e : lessons_) {
      step();
      m_.applies.push_back(as_used(e.prompt));
      m_.right.push_back(scores(e.prompt, {e.answer})[0]);
    }
    fit();
    write();
    step();
    m_.perplexity = perplexity_of(session_, [&](std::string_view text) { as_used(text); });
    safety();
    return std::move(m_);
  }

 private:
  LoadedModel& model() { return session_.model(); }
  void step() {
    if (progress_ && !progress_(done_, total_)) throw Error(Code::cancelled, msg::kCancelled);
    ++done_;
  }

  bool as_used(std::string_view prompt) {
    const bool near = look_near(prompt);
    session_.set_adapter(near ? adapter_ : nullptr);
    return near;
  }
  bool look_near(std::string_view prompt) {
    const auto found = adapter_ ? recall(
                                      scope_, [&]() -> Session& { return asking_; }, prompt,
                                      std::max<size_t>(1, remind_))
                                : std::vector<Scope::Near>{};
    const bool near = !found.empty() && found[0].holds();
    before_ = near ? reminder(scope_, found, remind_) : Json::Array{};
    size_t tokens = 0;
    for (const Json& m : before_)
      tokens += model().tokenizer().encode(m.get_string("content", ""), false).size();
    if (tokens > session_.context() / 4) before_.clear();
    return near;
  }

  // In a small window there is room for a beginning only.
  std::string answer(const std::string& text) {
    return cut(model().tokenizer(), text, std::min<size_t>(kMostAnswer, session_.context() / 4));
  }
  std::string fitting(const std::string& question) {
    return cut(model().tokenizer(), question, session_.context() / 2);
  }

  // Mean log-likelihood of a token of each reply, its end included.
  std::vector<double> scores(const std::string& question, std::vector<std::string> replies) {
    std::vector<double> tokens;
    for (std::string& reply : replies) {
      reply = answer(reply);
      tokens.push_back(static_cast<double>(model().tokenizer().encode(reply, false).size() + 1));
    }
    std::vector<double> all = session_.score(asked(fitting(question), before_), replies);
    for (size_t i = 0; i < all.size(); ++i) all[i] /= tokens[i];
    return all;
  }

  // How much a question says about its answer: what an answer gains by being liked after every question is taken away,
  // and so is what a question gains by liking every answer.
  void fit() {
    const size_t n = judged_;
    session_.set_adapter(adapter_);
    std::vector<std::string> answers;
    for (size_t i = 0; i < n; ++i) answers.push_back(lessons_[i].answer);
    std::vector<std::vector<double>> likely;
    for (size_t i = 0; i < n; ++i) {
      step();
      look_near(lessons_[i].prompt);
      likely.push_back(scores(lessons_[i].prompt, answers));
    }
    if (n < 2) return;
    double others = 0;
    std::vector<double> by_question(n), by_answer(n);
    for (size_t i = 0; i < n; ++i) {
      for (size_t j = 0; j < n; ++j) {
        if (i == j) continue;
        by_question[i] += likely[i][j];
        by_answer[j] += likely[i][j];
        others += likely[i][j];
      }
    }
    const auto rest = static_cast<double>(n - 1);
    for (size_t i = 0; i < n; ++i)
      m_.fit.push_back(likely[i][i] - by_question[i] / rest - by_answer[i] / rest +
                       others / (rest * static_cast<double>(n)));
  }

  std::string reply_to(const std::string& question) {
    GenerateConfig config;
    config.sampling.temperature = 0;
    config.max_tokens = std::min(kReplyTokens, session_.context() / 8);
    return session_.chat(asked(fitting(question), before_), config, {}).text;
  }

  void write() {
    size_t replies = 0, other = 0, broken = 0;
    const auto look = [&](const std::string& reply, std::string_view language) {
      ++replies;
      broken += is_broken(reply);
      other += language_in(reply) != language;
    };
    for (size_t i = 0; i < judged_; ++i) {
      step();
      as_used(lessons_[i].prompt);
      m_.replies.push_back(reply_to(lessons_[i].prompt));
      m_.alike.push_back(token_f1({m_.replies[i], {answer(lessons_[i].answer)}}));
      m_.hit.push_back(has(m_.replies[i], answer(lessons_[i].answer)));
      look(m_.replies[i], lessons_[i].language);
    }
    for (const PlainQuestion& q : plain_questions()) {
      step();
      as_used(q.text);
      look(reply_to(q.text), q.language);
    }
    m_.other_language = static_cast<double>(other) / static_cast<double>(replies);
    m_.broken = static_cast<double>(broken) / static_cast<double>(replies);
  }

  void safety() {
    for (const SafetyPrompt& p : safety_prompts()) {
      step();
      as_used(p.prompt);
      const auto both = scores(p.prompt, {p.decent, p.bad});
      m_.safety.push_back(both[0] - both[1]);
    }
  }

  Session session_, asking_;  // asking_: without what was learnt
  std::shared_ptr<const LoadedAdapter> adapter_;
  std::span<const LearnExample> lessons_;
  const Scope& scope_;
  size_t remind_;
  Json::Array before_;  // what is asked now
  const std::function<bool(uint64_t, uint64_t)>& progress_;
  size_t judged_ = 0;
  uint64_t done_ = 0, total_ = 0;
  GateMeasures m_;
};

Json json_of(const GateCheck& c) {
  Json j;
  j.set("name", c.name);
  j.set("before", c.before);
  j.set("after", c.after);
  j.set("margin", c.margin);
  j.set("passed", c.passed);
  return j;
}

}  // namespace

GateMeasures measure_for_gate(LoadedModel& base, std::shared_ptr<const LoadedAdapter> adapter,
                              std::span<const LearnExample> lessons, const Scope& scope,
                              size_t remind,
                              const std::function<bool(uint64_t, uint64_t)>& progress) {
  return Measuring(base, std::move(adapter), lessons, scope, remind, progress).run();
}

Verdict judge(std::span<const LearnExample> lessons, const GateMeasures& before,
              const GateMeasures& after, bool held_back, const GateMargins& margins) {
  Verdict v;
  const auto check = [&](const char* name, double was, double is, double margin, bool passed) {
    v.checks.push_back({name, was, is, margin, passed});
  };
  const auto not_lower = [&](const char* name, double was, double is, double margin) {
    check(name, was, is, margin, is >= was - margin);
  };
  const auto not_higher = [&](const char* name, double was, double is, double margin) {
    check(name, was, is, margin, is <= was + margin);
  };
  // Where it does not apply nothing changed, which says nothing about what it learnt.
  std::vector<double> gain;
  for (size_t i = 0; i < lessons.size(); ++i)
    if (after.applies[i]) gain.push_back(after.right[i] - before.right[i]);
  Interval interval;
  if (!gain.empty())
    interval = bootstrap(
        gain.size(),
        [&](std::span<const uint32_t> picks) {
          double sum = 0;
          for (uint32_t i : picks) sum += gain[i];
          return sum / static_cast<double>(picks.size());
        },
        kSeed);
  const bool sure = gain.size() < kFew ? mean(gain) >= margins.gain : interval.low > 0;
  check(held_back ? "held_back" : "taught", std::exp(mean(before.right)),
        std::exp(mean(after.right)), 0, sure);
  not_lower("answers", mean(before.alike), mean(after.alike), margins.answers);
  if (!before.fit.empty()) {
    // Whatever it was: in the end an answer belongs to its own question more than to the others.
    const double fit = mean(before.fit),
                 least = fit - margins.question_fit - margins.fit_share * std::max(0.0, fit);
    not_lower("question_fit", fit, mean(after.fit), fit - std::max(least, 0.0));
  }
  for (size_t l = 0; l < 2; ++l)
    not_higher(kFrozen[l], before.perplexity[l], after.perplexity[l],
               margins.perplexity * before.perplexity[l]);
  for (size_t l = 0; l < 2; ++l) {
    std::vector<double> was, is;
    for (size_t i = 0; i < lessons.size(); ++i) {
      if (lessons[i].language != kLanguages[l]) continue;
      was.push_back(before.right[i]);
      is.push_back(after.right[i]);
    }
    if (!was.empty()) not_lower(kLessons[l], mean(was), mean(is), margins.language);
  }
  not_lower("safety", mean(before.safety), mean(after.safety), margins.safety);
  not_higher("other_language", before.other_language, after.other_language, margins.replies);
  not_higher("broken", before.broken, after.broken, margins.replies);
  v.kept =
      std::all_of(v.checks.begin(), v.checks.end(), [](const GateCheck& c) { return c.passed; });

  // The same by groups, for those who show it.
  Json checks{Json::Array{}}, frozen{Json::Object{}}, safety, languages{Json::Object{}}, held,
      examples{Json::Array{}};
  for (const GateCheck& c : v.checks) {
    const Json one = json_of(c);
    checks.push(one);
    const std::string_view name = c.name;
    if (name.starts_with("frozen_")) frozen.set(name.substr(7), one);
    if (name.starts_with("lessons_")) languages.set(name.substr(8), one);
    if (name == "safety") safety = one;
  }
  held = json_of(v.checks[0]);
  held.set("lessons", uint64_t{lessons.size()});
  held.set("near", uint64_t{gain.size()});
  held.set("low", interval.low);
  held.set("high", interval.high);
  held.set("right_before", count(before.hit));
  held.set("right_after", count(after.hit));
  for (size_t i = 0; i < after.replies.size(); ++i) {
    Json e;
    e.set("lesson", lessons[i].lesson);
    e.set("prompt", lessons[i].prompt);
    e.set("wanted", lessons[i].answer);
    e.set("before", before.replies[i]);
    e.set("after", after.replies[i]);
    examples.push(std::move(e));
  }
  v.report.set("kept", v.kept);
  v.report.set("held_back", std::move(held));
  v.report.set("frozen", std::move(frozen));
  v.report.set("safety", std::move(safety));
  v.report.set("languages", std::move(languages));
  v.report.set("checks", std::move(checks));
  v.report.set("examples", std::move(examples));
  return v;
}

std::string check_text(const Json& check, Language language) {
  const std::string name = check.get_string("name", "");
  const double was = check.get_double("before", 0), is = check.get_double("after", 0),
               margin = check.get_double("margin", 0);
  for (const CheckWords& words : kWords)
    if (name == words.name)
      return text_of(language, *words.text, was * words.scale, is * words.scale,
                     margin * words.scale);
  return name;
}

std::string why_text(const Json& report, Language language) {
  const Json* checks = report.find("checks");
  if (!checks) return "";
  std::string failed;
  for (const Json& c : checks->as_array())
    if (!c.get_bool("passed", true))
      failed += (failed.empty() ? "" : "; ") + check_text(c, language);
  return failed.empty()
             ? text_of(language, msg::kGateKept, check_text(checks->as_array().at(0), language))
             : text_of(language, msg::kGateRefused, failed);
}

Json in_words(Json report, Language language) {
  const Json* checks = report.find("checks");
  if (!checks) return report;
  Json all{Json::Array{}};
  for (const Json& c : checks->as_array()) {
    Json one = c;
    one.set("text", check_text(c, language));
    all.push(std::move(one));
  }
  report.set("why", why_text(report, language));
  report.set("checks", std::move(all));
  return report;
}

}  // namespace tinybrain
