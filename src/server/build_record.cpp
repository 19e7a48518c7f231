#include "server/build_record.h"

#include <ctime>

#include "base/error.h"
#include "base/file.h"
#include "server/endpoint.h"

namespace tinybrain::server {
namespace {

namespace fs = std::filesystem;
constexpr const char* kStateFile = "build.json";

}  // namespace

Json without_lists(const Json& json, int levels) {
  if (!json.is_object()) return json;
  Json out{Json::Object{}};
  for (const auto& [name, value] : json.as_object()) {
    if (value.is_array() || (value.is_object() && levels <= 1)) continue;
    out.set(name, without_lists(value, levels - 1));
  }
  return out;
}

Json Build::json(bool whole) const {
  Json j;
  j.set("id", id);
  j.set("object", "build");
  j.set("name", name);
  j.set("task", task);
  j.set("base", base);
  j.set("language", language);
  j.set("state", state);
  j.set("created", created);
  j.set("seconds", seconds);
  j.set("error", error.empty() ? Json() : Json(error));
  j.set("files", files);
  j.set("options", options);
  j.set("progress", whole ? course.json() : course.progress());
  j.set("measures", measures);
  return j;
}

void Build::save() const { write_file(folder / kStateFile, json(true).dump()); }

void Build::read_measures() {
  try {
    measures = without_lists(Json::parse(read_file(brain() / "measures.json")));
  } catch (const Error&) {
    measures = {};  // its brain was taken away
  }
}

void Build::tell(const Json& event) {
  std::erase_if(watchers, [](const std::shared_ptr<Job>& job) { return job->cancelled(); });
  for (const std::shared_ptr<Job>& job : watchers) job->send(sse(event));
}

void Build::end_watching() {
  for (const std::shared_ptr<Job>& job : watchers) {
    job->send("data: [DONE]\n\n");
    job->finish();
  }
  watchers.clear();
}

Build new_build(const BuildRequest& request, fs::path folder) {
  Build b;
  b.id = folder.filename().string();
  b.folder = std::move(folder);
  b.name = request.name;
  b.task = request.task;
  b.base = request.base;
  b.language = request.language;
  b.options = request.options;
  for (const BuildFile& f : request.files) {
    Json file;
    file.set("name", f.name);
    file.set("use", f.use);
    file.set("bytes", uint64_t{f.bytes.size()});
    b.files.push(std::move(file));
  }
  b.created = std::time(nullptr);
  return b;
}

Build read_build(const fs::path& folder) {
  const Json j = Json::parse(read_file(folder / kStateFile));
  Build b;
  b.id = folder.filename().string();
  b.folder = folder;
  b.name = j.at("name").as_string();
  b.task = j.at("task").as_string();
  b.base = j.at("base").as_string();
  b.language = j.at("language").as_string();
  b.options = j.at("options");
  b.files = j.at("files");
  b.state = j.at("state").as_string();
  b.error = j.get_string("error", "");
  b.created = j.get_int("created", 0);
  b.seconds = j.get_double("seconds", 0);
  b.course = Course::of(j.at("progress"));
  if (b.state == "done") b.read_measures();
  if (b.works()) b.state = "stopped";
  return b;
}

}  // namespace tinybrain::server
