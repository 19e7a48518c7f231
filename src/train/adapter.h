// The low-rank adapters of a network as model/adapter.h has them: to be written to files, or run by the engine.
#pragma once

#include "model/adapter.h"
#include "train/network.h"

namespace tinybrain {

// A copy of them as they are now. TB_ASSERT: there are some.
Adapter adapter_of(Network& network);

}  // namespace tinybrain
