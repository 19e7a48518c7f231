// The builds of a person: each a folder with its files, its state and what came out, and a child process that works
// on it. One at a time, the others wait. What was interrupted, even by kill -9, goes on when the person says so.
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/json.h"
#include "server/build_request.h"
#include "server/job.h"

namespace tinybrain::server {

struct Build;

class Builds {
 public:
  // home: the folder of a person's data; ours is `builds` in it. Nothing is read before somebody asks, and
  // nothing is written before the first build.
  explicit Builds(const std::filesystem::path& home);
  ~Builds();
  Builds(const Builds&) = delete;

  // All of these throw ApiError: 404 for an id that is none, 409 for what its state does not allow or when another
  // server has the folder, 507 when the disk is full.

  // Keeps the files and queues the build. base: a path, or "none".
  Json create(const BuildRequest& request, const std::string& base);
  Json list();
  Json show(const std::string& id);
  Json stop(const std::string& id);
  Json go_on(const std::string& id);
  void remove(const std::string& id);
  // Events as they come: first {"build": ...}, then {"progress": ...} and {"build": ...} at every change of state.
  std::shared_ptr<Job> watch(const std::string& id, const std::string& client);

  struct Brain {
    std::filesystem::path folder;
    std::string name;
  };
  Brain brain(const std::string& id);  // of a build that is done
  // Where the brain of a build is or would be.
  std::filesystem::path brain_folder(const std::string& id) const { return folder_ / id / "brain"; }

  // Lets the build that runs keep what it has, and ends those who watch.
  void stop_all();

 private:
  void open(bool to_write);  // with mutex_ held
  void read_all();
  Build& find(const std::string& id);
  std::filesystem::path fresh_folder();
  void change(Build& build, const char* state, std::string error = {});
  void work();
  void run(std::unique_lock<std::mutex>& lock, Build& build);

  const std::filesystem::path folder_;
  std::mutex mutex_;  // of what follows
  std::condition_variable changed_;
  std::map<std::string, std::unique_ptr<Build>> builds_;  // by id, the oldest first
  Build* running_ = nullptr;
  std::thread worker_;
  int lock_ = -1;  // of the folder
  bool stopping_ = false;
  std::atomic<bool> end_running_{false};
};

}  // namespace tinybrain::server
