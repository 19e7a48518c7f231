#include "server/home.h"

#include <optional>
#include <system_error>

#include "base/file.h"
#include "base/home.h"
#include "base/messages/server.h"
#include "server/api_error.h"
#include "server/endpoint.h"
#include "server/pulls.h"

namespace tinybrain::server {
namespace {

namespace fs = std::filesystem;

Json event(const char* name, Json value) {
  Json j;
  j.set(name, std::move(value));
  return j;
}

// Nothing where there is no desk.
std::optional<Json> info_of(const fs::path& folder) {
  try {
    return Json::parse(tb::desk_info(folder.string()));
  } catch (const tb::Exception& e) {
    if (e.status() == TB_NOT_FOUND) return {};
    throw;
  }
}

}  // namespace

Home::Home(fs::path folder, std::string seed, bool sealed)
    : folder_(std::move(folder)), seed_(std::move(seed)), sealed_(sealed) {}

fs::path Home::key_file() { return config_home() / "vault.key"; }

void Home::stop() {
  std::thread making;
  {
    const std::lock_guard lock(mutex_);
    if (job_) job_->cancel();
    making = std::move(making_);
  }
  if (making.joinable()) making.join();
}

tb::Vault& Home::vault() {
  const std::lock_guard lock(mutex_);
  if (!vault_) {
    Json options;
    options.set("key_file", key_file().string());
    if (const char* passphrase = environment("TINYBRAIN_PASSPHRASE"))
      options.set("passphrase", passphrase);
    fs::create_directories(folder_);
    vault_ = std::make_unique<tb::Vault>((folder_ / "vault.tbv").string(), options.dump());
  }
  return *vault_;
}

bool Home::has_vault() const { return fs::exists(folder_ / "vault.tbv"); }

std::string Home::erase(const Json& scope) {
  std::string receipt = vault().erase(scope.dump());
  keep_receipt(Json::parse(receipt));
  return receipt;
}

void Home::keep_receipt(const Json& receipt) {
  fs::create_directories(folder_ / "receipts");
  const std::string name = receipt.at("id").as_string() + ".json";
  write_file(folder_ / "receipts" / name, receipt.dump() + "\n");
}

std::shared_ptr<tb::Model> Home::seed() { return seed_.empty() ? nullptr : encoder("seed"); }

std::shared_ptr<tb::Model> Home::encoder(const std::string& name) {
  if (name == "none") return nullptr;
  std::string path = name == "seed" ? seed_ : "";
  if (name == "seed" && path.empty())
    throw ApiError(404, text(msg::kNoSeedHere), "encoder", "model_not_found");
  if (path.empty()) {
    if (sealed_) throw ApiError(403, text(msg::kSealedEncoder), "encoder", "sealed");
    const Json entry = catalogue_entry(name, "encoder");
    if (!entry.get_bool("here", false))
      throw ApiError(404, text(msg::kModelNotHere, name), "encoder", "model_not_here");
    path = entry.at("path").as_string();
  }
  const std::lock_guard lock(mutex_);
  std::shared_ptr<tb::Model>& kept = encoders_[name];
  if (!kept) kept = std::make_shared<tb::Model>(path);
  return kept;
}

// The seed brain, unless another encoder made the vectors that are there.
std::shared_ptr<tb::Model> Home::knowledge_encoder_of(const fs::path& file) {
  std::shared_ptr<tb::Model> seed = encoder(seed_.empty() ? "none" : "seed");
  if (!fs::exists(file)) return seed;
  const Json info = Json::parse(tb::Passages(file.string(), nullptr).info());
  if (info.get_int("passages", 0) == 0) return seed;
  const std::string made = info.get_string("encoder", "");
  if (made.empty()) return nullptr;
  try {
    if (seed) tb::Passages(file.string(), seed.get());
    if (seed) return seed;
  } catch (const tb::Exception& e) {
    if (e.status() != TB_BAD_ARGUMENT) throw;
  }
  return encoder(made);
}

bool Home::has_knowledge() const { return fs::exists(folder_ / "knowledge.tbk"); }

tb::Passages& Home::knowledge(bool make) {
  const fs::path file = folder_ / "knowledge.tbk";
  {
    const std::lock_guard lock(mutex_);
    if (knowledge_) return *knowledge_;
  }
  if (!make && !fs::exists(file)) throw ApiError(404, text(msg::kNoKnowledge), {}, "no_knowledge");
  std::shared_ptr<tb::Model> model = knowledge_encoder_of(file);
  const std::lock_guard lock(mutex_);
  if (!knowledge_) {
    fs::create_directories(folder_);
    knowledge_encoder_ = std::move(model);
    knowledge_ = std::make_unique<tb::Passages>(file.string(), knowledge_encoder_.get());
  }
  return *knowledge_;
}

fs::path Home::desk_folder(const std::string& name) const {
  if (!is_plain_name(name)) throw ApiError(404, text(msg::kNoDesk, name), {}, "desk_not_found");
  return folder_ / "skills" / name;
}

Json Home::desks() const {
  Json list{Json::Array{}};
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_ / "skills", error)) {
    const std::string name = entry.path().filename().string();
    if (!is_plain_name(name)) continue;  // one whose making was cut short is none
    std::optional<Json> info;
    try {
      info = info_of(entry.path());
    } catch (const tb::Exception&) {
      info.emplace();  // who opens it is told what is wrong
    }
    if (!info) continue;
    Json one;
    one.set("name", name);
    for (const char* count : {"questions", "answers", "passages"})
      one.set(count, info->get_int(count, 0));
    list.push(std::move(one));
  }
  return list;
}

std::shared_ptr<tb::Desk> Home::desk(const std::string& name) {
  const fs::path folder = desk_folder(name);
  {
    const std::lock_guard lock(mutex_);
    const auto at = desks_.find(name);
    if (at != desks_.end()) return {at->second, &at->second->desk};
  }
  const std::optional<Json> info = info_of(folder);
  if (!info) throw ApiError(404, text(msg::kNoDesk, name), {}, "desk_not_found");
  std::shared_ptr<tb::Model> model = encoder(info->get_string("encoder", "seed")),
                             seed = seed_.empty() ? nullptr : encoder("seed");
  tb::Vault& kept = vault();
  const std::lock_guard lock(mutex_);
  const auto at = desks_.find(name);  // another request may have opened it meanwhile
  if (at != desks_.end()) return {at->second, &at->second->desk};
  const std::shared_ptr<Desk> opened(
      new Desk{model, seed, tb::Desk(folder.string(), model.get(), seed.get(), &kept)});
  desks_.emplace(name, opened);
  return {opened, &opened->desk};
}

void Home::remove_desk(const std::string& name) {
  const fs::path folder = desk_folder(name);
  if (!info_of(folder)) throw ApiError(404, text(msg::kNoDesk, name), {}, "desk_not_found");
  const std::lock_guard lock(mutex_);
  desks_.erase(name);  // who asks at this moment holds it until the reply is there
  fs::remove_all(folder);
}

std::shared_ptr<Job> Home::make_desk(DeskRequest request, const std::string& client) {
  const fs::path folder = desk_folder(request.name);
  encoder(request.encoder);  // one that is not here is told before anything begins
  const std::lock_guard lock(mutex_);
  if (info_of(folder))
    throw ApiError(409, text(msg::kDeskThere, request.name), "name", "desk_exists");
  if (job_) throw ApiError(409, text(msg::kDeskBeingMade), {}, "wrong_state");
  if (making_.joinable()) making_.join();
  auto job = std::make_shared<Job>(
      [this, request = std::move(request)](Job& j, tb::Session*) {
        Json made;
        try {
          made = make(j, request);
        } catch (...) {
          end_making();
          throw;
        }
        end_making();  // before anybody hears of it: who does may make the next one
        j.send(sse(event("done_desk", std::move(made))));
        j.send("data: [DONE]\n\n");
      },
      "", client);
  job->send(sse(event("stage", "read")));
  job_ = job;
  making_ = std::thread([job] { job->run(nullptr); });
  return job;
}

void Home::end_making() {
  const std::lock_guard lock(mutex_);
  job_ = nullptr;
}

// In a folder of its own beside the final one, which appears whole.
Json Home::make(Job& job, const DeskRequest& request) {
  const fs::path folder = desk_folder(request.name);
  fs::path part = folder;
  part.replace_filename("." + request.name + ".part");
  std::error_code ignored;
  fs::remove_all(part, ignored);
  try {
    const std::shared_ptr<tb::Model> model = encoder(request.encoder);
    Json options, docs{Json::Array{}}, settings;
    // Apart from what the desk is made of, whatever they are called.
    for (const char* name : {"docs", "from"}) fs::create_directories(part / name);
    for (const BuildFile& file : request.files) {
      const fs::path to = part / (file.use == "docs" ? "docs" : "from") / file.name;
      write_file(to, file.bytes);
      if (file.use != "docs") options.set(file.use, to.string());
    }
    if (!fs::is_empty(part / "docs")) docs.push((part / "docs").string());
    settings.set("name", request.name);
    settings.set("encoder", request.encoder);
    settings.set("dial", request.dial);
    options.set("output", part.string());
    options.set("docs", std::move(docs));
    options.set("text_column", request.text_column);
    options.set("answer_column", request.answer_column);
    options.set("settings", std::move(settings));
    const std::string measures = tb::make_desk(options.dump(), model.get(), [&](const char* json) {
      job.send(sse(Json::parse(json)));
      return !job.cancelled();
    });
    fs::rename(part, folder);
    Json made;
    made.set("name", request.name);
    made.set("measures", Json::parse(measures));
    return made;
  } catch (...) {
    fs::remove_all(part, ignored);
    throw;
  }
}

}  // namespace tinybrain::server
