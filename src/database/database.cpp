#include "database/database.h"

#include <sqlite3.h>

#include <utility>

#include "base/messages/base.h"
#include "base/messages/database.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
constexpr const char* kUnfinished = ".part";

std::string hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (unsigned char c : bytes) {
    out += kDigits[c >> 4];
    out += kDigits[c & 15];
  }
  return out;
}

// The cipher takes 32 bytes as they are, without deriving them from a password.
std::string raw_key(const std::string& key) {
  if (!key.empty() && key.size() != 32)
    throw Error(Code::bad_argument, msg::kDatabaseKeyLength, key.size());
  return key.empty() ? std::string() : "raw:" + hex(key);
}

}  // namespace

// ---- Statements --------------------------------------------------------------------------------

Statement::Statement(Database& database, std::string_view sql) : database_(&database) {
  database.check(sqlite3_prepare_v2(database.handle_, sql.data(), static_cast<int>(sql.size()),
                                    &statement_, nullptr));
}

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)) {}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) {
    const int error = sqlite3_extended_errcode(database_->handle_);
    try {
      database_->fail(error ? error : code);
    } catch (...) {
      sqlite3_reset(statement_);
      throw;
    }
  }
  sqlite3_reset(statement_);
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

void Statement::bind(int i, int64_t value) {
  database_->check(sqlite3_bind_int64(statement_, i, value));
}
void Statement::bind(int i, double value) {
  database_->check(sqlite3_bind_double(statement_, i, value));
}
void Statement::bind(int i, std::string_view value) {
  database_->check(sqlite3_bind_text64(statement_, i, value.data() ? value.data() : "",
                                       value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}
void Statement::bind(int i, std::span<const std::byte> value) {
  static constexpr char kNothing = 0;
  database_->check(sqlite3_bind_blob64(
      statement_, i, value.empty() ? &kNothing : static_cast<const void*>(value.data()),
      value.size(), SQLITE_TRANSIENT));
}
void Statement::bind(int i, std::nullptr_t) { database_->check(sqlite3_bind_null(statement_, i)); }

int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Statement::real(int column) const { return sqlite3_column_double(statement_, column); }
std::string Statement::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return text ? std::string(text, static_cast<size_t>(sqlite3_column_bytes(statement_, column)))
              : std::string();
}
std::span<const std::byte> Statement::blob(int column) const {
  const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
  return {bytes, bytes ? static_cast<size_t>(sqlite3_column_bytes(statement_, column)) : 0};
}
bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

// ---- Transactions ------------------------------------------------------------------------------

Transaction::Transaction(Database& database) : database_(database) {
  database_.run("BEGIN IMMEDIATE");
}
Transaction::~Transaction() {
  if (open_) sqlite3_exec(database_.handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}
void Transaction::commit() {
  database_.run("COMMIT");
  open_ = false;
}

// ---- The file ----------------------------------------------------------------------------------

Database::Database(const fs::path& path, uint32_t kind, std::span<const char* const> schemas,
                   const DatabaseOptions& options)
    : path_(path) {
  const std::string key = raw_key(options.key);
  std::error_code error;
  const bool there = fs::exists(path, error);
  if (!there && !options.create) throw Error(Code::not_found, msg::kFileNotFound, path.string());
  if (there && !fs::is_regular_file(path, error))
    throw Error(Code::bad_argument, msg::kFileNotRegular, path.string());
  const int flags = options.read_only
                        ? SQLITE_OPEN_READONLY
                        : SQLITE_OPEN_READWRITE | (options.create ? SQLITE_OPEN_CREATE : 0);
  const int code = sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  try {
    check(code);
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, options.wait_ms);
    if (!key.empty()) check(sqlite3_key(handle_, key.data(), static_cast<int>(key.size())));
    identify(kind, schemas, options.read_only);
  } catch (...) {
    sqlite3_close_v2(handle_);
    throw;
  }
}

Database::~Database() { sqlite3_close_v2(handle_); }

void Database::identify(uint32_t kind, std::span<const char* const> schemas, bool read_only) {
  if (!read_only) {
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = FULL");
    run("PRAGMA secure_delete = ON");
  }
  const auto known = static_cast<int64_t>(schemas.size());
  const auto is_current = [&] {
    const int64_t found = *find_integer("PRAGMA application_id");
    const int64_t version = *find_integer("PRAGMA user_version");
    const bool empty = *find_integer("SELECT count(*) FROM sqlite_schema") == 0;
    if (!(empty && found == 0) && found != static_cast<int64_t>(kind))
      throw Error(Code::bad_file, msg::kDatabaseKind, path_.string());
    if (version > known)
      throw Error(Code::bad_file, msg::kDatabaseNewer, path_.string(), version, known);
    return version == known;
  };
  if (is_current()) return;
  if (read_only) throw Error(Code::bad_file, msg::kDatabaseReadOnly, path_.string());
  Transaction change(*this);
  if (is_current()) return;  // another process was here first
  for (int64_t i = *find_integer("PRAGMA user_version"); i < known; ++i)
    script(schemas[static_cast<size_t>(i)]);
  run("PRAGMA application_id = " + std::to_string(kind));
  run("PRAGMA user_version = " + std::to_string(known));
  change.commit();
}

void Database::script(const std::string& sql) {
  check(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr));
}

int64_t Database::last_id() const { return sqlite3_last_insert_rowid(handle_); }
int64_t Database::changes() const { return sqlite3_changes64(handle_); }

std::vector<std::string> Database::damages() {
  std::vector<std::string> all;
  try {
    Statement s = prepare("PRAGMA integrity_check(20)");
    while (s.step()) {
      if (s.text(0) != "ok") all.push_back(s.text(0));
    }
  } catch (const Error& e) {
    all.emplace_back(e.what());
  }
  return all;
}

void Database::copy_to(const fs::path& path) {
  // VACUUM INTO keeps key and cipher, and leaves out what was deleted.
  fs::path part = path;
  part += kUnfinished;
  std::error_code error;
  fs::remove(part, error);
  run("VACUUM INTO ?1", part.string());
  fs::rename(part, path, error);
  if (error) {
    fs::remove(part, error);
    throw Error(Code::io, msg::kDatabaseIo, path.string(), error.message());
  }
}

void Database::scrub() {
  run("VACUUM");
  compact_log();
}

void Database::compact_log() { run("PRAGMA wal_checkpoint(TRUNCATE)"); }

void Database::each_page(const std::function<void(std::span<const std::byte>)>& look) {
  Statement s = prepare("SELECT data FROM sqlite_dbpage");
  while (s.step()) look(s.blob(0));
}

void Database::check(int code) const {
  if (code != SQLITE_OK) fail(handle_ ? sqlite3_extended_errcode(handle_) : code);
}

void Database::fail(int code) const {
  const std::string place = path_.string();
  const std::string why = handle_ ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_NOMEM: throw std::bad_alloc();
    case SQLITE_FULL: throw Error(Code::no_space, msg::kDatabaseFull, place);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: throw Error(Code::io, msg::kDatabaseBusy, place);
    case SQLITE_READONLY:
    case SQLITE_PERM: throw Error(Code::io, msg::kDatabaseReadOnly, place);
    case SQLITE_CANTOPEN: throw Error(Code::io, msg::kDatabaseOpen, place, why);
    case SQLITE_NOTADB: throw Error(Code::bad_file, msg::kDatabaseKey, place);
    case SQLITE_CORRUPT: throw Error(Code::bad_file, msg::kDatabaseDamaged, place, why);
    case SQLITE_IOERR:
    case SQLITE_AUTH:
    case SQLITE_TOOBIG: throw Error(Code::io, msg::kDatabaseIo, place, why);
    default: throw Error(Code::internal, msg::kDatabaseStatement, place, why);
  }
}

}  // namespace tinybrain
