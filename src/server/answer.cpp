// POST /v1/answer: what a brain built from an FAQ or manuals knows, and an honest "I do not know".
#include <memory>
#include <utility>

#include "base/messages/server.h"
#include "server/api_error.h"
#include "server/endpoint.h"
#include "server/members.h"

namespace tinybrain::server {
namespace {

constexpr size_t kMostQuestions = 64;

}  // namespace

Answer answer_questions(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  const ServedPtr served = service.models.find(body.string("model").value_or(""));
  struct Work {
    std::vector<std::string> questions;
    Json answers{Json::Array{}};
  };
  const auto work = std::make_shared<Work>();
  body.need("input");
  work->questions = body.texts("input", kMostQuestions);
  for (const std::string& one : work->questions)
    if (one.empty()) throw bad_member("input", msg::kEmptyText);
  if (!served->can_answer)
    throw ApiError(404, text(msg::kModelCannotAnswer, served->name), "model");

  run_job(*served->pool, call, "", [work, served](Job& job, tb::Session*) {
    for (size_t i = 0; i < work->questions.size() && !job.cancelled(); ++i) {
      const std::lock_guard asking(served->asking);
      Json one;
      one.set("object", "answer");
      one.set("index", uint64_t{i});
      const Json found = Json::parse(served->knowledge->find(work->questions[i]));
      for (const auto& [name, value] : found.as_object()) one.set(name, value);
      work->answers.push(std::move(one));
    }
  });
  Json j;
  j.set("object", "list");
  j.set("data", std::move(work->answers));
  j.set("model", served->name);
  return {.body = j.dump()};
}

}  // namespace tinybrain::server
