#include "home/vault_place.h"

#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "base/home.h"
#include "base/json.h"
#include "base/messages/home_vault.h"
#include "cli/output.h"
#include "cli/text.h"

namespace tinybrain::home {
namespace {

namespace fs = std::filesystem;
constexpr const char* kKeyringEntry = "vault";

// Typed letters are not shown while this lives.
class Unseen {
 public:
  Unseen() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios unseen = before_;
    unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen) == 0;
  }
  Unseen(const Unseen&) = delete;
  ~Unseen() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }

 private:
  termios before_{};
  bool changed_ = false;
};

// How the vault opens, from its head; "" when there is none yet.
std::string key_kind(const Options& options) {
  fs::path head = vault_file(options);
  head += ".head";
  std::error_code error;
  if (!fs::exists(head, error)) return "";
  try {
    return Json::parse(read_file(head, 64 << 10)).get_string("key", "");
  } catch (const Error& e) {
    if (e.code() == Code::bad_file) return "";  // the vault itself says what is wrong
    throw;
  }
}

}  // namespace

fs::path vault_file(const Options& options) {
  return options.vault.empty() ? data_home() / "vault.tbv" : fs::path(options.vault);
}

fs::path key_file(const Options& options) {
  return options.key_file.empty() ? config_home() / "vault.key" : fs::path(options.key_file);
}

std::string vault_options(const Options& options, bool create) {
  Json j;
  j.set("create", create);
  const std::string kind = key_kind(options);
  if (kind == "passphrase")
    j.set("passphrase", secret(msg::kAskPassphrase));
  else if (kind == "keyring")
    j.set("keyring", kKeyringEntry);
  else
    j.set("key_file", key_file(options).string());
  return j.dump();
}

tb::Vault open_vault(const Options& options, bool create) {
  return tb::Vault(vault_file(options).string(), vault_options(options, create));
}

std::string secret(const Message& prompt) {
  std::string line;
  bool there = false;
  if (cli::input_is_terminal()) {
    cli::note(cli::text(prompt));
    const Unseen unseen;
    there = cli::read_line(line);
  } else {
    there = cli::read_line(line);
  }
  if (!there || line.empty()) throw Error(Code::bad_argument, msg::kNoPassphrase);
  return line;
}

bool says_yes(const std::string& question) {
  if (!cli::input_is_terminal()) return false;
  cli::note(fmt::format("{} {}", question, cli::text(msg::kYesNo)));
  std::string line;
  if (!cli::read_line(line)) return false;
  return line == "y" || line == "yes" || line == "Y" || line == "네" || line == "예";
}

}  // namespace tinybrain::home
