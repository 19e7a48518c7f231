// tinybrain bench: prompt (pp) and decode (tg) speed under the names that llama-bench uses, what each is
// of the most this machine could do, the time to the first token, memory, and energy where it can be read.
//
// Limits: a prompt is bound by arithmetic, operations of the layers' matrices a token over the peak of the
// instruction that multiplies them; decoding by reading, weight bytes a token over the speed of reading
// that many bytes again and again.
#include <algorithm>
#include <optional>

#include "base/energy.h"
#include "base/json.h"
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/store.h"
#include "cli/table.h"
#include "cli/text.h"

namespace tinybrain::cli {
namespace {

// One row: a prompt of some length, or decoding.
struct Test {
  std::string name;  // pp512
  int tokens = 0;
  double per_second = 0;
  std::optional<double> first_token_seconds;  // prompts only
  std::optional<double> joules_per_token;
  std::optional<double> limit;  // tokens a second
};

struct Bench {
  std::string path;
  Json model;        // tb_model_info
  tb_speed speed{};  // of the last test: bytes and operations a token
  std::vector<Test> prompts;
  std::optional<Test> decode;
  const char* energy_source = nullptr;
  uint64_t peak_memory = 0;
  std::optional<tb_limits> limits;
};

// One test: a prompt of `prompt` tokens, or `decode` single steps.
Test measure(Bench& bench, const tb::Model& model, int prompt, int decode, int runs,
             int sessions = 1) {
  Progress progress(text(msg::kMeasuring));
  EnergyMeter meter;
  bench.energy_source = meter.source();
  bench.speed = model.speed(
      prompt, decode, runs,
      [&](uint64_t done, uint64_t total) {
        meter.joules();
        return progress.update(done, total);
      },
      sessions);
  Test test;
  test.tokens = prompt + decode;  // one of them is 0
  test.name = fmt::format("{}{}", prompt > 0 ? "pp" : "tg", test.tokens);
  if (sessions > 1) test.name += fmt::format(" x {}", sessions);
  test.per_second = prompt > 0 ? bench.speed.prompt_per_second : bench.speed.decode_per_second;
  if (prompt > 0) test.first_token_seconds = bench.speed.first_token_seconds;
  if (meter.source())
    test.joules_per_token =
        meter.joules() / (double{1} + runs) / test.tokens / sessions;  // and a warm-up
  return test;
}

// Operations of the layers a token, and what the machine does of them in a second.
struct Arithmetic {
  const char* name;
  double operations, peak;
};

// Those that the model or the machine has.
std::vector<Arithmetic> arithmetic_of(const Bench& bench) {
  const tb_speed& s = bench.speed;
  const tb_limits l = bench.limits.value_or(tb_limits{});
  std::vector<Arithmetic> all = {
      {"int8", static_cast<double>(s.int8_operations_per_token), l.int8_operations_per_second},
      {"bf16", static_cast<double>(s.bf16_operations_per_token), l.bf16_operations_per_second},
      {"f32", static_cast<double>(s.f32_operations_per_token), l.f32_operations_per_second}};
  std::erase_if(all, [](const Arithmetic& a) { return a.operations == 0 && a.peak == 0; });
  return all;
}

// sessions: that decode together; one reading of the weights serves a token of each.
void set_limits(Bench& bench, const tb_limits& l, int sessions) {
  bench.limits = l;
  double seconds = 0;  // that a token takes at least
  for (const Arithmetic& a : arithmetic_of(bench)) {
    if (a.operations > 0) seconds += a.operations / a.peak;
  }
  for (Test& test : bench.prompts) test.limit = 1 / seconds;
  if (bench.decode) {
    bench.decode->limit = sessions * l.cache_bytes_per_second /
                          static_cast<double>(bench.speed.weight_bytes_per_token);
  }
}

Json or_null(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

Json test_json(const Test& test) {
  Json j;
  j.set("tokens", test.tokens);
  j.set("tokens_per_second", test.per_second);
  if (test.first_token_seconds) j.set("first_token_seconds", *test.first_token_seconds);
  j.set("limit_tokens_per_second", or_null(test.limit));
  j.set("share_of_limit", test.limit ? Json(test.per_second / *test.limit) : Json());
  j.set("joules_per_token", or_null(test.joules_per_token));
  return j;
}

// The same members whatever was asked for; what was not measured is null.
Json bench_json(const Bench& bench, const Options& options) {
  Json j;
  j.set("model", bench.path);
  j.set("kernels", bench.model.get_string("kernels", ""));
  j.set("threads", bench.model.get_int("threads", 0));
  j.set("runs", options.runs);
  j.set("sessions", options.sessions);
  Json prompts{Json::Array{}};
  for (const Test& test : bench.prompts) prompts.push(test_json(test));
  j.set("prompt", std::move(prompts));
  j.set("decode", bench.decode ? test_json(*bench.decode) : Json());
  j.set("weight_bytes_per_token", bench.speed.weight_bytes_per_token);
  j.set("int8_operations_per_token", bench.speed.int8_operations_per_token);
  j.set("bf16_operations_per_token", bench.speed.bf16_operations_per_token);
  j.set("f32_operations_per_token", bench.speed.f32_operations_per_token);
  j.set("peak_memory_bytes", bench.peak_memory);
  j.set("energy_source", bench.energy_source ? Json(bench.energy_source) : Json());
  Json limits;
  if (bench.limits) {
    limits.set("int8_operations_per_second", bench.limits->int8_operations_per_second);
    limits.set("bf16_operations_per_second", bench.limits->bf16_operations_per_second);
    limits.set("f32_operations_per_second", bench.limits->f32_operations_per_second);
    limits.set("memory_bytes_per_second", bench.limits->memory_bytes_per_second);
    limits.set("weights_bytes_per_second", bench.limits->cache_bytes_per_second);
  }
  j.set("limits", std::move(limits));
  return j;
}

void print_tests(const Bench& bench) {
  Table table({text(msg::kColumnTest), text(msg::kColumnTokensPerSecond),
               text(msg::kColumnFirstToken), text(msg::kColumnOfLimit)});
  table.right(1);
  table.right(2);
  // The limit of a prompt is named after what does most of the work.
  const std::vector<Arithmetic> all = arithmetic_of(bench);
  const auto most = std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.operations < b.operations;
  });
  const std::string arithmetic = most == all.end() ? "" : most->name;
  const auto add = [&](const Test& test, const std::string& limit) {
    std::string first = "-", share = "-";
    if (test.first_token_seconds)
      first = fmt::format("{:.1f} ms", *test.first_token_seconds * 1000);
    if (test.limit) {
      share = text(msg::kOfLimit, fmt::format("{:.0f}", 100 * test.per_second / *test.limit), limit,
                   human_count(static_cast<int64_t>(*test.limit)));
    }
    table.add({test.name, fmt::format("{:.1f}", test.per_second), first, share});
  };
  for (const Test& test : bench.prompts) add(test, text(msg::kArithmeticLimit, arithmetic));
  if (bench.decode) add(*bench.decode, text(msg::kReadLimit));
  table.print();
}

void print_bench(const Bench& bench) {
  print_line(bench.path);
  print_tests(bench);
  const auto bytes = static_cast<double>(bench.speed.weight_bytes_per_token);
  print_line(text(msg::kBenchRest, human_bytes(bytes),
                  human_bytes(static_cast<double>(bench.peak_memory))));
  if (bench.limits) {
    const auto giga = [](double v) { return fmt::format("{:.0f}", v / 1e9); };
    std::string peaks;
    for (const Arithmetic& a : arithmetic_of(bench))
      peaks += fmt::format("{} {} Gop/s, ", a.name, giga(a.peak));
    print_line(text(msg::kBenchLimits, bench.model.get_int("threads", 0),
                    bench.model.get_string("kernels", ""), peaks,
                    giga(bench.limits->memory_bytes_per_second),
                    giga(bench.limits->cache_bytes_per_second), human_bytes(bytes)));
  }
  if (!bench.energy_source) {
    print_line(text(msg::kEnergyUnknown));
    return;
  }
  std::string joules;
  const auto add = [&](const Test& t) {
    joules += fmt::format("{}{} {:.4g}", joules.empty() ? "" : ", ", t.name,
                          t.joules_per_token.value_or(0));
  };
  for (const Test& test : bench.prompts) add(test);
  if (bench.decode) add(*bench.decode);
  print_line(text(msg::kEnergy, joules, bench.energy_source));
}

}  // namespace

int run_bench(const Options& options) {
  std::vector<int> prompts;
  for (const int tokens : options.prompt_tokens) {
    if (tokens > 0) prompts.push_back(tokens);
  }
  if (prompts.empty() && options.decode_tokens == 0) {
    throw Error(Code::bad_argument, msg::kNothingToMeasure);
  }
  Bench bench;
  bench.path = resolve_model(options);
  const tb::Model model = open_model(options);
  bench.model = Json::parse(model.info());
  for (const int tokens : prompts)
    bench.prompts.push_back(measure(bench, model, tokens, 0, options.runs));
  if (options.decode_tokens > 0)
    bench.decode = measure(bench, model, 0, options.decode_tokens, options.runs, options.sessions);
  bench.peak_memory = peak_memory();  // before that of measuring the limits
  if (options.limits) {
    set_limits(bench,
               tb::measure_limits(static_cast<int>(bench.model.get_int("threads", 0)),
                                  bench.speed.weight_bytes_per_token),
               options.sessions);
  }
  if (options.json)
    print_json(bench_json(bench, options));
  else
    print_bench(bench);
  return 0;
}

}  // namespace tinybrain::cli
