#include "learn/population.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/taste.h"
#include "tensor/gguf.h"
#include "tensor/quantize.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
const std::string kPrefix = "tinybrain.population.";
constexpr const char* kType = "general.type";
constexpr const char* kPopulation = "population";
constexpr double kMostFigure = 1e6;
constexpr uint32_t kMostWidth = 128;

void require(bool holds, const char* what) {
  if (!holds) throw Error(Code::bad_file, msg::kPopulationFile, what);
}

double figure(const Gguf& gguf, const char* name) {
  const double v = gguf.get_float(kPrefix + name).value_or(-1);
  require(v >= 1e-6 && v <= kMostFigure, name);
  return v;
}

}  // namespace

std::optional<uint32_t> Population::find(std::string_view item) const {
  const auto found = place_.find(item);
  if (found == place_.end()) return {};
  return found->second;
}

void Population::index() {
  place_.clear();
  usual_ = 0;
  for (uint32_t i = 0; i < items.size(); ++i) {
    place_.emplace(items[i], i);
    usual_ += chance[i] / static_cast<double>(items.size());
  }
}

Belief Population::prior() const {
  std::vector<double> precision(size_t{width} * width);
  for (size_t i = 0; i < items.size(); ++i) {
    const float* const f = factors.data() + i * width;
    for (size_t a = 0; a < width; ++a)
      for (size_t b = 0; b < width; ++b)
        precision[a * width + b] += caution * static_cast<double>(f[a]) * f[b];
  }
  for (size_t a = 0; a < width; ++a) precision[a * width + a] += 1;
  return Belief(precision);
}

Population parse_population(Bytes bytes) {
  const Gguf gguf = Gguf::parse(bytes);
  require(gguf.get_string(kType).value_or("") == kPopulation, kType);
  Population p;
  for (std::string_view item : gguf.get_strings(kPrefix + "items")) p.items.emplace_back(item);
  require(!p.items.empty(), "items");
  p.chance = gguf.get_floats(kPrefix + "chance");
  require(p.chance.size() == p.items.size(), "chance");
  for (float c : p.chance) require(c >= -1 && c <= 1, "chance");
  p.caution = figure(gguf, "caution");
  p.precision = figure(gguf, "precision");
  p.content = gguf.get_float(kPrefix + "content").value_or(-1);
  require(p.content >= 0 && p.content <= 1, "content");
  const int64_t people = gguf.get_int(kPrefix + "people").value_or(-1);
  require(people > 0 && people <= INT32_MAX, "people");
  p.people = static_cast<uint32_t>(people);
  const GgufTensor* t = gguf.find_tensor("factors");
  require(t && t->dtype == DType::f16 && t->rank == 2 && t->dims[1] == p.items.size() &&
              t->dims[0] >= 1 && t->dims[0] <= kMostWidth,
          "factors");
  p.width = static_cast<uint32_t>(t->dims[0]);
  p.factors.resize(p.items.size() * p.width);
  dequantize_row(DType::f16, t->data.data(), p.factors.data(), p.factors.size());
  for (float f : p.factors) require(std::isfinite(f), "factors");
  p.index();
  return p;
}

Population read_population(const fs::path& path) {
  const MappedFile mapped(path);
  try {
    return parse_population(mapped.bytes());
  } catch (const Error& e) {
    throw e.in(path.string());
  }
}

void write_population(const Population& p, const fs::path& path) {
  GgufWriter writer;
  writer.set(kType, std::string(kPopulation));
  writer.set(kPrefix + "items", p.items);
  writer.set(kPrefix + "chance", p.chance);
  writer.set(kPrefix + "people", p.people);
  writer.set(kPrefix + "caution", static_cast<float>(p.caution));
  writer.set(kPrefix + "precision", static_cast<float>(p.precision));
  writer.set(kPrefix + "content", static_cast<float>(p.content));
  writer.declare("factors", DType::f16, {p.width, p.items.size()});
  AtomicFile file(path);
  writer.write(file, [&](size_t, const GgufWriter::Sink& sink) {
    std::vector<uint16_t> half(p.factors.size());
    quantize_row(DType::f16, p.factors.data(), half.data(), half.size());
    sink(half.data(), half.size() * sizeof(uint16_t));
  });
  file.commit();
}

}  // namespace tinybrain
