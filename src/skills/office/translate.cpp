#include "skills/office/translate.h"

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "base/messages/skill_office.h"
#include "knowledge/sentences.h"
#include "skills/csv_file.h"
#include "skills/office/texts.h"
#include "text/language.h"
#include "text/unicode.h"

namespace tinybrain::skills::office {
namespace {

namespace fs = std::filesystem;

constexpr double kNearly = 0.8;  // likeness from which a pair is offered where there is no model
constexpr size_t kShown = 3;     // pairs that the model is shown
// Shown where the person has no pairs: what kind of answer is wanted.
const Pair kFirst[] = {
    {"The train leaves at nine.", "기차는 9시에 출발합니다."},
    {"Thank you for your help.", "도와주셔서 감사합니다."},
    {"She lives in a small house near the sea.", "그녀는 바다 근처의 작은 집에 살고 있습니다."}};

// Each number of `text` that is one of `from` becomes the one at its place in `to`.
std::string with_numbers(const std::string& text, const std::vector<std::string>& from,
                         const std::vector<std::string>& to) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    if (end == at) {
      out += text[at++];
      continue;
    }
    const std::string number = text.substr(at, end - at);
    const auto known = std::find(from.begin(), from.end(), number);
    out += known == from.end() ? number : to[static_cast<size_t>(known - from.begin())];
    at = end;
  }
  return out;
}

bool is_within(const std::string& part, const std::string& text) {
  return unicode::folded(text).find(unicode::folded(part)) != std::string::npos;
}

}  // namespace

std::vector<Pair> read_pairs(const fs::path& file) {
  if (!fs::exists(file)) return {};
  const std::vector<CsvRecord> records = read_csv_file(file);
  const std::vector<std::string>& names = records[0].fields;
  const auto column = [&](const char* name) {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) throw Error(Code::bad_file, msg::kOfficePairs, file.string(), 1);
    return static_cast<size_t>(at - names.begin());
  };
  const size_t en = column("en"), ko = column("ko");
  std::vector<Pair> pairs;
  for (size_t i = 1; i < records.size(); ++i) {
    const CsvRecord& r = records[i];
    if (r.fields[en].empty() || r.fields[ko].empty())
      throw Error(Code::bad_file, msg::kOfficePairs, file.string(), r.line);
    pairs.push_back({unicode::repaired(r.fields[en]), unicode::repaired(r.fields[ko])});
  }
  return pairs;
}

Segments segments_of(std::string_view text, bool final) {
  Segments segments;
  const std::vector<std::string_view> sentences = sentences_of(text);
  for (std::string_view one : sentences) segments.whole.emplace_back(one);
  if (final || sentences.empty()) return segments;
  // While a text still grows, its last sentence is whole when a space or a line's end came after its mark.
  const std::string_view last = sentences.back();
  const size_t end = static_cast<size_t>(last.data() - text.data()) + last.size();
  static constexpr std::string_view kMarks[] = {".", "!", "?", "…", "。", "！", "？", "\"", "”"};
  const bool marked = std::any_of(std::begin(kMarks), std::end(kMarks),
                                  [&](std::string_view mark) { return last.ends_with(mark); });
  const bool newline = text.substr(end).find('\n') != std::string_view::npos;
  if ((marked && end < text.size()) || newline) return segments;
  segments.rest = segments.whole.back();
  segments.whole.pop_back();
  return segments;
}

Translator::Known Translator::known(const std::string& text) {
  Known k;
  std::string_view folded_text;
  const std::string folded = unicode::folded(text);
  folded_text = folded;
  while (!folded_text.empty() &&
         std::string_view(" .!?\"'").find(folded_text.back()) != std::string_view::npos)
    folded_text.remove_suffix(1);
  bool number = false;
  for (char c : folded_text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit || !number) k.masked += digit ? '#' : c;
    number = digit;
  }
  char32_t before = U' ';
  for (std::string_view rest = k.masked; !rest.empty();) {
    const unicode::Decoded d = unicode::decode(rest);
    k.pieces.push_back(uint64_t{before} << 32 | d.c);
    before = d.c;
    rest.remove_prefix(d.length);
  }
  std::sort(k.pieces.begin(), k.pieces.end());
  return k;
}

// Dice of their pairs of characters.
double Translator::likeness(const Known& a, const Known& b) const {
  if (a.pieces.empty() || b.pieces.empty()) return 0;
  size_t common = 0;
  for (size_t i = 0, j = 0; i < a.pieces.size() && j < b.pieces.size();) {
    if (a.pieces[i] == b.pieces[j])
      ++common, ++i, ++j;
    else
      ++(a.pieces[i] < b.pieces[j] ? i : j);
  }
  return 2.0 * static_cast<double>(common) / static_cast<double>(a.pieces.size() + b.pieces.size());
}

Translator::Translator(std::vector<Pair> pairs, std::vector<Pair> glossary, bool to_korean,
                       Writer* writer)
    : pairs_(std::move(pairs)),
      glossary_(std::move(glossary)),
      to_korean_(to_korean),
      writer_(writer) {
  for (const Pair& p : pairs_) known_.push_back(known(p.in(!to_korean_)));
}

std::string Translator::ask(const std::string& source, const std::vector<size_t>& nearest,
                            const std::vector<Pair>& terms,
                            const std::vector<std::string>& lost) const {
  Ask ask;
  ask.system = to_korean_
                   ? "Translate the English text into Korean. Answer with the translation only."
                   : "Translate the Korean text into English. Answer with the translation only.";
  if (!terms.empty()) {
    ask.system += " Use these words:";
    for (const Pair& t : terms)
      ask.system += " " + t.in(!to_korean_) + " = " + t.in(to_korean_) + ";";
  }
  for (const std::string& word : lost)
    ask.system += " The translation must contain \"" + word + "\".";
  const auto show = [&](const Pair& p) {
    const std::string from = p.in(!to_korean_), to = p.in(to_korean_);
    ask.examples.emplace_back((to_korean_ ? "English: " : "Korean: ") + from,
                              (to_korean_ ? "Korean: " : "English: ") + to);
  };
  if (nearest.empty())
    for (const Pair& p : kFirst) show(p);
  for (size_t i : nearest) show(pairs_[i]);
  ask.text = (to_korean_ ? "English: " : "Korean: ") + source;
  ask.one_line = true;
  // As many tokens as a translation may need: a byte each is always enough.
  ask.most_tokens = static_cast<uint32_t>(std::clamp<size_t>(source.size(), 32, 400));
  std::string said = written(*writer_, ask);
  for (const char* label : {"Korean:", "English:", "한국어:", "영어:"})
    if (said.starts_with(label)) said.erase(0, std::string_view(label).size());
  said.erase(0, std::min(said.find_first_not_of(' '), said.size()));
  return said;
}

void Translator::doubt(Translated& t) const {
  t.lost.clear();
  t.doubts.clear();
  for (const Pair& term : t.terms)
    if (!is_within(term.in(to_korean_), t.target)) t.lost.push_back(term.in(to_korean_));
  if (!t.lost.empty()) t.doubts.push_back("terms");
  if (t.target.empty() || (language_of(t.target) == Language::ko) != to_korean_)
    t.doubts.push_back("language");
  const std::vector<std::string> made = numbers_in(t.target);
  for (const std::string& number : numbers_in(t.source))
    if (std::find(made.begin(), made.end(), number) == made.end()) {
      t.doubts.push_back("numbers");
      break;
    }
  const double ratio =
      static_cast<double>(t.target.size() + 10) / static_cast<double>(t.source.size() + 10);
  if (ratio > 3 || ratio < 0.3) t.doubts.push_back("length");
}

Translated Translator::translate(const std::string& source) const {
  Translated t;
  t.source = source;
  const Known asked = known(source);
  std::vector<std::pair<double, size_t>> order;
  for (size_t i = 0; i < known_.size(); ++i) order.emplace_back(likeness(asked, known_[i]), i);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const Pair& term : glossary_)
    if (is_within(term.in(!to_korean_), source)) t.terms.push_back(term);
  if (!order.empty()) {
    const auto& [like, index] = order[0];
    const Pair& pair = pairs_[index];
    t.likeness = like;
    const std::vector<std::string> own = numbers_in(source),
                                   theirs = numbers_in(pair.in(!to_korean_));
    const bool same = known_[index].masked == asked.masked && own.size() == theirs.size();
    // Of the same sentence with other numbers, each must stand in the translation to be put in.
    const std::vector<std::string> there = numbers_in(pair.in(to_korean_));
    const bool fits =
        own == theirs || std::all_of(theirs.begin(), theirs.end(), [&](const auto& n) {
          return std::find(there.begin(), there.end(), n) != there.end();
        });
    if ((same && fits) || (!writer_ && like >= kNearly)) {
      t.target =
          same && fits ? with_numbers(pair.in(to_korean_), theirs, own) : pair.in(to_korean_);
      t.by = same && fits ? "pairs" : "nearly";
      doubt(t);
      return t;
    }
  }
  if (!writer_) throw Error(Code::not_found, msg::kOfficeNoModel);
  std::vector<size_t> nearest;
  for (size_t i = std::min(kShown, order.size()); i-- > 0;) nearest.push_back(order[i].second);
  t.target = ask(source, nearest, t.terms, {});
  doubt(t);
  if (!t.lost.empty()) {  // once more, told which words
    Translated again = t;
    again.target = ask(source, nearest, t.terms, t.lost);
    doubt(again);
    if (again.doubts.size() <= t.doubts.size() && again.lost.size() < t.lost.size()) t = again;
  }
  return t;
}

}  // namespace tinybrain::skills::office
