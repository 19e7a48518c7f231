#include "server/course.h"

#include <doctest/doctest.h>

#include "server/build_record.h"

using namespace tinybrain;
using namespace tinybrain::server;

namespace {

Json training(int done, int total, double loss, int epoch, double score) {
  Json j;
  j.set("stage", "train");
  j.set("done", done);
  j.set("total", total);
  j.set("loss", loss);
  j.set("score", score);
  j.set("epoch", epoch);
  j.set("epochs", 3);
  return j;
}

}  // namespace

TEST_CASE("a course has the curve of the loss, a score for each epoch, and the time left") {
  Course course;
  course.take(Json::parse(R"({"stage": "read"})"), 10);
  CHECK(course.progress().get_string("stage", "") == "read");
  course.take(Json::parse(R"({"stage": "check", "finding": {"en": "a", "ko": "b"}})"), 10);
  course.take(training(1, 30, 2.0, 1, 0), 20);
  CHECK(course.progress().find("score") == nullptr);
  course.take(training(11, 30, 1.0, 2, 0.5), 30);
  course.take(training(12, 30, 0.9, 2, 0.5), 31);
  const Json j = course.json();
  CHECK(j.at("losses").dump() == "[[1,2.0],[11,1.0],[12,0.9]]");
  CHECK(j.at("scores").dump() == "[[11,0.5]]");
  CHECK(j.at("findings").as_array().size() == 1);
  CHECK(j.get_double("seconds_left", 0) == doctest::Approx(18.0));  // 11 steps in 11 s, 18 to go
  CHECK(j.get_int("epoch", 0) == 2);

  // Kept and read again; a resumed training repeats steps, and what it says then counts.
  Course again = Course::of(Json::parse(j.dump()));
  again.take(training(11, 30, 0.8, 2, 0.5), 100);
  CHECK(again.json().at("losses").dump() == "[[1,2.0],[11,0.8]]");
  CHECK(again.progress().find("seconds_left") == nullptr);
}

TEST_CASE("a long course is thinned; the learning curve is no part of it") {
  Course course;
  for (int i = 1; i <= 100'000; ++i) course.take(training(i, 100'000, 1.0 / i, 1, 0), i);
  const Json kept = course.json();
  const Json::Array& losses = kept.at("losses").as_array();
  CHECK(losses.size() < 600);
  CHECK(losses.size() > 100);
  CHECK(losses.back().as_array()[0].as_int() > 99'000);
  Json other = training(5, 10, 3.0, 1, 0);
  other.set("stage", "curve");
  course.take(other, 200'000);
  CHECK(course.json().at("losses").as_array().back().as_array()[0].as_int() > 99'000);
  CHECK(course.progress().get_string("stage", "") == "curve");
}

TEST_CASE("the figures of a build come without lists") {
  const Json all = Json::parse(R"({"test": {"accuracy": 0.5, "labels": [1], "unknown": {"recall": 1,
    "deep": {"x": 1}}}, "mistakes": [], "seconds": 2})");
  CHECK(without_lists(all).dump() ==
        R"({"test":{"accuracy":0.5,"unknown":{"recall":1}},"seconds":2})");
}
