#include "build/evaluate_language.h"

#include <numeric>

#include "base/error.h"
#include "base/messages/build.h"
#include "base/messages/model.h"
#include "build/evaluate.h"
#include "data/choices.h"
#include "eval/multiple_choice.h"
#include "eval/text_metrics.h"
#include "generate/session.h"

namespace tinybrain {
namespace {

using Progress = std::function<bool(uint64_t, uint64_t)>;
constexpr size_t kMistakes = 20;  // shown

void tell(const Progress& progress, size_t done, size_t all) {
  if (progress && !progress(done, all)) throw Error(Code::cancelled, msg::kCancelled);
}

const std::string& wanted(const Example& e) { return e.answer.empty() ? e.label : e.answer; }

void set_share(Json& j, const std::string& name, uint64_t hits, uint64_t all) {
  j.set(name, static_cast<double>(hits) / static_cast<double>(all));
  j.set(name + "_interval", interval_json(wilson(hits, all)));
}

void finish(LanguageEvaluation& e, std::span<const Example> examples, Json mistakes) {
  if (Json groups = groups_json(e.right, examples); !groups.as_array().empty())
    e.measures.set("groups", std::move(groups));
  if (!mistakes.as_array().empty()) e.measures.set("mistakes", std::move(mistakes));
}

void add_mistake(Json& mistakes, const Example& e, const std::string& answer,
                 const std::string& right) {
  if (mistakes.as_array().size() >= kMistakes) return;
  Json one;
  one.set("row", e.row);
  one.set("answer", answer);
  one.set("right", right);
  mistakes.push(std::move(one));
}

LanguageEvaluation by_options(LoadedModel& model, std::span<const Example> examples,
                              const Progress& progress) {
  const std::vector<uint32_t> right = right_options(examples);
  Session session(model, {});
  LanguageEvaluation result;
  Json mistakes{Json::Array{}};
  uint64_t hits = 0, hits_by_bytes = 0, cut = 0;
  double chance = 0;
  for (size_t i = 0; i < examples.size(); ++i) {
    tell(progress, i, examples.size());
    const Example& e = examples[i];
    const ChoiceScores s = score_choices(session, e.text, e.options);
    result.right.push_back(s.best == right[i]);
    hits += s.best == right[i];
    hits_by_bytes += s.best_by_bytes == right[i];
    cut += s.cut;
    chance += 1 / static_cast<double>(e.options.size());
    if (s.best != right[i]) add_mistake(mistakes, e, e.options[s.best], e.options[right[i]]);
  }
  const uint64_t n = examples.size();
  result.measures.set("questions", n);
  set_share(result.measures, "accuracy", hits, n);
  set_share(result.measures, "accuracy_per_byte", hits_by_bytes, n);
  result.measures.set("chance", chance / static_cast<double>(n));
  if (cut) result.measures.set("cut_to_window", cut);
  finish(result, examples, std::move(mistakes));
  return result;
}

Reply answer(Session& session, const std::string& question, const LanguageOptions& options) {
  GenerateConfig config;
  config.sampling.temperature = 0;
  config.max_tokens = options.max_tokens;
  if (options.raw || !session.model().has_chat_template()) {
    config.stops = {"\n"};
    return session.complete(question, false, config, {});
  }
  ChatRequest request;
  const auto add = [&](const char* role, const std::string& text) {
    Json m;
    m.set("role", role);
    m.set("content", text);
    request.messages.push_back(std::move(m));
  };
  if (!options.system.empty()) add("system", options.system);
  add("user", question);
  return session.chat(request, config, {});
}

LanguageEvaluation by_answers(LoadedModel& model, std::span<const Example> examples,
                              const LanguageOptions& options, const Progress& progress) {
  Session session(model, {});
  std::vector<TextPair> pairs;
  uint64_t unfinished = 0;
  for (size_t i = 0; i < examples.size(); ++i) {
    tell(progress, i, examples.size());
    const Example& e = examples[i];
    const Reply reply = answer(session, e.text, options);
    unfinished += reply.finish == Finish::length;
    pairs.push_back({reply.text, {wanted(e)}});
    pairs.back().references.insert(pairs.back().references.end(), e.other_answers.begin(),
                                   e.other_answers.end());
  }
  TextScores s = score_texts(pairs);
  LanguageEvaluation result;
  Json& j = result.measures;
  j.set("texts", s.texts);
  set_share(j, "exact_match", s.exact, s.texts);
  j.set("f1", s.f1);
  j.set("f1_interval", interval_json(bootstrap(
                           pairs.size(),
                           [&](std::span<const uint32_t> which) {
                             double sum = 0;
                             for (uint32_t i : which) sum += s.f1_of_text[i];
                             return sum / static_cast<double>(which.size());
                           },
                           1)));
  j.set("rouge_1", s.rouge_1);
  j.set("rouge_2", s.rouge_2);
  j.set("rouge_l", s.rouge_l);
  j.set("chrf", s.chrf);
  j.set("chrf++", s.chrf_pp);
  j.set("bleu", s.bleu);
  j.set("gleu", s.gleu);
  if (unfinished) j.set("unfinished", unfinished);
  Json mistakes{Json::Array{}};
  for (size_t i = 0; i < pairs.size(); ++i)
    if (!s.right[i]) add_mistake(mistakes, examples[i], pairs[i].answer, wanted(examples[i]));
  result.right = std::move(s.right);
  finish(result, examples, std::move(mistakes));
  return result;
}

}  // namespace

Dataset judging_data(const std::filesystem::path& path, ReadOptions options) {
  options.task = Task::complete;  // no more than a text is demanded of a row here
  options.judging = true;
  Dataset dataset = read_dataset(path, options);
  std::vector<bool> table;  // documents have passages, not answers
  for (const SourceFile& f : dataset.sources) table.push_back(is_table(f.path));
  std::erase_if(dataset.examples, [&](const Example& e) {
    return !table[e.source] || e.text.empty() || wanted(e).empty();
  });
  if (dataset.examples.empty())
    throw Error(Code::bad_argument, msg::kEvalNoAnswer).in(path.string());
  return dataset;
}

LanguageEvaluation evaluate_language(LoadedModel& model, std::span<const Example> examples,
                                     const LanguageOptions& options, const Progress& progress) {
  model.require_generator();
  size_t with_options = 0;
  for (const Example& e : examples) with_options += !e.options.empty();
  if (with_options == 0) return by_answers(model, examples, options, progress);
  for (const Example& e : examples)
    if (e.options.empty()) throw Error(Code::bad_argument, msg::kEvalSomeOptions, e.row);
  return by_options(model, examples, progress);
}

}  // namespace tinybrain
