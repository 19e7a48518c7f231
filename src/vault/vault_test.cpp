#include "vault/vault.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "base/clock.h"
#include "base/folder_testing.h"
#include "base/messages/vault.h"
#include "vault/store.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
using testing::bytes_of;
using testing::code_of;
using testing::put;

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

Json text(std::string_view value) {
  Json j;
  j.set("text", value);
  return j;
}

}  // namespace

TEST_CASE("what was kept is there when the vault is opened again") {
  Place place;
  {
    Vault vault(place.file, place.options);
    vault.consents().grant("answer", "owner");
    vault.consents().grant("corrections", "owner");
    CHECK(vault.events().record("answer", "asked", text("택배는 언제 오나요?")) == 1);
    CHECK(vault.lessons().add("question", "환불은?", Json(Json::Object{})) == 1);
  }
  struct stat info;
  REQUIRE(::stat(place.options.key.file.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  Vault vault(place.file, place.options);
  const auto events = vault.events().list();
  REQUIRE(events.size() == 1);
  CHECK(events[0].detail.get_string("text", "") == "택배는 언제 오나요?");
  CHECK(events[0].until == place.time + 30 * kDay);
  vault.lessons().set(1, "done", text("7일 안에"));
  CHECK(vault.lessons().list({.state = "open"}).empty());
  CHECK(vault.lessons().find(1)->detail.get_string("text", "") == "7일 안에");
  CHECK(code_of([&] { vault.lessons().set(9, "done"); }) == Code::not_found);
  CHECK(code_of([&] { vault.lessons().set(1, "gone"); }) == Code::bad_argument);
  CHECK(vault.verify().get_bool("good", false));
}

TEST_CASE("no plain text is in any file of the vault") {
  Place place;
  Vault vault(place.file, place.options);
  vault.consents().grant("answer", "owner");
  vault.events().record("answer", "asked", text("gooseberry fool"));
  vault.audit().append("action.refund", text("gooseberry fool"));
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(place.folder.path)) {
    if (!entry.is_regular_file()) continue;
    ++files;
    CHECK(bytes_of(entry.path()).find("gooseberry") == std::string::npos);
  }
  CHECK(files >= 5);
}

TEST_CASE("nothing is kept without a grant, nothing is used after its withdrawal") {
  Place place;
  Vault vault(place.file, place.options);
  CHECK(!vault.events().record("mood", "felt", text("sad")));
  CHECK(!vault.lessons().add("question", "x", {}));
  vault.consents().refuse("mood", "owner");
  CHECK(!vault.events().record("mood", "felt", text("sad")));
  vault.consents().grant("mood", "owner", 7);
  CHECK(vault.events().record("mood", "felt", text("sad")));
  CHECK(vault.consents().withdraw("mood", "owner") == 1);
  CHECK(vault.events().list().empty());
  CHECK(vault.events().count({.withdrawn_too = true}) == 1);
  CHECK(!vault.events().record("mood", "felt", text("sad")));
  CHECK(code_of([&] { vault.consents().grant("spying", "owner"); }) == Code::bad_argument);
  CHECK(code_of([&] { vault.events().record("spying", "x", {}); }) == Code::bad_argument);
  CHECK(code_of([&] { vault.events().record("mood", "Not A Word", {}); }) == Code::bad_argument);
  // Everything a person said is in the audit, in order.
  std::string said;
  for (const AuditEntry& e : vault.audit().list({.kind = "consent."})) said = e.kind + " " + said;
  CHECK(said == "consent.refused consent.granted consent.withdrawn ");
}

TEST_CASE("rows go by themselves when their time is over") {
  Place place;
  Vault vault(place.file, place.options);
  vault.consents().grant("mood", "owner", 7);
  vault.consents().grant("remember", "owner");
  vault.events().record("mood", "felt", text("sad"));
  vault.events().record("remember", "said", text("kept"));
  place.time += 7 * kDay - 1;
  CHECK(vault.events().count() == 2);
  place.time += 1;
  CHECK(vault.events().count() == 1);  // not used, though not deleted yet
  vault.events().record("remember", "said", text("another"));
  CHECK(vault.info().at("rows").get_int("events", 0) == 2);
  // A shorter promise holds for what was kept before it.
  vault.consents().grant("remember", "owner", 1);
  place.time += 2 * kDay;
  CHECK(vault.tidy() == 2);
}

TEST_CASE("the audit's chain shows what was changed, removed or cut off") {
  Place place;
  {
    Vault vault(place.file, place.options);
    for (int i = 0; i < 5; ++i) vault.audit().append("action.test", text(std::to_string(i)));
    CHECK(vault.audit().verify().good());
    CHECK(vault.audit().count() == 6);
  }
  const auto why = [&](const char* sql) {
    const std::string before = bytes_of(place.file),
                      head = bytes_of(place.file.string() + ".audit");
    std::string answer;
    {
      Vault vault(place.file, place.options);
      vault.store().db.run(sql);
      const AuditVerdict v = vault.audit().verify();
      answer = v.why + " " + std::to_string(v.broken_at.value_or(0));
    }
    put(place.file, before);
    put(place.file.string() + ".audit", head);
    return answer;
  };
  CHECK(why("UPDATE audit SET detail = '{}' WHERE seq = 3") == "changed 3");
  CHECK(why("UPDATE audit SET time = time + 1 WHERE seq = 3") == "changed 3");
  CHECK(why("DELETE FROM audit WHERE seq = 3") == "missing 3");
  CHECK(why("DELETE FROM audit WHERE seq = 6") == "cut 6");
  CHECK(why("DELETE FROM audit WHERE seq > 1") == "cut 2");
  CHECK(why("UPDATE audit SET detail = NULL WHERE seq = 3") == "erased 3");
  fs::remove(place.file.string() + ".audit");
  Vault vault(place.file, place.options);
  CHECK(vault.audit().verify().why == "head");
}

TEST_CASE("a wrong key, a damaged, a cut and an emptied vault are told apart") {
  Place place;
  {
    Vault vault(place.file, place.options);
  }
  const std::string whole = bytes_of(place.file);
  VaultOptions other = place.options;
  other.key.file = place.folder.path / "other.key";
  CHECK(code_of([&] { Vault(place.file, other); }) == Code::not_found);
  put(other.key.file, std::string(32, 'x'));
  CHECK(code_of([&] { Vault(place.file, other); }) == Code::bad_argument);  // readable by others
  ::chmod(other.key.file.c_str(), 0600);
  CHECK(code_of([&] { Vault(place.file, other); }) == Code::bad_argument);
  other.key.kind = KeyKind::passphrase;
  CHECK(code_of([&] { Vault(place.file, other); }) != Code::ok);
  for (const size_t size : {size_t{0}, size_t{1}, size_t{100}, size_t{4000}, whole.size() / 2}) {
    put(place.file, whole.substr(0, size));
    CHECK(code_of([&] {
            Vault vault(place.file, place.options);
            if (!vault.verify().get_bool("good", false))
              throw Error(Code::bad_file, msg::kVaultEmpty);
          }) == Code::bad_file);
  }
  put(place.file, whole);
  fs::rename(place.file.string() + ".head", place.folder.path / "head");
  CHECK(code_of([&] { Vault(place.file, place.options); }) == Code::bad_file);
  fs::rename(place.folder.path / "head", place.file.string() + ".head");
  Vault vault(place.file, place.options);
  CHECK(vault.verify().get_bool("good", false));
}

TEST_CASE("a passphrase opens, and changes without writing the vault anew") {
  Place place;
  place.options.key.kind = KeyKind::passphrase;
  place.options.key.passphrase = "맞는 말";
  place.options.key.cost = {1, 8192};
  {
    Vault vault(place.file, place.options);
    vault.consents().grant("answer", "owner");
    vault.events().record("answer", "asked", text("kept"));
    KeySource next = place.options.key;
    next.passphrase = "새로운 말";
    vault.change_key(next);
  }
  CHECK(code_of([&] { Vault(place.file, place.options); }) == Code::bad_argument);
  place.options.key.passphrase = "새로운 말";
  Vault vault(place.file, place.options);
  CHECK(vault.events().count() == 1);
  CHECK(vault.info().get_string("key", "") == "passphrase");
}

TEST_CASE("killed while an older vault is brought up to date, it is whole and loses nothing") {
  Place place;
  place.options.key.cost = {1, 8192};
  {
    Vault vault(place.file, place.options);
    vault.consents().grant("answer", "owner");
    for (int i = 0; i < 20; ++i) vault.events().record("answer", "asked", text("kept"));
    // As the first version of its tables left it.
    vault.store().db.script(
        "DROP TABLE memory_terms; DROP TABLE memories; DROP TABLE version_lessons; DROP TABLE "
        "versions; DROP TABLE pending_version; PRAGMA user_version = 1;");
    vault.store().db.compact_log();
  }
  const std::string old = bytes_of(place.file);
  int finished = 0;
  for (int i = 0; i < 40; ++i) {
    for (const char* suffix : {"-wal", "-shm"}) fs::remove(place.file.string() + suffix);
    put(place.file, old);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      try {
        Vault vault(place.file, place.options);
        ::_exit(0);
      } catch (...) {
        ::_exit(1);
      }
    }
    ::usleep(static_cast<useconds_t>(i * 400));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    finished += WIFEXITED(status) && WEXITSTATUS(status) == 0;
    Vault vault(place.file, place.options);
    CHECK(vault.events().count() == 20);
    CHECK(vault.memories().count() == 0);
    CHECK(vault.verify().get_bool("good", false));
  }
  CHECK(finished < 40);
}

TEST_CASE("two processes write in turn") {
  Place place;
  {
    Vault(place.file, place.options).consents().grant("answer", "owner");
  }
  const auto write_some = [&](Vault& vault) {
    for (int i = 0; i < 50; ++i) {
      vault.events().record("answer", "asked", text("x"));
      vault.audit().append("action.test", {});
    }
  };
  Vault one(place.file, place.options), two(place.file, place.options);
  std::thread other([&] { write_some(two); });
  write_some(one);
  other.join();
  CHECK(one.events().count() == 100);
  CHECK(one.audit().verify().good());
  CHECK(one.audit().count() == 102);
}

}  // namespace tinybrain
