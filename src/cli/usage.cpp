#include "cli/usage.h"

#include <algorithm>

#include "base/messages/cli_help.h"

namespace tinybrain::cli {

std::function<std::string(const std::string&)> one_of(std::vector<std::string> choices) {
  return [choices](const std::string& given) -> std::string {
    if (std::find(choices.begin(), choices.end(), given) != choices.end()) return {};
    return text(msg::kNotOneOf, given, CLI::detail::join(choices, ", "));
  };
}

void set_labels(CLI::App& app) {
  auto& formatter = static_cast<CLI::Formatter&>(*app.get_formatter());
  formatter.column_width(34);
  formatter.label("Usage", text(msg::kLabelUsage));
  formatter.label("OPTIONS", text(msg::kLabelOptions));
  formatter.label("SUBCOMMAND", text(msg::kLabelCommand));
  formatter.label("Positionals", text(msg::kLabelArguments));
  formatter.label("REQUIRED", text(msg::kLabelRequired));
}

// CLI11's own texts are English: only the part that quotes the user is kept.
Error translated(const CLI::ParseError& e, const std::string& command) {
  const std::string what = e.what();
  const size_t colon = what.find(": ");
  const std::string tail = colon == std::string::npos ? what : what.substr(colon + 2);
  const std::string head = colon == std::string::npos ? what : what.substr(0, colon);
  const std::string hint =
      command.empty() ? std::string("tinybrain help") : "tinybrain help " + command;
  if (dynamic_cast<const CLI::ExtrasError*>(&e)) {
    return Error(Code::bad_argument, command.empty() ? msg::kUnknownCommand : msg::kUnknownArgument,
                 tail, hint);
  }
  if (dynamic_cast<const CLI::RequiredError*>(&e)) {
    if (command.empty()) return Error(Code::bad_argument, msg::kNoCommand, hint);
    return Error(Code::bad_argument, msg::kMissingArgument, what.substr(0, what.find(' ')), hint);
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&e)) {
    return Error(Code::bad_argument, msg::kMissingValue, head.substr(0, head.find(' ')), hint);
  }
  return Error(Code::bad_argument, msg::kBadValue, tail, hint);
}

std::string tidy(std::string page) {
  for (size_t at; (at = page.find("\n\n\n")) != std::string::npos;) page.erase(at, 1);
  return page;
}

}  // namespace tinybrain::cli
