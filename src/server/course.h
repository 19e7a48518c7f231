// How a build has gone so far, from what `tinybrain build --events` tells: the stage, how far it is, the curve of
// the loss and of the score on the rows for choosing, and what was found about the data.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"

namespace tinybrain::server {

class Course {
 public:
  // now: seconds since some moment.
  void take(const Json& event, double now);
  // Begins anew after a pause; curve and findings stay.
  void pause();
  // Without its curve and findings: what changes all the time.
  Json progress() const;
  // {"stage", "done", "total", "seconds_left", "epoch", "epochs", "loss", "score", "losses": [[step, loss], ...],
  // "scores", "findings"}; members that are not known yet are left out.
  Json json() const;
  // From what json() gave.
  static Course of(const Json& json);

 private:
  using Points = std::vector<std::pair<int64_t, double>>;
  void take_training(const Json& event);

  std::string stage_;
  int64_t done_ = 0, total_ = 0, epoch_ = 0, epochs_ = 0;
  double loss_ = 0, score_ = 0, seconds_left_ = -1;
  bool has_loss_ = false, has_score_ = false;
  double stage_began_ = 0;
  int64_t stage_first_ = 0;
  Points losses_, scores_;
  Json findings_{Json::Array{}};
};

}  // namespace tinybrain::server
