#include "database/database.h"

#include <doctest/doctest.h>

#include <thread>

#include "base/error.h"
#include "base/folder_testing.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
using testing::bytes_of;
using testing::code_of;
constexpr uint32_t kKind = 0x74657374;
constexpr const char* kSchemas[] = {
    "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    "ALTER TABLE notes ADD COLUMN mood REAL"};

}  // namespace

TEST_CASE("rows come back as they were, also from an encrypted file") {
  const testing::TemporaryFolder folder;
  const std::string key(32, '\x17');
  for (const std::string& k : {std::string(), key}) {
    const fs::path path = folder.path / (k.empty() ? "plain.db" : "secret.db");
    DatabaseOptions options;
    options.key = k;
    {
      Database db(path, kKind, kSchemas, options);
      const std::string bytes("a\0b", 3);
      db.run("INSERT INTO notes (text, mood) VALUES (?1, ?2)", "행복한 하루", 0.25);
      db.run("INSERT INTO notes (text, mood) VALUES (?1, ?2)", bytes, nullptr);
      CHECK(db.last_id() == 2);
    }
    Database db(path, kKind, kSchemas, options);
    {
      Statement s = db.prepare("SELECT text, mood FROM notes WHERE id = ?1");
      REQUIRE(s.with(1).step());
      CHECK(s.text(0) == "행복한 하루");
      CHECK(s.real(1) == 0.25);
      REQUIRE(s.with(2).step());
      CHECK(s.text(0).size() == 3);
      CHECK(s.is_null(1));
    }
    CHECK(db.damages().empty());
    db.scrub();
    CHECK((bytes_of(path).find("행복한") == std::string::npos) == !k.empty());
  }
}

TEST_CASE("a wrong key, another kind and a newer form are told apart and nothing is changed") {
  const testing::TemporaryFolder folder;
  const fs::path path = folder.path / "a.db";
  DatabaseOptions right, wrong;
  right.key.assign(32, 'a');
  wrong.key.assign(32, 'b');
  {
    Database db(path, kKind, kSchemas, right);
  }
  const std::string before = bytes_of(path);
  CHECK(code_of([&] { Database(path, kKind, kSchemas, wrong); }) == Code::bad_file);
  CHECK(code_of([&] { Database(path, kKind, kSchemas); }) == Code::bad_file);
  CHECK(code_of([&] { Database(path, kKind + 1, kSchemas, right); }) == Code::bad_file);
  CHECK(code_of([&] { Database(path, kKind, std::span(kSchemas, 1), right); }) == Code::bad_file);
  CHECK(code_of([&] { Database(folder.path / "none.db", kKind, kSchemas, {.create = false}); }) ==
        Code::not_found);
  CHECK(code_of([&] { Database(path, kKind, kSchemas, {.key = "short"}); }) == Code::bad_argument);
  CHECK(bytes_of(path) == before);
}

TEST_CASE("an older form is brought up to date") {
  const testing::TemporaryFolder folder;
  const fs::path path = folder.path / "a.db";
  {
    Database db(path, kKind, std::span(kSchemas, 1));
    db.run("INSERT INTO notes (text) VALUES ('kept')");
  }
  Database db(path, kKind, kSchemas);
  CHECK(db.find_text("SELECT text FROM notes WHERE mood IS NULL") == "kept");
}

TEST_CASE("a transaction without commit never was") {
  const testing::TemporaryFolder folder;
  Database db(folder.path / "a.db", kKind, kSchemas);
  {
    Transaction t(db);
    db.run("INSERT INTO notes (text) VALUES ('gone')");
  }
  CHECK(db.find_integer("SELECT count(*) FROM notes") == 0);
}

TEST_CASE("what was deleted leaves no bytes") {
  const testing::TemporaryFolder folder;
  const fs::path path = folder.path / "a.db";
  Database db(path, kKind, kSchemas);
  const std::string secret = "the number is 4711-0815";
  for (int i = 0; i < 200; ++i)
    db.run("INSERT INTO notes (text) VALUES (?1)", i == 77 ? secret : "note " + std::to_string(i));
  db.run("DELETE FROM notes WHERE text = ?1", secret);
  db.scrub();
  CHECK(bytes_of(path).find(secret) == std::string::npos);
  CHECK(bytes_of(path.string() + "-wal").find(secret) == std::string::npos);
}

TEST_CASE("two writers take turns") {
  const testing::TemporaryFolder folder;
  const fs::path path = folder.path / "a.db";
  {
    Database db(path, kKind, kSchemas);
  }
  const auto write = [&] {
    Database db(path, kKind, kSchemas);
    for (int i = 0; i < 50; ++i) db.run("INSERT INTO notes (text) VALUES ('x')");
  };
  std::thread other(write);
  write();
  other.join();
  Database db(path, kKind, kSchemas);
  CHECK(db.find_integer("SELECT count(*) FROM notes") == 100);
}

TEST_CASE("a damaged file is said to be damaged") {
  const testing::TemporaryFolder folder;
  const fs::path path = folder.path / "a.db";
  {
    Database db(path, kKind, kSchemas);
    for (int i = 0; i < 2000; ++i) db.run("INSERT INTO notes (text) VALUES ('some text or other')");
    db.scrub();
  }
  std::string bytes = bytes_of(path);
  for (size_t i = 8192; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31);
  std::ofstream(path, std::ios::binary) << bytes;
  Database db(path, kKind, kSchemas);
  CHECK(!db.damages().empty());
}

TEST_CASE("a copy holds everything, under the same key") {
  const testing::TemporaryFolder folder;
  DatabaseOptions options, other;
  options.key.assign(32, 'a');
  other.key.assign(32, 'z');
  Database db(folder.path / "a.db", kKind, kSchemas, options);
  db.run("INSERT INTO notes (text) VALUES ('kept')");
  db.copy_to(folder.path / "b.db");
  {
    Database copy(folder.path / "b.db", kKind, kSchemas, options);
    CHECK(copy.find_text("SELECT text FROM notes") == "kept");
  }
  CHECK(code_of([&] { Database(folder.path / "b.db", kKind, kSchemas, other); }) == Code::bad_file);
}

TEST_CASE("pages can be looked at as they are once decrypted") {
  const testing::TemporaryFolder folder;
  DatabaseOptions options;
  options.key.assign(32, 'a');
  Database db(folder.path / "a.db", kKind, kSchemas, options);
  db.run("INSERT INTO notes (text) VALUES ('gooseberry')");
  const auto holds = [&](std::string_view text) {
    bool found = false;
    db.each_page([&](std::span<const std::byte> page) {
      found |=
          std::string_view(reinterpret_cast<const char*>(page.data()), page.size()).find(text) !=
          std::string_view::npos;
    });
    return found;
  };
  CHECK(holds("gooseberry"));
  db.run("DELETE FROM notes");
  db.scrub();
  CHECK(!holds("gooseberry"));
}

}  // namespace tinybrain
