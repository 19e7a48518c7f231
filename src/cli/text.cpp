#include "cli/text.h"

#include <cmath>
#include <cstdlib>
#include <cstring>

#include "base/messages/cli.h"
#include "tinybrain/tinybrain.h"

namespace tinybrain::cli {
namespace {

Language g_language = Language::en;

bool starts_ko(const char* s) { return s && s[0] == 'k' && s[1] == 'o' && !std::isalpha(s[2]); }

// Code points that East Asian Width calls wide, as far as this program prints them.
bool wide(uint32_t c) {
  return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
         (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
         (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000);
}

}  // namespace

Language language() { return g_language; }

void choose_language(int argc, char** argv) {
  const char* given = nullptr;
  for (int i = 1; i < argc && std::strcmp(argv[i], "--") != 0; ++i) {
    if (std::strncmp(argv[i], "--lang=", 7) == 0) given = argv[i] + 7;
    if (std::strcmp(argv[i], "--lang") == 0 && i + 1 < argc) given = argv[i + 1];
  }
  if (!given) {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
      const char* value = std::getenv(name);
      if (value && *value) {
        given = value;
        break;
      }
    }
  }
  g_language = starts_ko(given) ? Language::ko : Language::en;
  tb_set_language(g_language == Language::ko ? "ko" : "en");
}

std::string human_bytes(double bytes) {
  static const char* const kUnits[] = {"B", "kB", "MB", "GB", "TB"};
  int unit = 0;
  while (bytes >= 999.5 && unit < 4) {
    bytes /= 1000;
    ++unit;
  }
  const int decimals = unit == 0 || bytes >= 99.95 ? 0 : 1;
  return fmt::format("{:.{}f} {}", bytes, decimals, kUnits[unit]);
}

std::string human_time(double seconds) {
  const auto s = static_cast<int64_t>(std::ceil(std::max(0.0, std::min(seconds, 1e9))));
  if (s < 60) return text(msg::kSeconds, s);
  if (s < 3600) return text(msg::kMinutes, s / 60, s % 60);
  return text(msg::kHours, s / 3600, s % 3600 / 60);
}

std::string human_count(int64_t number) {
  std::string digits = std::to_string(number);
  for (auto i = static_cast<int>(digits.size()) - 3; i > (number < 0 ? 1 : 0); i -= 3) {
    digits.insert(static_cast<size_t>(i), ",");
  }
  return digits;
}

size_t display_width(std::string_view utf8) {
  size_t width = 0;
  for (size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    uint32_t code = length == 1 ? lead : lead & (0xffu >> (length + 1));
    for (size_t k = 1; k < length && i + k < utf8.size(); ++k) {
      code = code << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3f);
    }
    width += wide(code) ? 2 : 1;
    i += length;
  }
  return width;
}

std::string padded(std::string_view utf8, size_t width, bool right) {
  const size_t used = display_width(utf8);
  const std::string spaces(used < width ? width - used : 0, ' ');
  return right ? spaces + std::string(utf8) : std::string(utf8) + spaces;
}

}  // namespace tinybrain::cli
