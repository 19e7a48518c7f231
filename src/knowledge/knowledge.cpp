#include "knowledge/knowledge.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "base/error.h"
#include "base/messages/knowledge.h"
#include "kernels/kernels.h"

namespace tinybrain {
namespace {

std::vector<std::string_view> texts_of(const Entries& entries) {
  std::vector<std::string_view> texts;
  for (const Entry& e : entries.all) texts.push_back(e.text);
  return texts;
}

}  // namespace

Knowledge::Knowledge(Entries entries, LoadedModel* encoder)
    : entries_(std::move(entries)), encoder_(encoder), lexical_(texts_of(entries_)) {
  if (entries_.width == 0) return;
  if (!encoder_) throw Error(Code::bad_file, msg::kKnowledgeNoEncoder);
  encoder_->require_encoder();
  if (encoder_->config().width != entries_.width)
    throw Error(Code::bad_file, msg::kKnowledgeWidth, entries_.width, encoder_->config().width);
}

std::vector<Match> Knowledge::find(std::string_view question, size_t most,
                                   const std::string* without) const {
  const std::vector<float> lexical = lexical_.scores(question);
  std::vector<float> asked(entries_.width);
  if (entries_.width) embed_texts(*encoder_, {&question, 1}, true, asked.data());
  std::vector<Match> all;
  for (uint32_t i = 0; i < entries_.all.size(); ++i) {
    if (without && entries_.all[i].answer == *without) continue;
    Match m{i, lexical[i], 0, 0, 0};
    if (entries_.width)
      m.meaning = kernels::table().dot(asked.data(), entries_.vectors.data() + i * entries_.width,
                                       entries_.width);
    m.strength = entries_.scoring.lexical * m.lexical + entries_.scoring.meaning * m.meaning;
    all.push_back(m);
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Match& a, const Match& b) { return a.strength > b.strength; });
  std::vector<Match> found;
  std::unordered_set<std::string_view> answers;
  for (const Match& m : all) {
    if (!answers.insert(entries_.all[m.entry].answer).second) continue;
    if (!found.empty()) found.back().lead = found.back().strength - m.strength;
    if (found.size() == most) break;
    found.push_back(m);
    found.back().lead = m.strength;
  }
  return found;
}

bool Knowledge::has_answer(const std::string& answer) const {
  return std::any_of(entries_.all.begin(), entries_.all.end(),
                     [&](const Entry& e) { return e.answer == answer; });
}

double Knowledge::chance(const Match& match) const {
  const Scoring& s = entries_.scoring;
  return 1 /
         (1 + std::exp(-(double{s.scale} * match.strength + double{s.lead} * match.lead + s.bias)));
}

KnowledgeBrain::KnowledgeBrain(const std::filesystem::path& folder, size_t threads) {
  const std::filesystem::path file = folder / kEntriesFile;
  if (!std::filesystem::exists(file))
    throw Error(Code::not_found, msg::kKnowledgeMissing, folder.string());
  Entries entries = read_entries(file);
  if (entries.width) encoder_ = std::make_unique<LoadedModel>(folder, threads, Weights::Progress{});
  knowledge_ = std::make_unique<Knowledge>(std::move(entries), encoder_.get());
}

}  // namespace tinybrain
