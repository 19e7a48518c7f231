#include "vault/erase.h"

#include <doctest/doctest.h>

#include "base/clock.h"
#include "base/folder_testing.h"
#include "vault/backup.h"
#include "vault/export.h"
#include "vault/receipt.h"
#include "vault/residue.h"
#include "vault/store.h"
#include "vault/vault.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
using testing::bytes_of;
using testing::code_of;
using testing::put;

Json text(std::string_view value) {
  Json j;
  j.set("text", value);
  return j;
}

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

void fill(Vault& vault) {
  for (const char* purpose : {"answer", "mood", "corrections"})
    vault.consents().grant(purpose, "owner", 0);
  vault.events().record("answer", "asked", text("my landlord is called Gooseberry Smith"));
  vault.events().record("answer", "asked", text("오늘 점심은 된장찌개를 먹었어요"));
  vault.events().record("mood", "felt", text("Gooseberry Smith makes me angry every day"));
  vault.lessons().add("question", "Who is GOOSEBERRY SMITH, and where does he live?", {});
  vault.audit().append("action.mail", text("a letter to Gooseberry Smith in Main Street"));
}

bool pages_hold(Vault& vault, std::string_view what) {
  bool found = false;
  vault.store().db.each_page([&](std::span<const std::byte> page) {
    found |= std::string_view(reinterpret_cast<const char*>(page.data()), page.size()).find(what) !=
             std::string_view::npos;
  });
  return found;
}

}  // namespace

TEST_CASE("a topic is erased everywhere, the rest stays, and the receipt proves it") {
  Place place;
  Vault vault(place.file, place.options);
  fill(vault);
  const Json receipt = erase(vault, {.topic = "gooseberry"});
  CHECK(receipt.at("removed").get_int("events", 0) == 2);
  CHECK(receipt.at("removed").get_int("lessons", 0) == 1);
  CHECK(receipt.get_int("audit_details", 0) == 1);
  CHECK(receipt.get_bool("clean", false));
  CHECK(receipt.at("probes").get_int("texts", 0) == 4);
  CHECK(receipt.at("probes").get_int("pages", 0) > 3);
  for (const char* what : {"ooseberry", "OOSEBERRY", "makes me angry", "Main Street"})
    CHECK(!pages_hold(vault, what));
  CHECK(pages_hold(vault, "된장찌개"));
  CHECK(vault.events().count() == 1);
  CHECK(vault.verify().get_bool("good", false));
  CHECK(vault.audit().verify().erased == 1);

  const std::string said = receipt.dump(2);
  const ReceiptVerdict verdict = verify_receipt(said);
  CHECK(verdict.good);
  CHECK(verdict.public_key == vault.info().get_string("public_key", ""));
  Json forged = receipt;
  forged.set("clean", false);
  CHECK(!verify_receipt(forged.dump()).good);
  CHECK(said.find("gooseberry") == std::string::npos);
  CHECK(code_of([] { verify_receipt("{}"); }) == Code::bad_file);
}

TEST_CASE("a row, a purpose, a time or all") {
  Place place;
  Vault vault(place.file, place.options);
  fill(vault);
  place.time += kDay;
  vault.events().record("answer", "asked", text("said on the second day"));
  CHECK(code_of([&] { erase(vault, {}); }) == Code::bad_argument);
  CHECK(code_of([&] { erase(vault, {.id = 1}); }) == Code::bad_argument);
  CHECK(code_of([&] { erase(vault, {.table = "audit", .id = 1}); }) == Code::bad_argument);
  erase(vault, {.table = "events", .id = 2});
  CHECK(!pages_hold(vault, "된장찌개"));
  erase(vault, {.purpose = "mood"});
  CHECK(vault.events().count({.withdrawn_too = true}) == 2);
  erase(vault, {.from = place.time - 2 * kDay, .to = place.time});
  REQUIRE(vault.events().count() == 1);
  CHECK(vault.events().list()[0].detail.get_string("text", "") == "said on the second day");
  CHECK(vault.lessons().count() == 0);
  const Json receipt = erase(vault, {.all = true});
  CHECK(receipt.get_bool("clean", false));
  CHECK(vault.events().count() == 0);
  CHECK(vault.verify().get_bool("good", false));
  // Ids are not given again.
  CHECK(vault.events().record("answer", "asked", text("x")) == 5);
}

TEST_CASE("what the erasure could not reach is named") {
  Place place;
  Vault vault(place.file, place.options);
  fill(vault);
  put(place.file.parent_path() / "log.txt", "... my landlord is called Gooseberry Smith ...");
  fs::create_directories(place.folder.path / "cache" / "kv");
  put(place.folder.path / "cache" / "kv" / "session", "tokens");
  const fs::path elsewhere = place.folder.path / "usb.tbvb";
  back_up(vault, elsewhere);
  const fs::path own = back_up(vault);
  const Json receipt =
      erase(vault, {.topic = "gooseberry", .files = {place.folder.path / "cache"}});
  CHECK(!receipt.get_bool("clean", true));
  CHECK(receipt.at("copies_elsewhere").dump().find("usb.tbvb") != std::string::npos);
  CHECK(receipt.at("residue").dump().find("log.txt") != std::string::npos);
  CHECK(receipt.at("residue").as_array().size() == 1);
  CHECK(receipt.get_int("backups_renewed", 0) == 1);
  CHECK(!fs::exists(place.folder.path / "cache" / "kv" / "session"));
  CHECK(code_of([&] { erase(vault, {.all = true, .files = {place.file.parent_path()}}); }) ==
        Code::bad_argument);
  // The renewed backup does not hold it either.
  Place other;
  VaultOptions options = place.options;
  restore(newest_backup(place.file), other.file, options);
  Vault restored(other.file, options);
  CHECK(!pages_hold(restored, "ooseberry"));
  CHECK(restored.events().count() == 1);
}

TEST_CASE("a text that others still say is no residue") {
  ResidueProbe probe;
  probe.expect_gone(
      Json::parse(R"({"a": "the same sentence twice", "b": ["only said here, once"]})"));
  probe.may_stay_text("again the same sentence twice, elsewhere");
  CHECK(probe.texts() == 2);
  CHECK(!probe.found_in("xx the same sentence twice xx"));
  CHECK(probe.found_in("xx only said here, once xx"));
  CHECK(!probe.found_in("only"));
}

TEST_CASE("a backup comes back whole, and nothing erased or withdrawn comes back with it") {
  Place place;
  fs::path backup;
  {
    Vault vault(place.file, place.options);
    fill(vault);
    backup = back_up(vault, place.folder.path / "usb.tbvb");
    CHECK(code_of([&] { back_up(vault, backup); }) == Code::bad_argument);
    erase(vault, {.table = "events", .id = 1});
    vault.consents().withdraw("mood", "owner");
    vault.events().record("answer", "asked", text("after the backup"));
    VaultOptions soon = place.options;
    soon.wait_ms = 50;
    CHECK(code_of([&] { restore(backup, place.file, soon); }) == Code::io);  // in use
  }
  const std::string whole = bytes_of(backup);
  for (const std::string& broken :
       {whole.substr(0, 40), whole.substr(0, whole.size() - 7), whole + "x",
        std::string(whole).replace(whole.size() - 900, 1, "~"), std::string("SQLite format 3")}) {
    put(place.folder.path / "broken", broken);
    CHECK(code_of([&] { restore(place.folder.path / "broken", place.file, place.options); }) ==
          Code::bad_file);
  }
  CHECK(Vault(place.file, place.options).events().count() == 2);
  const Json said = restore(backup, place.file, place.options);
  CHECK(said.get_int("erased_again", 0) == 1);
  CHECK(said.get_int("withdrawn_again", 0) == 1);
  CHECK(said.get_bool("carried", false));
  Vault vault(place.file, place.options);
  CHECK(vault.verify().get_bool("good", false));
  CHECK(!pages_hold(vault, "my landlord"));
  CHECK(!vault.consents().granted("mood"));
  REQUIRE(vault.events().count() == 1);
  CHECK(vault.events().list()[0].id == 2);
  // What was there before is kept beside until something is erased.
  CHECK(fs::exists(place.file.string() + ".old"));
  erase(vault, {.table = "events", .id = 2});
  CHECK(!fs::exists(place.file.string() + ".old"));
}

TEST_CASE("a damaged vault names its backup, which brings it back") {
  Place place;
  fs::path backup;
  {
    Vault vault(place.file, place.options);
    fill(vault);
    backup = back_up(vault);
  }
  std::string bytes = bytes_of(place.file);
  put(place.file, bytes.replace(100, 200, std::string(200, 'x')));
  try {
    Vault vault(place.file, place.options);
    FAIL("opened a damaged vault");
  } catch (const Error& e) {
    CHECK(e.code() == Code::bad_file);
    CHECK(std::string(e.what()).find(backup.string()) != std::string::npos);
  }
  CHECK(!restore(backup, place.file, place.options).get_bool("carried", true));
  CHECK(Vault(place.file, place.options).events().count() == 3);
}

TEST_CASE("the export has all of it, as data and as a page") {
  Place place;
  Vault vault(place.file, place.options);
  fill(vault);
  vault.events().record("answer", "asked", text("<script>alert(1)</script>"));
  vault.consents().withdraw("mood", "owner");
  export_to(vault, place.folder.path / "out", Language::ko);
  const Json j = Json::parse(bytes_of(place.folder.path / "out" / "export.json"));
  CHECK(j.at("events").as_array().size() == 4);
  CHECK(j.at("lessons").as_array().size() == 1);
  CHECK(j.at("ledger").as_array().size() == 4);
  CHECK(j.at("consents").as_array().size() == purposes().size());
  const std::string page = bytes_of(place.folder.path / "out" / "export.html");
  CHECK(page.find("된장찌개") != std::string::npos);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("보관 중인 내 정보") != std::string::npos);
  CHECK(vault.audit().list({.kind = "export"}).size() == 1);
}

}  // namespace tinybrain
