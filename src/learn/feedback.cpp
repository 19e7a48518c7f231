#include "learn/feedback.h"

#include "base/error.h"
#include "base/messages/versions.h"
#include "learn/signal.h"
#include "learn/watch.h"
#include "vault/vault.h"

namespace tinybrain {
namespace {

std::string required(const Json& signal, const char* name) {
  const std::string text = signal.get_string(name, "");
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    throw Error(Code::bad_argument, msg::kSignalLacks, signal.get_string("signal", ""), name);
  return text;
}

// Which version gave the answer: as it is told, else the one in use, where there is no doubt which that is.
int64_t version_in(Vault& vault, const Json& signal) {
  if (const Json* given = signal.find("version"); given && !given->is_null())
    return given->as_int("version");
  int64_t active = 0;
  for (const Version& v : vault.versions().list()) {
    if (v.state != "active") continue;
    if (active) return 0;
    active = v.id;
  }
  return active;
}

std::optional<int64_t> take_thumbs(Vault& vault, const Json& signal, int64_t version) {
  const int64_t value = signal.get_int("value", 0);
  if (value != 1 && value != -1) throw Error(Code::bad_argument, msg::kSignalThumb, value);
  Json detail;
  detail.set("rating", value);
  detail.set("target", "reply");
  detail.set("answer", signal.get_string("answer", ""));
  detail.set("version", version);
  return vault.lessons().add("feedback", required(signal, "prompt"), detail);
}

// What should have been said.
std::optional<int64_t> take_correction(Vault& vault, const Json& signal, int64_t version,
                                       const std::string& right, const std::string& wrong) {
  Json detail;
  detail.set("answer", right);
  if (!wrong.empty() && wrong != right) detail.set("rejected", wrong);
  if (const std::string language = signal.get_string("language", ""); !language.empty())
    detail.set("language", language);
  detail.set("signal", signal.get_string("signal", ""));
  detail.set("version", version);
  return vault.lessons().add("answer", required(signal, "prompt"), detail);
}

std::optional<int64_t> take_choice(Vault& vault, const Json& signal, int64_t version) {
  std::string rejected;
  if (const Json* all = signal.find("rejected"))
    for (const Json& one : all->as_array("rejected"))
      if (rejected.empty()) rejected = one.as_string("rejected");
  return take_correction(vault, signal, version, required(signal, "chosen"), rejected);
}

std::optional<int64_t> take_intent(Vault& vault, const Json& signal) {
  Json detail;
  detail.set("intent", required(signal, "intent"));
  return vault.lessons().add("intent", required(signal, "prompt"), detail);
}

// What was done with one item, as the preference model reads it. A mood is another purpose's and is not kept here.
std::optional<int64_t> take_event(Vault& vault, const std::string& kind, const Json& item,
                                  const Json& signal) {
  Json thing = item, seen = signal;
  if (item.is_string()) {
    thing = Json::Object{};
    thing.set("id", item);
  }
  if (thing.get_string("id", "").empty())
    throw Error(Code::bad_argument, msg::kSignalLacks, signal.get_string("signal", ""), "item");
  seen.set("signal", kind);
  seen.set("item", std::move(thing));
  return vault.events().record("behaviour", "taste." + kind, to_json(observation_of(seen)));
}

std::optional<int64_t> take_pick(Vault& vault, const Json& signal) {
  const Json* item = signal.find("item");
  const auto id = take_event(vault, "chosen", item ? *item : Json(), signal);
  if (const Json* ignored = signal.find("ignored"))
    for (const Json& other : ignored->as_array("ignored"))
      take_event(vault, "ignored", other, signal);
  return id;
}

}  // namespace

std::optional<int64_t> take_feedback(Vault& vault, const Json& signal) {
  const std::string kind = signal.get_string("signal", "");
  const int64_t version = version_in(vault, signal);
  std::optional<int64_t> id;
  bool rates = false;
  if (kind == "thumbs") {
    id = take_thumbs(vault, signal, version);
    rates = true;
  } else if (kind == "correction" || kind == "edit") {
    id = take_correction(vault, signal, version, required(signal, "text"),
                         signal.get_string("answer", ""));
    rates = true;
  } else if (kind == "choice" && signal.find("chosen")) {
    id = take_choice(vault, signal, version);
  } else if (kind == "choice") {
    id = take_pick(vault, signal);
  } else if (kind == "skip" || kind == "dwell") {
    const Json* item = signal.find("item");
    id = take_event(vault, kind, item ? *item : Json(), signal);
  } else if (kind == "intent") {
    id = take_intent(vault, signal);
  } else {
    throw Error(Code::bad_argument, msg::kSignalKind, kind);
  }
  if (rates && id && version) watch(vault, version);
  return id;
}

}  // namespace tinybrain
