#include "skills/office/draft.h"

#include <algorithm>

#include "knowledge/sentences.h"
#include "text/terms.h"
#include "text/unicode.h"

namespace tinybrain::skills::office {
namespace {

constexpr uint32_t kAttempts = 3, kMostTokens = 300;
constexpr size_t kSamplesShown = 3, kLongestSample = 600;  // bytes

std::string cut(const std::string& text, size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

// A point as a sentence: only its end mark is code's.
std::string as_sentence(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  if (!text.empty() && std::string_view(".!?").find(text.back()) == std::string_view::npos)
    text += '.';
  return text;
}

std::string framed(const Style& style, const std::string& body) {
  std::string text;
  for (const std::string& part : {style.greeting, body, style.sign_off})
    if (!part.empty()) text += (text.empty() ? "" : "\n\n") + part;
  return text;
}

// What the model is told of the style, in the language that it is to write.
std::string told_style(const Style& style) {
  const auto words = static_cast<int>(style.words + 0.5);
  if (style.language == Language::en)
    return fmt::format("Sentences of about {} words.{}{}", words,
                       style.contractions > 0.2 ? " Use contractions such as don't and it's." : "",
                       style.exclamations > 0.3 ? " Exclamation marks are welcome." : "");
  const char* end = "";
  switch (style.usual()) {
    case Ending::formal: end = "모든 문장을 '-습니다'로 끝내세요."; break;
    case Ending::polite: end = "모든 문장을 '-요'로 끝내세요."; break;
    case Ending::plain: end = "모든 문장을 '-다'로 끝내세요."; break;
    default: end = "편한 말투로 쓰세요."; break;
  }
  return fmt::format("{} 한 문장은 낱말 {}개쯤으로 쓰세요.", end, words);
}

Ask ask_draft(const Wish& wish, const Style& style) {
  const bool ko = style.language == Language::ko;
  Ask ask;
  ask.system =
      ko ? "다른 사람을 대신해 그 사람의 문체로 짧은 글을 씁니다. 주어진 내용만 쓰고 지어내지 "
           "마세요. "
           "인사말과 맺음말 없이 본문만 쓰세요. "
         : "You write a short message for a person in that person's style. Use only what is "
           "given and make nothing up. Write the body only, without greeting or sign-off. ";
  ask.system += told_style(style);
  if (!wish.samples.empty())
    ask.system += ko ? "\n그 사람이 쓴 글:" : "\nTexts that the person wrote:";
  for (size_t i = 0; i < std::min(kSamplesShown, wish.samples.size()); ++i)
    ask.system += "\n\"" + cut(parts_of(wish.samples[i]).body, kLongestSample) + "\"";
  ask.text = (ko ? "주제: " : "About: ") + wish.about;
  if (!wish.points.empty()) ask.text += ko ? "\n꼭 넣을 내용:" : "\nSay this:";
  for (const std::string& point : wish.points) ask.text += "\n- " + point;
  ask.most_tokens = kMostTokens;
  return ask;
}

// Whether a sentence stands in the samples word for word: they show the style, not what to say.
Check check_copied(std::string_view body, const std::vector<std::string>& samples) {
  for (std::string_view sentence : sentences_of(body))
    for (const std::string& sample : samples)
      if (parts_of(sample).body.find(sentence) != std::string::npos)
        return {"copied", false, "", std::string(sentence)};
  return {"copied", true, "", ""};
}

size_t failed(const Draft& draft) {
  return static_cast<size_t>(std::count_if(draft.checks.begin(), draft.checks.end(),
                                           [](const Check& c) { return !c.good; }));
}

Ask ask_list(const std::string& task, const std::string& about, Language language, uint64_t seed) {
  Ask ask;
  ask.system = language == Language::ko
                   ? "한국어로 답하세요. 한 줄에 하나씩, 번호를 붙인 목록만 쓰세요."
                   : "Answer with a numbered list only, one item a line.";
  ask.text = task + about;
  ask.most_tokens = kMostTokens;
  ask.temperature = 0.7f;
  ask.seed = seed;
  return ask;
}

}  // namespace

std::vector<std::string> list_of(std::string_view text, size_t most) {
  std::vector<std::string> items, seen;
  for (size_t at = 0; at < text.size() && items.size() < most;) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    size_t mark = line.find_first_not_of(" \t");
    if (mark == std::string_view::npos) continue;
    size_t digits = mark;
    while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
    const bool numbered =
        digits > mark && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
    if (numbered) mark = digits + 1;
    while (mark < line.size() &&
           std::string_view("-*# \t").find(line[mark]) != std::string_view::npos)
      ++mark;
    if (line.substr(mark).starts_with("•")) mark += std::string_view("•").size();
    line.remove_prefix(mark);
    while (!line.empty() && std::string_view("* \t\r").find(line.back()) != std::string_view::npos)
      line.remove_suffix(1);
    while (!line.empty() && line[0] == ' ') line.remove_prefix(1);
    const std::string folded = unicode::folded(unicode::repaired(line));
    if (folded.empty() || std::find(seen.begin(), seen.end(), folded) != seen.end()) continue;
    seen.push_back(folded);
    items.emplace_back(unicode::repaired(line));
  }
  return items;
}

std::vector<std::string> write_ideas(const std::string& about, size_t most, Language language,
                                     uint64_t seed, Writer& writer) {
  const std::string task = language == Language::ko
                               ? fmt::format("다음에 대한 아이디어 {}개: ", most)
                               : fmt::format("{} short ideas for: ", most);
  return list_of(written(writer, ask_list(task, about, language, seed)), most);
}

std::vector<Section> write_outline(const std::string& about, const std::vector<std::string>& points,
                                   size_t most, Language language, uint64_t seed, Writer& writer) {
  const bool ko = language == Language::ko;
  std::string wanted = about;
  for (const std::string& point : points) wanted += "\n- " + point;
  const std::string task = ko ? fmt::format("다음 글의 차례를 제목 {}개로: ", most)
                              : fmt::format("The {} section titles of a text about: ", most);
  std::vector<Section> sections;
  for (std::string& title : list_of(written(writer, ask_list(task, wanted, language, seed)), most))
    sections.push_back({std::move(title), {}});
  if (sections.empty()) return sections;
  // Each point of the person goes to the section whose title is nearest, by the terms that they share; else to the first.
  for (const std::string& point : points) {
    size_t best = 0, most_shared = 0;
    const auto of = terms_of(point);
    for (size_t i = 0; i < sections.size(); ++i) {
      size_t shared = 0;
      for (const auto& [term, count] : terms_of(sections[i].title)) shared += of.count(term);
      if (shared > most_shared) best = i, most_shared = shared;
    }
    sections[best].points.push_back(point);
  }
  return sections;
}

Draft write_draft(const Wish& wish, const Style& style, Writer* writer) {
  std::string told = wish.about, body;
  for (const std::string& point : wish.points) {
    told += "\n" + point;
    body += (body.empty() ? "" : " ") + as_sentence(point);
  }
  Draft best;
  best.by = "code";
  best.text = framed(style, body.empty() ? as_sentence(wish.about) : body);
  best.checks = check_draft(best.text, style, wish.points, told);
  if (!writer) return best;
  const Draft by_code = best;
  Ask ask = ask_draft(wish, style);
  for (uint32_t i = 0; i < kAttempts; ++i) {
    ask.temperature = i == 0 ? 0 : 0.7f;
    ask.seed = wish.seed + i;
    Draft draft;
    // The frame is the person's own: what the model put in its place goes.
    const std::string written = parts_of(office::written(*writer, ask)).body;
    draft.text = framed(style, written);
    draft.checks = check_draft(draft.text, style, wish.points, told);
    draft.checks.push_back(check_copied(written, wish.samples));
    if (i == 0 || failed(draft) < failed(best)) best = std::move(draft);
    best.attempts = i + 1;
    if (failed(best) == 0) return best;
  }
  if (failed(by_code) >= failed(best)) return best;
  Draft draft = by_code;
  draft.attempts = best.attempts;
  for (const Check& c : best.checks)
    if (!c.good &&
        std::find(draft.refused.begin(), draft.refused.end(), c.what) == draft.refused.end())
      draft.refused.emplace_back(c.what);
  return draft;
}

}  // namespace tinybrain::skills::office
