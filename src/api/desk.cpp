// The C interface: the support desk.
#include <filesystem>
#include <optional>

#include "api/api.h"
#include "api/home_api.h"
#include "base/file.h"
#include "base/json.h"
#include "base/messages/desk.h"
#include "desk/make_desk.h"
#include "desk/support.h"

using namespace tinybrain;
using namespace tinybrain::api;

struct tb_desk {
  desk::Support support;
  tb_desk(const char* folder, const desk::SupportParts& parts) : support(folder, parts) {}
};

namespace {

namespace fs = std::filesystem;
constexpr const char* kMeasuresFile = "measures.json";

struct Making {
  desk::MakeOptions make;
  std::vector<std::string> docs;
  std::string output;
  desk::Settings settings;
};

Making making_of(const char* json) {
  Making m;
  const Json given = Json::parse(json);
  for (const auto& [name, value] : given.as_object("options")) {
    if (name == "faq")
      m.make.faq = value.as_string(name);
    else if (name == "asked")
      m.make.asked = value.as_string(name);
    else if (name == "text_column")
      m.make.text_column = value.as_string(name);
    else if (name == "answer_column")
      m.make.answer_column = value.as_string(name);
    else if (name == "elsewhere")
      m.make.elsewhere = value.as_double(name);
    else if (name == "seed")
      m.make.seed = static_cast<uint64_t>(value.as_int(name));
    else if (name == "output")
      m.output = value.as_string(name);
    else if (name == "docs")
      for (const Json& one : value.as_array(name)) m.docs.push_back(one.as_string(name));
    else if (name == "settings")
      desk::change(m.settings, value);
    else
      throw Error(Code::bad_argument, msg::kDeskSetting, name);
  }
  if (m.make.faq.empty()) throw Error(Code::bad_argument, msg::kDeskSetting, "faq");
  if (m.output.empty()) throw Error(Code::bad_argument, msg::kDeskSetting, "output");
  if (!(m.make.elsewhere >= 0 && m.make.elsewhere < 1))
    throw Error(Code::bad_argument, msg::kDeskSetting, "elsewhere");
  return m;
}

// Tells the app and asks it whether to go on.
class Teller {
 public:
  Teller(tb_event_fn event, void* user) : event_(event), user_(user) {}
  bool operator()(const char* stage, uint64_t done, uint64_t total) const {
    if (!event_) return true;
    Json j;
    j.set("stage", stage);
    j.set("done", done);
    j.set("total", total);
    return event_(user_, j.dump().c_str()) == 0;
  }

 private:
  tb_event_fn event_;
  void* user_;
};

Json make(const Making& m, LoadedModel* encoder, const Teller& tell) {
  const fs::path output = m.output;
  std::error_code error;
  fs::create_directories(output, error);
  if (error) throw Error(Code::io, msg::kDeskFolder, output.string(), error.message());
  const auto progress = [&](const desk::Making& at) { return tell(at.stage, at.done, at.total); };
  Json measures = desk::make_desk(m.make, encoder, output / desk::kDeskFile, progress);
  if (!m.docs.empty()) {
    Passages passages(output / desk::kManualsFile, encoder);
    for (const std::string& doc : m.docs)
      passages.add(doc,
                   [&](uint64_t done, uint64_t total) { return tell("manuals", done, total); });
    measures.set("passages", passages.size());
  }
  desk::write_settings(m.settings, output);
  write_file(output / kMeasuresFile, measures.dump(2) + "\n");
  return measures;
}

Json info_of(const fs::path& folder) {
  if (!fs::exists(folder / desk::kDeskFile))
    throw Error(Code::not_found, msg::kDeskMissing, folder.string());
  const desk::Settings settings = desk::read_settings(folder);
  Json measures, j;
  try {
    measures = Json::parse(read_file(folder / kMeasuresFile, 16 << 20));
  } catch (const Error&) {
    // It was made; what it was measured at is not known.
  }
  j.set("name", settings.name);
  j.set("encoder", settings.encoder);
  for (const char* count : {"questions", "answers", "passages"})
    j.set(count, measures.get_int(count, 0));
  return j;
}

template <class Body>
tb_status with(tb_desk* desk, char** out, Body&& body) {
  return guarded([&] {
    require(desk, "desk");
    require(out, "result");
    *out = copy(body(desk->support).dump());
  });
}

}  // namespace

tb_status tb_desk_make(const char* options, tb_model* encoder, tb_event_fn event, void* user,
                       char** measures) {
  return guarded([&] {
    require(options, "options");
    const Making m = making_of(options);
    const Json j = make(m, encoder ? &encoder->loaded : nullptr, Teller(event, user));
    if (measures) *measures = copy(j.dump());
  });
}

tb_status tb_desk_info(const char* folder, char** info) {
  return guarded([&] {
    require(folder, "folder");
    require(info, "info");
    *info = copy(info_of(folder).dump());
  });
}

tb_status tb_desk_open(const char* folder, tb_model* encoder, tb_model* seed, tb_vault* vault,
                       tb_desk** opened) {
  return guarded([&] {
    require(folder, "folder");
    require(opened, "desk");
    *opened = nullptr;
    desk::SupportParts parts;
    if (encoder) parts.encoder = &encoder->loaded;
    if (seed) parts.seed = &seed->loaded;
    if (vault) parts.vault = &vault->vault;
    *opened = new tb_desk(folder, parts);
  });
}

void tb_desk_close(tb_desk* desk) { delete desk; }

tb_status tb_desk_ask(tb_desk* desk, const char* request, char** reply) {
  return with(desk, reply, [&](desk::Support& s) {
    require(request, "request");
    return s.ask(Json::parse(request));
  });
}

tb_status tb_desk_grant(tb_desk* desk, int64_t slip, int granted, char** to_send) {
  return with(desk, to_send, [&](desk::Support& s) { return s.grant(slip, granted != 0); });
}

tb_status tb_desk_received(tb_desk* desk, int64_t slip, const char* result, char** reply) {
  return with(desk, reply, [&](desk::Support& s) {
    require(result, "result");
    return s.received(slip, Json::parse(result));
  });
}

tb_status tb_desk_teach(tb_desk* desk, const char* lesson, char** result) {
  return with(desk, result, [&](desk::Support& s) {
    require(lesson, "lesson");
    return s.teach(Json::parse(lesson));
  });
}

tb_status tb_desk_settings(tb_desk* desk, const char* changes, char** settings) {
  return with(desk, settings, [&](desk::Support& s) {
    return changes ? s.set_settings(Json::parse(changes)) : s.settings();
  });
}

tb_status tb_desk_report(tb_desk* desk, char** report) {
  return with(desk, report, [](desk::Support& s) { return s.report(); });
}

tb_status tb_desk_answers(tb_desk* desk, char** answers) {
  return with(desk, answers, [](desk::Support& s) { return s.answers(); });
}

tb_status tb_desk_evaluate(tb_desk* desk, const char* data, const char* options,
                           tb_progress_fn progress, void* user, char** measures) {
  return with(desk, measures, [&](desk::Support& s) {
    require(data, "data");
    const Json o = options ? Json::parse(options) : Json();
    return s.evaluate(data, o.get_string("text_column", ""), o.get_string("answer_column", ""),
                      o.get_double("dial", 0), progress_of(progress, user));
  });
}
