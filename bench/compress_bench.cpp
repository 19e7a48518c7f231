// Measures what compression costs: makes a smaller model and says how well it predicts a text. Not a product
// command: its options are what measuring needs. One line of JSON to standard output.
//
//   compress_bench MODEL [--out FILE] [--eval FILE [--eval-chunks N]] [--key value]...
//     calibration  --text FILE[,FILE]... | self   --chunks 64   --length 512
//     shapes       --vocabulary N --words FILE | --layers-less N | --without 3,7,8 | --ffn N | --kv-heads N, on the source's
//                  shapes; with --shapes-only 1 to be quantized by a second run
//     fitting      --refit TEACHER --kept 0,1,2,... (its layers that MODEL's came from)   --ridge 0.1   --readers 1,
//                  of a model that was cut and written
//     pruning      --prune magnitude|wanda|sparsegpt   --share 0.5   --pattern 2:4
//     types        --type q4_0   --head q8_0   --types ffn_down.weight=q3_k,...   or   --budget BYTES --judge 4
//     rounding     --rounding nearest|weighted|feedback   --shrink 0.2
//     --threads 2
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>
#include <optional>

#include "base/error.h"
#include "base/json.h"
#include "compress/plan.h"
#include "compress/prune.h"
#include "compress/quantize_model.h"
#include "compress/refit.h"
#include "compress/structure.h"
#include "compress/vocabulary.h"
#include "eval/perplexity.h"

using namespace tinybrain;

namespace {

struct Options {
  std::map<std::string, std::string> values;
  std::string get(const std::string& key, const std::string& otherwise = "") const {
    const auto it = values.find(key);
    return it == values.end() ? otherwise : it->second;
  }
  size_t number(const std::string& key, size_t otherwise) const {
    const std::string v = get(key);
    return v.empty() ? otherwise : std::stoull(v);
  }
  float real(const std::string& key, float otherwise) const {
    const std::string v = get(key);
    return v.empty() ? otherwise : std::stof(v);
  }
};

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

DType type_named(const std::string& name) {
  const auto type = dtype_from_name(name);
  if (!type) {
    std::fprintf(stderr, "no type %s\n", name.c_str());
    std::exit(2);
  }
  return *type;
}

std::vector<std::vector<TokenId>> chunks_for(const ModelSource& source, const Options& o,
                                             Threads& threads) {
  const size_t length = o.number("length", 512), count = o.number("chunks", 64);
  const std::string text = o.get("text");
  if (text == "self") return self_written_chunks(source, length, count, 1, threads, {});
  std::string all;
  for (size_t at = 0; at < text.size();) {  // files joined by commas
    const size_t comma = std::min(text.find(',', at), text.size());
    all += read_file(text.substr(at, comma - at));
    at = comma + 1;
  }
  return calibration_chunks(Tokenizer(source.tokenizer()), all, length, count);
}

// "attn_v.weight=q8_0,ffn_down.weight=q3_k": suffixes of names and their types.
void read_types(const ModelSource& source, const std::string& text, TypePlan& plan) {
  for (size_t at = 0; at < text.size();) {
    const size_t comma = std::min(text.find(',', at), text.size());
    const std::string item = text.substr(at, comma - at);
    at = comma + 1;
    const size_t equals = item.find('=');
    for (const SourceTensor& t : source.tensors())
      if (t.name.ends_with(item.substr(0, equals)))
        plan.types[t.name] = type_named(item.substr(equals + 1));
  }
}

// --vocabulary N --layers-less N --without LIST --ffn N --kv-heads N: one of them a run, on the source's shapes.
void shrink_shapes(EditableModel& model, const Options& o,
                   const std::vector<std::vector<TokenId>>& chunks, Threads& threads, Json& out) {
  if (const size_t n = o.number("layers-less", 0)) {
    Json removed;
    for (const uint32_t layer : prune_depth(model, static_cast<uint32_t>(n), chunks, threads, {}))
      removed.push(layer);
    out.set("removed", removed);
  }
  if (o.values.contains("without")) {
    std::vector<uint32_t> layers;
    const std::string text = o.get("without");
    for (size_t at = 0; at < text.size(); at = std::min(text.find(',', at), text.size()) + 1)
      layers.push_back(static_cast<uint32_t>(std::stoul(text.substr(at))));
    remove_layers(model, layers);
  }
  if (const size_t n = o.number("ffn", 0))
    prune_ffn(model, static_cast<uint32_t>(n), chunks, threads, {});
  if (const size_t n = o.number("kv-heads", 0))
    prune_heads(model, static_cast<uint32_t>(n), chunks, threads, {});
  if (const size_t n = o.number("vocabulary", 0))
    trim_vocabulary(model, vocabulary_for(model.tokenizer(), read_file(o.get("words")), n));
}

void fit_to_teacher(EditableModel& model, const Options& o,
                    const std::vector<std::vector<TokenId>>& chunks, Threads& threads) {
  const ModelSource teacher(o.get("refit"));
  std::vector<uint32_t> kept;
  const std::string text = o.get("kept");
  for (size_t at = 0; at < text.size(); at = std::min(text.find(',', at), text.size()) + 1)
    kept.push_back(static_cast<uint32_t>(std::stoul(text.substr(at))));
  RefitOptions options;
  options.ridge = o.real("ridge", options.ridge);
  options.readers = o.get("readers", "1") == "1";
  refit(model, teacher, kept, chunks, options, threads, {});
}

Json measure(const std::string& path, const Options& o) {
  LoadedModel model(path, static_cast<uint32_t>(o.number("threads", 2)), {});
  const Perplexity p = measure_perplexity(model, read_file(o.get("eval")), 512,
                                          static_cast<uint32_t>(o.number("eval-chunks", 0)),
                                          kernels::KvType::f16, {});
  Json out;
  out.set("perplexity", p.perplexity);
  out.set("error", p.error);
  out.set("tokens", p.tokens);
  const std::string text = read_file(o.get("eval"));
  const double tokens = static_cast<double>(model.tokenizer().encode(text, false).size());
  out.set("text_tokens", tokens);
  // What compares between vocabularies.
  out.set("bits_per_byte", std::log2(p.perplexity) * tokens / static_cast<double>(text.size()));
  out.set("loss", std::log(p.perplexity) * static_cast<double>(p.tokens));
  return out;
}

int run(const std::string& input, const Options& o) {
  Json out;
  std::string path = input;
  if (o.values.contains("out")) {
    path = o.get("out");
    Threads threads(o.number("threads", 2));
    const double start = seconds();
    const ModelSource source(input);
    TypePlan plan;
    if (o.values.contains("type")) plan.otherwise = type_named(o.get("type"));
    if (o.values.contains("head")) plan.types[head_name(source)] = type_named(o.get("head"));
    read_types(source, o.get("types"), plan);
    QuantizeOptions options;
    const std::string rounding = o.get("rounding", "feedback");
    options.rounding = rounding == "nearest"    ? Rounding::nearest
                       : rounding == "weighted" ? Rounding::weighted
                                                : Rounding::feedback;
    options.shrink = o.real("shrink", options.shrink);
    std::vector<std::vector<TokenId>> chunks;
    if (o.values.contains("text")) chunks = chunks_for(source, o, threads);
    const double calibrated = seconds();
    if (o.values.contains("budget")) {
      const auto few =
          std::span(chunks).first(std::min<size_t>(chunks.size(), o.number("judge", 4)));
      plan = plan_for_budget(source, o.number("budget", 0), few, {}, threads, {});
      std::map<std::string, int> counts;
      for (const auto& [name, type] : plan.types)
        ++counts[name.substr(name.rfind('.', name.size() - 8) + 1) + " " +
                 std::string(dtype_info(type).name)];
      Json types;
      for (const auto& [what, n] : counts) types.set(what, n);
      out.set("types", types);
    }
    EditableModel model(source);
    shrink_shapes(model, o, chunks, threads, out);
    if (o.values.contains("refit")) fit_to_teacher(model, o, chunks, threads);
    if (o.values.contains("prune")) {
      PruneOptions prune;
      const std::string method = o.get("prune");
      prune.method = method == "magnitude" ? PruneMethod::magnitude
                     : method == "wanda"   ? PruneMethod::wanda
                                           : PruneMethod::sparsegpt;
      prune.share = o.real("share", 0.5f);
      prune.two_of_four = o.get("pattern") == "2:4";
      prune.shrink = options.shrink;
      prune_unstructured(model, chunks, prune, threads, {});
    } else if (!o.values.contains("shapes-only")) {
      quantize(model, plan, chunks, options, threads, {});
    }
    model.write(path, plan, threads, {});
    out.set("text_seconds", calibrated - start);
    out.set("seconds", seconds() - calibrated);
  }
  out.set("bytes", static_cast<uint64_t>(std::filesystem::file_size(path)));
  if (o.values.contains("eval")) out.set("eval", measure(path, o));
  std::printf("%s\n", out.dump().c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options o;
  bool good = argc >= 2 && argc % 2 == 0;
  for (int i = 2; i + 1 < argc && good; i += 2) {
    good = std::strncmp(argv[i], "--", 2) == 0;
    if (good) o.values[argv[i] + 2] = argv[i + 1];
  }
  if (!good) {
    std::fprintf(stderr, "usage: compress_bench MODEL [--key value]...\n");
    return 2;
  }
  try {
    return run(argv[1], o);
  } catch (const Error& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
