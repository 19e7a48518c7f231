#include "train/trainer.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/error.h"
#include "base/messages/train.h"
#include "base/system.h"
#include "tensor/gguf.h"

namespace tinybrain {
namespace {

// Everything that a run is made of at one moment.
class Run {
 public:
  Run(Network& network, Objective& objective, const TrainerOptions& options)
      : network_(network), objective_(objective), options_(options) {
    parameters_ = network.trained();
    for (Parameter* p : objective.parameters()) parameters_.push_back(p);
    best_.resize(parameters_.size());
    mean_.resize(parameters_.size());
  }

  TrainingCurve run(const std::function<bool(const TrainingProgress&)>& progress) {
    const size_t n = objective_.examples();
    Optimizer optimizer(parameters_, options_.optimizer);
    if (n == 0) return curve_;
    const uint64_t steps_per_epoch = (n + options_.batch - 1) / options_.batch;
    const uint64_t steps = steps_per_epoch * options_.epochs;
    const auto warm_up = static_cast<uint64_t>(options_.warm_up * static_cast<float>(steps));
    if (!options_.checkpoint.empty()) load(optimizer);
    double saved = seconds_now(), started = saved;
    uint64_t tokens = 0;
    uint32_t wrong = 0;
    while (step_ < steps && !stopped_) {
      const auto epoch = static_cast<uint32_t>(step_ / steps_per_epoch);
      const std::vector<uint32_t> order = objective_.order(options_.seed * 1000003 + epoch);
      for (uint64_t at = step_ % steps_per_epoch; at < steps_per_epoch; ++at) {
        const size_t first = at * options_.batch;
        const std::span<const uint32_t> picks(order.data() + first,
                                              std::min<size_t>(options_.batch, n - first));
        objective_.begin_step(step_);
        const double loss = learn(picks, tokens);
        const double norm = optimizer.step(warm_up_and_decay(step_, steps, warm_up), threads());
        if (std::isfinite(loss) && std::isfinite(norm)) {
          wrong = 0;
        } else if (++wrong == 3) {
          throw Error(Code::bad_argument, msg::kTrainNotFinite, step_ + 1);
        }
        ++step_;
        take_into_mean();
        curve_.losses.push_back({step_, loss});
        const double now = seconds_now();
        const bool go_on =
            !progress ||
            progress({step_, steps, loss, curve_.scores.empty() ? 0 : curve_.scores.back().loss,
                      epoch, static_cast<double>(tokens) / std::max(1e-9, now - started)});
        if (at + 1 == steps_per_epoch) end_epoch(epoch);
        if (rank() == 0 && !options_.checkpoint.empty() &&
            (!go_on || now - saved > options_.checkpoint_seconds)) {
          save(optimizer);
          saved = now;
        }
        if (!agreed(go_on)) throw Error(Code::cancelled, msg::kTrainStopped);
      }
    }
    restore_best();
    return curve_;
  }

 private:
  Threads& threads() { return network_.compute().threads; }

  // One batch, in as many passes as its tokens and options_.passes ask for. Mean loss over the examples.
  double learn(std::span<const uint32_t> picks, uint64_t& tokens) {
    std::vector<std::span<const uint32_t>> parts;
    const size_t most = (picks.size() + options_.passes - 1) / options_.passes;
    for (size_t first = 0; first < picks.size();) {
      size_t count = 0, sum = 0;
      while (first + count < picks.size() && count < most &&
             (count == 0 || sum + objective_.tokens(picks[first + count]) <= options_.tokens))
        sum += objective_.tokens(picks[first + count++]);
      parts.push_back(picks.subspan(first, count));
      first += count;
      tokens += sum;
    }
    if (parts.size() == 1 && size() == 1) return objective_.learn(network_, parts[0]);
    // Each part's gradient is that of its mean: weighted by its share of the batch. Sums are taken in the order of
    // parts, whoever computed them.
    double loss = 0;
    std::vector<std::vector<float>> sums(parameters_.size());
    for (size_t i = 0; i < parameters_.size(); ++i) sums[i].resize(parameters_[i]->size());
    for (size_t first = 0; first < parts.size(); first += size()) {
      const size_t here = std::min(size(), parts.size() - first);
      double mine = rank() < here ? objective_.learn(network_, parts[first + rank()]) : 0;
      const std::vector<double> losses = gathered(&mine, 1);
      for (size_t k = 0; k < here; ++k) loss += share_of(parts[first + k], picks) * losses[k];
      for (size_t i = 0; i < parameters_.size(); ++i) {
        Parameter& p = *parameters_[i];
        const std::vector<float> all = gathered(p.grad(), p.size());
        for (size_t k = 0; k < here; ++k)
          add(share_of(parts[first + k], picks), all.data() + k * p.size(), sums[i]);
        std::memset(p.grad(), 0, p.size() * sizeof(float));
      }
    }
    for (size_t i = 0; i < parameters_.size(); ++i)
      std::memcpy(parameters_[i]->grad(), sums[i].data(), sums[i].size() * sizeof(float));
    return loss;
  }
  static float share_of(std::span<const uint32_t> part, std::span<const uint32_t> picks) {
    return static_cast<float>(part.size()) / static_cast<float>(picks.size());
  }
  void add(float share, const float* g, std::vector<float>& sum) {
    threads().run(sum.size(), 1 << 14, [&](size_t begin, size_t end, size_t) {
      for (size_t j = begin; j < end; ++j) sum[j] += share * g[j];
    });
  }

  size_t rank() const { return options_.peers ? options_.peers->rank() : 0; }
  size_t size() const { return options_.peers ? options_.peers->size() : 1; }
  // [size()][n] of what each process gives.
  template <class T>
  std::vector<T> gathered(const T* mine, size_t n) {
    std::vector<T> all(size() * n);
    if (options_.peers)
      options_.peers->gather(mine, n * sizeof(T), all.data());
    else
      std::copy_n(mine, n, all.data());
    return all;
  }
  // What the first process says.
  bool agreed(bool mine) {
    const uint8_t byte = mine;
    return gathered(&byte, 1)[0] != 0;
  }

  void take_into_mean() {
    if (options_.average == 0) return;
    const auto share = 1.0f / static_cast<float>(std::min<uint64_t>(step_, options_.average));
    for (size_t i = 0; i < parameters_.size(); ++i) {
      const float* const now = parameters_[i]->values();
      mean_[i].resize(parameters_[i]->size());
      float* const mean = mean_[i].data();
      threads().run(mean_[i].size(), 1 << 14, [&](size_t begin, size_t end, size_t) {
        for (size_t j = begin; j < end; ++j) mean[j] += share * (now[j] - mean[j]);
      });
    }
  }
  // Changes places with the parameters: once before, once after they are scored.
  void swap_mean() {
    if (options_.average == 0) return;
    for (size_t i = 0; i < parameters_.size(); ++i)
      std::swap_ranges(mean_[i].begin(), mean_[i].end(), parameters_[i]->values());
  }

  void end_epoch(uint32_t epoch) {
    swap_mean();
    const double score = objective_.score(network_);
    curve_.scores.push_back({step_, score});
    if (curve_.best_epoch == 0 || score > curve_.best_score) {
      curve_.best_score = score;
      curve_.best_epoch = epoch + 1;
      for (size_t i = 0; i < parameters_.size(); ++i)
        best_[i].assign(parameters_[i]->values(),
                        parameters_[i]->values() + parameters_[i]->size());
    }
    swap_mean();
    stopped_ = options_.patience > 0 && epoch + 1 >= curve_.best_epoch + options_.patience;
  }

  void restore_best() {
    for (size_t i = 0; i < parameters_.size(); ++i)
      if (!best_[i].empty())
        std::memcpy(parameters_[i]->values(), best_[i].data(), best_[i].size() * sizeof(float));
  }

  // A checkpoint is a GGUF file: values, moments and the best values of every parameter, and the curve.
  struct Part {
    const char* name;
    float* data;
  };
  std::vector<Part> parts_of(size_t i) {
    Parameter& p = *parameters_[i];
    std::vector<Part> parts{{".value", p.values()}, {".first", p.first.as<float>()}};
    if (p.second.size()) parts.push_back({".second", p.second.as<float>()});
    if (!best_[i].empty()) parts.push_back({".best", best_[i].data()});
    if (!mean_[i].empty()) parts.push_back({".mean", mean_[i].data()});
    return parts;
  }

  void save(const Optimizer& optimizer) {
    GgufWriter writer;
    writer.set("general.architecture", std::string("tinybrain-checkpoint"));
    writer.set("checkpoint.fingerprint", options_.fingerprint);
    writer.set("checkpoint.step", step_);
    writer.set("checkpoint.optimizer_steps", optimizer.steps());
    writer.set("checkpoint.stopped", stopped_);
    writer.set("checkpoint.best_epoch", curve_.best_epoch);
    std::string numbers;  // doubles exactly, as bytes in hexadecimal
    for (const auto* points : {&curve_.losses, &curve_.scores}) {
      for (const TrainingCurve::Point& p : *points)
        numbers += fmt::format("{}:{:a};", p.step, p.loss);
      numbers += '|';
    }
    writer.set("checkpoint.curve", numbers);
    writer.set("checkpoint.best_score", fmt::format("{:a}", curve_.best_score));
    std::vector<std::pair<const float*, size_t>> data;
    for (size_t i = 0; i < parameters_.size(); ++i)
      for (const Part& part : parts_of(i)) {
        writer.declare(parameters_[i]->name + part.name, DType::f32, {parameters_[i]->size()});
        data.emplace_back(part.data, parameters_[i]->size());
      }
    AtomicFile file(options_.checkpoint);
    writer.write(file, [&](size_t i, const GgufWriter::Sink& sink) {
      sink(data[i].first, data[i].second * sizeof(float));
    });
    file.commit();
  }

  // The first process's file, for all; "" = there is none.
  std::string checkpoint_bytes() {
    std::error_code ignored;
    std::string bytes;
    if (rank() == 0 && std::filesystem::exists(options_.checkpoint, ignored))
      bytes = read_file(options_.checkpoint, SIZE_MAX);
    if (!options_.peers) return bytes;
    uint64_t length = bytes.size();
    length = gathered(&length, 1)[0];
    bytes.resize(length);
    if (length == 0) return bytes;
    const std::vector<char> all = gathered(bytes.data(), length);
    return {all.data(), length};
  }

  // Goes on from the file if it is there and of this very run.
  void load(Optimizer& optimizer) {
    const std::string bytes = checkpoint_bytes();
    if (bytes.empty()) return;
    const Gguf gguf = Gguf::parse(std::as_bytes(std::span(bytes)));
    if (gguf.get_string("checkpoint.fingerprint").value_or("") != options_.fingerprint) return;
    curve_.best_epoch = static_cast<uint32_t>(gguf.get_int("checkpoint.best_epoch").value_or(0));
    if (curve_.best_epoch)
      for (size_t i = 0; i < parameters_.size(); ++i) best_[i].resize(parameters_[i]->size());
    if (options_.average)
      for (size_t i = 0; i < parameters_.size(); ++i) mean_[i].resize(parameters_[i]->size());
    // All is checked before anything changes.
    for (const bool check : {true, false})
      for (size_t i = 0; i < parameters_.size(); ++i)
        for (const Part& part : parts_of(i)) {
          const GgufTensor* t = gguf.find_tensor(parameters_[i]->name + part.name);
          if (!t || t->dtype != DType::f32 || t->elements() != parameters_[i]->size())
            throw Error(Code::bad_file, msg::kTrainCheckpointDiffers, parameters_[i]->name);
          if (!check) std::memcpy(part.data, t->data.data(), t->data.size());
        }
    step_ = static_cast<uint64_t>(gguf.get_int("checkpoint.step").value_or(0));
    optimizer.set_steps(
        static_cast<uint64_t>(gguf.get_int("checkpoint.optimizer_steps").value_or(0)));
    stopped_ = gguf.get_bool("checkpoint.stopped").value_or(false);
    curve_.best_score = std::strtod(
        std::string(gguf.get_string("checkpoint.best_score").value_or("0")).c_str(), nullptr);
    const std::string numbers(gguf.get_string("checkpoint.curve").value_or(""));
    std::vector<TrainingCurve::Point>* points = &curve_.losses;
    for (const char* at = numbers.c_str(); *at;) {
      if (*at == '|') {
        points = &curve_.scores;
        ++at;
        continue;
      }
      char* end = nullptr;
      TrainingCurve::Point p{std::strtoull(at, &end, 10), 0};
      if (*end != ':') break;
      p.loss = std::strtod(end + 1, &end);
      if (*end != ';') break;
      points->push_back(p);
      at = end + 1;
    }
  }

  Network& network_;
  Objective& objective_;
  const TrainerOptions& options_;
  std::vector<Parameter*> parameters_;
  std::vector<std::vector<float>> best_, mean_;
  TrainingCurve curve_;
  uint64_t step_ = 0;
  bool stopped_ = false;
};

}  // namespace

TrainingCurve train(Network& network, Objective& objective, const TrainerOptions& options,
                    const std::function<bool(const TrainingProgress&)>& progress) {
  return Run(network, objective, options).run(progress);
}

}  // namespace tinybrain
