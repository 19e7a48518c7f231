#include "model/classifier.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/model.h"
#include "kernels/kernels.h"

namespace tinybrain {
namespace {

constexpr const char* kWeight = "cls.output.weight";
constexpr const char* kBias = "cls.output.bias";
constexpr const char* kTemperature = "tinybrain.classifier.temperature";
constexpr const char* kThreshold = "tinybrain.classifier.threshold";
constexpr const char* kOutOfScope = "tinybrain.classifier.out_of_scope";

std::string labels_key(const ModelConfig& config) {
  return config.architecture + ".classifier.output_labels";
}

}  // namespace

void ClassifierHead::probabilities(const float* pooled, float* y) const {
  const kernels::Table& k = kernels::table();
  const size_t classes = labels.size(), d = weight.size() / classes;
  const float length = std::sqrt(k.dot(pooled, pooled, d)) + 1e-12f;
  for (size_t c = 0; c < classes; ++c)
    y[c] = (k.dot(weight.data() + c * d, pooled, d) / length + bias[c]) / temperature;
  k.softmax(y, classes);
}

uint32_t ClassifierHead::decide(const float* probabilities) const {
  const size_t best = static_cast<size_t>(
      std::max_element(probabilities, probabilities + labels.size()) - probabilities);
  return labels[best] == out_of_scope || probabilities[best] < threshold
             ? kNone
             : static_cast<uint32_t>(best);
}

std::optional<ClassifierHead> classifier_head(const ModelSource& source) {
  const SourceTensor* weight = source.find(kWeight);
  if (!weight || !source.gguf()) return std::nullopt;
  const Gguf& file = *source.gguf();
  ClassifierHead head;
  for (std::string_view label : file.get_strings(labels_key(source.config())))
    head.labels.emplace_back(label);
  const SourceTensor& bias = source.at(kBias);
  const size_t classes = head.labels.size();
  if (classes < 2 || weight->n != classes || weight->k != source.config().width)
    throw Error(Code::bad_file, msg::kModelTensorShape, kWeight, weight->n, weight->k, classes,
                source.config().width);
  if (bias.n * bias.k != classes)
    throw Error(Code::bad_file, msg::kModelTensorShape, kBias, bias.n, bias.k, 1, classes);
  head.weight.resize(classes * weight->k);
  for (size_t c = 0; c < classes; ++c)
    ModelSource::read(*weight, c, head.weight.data() + c * weight->k);
  head.bias.resize(classes);
  ModelSource::read(bias, 0, head.bias.data());
  const double temperature = file.get_float(kTemperature).value_or(1);
  head.temperature = temperature > 1e-3 && temperature < 1e3 ? static_cast<float>(temperature) : 1;
  head.threshold = static_cast<float>(std::clamp(file.get_float(kThreshold).value_or(0), 0.0, 1.0));
  head.out_of_scope = file.get_string(kOutOfScope).value_or("");
  return head;
}

void write_classifier(const ClassifierHead& head, const ModelConfig& config, GgufWriter& writer,
                      std::vector<OutputTensor>& tensors) {
  writer.set(labels_key(config), head.labels);
  writer.set(kTemperature, head.temperature);
  writer.set(kThreshold, head.threshold);
  if (!head.out_of_scope.empty()) writer.set(kOutOfScope, head.out_of_scope);
  const size_t classes = head.labels.size();
  tensors.push_back({kWeight,
                     classes,
                     config.width,
                     false,
                     DType::f32,
                     {},
                     std::as_bytes(std::span(head.weight))});
  tensors.push_back({kBias, 1, classes, true, DType::f32, {}, std::as_bytes(std::span(head.bias))});
}

std::vector<TokenId> classifier_tokens(const Tokenizer& tokenizer, const ModelConfig& config,
                                       std::string_view text, size_t limit) {
  std::vector<TokenId> ids = tokenizer.encode(text, true);
  limit = limit == 0 ? config.context : std::min<size_t>(limit, config.context);
  if (ids.size() > limit) {
    if (config.encoder) ids[limit - 1] = ids.back();
    ids.resize(limit);
  }
  if (ids.empty()) ids.push_back(std::max(0, tokenizer.spec().eos));
  return ids;
}

}  // namespace tinybrain
