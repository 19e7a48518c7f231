#include "base/json.h"
#include "tensor/safetensors.h"

namespace tinybrain {

void write_safetensors(std::span<const FloatTensor> tensors, const std::filesystem::path& path) {
  Json header{Json::Object{}}, about;
  about.set("format", "pt");
  header.set("__metadata__", std::move(about));
  uint64_t at = 0;
  for (const FloatTensor& t : tensors) {
    Json one, shape{Json::Array{}}, offsets{Json::Array{}};
    one.set("dtype", "F32");
    for (uint64_t n : t.shape) shape.push(n);
    one.set("shape", std::move(shape));
    offsets.push(at);
    at += t.values.size() * sizeof(float);
    offsets.push(at);
    one.set("data_offsets", std::move(offsets));
    header.set(t.name, std::move(one));
  }
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');
  AtomicFile file(path);
  const uint64_t length = text.size();
  file.write(&length, sizeof length);
  file.write(text);
  for (const FloatTensor& t : tensors) file.write(t.values.data(), t.values.size() * sizeof(float));
  file.commit();
}

}  // namespace tinybrain
