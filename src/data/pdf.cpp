// pdftotext as a process of its own: no shell, limits on its time, memory and output, and where the kernel can,
// sealed: no network, no file but this one and what programs are made of.
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>

#include "base/error.h"
#include "base/messages/data.h"
#include "base/sandbox.h"
#include "data/readers.h"

namespace tinybrain {
namespace {

constexpr size_t kMaxOutput = size_t{64} << 20;
constexpr rlim_t kSeconds = 60, kMemory = rlim_t{2} << 30;

void limit(int what, rlim_t most) {
  const rlimit both{most, most};
  setrlimit(what, &both);
}

std::unique_ptr<const Seal> sealed_for(const std::filesystem::path& file) {
  if (!sandbox_support().whole()) return nullptr;
  return std::make_unique<Seal>(Sandbox{
      .readable = {file, "/etc/fonts", "/var/cache/fontconfig"},
      .programs = true,
  });
}

}  // namespace

std::string pdf_text(const std::filesystem::path& path) {
  const std::string absolute = std::filesystem::absolute(path).string();
  const std::unique_ptr<const Seal> seal = sealed_for(absolute);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw Error(Code::unsupported, msg::kDataPdf);
  const pid_t child = fork();
  if (child == 0) {  // only calls that are safe after fork
    dup2(ends[1], 1);
    const int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, 0);
    dup2(nowhere, 2);
    limit(RLIMIT_CPU, kSeconds);
    limit(RLIMIT_AS, kMemory);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, 64);
    limit(RLIMIT_CORE, 0);
    if (seal && seal->apply() != 0) _exit(126);
    execlp("pdftotext", "pdftotext", "-enc", "UTF-8", "-nopgbrk", absolute.c_str(), "-",
           static_cast<char*>(nullptr));
    _exit(127);
  }
  close(ends[1]);
  std::string out;
  char piece[65536];
  ssize_t n = 0;
  while (child > 0 && out.size() < kMaxOutput && (n = read(ends[0], piece, sizeof piece)) > 0)
    out.append(piece, static_cast<size_t>(n));
  close(ends[0]);
  int status = 0;
  if (child > 0) {
    if (out.size() >= kMaxOutput) kill(child, SIGKILL);
    waitpid(child, &status, 0);
  }
  if (child <= 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw Error(Code::unsupported, msg::kDataPdf);
  return out;
}

}  // namespace tinybrain
