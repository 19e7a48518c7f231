// tinybrain compress: a smaller file of a model that is there. The library does it all; here stand the checks before it,
// the line that tells how far it is, and the table and plot of what was tried.
#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/messages/build.h"
#include "base/messages/cli.h"
#include "base/messages/compress.h"
#include "base/messages/home_compress.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/store.h"
#include "cli/table.h"
#include "cli/text.h"
#include "cli/units.h"
#include "home/commands.h"
#include "tinybrain/tinybrain.hpp"

namespace tinybrain::home {
namespace {

namespace fs = std::filesystem;
using cli::human_bytes, cli::human_time, cli::print_line, cli::text;

constexpr int kPlotWidth = 56, kPlotHeight = 10;

std::string size_of(const Json& j) {
  return human_bytes(static_cast<double>(j.get_int("bytes", 0)));
}

void print_table(const Json& candidates) {
  bool timed = false;
  for (const Json& c : candidates.as_array()) timed = timed || c.find("token_ms");
  std::vector<std::string> head = {text(msg::kSmallerHow), text(msg::kHeadSize),
                                   text(msg::kSmallerBits)};
  if (timed) head.push_back(text(msg::kSmallerTokenMs));
  head.push_back(text(msg::kHeadTook));
  head.emplace_back();
  cli::Table table(head);
  for (size_t i = 1; i + 1 < head.size(); ++i) table.right(i);
  for (const Json& c : candidates.as_array()) {
    std::vector<std::string> row = {c.get_string("how", ""), size_of(c),
                                    fmt::format("{:.3f}", c.get_double("bits_per_byte", 0))};
    if (timed) row.push_back(fmt::format("{:.2f}", c.get_double("token_ms", 0)));
    row.push_back(human_time(c.get_double("seconds", 0)));
    row.push_back(c.get_bool("chosen", false)  ? text(msg::kCardChosen)
                  : c.get_bool("within", true) ? ""
                                               : text(msg::kCardOutside));
    table.add(std::move(row));
  }
  table.print();
}

// Size against bits a byte.
void print_plot(const Json& candidates) {
  const Json::Array& all = candidates.as_array();
  if (all.size() < 3) return;
  const auto range = [&](const char* name) {
    double low = 1e300, high = -1e300;
    for (const Json& c : all) {
      low = std::min(low, c.get_double(name, 0));
      high = std::max(high, c.get_double(name, 0));
    }
    return std::pair{low, high > low ? high : low + 1};
  };
  const auto [small, large] = range("bytes");
  const auto [low, high] = range("bits_per_byte");
  std::vector<std::string> lines(kPlotHeight, std::string(kPlotWidth, ' '));
  for (const Json& c : all) {
    const double x = (c.get_double("bytes", 0) - small) / (large - small),
                 y = (c.get_double("bits_per_byte", 0) - low) / (high - low);
    char& place = lines[static_cast<size_t>((1 - y) * (kPlotHeight - 1) + 0.5)]
                       [static_cast<size_t>(x * (kPlotWidth - 1) + 0.5)];
    const char mark = c.get_bool("chosen", false) ? '#' : c.get_bool("front", false) ? '*' : 'o';
    if (place != '#') place = mark;
  }
  print_line("");
  for (int i = 0; i < kPlotHeight; ++i) {
    const std::string label = i == 0                 ? fmt::format("{:7.3f}", high)
                              : i == kPlotHeight - 1 ? fmt::format("{:7.3f}", low)
                                                     : std::string(7, ' ');
    std::string line = label + " |" + lines[static_cast<size_t>(i)];
    line.erase(line.find_last_not_of(' ') + 1);
    print_line(line);
  }
  print_line(std::string(8, ' ') + "+" + std::string(kPlotWidth, '-'));
  const std::string left = human_bytes(small), right = human_bytes(large);
  const size_t between =
      left.size() + right.size() < kPlotWidth ? kPlotWidth - left.size() - right.size() : 1;
  print_line(std::string(9, ' ') + left + std::string(between, ' ') + right);
  print_line(text(msg::kPlotLegend));
}

// One progress line a stage.
class Stages {
 public:
  bool operator()(const char* text_of_event) {
    const Json event = Json::parse(text_of_event);
    const std::string stage = event.get_string("stage", "");
    if (stage != stage_ || !progress_) {
      progress_.reset();
      progress_ = std::make_unique<cli::Progress>(text(stage == "text"      ? msg::kStageOwnText
                                                       : stage == "measure" ? msg::kStageJudge
                                                                            : msg::kStageCompile));
      stage_ = stage;
    }
    return progress_->update(static_cast<uint64_t>(event.get_int("done", 0)),
                             static_cast<uint64_t>(event.get_int("total", 0)));
  }

 private:
  cli::OnInterrupt on_interrupt_{[] {}};
  std::string stage_;
  std::unique_ptr<cli::Progress> progress_;
};

std::string model_file(const Options& options) {
  cli::Options o;
  o.model = options.model;
  o.weights = options.weights;
  return cli::resolve_model(o);
}

Json choices_of(const Options& o, const fs::path& page) {
  Json j;
  j.set("language", cli::language() == Language::ko ? "ko" : "en");
  j.set("report", page.string());
  const CompressOptions& c = o.compress;
  if (!c.budget.empty()) j.set("budget", cli::bytes_in(c.budget));
  if (!c.latency.empty()) j.set("latency_ms", cli::milliseconds_in(c.latency));
  for (const auto& [name, value] :
       {std::pair{"text", &c.text}, {"eval", &c.eval}, {"type", &c.type}, {"prune", &c.prune}})
    if (!value->empty()) j.set(name, *value);
  for (const auto& [name, value] :
       {std::pair{"vocabulary", c.vocabulary}, {"ffn", c.ffn}, {"layers_less", c.layers_less}})
    if (value > 0) j.set(name, value);
  return j;
}

}  // namespace

int run_compress(const Options& options) {
  const std::string input = model_file(options);
  const fs::path page = fs::path(options.output).replace_extension(".html");
  std::error_code ignored;
  if (fs::equivalent(input, options.output, ignored))
    throw Error(Code::bad_argument, msg::kSameFile, options.output);
  for (const fs::path& written : {fs::path(options.output), page})
    if (!options.force && fs::exists(fs::symlink_status(written, ignored)))
      throw Error(Code::bad_argument, msg::kExists, written.string());
  const Json choices = choices_of(options, page);
  Json found;
  {
    Stages stages;
    found = Json::parse(tb::compress(input, options.output, choices.dump(), options.threads,
                                     [&](const char* event) { return stages(event); }));
  }
  found.set("report", page.string());
  if (options.json) {
    cli::print_json(found);
    return 0;
  }
  const Json& candidates = found.at("candidates");
  print_table(candidates);
  print_plot(candidates);
  print_line("");
  const Json& before = found.at("before");
  print_line(text(msg::kCompressLine, options.output, found.get_string("how", ""), size_of(found),
                  found.get_double("bits_per_byte", 0), size_of(before),
                  before.get_double("bits_per_byte", 0)));
  print_line(text(msg::kCompressPage, page.string()));
  return 0;
}

}  // namespace tinybrain::home
