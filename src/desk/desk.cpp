#include "desk/desk.h"

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/messages/desk.h"
#include "base/system.h"
#include "text/small_talk.h"
#include "text/unicode.h"

namespace tinybrain::desk {
namespace {

constexpr size_t kCandidates = 10;
constexpr double kNearChance =
    0.25;  // of the second answer beside the first, for asking which is meant
constexpr uint32_t kSeveral = UINT32_MAX;
constexpr double kExactChance =
    0.995;  // that a question which stands among the examples has the answer of that one
constexpr size_t kShortQuestion = 6;  // words: may lean on the question before

size_t words_of(std::string_view text) {
  size_t n = 0;
  bool in = false;
  for (char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    n += !space && !in;
    in = !space;
  }
  return n;
}

// As two questions are the same: without case, spaces and marks at the end.
std::string form_of(std::string_view text) {
  std::string plain = unicode::folded(unicode::repaired(text));
  while (!plain.empty() && std::string_view(".!?~ ").find(plain.back()) != std::string_view::npos)
    plain.pop_back();
  return plain;
}

// "1", "2." or "2 번": which of those offered; nothing when it is no choice.
std::optional<size_t> choice_of(std::string_view text, size_t offered) {
  std::string plain = unicode::folded(unicode::repaired(text));
  std::erase(plain, ' ');
  size_t number = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), number);
  if (error != std::errc() || number < 1 || number > offered) return {};
  const std::string_view rest(end, static_cast<size_t>(plain.data() + plain.size() - end));
  if (!rest.empty() && rest != "." && rest != "번" && rest != "번이요" && rest != ")") return {};
  return number - 1;
}

// This answer first, the others as they were; also when it was not among the best.
void put_first(std::vector<Candidate>& candidates, uint32_t answer, uint32_t question) {
  const auto is_it = [&](const Candidate& c) { return c.answer == answer; };
  if (std::none_of(candidates.begin(), candidates.end(), is_it))
    candidates.push_back({answer, question, 0, 0, 0, 0});
  std::stable_partition(candidates.begin(), candidates.end(), is_it);
}

}  // namespace

const char* name_of(Decision decision) {
  switch (decision) {
    case Decision::answer: return "answer";
    case Decision::ask_back: return "ask_back";
    case Decision::small_talk: return "small_talk";
    case Decision::unknown: break;
  }
  return "unknown";
}

Desk::Desk(const std::filesystem::path& path, LoadedModel* encoder) : encoder_(encoder) {
  if (!std::filesystem::exists(path))
    throw Error(Code::not_found, msg::kDeskMissing, path.parent_path().string());
  DeskFile file = read_desk(path);
  fitted_ = std::move(file.fitted);
  matcher_ = std::make_unique<Matcher>(std::move(file.faq), encoder);
  matcher_->weighing = file.weighing;
  matcher_->set_head(std::move(file.vocabulary), std::move(file.head),
                     std::move(file.head_answers));
  index();
  set_dial(dial_);
}

void Desk::index() {
  exact_.clear();
  const Faq& faq = matcher_->faq();
  for (size_t i = 0; i < faq.questions.size(); ++i) {
    const auto [at, fresh] = exact_.emplace(form_of(faq.questions[i]), faq.answer_of[i]);
    if (!fresh && at->second != faq.answer_of[i]) at->second = kSeveral;
  }
}

void Desk::set_dial(double share) {
  if (!(share >= 0.001 && share <= 0.5)) throw Error(Code::bad_argument, msg::kDeskDial, share);
  dial_ = share;
  threshold_ = fitted_.calibration.threshold(share);
}

const std::string& Desk::answer_text(uint32_t answer) const {
  return matcher_->faq().answers[answer].text;
}
const std::string& Desk::question_text(const Candidate& candidate) const {
  return matcher_->faq().questions[candidate.question];
}

uint32_t Desk::first_question(uint32_t answer) const {
  const std::vector<uint32_t>& of = matcher_->faq().answer_of;
  const auto at = std::find(of.begin(), of.end(), answer);
  if (at == of.end()) throw Error(Code::bad_argument, msg::kDeskNoAnswer, answer);
  return static_cast<uint32_t>(at - of.begin());
}

Settled Desk::judge(std::string_view question) const {
  Settled s;
  s.threshold = threshold_;
  s.candidates = matcher_->find(question, kCandidates);
  if (!s.candidates.empty())
    s.chance = fitted_.model.chance(features_of(s.candidates, matcher_->unseen(question)));
  const auto exact = exact_.find(form_of(question));
  s.exact = exact != exact_.end() && exact->second != kSeveral;
  if (s.exact) {
    put_first(s.candidates, exact->second, first_question(exact->second));
    s.chance = std::max(s.chance, kExactChance);
  }
  // What the owner wrote or taught in these very words is theirs to decide, whatever the dial.
  if (s.exact || s.chance >= threshold_) {
    s.decision = Decision::answer;
  } else if (s.candidates.size() > 1) {
    // The second answer's chance, were the first not there: when both together would do, asking settles it.
    const std::vector<Candidate> rest(s.candidates.begin() + 1, s.candidates.end());
    const double second =
        (1 - s.chance) * fitted_.model.chance(features_of(rest, matcher_->unseen(question)));
    if (second >= kNearChance * s.chance && s.chance + second >= threshold_)
      s.decision = Decision::ask_back;
    s.second_chance = second;
  }
  return s;
}

Settled Desk::settle(std::string_view question, Conversation& conversation) const {
  const double begin = seconds_now();
  if (unicode::folded(unicode::repaired(question)).empty())
    throw Error(Code::bad_argument, msg::kDeskNoQuestion);
  Settled s;
  const std::optional<size_t> choice = choice_of(question, conversation.offered.size());
  if (choice) {
    const uint32_t chosen = conversation.offered[*choice];
    s = judge(conversation.last_question);
    put_first(s.candidates, chosen, first_question(chosen));
    s.decision = Decision::answer;
    s.chosen = true;
  } else if (small_talk_of(question) != SmallTalk::none) {
    s.decision = Decision::small_talk;
    s.threshold = threshold_;
  } else {
    s = judge(question);
    // A short question may go on from the one before: "and to Canada?"
    if (s.decision == Decision::unknown && !conversation.last_question.empty() &&
        words_of(question) <= kShortQuestion) {
      Settled joined = judge(conversation.last_question + " " + std::string(question));
      if (joined.decision == Decision::answer) {
        s = std::move(joined);
        s.continued = true;
      }
    }
    conversation.last_question = question;
  }
  conversation.offered.clear();
  if (s.decision == Decision::ask_back)
    conversation.offered = {s.candidates[0].answer, s.candidates[1].answer};
  s.seconds = seconds_now() - begin;
  return s;
}

uint32_t Desk::teach(std::string_view question, std::optional<uint32_t> answer,
                     std::string_view text) {
  if (unicode::folded(unicode::repaired(question)).empty())
    throw Error(Code::bad_argument, msg::kDeskNoQuestion);
  Faq faq = matcher_->faq();
  if (answer && *answer >= faq.answers.size())
    throw Error(Code::bad_argument, msg::kDeskNoAnswer, *answer);
  if (!answer) {
    for (uint32_t i = 0; i < faq.answers.size() && !answer; ++i)
      if (faq.answers[i].text == text) answer = i;
  }
  if (!answer) {
    answer = static_cast<uint32_t>(faq.answers.size());
    faq.answers.push_back({std::string(text), "", 0});
  }
  // The same question again is put right, not known twice.
  bool known = false;
  for (size_t i = 0; i < faq.questions.size(); ++i) {
    if (form_of(faq.questions[i]) != form_of(question)) continue;
    faq.answer_of[i] = *answer;
    known = true;
  }
  if (!known) {
    const std::vector<float> vector = matcher_->vector_of(question);
    faq.questions.emplace_back(unicode::repaired(question));
    faq.answer_of.push_back(*answer);
    faq.vectors.insert(faq.vectors.end(), vector.begin(), vector.end());
  }
  auto taught = std::make_unique<Matcher>(std::move(faq), encoder_);
  taught->weighing = matcher_->weighing;
  taught->set_head(matcher_->vocabulary(), matcher_->head(), matcher_->head_answers());
  matcher_ = std::move(taught);
  index();
  return *answer;
}

void Desk::save(const std::filesystem::path& file) const { write_desk(*matcher_, fitted_, file); }

}  // namespace tinybrain::desk
