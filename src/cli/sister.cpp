#include "cli/sister.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/messages/base.h"
#include "base/messages/cli.h"
#include "base/messages/cli_help.h"
#include "base/messages/desk_home.h"
#include "base/messages/home.h"
#include "base/messages/home_compress.h"
#include "base/messages/home_learn.h"
#include "base/messages/home_memory.h"
#include "base/messages/home_taste.h"
#include "base/messages/home_vault.h"
#include "cli/output.h"
#include "cli/text.h"

namespace tinybrain::cli {
namespace {

namespace fs = std::filesystem;

constexpr SisterCommand kHomeCommands[] = {
    {"doctor", msg::kHelpDoctor},       {"redact", msg::kHelpRedact},
    {"knowledge", msg::kHelpKnowledge}, {"skill", msg::kHelpSkill},
    {"desk", msg::kHelpDesk},           {"vault", msg::kHelpVault},
    {"consent", msg::kHelpConsent},     {"audit", msg::kHelpAudit},
    {"forget", msg::kHelpForget},       {"export", msg::kHelpExport},
    {"taste", msg::kHelpTaste},         {"learn", msg::kHelpLearn},
    {"memory", msg::kHelpMemory},       {"compress", msg::kHelpCompress},
};

// Beside this program, or in libexec where packages put helpers.
fs::path find(const char* program) {
  std::error_code error;
  const fs::path own = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& place : {own, own.parent_path() / "libexec"}) {
    if (!own.empty() && ::access((place / program).c_str(), X_OK) == 0) return place / program;
  }
  throw Error(Code::not_found, msg::kNoSister, program, own.string());
}

bool is_home_command(std::string_view word) {
  for (const SisterCommand& command : kHomeCommands)
    if (word == command.name) return true;
  return false;
}

}  // namespace

std::span<const SisterCommand> home_commands() { return kHomeCommands; }

void become(const char* program, std::vector<std::string> arguments) {
  const fs::path path = find(program);
  flush();
  std::vector<char*> pointers = {const_cast<char*>(program)};
  for (std::string& word : arguments) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  ::execv(path.c_str(), pointers.data());
  throw Error(Code::io, msg::kChildFailed, path.string(), std::strerror(errno));
}

void become_home(const std::string& command, std::vector<std::string> arguments) {
  std::vector<std::string> all = {command, "--lang", language() == Language::ko ? "ko" : "en"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  become("tinybrain-home", std::move(all));
}

void become_home(int argc, char** argv) {
  std::vector<std::string> before;  // --json and the like may come before the command
  for (int i = 1; i < argc && argv[i][0] == '-'; ++i) {
    if (std::strcmp(argv[i], "--lang") == 0)
      ++i;
    else if (std::strcmp(argv[i], "--json") == 0)
      before.emplace_back(argv[i]);
    else if (std::strncmp(argv[i], "--lang=", 7) != 0)
      return;
    if (i + 1 < argc && is_home_command(argv[i + 1])) {
      before.insert(before.end(), argv + i + 2, argv + argc);
      become_home(std::string(argv[i + 1]), std::move(before));
    }
  }
  if (argc > 1 && is_home_command(argv[1]))
    become_home(std::string(argv[1]), std::vector<std::string>(argv + 2, argv + argc));
}

}  // namespace tinybrain::cli
