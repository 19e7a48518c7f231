#include "server/knowledge.h"

#include "base/messages/server.h"
#include "server/api_error.h"
#include "server/endpoint.h"
#include "server/members.h"

namespace tinybrain::server {
namespace {

constexpr const char* kFile = "knowledge.tbk";
constexpr int64_t kMostHits = 100;

Json list_json(Json data) {
  Json j;
  j.set("object", "list");
  j.set("data", std::move(data));
  return j;
}

// What the caller asked for and is not there, or makes no sense, is no fault of ours.
template <class Body>
auto asked(Body&& body) {
  try {
    return body();
  } catch (const tb::Exception& e) {
    if (e.status() == TB_NOT_FOUND) throw ApiError(404, e.what(), "name", "file_not_found");
    if (e.status() == TB_BAD_ARGUMENT) throw ApiError(400, e.what());
    throw;
  }
}

}  // namespace

KnowledgeBase::KnowledgeBase(const std::filesystem::path& home, std::string seed,
                             const Models& models)
    : file_(home / kFile), seed_(std::move(seed)), models_(models) {}

// The first call opens it; what other processes write into it is seen by itself.
tb::Passages& KnowledgeBase::open(bool create) {
  const std::lock_guard lock(mutex_);
  if (passages_) return *passages_;
  std::error_code ignored;
  const bool there = std::filesystem::exists(file_, ignored);
  if (!there && !create) throw ApiError(404, text(msg::kNoKnowledge), {}, "knowledge_not_found");
  std::filesystem::create_directories(file_.parent_path(), ignored);
  std::string made = "seed";
  if (there) {
    const Json info = Json::parse(tb::Passages(file_.string(), nullptr).info());
    if (info.get_int("passages", 0) > 0) made = info.get_string("encoder", "");
  }
  tb::Model* encoder = nullptr;
  if (made == "seed" && !seed_.empty()) {
    encoder_ = std::make_unique<tb::Model>(seed_);
    encoder = encoder_.get();
  } else if (const ServedPtr served = models_.exactly(made)) {
    encoder_ = std::make_unique<tb::Model>(served->path);  // its own: a served one may be unloaded
    encoder = encoder_.get();
  }
  // Without its encoder a base still answers, by words alone.
  passages_ = std::make_unique<tb::Passages>(file_.string(), encoder);
  return *passages_;
}

Json KnowledgeBase::list() { return Json::parse(open(false).list()); }

Json KnowledgeBase::add(const std::string& name, const std::string& text,
                        const std::string& format) {
  return asked([&] { return Json::parse(open(true).add_text(name, text, format)); });
}

uint64_t KnowledgeBase::remove(const std::string& name) {
  return asked([&] { return open(false).remove(name); });
}

Json KnowledgeBase::search(const std::string& question, int32_t most) {
  return Json::parse(open(false).search(question, most));
}

Answer list_knowledge(Service& service, const Call&) {
  return {.body = list_json(service.knowledge->list()).dump()};
}

Answer add_knowledge(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  const std::string& name = plain_text(body.need("name"), "name");
  const std::string& content = plain_text(body.need("text"), "text");
  const std::string format = body.choice("format", {"txt", "md", "html"});
  return {.body = service.knowledge->add(name, content, format).dump()};
}

Answer delete_knowledge(Service& service, const Call& call) {
  Json j;
  j.set("name", call.rest);
  j.set("deleted", true);
  j.set("passages_removed", service.knowledge->remove(call.rest));
  return {.body = j.dump()};
}

Answer search_knowledge(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  const std::string& question = plain_text(body.need("question"), "question");
  const auto most = static_cast<int32_t>(body.integer("most", 1, kMostHits).value_or(5));
  return {.body = list_json(service.knowledge->search(question, most)).dump()};
}

}  // namespace tinybrain::server
