#include "knowledge/passages.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/base.h"
#include "base/messages/database.h"
#include "base/messages/knowledge.h"
#include "base/messages/model.h"
#include "base/sha256.h"
#include "knowledge/passage_split.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;

constexpr uint32_t kKind = 0x74626b31;  // "tbk1"
constexpr const char* kForm = "1";      // of passages: a newer one reads unchanged files again
// What a cosine counts beside the lexical score, chosen on half of the questions of bench/retrieval.py: the seed brain
// learned from short texts, and of passages its vectors say little but across languages.
constexpr float kMeaning = 0.5f, kMeaningOfSeed = 0.1f;
constexpr size_t kBatch = 16;  // passages between two looks at progress

constexpr const char* kSchemas[] = {R"(
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL,
  bytes INTEGER NOT NULL
);
CREATE TABLE passages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
  hash TEXT NOT NULL,
  row INTEGER NOT NULL,
  heading TEXT NOT NULL,
  text TEXT NOT NULL,
  terms BLOB NOT NULL,
  vector BLOB
);
CREATE INDEX passages_of_file ON passages (file);
)"};

DatabaseOptions database_options(const PassagesOptions& options) {
  DatabaseOptions o;
  o.create = options.create && !options.read_only;
  o.read_only = options.read_only;
  return o;
}

std::string hash_of(std::string_view a, std::string_view b) {
  Sha256 hash;
  hash.update(a.data(), a.size());
  hash.update("", 1);
  hash.update(b.data(), b.size());
  return hash.finish_hex();
}

std::string full_name(const fs::path& path) {
  std::error_code error;
  const fs::path full = fs::weakly_canonical(path, error);
  return (error ? path : full).string();
}

// What words and vectors are made of.
std::string whole_text(const std::string& heading, const std::string& text) {
  return heading.empty() ? text : heading + "\n" + text;
}

// The name by which a person knows a model: its file's, or its folder's.
std::string model_name(const LoadedModel& model) {
  const fs::path path = fs::weakly_canonical(model.source().path());
  if (path.filename() == "model.gguf") return path.parent_path().filename().string();
  return path.extension() == ".gguf" ? path.stem().string() : path.filename().string();
}

}  // namespace

struct Passages::Prepared {
  struct One {
    SplitPassage passage;
    std::string hash;
    int64_t kept = 0;  // the id that it has already; 0 = new
    std::vector<std::byte> terms, vector;
  };
  std::string name, hash;
  uint64_t bytes = 0;
  std::vector<One> passages;
};

Passages::Passages(const fs::path& file, LoadedModel* encoder, const PassagesOptions& options)
    : encoder_(encoder), database_(file, kKind, kSchemas, database_options(options)) {
  if (encoder_) encoder_->require_encoder();
  const Settings made = settings();
  if (encoder_ && !options.renewing && !made.fingerprint.empty() &&
      made.fingerprint != encoder_->fingerprint())
    throw Error(Code::bad_argument, msg::kPassagesEncoder, file.string(), made.encoder,
                model_name(*encoder_));
  if (options.read_only) return;
  try {
    scrub_if_needed();
  } catch (const Error& e) {
    if (e.code() != Code::io) throw;  // another process is writing: the next change does it
  }
}

// ---- Settings ----------------------------------------------------------------------------------

Passages::Settings Passages::settings() {
  const auto get = [&](const char* name) {
    return database_.find_text("SELECT value FROM settings WHERE name = ?1", name).value_or("");
  };
  Settings s{get("encoder"), get("fingerprint"), 0};
  if (!s.fingerprint.empty()) s.width = static_cast<size_t>(std::atoll(get("width").c_str()));
  return s;
}

void Passages::set(std::string_view name, std::string_view value) {
  database_.run("INSERT OR REPLACE INTO settings VALUES (?1, ?2)", name, value);
}

// Within a change: that new passages get vectors as the others have them.
void Passages::check_encoder() {
  const Settings made = settings();
  const std::string mine = encoder_ ? encoder_->fingerprint() : std::string();
  if (made.fingerprint == mine) return;
  if (size() > 0) {
    if (made.fingerprint.empty())
      throw Error(Code::bad_argument, msg::kPassagesNoVectors, database_.path().string());
    throw Error(Code::bad_argument, msg::kPassagesEncoder, database_.path().string(), made.encoder,
                encoder_ ? model_name(*encoder_) : "-");
  }
  set("encoder", encoder_ ? model_name(*encoder_) : "");
  set("fingerprint", mine);
  set("width", encoder_ ? std::to_string(encoder_->config().width) : "0");
}

// ---- Adding ------------------------------------------------------------------------------------

std::vector<std::vector<std::byte>> Passages::vectors_of(
    const std::vector<std::string>& texts, const std::function<bool(double share)>& progress) {
  std::vector<std::vector<std::byte>> all;
  const size_t width = encoder_ ? encoder_->config().width : 0;
  std::vector<float> vectors(kBatch * width);
  for (size_t begin = 0; begin < texts.size(); begin += kBatch) {
    const size_t count = std::min(kBatch, texts.size() - begin);
    if (encoder_) {
      const std::vector<std::string_view> some(texts.begin() + static_cast<long>(begin),
                                               texts.begin() + static_cast<long>(begin + count));
      embed_texts(*encoder_, some, true, vectors.data());
    }
    for (size_t i = 0; i < count; ++i)
      all.push_back(encoder_ ? pack_vector({vectors.data() + i * width, width})
                             : std::vector<std::byte>());
    if (progress &&
        !progress(static_cast<double>(begin + count) / static_cast<double>(texts.size())))
      throw Error(Code::cancelled, msg::kCancelled);
  }
  return all;
}

Passages::Prepared Passages::prepare(const std::string& name, const Dataset& document,
                                     const std::function<bool(double share)>& progress) {
  Prepared file;
  file.name = name;
  std::multimap<std::string, int64_t> there;  // hash -> id
  {
    Statement s = database_.prepare(
        "SELECT p.hash, p.id FROM passages p JOIN files f ON p.file = f.id WHERE f.name = ?1 "
        "ORDER BY p.id");
    s.with(name);
    while (s.step()) there.emplace(s.text(0), s.integer(1));
  }
  std::vector<std::string> texts;
  std::vector<size_t> fresh;
  for (SplitPassage& p : passages_of(document)) {
    Prepared::One one;
    one.hash = hash_of(p.heading, p.text);
    if (const auto kept = there.find(one.hash); kept != there.end()) {
      one.kept = kept->second;
      there.erase(kept);
    } else {
      texts.push_back(whole_text(p.heading, p.text));
      one.terms = pack_terms(texts.back());
      fresh.push_back(file.passages.size());
    }
    one.passage = std::move(p);
    file.passages.push_back(std::move(one));
  }
  auto vectors = vectors_of(texts, progress);
  for (size_t i = 0; i < fresh.size(); ++i) file.passages[fresh[i]].vector = std::move(vectors[i]);
  return file;
}

void Passages::write(const Prepared& file, Added& added) {
  Transaction change(database_);
  check_encoder();
  database_.run(
      "INSERT INTO files (name, hash, bytes) VALUES (?1, ?2, ?3) "
      "ON CONFLICT (name) DO UPDATE SET hash = ?2, bytes = ?3",
      file.name, file.hash, file.bytes);
  const int64_t id = *database_.find_integer("SELECT id FROM files WHERE name = ?1", file.name);
  std::set<int64_t> gone;
  {
    Statement s = database_.prepare("SELECT id FROM passages WHERE file = ?1");
    s.with(id);
    while (s.step()) gone.insert(s.integer(0));
  }
  Statement move = database_.prepare("UPDATE passages SET row = ?2 WHERE id = ?1 AND file = ?3");
  Statement insert = database_.prepare(
      "INSERT INTO passages (file, hash, row, heading, text, terms, vector) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  uint64_t fresh = 0;
  for (const Prepared::One& one : file.passages) {
    if (one.kept) {
      // Another process took it away since it was looked up.
      if (!gone.erase(one.kept))
        throw Error(Code::io, msg::kDatabaseBusy, database_.path().string());
      move.with(one.kept, one.passage.row, id).run();
      continue;
    }
    const std::optional<std::span<const std::byte>> vector =
        one.vector.empty() ? std::nullopt : std::optional(std::span<const std::byte>(one.vector));
    insert
        .with(id, one.hash, one.passage.row, one.passage.heading, one.passage.text,
              std::span<const std::byte>(one.terms), vector)
        .run();
    ++fresh;
  }
  Statement drop = database_.prepare("DELETE FROM passages WHERE id = ?1");
  for (int64_t passage : gone) drop.with(passage).run();
  if (!gone.empty()) set("scrub", "1");
  change.commit();
  ++changes_;
  ++added.files;
  added.passages_added += fresh;
  added.passages_removed += gone.size();
}

Passages::Added Passages::add(const fs::path& path, const Progress& progress) {
  std::error_code error;
  if (!fs::exists(path, error)) throw Error(Code::not_found, msg::kFileNotFound, path.string());
  const bool folder = fs::is_directory(path, error);
  const std::vector<fs::path> found = readable_files(path);
  uint64_t total = 0, done = 0;
  for (const fs::path& file : found) {
    const uintmax_t bytes = fs::file_size(file, error);
    if (!error) total += bytes;
  }
  Added added;
  std::set<std::string> there;
  ReadOptions read;
  read.task = Task::complete;
  for (const fs::path& file : found) {
    const std::string name = full_name(file);
    there.insert(name);
    uint64_t bytes = 0;
    try {
      const std::string content = read_file(file, read.max_bytes);
      bytes = content.size();
      const std::string hash = hash_of(kForm, content);
      if (database_.find_text("SELECT hash FROM files WHERE name = ?1", name) == hash) {
        ++added.unchanged;
      } else {
        const Dataset document =
            is_pdf(file) ? read_dataset(file, read) : read_document(content, file, read);
        Prepared prepared = prepare(name, document, [&](double share) {
          return !progress ||
                 progress(done + static_cast<uint64_t>(share * static_cast<double>(bytes)), total);
        });
        prepared.hash = hash;
        prepared.bytes = bytes;
        write(prepared, added);
      }
    } catch (const Error& e) {
      const bool of_the_file = e.code() == Code::bad_file || e.code() == Code::unsupported ||
                               e.code() == Code::not_found || e.code() == Code::bad_argument;
      if (!folder || !of_the_file) throw;
      added.problems.push_back({name, e});
    }
    done += bytes;
    if (progress && !progress(std::min(done, total), total))
      throw Error(Code::cancelled, msg::kCancelled);
  }
  if (folder) {
    const std::string under = full_name(path) + "/";
    for (const File& file : files()) {
      if (!file.name.starts_with(under) || there.contains(file.name)) continue;
      added.passages_removed += remove_files(file.name, false);
      ++added.vanished;
    }
  }
  scrub_if_needed();
  return added;
}

Passages::Added Passages::add_text(std::string_view name, std::string_view text,
                                   std::string_view format) {
  if (name.empty()) throw Error(Code::bad_argument, msg::kPassagesName);
  Added added;
  ReadOptions read;
  read.task = Task::complete;
  const Dataset document = read_document(text, "text." + std::string(format), read);
  const std::string hash = hash_of(kForm, text);
  if (database_.find_text("SELECT hash FROM files WHERE name = ?1", name) == hash) {
    ++added.unchanged;
    return added;
  }
  Prepared prepared = prepare(std::string(name), document, {});
  prepared.hash = hash;
  prepared.bytes = text.size();
  write(prepared, added);
  scrub_if_needed();
  return added;
}

void Passages::renew(const Progress& progress) {
  std::vector<int64_t> ids;
  std::vector<std::string> texts;
  {
    Statement s = database_.prepare("SELECT id, heading, text FROM passages ORDER BY id");
    s.with();
    while (s.step()) {
      ids.push_back(s.integer(0));
      texts.push_back(whole_text(s.text(1), s.text(2)));
    }
  }
  const auto vectors = vectors_of(texts, [&](double share) {
    const auto n = static_cast<double>(texts.size());
    return !progress || progress(static_cast<uint64_t>(share * n), texts.size());
  });
  Transaction change(database_);
  const bool same = *database_.find_integer("SELECT count(*) FROM passages") ==
                        static_cast<int64_t>(ids.size()) &&
                    *database_.find_integer("SELECT ifnull(max(id), 0) FROM passages") ==
                        (ids.empty() ? 0 : ids.back());
  if (!same) throw Error(Code::io, msg::kDatabaseBusy, database_.path().string());
  Statement update = database_.prepare("UPDATE passages SET vector = ?2 WHERE id = ?1");
  for (size_t i = 0; i < ids.size(); ++i) {
    const std::optional<std::span<const std::byte>> vector =
        vectors[i].empty() ? std::nullopt : std::optional(std::span<const std::byte>(vectors[i]));
    update.with(ids[i], vector).run();
  }
  set("encoder", encoder_ ? model_name(*encoder_) : "");
  set("fingerprint", encoder_ ? encoder_->fingerprint() : "");
  set("width", encoder_ ? std::to_string(encoder_->config().width) : "0");
  change.commit();
  ++changes_;
}

// ---- Removing ----------------------------------------------------------------------------------

uint64_t Passages::remove_files(std::string_view name, bool folder) {
  Transaction change(database_);
  std::vector<int64_t> ids;
  {
    Statement s = database_.prepare("SELECT id, name FROM files");
    s.with();
    const std::string under = std::string(name) + "/";
    while (s.step())
      if (s.text(1) == name || (folder && s.text(1).starts_with(under)))
        ids.push_back(s.integer(0));
  }
  uint64_t passages = 0;
  for (int64_t id : ids) {
    database_.run("DELETE FROM passages WHERE file = ?1", id);
    passages += static_cast<uint64_t>(database_.changes());
    database_.run("DELETE FROM files WHERE id = ?1", id);
  }
  if (ids.empty()) throw Error(Code::not_found, msg::kPassagesNoFile, name);
  set("scrub", "1");
  change.commit();
  ++changes_;
  return passages;
}

uint64_t Passages::remove(std::string_view file) {
  uint64_t passages = 0;
  std::string name(file);
  if (!database_.find_integer("SELECT id FROM files WHERE name = ?1", name)) name = full_name(name);
  while (name.size() > 1 && name.back() == '/') name.pop_back();
  passages = remove_files(name, true);
  scrub_if_needed();
  return passages;
}

// What was removed leaves no bytes, also when the process that removed it ended before it got here.
void Passages::scrub_if_needed() {
  if (!database_.find_integer("SELECT 1 FROM settings WHERE name = 'scrub'")) return;
  database_.scrub();
  database_.run("DELETE FROM settings WHERE name = 'scrub'");
}

// ---- Looking -----------------------------------------------------------------------------------

std::vector<Passages::File> Passages::files() {
  Statement s = database_.prepare(
      "SELECT f.name, f.bytes, count(p.id) FROM files f LEFT JOIN passages p ON p.file = f.id "
      "GROUP BY f.id ORDER BY f.name");
  s.with();
  std::vector<File> all;
  while (s.step())
    all.push_back(
        {s.text(0), static_cast<uint64_t>(s.integer(1)), static_cast<uint64_t>(s.integer(2))});
  return all;
}

uint64_t Passages::size() {
  return static_cast<uint64_t>(*database_.find_integer("SELECT count(*) FROM passages"));
}

Passage Passages::passage(int64_t id) {
  Statement s = database_.prepare(
      "SELECT p.text, p.heading, f.name, p.row FROM passages p JOIN files f ON p.file = f.id "
      "WHERE p.id = ?1");
  if (!s.with(id).step()) throw Error(Code::not_found, msg::kPassagesNone, id);
  return {id, s.text(0), s.text(1), s.text(2), static_cast<uint64_t>(s.integer(3))};
}

const PassageIndex& Passages::index() {
  for (int attempt = 0;; ++attempt) {
    const int64_t version = *database_.find_integer("PRAGMA data_version");
    if (version == seen_ && changes_ == indexed_) return index_;
    PassageIndex fresh(settings().width);
    bool right = true;
    {
      Statement s = database_.prepare("SELECT id, terms, vector FROM passages ORDER BY id");
      s.with();
      while (right && s.step()) right = fresh.add(s.integer(0), s.blob(1), s.blob(2));
    }
    if (right) {
      fresh.build();
      index_ = std::move(fresh);
      seen_ = version;
      indexed_ = changes_;
      return index_;
    }
    // Another process may have changed the encoder in between.
    if (attempt == 3)
      throw Error(Code::bad_file, msg::kDatabaseDamaged, database_.path().string(), "passages");
  }
}

std::vector<Hit> Passages::search(std::string_view question, size_t most) {
  const PassageIndex& index = this->index();
  const std::vector<float> lexical = index.lexical(question);
  std::vector<float> meanings(index.size());
  const float weight = encoder_ && model_name(*encoder_) == "seed" ? kMeaningOfSeed : kMeaning;
  const bool both = encoder_ && index.width() == encoder_->config().width;
  if (both) {
    std::vector<float> asked(index.width());
    embed_texts(*encoder_, {&question, 1}, true, asked.data());
    meanings = index.meanings(asked);
  }
  std::vector<Hit> hits;
  hits.reserve(index.size());
  for (size_t i = 0; i < index.size(); ++i)
    hits.push_back({index.id(i), lexical[i], meanings[i], lexical[i] + weight * meanings[i]});
  const size_t kept = std::min(most, hits.size());
  std::partial_sort(hits.begin(), hits.begin() + static_cast<long>(kept), hits.end(),
                    [](const Hit& a, const Hit& b) {
                      return a.strength != b.strength ? a.strength > b.strength : a.id < b.id;
                    });
  hits.resize(kept);
  return hits;
}

}  // namespace tinybrain
