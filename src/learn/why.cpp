// Why an answer is as it is: what the model says with the version in use, without it, and with it but without the lesson that
// it had before it; and which lessons are near.
#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/versions.h"
#include "generate/session.h"
#include "learn/learn.h"
#include "learn/reminder.h"
#include "text/terms.h"
#include "vault/vault.h"

namespace tinybrain {
namespace {

constexpr uint32_t kReplyTokens = 128, kContext = 2048;
constexpr size_t kMostShown = 5;
constexpr double kLeastNear = 0.1;

using Terms = std::unordered_map<std::string, uint32_t>;

double cosine(const Terms& a, const Terms& b) {
  double both = 0, one = 0, other = 0;
  for (const auto& [term, n] : a) {
    one += double{1} * n * n;
    if (const auto it = b.find(term); it != b.end()) both += double{1} * n * it->second;
  }
  for (const auto& [term, n] : b) other += double{1} * n * n;
  return one > 0 && other > 0 ? both / std::sqrt(one * other) : 0;
}

std::string reply_to(LoadedModel& model, std::string_view prompt,
                     std::shared_ptr<const LoadedAdapter> adapter, const Json::Array& before) {
  SessionConfig config;
  config.context = std::min(kContext, model.config().context);
  Session session(model, config);
  if (adapter) session.set_adapter(std::move(adapter));
  Json message;
  message.set("role", "user");
  message.set("content", prompt);
  ChatRequest request;
  request.messages.push_back(std::move(message));
  remind(request.messages, before);
  GenerateConfig generate;
  generate.sampling.temperature = 0;
  generate.max_tokens = std::min(kReplyTokens, config.context / 4);
  return session.chat(request, generate, {}).text;
}

}  // namespace

Json why(Vault& vault, LoadedModel& model, std::string_view prompt) {
  int64_t version = 0;
  const auto adapter = active_adapter(vault, model, &version);
  if (!adapter) throw Error(Code::not_found, msg::kLearnNoneActive);
  const LearnedNear reach = LearnedLessons().near(vault, model, prompt);
  const Scope::Near nearest = reach.near;
  const std::string without = reply_to(model, prompt, nullptr, {}),
                    with =
                        nearest.holds() ? reply_to(model, prompt, adapter, reach.before) : without;
  // The lesson moved the answer when it is another one as soon as the lesson is not said before it.
  Json removed;
  if (nearest.holds() && !reach.before.empty()) {
    const std::string alone = reply_to(model, prompt, adapter, {});
    removed.set("lesson", nearest.lesson);
    removed.set("answer", alone);
    removed.set("same", alone == with);
  }
  const Terms question = terms_of(prompt), answer = terms_of(with);
  struct Near {
    Lesson lesson;
    std::string answer;
    double question, reply;
  };
  std::vector<Near> near;
  const auto found = vault.versions().find(version);
  for (int64_t id : found ? found->lessons : std::vector<int64_t>{}) {
    const auto lesson = vault.lessons().find(id);
    if (!lesson) continue;
    const std::string taught = lesson->detail.get_string("answer", "");
    Near one{*lesson, taught, cosine(question, terms_of(lesson->input)),
             cosine(answer, terms_of(taught))};
    if (one.question >= kLeastNear || one.reply >= kLeastNear) near.push_back(std::move(one));
  }
  std::stable_sort(near.begin(), near.end(), [](const Near& a, const Near& b) {
    return a.question + a.reply > b.question + b.reply;
  });
  Json lessons{Json::Array{}};
  for (size_t i = 0; i < std::min(near.size(), kMostShown); ++i) {
    Json one;
    one.set("id", near[i].lesson.id);
    one.set("input", near[i].lesson.input);
    one.set("answer", near[i].answer);
    one.set("near_question", near[i].question);
    one.set("near_answer", near[i].reply);
    lessons.push(std::move(one));
  }
  Json j;
  j.set("version", version);
  j.set("with", with);
  j.set("without", without);
  j.set("applies", nearest.holds());
  j.set("likeness", nearest.likeness);
  j.set("removed", std::move(removed));
  j.set("lessons", std::move(lessons));
  return j;
}

}  // namespace tinybrain
