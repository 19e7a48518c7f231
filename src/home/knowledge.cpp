// tinybrain knowledge: documents into a knowledge base, out of it, and what is found in it.
#include <filesystem>
#include <memory>
#include <optional>

#include "base/home.h"
#include "base/json.h"
#include "base/messages/cli.h"
#include "base/messages/home.h"
#include "base/zeros.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/table.h"
#include "cli/text.h"
#include "home/commands.h"
#include "home/encoder.h"
#include "tinybrain/home.hpp"

namespace tinybrain::home {
namespace {

namespace fs = std::filesystem;
using cli::text;

constexpr size_t kShown = 300;  // bytes of a passage

// A knowledge base and the encoder that its vectors need.
struct Opened {
  std::unique_ptr<tb::Model> encoder;
  std::optional<tb::Passages> passages;
  tb::Passages* operator->() { return &*passages; }
};

std::string base_of(const Options& options) {
  return options.base.empty() ? (data_home() / "knowledge.tbk").string() : options.base;
}

// Which encoder: the one asked for, else the one that made the vectors that are there, else the seed brain.
std::string encoder_name(const Options& options, const std::string& base) {
  if (!options.model.empty()) return options.model;
  if (!fs::exists(base)) return "seed";
  const Json info = Json::parse(tb::Passages(base, nullptr).info());
  const std::string made = info.get_string("encoder", "");
  if (!made.empty()) return made;
  return info.get_int("passages", 0) == 0 ? "seed" : "none";
}

Opened open(const Options& options, bool create, bool with_encoder) {
  const std::string base = base_of(options);
  if (create) {
    std::error_code ignored;
    fs::create_directories(fs::path(base).parent_path(), ignored);
  }
  Opened o;
  if (with_encoder) o.encoder = open_encoder(encoder_name(options, base), options.weights);
  o.passages.emplace(base, o.encoder.get(), create ? "" : R"({"create":false})");
  return o;
}

std::string added(const Options& options, Opened& base, const std::string& path) {
  if (path == "-") {
    if (cli::input_is_terminal()) throw Error(Code::bad_argument, msg::kNoText);
    const std::string name = options.name.empty() ? "-" : options.name;
    return base->add_text(name, without_zeros(cli::read_input()), options.format);
  }
  cli::Progress progress(text(msg::kKnowledgeAdding));
  return base->add(path, progress.callback());
}

int run_add(const Options& options) {
  if (options.words.empty()) throw Error(Code::bad_argument, msg::kKnowledgeNoPath);
  Opened base = open(options, true, true);
  for (const std::string& path : options.words) {
    const std::string json = added(options, base, path);
    if (options.json) {
      cli::print_line(json);
      continue;
    }
    const Json a = Json::parse(json);
    cli::print_line(text(msg::kKnowledgeAdded, path, cli::human_count(a.get_int("files", 0)),
                         cli::human_count(a.get_int("unchanged", 0)),
                         cli::human_count(a.get_int("passages_added", 0)),
                         cli::human_count(a.get_int("passages_removed", 0))));
    for (const Json& p : a.at("problems").as_array())
      cli::warn(text(msg::kKnowledgeProblem, p.get_string("message", "")));
  }
  return 0;
}

int run_rm(const Options& options) {
  if (options.words.empty()) throw Error(Code::bad_argument, msg::kKnowledgeNoPath);
  Opened base = open(options, false, false);
  for (const std::string& file : options.words) {
    const uint64_t removed = base->remove(file);
    if (options.json) {
      Json j;
      j.set("file", file);
      j.set("passages_removed", removed);
      cli::print_json(j);
    } else {
      cli::print_line(
          text(msg::kKnowledgeRemoved, file, cli::human_count(static_cast<int64_t>(removed))));
    }
  }
  return 0;
}

int run_list(const Options& options) {
  Opened base = open(options, false, false);
  const std::string json = base->list();
  if (options.json) {
    cli::print_line(json);
    return 0;
  }
  cli::Table table(
      {text(msg::kKnowledgeFile), text(msg::kKnowledgePassages), text(msg::kKnowledgeSize)});
  table.right(1);
  table.right(2);
  const Json files = Json::parse(json);
  for (const Json& f : files.as_array())
    table.add({f.get_string("name", ""), cli::human_count(f.get_int("passages", 0)),
               cli::human_bytes(static_cast<double>(f.get_int("bytes", 0)))});
  table.print();
  return 0;
}

// "manual.md:12  Radio > Sound": where a person finds it, from here if it lies below.
std::string place_of(const Json& hit) {
  std::string file = hit.get_string("file", "");
  std::error_code ignored;
  const std::string here = fs::current_path(ignored).string() + "/";
  if (file.starts_with(here)) file.erase(0, here.size());
  const std::string heading = hit.get_string("heading", "");
  return fmt::format("{}:{}{}{}", file, hit.get_int("row", 1), heading.empty() ? "" : "  ",
                     heading);
}

std::string shortened(std::string passage) {
  if (passage.size() <= kShown) return passage;
  size_t end = kShown;
  while (end > 0 && (static_cast<unsigned char>(passage[end]) & 0xc0) == 0x80) --end;
  return passage.substr(0, end) + "…";
}

// A question a line, its passages as one line of JSON each.
int answer_lines(Opened& base, int32_t most) {
  std::string question;
  while (cli::read_line(question)) {
    cli::print_line(base->search(without_zeros(question), most));
    cli::flush();
  }
  return 0;
}

int run_search(const Options& options) {
  const std::string question = fmt::format("{}", fmt::join(options.words, " "));
  if (question.empty()) throw Error(Code::bad_argument, msg::kKnowledgeNoQuestion);
  Opened base = open(options, false, true);
  if (question == "-") return answer_lines(base, options.most);
  const std::string json = base->search(question, options.most);
  if (options.json) {
    cli::print_line(json);
    return 0;
  }
  int rank = 0;
  const Json hits = Json::parse(json);
  for (const Json& hit : hits.as_array()) {
    cli::print_line(fmt::format("{}{}. {}  ({:.2f})", rank ? "\n" : "", rank + 1, place_of(hit),
                                hit.get_double("strength", 0)));
    cli::print_line(shortened(hit.get_string("text", "")));
    ++rank;
  }
  return 0;
}

int run_info(const Options& options) {
  Opened base = open(options, false, false);
  const std::string json = base->info();
  if (options.json) {
    cli::print_line(json);
    return 0;
  }
  const Json info = Json::parse(json);
  const std::string encoder = info.get_string("encoder", "");
  cli::print_line(text(msg::kKnowledgeInfo, base_of(options),
                       cli::human_count(info.get_int("passages", 0)),
                       cli::human_count(info.get_int("files", 0)),
                       cli::human_bytes(static_cast<double>(info.get_int("bytes", 0)))));
  cli::print_line(encoder.empty()
                      ? text(msg::kKnowledgeWordsAlone)
                      : text(msg::kKnowledgeEncoder, encoder, info.get_int("width", 0)));
  return 0;
}

// Lines of {"answer": "...", "passages": ["...", ...]}; a line of JSON for each.
int run_check(const Options& options) {
  const std::unique_ptr<tb::Model> encoder =
      open_encoder(options.model.empty() ? "none" : options.model, options.weights);
  std::string line;
  while (cli::read_line(line)) {
    const Json given = Json::parse(line);
    cli::print_line(tb::supported(without_zeros(given.at("answer").as_string("answer")),
                                  given.at("passages").dump(), encoder.get()));
    cli::flush();
  }
  return 0;
}

// Another encoder, or none: the vectors that are there count for nothing.
int run_renew(const Options& options) {
  Opened base;
  base.encoder = open_encoder(options.model.empty() ? "seed" : options.model, options.weights);
  base.passages.emplace(base_of(options), base.encoder.get(), R"({"create":false,"renew":true})");
  cli::Progress progress(text(msg::kKnowledgeAdding));
  base->renew(progress.callback());
  progress.clear();
  return run_info(options);
}

}  // namespace

int run_knowledge(const Options& options) {
  static constexpr std::pair<std::string_view, int (*)(const Options&)> kActions[] = {
      {"add", run_add},   {"rm", run_rm},       {"list", run_list},  {"search", run_search},
      {"info", run_info}, {"renew", run_renew}, {"check", run_check}};
  for (const auto& [name, run] : kActions)
    if (options.action == name) return run(options);
  throw Error(Code::bad_argument, msg::kKnowledgeAction, options.action);
}

}  // namespace tinybrain::home
