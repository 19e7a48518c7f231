#include "vault/versions.h"

#include <doctest/doctest.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/folder_testing.h"
#include "base/rng.h"
#include "vault/backup.h"
#include "vault/erase.h"
#include "vault/export.h"
#include "vault/receipt.h"
#include "vault/store.h"
#include "vault/vault.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
using testing::code_of;

struct Place {
  testing::TemporaryFolder folder;
  fs::path file = folder.path / "home" / "vault.tbv";
  VaultOptions options;
  int64_t time = time_of("2026-03-01");
  Place() {
    options.key.file = folder.path / "config" / "vault.key";
    options.clock = [this] { return time; };
  }
};

// Bytes as an adapter's: no two alike.
std::string adapter_bytes(uint64_t seed) {
  Rng rng(seed);
  std::string bytes = "GGUF";
  for (size_t i = 0; i < 100'000; ++i) bytes += static_cast<char>(1 + rng.next() % 255);
  return bytes;
}

int64_t lesson(Vault& vault, const std::string& question) {
  Json detail;
  detail.set("answer", "The answer to " + question);
  return vault.lessons().add("answer", question, detail).value();
}

NewVersion version(std::vector<int64_t> lessons, std::vector<int64_t> held_back, uint64_t seed) {
  NewVersion v;
  v.base = "base one";
  v.base_name = "one";
  v.lessons = std::move(lessons);
  v.held_back = std::move(held_back);
  v.kept = true;
  v.bytes = adapter_bytes(seed);
  Json examples{Json::Array{}};
  for (int64_t id : v.held_back) {
    Json e;
    e.set("lesson", id);
    e.set("before", fmt::format("a reply that only lesson {} got before", id));
    examples.push(std::move(e));
  }
  v.report.set("examples", std::move(examples));
  return v;
}

bool pages_hold(Vault& vault, std::string_view what) {
  bool found = false;
  vault.store().db.each_page([&](std::span<const std::byte> page) {
    found |= std::string_view(reinterpret_cast<const char*>(page.data()), page.size()).find(what) !=
             std::string_view::npos;
  });
  return found;
}

EraseScope one_lesson(int64_t id) {
  EraseScope scope;
  scope.table = "lessons";
  scope.id = id;
  return scope;
}

}  // namespace

TEST_CASE("versions: one a model is in use, rollback gives back the same bytes") {
  Place place;
  Vault vault(place.file, place.options);
  Versions& versions = vault.versions();
  CHECK_FALSE(versions.add(version({}, {}, 1)));  // not granted
  vault.consents().grant("corrections", "owner");
  const int64_t a = lesson(vault, "What is a?"), b = lesson(vault, "What is b?");
  CHECK_FALSE(versions.active("base one"));
  const int64_t first = versions.add(version({a}, {}, 1)).value();
  const int64_t second = versions.add(version({a, b}, {}, 2)).value();
  NewVersion other = version({a}, {}, 3);
  other.base = "base two";
  const int64_t third = versions.add(other).value();
  NewVersion bad = version({a, b}, {}, 4);
  bad.kept = false;
  const int64_t refused = versions.add(bad).value();

  CHECK(versions.active("base one")->id == second);
  CHECK(versions.active("base two")->id == third);
  CHECK(versions.find(second)->parent == first);
  CHECK(versions.find(refused)->state == "refused");
  CHECK(versions.find(refused)->bytes == 0);
  CHECK(versions.list().front().id == refused);

  versions.use(first, "asked");
  CHECK(versions.active("base one")->id == first);
  CHECK(versions.find(second)->state == "retired");
  CHECK(versions.bytes_of(first) == adapter_bytes(1));
  CHECK(versions.bytes_of(second) == adapter_bytes(2));
  CHECK(versions.active("base two")->id == third);
  versions.use(0, "asked");
  CHECK_FALSE(versions.active("base one"));
  CHECK_FALSE(versions.active("base two"));
  CHECK(code_of([&] { versions.use(refused, "asked"); }) == Code::bad_argument);
  CHECK(code_of([&] { versions.use(99, "asked"); }) == Code::not_found);
  CHECK(code_of([&] { versions.bytes_of(refused); }) == Code::not_found);
  versions.use(second, "asked");
  CHECK(vault.audit().list({.kind = "learn.use"}).front().detail.get_int("version", 0) == second);

  vault.consents().withdraw("corrections", "owner");
  CHECK_FALSE(versions.active("base one"));
  for (const Version& v : versions.list()) CHECK(v.state != "active");
  CHECK(code_of([&] { versions.use(first, "asked"); }) == Code::bad_argument);
  vault.consents().grant("corrections", "owner");
  CHECK(versions.active("base one")->id == second);
  CHECK(vault.verify().get_bool("good", false));
}

TEST_CASE("versions: a damaged adapter is said to be one") {
  Place place;
  Vault vault(place.file, place.options);
  vault.consents().grant("corrections", "owner");
  const int64_t id = vault.versions().add(version({lesson(vault, "q")}, {}, 1)).value();
  vault.store().db.run("UPDATE versions SET bytes = x'00' WHERE id = ?1", id);
  CHECK(code_of([&] { vault.versions().bytes_of(id); }) == Code::bad_file);
}

TEST_CASE("versions: an erased lesson takes along what learnt it, and the receipt says so") {
  Place place;
  Vault vault(place.file, place.options);
  vault.consents().grant("corrections", "owner");
  const int64_t a = lesson(vault, "Where does my aunt Gooseberry live?"), b = lesson(vault, "b?"),
                c = lesson(vault, "Which songs does Gooseberry sing?");
  const int64_t first = vault.versions().add(version({b}, {c}, 1)).value();
  const int64_t second = vault.versions().add(version({a, b}, {c}, 2)).value();
  const int64_t third = vault.versions().add(version({a, b, c}, {}, 3)).value();
  const std::string gone = adapter_bytes(3).substr(50'000, 40);
  CHECK(pages_hold(vault, gone));
  vault.versions().keep_pending("key", "something that is not done");
  back_up(vault);

  Json receipt = erase(vault, one_lesson(a));
  CHECK(receipt.get_bool("clean", false));
  CHECK(verify_receipt(receipt.dump()).good);
  const Json& told = receipt.at("versions");
  CHECK(told.at("erased").dump() == fmt::format("[{},{}]", second, third));
  CHECK(told.at("now_active").dump() == fmt::format("[{}]", first));
  CHECK(told.get_bool("learn_again", false));
  CHECK(receipt.at("removed").get_int("versions", 0) == 2);
  CHECK(receipt.at("probes").get_int("windows", 0) > 4);
  CHECK(vault.versions().active("base one")->id == first);
  CHECK(vault.versions().find(third)->state == "erased");
  CHECK(vault.versions().find(third)->report.is_null());
  CHECK(code_of([&] { vault.versions().use(second, "asked"); }) == Code::bad_argument);
  CHECK_FALSE(pages_hold(vault, gone));
  CHECK(pages_hold(vault, adapter_bytes(1).substr(50'000, 40)));
  CHECK_FALSE(vault.versions().pending("key"));

  // What was only judged by a lesson stays; what its report says of the lesson goes.
  receipt = erase(vault, one_lesson(c));
  CHECK(receipt.get_bool("clean", false));
  CHECK(receipt.at("versions").at("erased").dump() == "[]");
  CHECK(receipt.at("versions").get_int("reports", 0) == 1);
  CHECK(vault.versions().active("base one")->id == first);
  CHECK(vault.versions().bytes_of(first) == adapter_bytes(1));
  CHECK(vault.versions().find(first)->report.at("examples").as_array().empty());
  CHECK_FALSE(pages_hold(vault, fmt::format("only lesson {} got", c)));

  // Nothing is learnt from what is gone.
  CHECK_FALSE(vault.versions().add(version({a, b}, {}, 5)));
  EraseScope all;
  all.all = true;
  receipt = erase(vault, all);
  CHECK(receipt.get_bool("clean", false));
  CHECK(vault.versions().list().empty());
  CHECK_FALSE(pages_hold(vault, adapter_bytes(1).substr(50'000, 40)));
}

TEST_CASE(
    "versions: one can be erased by itself, and a lesson that expires takes its versions along") {
  Place place;
  Vault vault(place.file, place.options);
  vault.consents().grant("corrections", "owner", 10);
  const int64_t a = lesson(vault, "a?");
  const int64_t first = vault.versions().add(version({a}, {}, 1)).value();
  place.time += 5 * kDay;
  const int64_t b = lesson(vault, "b?");
  const int64_t second = vault.versions().add(version({b}, {}, 2)).value();
  const int64_t third = vault.versions().add(version({b}, {}, 3)).value();
  const Json receipt = erase(
      vault, erase_scope(Json::parse(fmt::format(R"({{"table":"versions","id":{}}})", third))));
  CHECK(receipt.get_bool("clean", false));
  CHECK(vault.versions().find(third)->state == "erased");
  CHECK(vault.versions().active("base one")->id == second);
  CHECK(vault.lessons().find(b));
  place.time += 6 * kDay;
  CHECK(vault.tidy() == 1);
  CHECK(vault.versions().find(first)->state == "erased");
  CHECK(vault.versions().active("base one")->id == second);
}

TEST_CASE("versions: a backup has them, and what was erased since stays so") {
  Place place;
  fs::path backup;
  int64_t a = 0, kept = 0, gone = 0;
  {
    Vault vault(place.file, place.options);
    vault.consents().grant("corrections", "owner");
    a = lesson(vault, "a?");
    const int64_t b = lesson(vault, "b?");
    kept = vault.versions().add(version({b}, {}, 1)).value();
    gone = vault.versions().add(version({a, b}, {}, 2)).value();
    backup = back_up(vault, place.folder.path / "elsewhere.tbvb");
    erase(vault, one_lesson(a));
  }
  restore(backup, place.file, place.options);
  Vault vault(place.file, place.options);
  CHECK(vault.versions().bytes_of(kept) == adapter_bytes(1));
  CHECK(vault.versions().find(gone)->state == "erased");
  CHECK(vault.versions().active("base one")->id == kept);
  const Json exported = export_json(vault, Language::en);
  CHECK(exported.at("versions").as_array().size() == 2);
  CHECK(export_page(exported, Language::ko).find("배운 것") != std::string::npos);
}

}  // namespace tinybrain
