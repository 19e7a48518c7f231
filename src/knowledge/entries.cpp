#include "knowledge/entries.h"

#include <cmath>

#include "base/error.h"
#include "base/messages/knowledge.h"
#include "tensor/gguf.h"
#include "tensor/quantize.h"

namespace tinybrain {
namespace {

constexpr const char* kType = "general.type";
constexpr const char* kKnowledge = "knowledge";
constexpr const char* kTexts = "tinybrain.knowledge.texts";
constexpr const char* kAnswers = "tinybrain.knowledge.answers";
constexpr const char* kHeadings = "tinybrain.knowledge.headings";
constexpr const char* kFiles = "tinybrain.knowledge.files";
constexpr const char* kRows = "tinybrain.knowledge.rows";
constexpr const char* kScoring = "tinybrain.knowledge.scoring";
constexpr const char* kVectors = "vectors";

void read_vectors(const GgufTensor& tensor, Entries& entries) {
  const size_t n = entries.all.size();
  if (tensor.rank != 2 || tensor.dims[1] != n || tensor.dtype != DType::f16)
    throw Error(Code::bad_file, msg::kKnowledgeVectors, tensor.dims[1], n);
  entries.width = tensor.dims[0];
  entries.vectors.resize(n * entries.width);
  dequantize_row(DType::f16, tensor.data.data(), entries.vectors.data(), entries.vectors.size());
  for (float v : entries.vectors)
    if (!(std::abs(v) <= 1.01f)) throw Error(Code::bad_file, msg::kKnowledgeNotFinite);
}

}  // namespace

Entries read_entries(const std::filesystem::path& path) {
  const MappedFile file(path);
  const Gguf gguf = Gguf::parse(file.bytes());
  if (gguf.get_string(kType).value_or("") != kKnowledge)
    throw Error(Code::bad_file, msg::kKnowledgeOther).in(path.string());
  const auto texts = gguf.get_strings(kTexts), answers = gguf.get_strings(kAnswers),
             headings = gguf.get_strings(kHeadings), files = gguf.get_strings(kFiles);
  const std::vector<int64_t> rows = gguf.get_ints(kRows);
  const std::vector<float> scoring = gguf.get_floats(kScoring);
  const size_t n = texts.size();
  if (n == 0 || answers.size() != n || headings.size() != n || files.size() != n ||
      rows.size() != n || scoring.size() != 6)
    throw Error(Code::bad_file, msg::kKnowledgeCounts).in(path.string());
  Entries entries;
  for (size_t i = 0; i < n; ++i)
    entries.all.push_back({std::string(texts[i]), std::string(answers[i]), std::string(headings[i]),
                           std::string(files[i]),
                           static_cast<uint64_t>(std::max<int64_t>(0, rows[i]))});
  for (float s : scoring)
    if (!std::isfinite(s)) throw Error(Code::bad_file, msg::kKnowledgeNotFinite).in(path.string());
  entries.scoring = {scoring[0], scoring[1], scoring[2], scoring[3], scoring[4], scoring[5]};
  if (const GgufTensor* vectors = gguf.find_tensor(kVectors)) read_vectors(*vectors, entries);
  return entries;
}

void write_entries(const Entries& entries, const std::filesystem::path& path) {
  GgufWriter writer;
  std::vector<std::string> texts, answers, headings, files;
  std::vector<int32_t> rows;
  for (const Entry& e : entries.all) {
    texts.push_back(e.text);
    answers.push_back(e.answer);
    headings.push_back(e.heading);
    files.push_back(e.file);
    rows.push_back(static_cast<int32_t>(std::min<uint64_t>(e.row, INT32_MAX)));
  }
  const Scoring& s = entries.scoring;
  writer.set(kType, std::string(kKnowledge));
  writer.set(kTexts, std::move(texts));
  writer.set(kAnswers, std::move(answers));
  writer.set(kHeadings, std::move(headings));
  writer.set(kFiles, std::move(files));
  writer.set(kRows, std::move(rows));
  writer.set(kScoring,
             std::vector<float>{s.lexical, s.meaning, s.scale, s.lead, s.bias, s.threshold});
  if (entries.width) writer.declare(kVectors, DType::f16, {entries.width, entries.all.size()});
  AtomicFile file(path);
  writer.write(file, [&](size_t, const GgufWriter::Sink& sink) {
    std::vector<uint16_t> half(entries.vectors.size());
    quantize_row(DType::f16, entries.vectors.data(), half.data(), half.size());
    sink(half.data(), half.size() * sizeof(uint16_t));
  });
  file.commit();
}

}  // namespace tinybrain
