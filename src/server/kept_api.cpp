// The endpoints of the vault as a whole: erasing with a receipt, checking one, taking all of it along, verifying and
// backing up. None of them takes a path.
#include "base/messages/server_kept.h"
#include "server/api_error.h"
#include "server/endpoint.h"
#include "server/home.h"
#include "server/members.h"

namespace tinybrain::server {
namespace {

// The audit says that all of it was given away.
void note_export(Service& service, const char* form) {
  Json detail;
  detail.set("to", "page");
  detail.set("form", form);
  service.home->vault().note("export", detail.dump());
}

}  // namespace

Answer erase_rows(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  if (body.find("files")) throw ApiError(400, text(msg::kEraseFilesRefused), "files");
  Json scope{Json::Object{}};
  if (body.boolean("all").value_or(false)) scope.set("all", true);
  for (const char* name : {"table", "topic", "purpose", "from", "to"})
    if (const auto value = body.string(name)) scope.set(name, some_text(*value, name));
  if (const auto id = body.integer("id", 1, INT64_MAX)) scope.set("id", *id);
  return {.body = service.home->erase(scope)};
}

Answer check_receipt(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  const Json& receipt = body.need("receipt");
  require_object(receipt, "receipt");
  Json verdict = Json::parse(tb::verify_receipt(receipt.dump()));
  // Whether it is this vault's, too: anybody can make a key and sign with it.
  const bool ours = service.home->has_vault() &&
                    Json::parse(service.home->vault().info()).get_string("public_key", "") ==
                        verdict.get_string("public_key", "-");
  verdict.set("ours", ours);
  return {.body = verdict.dump()};
}

Answer export_json(Service& service, const Call&) {
  Answer answer;
  answer.body = Json::parse(service.home->vault().export_all()).dump(2) + "\n";
  answer.download = "tinybrain-export.json";
  note_export(service, "json");
  return answer;
}

Answer export_page(Service& service, const Call&) {
  Answer answer;
  answer.type = "text/html; charset=utf-8";
  answer.body = service.home->vault().export_page();
  answer.download = "tinybrain-export.html";
  // Whoever opens it here after all: it has colours of its own and runs nothing.
  answer.policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
  note_export(service, "html");
  return answer;
}

Answer show_vault(Service& service, const Call&) {
  const Json info = Json::parse(service.home->vault().info());
  if (service.local) return {.body = info.dump()};
  Json told{Json::Object{}};
  for (const auto& [name, value] : info.as_object())
    if (name != "file" && name != "backup") told.set(name, value);
  return {.body = told.dump()};
}

Answer verify_vault(Service& service, const Call& call) {
  require_object(read_json(call), "");
  return {.body = service.home->vault().verify()};
}

// Into the folder "backups" beside the vault.
Answer back_up_vault(Service& service, const Call& call) {
  require_object(read_json(call), "");
  const std::string file = service.home->vault().backup();
  Json j;
  j.set("file", service.local ? file : file.substr(file.rfind('/') + 1));
  return {.body = j.dump()};
}

}  // namespace tinybrain::server
