// A brain from data: the pipeline of everything. Reads, checks, splits, trains, calibrates, writes candidates
// under the budget, keeps the best, judges it from its file on held-out rows, and writes
//
//   model.gguf      the model
//   card.md         what it is for, what it was made from, how good it is, what it gets wrong
//   report.html     the same with plots, without scripts
//   measures.json   every figure
//   manifest.json   every hash, choice and seed; written last: a folder that has it is finished
//
// While it works, OUTPUT/.build holds the checkpoint; the same recipe goes on from there, to the same bytes.
// Times of this machine are in report.html only.
#pragma once

#include <functional>

#include "base/json.h"
#include "build/recipe.h"
#include "train/peers.h"

namespace tinybrain {

// What goes on: {"stage": "train", "done": 12, "total": 1600, ...}. Training adds loss, score, epoch, epochs,
// tokens_per_second; findings come as {"stage": "check", "finding": {...}}. false = stop: Error{cancelled}
// after a checkpoint.
using BuildProgress = std::function<bool(const Json&)>;

// The measures, as in measures.json. Errors as of the parts; Error{bad_argument} for a folder that holds other
// things or a finished brain.
// peers: other processes that were given the same recipe; all but the first return only what they know.
Json build_brain(const Recipe& recipe, size_t threads, const BuildProgress& progress,
                 Peers* peers = nullptr);

}  // namespace tinybrain
