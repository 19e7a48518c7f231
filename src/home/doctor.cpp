// tinybrain doctor: this machine, which of the known models would run well on it, and whether --sealed
// holds here: a sealed child tries to get out. Decoding one token reads all weights once, so memory
// bandwidth over bytes a token bounds the speed; what a model reaches in practice is about two thirds.
#include "base/json.h"
#include "base/messages/cli.h"
#include "base/sandbox.h"
#include "base/sandbox_probe.h"
#include "base/system.h"
#include "cli/output.h"
#include "cli/store.h"
#include "cli/table.h"
#include "cli/text.h"
#include "home/commands.h"
#include "tinybrain/tinybrain.hpp"

namespace tinybrain::home {
namespace {

using namespace cli;

constexpr double kPractice = 0.65;  // share of the bound that decoding reaches
constexpr int kContext = 2048;      // window for which memory is stated
constexpr double kFast = 10;        // tokens a second from which reading along is easy

struct Forecast {
  const KnownModel* model;
  uint64_t memory;
  double speed;  // tokens a second; 0 = does not generate
  const char* verdict;
};

Forecast forecast_of(const KnownModel& m, double bandwidth, uint64_t available) {
  // 24 MB: the program itself and the activations of a prompt in pieces.
  Forecast f{&m, m.bytes + m.kv_bytes_per_token * kContext + 24'000'000, 0, "good"};
  if (m.bytes_per_token > 0)
    f.speed = kPractice * bandwidth / static_cast<double>(m.bytes_per_token);
  if (f.memory > available) {
    f.verdict = "too_big";
  } else if (f.memory > available / 5 * 4) {
    f.verdict = "tight";
  } else if (m.bytes_per_token > 0 && f.speed < kFast) {
    f.verdict = "slow";
  }
  return f;
}

std::string verdict_text(std::string_view verdict) {
  if (verdict == "too_big") return text(msg::kVerdictTooBig);
  if (verdict == "tight") return text(msg::kVerdictTight);
  if (verdict == "slow") return text(msg::kVerdictSlow);
  return text(msg::kVerdictGood);
}

std::string seal_group(std::string_view group) {
  if (group == "files") return text(msg::kSealFiles);
  if (group == "network") return text(msg::kSealNetwork);
  if (group == "programs") return text(msg::kSealPrograms);
  if (group == "processes") return text(msg::kSealProcesses);
  return text(msg::kSealKernel);
}

void print_forecasts(const std::vector<Forecast>& forecasts) {
  Table table({text(msg::kLabelName), text(msg::kLabelMemory), text(msg::kColumnTokensPerSecond),
               text(msg::kColumnVerdict), text(msg::kLabelLicence)});
  table.right(1);
  table.right(2);
  for (const Forecast& f : forecasts) {
    table.add({f.model->name, human_bytes(static_cast<double>(f.memory)),
               f.speed > 0 ? fmt::format("~{:.0f}", f.speed) : "-", verdict_text(f.verdict),
               f.model->licence});
  }
  table.print();
}

// What the kernel offers for --sealed, and how a sealed process fared that tried to get out.
Json sealing() {
  const SandboxSupport support = sandbox_support();
  Json j;
  j.set("landlock", support.landlock);
  j.set("seccomp", support.seccomp);
  Json refused{Json::Object{}}, open{Json::Object{}};
  try {
    for (const WayOut& w : try_ways_out_sealed("/etc/passwd")) {
      for (Json* list : {&refused, &open})
        if (!list->find(w.group)) list->set(w.group, Json::Array{});
      for (auto& [group, calls] : (w.refused ? refused : open).object())
        if (group == w.group) calls.push(w.name);
    }
    j.set("refused", std::move(refused));
    j.set("open", std::move(open));
  } catch (const Error& e) {
    j.set("why_not", e.message(language()));
  }
  return j;
}

void print_sealing(const Json& found) {
  print_line("");
  const Json* refused = found.find("refused");
  if (!refused) return print_line(found.get_string("why_not", ""));
  print_line(text(msg::kSealPossible, found.get_int("landlock", 0)));
  for (const auto& [group, calls] : refused->as_object()) {
    const size_t shut = calls.as_array().size();
    const auto& open = found.at("open").at(group).as_array();
    print_line("  " + seal_group(group) + ": " + text(msg::kSealRefused, shut, shut + open.size()));
    for (const Json& call : open) print_line("    ! " + call.as_string());
  }
}

}  // namespace

int run_doctor(const home::Options& options) {
  const Json machine = Json::parse(tb::machine_info());
  if (!options.json) note(text(msg::kMeasuringMemory) + " ...");
  Json seal = sealing();
  const double bandwidth = tb::measure_limits(options.threads).memory_bytes_per_second;
  const uint64_t limit = available_memory();
  const uint64_t available = limit == UINT64_MAX ? total_memory() : limit;  // unknown: all of it
  std::vector<Forecast> forecasts;
  for (const KnownModel& m : known_models()) {
    forecasts.push_back(forecast_of(m, bandwidth, available));
  }
  if (!options.json) {
    Json shown = machine;
    shown.set("memory_speed", fmt::format("{:.1f} GB/s", bandwidth / 1e9));
    print_members(shown);
    print_line("");
    print_forecasts(forecasts);
    print_sealing(seal);
    note(text(msg::kDoctorHint, kContext));
    return 0;
  }
  Json j = machine;
  j.set("memory_bandwidth_bytes_per_second", bandwidth);
  j.set("available_memory_bytes", available);
  Json list{Json::Array{}};
  for (const Forecast& f : forecasts) {
    Json one;
    one.set("name", f.model->name);
    one.set("memory_bytes", f.memory);
    one.set("expected_tokens_per_second", f.speed);
    one.set("verdict", f.verdict);
    list.push(std::move(one));
  }
  j.set("models", std::move(list));
  j.set("sealing", std::move(seal));
  print_json(j);
  return 0;
}

}  // namespace tinybrain::home
