// How strongly an adapter counts: as much as plain texts allow. What was learnt well is known at less than full strength too,
// and what it does to everything else falls faster.
#pragma once

#include <array>
#include <functional>

#include "generate/loaded_model.h"
#include "model/adapter.h"

namespace tinybrain {

struct Softened {
  Adapter adapter;
  double strength = 1;  // of 1: its scale was multiplied with it
};
// before: frozen_perplexity() without an adapter. The greatest of eighths at which neither rises by more than `margin` (a
// share), found by halving; at full strength when there is none. No lesson of a person is looked at. progress: false = stop,
// Error{cancelled}.
Softened soften(LoadedModel& base, const Adapter& adapter, const std::array<double, 2>& before,
                double margin, const std::function<bool(uint64_t, uint64_t)>& progress);

}  // namespace tinybrain
