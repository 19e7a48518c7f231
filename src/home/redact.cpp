// tinybrain redact: a text with placeholders for the personal data in it.
#include <algorithm>

#include "base/file.h"
#include "base/json.h"
#include "base/messages/cli.h"
#include "base/zeros.h"
#include "cli/output.h"
#include "cli/text.h"
#include "home/commands.h"
#include "tinybrain/home.hpp"

namespace tinybrain::home {
namespace {

constexpr size_t kLargest = size_t{16} << 20;  // bytes

std::string given_text(const Options& options) {
  if (!options.file.empty() && options.file != "-") return read_file(options.file, kLargest);
  if (cli::input_is_terminal()) throw Error(Code::bad_argument, msg::kNoText);
  return cli::read_input(kLargest);
}

int redact_lines(const std::string& lines) {
  for (size_t i = 0, end; i < lines.size(); i = end + 1) {
    end = std::min(lines.find('\n', i), lines.size());
    if (end == i) continue;
    const Json line = Json::parse(std::string_view(lines).substr(i, end - i));
    cli::print_line(tb::redact(without_zeros(line.as_string("text"))));
  }
  return 0;
}

}  // namespace

int run_redact(const Options& options) {
  const std::string given = given_text(options);
  if (options.json_lines) return redact_lines(given);
  const std::string json = tb::redact(without_zeros(given));
  if (options.json) {
    cli::print_line(json);
    return 0;
  }
  const Json redacted = Json::parse(json);
  cli::print(redacted.at("text").as_string());
  if (!options.list) return 0;
  for (const Json& one : redacted.at("found").as_array())
    cli::note(fmt::format("{}  {}  {:.0f} %", one.get_string("placeholder", ""),
                          one.get_string("text", ""), 100 * one.get_double("confidence", 0)));
  return 0;
}

}  // namespace tinybrain::home
