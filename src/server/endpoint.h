// What an endpoint gets and gives, apart from HTTP itself, and the endpoints.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/job.h"
#include "server/metrics.h"
#include "server/models.h"

namespace tinybrain::server {

struct Call {
  std::string body;
  std::string client;                             // who asks: an address
  std::string rest;                               // of the path, where an endpoint takes one
  std::multimap<std::string, std::string> query;  // "?limit=20"
  std::function<bool()> gone;                     // whether the client has left
};

struct Answer {
  int status = 200;
  std::string type = "application/json";
  std::string body;             // of a stream: what goes first
  std::shared_ptr<Job> stream;  // its events go after body, as text/event-stream
  std::string cache = "no-store";
  std::string policy = "default-src 'none'";  // Content-Security-Policy
  std::string download;                       // as what a browser keeps it; "" = it shows it
};

// Thrown when the client left: there is nobody to answer.
struct ClientGone {};

class Builds;
class Pulls;
class Home;
class Learner;
class SkillShelf;

struct Service {
  Models& models;
  Metrics& metrics;
  Builds* builds = nullptr;
  Pulls* pulls = nullptr;
  Home* home = nullptr;
  Learner* learner = nullptr;
  SkillShelf* skills = nullptr;
  bool local = true;    // nobody on another machine can ask
  bool sealed = false;  // no programs are started, no more files are opened
};

Answer health(Service& service, const Call& call);
Answer list_models(Service& service, const Call& call);
Answer show_model(Service& service, const Call& call);
Answer chat_completions(Service& service, const Call& call);
Answer completions(Service& service, const Call& call);
Answer embeddings(Service& service, const Call& call);
Answer classify(Service& service, const Call& call);
Answer understand(Service& service, const Call& call);
Answer answer_questions(Service& service, const Call& call);
Answer show_metrics(Service& service, const Call& call);
Answer show_openapi(Service& service, const Call& call);
Answer load_model(Service& service, const Call& call);
Answer unload_model(Service& service, const Call& call);
Answer list_builds(Service& service, const Call& call);
Answer start_build(Service& service, const Call& call);
Answer show_build(Service& service, const Call& call);
Answer delete_build(Service& service, const Call& call);
Answer stop_build(Service& service, const Call& call);
Answer continue_build(Service& service, const Call& call);
Answer build_events(Service& service, const Call& call);
Answer build_report(Service& service, const Call& call);
Answer build_card(Service& service, const Call& call);
Answer show_catalogue(Service& service, const Call& call);
Answer list_pulls(Service& service, const Call& call);
Answer start_pull(Service& service, const Call& call);
Answer stop_pull(Service& service, const Call& call);
Answer list_desks(Service& service, const Call& call);
Answer make_desk(Service& service, const Call& call);
Answer delete_desk(Service& service, const Call& call);
Answer ask_desk(Service& service, const Call& call);
Answer grant_slip(Service& service, const Call& call);
Answer teach_desk(Service& service, const Call& call);
Answer show_desk_settings(Service& service, const Call& call);
Answer set_desk_settings(Service& service, const Call& call);
Answer desk_report(Service& service, const Call& call);
Answer desk_answers(Service& service, const Call& call);
Answer desk_queue(Service& service, const Call& call);
Answer list_knowledge(Service& service, const Call& call);
Answer add_knowledge(Service& service, const Call& call);
Answer delete_knowledge(Service& service, const Call& call);
Answer search_knowledge(Service& service, const Call& call);
Answer list_consents(Service& service, const Call& call);
Answer set_consent(Service& service, const Call& call);
Answer show_audit(Service& service, const Call& call);
Answer add_feedback(Service& service, const Call& call);
Answer list_memories(Service& service, const Call& call);
Answer add_memory(Service& service, const Call& call);
Answer search_memories(Service& service, const Call& call);
Answer change_memory(Service& service, const Call& call);
Answer delete_memory(Service& service, const Call& call);
Answer list_lessons(Service& service, const Call& call);
Answer change_lesson(Service& service, const Call& call);
Answer delete_lesson(Service& service, const Call& call);
Answer list_events(Service& service, const Call& call);
Answer delete_event(Service& service, const Call& call);
Answer show_learning(Service& service, const Call& call);
Answer start_learning(Service& service, const Call& call);
Answer learning_events(Service& service, const Call& call);
Answer pause_learning(Service& service, const Call& call);
Answer use_learned(Service& service, const Call& call);
Answer why_learned(Service& service, const Call& call);
Answer erase_rows(Service& service, const Call& call);
Answer check_receipt(Service& service, const Call& call);
Answer export_json(Service& service, const Call& call);
Answer export_page(Service& service, const Call& call);
Answer show_vault(Service& service, const Call& call);
Answer verify_vault(Service& service, const Call& call);
Answer back_up_vault(Service& service, const Call& call);
Answer list_skills(Service& service, const Call& call);
Answer show_skill(Service& service, const Call& call);
Answer call_skill(Service& service, const Call& call);
Answer ask_skills(Service& service, const Call& call);
Answer character_turn(Service& service, const Call& call);

// ---- For endpoints ----

// {"object": "list", "data": data}
Json list_json(Json data);
// The body as JSON; ApiError 400.
Json read_json(const Call& call);
// Runs work on one of the pool's workers and waits for its end.
void run_job(Pool& pool, const Call& call, std::string beginning, Job::Work work);
// The same for work that sends events: returns with the first, so that what fails before it still
// gets a status of its own. What fails later becomes an event.
Answer stream_job(Pool& pool, const Call& call, std::string beginning, Job::Work work);
// One event of a stream.
std::string sse(const Json& json);

}  // namespace tinybrain::server
