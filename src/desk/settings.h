// What the owner of a support desk decides, kept in settings.json of its folder: the dial, and whether, where and for how
// much a large model may be asked.
#pragma once

#include <filesystem>
#include <string>

#include "base/json.h"

namespace tinybrain::desk {

struct Escalation {
  // off: never. ask: each time, after the person has seen what would be sent. always: the owner granted it for all.
  enum class Mode { off, ask, always };
  Mode mode = Mode::off;
  std::string endpoint;  // of OpenAI's form, "https://host/v1"
  std::string model;
  double budget_per_day = 0;           // in the currency of the prices; 0 = nothing may be spent
  double price_in = 0, price_out = 0;  // of a million tokens
  std::string currency = "USD";
  double timeout = 20;  // seconds
};

struct Settings {
  std::string name = "support";
  std::string encoder = "seed";  // "seed", "none", or the name of a model
  double dial = 0.05;
  Escalation escalation;
};

// The defaults where there is no such file. Error{bad_file} names the member that is wrong; {io}.
Settings read_settings(const std::filesystem::path& folder);
void write_settings(const Settings& settings, const std::filesystem::path& folder);
Json to_json(const Settings& settings);
// The members that are there replace those of `settings`. Error{bad_argument} names the one that is wrong.
void change(Settings& settings, const Json& changes);

}  // namespace tinybrain::desk
