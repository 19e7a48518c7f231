#include "server/builds.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <system_error>

#include "base/file.h"
#include "base/messages/base.h"
#include "base/messages/server.h"
#include "base/system.h"
#include "server/api_error.h"
#include "server/build_record.h"
#include "server/endpoint.h"
#include "server/program.h"

namespace tinybrain::server {
namespace {

namespace fs = std::filesystem;

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= 40 &&
         id.find_first_not_of("0123456789-") == std::string_view::npos && id[0] != '-';
}

std::string time_stamp() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  char stamp[32];
  std::strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &utc);
  return stamp;
}

void write_files(const BuildRequest& request, const fs::path& folder) {
  for (const BuildFile& file : request.files) {
    fs::create_directories(folder / file.use);
    write_file(folder / file.use / file.name, file.bytes);
  }
}

// What the disk said, as the person should hear it.
[[noreturn]] void refuse(const Error& e) {
  throw ApiError(e.code() == Code::no_space ? 507 : 500, e.message(language()), {},
                 e.code() == Code::no_space ? "disk_full" : "cannot_write");
}
[[noreturn]] void refuse(const fs::filesystem_error& e, const fs::path& folder) {
  const bool full = e.code() == std::errc::no_space_on_device;
  throw ApiError(full ? 507 : 500,
                 text(full ? msg::kDiskFull : msg::kFileWrite, folder.string(), e.code().message()),
                 {}, full ? "disk_full" : "cannot_write");
}

// {"kind": value}, with the sender's own words for `build`.
Json event_of(const char* kind, Json value) {
  Json j;
  j.set(kind, std::move(value));
  return j;
}

}  // namespace

Builds::Builds(const fs::path& home) : folder_(fs::absolute(home) / "builds") {}

Builds::~Builds() {
  stop_all();
  if (lock_ >= 0) ::close(lock_);
}

// Takes the folder, for one server at a time. Without one there is nothing to take, and nothing is written.
void Builds::open(bool to_write) {
  if (lock_ >= 0) return;
  std::error_code error;
  if (to_write) fs::create_directories(folder_, error);
  if (error) refuse(fs::filesystem_error("", error), folder_);
  if (!fs::is_directory(folder_, error)) return;
  const int fd = ::open((folder_ / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    refuse(fs::filesystem_error("", std::error_code(errno, std::generic_category())), folder_);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    ::close(fd);
    throw ApiError(409, text(msg::kBuildsElsewhere, folder_.string()), {}, "in_use");
  }
  lock_ = fd;
  read_all();
}

void Builds::read_all() {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_, error)) {
    const std::string id = entry.path().filename().string();
    if (!is_id(id)) continue;
    try {
      builds_[id] = std::make_unique<Build>(read_build(entry.path()));
    } catch (const Error& e) {
      // Cut off before all of its files had come: nobody was told that it exists.
      if (e.code() == Code::not_found) fs::remove_all(entry.path(), error);
    } catch (const std::exception&) {
      // Not what we wrote: left as it is.
    }
  }
}

Build& Builds::find(const std::string& id) {
  open(false);
  const auto it = is_id(id) ? builds_.find(id) : builds_.end();
  if (it == builds_.end()) throw ApiError(404, text(msg::kNoSuchBuild, id), {}, "build_not_found");
  return *it->second;
}

// A folder that nobody else has.
fs::path Builds::fresh_folder() {
  const std::string stamp = time_stamp();
  for (int i = 1;; ++i) {
    const fs::path folder = folder_ / (i == 1 ? stamp : stamp + "-" + std::to_string(i));
    std::error_code error;
    if (fs::create_directory(folder, error)) return folder;
    if (error) refuse(fs::filesystem_error("", error), folder);
  }
}

// Keeps and tells a new state. A disk that is full does not stop what goes on: after a restart it counts as stopped.
void Builds::change(Build& build, const char* state, std::string error) {
  build.state = state;
  build.error = std::move(error);
  try {
    build.save();
  } catch (const Error& e) {
    std::fputs((text(msg::kServerErrorLine, e.message(language())) + "\n").c_str(), stderr);
  }
  build.tell(event_of("build", build.json(true)));
  if (!build.works()) build.end_watching();
  changed_.notify_all();
}

Json Builds::create(const BuildRequest& request, const std::string& base) {
  fs::path folder;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) throw ApiError(503, text(msg::kServerStopping));
    open(true);
    folder = fresh_folder();
  }
  auto build = std::make_unique<Build>(new_build(request, folder));
  std::error_code ignored;
  try {
    write_files(request, folder);
    write_file(folder / "recipe.toml", recipe_text(request, base, folder));
    build->save();
  } catch (const Error& e) {
    fs::remove_all(folder, ignored);
    refuse(e);
  } catch (const fs::filesystem_error& e) {
    fs::remove_all(folder, ignored);
    refuse(e, folder);
  }
  const std::lock_guard lock(mutex_);
  Build& kept = *(builds_[build->id] = std::move(build));
  if (!worker_.joinable()) worker_ = std::thread([this] { work(); });
  changed_.notify_all();
  return kept.json(true);
}

Json Builds::list() {
  const std::lock_guard lock(mutex_);
  open(false);
  Json list{Json::Array{}};
  for (auto it = builds_.rbegin(); it != builds_.rend(); ++it) list.push(it->second->json(false));
  return list;
}

Json Builds::show(const std::string& id) {
  const std::lock_guard lock(mutex_);
  return find(id).json(true);
}

Json Builds::stop(const std::string& id) {
  std::unique_lock lock(mutex_);
  const Build& build = find(id);
  if (!build.works())
    throw ApiError(409, text(msg::kBuildNotAtWork, build.name), {}, "wrong_state");
  if (&build != running_) {
    change(find(id), "stopped");
  } else {
    end_running_ = true;
    changed_.wait(lock, [&] { return running_ == nullptr || running_->id != id; });
  }
  return find(id).json(true);
}

Json Builds::go_on(const std::string& id) {
  const std::lock_guard lock(mutex_);
  if (stopping_) throw ApiError(503, text(msg::kServerStopping));
  Build& build = find(id);
  if (build.state != "stopped" && build.state != "failed")
    throw ApiError(409, text(msg::kBuildNotStopped, build.name), {}, "wrong_state");
  build.course.pause();
  change(build, "waiting");
  if (!worker_.joinable()) worker_ = std::thread([this] { work(); });
  return build.json(true);
}

void Builds::remove(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const Build& build = find(id);
  if (build.works()) throw ApiError(409, text(msg::kBuildAtWork, build.name), {}, "wrong_state");
  // Without its state it is no build any more, however this ends.
  std::error_code error;
  fs::remove(build.folder / "build.json", error);
  if (!error) fs::remove_all(build.folder, error);
  if (error) refuse(fs::filesystem_error("", error), build.folder);
  builds_.erase(id);
}

std::shared_ptr<Job> Builds::watch(const std::string& id, const std::string& client) {
  const std::lock_guard lock(mutex_);
  Build& build = find(id);
  auto job = std::make_shared<Job>(Job::Work(), "", client);
  job->send(sse(event_of("build", build.json(true))));
  build.watchers.push_back(job);
  if (!build.works() || stopping_) build.end_watching();
  return job;
}

Builds::Brain Builds::brain(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const Build& build = find(id);
  if (build.state != "done")
    throw ApiError(409, text(msg::kBuildNotDone, build.name), {}, "wrong_state");
  return {build.brain(), build.name};
}

// ---- The worker ----

void Builds::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto next = [&] {
      return std::find_if(builds_.begin(), builds_.end(),
                          [](const auto& b) { return b.second->state == "waiting"; });
    };
    changed_.wait(lock, [&] { return stopping_ || next() != builds_.end(); });
    if (stopping_) return;
    run(lock, *next()->second);
  }
}

void Builds::run(std::unique_lock<std::mutex>& lock, Build& build) {
  running_ = &build;  // so nobody removes it
  end_running_ = false;
  const double start = seconds_now(), before = build.seconds;
  change(build, "running");
  const std::vector<std::string> arguments = {"build", "--recipe",
                                              (build.folder / "recipe.toml").string(), "--events"};
  lock.unlock();
  const auto on_event = [&](const Json& event) {
    const std::lock_guard held(mutex_);
    build.seconds = before + seconds_now() - start;
    build.course.take(event, seconds_now());
    Json told = build.course.progress();
    told.set("seconds", build.seconds);
    if (const Json* finding = event.find("finding")) told.set("finding", *finding);
    build.tell(event_of("progress", std::move(told)));
  };
  const Outcome outcome =
      run_tinybrain(arguments, build.language, true, on_event, [&] { return !end_running_; });
  lock.lock();
  build.seconds = before + seconds_now() - start;
  running_ = nullptr;
  if (outcome.stopped) return change(build, "stopped");
  if (!outcome.error.empty()) return change(build, "failed", outcome.error);
  build.read_measures();
  change(build, "done");
}

void Builds::stop_all() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    end_running_ = true;
    for (const auto& [id, build] : builds_) build->end_watching();
    changed_.notify_all();
  }
  if (worker_.joinable()) worker_.join();
}

}  // namespace tinybrain::server
