#include "skills/npc/company.h"

#include <algorithm>
#include <utility>

#include "base/messages/model.h"
#include "base/messages/skill_npc.h"

namespace tinybrain::skills::npc {
namespace {

constexpr size_t kMostSetting = 2000;
// What the line may hold: no control characters, brackets, or what templates mark their turns with.
constexpr const char* kLine = R"([^\x00-\x1f\x7f\[\]<>{}|\\"*#]+)";

int64_t number(const Json& options, const char* key, int64_t otherwise, int64_t least,
               int64_t most) {
  const Json* found = options.find(key);
  if (!found || found->is_null()) return otherwise;
  if (!found->is_int() || found->as_int() < least || found->as_int() > most)
    throw Error(Code::bad_argument, msg::kNpcRange, key, least, most);
  return found->as_int();
}

Json message(const char* role, const std::string& content) {
  Json m;
  return m.set("role", role).set("content", content);
}

}  // namespace

Company::Company(LoadedModel& model, const Json& options)
    : model_((model.require_generator(), model)),
      rope_(model.config(), std::min(model.config().context, 2048u)) {
  if (!options.is_object()) throw Error(Code::bad_argument, msg::kNpcField, "options");
  if (const Json* setting = options.find("setting"); setting && !setting->is_null())
    setting_ = one_line(*setting, "setting", kMostSetting);
  const std::string language = options.get_string("language", "en");
  if (language != "en" && language != "ko")
    throw Error(Code::bad_argument, msg::kNpcField, "language");
  language_ = language == "ko" ? Language::ko : Language::en;
  const auto most = static_cast<int64_t>(model.config().context);
  context_ = static_cast<uint32_t>(number(options, "context", std::min<int64_t>(2048, most),
                                          std::min<int64_t>(64, most), most));
  line_tokens_ = static_cast<uint32_t>(number(options, "line_tokens", 24, 1, 256));
  sampling_.seed = static_cast<uint64_t>(number(options, "seed", 1, 0, INT64_MAX));
  sampling_.temperature = static_cast<float>(options.get_double("temperature", 0.7));
  sampling_.repeat_penalty = 1.1f;
  sampling_.check(model.choices());
  rope_ = Rope(model.config(), context_);
  pool_ = model.kv_pool(kernels::KvType::f16);
  SessionConfig small;
  small.context = context_;
  small.speculate = false;
  writer_ = std::make_unique<Session>(model, small);
  line_ = std::make_unique<Matcher>(model.grammar(LoadedModel::GrammarKind::regex, kLine),
                                    model.token_trie());
  // What its first masks take is spent here.
  Matcher twice = *line_;
  twice.mask();
  if (twice.accept_bytes(" a")) twice.mask();
}

std::vector<TokenId> Company::encode(const Persona& persona, const PlayerMemory& memory,
                                     size_t facts, size_t talk, const std::string& user) const {
  const bool ko = language_ == Language::ko;
  std::string system = text_of(language_, msg::kNpcRules);
  if (!setting_.empty()) system += " " + setting_;
  system += "\n" + text_of(language_, msg::kNpcYouAre, persona.name, persona.about);
  if (facts > 0) {
    std::string all;
    for (size_t i = memory.facts().size() - facts; i < memory.facts().size(); ++i)
      all += (all.empty() ? "" : "; ") + memory.facts()[i];
    system += "\n" + text_of(language_, msg::kNpcYouRemember, all);
  }
  ChatRequest r;
  r.messages = {message("system", system),
                message("user", ko ? "문 좀 닫아 줘." : "Please shut the door."),
                message("assistant", ko ? "[close door] 네, 바로 닫겠습니다."
                                        : "[close door] Of course, I'll close it right away."),
                message("user", ko ? "안녕하세요!" : "Good day to you!"),
                message("assistant", ko ? "[talk] 어서 오십시오. 만나서 반갑습니다."
                                        : "[talk] Good day, traveller. What brings you here?")};
  for (size_t i = memory.talk().size() - talk; i < memory.talk().size(); ++i) {
    r.messages.push_back(message("user", memory.talk()[i].player));
    r.messages.push_back(message("assistant", memory.talk()[i].character));
  }
  r.messages.push_back(message("user", user));
  if (!model_.has_chat_template()) r.template_name = "plain";
  std::vector<TokenId> ids = model_.tokenizer().encode(writer_->prompt(r), true);
  // A template that writes the begin token itself must not get a second one.
  const TokenId bos = model_.tokenizer().spec().bos;
  if (ids.size() > 1 && bos >= 0 && ids[0] == bos && ids[1] == bos) ids.erase(ids.begin());
  return ids;
}

std::vector<TokenId> Company::prompt(const Persona& persona, const PlayerMemory& memory,
                                     const std::string& scene, const std::string& player) const {
  const std::string user =
      (scene.empty() ? "" : text_of(language_, msg::kNpcScene, scene)) + player;
  size_t facts = memory.facts().size(), talk = memory.talk().size();
  // Room for the action and the line.
  const size_t most = context_ - std::min(context_ / 2, line_tokens_ + 40);
  for (;;) {
    std::vector<TokenId> ids = encode(persona, memory, facts, talk, user);
    if (ids.size() <= most) return ids;
    if (talk > 0)
      --talk;
    else if (facts > 0)
      facts /= 2;
    else
      throw Error(Code::context_full, msg::kSessionTooLong, ids.size(), most,
                  model_.config().context);
  }
}

std::vector<TokenId> Company::prompt_before(const Persona& persona, const PlayerMemory& memory,
                                            const std::string& scene) const {
  std::vector<TokenId> a = prompt(persona, memory, scene, "a"),
                       b = prompt(persona, memory, scene, "1");
  a.resize(static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first -
                               a.begin()));
  return a;
}

std::vector<TokenId> Company::bracketed(const std::string& action) const {
  return model_.tokenizer().encode("[" + action + "]", false);
}

}  // namespace tinybrain::skills::npc
