// The loss of the tokens goes back from the end, that of each hint joins on the way.
#include "train/distill_states.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/distill.h"
#include "base/messages/train.h"

namespace tinybrain {

StateObjective::StateObjective(Network& teacher, const ModelConfig& student,
                               std::vector<TokenExample> train, std::vector<TokenExample> held_out,
                               const StateOptions& options)
    : teacher_(teacher),
      train_(std::move(train)),
      language_({}, std::move(held_out)),
      options_(options) {
  const ModelConfig& c = teacher.config();
  if (c.vocabulary != student.vocabulary)
    throw Error(Code::bad_argument, msg::kTrainTeacher, c.vocabulary, student.vocabulary);
  if (!options_.hints.empty() && c.width != student.width)
    throw Error(Code::bad_argument, msg::kTrainHintWidth, c.width, student.width);
  for (const StateHint& h : options_.hints)
    if (h.student >= student.layers || h.teacher >= c.layers)
      throw Error(Code::bad_argument, msg::kTrainHintLayer, h.student, h.teacher, student.layers,
                  c.layers);
}

double StateObjective::learn(Network& network, std::span<const uint32_t> picks) {
  Batch batch;
  std::vector<TokenId> targets;
  for (uint32_t i : picks) {
    const TokenExample& e = train_[i];
    batch.add(e.tokens);
    for (size_t t = 1; t <= e.tokens.size(); ++t)
      targets.push_back(t < e.tokens.size() && t >= e.learn_from ? e.tokens[t] : kNoTarget);
  }
  const size_t count = targets.size() - static_cast<size_t>(std::ranges::count(targets, kNoTarget));
  if (count == 0) return 0;
  const size_t rows = batch.tokens.size(), d = network.config().width;
  const Teacher teacher{&teacher_, teacher_.forward(batch), options_.expected};
  std::vector<float> dhidden(rows * d);
  double loss =
      next_token_loss(network, network.forward(batch), targets, 1 / static_cast<float>(count),
                      dhidden.data(), options_.expected > 0 ? &teacher : nullptr);
  if (options_.hints.empty() || options_.weight == 0) {
    network.backward(dhidden.data());
    return loss;
  }
  const float scale =
      options_.weight / static_cast<float>(rows) / static_cast<float>(options_.hints.size());
  std::vector<double> losses(rows);
  network.backward(dhidden.data(), [&](uint32_t layer, float* dx) {
    for (const StateHint& hint : options_.hints) {
      if (hint.student != layer) continue;
      const float *const own = network.state(layer), *const taught = teacher_.state(hint.teacher);
      network.compute().threads.run(rows, 16, [&](size_t begin, size_t end, size_t) {
        for (size_t r = begin; r < end; ++r) {
          const float *const x = own + r * d, *const y = taught + r * d;
          const float by = scale / (kernels::table().dot(y, y, d) + 1e-6f);
          double sum = 0;
          for (size_t i = 0; i < d; ++i) {
            const float off = x[i] - y[i];
            sum += double{off} * off;
            dx[r * d + i] += 2 * by * off;
          }
          losses[r] += by * sum;
        }
      });
    }
  });
  for (const double l : losses) loss += l;
  return loss;
}

std::vector<StateHint> hints_of_kept(std::span<const uint32_t> kept, uint32_t teacher_layers) {
  std::vector<StateHint> hints;
  for (uint32_t i = 0; i < kept.size(); ++i)
    hints.push_back({i, (i + 1 < kept.size() ? kept[i + 1] : teacher_layers) - 1});
  return hints;
}

}  // namespace tinybrain
