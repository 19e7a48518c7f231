// The C interface: knowledge bases of passages, and whether an answer stands in them.
#include <filesystem>
#include <mutex>

#include "api/api.h"
#include "base/json.h"
#include "base/messages/knowledge.h"
#include "knowledge/passages.h"
#include "knowledge/support.h"
#include "tinybrain/home.h"

using namespace tinybrain;
using namespace tinybrain::api;

struct tb_passages {
  std::mutex mutex;
  Passages base;
  std::filesystem::path file;
  tb_passages(const char* path, LoadedModel* encoder, const PassagesOptions& options)
      : base(path, encoder, options), file(path) {}
};

namespace {

PassagesOptions options_of(const char* json) {
  PassagesOptions options;
  if (!json) return options;
  const Json given = Json::parse(json);
  for (const auto& [name, value] : given.as_object("options")) {
    if (name == "create")
      options.create = value.as_bool(name);
    else if (name == "read_only")
      options.read_only = value.as_bool(name);
    else if (name == "renew")
      options.renewing = value.as_bool(name);
    else
      throw Error(Code::bad_argument, msg::kPassagesOption, name);
  }
  return options;
}

std::string json_of(const Passages::Added& added) {
  Json problems = Json::Array{};
  for (const Passages::Problem& p : added.problems) {
    Json one;
    one.set("file", p.file);
    one.set("message", p.error.message(language()));
    problems.push(std::move(one));
  }
  Json j;
  j.set("files", added.files);
  j.set("unchanged", added.unchanged);
  j.set("vanished", added.vanished);
  j.set("passages_added", added.passages_added);
  j.set("passages_removed", added.passages_removed);
  j.set("problems", std::move(problems));
  return j.dump();
}

// Runs body(base) while nobody else does.
template <class Body>
tb_status with(tb_passages* passages, Body&& body) {
  return guarded([&] {
    require(passages, "passages");
    const std::lock_guard lock(passages->mutex);
    body(passages->base);
  });
}

}  // namespace

tb_status tb_passages_open(const char* file, tb_model* encoder, const char* options,
                           tb_passages** passages) {
  return guarded([&] {
    require(file, "file");
    require(passages, "passages");
    *passages = nullptr;
    *passages = new tb_passages(file, encoder ? &encoder->loaded : nullptr, options_of(options));
  });
}

void tb_passages_close(tb_passages* passages) { delete passages; }

tb_status tb_passages_add(tb_passages* passages, const char* path, tb_progress_fn progress,
                          void* user, char** added) {
  return with(passages, [&](Passages& base) {
    require(path, "path");
    require(added, "added");
    *added = copy(json_of(base.add(path, progress_of(progress, user))));
  });
}

tb_status tb_passages_add_text(tb_passages* passages, const char* name, const char* text,
                               const char* format, char** added) {
  return with(passages, [&](Passages& base) {
    require(name, "name");
    require(text, "text");
    require(added, "added");
    *added = copy(json_of(base.add_text(name, text, format ? format : "txt")));
  });
}

tb_status tb_passages_remove(tb_passages* passages, const char* file, uint64_t* removed) {
  return with(passages, [&](Passages& base) {
    require(file, "file");
    const uint64_t count = base.remove(file);
    if (removed) *removed = count;
  });
}

tb_status tb_passages_list(tb_passages* passages, char** files) {
  return with(passages, [&](Passages& base) {
    require(files, "files");
    Json all = Json::Array{};
    for (const Passages::File& f : base.files()) {
      Json one;
      one.set("name", f.name);
      one.set("bytes", f.bytes);
      one.set("passages", f.passages);
      all.push(std::move(one));
    }
    *files = copy(all.dump());
  });
}

tb_status tb_passages_search(tb_passages* passages, const char* question, int32_t most,
                             char** found) {
  return with(passages, [&](Passages& base) {
    require(question, "question");
    require(found, "found");
    Json all = Json::Array{};
    for (const Hit& hit : base.search(question, static_cast<size_t>(std::max(1, most)))) {
      Passage p;
      try {
        p = base.passage(hit.id);
      } catch (const Error& e) {
        if (e.code() != Code::not_found) throw;
        continue;  // another process took it away in between
      }
      Json one;
      one.set("id", p.id);
      one.set("text", p.text);
      one.set("heading", p.heading);
      one.set("file", p.file);
      one.set("row", p.row);
      one.set("lexical", double{hit.lexical});
      one.set("meaning", double{hit.meaning});
      one.set("strength", double{hit.strength});
      all.push(std::move(one));
    }
    *found = copy(all.dump());
  });
}

tb_status tb_passages_info(tb_passages* passages, char** info) {
  return with(passages, [&](Passages& base) {
    require(info, "info");
    const Passages::Settings made = base.settings();
    std::error_code error;
    const uintmax_t bytes = std::filesystem::file_size(passages->file, error);
    Json j;
    j.set("passages", base.size());
    j.set("files", uint64_t{base.files().size()});
    j.set("bytes", error ? uint64_t{0} : uint64_t{bytes});
    j.set("encoder", made.encoder);
    j.set("fingerprint", made.fingerprint);
    j.set("width", uint64_t{made.width});
    *info = copy(j.dump());
  });
}

tb_status tb_passages_renew(tb_passages* passages, tb_progress_fn progress, void* user) {
  return with(passages, [&](Passages& base) { base.renew(progress_of(progress, user)); });
}

tb_status tb_supported(const char* answer, const char* passages, tb_model* encoder,
                       char** sentences) {
  return guarded([&] {
    require(answer, "answer");
    require(passages, "passages");
    require(sentences, "sentences");
    std::vector<std::string> texts;
    const Json given = Json::parse(passages);
    for (const Json& text : given.as_array("passages")) texts.push_back(text.as_string("passage"));
    Json all = Json::Array{};
    for (const Supported& s : check_support(answer, texts, encoder ? &encoder->loaded : nullptr)) {
      Json one;
      one.set("sentence", s.sentence);
      one.set("supported", s.supported);
      one.set("passage", s.passage);
      one.set("score", double{s.score});
      one.set("missing", s.missing);
      one.set("covered", double{s.evidence.covered});
      one.set("closest", double{s.evidence.closest});
      one.set("meaning", double{s.evidence.meaning});
      all.push(std::move(one));
    }
    *sentences = copy(all.dump());
  });
}
