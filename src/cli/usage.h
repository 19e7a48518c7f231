// What the command lines of the programs share: checks of values, labels of the help page and errors of
// usage in the user's language. Only parse.cpp of a program includes this: it brings CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "base/messages/cli.h"
#include "cli/text.h"

namespace tinybrain::cli {

// A number within [low, high], with an error in the user's language.
template <class T>
std::function<std::string(const std::string&)> within(T low, T high) {
  return [low, high](const std::string& given) -> std::string {
    T value{};
    if (CLI::detail::lexical_cast(given, value) && value >= low && value <= high) return {};
    return text(msg::kNotInRange, given, low, high);
  };
}
std::function<std::string(const std::string&)> one_of(std::vector<std::string> choices);

void set_labels(CLI::App& app);
// CLI11 puts two empty lines between groups.
std::string tidy(std::string page);
// What CLI11 found wrong, in the user's language. `command` "" = none was chosen yet.
Error translated(const CLI::ParseError& e, const std::string& command);

}  // namespace tinybrain::cli
