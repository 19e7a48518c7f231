// Model files from other model files: a GGUF file or a Hugging Face directory in, a GGUF file with weights
// of one type out, as llama.cpp reads them.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "tensor/dtype.h"

namespace tinybrain {

// progress(done, total) in bytes of output; false = stop (Error{cancelled}, nothing left behind).
void convert_model(const std::filesystem::path& input, const std::filesystem::path& output,
                   DType type, const std::function<bool(uint64_t, uint64_t)>& progress);

}  // namespace tinybrain
