// Any bytes as an adapter: of GGUF, or (first byte 'p') of PEFT, settings up to the first zero byte and then tensors.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/error.h"
#include "model/adapter.h"

using namespace tinybrain;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    const Bytes bytes = std::as_bytes(std::span(data, size));
    Adapter adapter;
    if (size > 0 && data[0] == 'p') {
      ModelConfig base;
      base.architecture = "llama";
      base.heads = 2;
      base.kv_heads = 1;
      base.head_dim = 4;
      base.width = 8;
      const uint8_t* const end = std::find(data, data + size, 0);
      const std::string_view settings(reinterpret_cast<const char*>(data) + 1,
                                      static_cast<size_t>(end - data) - 1);
      const size_t rest = std::min(size, static_cast<size_t>(end - data) + 1);
      adapter =
          adapter_from_peft(Json::parse(settings), parse_safetensors(bytes.subspan(rest)), base);
    } else {
      adapter = adapter_from_gguf(Gguf::parse(bytes));
    }
    TB_ASSERT(!adapter.matrices.empty());
    for (const AdapterMatrix& m : adapter.matrices)
      TB_ASSERT(m.a.size() == m.rank * m.k && m.b.size() == m.n * m.rank &&
                (m.magnitude.empty() || m.magnitude.size() == m.n) && adapter.scale(m) != 0);
  } catch (const Error&) {
  }
  return 0;
}
