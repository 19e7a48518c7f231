#include "skills/tutor/material.h"

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/skill_tutor.h"
#include "data/dataset.h"
#include "knowledge/passage_split.h"
#include "knowledge/sentences.h"

namespace tinybrain::skills::tutor {
namespace {

constexpr size_t kLargest = size_t{8} << 20;

std::string best_sentence(std::string_view text, std::string_view question) {
  PassageIndex index;
  const std::vector<std::string_view> sentences = sentences_of(text);
  for (size_t i = 0; i < sentences.size(); ++i)
    index.add(static_cast<int64_t>(i), pack_terms(sentences[i]), {});
  index.build();
  const std::vector<float> scores = index.lexical(question);
  size_t best = 0;
  for (size_t i = 1; i < scores.size(); ++i)
    if (scores[i] > scores[best]) best = i;
  return sentences.empty() ? std::string(text) : std::string(sentences[best]);
}

}  // namespace

Material::Material(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  if (std::filesystem::is_directory(folder))
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.is_regular_file() &&
          (entry.path().extension() == ".md" || entry.path().extension() == ".txt"))
        files.push_back(entry.path());
  if (files.empty()) throw Error(Code::not_found, msg::kTutorNoCourse, folder.string());
  std::sort(files.begin(), files.end());
  ReadOptions read;
  read.task = Task::complete;
  for (const std::filesystem::path& file : files)
    for (const SplitPassage& p :
         passages_of(read_document(read_file(file, kLargest), file.filename(), read))) {
      const std::string all = p.heading + "\n" + p.text;
      index_.add(static_cast<int64_t>(passages_.size()), pack_terms(all), {});
      passages_.push_back({file.filename().string(), p.heading, p.text, p.row, "", 0});
    }
  index_.build();
}

std::vector<Citation> Material::find(std::string_view question, size_t most) const {
  const std::vector<float> scores = index_.lexical(question);
  std::vector<size_t> order(scores.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return scores[a] > scores[b]; });
  std::vector<Citation> found;
  for (const size_t i : order) {
    if (found.size() == most || scores[i] < kLeast) break;
    found.push_back(passages_[i]);
    found.back().strength = scores[i];
    found.back().sentence = best_sentence(found.back().text, question);
  }
  return found;
}

}  // namespace tinybrain::skills::tutor
