// A smaller file of a model that is there: what `tinybrain compress` does. Reads the texts, searches (or goes the way that
// was asked for), writes the file and, where wanted, a report of all that was tried.
#pragma once

#include <functional>

#include "base/json.h"

namespace tinybrain {

// What goes on: {"stage": "text", "measure" or "compress", "done": 3, "total": 20}. false = stop: Error{cancelled}.
using SmallerProgress = std::function<bool(const Json&)>;

// options, an object:
//   budget (bytes), latency_ms (of a token that is written here): limits; without the members below, a search within them
//   type, vocabulary, ffn, layers_less, prune ("wanda:0.5", "2:4"): one way, instead
//   text: a file that the smaller models are fitted to, or "self" (the default): what the model writes by itself
//   eval: a file that they are judged by; else a part of the text that nothing is fitted to
//   report: where a page is written that shows what was tried; language: its language, "en" or "ko"
// Returns {"output", "bytes", "bits_per_byte", "how", "before": {"bytes", "bits_per_byte"}, "text": {"fitted_bytes",
// "judged_bytes"}, "candidates": [{"how", "type", "vocabulary", "feed_forward", "layers", "bytes", "bits_per_byte",
// "token_ms", "seconds", "within", "front", "chosen"}]}; front = no candidate is both smaller and better.
//
// The output appears whole or not at all. Error{bad_argument}: unknown or missing choices, the output is the input, texts
// too short, limits that nothing meets; Error{unsupported}: encoders, layers of several kinds.
Json make_smaller(const std::string& input, const std::string& output, const Json& options,
                  size_t threads, const SmallerProgress& progress);

}  // namespace tinybrain
