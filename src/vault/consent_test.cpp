// Random sequences of grants, refusals, withdrawals, events and passing time against a plain model of what may be kept.
#include "vault/consent.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "base/clock.h"
#include "base/folder_testing.h"
#include "base/rng.h"
#include "vault/store.h"
#include "vault/vault.h"

namespace tinybrain {
namespace {

struct Kept {
  std::string purpose;
  int64_t until;  // 0 = for ever
};

}  // namespace

TEST_CASE("no row without a grant at its time, none used after withdrawal, in random sequences") {
  const testing::TemporaryFolder folder;
  int64_t time = time_of("2026-03-01");
  VaultOptions options;
  options.key.file = folder.path / "vault.key";
  options.clock = [&] { return time; };
  Vault vault(folder.path / "vault.tbv", options);
  // What is tested is what is kept, not that it survives a power cut.
  vault.store().db.run("PRAGMA synchronous = OFF");
  Rng rng(20260301);
  std::map<std::string, int> granted;  // purpose -> days
  std::map<int64_t, Kept> kept;        // events by id
  const auto any_purpose = [&] { return purposes()[rng.next() % purposes().size()].name; };
  int64_t recorded = 0, refused = 0;
  for (int step = 0; step < 3000; ++step) {
    const std::string purpose = any_purpose();
    const uint64_t what = rng.next() % 20;
    if (what < 12) {
      const auto id = vault.events().record(purpose, "test", {});
      REQUIRE(id.has_value() == granted.contains(purpose));
      id ? ++recorded : ++refused;
      if (id) {
        const int days = granted[purpose];
        kept[*id] = {purpose, days ? time + days * kDay : 0};
      }
    } else if (what < 14) {
      const int days = static_cast<int>(rng.next() % 4) * 3;
      vault.consents().grant(purpose, "owner", days);
      granted[purpose] = days;
      for (auto& [id, k] : kept)
        if (days && k.purpose == purpose && (k.until == 0 || k.until > time + days * kDay))
          k.until = time + days * kDay;  // a bound counted from when the row was kept is below this
    } else if (what < 15) {
      vault.consents().refuse(purpose, "owner");
      granted.erase(purpose);
    } else if (what < 17) {
      const bool there = granted.erase(purpose) > 0;
      const int64_t left = vault.consents().withdraw(purpose, "owner");
      if (there) REQUIRE(left >= 0);
      REQUIRE(vault.events().list({.purpose = purpose}).empty());
    } else {
      time += static_cast<int64_t>(rng.next() % 20) * 3600 * kSecond;
    }
    if (step % 50 != 0) continue;
    std::set<int64_t> used;
    for (const Event& e : vault.events().list({.limit = 10'000})) used.insert(e.id);
    for (const auto& [id, k] : kept) {
      const bool over = k.until != 0 && k.until <= time;
      // Never used when it may not be; what the model still allows is used.
      if (!granted.contains(k.purpose) || over) REQUIRE(!used.contains(id));
    }
    REQUIRE(vault.store().db.find_integer(
                "SELECT count(*) FROM events AS e LEFT JOIN consents AS c ON c.id = e.consent AND "
                "c.purpose = e.purpose AND c.state = 'granted' AND c.time <= e.time WHERE c.id IS "
                "NULL") == 0);
    // The grant was the last word on its purpose before the row.
    REQUIRE(vault.store().db.find_integer(
                "SELECT count(*) FROM events AS e JOIN consents AS c ON c.purpose = e.purpose AND "
                "c.id > e.consent AND c.time < e.time") == 0);
  }
  CHECK(recorded > 300);
  CHECK(refused > 300);
  CHECK(vault.verify().get_bool("good", false));
}

TEST_CASE("every purpose says what, why, how long and who, in both languages") {
  const testing::TemporaryFolder folder;
  VaultOptions options;
  options.key.file = folder.path / "vault.key";
  Vault vault(folder.path / "vault.tbv", options);
  CHECK(!vault.consents().asked());
  for (const Consent& c : vault.consents().list()) {
    const Json en = to_json(c, Language::en), ko = to_json(c, Language::ko);
    for (const char* part : {"title", "what", "why", "how_long", "who"}) {
      CHECK(!en.at(part).as_string().empty());
      CHECK(!ko.at(part).as_string().empty());
      CHECK(en.at(part) != ko.at(part));
    }
    vault.consents().refuse(c.purpose->name, "owner");
  }
  CHECK(vault.consents().asked());
  CHECK(vault.info().at("granted").as_array().empty());
}

}  // namespace tinybrain
