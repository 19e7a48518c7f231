// Cached keys and values one number at a time: the plain meaning of the layouts in kernels.h, for the
// scalar table, and what all tables share. Defines no code, so that any file may include it.
#pragma once

#include "kernels/kernels.h"

namespace tinybrain::kernels {

// Dim d of row `slot` of one head's keys, or values, in a page.
float kv_key(KvType type, const void* page_keys, size_t slot, size_t d);
float kv_value(KvType type, const void* page_values, size_t slot, size_t d, size_t head_dim);

// Makes `row`, a key in the layout of a row of values, row `slot` of the transposed keys. Moves bits,
// rounds nothing.
void kv_scatter_key(KvType type, void* page_keys, size_t slot, size_t head_dim, const void* row);

// Entries of the table: kv_load of every table, the others of the scalar one.
void kv_load(KvType type, const void* page_keys, const void* page_values, size_t slot,
             size_t head_dim, float* key, float* value);
void kv_store_scalar(KvType type, void* page_keys, void* page_values, size_t slot, size_t head_dim,
                     const float* key, const float* value);
void kv_store_rows_scalar(KvType type, void* page_keys, void* page_values, size_t slot,
                          size_t count, size_t head_dim, const float* keys, const float* values,
                          size_t stride);

}  // namespace tinybrain::kernels
