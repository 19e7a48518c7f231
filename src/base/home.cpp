#include "base/home.h"

#include <cstdlib>

namespace tinybrain {

const char* environment(const char* name) {
  const char* value = std::getenv(name);
  return value && *value ? value : nullptr;
}

std::filesystem::path data_home() {
  namespace fs = std::filesystem;
  if (const char* own = environment("TINYBRAIN_HOME")) return own;
  if (const char* xdg = environment("XDG_DATA_HOME")) return fs::path(xdg) / "tinybrain";
  const char* home = environment("HOME");
  return fs::path(home ? home : ".") / ".local" / "share" / "tinybrain";
}

std::filesystem::path config_home() {
  namespace fs = std::filesystem;
  if (const char* xdg = environment("XDG_CONFIG_HOME")) return fs::path(xdg) / "tinybrain";
  const char* home = environment("HOME");
  return fs::path(home ? home : ".") / ".config" / "tinybrain";
}

}  // namespace tinybrain
