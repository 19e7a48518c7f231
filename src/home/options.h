// What the command line of tinybrain-home said, as plain data. Filled by parse.cpp, read by the commands.
#pragma once

#include <string>
#include <vector>

namespace tinybrain::home {

// What `compress` was told beside model, weights, output, threads: "" or 0 = nothing.
struct CompressOptions {
  std::string budget, latency, text, eval, type, prune;
  int vocabulary = 0, ffn = 0, layers_less = 0;
};

struct Options {
  std::string command;

  // Every command.
  bool json = false;
  bool quiet = false;
  std::string lang;  // already in force when this is filled: see cli/text.h

  // doctor, compress
  int threads = 0;

  // redact
  std::string file;  // "" or "-" = standard input
  bool list = false;
  bool json_lines = false;

  // knowledge
  std::string action;              // add, rm, list, search, info, renew, check
  std::vector<std::string> words;  // paths, or the words of a question
  std::string base;                // "" = in the data folder
  std::string model, weights;      // of the encoder: a path, a name, "none"; "" = as it was made
  std::string name, format = "txt";
  int most = 5;

  // skill, desk (data: of skill info and call): action, words, model and weights as above
  std::string data, faq, asked, output, text_column, answer_column;
  std::vector<std::string> docs, examples;
  double elsewhere = 0.6, dial = 0;  // 0 = as it is set
  int seed = 0;
  bool why = false, grant = false, alone = false, trust = false;
  std::string answer;
  std::string escalation, endpoint, large_model;
  double budget = -1, price_in = -1, price_out = -1;  // -1 = as they are

  // vault, consent, audit, forget, export (with action, words and most)
  std::string vault, key_file;  // "" = the usual places
  int days = -1;                // -1 = the purpose's own
  std::string kind, from, to, purpose, row, keep;
  std::vector<std::string> files;
  bool all = false, yes = false;

  // taste (with action, words, name, file, model, weights, output, most and vault)
  std::vector<std::string> tags;
  std::string item_text, mood;
  int hour = -1, weekday = 0;                       // now
  double seconds = -1, of_seconds = 0, value = -1;  // not told
  double explore = 0;
  // learn (with action, words, model, weights, seed)
  bool now = false, dry_run = false, again = false, when_idle = false;
  int epochs = 0;              // 0 = as they come
  double rate = 0, noise = 0;  // likewise; none
  // memory (with action, words, most, all and the vault)
  bool seeded = false;
  // compress
  CompressOptions compress;
  bool force = false;
};

// Fills `options` from the arguments. Returns false when the user asked for help or the version,
// which `page` then holds. Error{bad_argument} on wrong usage.
bool parse(int argc, char** argv, Options& options, std::string& page);

}  // namespace tinybrain::home
