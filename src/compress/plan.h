// Which type each matrix gets under a budget of bytes: the largest types where errors cost most.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "compress/calibrate.h"
#include "compress/type_plan.h"

namespace tinybrain {

struct PlanOptions {
  // What may be chosen; types whose blocks do not divide a matrix's rows are passed over for it. A matrix may
  // also stay as it is in the source.
  std::vector<DType> types = {DType::q2_k, DType::q3_k, DType::iq4_xs, DType::iq4_nl,
                              DType::q4_0, DType::q4_k, DType::q4_1,   DType::q5_0,
                              DType::q5_1, DType::q5_k, DType::q6_k,   DType::q8_0};
};

// What a matrix loses by each type: its weighted squared error, times how much such error of that matrix moves the
// predictions, which is measured once a matrix on the chunks (a thousand tokens or two are enough).
struct MatrixCosts {
  std::string name;
  std::vector<DType> types;
  std::vector<double> losses;  // of types[i]
};
std::vector<MatrixCosts> measure_costs(const ModelSource& source,
                                       std::span<const std::vector<TokenId>> chunks,
                                       const PlanOptions& options, Threads& threads,
                                       const CompressProgress& progress);

// A plan whose file has at most `bytes` bytes: greedily, from the smallest types up, the step that gains most for its
// bytes. The costs are the source's or those of a model that it was cut from, whose matrices are taken to lose the same;
// kept[i] is then the layer there that layer i came from (empty: all are there). Error{bad_argument} when even the
// smallest types do not fit.
TypePlan plan_for_budget(const ModelSource& source, uint64_t bytes,
                         std::span<const MatrixCosts> costs, std::span<const uint32_t> kept = {});
// Both, of the source itself.
TypePlan plan_for_budget(const ModelSource& source, uint64_t bytes,
                         std::span<const std::vector<TokenId>> chunks, const PlanOptions& options,
                         Threads& threads, const CompressProgress& progress);

// Bytes of a written file that are not weights: as in the source, or what its tokenizer takes.
uint64_t metadata_bytes(const ModelSource& source);

// The choice alone, apart from the measuring. choices[i]: the possible sizes and losses of item i; returns an
// index into each, or nothing when the smallest do not fit.
struct PlanChoice {
  uint64_t bytes;
  double loss;
};
std::vector<size_t> choose_under_budget(const std::vector<std::vector<PlanChoice>>& choices,
                                        uint64_t bytes);

}  // namespace tinybrain
