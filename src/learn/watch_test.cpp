#include "learn/watch.h"

#include <doctest/doctest.h>

#include "base/folder_testing.h"
#include "base/rng.h"
#include "learn/feedback.h"
#include "vault/vault.h"

namespace tinybrain {
namespace {

double chance(Rng& rng) { return static_cast<double>(rng.next() >> 11) * 0x1p-53; }

// Ratings come one by one; after how many it turns, or 0 when it has not after `most`.
uint64_t turns_after(Rng& rng, double bad_before, double bad_since, uint64_t before,
                     uint64_t most) {
  Ratings r;
  for (uint64_t i = 0; i < before; ++i) ++(chance(rng) < bad_before ? r.bad_before : r.good_before);
  for (uint64_t i = 1; i <= most; ++i) {
    ++(chance(rng) < bad_since ? r.bad : r.good);
    if (judge_ratings(r).turned) return i;
  }
  return 0;
}

double share_that_turns(double bad_before, double bad_since, uint64_t before, uint64_t most) {
  Rng rng(7);
  int turned = 0;
  constexpr int kRuns = 400;
  for (int i = 0; i < kRuns; ++i)
    turned += turns_after(rng, bad_before, bad_since, before, most) > 0;
  return static_cast<double>(turned) / kRuns;
}

Json thumb(int value, const char* prompt) {
  Json j;
  j.set("signal", "thumbs");
  j.set("value", value);
  j.set("prompt", prompt);
  j.set("answer", "an answer");
  return j;
}

int64_t add_version(Vault& vault, const char* base) {
  NewVersion v;
  v.base = base;
  v.kept = true;
  v.bytes = "bytes";
  return vault.versions().add(v).value();
}

}  // namespace

TEST_CASE("watchdog: how often it errs, looking after each of 60 ratings") {
  // As many bad answers as before: seldom.
  CHECK(share_that_turns(0.1, 0.1, 50, 60) <= 0.05);
  CHECK(share_that_turns(0.2, 0.2, 50, 60) <= 0.05);
  CHECK(share_that_turns(0.4, 0.4, 50, 60) <= 0.06);
  CHECK(share_that_turns(0.1, 0.05, 50, 60) <= 0.02);
  // Much worse: nearly always.
  CHECK(share_that_turns(0.1, 0.5, 50, 60) >= 0.95);
  CHECK(share_that_turns(0.2, 0.7, 50, 60) >= 0.95);
  CHECK(share_that_turns(0.1, 0.9, 10, 20) >= 0.95);
}

TEST_CASE("watchdog: figures of single spans") {
  CHECK_FALSE(judge_ratings({}).turned);
  CHECK_FALSE(judge_ratings({20, 2, 0, 5}).turned);  // too few
  CHECK(judge_ratings({20, 2, 0, 6}).turned);
  CHECK_FALSE(judge_ratings({20, 2, 10, 1}).turned);
  CHECK_FALSE(judge_ratings({2, 20, 0, 8}).turned);  // was as bad before
  // Equal posteriors, no margin: a half; with a margin less.
  const double same = judge_ratings({30, 30, 30, 30}).chance_worse;
  CHECK(same > 0.2);
  CHECK(same < 0.5);
}

TEST_CASE("watchdog: bad ratings bring the version before back, and the audit says why") {
  testing::TemporaryFolder folder;
  VaultOptions options;
  options.key.file = folder.path / "vault.key";
  Vault vault(folder.path / "home" / "vault.tbv", options);
  CHECK_FALSE(take_feedback(vault, thumb(1, "not granted")));
  vault.consents().grant("corrections", "owner");
  const int64_t first = add_version(vault, "one");
  for (int i = 0; i < 12; ++i) take_feedback(vault, thumb(1, "good"));
  const int64_t second = add_version(vault, "one");
  for (int i = 0; i < 8; ++i) {
    take_feedback(vault, thumb(1, "good too"));
    CHECK(vault.versions().active("one")->id == second);
  }
  const Ratings r = ratings_of(vault, second);
  CHECK(r.good == 8);
  CHECK(r.good_before == 12);
  int bad = 0;
  while (vault.versions().active("one")->id == second && bad < 20) {
    // Of a reply that another version gave: says nothing of this one.
    Json other = thumb(-1, "by the first");
    other.set("version", first);
    if (bad == 0) take_feedback(vault, other);
    take_feedback(vault, thumb(-1, "bad"));
    ++bad;
  }
  CHECK(bad >= 4);
  CHECK(bad < 20);
  CHECK(vault.versions().active("one")->id == first);
  const auto entries = vault.audit().list({.kind = "learn.watchdog"});
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].detail.get_int("version", 0) == second);
  CHECK(entries[0].detail.get_int("back_to", 0) == first);
  CHECK(entries[0].detail.get_double("chance_worse", 0) > kWatchSure);
}

TEST_CASE("signals: each goes to its place, under its own purpose") {
  testing::TemporaryFolder folder;
  VaultOptions options;
  options.key.file = folder.path / "vault.key";
  Vault vault(folder.path / "home" / "vault.tbv", options);
  const auto take = [&](const char* text) { return take_feedback(vault, Json::parse(text)); };
  CHECK_FALSE(take(R"({"signal":"skip","item":"song 1","seconds":4})"));
  vault.consents().grant("behaviour", "owner");
  CHECK(take(R"({"signal":"skip","item":"song 1","seconds":4})"));
  CHECK(vault.events().list({.kind = "taste.skip"})[0].detail.get_double("seconds", 0) == 4);
  CHECK_FALSE(take(R"({"signal":"correction","prompt":"q","answer":"a","text":"b"})"));
  vault.consents().grant("corrections", "owner");
  CHECK(take(R"({"signal":"correction","prompt":"q","answer":"a","text":"b","language":"en"})"));
  const Lesson corrected = vault.lessons().list({.kind = "answer"})[0];
  CHECK(corrected.detail.get_string("answer", "") == "b");
  CHECK(corrected.detail.get_string("rejected", "") == "a");
  CHECK(take(R"({"signal":"choice","prompt":"q","chosen":"c","rejected":["d","e"]})"));
  CHECK(vault.lessons().list({.kind = "answer"})[0].detail.get_string("rejected", "") == "d");
  CHECK(take(R"({"signal":"choice","item":{"id":"x"},"ignored":["y"],"context":{"mood":"joy"}})"));
  const Event ignored = vault.events().list({.kind = "taste.ignored"})[0];
  CHECK(ignored.detail.at("item").get_string("id", "") == "y");
  CHECK_FALSE(ignored.detail.at("context").find("mood"));
  CHECK(take(R"({"signal":"intent","prompt":"turn it off","intent":"lights.off"})"));
  CHECK(vault.lessons().list({.kind = "intent"}).size() == 1);
  using testing::code_of;
  for (const char* bad : {R"({"signal":"shout"})", R"({})", R"({"signal":"thumbs","prompt":"q"})",
                          R"({"signal":"thumbs","value":2,"prompt":"q"})",
                          R"({"signal":"correction","prompt":"q","text":" "})",
                          R"({"signal":"skip"})", R"({"signal":"intent","prompt":"q"})"})
    CHECK(code_of([&] { take(bad); }) == Code::bad_argument);
}

}  // namespace tinybrain
