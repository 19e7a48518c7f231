// tinybrain memory: what is remembered of a person, by saying it, and what would be put before an answer.
#include <filesystem>

#include "base/file.h"
#include "base/json.h"
#include "base/messages/home_memory.h"
#include "cli/output.h"
#include "cli/text.h"
#include "home/commands.h"
#include "home/encoder.h"
#include "home/vault_place.h"
#include "tinybrain/learn.hpp"

namespace tinybrain::home {
namespace {

namespace fs = std::filesystem;
using cli::text;

std::string words_of(const Options& options) {
  return fmt::format("{}", fmt::join(options.words, " "));
}

std::string needed_words(const Options& options) {
  std::string words = words_of(options);
  if (words.empty()) throw Error(Code::bad_argument, msg::kMemoryNoWords, options.action);
  return words;
}

bool is_korean(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0xea && static_cast<unsigned char>(c) <= 0xed) return true;
  return false;
}

void keep_receipts(const Options& options, const Json& heard) {
  for (const Json& receipt : heard.at("receipts").as_array()) {
    const fs::path path =
        vault_file(options).parent_path() / "receipts" / (receipt.get_string("id", "") + ".json");
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    write_file(path, receipt.dump() + "\n");
  }
}

// Hears one message after what `last` was about, and answers.
void hear(const Options& options, tb::Vault& vault, tb::Model* seed, const std::string& said,
          Json& last) {
  Json how{Json::Object{}};
  if (!last.is_null()) how.set("last", last);
  const std::string json = tb::hear(vault, seed, said, how.dump());
  const Json heard = Json::parse(json);
  last = heard.at("last");
  keep_receipts(options, heard);
  if (options.json) {
    cli::print_line(json);
    return;
  }
  const std::string reply = heard.get_string("reply", "");
  cli::print_line(reply.empty() ? text(msg::kMemoryNothingHeard) : reply);
}

int run_hear(const Options& options, tb::Vault& vault, tb::Model* seed) {
  Json last;
  if (const std::string words = words_of(options); !words.empty()) {
    hear(options, vault, seed, words, last);
    return 0;
  }
  std::string line;
  while (cli::read_line(line))
    if (!line.empty()) {
      hear(options, vault, seed, line, last);
      cli::flush();
    }
  return 0;
}

int show(const Options& options, const std::string& json) {
  if (options.json) {
    cli::print_line(json);
    return 0;
  }
  const Json all = Json::parse(json);
  for (const Json& m : all.as_array()) {
    std::string line =
        fmt::format("{:>4}  {}  {}", m.get_int("id", 0), m.get_string("time", "").substr(0, 10),
                    m.get_string("text", ""));
    const std::string slot = m.get_string("slot", m.get_string("kind", ""));
    line += fmt::format("  [{}]", slot);
    if (m.find("superseded_by"))
      line += " " + text(msg::kMemorySuperseded, m.get_int("superseded_by", 0));
    cli::print_line(line);
  }
  if (all.as_array().empty()) cli::print_line(text(msg::kMemoryEmpty));
  return 0;
}

int run_list(const Options& options, tb::Vault& vault) {
  Json filter;
  filter.set("limit", options.most);
  filter.set("superseded_too", options.all);
  filter.set("withdrawn_too", options.all);
  return show(options, vault.memories(filter.dump()));
}

bool is_number(const std::string& word) {
  return !word.empty() && word.size() < 18 &&
         word.find_first_not_of("0123456789") == std::string::npos;
}

int run_forget(const Options& options, tb::Vault& vault) {
  const std::string words = needed_words(options);
  Json last;
  for (const std::string& word : options.words)
    if (!is_number(word)) {
      hear(options, vault, nullptr, is_korean(words) ? words + " 잊어 줘" : "forget " + words,
           last);
      return 0;
    }
  for (const std::string& word : options.words) {
    Json scope;
    scope.set("table", "memories");
    scope.set("id", static_cast<int64_t>(std::stoll(word)));
    const std::string receipt = vault.erase(scope.dump());
    const Json j = Json::parse(receipt);
    Json heard;
    heard.set("receipts", Json::Array{j});
    keep_receipts(options, heard);
    cli::print_line(options.json ? receipt
                                 : text(msg::kMemoryErased, j.at("removed").get_int("memories", 0),
                                        j.get_string("id", "")));
  }
  return 0;
}

int run_context(const Options& options, tb::Vault& vault, tb::Model* seed) {
  Json how;
  how.set("most", options.most);
  const std::string json = tb::memory_context(vault, seed, needed_words(options), how.dump());
  if (options.json) {
    cli::print_line(json);
    return 0;
  }
  const Json context = Json::parse(json);
  if (const Json& taught = context.at("taught"); !taught.is_null())
    cli::print_line(
        fmt::format("{}\n{}", taught.get_string("answer", ""), taught.get_string("text", "")));
  if (const std::string facts = context.get_string("text", ""); !facts.empty())
    cli::print_line(facts);
  return 0;
}

}  // namespace

int run_memory(const Options& options) {
  tb::Vault vault = open_vault(options);
  const std::unique_ptr<tb::Model> seed = options.seeded ? open_encoder("seed", "") : nullptr;
  if (options.action == "list") return run_list(options, vault);
  if (options.action == "search")
    return show(options, vault.search(needed_words(options), options.most));
  if (options.action == "forget") return run_forget(options, vault);
  if (options.action == "context") return run_context(options, vault, seed.get());
  if (options.action == "hear") return run_hear(options, vault, seed.get());
  Json last;
  const std::string words = needed_words(options);
  hear(options, vault, seed.get(), (is_korean(words) ? "기억해 줘: " : "remember that ") + words,
       last);
  return 0;
}

}  // namespace tinybrain::home
