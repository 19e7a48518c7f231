// One model made of another by several cuts, one after the other: words, feed-forward rows, layers. What remains is fitted
// to what was there before, and is an ordinary model in a file of its own.
#pragma once

#include <functional>

#include "compress/edit.h"

namespace tinybrain {

struct Cut {
  uint32_t vocabulary = 0;    // tokens that stay; 0 = all
  uint32_t feed_forward = 0;  // rows that stay in every layer; 0 = all
  uint32_t layers_less = 0;   // layers that go
  bool none() const { return vocabulary == 0 && feed_forward == 0 && layers_less == 0; }
};

// Texts as tokens of that model, which has another vocabulary after a cut.
using ChunksOf = std::function<std::vector<std::vector<TokenId>>(const ModelSource&)>;

// Writes `output` and returns the layers of `source` that are left, ascending. text: whose words stay. Files in between
// are made beside `output` and removed. Error{bad_argument} for counts that leave nothing, or that are more than there is;
// Error{unsupported} for encoders, and for layers that alternate in kind (Gemma 3).
std::vector<uint32_t> cut_model(const ModelSource& source, const Cut& cut, std::string_view text,
                                const ChunksOf& chunks, const std::filesystem::path& output,
                                Threads& threads, const CompressProgress& progress);

// What a tensor was called before: "blk.3.ffn_up.weight" as layer kept[3] has it. kept empty: all layers are there.
std::string name_before_cut(const std::string& name, std::span<const uint32_t> kept);

}  // namespace tinybrain
