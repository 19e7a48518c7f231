// Structured pruning: whole layers, heads, hidden units or words go, and what remains is an ordinary smaller
// model with a configuration and a tokenizer that fit. What is chosen is what the calibration text misses
// least; where a product loses some of its inputs, its other weights make up for them by least squares.
#pragma once

#include "compress/edit.h"

namespace tinybrain {

// Of a model whose layers are still the source's. Error{bad_argument} for counts that leave nothing;
// Error{unsupported} where layers alternate in kind (Gemma 3).

// Removes `count` layers, one after the other, each the one whose absence moves the predictions least
// (Kullback-Leibler divergence on the chunks). Returns the layers removed, in the source's numbering.
std::vector<uint32_t> prune_depth(EditableModel& model, uint32_t count,
                                  std::span<const std::vector<TokenId>> chunks, Threads& threads,
                                  const CompressProgress& progress);
// The same without choosing: these layers go.
void remove_layers(EditableModel& model, std::span<const uint32_t> layers);
// Keeps `keep` of the hidden units of every feed-forward network; a multiple of 32, so that rows stay whole
// blocks.
void prune_ffn(EditableModel& model, uint32_t keep, std::span<const std::vector<TokenId>> chunks,
               Threads& threads, const CompressProgress& progress);
// Keeps `keep` key/value heads of every layer, each with the query heads that share it.
void prune_heads(EditableModel& model, uint32_t keep, std::span<const std::vector<TokenId>> chunks,
                 Threads& threads, const CompressProgress& progress);

}  // namespace tinybrain
