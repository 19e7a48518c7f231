// One file of rows, encrypted or not: SQLite behind a narrow door, the only user of it. Whatever is acknowledged is on the
// disk (WAL, full sync), whatever is deleted is overwritten, two processes may write in turn, nothing temporary goes to a
// file. What the rows mean is up to those who open it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace tinybrain {

class Database;

// A prepared statement. Columns are valid until the next step. One thread at a time.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Values for ?1, ?2, ...: integers, double, text, bytes, nullptr for NULL. Then runs from the start.
  template <class... Values>
  Statement& with(const Values&... values) {
    reset();
    int i = 0;
    (bind(++i, values), ...);
    return *this;
  }
  bool step();  // whether there is a row
  void run();   // to the end; rows are thrown away

  int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;
  std::span<const std::byte> blob(int column) const;
  bool is_null(int column) const;

 private:
  friend class Database;
  Statement(Database& database, std::string_view sql);
  void reset();
  void bind(int i, int64_t value);
  void bind(int i, int value) { bind(i, int64_t{value}); }
  void bind(int i, uint64_t value) { bind(i, static_cast<int64_t>(value)); }
  void bind(int i, bool value) { bind(i, int64_t{value}); }
  void bind(int i, double value);
  void bind(int i, std::string_view value);
  void bind(int i, const std::string& value) { bind(i, std::string_view(value)); }
  void bind(int i, const char* value) { bind(i, std::string_view(value)); }
  void bind(int i, std::span<const std::byte> value);
  void bind(int i, std::nullptr_t);
  template <class T>
  void bind(int i, const std::optional<T>& value) {
    value ? bind(i, *value) : bind(i, nullptr);
  }

  Database* database_;
  sqlite3_stmt* statement_ = nullptr;
};

// All changes until commit() or none.
class Transaction {
 public:
  explicit Transaction(Database& database);
  Transaction(const Transaction&) = delete;
  ~Transaction();  // without commit(): as if nothing had happened
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

struct DatabaseOptions {
  std::string key;     // 32 bytes; empty = not encrypted
  bool create = true;  // when it is not there
  bool read_only = false;
  int wait_ms = 5000;  // for another process that writes
};

class Database {
 public:
  // kind: four bytes that tell one sort of file from another. schemas: each brings the tables from one version to the
  // next, in SQL; those the file lacks are run in one transaction.
  // Error{not_found}; {bad_file}: another kind, made by a newer version, damaged, or a wrong key; {no_space}; {io}.
  Database(const std::filesystem::path& path, uint32_t kind, std::span<const char* const> schemas,
           const DatabaseOptions& options = {});
  ~Database();
  Database(const Database&) = delete;

  Statement prepare(std::string_view sql) { return Statement(*this, sql); }
  // One statement with values, its rows thrown away.
  template <class... Values>
  void run(std::string_view sql, const Values&... values) {
    prepare(sql).with(values...).run();
  }
  // The first column of the first row.
  template <class... Values>
  std::optional<int64_t> find_integer(std::string_view sql, const Values&... values) {
    Statement s = prepare(sql);
    return s.with(values...).step() ? std::optional(s.integer(0)) : std::nullopt;
  }
  template <class... Values>
  std::optional<std::string> find_text(std::string_view sql, const Values&... values) {
    Statement s = prepare(sql);
    return s.with(values...).step() ? std::optional(s.text(0)) : std::nullopt;
  }
  void script(const std::string& sql);  // several statements without values

  int64_t last_id() const;  // of the row inserted last
  int64_t changes() const;  // rows that the last statement changed
  const std::filesystem::path& path() const { return path_; }

  // What SQLite finds damaged; empty = nothing.
  std::vector<std::string> damages();
  // A whole copy, with the same key, while others go on; it appears whole or not at all.
  void copy_to(const std::filesystem::path& path);
  // Leaves no bytes of deleted rows in the file or its log: compacts both.
  void scrub();
  // Moves the log into the file and empties it, unless a reader is in the way.
  void compact_log();
  // Every page as it is once decrypted, also those that hold nothing any more: to look for what should be gone.
  void each_page(const std::function<void(std::span<const std::byte>)>& look);

 private:
  friend class Statement;
  friend class Transaction;
  [[noreturn]] void fail(int code) const;
  void check(int code) const;
  void identify(uint32_t kind, std::span<const char* const> schemas, bool read_only);

  std::filesystem::path path_;
  sqlite3* handle_ = nullptr;
};

}  // namespace tinybrain
