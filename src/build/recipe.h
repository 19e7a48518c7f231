// What is to be built from what: every choice a person can make, with its default. An app hands it over as
// JSON; the program makes that JSON from flags and TOML files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "data/check.h"
#include "data/dataset.h"

namespace tinybrain {

struct Recipe {
  Task task = Task::classify;
  std::string data;          // a file or a folder
  std::string dev, test;     // held-out files; "" = cut from `data`
  std::string base;          // a model file or folder
  std::string output;        // the folder to write
  uint64_t budget = 0;       // most bytes of the model file; 0 = whatever comes out
  double latency_ms = 0;     // most milliseconds an answer may take here; 0 = any
  std::string type;          // weight type of the file; "" = chosen
  ReadOptions read;          // names of columns
  std::string out_of_scope;  // the label that means "none of these"; "" = there is none
  CheckOptions check;
  bool drop_leaks = false;
  bool balance = false;    // rare labels count more
  uint32_t per_label = 0;  // only so many training examples a label; 0 = all
  double dev_share = 0.1, test_share = 0.1;

  uint32_t epochs = 0;          // 0 = chosen by the amount of data
  uint32_t passes = 1;          // at least so many parts of a batch, for processes that share them
  uint32_t batch = 0;           // 0 = chosen
  double rate = 0;              // 0 = chosen by what is trained
  double smoothing = 0.1;       // of labels
  double token_dropout = 0.15;  // share of tokens hidden in training
  uint32_t patience = 4;  // epochs without a better dev score that end the training; 0 = never
  int lora_rank = -1;     // -1 = chosen: 0 trains every weight
  bool dora = false;      // adapters learn the rows' lengths as well
  // Of a base that begins from nothing ("none"): 0 = chosen.
  uint32_t layers = 0, width = 0, vocabulary = 0, context = 0;
  Json pairs, heads;  // what a brain that understands learns from (build/understand_data.h)
  uint64_t seed = 0;
  double checkpoint_seconds = 30;    // between two checkpoints
  std::string license;               // of the data, as the person states it
  std::string name;                  // of the brain; "" = the output's file name
  Language language = Language::en;  // of card and report

  bool has_base() const { return !base.empty() && base != "none"; }

  // Error{bad_argument} names a member that is unknown, of another kind or out of range.
  static Recipe parse(const Json& json);
  Json json() const;  // every choice, without paths of this machine
};

const char* task_name(Task task);

}  // namespace tinybrain
