#include "server/text.h"

#include <cstdlib>
#include <cstring>
#include <string_view>

#include "tinybrain/tinybrain.h"

namespace tinybrain::server {
namespace {
Language g_language = Language::en;
}

Language language() { return g_language; }

void choose_language(int argc, char** argv) {
  std::string_view given;
  for (const char* name : {"LANG", "LC_MESSAGES", "LC_ALL"}) {
    const char* value = std::getenv(name);
    if (value && *value) given = value;
  }
  for (int i = 1; i < argc; ++i) {
    if (std::strncmp(argv[i], "--lang=", 7) == 0) given = argv[i] + 7;
    if (std::strcmp(argv[i], "--lang") == 0 && i + 1 < argc) given = argv[i + 1];
  }
  const bool korean = given == "ko" || given.starts_with("ko_") || given.starts_with("ko.");
  g_language = korean ? Language::ko : Language::en;
  tb_set_language(korean ? "ko" : "en");
}

}  // namespace tinybrain::server
