#include "learn/preferences.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/clock.h"
#include "base/folder_testing.h"
#include "vault/erase.h"

namespace tinybrain {
namespace {

using testing::code_of;

struct Place {
  testing::TemporaryFolder folder;
  int64_t time = time_of("2026-03-01");
  Vault vault;
  Place() : vault(folder.path / "vault.tbv", options()) {}
  VaultOptions options() {
    VaultOptions o;
    o.key.file = folder.path / "vault.key";
    o.clock = [this] { return time; };
    return o;
  }
};

Observation said(const char* signal, const char* id, std::vector<std::string> tags, int hour = -1,
                 std::string mood = "") {
  Observation o;
  o.signal = signal;
  o.item.id = id;
  o.item.tags = std::move(tags);
  if (hour >= 0) o.situation.hour = hour;
  if (!mood.empty()) o.situation.moods = {{std::move(mood), 1}};
  o.numbers = Json::Object{};
  return o;
}

RankRequest candidates(int hour = -1, std::string mood = "") {
  RankRequest r;
  r.items = {{"a", {}, {}, {"jazz"}}, {"b", {}, {}, {"rock"}}, {"c", {}, {}, {"folk"}}};
  if (hour >= 0) r.situation.hour = hour;
  if (!mood.empty()) r.situation.moods = {{std::move(mood), 1}};
  return r;
}

std::vector<double> means(Preferences& p, int hour = -1, std::string mood = "") {
  std::vector<double> all(3);
  for (const Ranked& r : p.rank(candidates(hour, std::move(mood)))) all[r.id[0] - 'a'] = r.mean;
  return all;
}

// Two groups of people: one likes a0 to a9, the other b0 to b9; all know "hit".
std::vector<Opinion> two_groups(size_t each) {
  std::vector<Opinion> all;
  for (size_t u = 0; u < 2 * each; ++u) {
    const std::string user = "u" + std::to_string(u);
    all.push_back({user, "hit", 1});
    for (size_t i = 0; i < 6; ++i)
      all.push_back({user, (u % 2 ? "b" : "a") + std::to_string((u + 3 * i) % 10), 1});
  }
  return all;
}

}  // namespace

TEST_CASE("preferences follow what is liked, by hour and mood, and say why") {
  Preferences p(nullptr, nullptr);
  for (int i = 0; i < 6; ++i) {
    p.observe(said("like", "x", {"jazz"}, 21, "sadness"));
    p.observe(said("skip", "y", {"rock"}, 21));
    p.observe(said("like", "y", {"rock"}, 9, "joy"));
    p.observe(said("skip", "x", {"jazz"}, 9));
  }
  CHECK(p.rank(candidates(21))[0].id == "a");
  CHECK(p.rank(candidates(9))[0].id == "b");
  CHECK(means(p, -1, "sadness")[0] > means(p)[0] + 0.05);
  CHECK(means(p, -1, "joy")[1] > means(p)[1] + 0.05);

  const Json why = p.why({"a", {}, {}, {"jazz"}}, candidates(21).situation, Language::en, 100);
  double reasons = 0, events = 0;
  bool evening = false;
  for (const Json& r : why.at("reasons").as_array()) {
    reasons += r.at("value").as_double();
    evening = evening || r.at("text") == Json("jazz in the evening");
  }
  for (const Json& e : why.at("events").as_array()) events += e.at("value").as_double();
  CHECK(evening);
  CHECK(reasons == doctest::Approx(why.at("score").as_double()));
  CHECK(events == doctest::Approx(why.at("score").as_double()));
  CHECK(why.at("sure").as_double() > 0);
  CHECK(p.why({"a", {}, {}, {"jazz"}}, candidates(21).situation, Language::ko)
            .dump()
            .find("저녁 시간대의 jazz") != std::string::npos);
}

TEST_CASE("without a grant nothing is kept or used; a withdrawal holds at the next call") {
  Place place;
  Preferences p(&place.vault, nullptr);
  CHECK(p.observe(said("like", "x", {"jazz"})) == 0);
  CHECK(means(p) == std::vector<double>{0, 0, 0});
  CHECK(place.vault.events().count({.withdrawn_too = true}) == 0);

  place.vault.consents().grant("behaviour", "owner");
  CHECK(p.observe(said("like", "x", {"jazz"}, 21, "joy")) > 0);
  CHECK(p.info().get_int("events", 0) == 1);
  CHECK(p.info().get_int("moods", -1) == 0);  // not granted
  CHECK(means(p)[0] > 0.1);
  CHECK(means(p, -1, "joy") == means(p));
  for (const Event& e : place.vault.events().list({.withdrawn_too = true}))
    CHECK(to_json(e).dump().find("joy") == std::string::npos);

  place.vault.consents().grant("mood", "owner");
  p.observe(said("like", "x", {"jazz"}, 21, "joy"));
  CHECK(p.info().get_int("moods", -1) == 1);
  CHECK(means(p, -1, "joy")[0] > means(p)[0]);
  const auto with_mood = means(p, -1, "joy");
  place.vault.consents().withdraw("mood", "owner");
  CHECK(means(p, -1, "joy") == means(p));
  place.vault.consents().grant("mood", "owner");
  CHECK(means(p, -1, "joy") == with_mood);

  place.vault.consents().withdraw("behaviour", "owner");
  CHECK(means(p, 21, "joy") == std::vector<double>{0, 0, 0});
  CHECK(p.info().get_int("events", -1) == 0);
  CHECK_FALSE(p.info().get_bool("granted", true));
}

TEST_CASE("an event that is erased leaves the belief as if it had never been") {
  Place place;
  place.vault.consents().grant("behaviour", "owner");
  Preferences never(nullptr, nullptr), p(&place.vault, nullptr);
  p.observe(said("like", "x", {"jazz"}, 21));
  const int64_t id = p.observe(said("dislike", "z", {"rock", "folk"}));
  p.observe(said("like", "y", {"folk"}));
  never.observe(said("like", "x", {"jazz"}, 21));
  never.observe(said("like", "y", {"folk"}));
  CHECK(means(p) != means(never));
  EraseScope scope;
  scope.table = "events";
  scope.id = id;
  erase(place.vault, scope);
  CHECK(means(p) == means(never));
  Preferences again(&place.vault, nullptr);  // another object, the same belief, bit for bit
  CHECK(means(again, 21) == means(p, 21));
}

TEST_CASE("what another process records is learnt, what it cannot read is passed over") {
  Place place;
  place.vault.consents().grant("behaviour", "owner");
  Preferences one(&place.vault, nullptr), two(&place.vault, nullptr);
  one.observe(said("like", "x", {"jazz"}));
  CHECK(means(two) == means(one));
  place.vault.events().record("behaviour", "taste.like", Json::parse(R"({"signal": "like"})"));
  place.vault.events().record("behaviour", "taste.like", Json::parse(R"(["?"])"));
  place.vault.events().record("behaviour", "opened", Json::parse(R"({"screen": 3})"));
  two.observe(said("like", "y", {"rock"}));
  CHECK(means(two) == means(one));
  CHECK(means(one)[1] > 0.1);
}

TEST_CASE("old events count less, and their order does not matter") {
  Place place;
  place.vault.consents().grant("behaviour", "owner", 3650);
  PreferencesOptions forgetful;
  forgetful.half_life = 10;
  Preferences p(&place.vault, nullptr, forgetful);
  for (int i = 0; i < 5; ++i) p.observe(said("like", "x", {"jazz"}));
  const double before = means(p)[0];
  Preferences fresh(&place.vault, nullptr, forgetful);
  place.time += 40 * kDay;
  p.observe(said("like", "y", {"folk"}));
  CHECK(means(p)[0] < before - 0.05);
  CHECK(means(fresh)[0] == doctest::Approx(means(p)[0]));

  Preferences there(nullptr, nullptr), back(nullptr, nullptr);
  std::vector<Observation> all;
  for (int i = 0; i < 12; ++i)
    all.push_back(said(i % 3 ? "like" : "skip", "x", {i % 2 ? "jazz" : "rock"}, 2 * i));
  for (const Observation& o : all) there.observe(o);
  for (size_t i = all.size(); i-- > 0;) back.observe(all[i]);
  for (int hour : {3, 9, 22})
    for (size_t i = 0; i < 3; ++i)
      CHECK(means(there, hour)[i] == doctest::Approx(means(back, hour)[i]).epsilon(1e-9));
}

TEST_CASE("more names than directions: the later ones share, and a rebuild is the same") {
  Place place;
  place.vault.consents().grant("behaviour", "owner");
  Preferences p(&place.vault, nullptr);
  for (int i = 0; i < 300; ++i)
    p.observe(said(i % 2 ? "like" : "skip", "x", {"tag" + std::to_string(i)}));
  p.observe(said("like", "y", {"jazz"}));
  Preferences rebuilt(&place.vault, nullptr);
  CHECK(p.info().get_int("features", 0) == static_cast<int64_t>(Belief::kMost));
  CHECK(means(p)[0] > 0);
  CHECK(means(rebuilt) == means(p));
}

TEST_CASE("exploring: draws are repeatable, and go less far the more is known") {
  Preferences p(nullptr, nullptr);
  RankRequest r = candidates();
  r.explore = 1;
  const auto spread = [&] {
    double sum = 0;
    for (uint64_t seed = 0; seed < 400; ++seed) {
      r.seed = seed;
      for (const Ranked& one : p.rank(r))
        if (one.id == "a") sum += (one.score - one.mean) * (one.score - one.mean);
    }
    return std::sqrt(sum / 400);
  };
  const double before = spread();
  CHECK(before > 0.3);
  for (int i = 0; i < 20; ++i) p.observe(said("like", "x", {"jazz"}));
  CHECK(spread() < 0.7 * before);
  // A draw has the variance that why() tells.
  CHECK(spread() ==
        doctest::Approx(p.why(r.items[0], {}, Language::en).at("sure").as_double()).epsilon(0.1));
  r.seed = 5;
  CHECK(p.rank(r)[0].score == p.rank(r)[0].score);
  r.explore = 2;
  CHECK(code_of([&] { p.rank(r); }) == Code::bad_argument);
}

TEST_CASE("signals that make no sense are refused and change nothing") {
  const auto code = [](const char* json) {
    return code_of([&] { observation_of(Json::parse(json)); });
  };
  CHECK(code(R"({"signal": "like", "item": {"id": "a"}})") == Code::ok);
  CHECK(code(R"({"signal": "love", "item": {"id": "a"}})") == Code::bad_argument);
  CHECK(code(R"({"signal": "like", "item": {"id": ""}})") == Code::bad_argument);
  CHECK(code(R"({"signal": "like", "item": "a"})") != Code::ok);
  CHECK(code(R"({"signal": "rating", "item": {"id": "a"}})") == Code::bad_argument);
  CHECK(code(R"({"signal": "rating", "value": 6, "item": {"id": "a"}})") == Code::bad_argument);
  CHECK(code(R"({"signal": "reward", "value": 1e99, "item": {"id": "a"}})") == Code::bad_argument);
  CHECK(code(R"({"signal": "play", "seconds": 3, "of": 0, "item": {"id": "a"}})") ==
        Code::bad_argument);
  CHECK(code(R"({"signal": "like", "item": {"id": "a"}, "context": {"hour": 24}})") ==
        Code::bad_argument);
  CHECK(code(R"({"signal": "like", "item": {"id": "a"}, "context": {"weekday": 0}})") ==
        Code::bad_argument);
  CHECK(code(R"({"signal": "like", "item": {"id": "a"}, "context": {"mood": {"joy": 1.5}}})") ==
        Code::bad_argument);
  CHECK(
      code(
          R"({"signal": "like", "item": {"id": "a"}, "context": {"mood": {"joy": 0.5, "fear": 0.2}}})") ==
      Code::ok);

  const auto reward = [](const char* json) {
    return reward_of(observation_of(Json::parse(json))).value;
  };
  CHECK(reward(R"({"signal": "play", "seconds": 180, "of": 180, "item": {"id": "a"}})") >
        reward(R"({"signal": "play", "seconds": 20, "of": 180, "item": {"id": "a"}})"));
  CHECK(reward(R"({"signal": "skip", "seconds": 5, "of": 180, "item": {"id": "a"}})") <
        reward(R"({"signal": "skip", "seconds": 170, "of": 180, "item": {"id": "a"}})"));
  CHECK(reward(R"({"signal": "rating", "value": 5, "item": {"id": "a"}})") == 1);
  CHECK(reward(R"({"signal": "rating", "value": 0, "low": 0, "high": 10, "item": {"id": "a"}})") ==
        -0.5);
  const Observation o = observation_of(Json::parse(
      R"({"signal": "play", "seconds": 1, "of": 2, "item": {"id": "a", "text": "한글", "tags": ["x"], "creator": "c"},
          "context": {"hour": 3, "weekday": 7, "mood": "joy", "device": {"headphones": true}}})"));
  CHECK(to_json(observation_of(to_json(o))) == to_json(o));
  CHECK(to_json(o).dump().find("joy") == std::string::npos);
}

TEST_CASE("a population ranks for a stranger, and for one whose taste it recognises") {
  testing::TemporaryFolder folder;
  Json measures;
  PopulationOptions options;
  const Population made = make_population(two_groups(20), options, measures);
  CHECK(measures.get_int("people", 0) == 40);
  CHECK(measures.at("tried").as_array().size() == 27);
  const auto file = folder.path / "population.gguf";
  write_population(made, file);
  Preferences p(nullptr, nullptr, {.population = file});
  RankRequest all;
  all.whole_population = true;
  CHECK(p.rank(all)[0].id == "hit");
  p.observe(said("like", "b1", {}));
  p.observe(said("like", "b4", {}));
  all.seen_too = false;
  const auto ranked = p.rank(all);
  REQUIRE(ranked.size() == 19);
  for (size_t i = 0; i < 9; ++i) CHECK((ranked[i].id == "hit" || ranked[i].id[0] == 'b'));
  const Json why = p.why({"b2", {}, {}, {}}, {}, Language::en);
  CHECK(why.dump().find("people with a similar taste") != std::string::npos);

  // A tag says the same of what the population knows and of what it does not.
  for (int i = 0; i < 9; ++i) p.observe(said("like", "b1", {"new"}));
  const auto part = [&](const char* id) {
    const Json said = p.why({id, {}, {}, {"new"}}, {}, Language::en);
    for (const Json& r : said.at("reasons").as_array())
      if (r.get_string("kind", "") == "tag") return r.at("value").as_double();
    return 0.0;
  };
  CHECK(part("b2") > 0);
  CHECK(part("never heard of") == part("b2"));

  Json again;
  write_population(make_population(two_groups(20), options, again), folder.path / "again.gguf");
  CHECK(testing::bytes_of(file) == testing::bytes_of(folder.path / "again.gguf"));
  CHECK(code_of([&] { make_population(two_groups(1), options, again); }) == Code::bad_argument);
  CHECK(code_of([&] {
          make_population(two_groups(20), options, again, [](uint64_t, uint64_t) { return false; });
        }) == Code::cancelled);
}

TEST_CASE("a damaged population is refused, wherever it is cut or changed") {
  testing::TemporaryFolder folder;
  Json measures;
  const auto file = folder.path / "population.gguf";
  write_population(make_population(two_groups(5), {}, measures), file);
  const std::string good = testing::bytes_of(file);
  for (size_t size = 0; size + 32 < good.size(); size += 7) {  // the last bytes are padding
    testing::put(folder.path / "cut", good.substr(0, size));
    CHECK(code_of([&] { read_population(folder.path / "cut"); }) == Code::bad_file);
  }
  for (size_t at = 0; at < good.size(); at += 3) {  // must not crash; may be a population still
    std::string odd = good;
    odd[at] = static_cast<char>(odd[at] ^ 0x5a);
    testing::put(folder.path / "odd", odd);
    code_of([&] { read_population(folder.path / "odd").prior(); });
  }
  CHECK(code_of([&] { read_population(folder.path / "none"); }) == Code::not_found);
  CHECK(code_of([&] { Preferences(nullptr, nullptr, {.population = folder.path / "cut"}); }) ==
        Code::bad_file);
}

TEST_CASE("a table of opinions: columns by name, order by time, lines that are wrong") {
  testing::TemporaryFolder folder;
  const auto table = [&](const char* text) {
    testing::put(folder.path / "t.csv", text);
    return folder.path / "t.csv";
  };
  const auto read =
      read_opinions(table("userId,movieId,rating,timestamp\n1,10,5,200\n1,11,1,100\n"));
  REQUIRE(read.size() == 2);
  CHECK(read[0].item == "11");
  CHECK(read[0].reward == -0.5);
  CHECK(read[1].reward == 1);
  CHECK(read_opinions(table("user,item,signal\n가,나,like\n"))[0].reward == 1);
  for (const char* wrong :
       {"", "user,item\n1,2\n", "user,item,rating\n1,2,x\n", "user,item,rating\n1,2\n",
        "user,item,reward\n1,2,7\n", "user,item,rating\n,2,3\n", "user,item,rating\n1,2,nan\n"})
    CHECK(code_of([&] { read_opinions(table(wrong)); }) == Code::bad_file);
  CHECK(code_of([&] { read_opinions(table("user,item,signal\n1,2,adored\n")); }) ==
        Code::bad_argument);
}

}  // namespace tinybrain
