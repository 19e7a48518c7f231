// From GGUF blocks to panels (see Pack in kernels.h). Runs once, when a model is opened.
#pragma once

#include "kernels/kernels.h"

namespace tinybrain::kernels {

// Packs up to 16 rows of K weights of the GGUF block type that `pack` names (f32, f16, bf16: plain rows)
// into one panel of panel_bytes(pack, k). rows[r] = first byte of row r, or nullptr for a row past the
// end, which becomes zero weights. Rows need no alignment.
void pack_panel(Pack pack, const void* const rows[kPanelRows], size_t k, void* panel);

// Row `r` (0 to 15) of a panel as floats: the inverse, for embedding look-ups. y[K].
void unpack_row(Pack pack, const void* panel, size_t r, size_t k, float* y);

}  // namespace tinybrain::kernels
