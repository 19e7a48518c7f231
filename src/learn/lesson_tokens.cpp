#include "learn/lesson_tokens.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/learn.h"

namespace tinybrain {
namespace {

std::vector<TokenId> rendered(const LoadedModel& model, const Json::Array& messages, bool open) {
  const Tokenizer& t = model.tokenizer();
  Json context, trusted = Json::Object{};
  context.set("messages", messages);
  context.set("add_generation_prompt", open);
  const TokenId bos = t.spec().bos, eos = t.spec().eos;
  trusted.set("bos_token", bos >= 0 ? t.bytes(bos, true) : "");
  trusted.set("eos_token", eos >= 0 ? t.bytes(eos, true) : "");
  std::vector<TokenId> ids = t.encode(model.chat_template("").render(context, trusted), true);
  if (ids.size() > 1 && bos >= 0 && ids[0] == bos && ids[1] == bos) ids.erase(ids.begin());
  return ids;
}

Json message(std::string_view role, std::string_view content) {
  Json m;
  m.set("role", role);
  m.set("content", content);
  return m;
}

}  // namespace

TokenExample lesson_tokens(const LoadedModel& model, std::string_view prompt,
                           std::string_view answer, int64_t lesson, const Json::Array& before) {
  if (answer.empty()) throw Error(Code::bad_argument, msg::kLearnEmptyAnswer, lesson);
  TokenExample e;
  if (prompt.empty()) {
    e.tokens = model.tokenizer().encode(answer, true);
    e.learn_from = 1;
  } else {
    Json::Array messages = before;
    messages.push_back(message("user", prompt));
    e.tokens = rendered(model, messages, true);
    if (e.tokens.size() >= kMostLessonTokens && !before.empty())
      return lesson_tokens(model, prompt, answer, lesson);
    e.learn_from = static_cast<uint32_t>(e.tokens.size());
    if (e.tokens.size() >= kMostLessonTokens)
      throw Error(Code::bad_argument, msg::kLearnTooLong, lesson, e.tokens.size(),
                  kMostLessonTokens - 1);
    messages.push_back(message("assistant", answer));
    std::vector<TokenId> whole = rendered(model, messages, false);
    // The reply and its end mark: what the template adds when the turn is there.
    if (whole.size() <= e.tokens.size() ||
        !std::equal(e.tokens.begin(), e.tokens.end(), whole.begin()))
      throw Error(Code::unsupported, msg::kLearnTemplate);
    e.tokens = std::move(whole);
  }
  if (e.tokens.size() > kMostLessonTokens) e.tokens.resize(kMostLessonTokens);
  return e;
}

AskedTokens asked_tokens(const LoadedModel& model, const Json::Array& before,
                         std::string_view prompt) {
  const auto with = [&](std::string_view question) {
    Json::Array messages = before;
    messages.push_back(message("user", question));
    return rendered(model, messages, true);
  };
  AskedTokens asked{with("why"), with(prompt)};
  const std::vector<TokenId> other = with("0");
  std::vector<TokenId>&a = asked.before, &whole = asked.question;
  const auto after = std::mismatch(a.rbegin(), a.rend(), other.rbegin(), other.rend()).first;
  const auto behind = after - a.rbegin();
  a.erase(std::mismatch(a.begin(), a.end(), other.begin(), other.end()).first, a.end());
  const auto first = static_cast<std::ptrdiff_t>(a.size());
  if (std::ssize(whole) > first + behind && std::equal(a.begin(), a.end(), whole.begin()))
    whole = {whole.begin() + first, whole.end() - behind};
  else
    whole.clear();
  return asked;
}

std::vector<TokenId> shared_beginning(const LoadedModel& model) {
  std::vector<TokenId> a = asked_tokens(model, {}, "why").before;
  if (a.size() >= kMostLessonTokens) a.clear();
  return a;
}

}  // namespace tinybrain
