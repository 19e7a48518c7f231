#include "vault/memory.h"

#include <doctest/doctest.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/folder_testing.h"
#include "vault/erase.h"
#include "vault/store.h"
#include "vault/vault.h"

namespace tinybrain {
namespace {

struct Place {
  testing::TemporaryFolder folder;
  VaultOptions options;
  int64_t time = time_of("2026-03-01");
  Vault vault;
  Place() : vault(folder.path / "vault.tbv", with_key()) {}
  VaultOptions with_key() {
    options.key.file = folder.path / "vault.key";
    options.clock = [this] { return time; };
    return options;
  }
};

NewMemory said(std::string text, std::string slot = "") {
  NewMemory m;
  m.text = std::move(text);
  m.slot = std::move(slot);
  return m;
}

}  // namespace

TEST_CASE("facts are kept with a grant only, merged when said again, superseded visibly") {
  Place place;
  Memories& m = place.vault.memories();
  CHECK(!m.remember(said("부산에 살아요")));
  place.vault.consents().grant("remember", "owner");
  NewMemory unsure = said("I like hiking.");
  unsure.confidence = 0.5;
  CHECK(m.remember(unsure)->merged == false);
  const auto again = m.remember(unsure);
  REQUIRE(again);
  CHECK(again->merged);
  CHECK(m.remember(said("i like hiking"))->id == again->id);
  CHECK(m.count() == 1);
  CHECK(m.list()[0].times == 3);
  CHECK(m.list()[0].confidence == 1);
  // Other words are another fact.
  CHECK(!m.remember(said("I like biking."))->merged);

  const int64_t seoul = m.remember(said("서울에 살아요", "home.city"))->id;
  const auto busan = m.remember(said("부산에 살아요", "home.city"));
  CHECK(busan->superseded == seoul);
  CHECK(m.list({.slot = "home.city"}).size() == 1);
  const auto both = m.list({.slot = "home.city", .superseded_too = true});
  REQUIRE(both.size() == 2);
  CHECK(both[1].superseded_by == busan->id);
  m.confirm(busan->id);
  CHECK(m.list({.slot = "home.city"})[0].confirmed == place.time);
  CHECK_THROWS_AS(m.confirm(999), Error);
  CHECK_THROWS_AS(m.remember(said("?!")), Error);
  CHECK_THROWS_AS(m.remember(said("x", "Not a word")), Error);
}

TEST_CASE("facts are found by their words, in Korean whatever the particles") {
  Place place;
  place.vault.consents().grant("remember", "owner");
  place.vault.consents().grant("health", "owner");
  Memories& m = place.vault.memories();
  m.remember(said("우리 고양이 이름은 나비예요"));
  m.remember(said("매주 수요일에 수영을 해요"));
  m.remember(said("My sister's birthday is the 4th of May"));
  NewMemory health = said("I am allergic to penicillin");
  health.purpose = "health";
  m.remember(health);
  const auto first = [&](std::string_view question) {
    const auto hits = m.search(question, 1);
    return hits.empty() ? std::string() : hits[0].memory.text;
  };
  CHECK(first("고양이가 뭐라고 불리지?") == "우리 고양이 이름은 나비예요");
  CHECK(first("수요일마다 뭐 하지?") == "매주 수요일에 수영을 해요");
  CHECK(first("When is my sister's birthday?") == "My sister's birthday is the 4th of May");
  CHECK(first("penicillin allergy") == "I am allergic to penicillin");
  CHECK(m.search("quantum", 5).empty());
  CHECK(m.search("고양이 나비", 5)[0].strength <= 1);
  place.vault.consents().withdraw("health", "owner");
  CHECK(first("penicillin") == "");
}

TEST_CASE("an erased fact leaves no term, and what it took over from does not come back") {
  Place place;
  place.vault.consents().grant("remember", "owner");
  Memories& m = place.vault.memories();
  m.remember(said("I live in Seoul with Gooseberry", "home.city"));
  const int64_t id = m.remember(said("I live in Busan with Gooseberry", "home.city"))->id;
  const Json receipt = erase(place.vault, {.table = "memories", .id = id});
  CHECK(receipt.get_bool("clean", false));
  CHECK(m.list({.slot = "home.city"}).empty());
  CHECK(m.search("Busan").empty());
  CHECK(erase(place.vault, {.topic = "gooseberry"}).at("removed").get_int("memories", 0) == 1);
  CHECK(place.vault.store().db.find_integer("SELECT count(*) FROM memory_terms") == 0);
}

}  // namespace tinybrain
