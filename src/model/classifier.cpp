#include "model/classifier.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/model.h"
#include "kernels/kernels.h"

namespace tinybrain {
namespace {

constexpr const char* kHeads = "tinybrain.heads";
constexpr size_t kMostHeads = 64;

// What the parts of a head are called in its file.
struct Names {
  Names(const ModelConfig& config, const std::string& head)
      : weight(head.empty() ? "cls.output.weight" : "cls." + head + ".weight"),
        bias(head.empty() ? "cls.output.bias" : "cls." + head + ".bias"),
        labels(head.empty() ? config.architecture + ".classifier.output_labels"
                            : "tinybrain.head." + head + ".labels") {
    const std::string prefix =
        head.empty() ? "tinybrain.classifier." : "tinybrain.head." + head + ".";
    temperature = prefix + "temperature";
    threshold = prefix + "threshold";
    out_of_scope = prefix + "out_of_scope";
  }
  std::string weight, bias, labels, temperature, threshold, out_of_scope;
};

ClassifierHead read_head(const ModelSource& source, const std::string& name) {
  const Gguf& file = *source.gguf();
  const Names names(source.config(), name);
  const SourceTensor &weight = source.at(names.weight), &bias = source.at(names.bias);
  ClassifierHead head;
  head.name = name;
  for (std::string_view label : file.get_strings(names.labels)) head.labels.emplace_back(label);
  const size_t classes = head.labels.size();
  if (classes < 2 || weight.n != classes || weight.k != source.config().width)
    throw Error(Code::bad_file, msg::kModelTensorShape, names.weight, weight.n, weight.k, classes,
                source.config().width);
  if (bias.n * bias.k != classes)
    throw Error(Code::bad_file, msg::kModelTensorShape, names.bias, bias.n, bias.k, 1, classes);
  head.weight.resize(classes * weight.k);
  for (size_t c = 0; c < classes; ++c)
    ModelSource::read(weight, c, head.weight.data() + c * weight.k);
  head.bias.resize(classes);
  ModelSource::read(bias, 0, head.bias.data());
  const double temperature = file.get_float(names.temperature).value_or(1);
  head.temperature = temperature > 1e-3 && temperature < 1e3 ? static_cast<float>(temperature) : 1;
  head.threshold =
      static_cast<float>(std::clamp(file.get_float(names.threshold).value_or(0), 0.0, 1.0));
  head.out_of_scope = file.get_string(names.out_of_scope).value_or("");
  return head;
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

std::vector<ClassifierHead> classifier_heads(const ModelSource& source) {
  std::vector<ClassifierHead> heads;
  if (!source.gguf()) return heads;
  if (source.find("cls.output.weight")) heads.push_back(read_head(source, ""));
  for (std::string_view name : source.gguf()->get_strings(kHeads)) {
    if (name.empty() || heads.size() >= kMostHeads)
      throw Error(Code::bad_file, msg::kClassifierHeads, kHeads, kMostHeads);
    heads.push_back(read_head(source, std::string(name)));
  }
  return heads;
}

void write_classifiers(std::span<const ClassifierHead> heads, const ModelConfig& config,
                       GgufWriter& writer, std::vector<OutputTensor>& tensors) {
  std::vector<std::string> named;
  for (const ClassifierHead& head : heads) {
    const Names names(config, head.name);
    if (!head.name.empty()) named.push_back(head.name);
    writer.set(names.labels, head.labels);
    writer.set(names.temperature, head.temperature);
    writer.set(names.threshold, head.threshold);
    if (!head.out_of_scope.empty()) writer.set(names.out_of_scope, head.out_of_scope);
    OutputTensor weight{names.weight, head.labels.size(), config.width};
    weight.same = std::as_bytes(std::span(head.weight));
    OutputTensor bias{names.bias, 1, head.labels.size(), true};
    bias.same = std::as_bytes(std::span(head.bias));
    tensors.push_back(std::move(weight));
    tensors.push_back(std::move(bias));
  }
  if (!named.empty()) writer.set(kHeads, named);
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
