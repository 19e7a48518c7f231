#include "skills/office/style.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/messages/skill_office.h"
#include "knowledge/sentences.h"
#include "skills/asked.h"
#include "skills/office/texts.h"
#include "text/language.h"
#include "text/terms.h"
#include "text/unicode.h"

namespace tinybrain::skills::office {
namespace {

constexpr size_t kLongestLine =
    60;                          // bytes of a greeting or a sign-off, three times that in Korean
constexpr double kMostly = 0.8;  // share of sentences that must end as the person's do
constexpr double kSaid = 0.5;    // share of a point's terms that must stand in the draft

constexpr std::string_view kGreetings[] = {
    "안녕",           "hi",           "hello",    "hey",  "dear",       "good morning",
    "good afternoon", "good evening", "존경하는", "수고", "반갑습니다", "여러분"};
constexpr std::string_view kSignOffs[] = {
    "감사합니다", "감사드립니다", "고맙습니다", "고마워요",     "드림",      "올림",
    "수고하세요", "best",         "regards",    "kind regards", "thanks",    "thank you",
    "cheers",     "sincerely",    "yours",      "see you",      "좋은 하루", "그럼"};

// The first word that ends the longer one goes first.
constexpr std::pair<std::string_view, Ending> kEnds[] = {
    {"습니다", Ending::formal}, {"습니까", Ending::formal}, {"ㅂ니다", Ending::formal},
    {"니다", Ending::formal},   {"니까", Ending::formal},   {"십시오", Ending::formal},
    {"시오", Ending::formal},   {"요", Ending::polite},     {"죠", Ending::polite},
    {"다", Ending::plain},      {"음", Ending::plain},      {"함", Ending::plain},
    {"임", Ending::plain},      {"됨", Ending::plain},      {"것", Ending::plain},
    {"까", Ending::casual},     {"어", Ending::casual},     {"아", Ending::casual},
    {"지", Ending::casual},     {"자", Ending::casual},     {"해", Ending::casual},
    {"야", Ending::casual},     {"네", Ending::casual},     {"냐", Ending::casual},
    {"니", Ending::casual},     {"래", Ending::casual},     {"게", Ending::casual},
    {"돼", Ending::casual},     {"줘", Ending::casual},     {"봐", Ending::casual},
    {"걸", Ending::casual},     {"데", Ending::casual},     {"가", Ending::casual}};

size_t words_in(std::string_view text) {
  size_t n = 0;
  bool word = false;
  for (char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    n += !space && !word;
    word = !space;
  }
  return n;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t'))
      line.remove_suffix(1);
    while (!line.empty() && (line[0] == ' ' || line[0] == '\t')) line.remove_prefix(1);
    if (!line.empty()) lines.emplace_back(line);
    at = end + 1;
  }
  return lines;
}

bool is_short(const std::string& line) {
  return line.size() <= (language_of(line) == Language::ko ? 3 : 1) * kLongestLine &&
         words_in(line) <= 8;
}

// With a space after it, so that "his" is no "hi".
bool begins_with(const std::string& folded, std::string_view word) {
  if (!folded.starts_with(word)) return false;
  const bool latin = word[0] >= 'a' && word[0] <= 'z';
  return !latin || folded.size() == word.size() ||
         !(folded[word.size()] >= 'a' && folded[word.size()] <= 'z');
}

bool is_greeting(const std::string& line) {
  const std::string folded = unicode::folded(line);
  const bool named = folded.ends_with("님께") || folded.ends_with("님,") || folded.ends_with("께");
  return is_short(line) &&
         (named || std::any_of(std::begin(kGreetings), std::end(kGreetings),
                               [&](std::string_view w) { return begins_with(folded, w); }));
}

bool is_sign_off(const std::string& line) {
  const std::string folded = unicode::folded(line);
  return is_short(line) &&
         (folded.ends_with("드림") || folded.ends_with("올림") ||
          std::any_of(std::begin(kSignOffs), std::end(kSignOffs),
                      [&](std::string_view w) { return begins_with(folded, w); }));
}

const std::string& most_frequent(const std::map<std::string, uint64_t>& counts, uint64_t texts) {
  static const std::string kNone;
  const std::string* best = &kNone;
  uint64_t most = 0;
  for (const auto& [text, n] : counts)
    if (n > most) best = &text, most = n;
  return most * 3 >= texts ? *best : kNone;  // what a third of the texts have
}

bool has_contraction(std::string_view sentence) {
  for (size_t at = 1; at + 1 < sentence.size(); ++at) {
    const bool mark = sentence[at] == '\'' || sentence.substr(at).starts_with("’");
    const char before = sentence[at - 1];
    if (mark && ((before >= 'a' && before <= 'z') || before == 'I')) return true;
  }
  return false;
}

}  // namespace

const char* name_of(Ending ending) {
  static const char* const kNames[] = {"formal", "polite", "plain", "casual", "other"};
  return kNames[static_cast<size_t>(ending)];
}

Ending ending_of(std::string_view sentence) {
  const auto is_mark = [](char32_t c) {
    return c == U'.' || c == U'!' || c == U'?' || c == U'…' || c == U'~' || c == U'"' ||
           c == U'\'' || c == U')' || c == U'”' || c == U'’' || c == U' ' || c == U'^' ||
           (c >= 0x3131 && c <= 0x318E);  // ㅎㅎ, ㅠㅠ
  };
  for (size_t end = sentence.size(); end > 0;) {
    size_t begin = end - 1;
    while (begin > 0 && (static_cast<unsigned char>(sentence[begin]) & 0xC0) == 0x80) --begin;
    if (!is_mark(unicode::decode(sentence.substr(begin)).c)) break;
    sentence = sentence.substr(0, begin);
    end = begin;
  }
  for (const auto& [end, ending] : kEnds)
    if (sentence.ends_with(end)) return ending;
  return Ending::other;
}

Ending Style::usual() const {
  return static_cast<Ending>(std::max_element(endings.begin(), endings.end()) - endings.begin());
}

Parts parts_of(std::string_view text) {
  std::vector<std::string> lines = lines_of(text);
  Parts parts;
  if (lines.size() > 1 && is_greeting(lines.front())) {
    parts.greeting = lines.front();
    lines.erase(lines.begin());
  }
  // A name may stand under the last words.
  const size_t n = lines.size();
  size_t from = n;
  if (n > 1 && is_sign_off(lines[n - 1])) from = n - 1;
  if (n > 1 && is_short(lines[n - 1]) && is_sign_off(lines[n - 2])) from = n - 2;
  if (n > 2 && from == n - 1 && is_sign_off(lines[n - 2])) from = n - 2;
  for (size_t i = from; i < n; ++i) parts.sign_off += (i > from ? "\n" : "") + lines[i];
  for (size_t i = 0; i < from; ++i) parts.body += (i ? "\n" : "") + lines[i];
  return parts;
}

Style style_of(std::span<const std::string> samples) {
  Style style;
  std::string all;
  std::vector<double> lengths;
  std::map<std::string, uint64_t> greetings, sign_offs;
  for (const std::string& sample : samples) {
    const Parts parts = parts_of(sample);
    ++style.texts;
    if (!parts.greeting.empty()) ++greetings[parts.greeting];
    if (!parts.sign_off.empty()) ++sign_offs[parts.sign_off];
    for (std::string_view sentence : sentences_of(parts.body)) {
      lengths.push_back(static_cast<double>(words_in(sentence)));
      ++style.endings[static_cast<size_t>(ending_of(sentence))];
      style.contractions += has_contraction(sentence);
      style.exclamations += sentence.find('!') != std::string_view::npos;
    }
    all += sample + "\n";
  }
  if (lengths.empty()) throw Error(Code::bad_argument, msg::kOfficeNoSamples);
  const auto n = static_cast<double>(lengths.size());
  style.language = language_of(all);
  style.sentences = lengths.size();
  for (double words : lengths) style.words += words / n;
  std::sort(lengths.begin(), lengths.end());
  style.fewest = lengths[lengths.size() / 10];
  style.most = lengths[lengths.size() - 1 - lengths.size() / 10];
  for (double& share : style.endings) share /= n;
  style.contractions /= n;
  style.exclamations /= n;
  style.greeting = most_frequent(greetings, style.texts);
  style.sign_off = most_frequent(sign_offs, style.texts);
  return style;
}

Json Style::json() const {
  Json j, ends{Json::Object{}};
  j.set("language", language == Language::ko ? "ko" : "en").set("texts", texts);
  j.set("sentences", sentences).set("words_a_sentence", rounded(words, 1));
  j.set("from_words", fewest).set("to_words", most);
  for (size_t i = 0; i < kEndings; ++i)
    ends.set(name_of(static_cast<Ending>(i)), rounded(endings[i], 2));
  if (language == Language::ko)
    j.set("ending", name_of(usual())).set("endings", std::move(ends));
  else
    j.set("contractions", rounded(contractions, 2));
  return j.set("exclamations", rounded(exclamations, 2))
      .set("greeting", greeting)
      .set("sign_off", sign_off);
}

std::vector<Check> check_draft(std::string_view draft, const Style& style,
                               std::span<const std::string> points, std::string_view told) {
  std::vector<Check> checks;
  const Parts parts = parts_of(draft);
  const std::vector<std::string_view> sentences = sentences_of(parts.body);
  const auto add = [&](const char* what, bool good, std::string wanted, std::string is) {
    checks.push_back({what, good, std::move(wanted), std::move(is)});
  };
  const auto code = [](Language l) { return std::string(l == Language::ko ? "ko" : "en"); };
  const Language language = language_of(parts.body);
  add("language", !sentences.empty() && language == style.language, code(style.language),
      code(language));
  double words = 0, as_usual = 0;
  for (std::string_view s : sentences) {
    words += static_cast<double>(words_in(s));
    as_usual += ending_of(s) == style.usual();
  }
  const double n = std::max<double>(1, static_cast<double>(sentences.size()));
  if (style.language == Language::ko)
    add("ending", as_usual / n >= kMostly, name_of(style.usual()),
        fmt::format("{:.0f} %", 100 * as_usual / n));
  // Half more or less than the person's own mean, or within what eight of ten sentences have.
  const double mean = words / n;
  add("length",
      mean >= std::min(style.fewest, style.words / 1.5) &&
          mean <= std::max(style.most, style.words * 1.5),
      fmt::format("{:.1f}", style.words), fmt::format("{:.1f}", mean));
  if (!style.greeting.empty())
    add("greeting", parts.greeting == style.greeting, style.greeting, parts.greeting);
  if (!style.sign_off.empty())
    add("sign_off", parts.sign_off == style.sign_off, style.sign_off, parts.sign_off);
  const auto there = terms_of(parts.body);
  for (const std::string& point : points) {
    size_t of = 0, said = 0;
    for (const auto& [term, count] : terms_of(point)) ++of, said += there.count(term);
    add("points", of == 0 || static_cast<double>(said) >= kSaid * static_cast<double>(of), point,
        fmt::format("{:.0f} %",
                    of ? 100.0 * static_cast<double>(said) / static_cast<double>(of) : 100));
  }
  const std::vector<std::string> known = numbers_in(told);
  std::string made_up;
  for (const std::string& number : numbers_in(parts.body))
    if (std::find(known.begin(), known.end(), number) == known.end())
      made_up += (made_up.empty() ? "" : ", ") + number;
  add("numbers", made_up.empty(), "", made_up);
  return checks;
}

}  // namespace tinybrain::skills::office
