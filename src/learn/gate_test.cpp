#include "learn/gate.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/folder_testing.h"
#include "learn/curriculum.h"
#include "learn/gate_data.h"
#include "learn/idle.h"
#include "vault/vault.h"

namespace tinybrain {
namespace {

const std::string kModels = TINYBRAIN_SOURCE_DIR "/tests/data/models/";

std::vector<LearnExample> lessons(size_t n) {
  std::vector<LearnExample> all;
  for (size_t i = 0; i < n; ++i)
    all.push_back({static_cast<int64_t>(i + 1), fmt::format("question {}", i),
                   fmt::format("answer {}", i), "", i % 2 ? "ko" : "en"});
  return all;
}

GateMeasures measures(size_t n) {
  GateMeasures m;
  m.right.assign(n, -2.0);
  m.applies.assign(n, true);
  m.fit.assign(n, 1.0);
  m.replies.assign(n, "a reply");
  m.alike.assign(n, 0.2);
  m.hit.assign(n, false);
  m.perplexity = {20, 10};
  m.safety.assign(18, 0.5);
  return m;
}

GateMeasures better(size_t n) {
  GateMeasures m = measures(n);
  for (size_t i = 0; i < n; ++i) m.right[i] += 0.3 + 0.01 * static_cast<double>(i);
  return m;
}

bool failed(const Verdict& v, std::string_view name) {
  const auto it = std::find_if(v.checks.begin(), v.checks.end(),
                               [&](const GateCheck& c) { return name == c.name; });
  REQUIRE(it != v.checks.end());
  return !it->passed;
}

struct Place {
  testing::TemporaryFolder folder;
  VaultOptions options;
  Vault vault;
  Place() : options(with_key()), vault(folder.path / "home" / "vault.tbv", options) {
    vault.consents().grant("corrections", "owner");
  }
  VaultOptions with_key() {
    VaultOptions o;
    o.key.file = folder.path / "vault.key";
    return o;
  }
  int64_t answer(const std::string& question, const std::string& text) {
    Json detail;
    detail.set("answer", text);
    return vault.lessons().add("answer", question, detail).value();
  }
  int64_t rate(const std::string& question, const std::string& text, int rating) {
    Json detail;
    detail.set("rating", rating);
    detail.set("answer", text);
    return vault.lessons().add("feedback", question, detail).value();
  }
};

}  // namespace

TEST_CASE("gate: what got better and lost nothing is kept") {
  const auto l = lessons(6);
  const Verdict v = judge(l, measures(6), better(6), true);
  CHECK(v.kept);
  for (const GateCheck& c : v.checks) CHECK_MESSAGE(c.passed, c.name);
  CHECK(v.report.at("examples").as_array().size() == 6);
  CHECK(v.report.at("frozen").find("ko"));
  CHECK(v.report.at("languages").find("en"));
  CHECK(v.report.at("held_back").get_double("after", 0) >
        v.report.at("held_back").get_double("before", 1));
  CHECK(why_text(v.report, Language::en).starts_with("kept"));
  CHECK(why_text(v.report, Language::ko).find("받아들였습니다") != std::string::npos);
}

TEST_CASE("gate: each loss beyond its margin is refused and named") {
  const auto l = lessons(6);
  const auto refused = [&](const char* name, auto&& change) {
    GateMeasures after = better(6);
    change(after);
    const Verdict v = judge(l, measures(6), after, true);
    CHECK_FALSE_MESSAGE(v.kept, name);
    CHECK_MESSAGE(failed(v, name), name);
    CHECK(why_text(v.report, Language::en).starts_with("not kept"));
  };
  refused("held_back", [](GateMeasures& m) { m.right = measures(6).right; });
  refused("held_back", [](GateMeasures& m) {  // better on the whole, but not surely
    m.right = measures(6).right;
    m.right[0] += 1;
    m.right[1] -= 0.3;
  });
  refused("question_fit", [](GateMeasures& m) { m.fit.assign(6, -0.005); });
  refused("held_back",
          [](GateMeasures& m) {  // what it answers got worse, the others are as they were
            m.right = measures(6).right;
            m.right[2] = -2.1;
            m.applies.assign(6, false);
            m.applies[2] = true;
          });
  refused("held_back", [](GateMeasures& m) {
    m.right = measures(6).right;
    m.applies.assign(6, false);
  });
  refused("frozen_en", [](GateMeasures& m) { m.perplexity[0] = 20.3; });
  refused("frozen_ko", [](GateMeasures& m) { m.perplexity[1] = 10.2; });
  refused("lessons_ko", [](GateMeasures& m) { m.right[1] = m.right[3] = m.right[5] = -2.2; });
  refused("safety", [](GateMeasures& m) { m.safety.assign(18, 0.3); });
  refused("question_fit", [](GateMeasures& m) { m.fit.assign(6, 0.05); });
  refused("other_language", [](GateMeasures& m) { m.other_language = 0.3; });
  refused("broken", [](GateMeasures& m) { m.broken = 0.3; });
  refused("answers", [](GateMeasures& m) { m.alike.assign(6, 0.1); });
  // Within the margins, and better where it applies.
  GateMeasures after = better(6);
  after.applies = {true, true, false, false, true, false};
  for (size_t i : {2, 3, 5}) after.right[i] = -2;
  after.perplexity = {20.1, 10.05};
  after.safety.assign(18, 0.45);
  after.broken = 0.05;
  CHECK(judge(l, measures(6), after, true).kept);
}

TEST_CASE("gate: a model is measured, twice the same") {
  LoadedModel base(kModels + "llama", 2, {});
  std::vector<LearnExample> l = lessons(3);
  l[2].prompt = std::string(2000, 'q');  // does not fit its window
  l[2].answer = std::string(2000, 'a');
  const GateMeasures a = measure_for_gate(base, nullptr, l, {}, 0, {}),
                     b = measure_for_gate(base, nullptr, l, {}, 0, {});
  CHECK(a.right.size() == 3);
  CHECK(a.fit.size() == 3);
  CHECK(a.safety.size() == safety_prompts().size());
  CHECK(a.perplexity[0] > 1);
  CHECK(a.right == b.right);
  CHECK(a.perplexity == b.perplexity);
  CHECK_FALSE(judge(l, a, b, true).kept);  // no better than it was
  uint64_t steps = 0;
  CHECK(testing::code_of([&] {
          measure_for_gate(base, nullptr, l, {}, 0,
                           [&](uint64_t, uint64_t) { return ++steps < 5; });
        }) == Code::cancelled);
}

TEST_CASE("curriculum: the newest answer counts, what was taken back does not") {
  Place p;
  p.answer("Who is it?", "Nobody");
  const int64_t newest = p.answer("who is  it?", "It is Mara");
  const int64_t praised = p.rate("안녕?", "안녕하세요!", 1);
  const int64_t taken_back = p.answer("Where?", "Here");
  p.rate("Where?", "here", -1);
  p.rate("bad", "a bad answer", -1);
  p.vault.lessons().add("question", "unsure", {});
  p.vault.lessons().set(p.answer("dismissed", "x"), "dismissed");
  p.answer("", "to nothing");
  const Curriculum c = curriculum(p.vault);
  REQUIRE(c.learn.size() == 2);
  CHECK(c.held_back.empty());
  CHECK(c.learn[0].lesson == newest);
  CHECK(c.learn[0].answer == "It is Mara");
  CHECK(c.learn[1].lesson == praised);
  CHECK(c.learn[1].language == "ko");
  CHECK(c.superseded == 1);
  CHECK(c.passed_over == 6);
  CHECK(taken_back > 0);
  p.vault.consents().withdraw("corrections", "owner");
  CHECK(curriculum(p.vault).learn.empty());
}

TEST_CASE("curriculum: a fifth is held back, always the same ones") {
  Place p;
  for (int i = 0; i < 60; ++i) p.answer(fmt::format("question {}", i), fmt::format("answer {}", i));
  const Curriculum a = curriculum(p.vault);
  CHECK(a.learn.size() + a.held_back.size() == 60);
  CHECK(a.held_back.size() >= 5);
  CHECK(a.held_back.size() <= 20);
  for (int i = 60; i < 70; ++i)
    p.answer(fmt::format("question {}", i), fmt::format("answer {}", i));
  const Curriculum b = curriculum(p.vault);
  for (const LearnExample& e : a.held_back)
    CHECK(std::any_of(b.held_back.begin(), b.held_back.end(),
                      [&](const LearnExample& o) { return o.lesson == e.lesson; }));
}

TEST_CASE("curriculum: three are held back of ten, one of four") {
  Place p;
  for (int i = 0; i < 4; ++i) p.answer(fmt::format("question {}", i), "an answer");
  CHECK(curriculum(p.vault).held_back.size() >= 1);
  for (int i = 4; i < 10; ++i) p.answer(fmt::format("question {}", i), "an answer");
  CHECK(curriculum(p.vault).held_back.size() >= 3);
}

TEST_CASE("idle: battery, load, heat and memory") {
  testing::TemporaryFolder folder;
  const auto put = [&](const char* name, const char* text) {
    testing::put(folder.path / name, text);
  };
  put("proc/loadavg", "0.00 0.1 0.1 1/100 200\n");
  const auto state = [&] { return device_state(folder.path / "sys", folder.path / "proc"); };
  CHECK_FALSE(state().on_battery);
  CHECK(judge_moment(state(), 0) == Moment::good);
  put("sys/class/power_supply/BAT0/type", "Battery\n");
  put("sys/class/power_supply/BAT0/status", "Discharging\n");
  CHECK(judge_moment(state(), 0) == Moment::battery);
  put("sys/class/power_supply/BAT0/status", "Charging\n");
  CHECK(judge_moment(state(), 0) == Moment::good);
  put("sys/class/thermal/thermal_zone0/temp", "91000\n");
  CHECK(judge_moment(state(), 0) == Moment::hot);
  put("proc/loadavg", "1000.00 0.1 0.1 1/100 200\n");
  CHECK(judge_moment(state(), 0) == Moment::busy);
  put("proc/loadavg", "damaged");
  put("sys/class/thermal/thermal_zone0/temp", "damaged");
  CHECK(judge_moment(state(), 0) == Moment::good);
  CHECK(judge_moment(state(), UINT64_MAX) == Moment::memory);
}

}  // namespace tinybrain
