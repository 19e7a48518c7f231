#include "model/convert.h"

#include <vector>

#include "base/error.h"
#include "base/messages/model.h"
#include "base/threads.h"
#include "model/write.h"

namespace tinybrain {

void convert_model(const std::filesystem::path& input, const std::filesystem::path& output,
                   DType type, const std::function<bool(uint64_t, uint64_t)>& progress) {
  std::error_code ignored;
  if (std::filesystem::equivalent(input, output, ignored))
    throw Error(Code::bad_argument, msg::kConvertSame);
  const ModelSource source(input);
  Threads threads;
  GgufWriter writer;
  copy_metadata(source, writer);
  set_file_type(type, writer);
  std::vector<OutputTensor> tensors;
  for (const SourceTensor& t : source.tensors()) {
    const DType own = t.vector ? DType::f32 : type_in_model(t.name, t.n, t.k, type);
    tensors.push_back(output_of(t, own));
  }
  for (OutputTensor& t : factor_tensors(source)) tensors.push_back(std::move(t));
  write_tensors(writer, tensors, output, threads, progress, [&](size_t i) {
    if (i < source.tensors().size()) source.drop(source.tensors()[i]);
  });
}

}  // namespace tinybrain
