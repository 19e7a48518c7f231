// Learning without being asked: every few minutes it looks whether enough was corrected and whether the moment is good (mains
// power, an idle and cool machine, nobody waiting for a reply), and then begins, or goes on with, a run of learner.h.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace tinybrain::server {

class Home;
class Learner;
class Models;

class IdleLearner {
 public:
  // every: seconds between looks; 0 = never.
  IdleLearner(Home& home, Learner& learner, Models& models, int every);
  ~IdleLearner() { stop(); }
  IdleLearner(const IdleLearner&) = delete;

  void stop();

 private:
  void run(int every);
  void look();

  Home& home_;
  Learner& learner_;
  Models& models_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  int64_t failed_at_ =
      0;  // lessons that waited when a run failed: not tried again until there are others
  std::thread thread_;
};

}  // namespace tinybrain::server
