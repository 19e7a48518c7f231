// The C interface: personal data out of a text and back into it.
#include <cmath>

#include "api/api.h"
#include "base/json.h"
#include "base/messages/redact.h"
#include "redact/redact.h"
#include "text/language.h"
#include "tinybrain/home.h"

using namespace tinybrain;
using namespace tinybrain::api;

namespace {

Language language_named(const std::string& name) {
  if (name == "en") return Language::en;
  if (name == "ko") return Language::ko;
  throw Error(Code::bad_argument, msg::kRedactLanguage, name);
}

void remember(redact::Redactor& redactor, const Json& known) {
  for (const Json& one : known.as_array("known"))
    redactor.remember(one.at("placeholder").as_string("placeholder"),
                      one.at("text").as_string("text"));
}

redact::Redactor redactor_for(std::string_view text, const char* json) {
  redact::Options options;
  options.placeholders = language_of(text);
  const Json given = json ? Json::parse(json) : Json(Json::Object{});
  const Json* known = nullptr;
  for (const auto& [name, value] : given.as_object("options")) {
    if (name == "kinds") {
      for (const Json& kind : value.as_array(name))
        options.kinds.push_back(redact::kind_of(kind.as_string(name)));
    } else if (name == "least_confidence") {
      options.least_confidence = static_cast<float>(value.as_double(name));
      if (!(options.least_confidence >= 0 && options.least_confidence <= 1))
        throw Error(Code::bad_argument, msg::kRedactConfidence, value.as_double(name));
    } else if (name == "language") {
      options.placeholders = language_named(value.as_string(name));
    } else if (name == "known") {
      known = &value;
    } else {
      throw Error(Code::bad_argument, msg::kRedactOption, name);
    }
  }
  redact::Redactor redactor(options);
  if (known) remember(redactor, *known);
  return redactor;
}

}  // namespace

tb_status tb_redact(const char* text, const char* options, char** json) {
  return guarded([&] {
    require(text, "text");
    require(json, "json");
    redact::Redactor redactor = redactor_for(text, options);
    const redact::Redacted redacted = redactor.redact(text);
    Json found = Json::Array{};
    for (const redact::Replaced& one : redacted.found) {
      Json j;
      j.set("kind", redact::kind_name(one.kind));
      j.set("begin", uint64_t{one.begin});
      j.set("end", uint64_t{one.end});
      j.set("text", one.text);
      j.set("placeholder", one.placeholder);
      j.set("confidence", std::round(double{one.confidence} * 100) / 100);
      found.push(std::move(j));
    }
    Json result;
    result.set("text", redacted.text);
    result.set("found", std::move(found));
    *json = copy(result.dump());
  });
}

tb_status tb_restore(const char* text, const char* found, char** restored) {
  return guarded([&] {
    require(text, "text");
    require(found, "found");
    require(restored, "restored");
    redact::Redactor redactor;
    remember(redactor, Json::parse(found));
    *restored = copy(redactor.restore(text));
  });
}
