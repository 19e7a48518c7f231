#include "skills/tutor/tutor.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>

#include "base/messages/skill_tutor.h"
#include "skills/tutor/arithmetic.h"
#include "skills/tutor/correct.h"
#include "skills/tutor/course.h"
#include "skills/tutor/material.h"
#include "skills/tutor/next_exercise.h"
#include "skills/tutor/outlook.h"
#include "text/language.h"
#include "text/unicode.h"

namespace tinybrain::skills::tutor {
namespace {

constexpr size_t kLongest = 8000;  // bytes of a text

// A call's arguments.
class Given {
 public:
  explicit Given(const Json& arguments) : json_(arguments) {
    if (!json_.is_object()) throw Error(Code::bad_argument, msg::kTutorArgument, "arguments");
    const std::string named = text_or("language", "en");
    if (named != "en" && named != "ko") wrong("language");
    language_ = named == "ko" ? Language::ko : Language::en;
  }
  Language language() const { return language_; }

  std::string text(const char* name) const {
    const Json* found = json_.find(name);
    if (!found || !found->is_string() || found->as_string().empty() || found->as_string().size() > kLongest) wrong(name);
    return unicode::repaired(found->as_string());
  }
  std::string text_or(const char* name, const char* otherwise) const {
    const Json* found = json_.find(name);
    return !found || found->is_null() ? otherwise : text(name);
  }
  double number(const char* name, double low, double high) const {
    const Json* found = json_.find(name);
    if (!found || !found->is_number() || !(found->as_double() >= low) || !(found->as_double() <= high)) wrong(name);
    return found->as_double();
  }
  double number_or(const char* name, double otherwise, double low, double high) const {
    const Json* found = json_.find(name);
    return !found || found->is_null() ? otherwise : number(name, low, high);
  }
  std::vector<std::string> texts(const char* name) const {
    std::vector<std::string> all;
    const Json* found = json_.find(name);
    if (!found || found->is_null()) return all;
    if (!found->is_array()) wrong(name);
    for (const Json& one : found->as_array()) {
      if (!one.is_string()) wrong(name);
      all.push_back(one.as_string());
    }
    return all;
  }
  [[noreturn]] static void wrong(const char* name) {
    throw Error(Code::bad_argument, msg::kTutorArgument, name);
  }

 private:
  const Json& json_;
  Language language_ = Language::en;
};

Json rounded(double value) { return std::round(value * 1000) / 1000; }

class Tutor : public Skill {
 public:
  explicit Tutor(const Opening& opening) : data_(opening.data), sample_(opening.sample) {}

  Json call(const std::string& tool, const Json& arguments) override {
    static const std::pair<const char*, Json (Tutor::*)(const Given&)> kTools[] = {
        {"mastery", &Tutor::mastery},   {"next_exercise", &Tutor::next}, {"review_due", &Tutor::review_due},
        {"review", &Tutor::review},     {"hint", &Tutor::hint},          {"check", &Tutor::check},
        {"solve", &Tutor::solve},       {"explain", &Tutor::explain},    {"ask", &Tutor::ask},
        {"correct", &Tutor::correct},   {"vocabulary", &Tutor::vocabulary}, {"talk", &Tutor::talk},
        {"outlook", &Tutor::pupils}};
    const std::scoped_lock lock(mutex_);
    const Given given(arguments);
    for (const auto& [name, run] : kTools)
      if (tool == name) {
        Json result = (this->*run)(given);
        if (sample_) result.set("sample", true);
        return result;
      }
    throw Error(Code::bad_argument, msg::kTutorUnknown, "tool", tool);
  }

 private:
  Json mastery(const Given& given) {
    const std::vector<Answer> answers = read_answers(data_);
    const Mastery model(answers);
    const double day = given.number_or("day", answers.empty() ? 0 : answers.back().day, 0, 1e6);
    const std::string learner = learner_of(given, answers);
    Json result, skills{Json::Array{}};
    for (const SkillEntry& s : read_skills(data_)) {
      const Practice& p = model.practice(learner, s.id);
      const double chance = model.chance(learner, s.id, day);
      Json one;
      one.set("skill", s.id).set("name", given.language() == Language::ko ? s.ko : s.en);
      one.set("chance", rounded(chance)).set("answers", p.answers).set("known", chance >= kKnown);
      skills.push(one);
    }
    Json trace;
    trace.set("by", "logistic model of right and wrong answers, half-life 14 days");
    trace.set("weights", model.fitted() ? "fitted on this course's answers" : "usual ones: too few answers to fit");
    return result.set("learner", learner).set("day", day).set("skills", skills).set("trace", trace);
  }

  // Who is meant when nobody is named: who answered last.
  static std::string learner_of(const Given& given, const std::vector<Answer>& answers) {
    return given.text_or("learner", answers.empty() ? "" : answers.back().learner.c_str());
  }

  Json next(const Given& given) {
    const std::vector<Answer> answers = read_answers(data_);
    const Mastery model(answers);
    const std::vector<SkillEntry> skills = read_skills(data_);
    const std::vector<Exercise> exercises = read_exercises(data_);
    const double day = given.number_or("day", answers.empty() ? 0 : answers.back().day, 0, 1e6);
    const Choice choice = next_exercise(skills, exercises, answers, model, learner_of(given, answers), day,
                                        given.number_or("minutes", 0, 0, 600), given.text_or("skill", ""));
    Json result, waits{Json::Array(choice.waits_for.begin(), choice.waits_for.end())};
    result.set("waits_for", waits);
    if (!choice.exercise || choice.gain <= 0)
      return result.set("exercise", Json()).set("why", tinybrain::text_of(given.language(), msg::kTutorAllKnown));
    const Exercise& e = *choice.exercise;
    std::string name = e.skill;
    for (const SkillEntry& s : skills)
      if (s.id == e.skill) name = given.language() == Language::ko ? s.ko : s.en;
    result.set("exercise", e.id).set("skill", e.skill).set("question", e.question).set("minutes", e.minutes);
    result.set("chance", rounded(choice.chance)).set("gain_per_minute", rounded(choice.gain));
    return result.set("why", tinybrain::text_of(given.language(), msg::kTutorNextWhy, name,
                                                static_cast<int>(std::lround(choice.chance * 100)), e.minutes));
  }

  Json review_due(const Given& given) {
    const double day = given.number("day", 0, 1e6), wanted = given.number_or("wanted", 0.9, 0.5, 0.99);
    const auto most = static_cast<size_t>(given.number_or("most", 20, 1, 1000));
    std::vector<Card> cards = read_cards(data_, given.text_or("learner", ""));
    std::vector<std::pair<double, const Card*>> due;
    size_t fresh = 0;
    for (const Card& c : cards) {
      fresh += c.memory.reps == 0;
      const double r = retrievability(c.memory, day - c.memory.last_day);
      if (c.memory.reps > 0 && r <= wanted) due.emplace_back(r, &c);
    }
    std::stable_sort(due.begin(), due.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Json result, list{Json::Array{}};
    for (size_t i = 0; i < std::min(most, due.size()); ++i) {
      const Card& c = *due[i].second;
      Json one;
      one.set("card", c.id).set("front", c.front).set("back", c.back).set("retrievability", rounded(due[i].first));
      one.set("stability", rounded(c.memory.stability)).set("difficulty", rounded(c.memory.difficulty));
      one.set("reps", c.memory.reps).set("lapses", c.memory.lapses);
      list.push(one.set("due", rounded(c.memory.last_day + interval(c.memory, wanted))));
    }
    return result.set("due", list).set("due_in_all", static_cast<uint64_t>(due.size())).set("new", static_cast<uint64_t>(fresh));
  }

  // What each grade would make of a card; nothing is kept.
  Json review(const Given& given) {
    const std::string id = given.text("card");
    const double day = given.number("day", 0, 1e6), wanted = given.number_or("wanted", 0.9, 0.5, 0.99);
    const std::vector<Card> cards = read_cards(data_, given.text_or("learner", ""));
    const auto card = std::find_if(cards.begin(), cards.end(), [&](const Card& c) { return c.id == id; });
    if (card == cards.end()) throw Error(Code::bad_argument, msg::kTutorUnknown, "card", id);
    Json result, grades;
    const char* const names[] = {"again", "hard", "good", "easy"};
    for (int g = 1; g <= 4; ++g) {
      const CardMemory next = reviewed(card->memory, static_cast<Grade>(g), day);
      Json one;
      one.set("grade", g).set("stability", rounded(next.stability)).set("difficulty", rounded(next.difficulty));
      grades.set(names[g - 1], one.set("days", rounded(std::max(1.0, interval(next, wanted)))));
    }
    return result.set("card", id).set("front", card->front).set("back", card->back).set("grades", grades);
  }

  Exercise exercise(const Given& given) {
    const std::string id = given.text("exercise");
    for (Exercise& e : read_exercises(data_))
      if (e.id == id) return std::move(e);
    throw Error(Code::bad_argument, msg::kTutorUnknown, "exercise", id);
  }

  // One step of the worked solution; the last one holds back what it comes to.
  Json hint(const Given& given) {
    const Exercise e = exercise(given);
    const std::vector<std::string> steps = e.steps();
    const auto step = static_cast<size_t>(given.number_or("step", 1, 1, 1000));
    Json result;
    result.set("exercise", e.id).set("steps", static_cast<uint64_t>(steps.size()));
    if (step > steps.size())
      return result.set("hint", tinybrain::text_of(given.language(), msg::kTutorNoMoreSteps)).set("last", true);
    std::string text = steps[step - 1];
    if (step == steps.size())
      if (const size_t equals = text.rfind('='); equals != std::string::npos) text = text.substr(0, equals + 1) + " ?";
    return result.set("step", static_cast<uint64_t>(step)).set("hint", text).set("last", step == steps.size());
  }

  // A learner's own working: every equation in it is computed, and the answer compared.
  Json check(const Given& given) {
    const std::string text = given.text("text");
    Json result, steps{Json::Array{}};
    bool all = true;
    for (const Equation& e : equations_in(text)) {
      Json one;
      one.set("equation", e.left + " = " + e.right).set("holds", e.holds);
      if (!e.holds)
        one.set("says", tinybrain::text_of(given.language(), msg::kTutorEquationWrong, e.left, text_of(e.is), e.right));
      all = all && e.holds;
      steps.push(one);
    }
    result.set("equations", steps).set("equations_hold", all);
    if (given.text_or("exercise", "").empty()) return result;
    const bool right = same_answer(given.text_or("answer", text.c_str()), exercise(given).answer);
    return result.set("right", right).set("says", tinybrain::text_of(given.language(), right ? msg::kTutorRight : msg::kTutorNotYet));
  }

  // The last number of a text beside the answer.
  static bool same_answer(const std::string& given, const std::string& answer) {
    const auto last_number = [](const std::string& text) -> std::optional<Rational> {
      size_t end = text.find_last_of("0123456789");
      if (end == std::string::npos) return std::nullopt;
      size_t begin = end;
      while (begin > 0 && std::string_view("0123456789.,/").find(text[begin - 1]) != std::string_view::npos) --begin;
      if (begin > 0 && text[begin - 1] == '-') --begin;
      try {
        return calculate(text.substr(begin, end + 1 - begin));
      } catch (const Error&) {
        return std::nullopt;
      }
    };
    const auto a = last_number(given), b = last_number(answer);
    return a && b ? *a == *b : unicode::folded(given) == unicode::folded(answer);
  }

  Json solve(const Given& given) {
    const Rational value = calculate(given.text("expression"));
    Json result, trace;
    trace.set("by", "calculator, exact fractions");
    return result.set("value", text_of(value)).set("number", value.value()).set("trace", trace);
  }

  Json explain(const Given& given) {
    const std::string topic = given.text("topic"), level = given.text_or("level", "beginner");
    if (level != "beginner" && level != "advanced") Given::wrong("level");
    Json result;
    result.set("topic", topic).set("level", level);
    try {
      return result.set("text", explanation(topic, given.language(), level == "beginner")).set("from", "rules");
    } catch (const Error&) {
    }
    const std::vector<Citation> found = Material(data_ / "course").find(topic, 1);
    if (found.empty()) return result.set("text", tinybrain::text_of(given.language(), msg::kTutorNotInCourse)).set("from", Json());
    // For beginners the sentence that says it, else the passage.
    result.set("text", level == "beginner" ? found[0].sentence : found[0].text);
    return result.set("from", cited(found[0]));
  }

  static Json cited(const Citation& c) {
    Json one;
    return one.set("file", c.file).set("line", c.line).set("heading", c.heading).set("strength", rounded(c.strength));
  }

  Json ask(const Given& given) {
    const auto most = static_cast<size_t>(given.number_or("most", 3, 1, 20));
    const std::vector<Citation> found = Material(data_ / "course").find(given.text("question"), most);
    Json result, citations{Json::Array{}};
    for (const Citation& c : found) citations.push(cited(c).set("text", c.text).set("sentence", c.sentence));
    result.set("known", !found.empty()).set("citations", citations);
    return result.set("answer", found.empty() ? tinybrain::text_of(given.language(), msg::kTutorNotInCourse) : found[0].sentence);
  }

  Json correct(const Given& given) { return corrections_of(given, given.text("text")); }

  static Json corrections_of(const Given& given, const std::string& text) {
    const std::string of = given.text_or("text_language", language_of(text) == Language::ko ? "ko" : "en");
    if (of != "ko" && of != "en") Given::wrong("text_language");
    const bool simple = given.text_or("level", "beginner") == "beginner";
    const std::vector<Edit> edits = corrections(text, of == "ko" ? Language::ko : Language::en);
    Json result, list{Json::Array{}};
    for (const Edit& e : edits) {
      Json one;
      one.set("was", e.was).set("now", e.now).set("at", static_cast<uint64_t>(e.at)).set("rule", e.rule);
      list.push(one.set("why", explanation(e.rule, given.language(), simple)));
    }
    result.set("corrected", corrected(text, edits)).set("edits", list).set("text_language", of);
    if (edits.empty()) result.set("says", tinybrain::text_of(given.language(), msg::kTutorNothingToCorrect));
    Json trace;
    return result.set("trace", trace.set("by", "rules"));
  }

  // Words of a text that the course has cards for, the least known first.
  Json vocabulary(const Given& given) {
    const std::string text = unicode::folded(given.text_or("text", ""));
    const double day = given.number_or("day", 0, 0, 1e6);
    const auto most = static_cast<size_t>(given.number_or("most", 10, 1, 200));
    std::vector<Card> cards = read_cards(data_, given.text_or("learner", ""));
    std::vector<std::pair<double, const Card*>> found;
    for (const Card& c : cards)
      if (text.empty() || text.find(unicode::folded(c.front)) != std::string::npos ||
          text.find(unicode::folded(c.back)) != std::string::npos)
        found.emplace_back(retrievability(c.memory, day - c.memory.last_day), &c);
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Json result, words{Json::Array{}};
    for (size_t i = 0; i < std::min(most, found.size()); ++i) {
      Json one;
      one.set("card", found[i].second->id).set("front", found[i].second->front).set("back", found[i].second->back);
      words.push(one.set("retrievability", rounded(found[i].first)));
    }
    return result.set("words", words);
  }

  // A turn of conversation practice: what was wrong, and a question of the level that was not asked yet. The chat around it
  // is the model's.
  Json talk(const Given& given) {
    const std::string practised = given.text_or("practise", "en"), level = given.text_or("level", "beginner");
    if (practised != "en" && practised != "ko") Given::wrong("practise");
    const Table table(data_, "talk.csv", {"question", "level", "en", "ko"});
    const std::vector<std::string> asked = given.texts("asked");
    Json result;
    const std::string said = given.text_or("text", "");
    if (!said.empty()) result.set("correction", corrections_of(given, said));
    for (size_t i = 0; i < table.size(); ++i)
      if (table.text(i, "level") == level && std::find(asked.begin(), asked.end(), table.text(i, "question")) == asked.end()) {
        result.set("question", table.text(i, "question")).set("asks", table.text(i, practised));
        return result.set("means", table.text(i, practised == "en" ? "ko" : "en"));
      }
    return result.set("question", Json());
  }

  Json pupils(const Given& given) {
    const std::string outcome_column = given.text("outcome");
    const Outlook o = outlook(data_, given.texts("earlier"), outcome_column, given.number("pass", 0, 1e6), given.texts("besides"));
    Json result, weights, chances{Json::Array{}};
    for (const double c : o.chances) chances.push(rounded(c));
    for (size_t i = 0; i < o.features.size(); ++i) weights.set(o.features[i], rounded(o.weights[i]));
    return result.set("chances", chances).set("learnt_from", static_cast<uint64_t>(o.learnt_from)).set("weights", weights);
  }

  std::filesystem::path data_;
  bool sample_;
  std::mutex mutex_;
};

}  // namespace

std::unique_ptr<Skill> make_tutor(const Opening& opening) { return std::make_unique<Tutor>(opening); }

}  // namespace tinybrain::skills::tutor
