// tinybrain embed: texts to vectors, or how similar they are to each other.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/file.h"
#include "base/messages/base.h"
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/text.h"

namespace tinybrain::cli {
namespace {

constexpr size_t kBatch = 32;  // texts between two looks at Ctrl-C and the clock

double cosine(const std::vector<float>& a, const std::vector<float>& b) {
  const auto dot = [](const auto& x, const auto& y) {
    return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
  };
  const double norms = std::sqrt(dot(a, a) * dot(b, b));
  return norms > 0 ? dot(a, b) / norms : 0;
}

void show_vectors(const Options& options, const std::vector<std::vector<float>>& vectors) {
  if (!options.json) {
    for (const auto& vector : vectors) print_line(fmt::format("{}", fmt::join(vector, " ")));
    return;
  }
  Json j;
  j.set("size", vectors.empty() ? 0 : static_cast<int64_t>(vectors[0].size()));
  Json all{Json::Array{}};
  for (const auto& vector : vectors) {
    Json::Array one;
    for (float x : vector) one.emplace_back(double{x});
    all.push(std::move(one));
  }
  j.set("vectors", std::move(all));
  print_json(j);
}

void show_similarity(const Options& options, const std::vector<std::string>& texts,
                     const std::vector<std::vector<float>>& vectors) {
  Json rows{Json::Array{}};
  for (size_t i = 0; i < vectors.size(); ++i) {
    Json::Array row;
    std::string line;
    for (const auto& other : vectors) {
      const double s = cosine(vectors[i], other);
      row.emplace_back(s);
      line += fmt::format("{:6.3f} ", s);
    }
    if (!options.json) print_line(line + " " + texts[i]);
    rows.push(std::move(row));
  }
  if (!options.json) return;
  Json j;
  j.set("similarity", std::move(rows));
  print_json(j);
}

}  // namespace

int run_embed(const Options& options) {
  const std::vector<std::string> texts = texts_argument(options);
  tb::Model model = open_model(options, "embed");
  if (model.embedding_size() == 0) throw Error(Code::unsupported, msg::kCannotEmbed);
  std::vector<std::vector<float>> vectors;
  {
    Progress progress(text(msg::kEmbedding));
    for (size_t i = 0; i < texts.size(); i += kBatch) {
      if (!progress.update(i, texts.size())) throw Error(Code::cancelled, msg::kStopped);
      const auto begin = texts.begin() + static_cast<std::ptrdiff_t>(i);
      const auto end =
          texts.begin() + static_cast<std::ptrdiff_t>(std::min(i + kBatch, texts.size()));
      for (auto& v : model.embed({begin, end}, !options.raw)) vectors.push_back(std::move(v));
    }
  }
  if (options.similar) {
    show_similarity(options, texts, vectors);
  } else {
    show_vectors(options, vectors);
  }
  return 0;
}

}  // namespace tinybrain::cli
