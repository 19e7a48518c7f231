// Measures what training gives back to a smaller model: recovery after pruning, quantization-aware training,
// distillation. Not a product command. One line of JSON to standard output.
//
//   improve_bench MODEL OUT --text FILE[,FILE]... --eval FILE [--key value]...
//     training     --epochs 1   --rate 1e-4   --batch 4   --length 512   --seed 0   --embedding 1
//                  --checkpoint 1 (0: more memory, less work)   --steps N (only the text's first part)
//     recovery     --keep-zeros 1
//     rounding     --round q4_0   (and --type q4_0)
//     distillation --teacher MODEL   --weight 0.9   --hints 0 (weight of states)   --kept 0,1,2,... (the
//                  teacher's layers that the student's came from)
//     output       --type f16   --eval-chunks 0 (all)   --before 1   --threads 0
#include <cstdio>
#include <cstdlib>
#include <map>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/system.h"
#include "build/brain_file.h"
#include "eval/perplexity.h"
#include "train/distill_states.h"
#include "train/trainer.h"

using namespace tinybrain;

namespace {

using Options = std::map<std::string, std::string>;

std::string get(const Options& o, const std::string& key, const std::string& otherwise = "") {
  const auto at = o.find(key);
  return at == o.end() ? otherwise : at->second;
}

DType type_of(const std::string& name) {
  const auto type = dtype_from_name(name);
  if (!type) throw Error(Code::bad_argument, Message{"no type {}", "{} 형식은 없습니다"}, name);
  return *type;
}

std::vector<TokenExample> chunks(const Options& o, const Tokenizer& tokenizer) {
  std::string files = get(o, "text"), text;
  for (size_t at = 0; at < files.size();) {
    const size_t comma = std::min(files.find(',', at), files.size());
    text += read_file(files.substr(at, comma - at));
    at = comma + 1;
  }
  const std::vector<TokenId> ids = tokenizer.encode(text, false);
  const size_t length = std::stoul(get(o, "length", "512"));
  std::vector<TokenExample> all;
  for (size_t first = 0; first + 1 < ids.size(); first += length) {
    TokenExample e;
    e.tokens.assign(ids.begin() + static_cast<long>(first),
                    ids.begin() + static_cast<long>(std::min(ids.size(), first + length)));
    if (e.tokens.size() > 1) all.push_back(std::move(e));
  }
  return all;
}

double perplexity(const std::string& path, const Options& o) {
  LoadedModel model(path, static_cast<uint32_t>(std::stoul(get(o, "threads", "0"))), {});
  const auto count = static_cast<uint32_t>(std::stoul(get(o, "eval-chunks", "0")));
  return measure_perplexity(model, read_file(get(o, "eval")), 512, count, kernels::KvType::f16, {})
      .perplexity;
}

std::vector<uint32_t> numbers(const std::string& text) {
  std::vector<uint32_t> all;
  for (size_t at = 0; at < text.size(); at = std::min(text.find(',', at), text.size()) + 1)
    all.push_back(static_cast<uint32_t>(std::stoul(text.substr(at))));
  return all;
}

int run(const std::string& path, const std::string& out, const Options& o) {
  Threads threads(std::stoul(get(o, "threads", "0")));
  const ModelSource source(path);
  const Tokenizer tokenizer(source.tokenizer());
  NetworkOptions options;
  options.train_weights = true;
  options.train_embedding = get(o, "embedding", "1") == "1";
  options.checkpoint = get(o, "checkpoint", "1") == "1";
  options.round_to = type_of(get(o, "round", "f32"));
  Network network(source, options, threads);
  std::vector<TokenExample> texts = chunks(o, tokenizer);
  const size_t batch = std::stoul(get(o, "batch", "4"));
  if (const std::string steps = get(o, "steps"); !steps.empty())
    texts.resize(std::min(texts.size(), batch * std::stoul(steps)));
  std::unique_ptr<Objective> objective;
  std::unique_ptr<ModelSource> teacher_source;
  std::unique_ptr<Network> teacher;
  if (const std::string name = get(o, "teacher"); !name.empty()) {
    teacher_source = std::make_unique<ModelSource>(name);
    teacher = std::make_unique<Network>(*teacher_source, NetworkOptions{}, threads);
    StateOptions states;
    states.expected = std::stof(get(o, "weight", "0.9"));
    states.weight = std::stof(get(o, "hints", "0"));
    if (states.weight > 0)
      states.hints = hints_of_kept(numbers(get(o, "kept")), teacher->config().layers);
    objective = std::make_unique<StateObjective>(*teacher, source.config(), std::move(texts),
                                                 std::vector<TokenExample>{}, states);
  } else {
    objective = std::make_unique<LanguageObjective>(std::move(texts), std::vector<TokenExample>{});
  }
  TrainerOptions how;
  how.epochs = static_cast<uint32_t>(std::stoul(get(o, "epochs", "1")));
  how.batch = static_cast<uint32_t>(batch);
  how.optimizer.rate = std::stof(get(o, "rate", "1e-4"));
  how.optimizer.keep_zeros = get(o, "keep-zeros") == "1";
  how.seed = std::stoull(get(o, "seed", "0"));
  const double start = seconds_now();
  const TrainingCurve curve = train(network, *objective, how, [&](const TrainingProgress& p) {
    if (p.step % 20 == 0)
      std::fprintf(stderr, "step %llu of %llu, loss %.3f, %.0f tokens a second\n",
                   static_cast<unsigned long long>(p.step),
                   static_cast<unsigned long long>(p.steps), p.loss, p.tokens_per_second);
    return true;
  });
  const double seconds = seconds_now() - start;
  write_brain(source, network, {}, type_of(get(o, "type", "f16")), out, threads, {});
  Json j;
  if (get(o, "before", "1") == "1") j.set("before", perplexity(path, o));
  j.set("after", perplexity(out, o));
  j.set("bytes", static_cast<uint64_t>(std::filesystem::file_size(out)));
  j.set("steps", curve.losses.size());
  j.set("seconds", seconds);
  std::puts(j.dump().c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options o;
  for (int i = 3; i + 1 < argc; i += 2) o[std::string(argv[i]).substr(2)] = argv[i + 1];
  if (argc < 3 || get(o, "text").empty() || get(o, "eval").empty())
    return std::fprintf(stderr, "improve_bench MODEL OUT --text FILE --eval FILE ...\n"), 2;
  try {
    return run(argv[1], argv[2], o);
  } catch (const Error& e) {
    return std::fprintf(stderr, "%s\n", e.message(Language::en).c_str()), 1;
  }
}
