// What the command line said, as plain data. Filled by parse.cpp, read by the commands; knows
// nothing of the library that parses it.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "tinybrain/tinybrain.hpp"

namespace tinybrain::cli {

struct Options {
  std::string command;

  // Every command.
  bool json = false;
  std::string lang;  // already in force when this is filled: see choose_language()
  bool quiet = false;
  std::string weights;  // --weights; empty = look in the usual places

  // Commands that open a model.
  std::string model;    // path, name, or empty for the default
  std::string adapter;  // of that model; empty = none
  int threads = 0;
  bool sealed = false;

  // Commands that generate.
  tb::Sampling sampling;
  int context = 0;
  std::string kv = "f16";
  std::string template_name;
  std::string system;
  bool stats = false;
  bool stream = false;
  bool show_prompt = false;
  bool history = true;
  bool speculate = true;
  std::string draft;                   // a model, as `model`
  std::string schema, grammar, regex;  // what the reply must be
  std::string session_file;            // --session
  std::vector<std::string> labels;
  bool echo = false;

  // Positional arguments: texts, a question, a file, a name.
  std::vector<std::string> arguments;
  std::string output;

  // tokenize, embed, info, complete
  bool pieces = false;
  bool decode = false;
  bool lines = false;
  bool json_lines = false;
  bool special = false;
  bool similar = false;
  bool raw = false;
  bool tensors = false;
  std::string file;

  // convert, perplexity, bench
  std::string type;
  bool force = false;
  int chunks = 0;
  std::vector<int> prompt_tokens{512};
  int decode_tokens = 128;
  int runs = 5;
  int sessions = 1;
  bool limits = true;

  std::vector<std::string> models;  // serve: as `model`

  // pull, rm
  std::string to;
  std::string sha256;
  bool trust_first_use = false;
  std::string mirror;
  bool yes = false;

  // build, classify, eval, compare
  Json recipe;              // choices of the command line, over those of recipe_file
  std::string recipe_file;  // TOML
  std::string text_column, label_column, answer_column, group_column, head;
  std::vector<std::string> option_columns;
  int answer_tokens = 256;
  std::string other;    // compare: the second model
  bool events = false;  // also pull: progress as lines of JSON

  tb_kv_type kv_type() const {
    if (kv == "q8_0") return TB_KV_Q8_0;
    if (kv == "q4_0") return TB_KV_Q4_0;
    return kv == "f32" ? TB_KV_F32 : TB_KV_F16;
  }
};

// Fills `options` from the arguments. Returns false when the user asked for help or the version,
// which `page` then holds. Error{bad_argument} on wrong usage.
bool parse(int argc, char** argv, Options& options, std::string& page);

}  // namespace tinybrain::cli
