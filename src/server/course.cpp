#include "server/course.h"

#include <algorithm>

namespace tinybrain::server {
namespace {

constexpr size_t kMostPoints = 512;
constexpr size_t kMostFindings = 200;

// A resumed training repeats steps: what it says now counts.
void add_point(std::vector<std::pair<int64_t, double>>& points, int64_t step, double value) {
  while (!points.empty() && points.back().first >= step) points.pop_back();
  points.emplace_back(step, value);
  if (points.size() < kMostPoints) return;
  // Half of them, the last among them.
  size_t kept = 0;
  for (size_t i = 1; i < points.size(); i += 2) points[kept++] = points[i];
  points.resize(kept);
}

Json points_json(const std::vector<std::pair<int64_t, double>>& points) {
  Json list{Json::Array{}};
  for (const auto& [step, value] : points) list.push(Json::Array{Json(step), Json(value)});
  return list;
}

std::vector<std::pair<int64_t, double>> points_of(const Json* list) {
  std::vector<std::pair<int64_t, double>> points;
  if (list)
    for (const Json& p : list->as_array())
      points.emplace_back(p.as_array().at(0).as_int(), p.as_array().at(1).as_double());
  return points;
}

}  // namespace

void Course::take(const Json& event, double now) {
  const std::string stage = event.get_string("stage", "");
  const int64_t done = event.get_int("done", 0);
  if (const Json* finding = event.find("finding")) {
    if (findings_.as_array().size() < kMostFindings) findings_.push(*finding);
    if (stage_.empty()) stage_ = stage;
    return;
  }
  if (stage != stage_ || stage_began_ == 0) {
    stage_ = stage;
    stage_began_ = now;
    stage_first_ = done;
    epoch_ = epochs_ = 0;
    has_loss_ = false;
  }
  done_ = done;
  total_ = event.get_int("total", 0);
  const double took = now - stage_began_;
  seconds_left_ = -1;
  if (total_ > done_ && done_ > stage_first_ && took > 1)
    seconds_left_ =
        took * static_cast<double>(total_ - done_) / static_cast<double>(done_ - stage_first_);
  if (event.find("loss")) take_training(event);
}

void Course::take_training(const Json& event) {
  const int64_t epoch = event.get_int("epoch", 1);
  loss_ = event.get_double("loss", 0);
  has_loss_ = true;
  epochs_ = event.get_int("epochs", 0);
  // The learning curve trains on parts of the data, which is another curve.
  const bool whole = stage_ == "train" || stage_ == "again";
  if (whole && done_ > 0) add_point(losses_, done_, loss_);
  if (epoch > 1) {  // the score is that of the epoch before
    score_ = event.get_double("score", 0);
    has_score_ = true;
    if (whole && epoch != epoch_) add_point(scores_, done_, score_);
  }
  epoch_ = epoch;
}

void Course::pause() {
  stage_.clear();
  stage_began_ = 0;
  done_ = total_ = 0;
  seconds_left_ = -1;
  findings_ = Json::Array{};  // they are told again
}

Json Course::progress() const {
  Json j{Json::Object{}};
  if (!stage_.empty()) j.set("stage", stage_);
  j.set("done", done_);
  j.set("total", total_);
  if (seconds_left_ >= 0) j.set("seconds_left", seconds_left_);
  if (epochs_ > 0) {
    j.set("epoch", epoch_);
    j.set("epochs", epochs_);
  }
  if (has_loss_) j.set("loss", loss_);
  if (has_score_) j.set("score", score_);
  return j;
}

Json Course::json() const {
  Json j = progress();
  j.set("losses", points_json(losses_));
  j.set("scores", points_json(scores_));
  j.set("findings", findings_);
  return j;
}

Course Course::of(const Json& json) {
  Course c;
  c.losses_ = points_of(json.find("losses"));
  c.scores_ = points_of(json.find("scores"));
  if (const Json* findings = json.find("findings")) c.findings_ = *findings;
  return c;
}

}  // namespace tinybrain::server
