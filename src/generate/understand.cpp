#include "generate/understand.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/model.h"
#include "base/messages/replies.h"
#include "generate/classify.h"

namespace tinybrain {
namespace {

constexpr double kSureEmotion = 0.6;  // from which an emotion is spoken to

// What the head of that name says, and how sure it is; "" when there is no such head or it says none.
std::pair<std::string_view, double> said(const std::vector<Understood>& all,
                                         std::string_view name) {
  for (const Understood& u : all)
    if (u.head->name == name && u.answer != ClassifierHead::kNone)
      return {u.head->labels[u.answer], u.sure()};
  return {"", 0};
}

const Message* reply_to_emotion(std::string_view emotion) {
  const std::pair<std::string_view, const Message*> kReplies[] = {
      {"sadness", &msg::kReplySadness},   {"anger", &msg::kReplyAnger},
      {"fear", &msg::kReplyFear},         {"joy", &msg::kReplyJoy},
      {"surprise", &msg::kReplySurprise}, {"disgust", &msg::kReplyDisgust}};
  for (const auto& [name, reply] : kReplies)
    if (name == emotion) return reply;
  return nullptr;
}

}  // namespace

double Understood::sure() const {
  return *std::max_element(probabilities.begin(), probabilities.end());
}

std::vector<Understood> understand(LoadedModel& model, std::string_view text) {
  if (model.heads().empty()) throw Error(Code::unsupported, msg::kNoClassifier);
  std::vector<float> pooled(model.config().width);
  pooled_texts(model, {&text, 1}, pooled.data());
  std::vector<Understood> all;
  for (const ClassifierHead& head : model.heads()) {
    Understood u{&head, std::vector<float>(head.labels.size()), 0};
    head.probabilities(pooled.data(), u.probabilities.data());
    u.answer = head.decide(u.probabilities.data());
    all.push_back(std::move(u));
  }
  return all;
}

std::string short_reply(const std::vector<Understood>& understood) {
  const std::string_view language = said(understood, "language").first,
                         kind = said(understood, "kind").first;
  if (language.empty() || kind.empty()) return "";
  const auto [emotion, sure] = said(understood, "emotion");
  const Message* felt = sure >= kSureEmotion ? reply_to_emotion(emotion) : nullptr;
  const Message* reply = &msg::kReplyStatement;
  if (kind == "question")
    reply = &msg::kReplyQuestion;
  else if (kind == "command")
    reply = &msg::kReplyCommand;
  else if (felt)
    reply = felt;
  else if (kind == "fragment")
    reply = &msg::kReplyFragment;
  return text_of(language == "ko" ? Language::ko : Language::en, *reply);
}

}  // namespace tinybrain
