#include "desk/settings.h"

#include <cmath>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/desk.h"

namespace tinybrain::desk {
namespace {

namespace fs = std::filesystem;
constexpr const char* kFile = "settings.json";
constexpr const char* kModes[] = {"off", "ask", "always"};

[[noreturn]] void refuse(std::string_view name) {
  throw Error(Code::bad_argument, msg::kDeskSetting, name);
}

void set(double& to, std::string_view name, const Json& value, double least, double most) {
  if (!value.is_number()) refuse(name);
  const double v = value.as_double();
  if (!(v >= least && v <= most)) refuse(name);
  to = v;
}

void set(std::string& to, std::string_view name, const Json& value) {
  if (!value.is_string() || value.as_string().size() > 2000) refuse(name);
  to = value.as_string();
}

void change_escalation(Escalation& e, const Json& changes) {
  if (!changes.is_object()) refuse("escalation");
  for (const auto& [name, value] : changes.as_object()) {
    if (name == "mode") {
      std::string mode;
      set(mode, name, value);
      size_t i = 0;
      while (i < std::size(kModes) && mode != kModes[i]) ++i;
      if (i == std::size(kModes)) refuse(name);
      e.mode = static_cast<Escalation::Mode>(i);
    } else if (name == "endpoint") {
      set(e.endpoint, name, value);
      const bool known = e.endpoint.empty() || e.endpoint.starts_with("https://") ||
                         e.endpoint.starts_with("http://");
      if (!known) refuse(name);
    } else if (name == "model") {
      set(e.model, name, value);
    } else if (name == "budget_per_day") {
      set(e.budget_per_day, name, value, 0, 1e9);
    } else if (name == "price_in") {
      set(e.price_in, name, value, 0, 1e6);
    } else if (name == "price_out") {
      set(e.price_out, name, value, 0, 1e6);
    } else if (name == "currency") {
      set(e.currency, name, value);
    } else if (name == "timeout") {
      set(e.timeout, name, value, 0.1, 600);
    } else {
      refuse(name);
    }
  }
}

}  // namespace

void change(Settings& settings, const Json& changes) {
  if (!changes.is_object()) refuse("settings");
  Settings s = settings;
  for (const auto& [name, value] : changes.as_object()) {
    if (name == "name")
      set(s.name, name, value);
    else if (name == "encoder")
      set(s.encoder, name, value);
    else if (name == "dial")
      set(s.dial, name, value, 0.001, 0.5);
    else if (name == "escalation")
      change_escalation(s.escalation, value);
    else
      refuse(name);
  }
  if (s.escalation.mode != Escalation::Mode::off && s.escalation.endpoint.empty())
    refuse("escalation.endpoint");
  settings = std::move(s);
}

Json to_json(const Settings& s) {
  Json e, j;
  e.set("mode", kModes[static_cast<size_t>(s.escalation.mode)]);
  e.set("endpoint", s.escalation.endpoint);
  e.set("model", s.escalation.model);
  e.set("budget_per_day", s.escalation.budget_per_day);
  e.set("price_in", s.escalation.price_in);
  e.set("price_out", s.escalation.price_out);
  e.set("currency", s.escalation.currency);
  e.set("timeout", s.escalation.timeout);
  j.set("name", s.name);
  j.set("encoder", s.encoder);
  j.set("dial", s.dial);
  j.set("escalation", std::move(e));
  return j;
}

Settings read_settings(const fs::path& folder) {
  Settings s;
  const fs::path file = folder / kFile;
  if (!fs::exists(file)) return s;
  try {
    change(s, Json::parse(read_file(file, 1 << 20)));
  } catch (const Error& e) {
    throw e.in(file.string());
  }
  return s;
}

void write_settings(const Settings& settings, const fs::path& folder) {
  write_file(folder / kFile, to_json(settings).dump(2) + "\n");
}

}  // namespace tinybrain::desk
