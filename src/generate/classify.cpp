#include "generate/classify.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/model.h"

namespace tinybrain {
namespace {

constexpr size_t kTokens = 512;  // of a text that a decoder reads

// The last token's row of a decoder.
void last_row(LoadedModel& model, Workspace& work, KvCache& cache, const Rope& rope,
              std::span<const TokenId> ids, float* y) {
  for (size_t first = 0; first < ids.size(); first += Workspace::kMaxBatch) {
    const auto part =
        ids.subspan(first, std::min<size_t>(Workspace::kMaxBatch, ids.size() - first));
    const size_t wanted = first + part.size() == ids.size();
    Sequence s{&cache, &rope, static_cast<uint32_t>(first), part, wanted, nullptr};
    s.hidden = y;
    forward(model.weights(), work, {&s, 1}, model.threads());
  }
}

}  // namespace

void pooled_texts(LoadedModel& model, std::span<const std::string_view> texts, float* pooled) {
  const ModelConfig& c = model.config();
  Workspace work(c, model.threads().count());
  std::vector<float> hidden(c.encoder ? size_t{c.context} * c.width : 0);
  std::unique_ptr<KvCache> cache;
  std::unique_ptr<Rope> rope;
  if (!c.encoder) {
    const auto window = std::min<uint32_t>(c.context, kTokens);
    cache = std::make_unique<KvCache>(model.kv_pool(kernels::KvType::f16), window);
    rope = std::make_unique<Rope>(c, window);
  }
  for (size_t i = 0; i < texts.size(); ++i) {
    const std::vector<TokenId> ids =
        classifier_tokens(model.tokenizer(), c, texts[i], c.encoder ? 0 : kTokens);
    if (c.encoder) {
      encode(model.weights(), work, ids, hidden.data(), model.threads());
      pool(c, hidden.data(), ids.size(), false, pooled + i * c.width);
    } else {
      last_row(model, work, *cache, *rope, ids, pooled + i * c.width);
    }
  }
}

void classify_texts(LoadedModel& model, const ClassifierHead& head,
                    std::span<const std::string_view> texts, float* probabilities) {
  const size_t d = model.config().width;
  std::vector<float> pooled(texts.size() * d);
  pooled_texts(model, texts, pooled.data());
  for (size_t i = 0; i < texts.size(); ++i)
    head.probabilities(pooled.data() + i * d, probabilities + i * head.labels.size());
}

const ClassifierHead& required_head(const LoadedModel& model, std::string_view name) {
  if (const ClassifierHead* head = model.head(name)) return *head;
  std::string known;
  for (const ClassifierHead& head : model.heads()) known += (known.empty() ? "" : ", ") + head.name;
  if (known.empty()) throw Error(Code::unsupported, msg::kNoClassifier);
  throw Error(Code::bad_argument, msg::kNoHead, name, known);
}

}  // namespace tinybrain
