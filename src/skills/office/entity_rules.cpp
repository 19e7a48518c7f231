// What has a shape of its own, and names by lists and their endings. Names of persons are those of src/redact.
#include <algorithm>
#include <iterator>

#include "redact/redact.h"
#include "skills/office/entities.h"
#include "skills/office/entity_words.h"
#include "skills/typed.h"
#include "text/unicode.h"

namespace tinybrain::skills::office {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_latin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

size_t skip_space(std::string_view text, size_t at) {
  return at < text.size() && text[at] == ' ' ? at + 1 : at;
}

// The end of "1,234.5" that begins at `at`; `at` when there is none.
size_t number_end(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == at) return at;
  while (end + 1 < text.size() && (text[end] == ',' || text[end] == '.') && is_digit(text[end + 1]))
    for (++end; end < text.size() && is_digit(text[end]); ++end) {
    }
  return end;
}

// The end of one of the words at `at`, which in Latin letters must not go on; `at` when it is none of them.
template <class Words>
size_t word_end(std::string_view text, size_t at, const Words& words) {
  for (std::string_view word : words) {
    if (!text.substr(at).starts_with(word)) continue;
    const size_t end = at + word.size();
    if (is_latin(word.back()) && end < text.size() && is_latin(text[end])) continue;
    return end;
  }
  return at;
}

// "$3.5 million", "3억 5천만 원", "20 %", "5 km"; `at` when there is none.
size_t amount_end(std::string_view text, size_t at) {
  if (at > 0 && (is_digit(text[at - 1]) || is_latin(text[at - 1]) || text[at - 1] == '.'))
    return at;
  if (const size_t sign = word_end(text, at, kSigns); sign > at) {
    const size_t number = skip_space(text, sign), end = number_end(text, number);
    if (end == number) return at;
    const size_t large = word_end(text, skip_space(text, end), kLargeEnglish);
    return large > skip_space(text, end) ? large : end;
  }
  size_t end = number_end(text, at);
  if (end == at) return at;
  for (bool more = true; more;) {  // 3억 5천만
    more = false;
    const size_t large = word_end(text, end, kLargeKorean);
    if (large > end) {
      end = large;
      const size_t next = skip_space(text, end), number = number_end(text, next);
      const bool goes_on = number > next && word_end(text, number, kLargeKorean) > number;
      if (goes_on || (number > next &&
                      word_end(text, skip_space(text, number), kUnits) > skip_space(text, number)))
        end = number;
      more = true;
    }
  }
  if (const size_t large = word_end(text, skip_space(text, end), kLargeEnglish);
      large > skip_space(text, end))
    end = large;
  const size_t unit = skip_space(text, end), last = word_end(text, unit, kUnits);
  return last > unit ? last : at;
}

size_t link_end(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  if (!rest.starts_with("http://") && !rest.starts_with("https://") && !rest.starts_with("www."))
    return at;
  size_t end = at;
  while (end < text.size() && text[end] > ' ' &&
         std::string_view("\"'<>()[]{}").find(text[end]) == std::string_view::npos &&
         static_cast<unsigned char>(text[end]) < 0x80)
    ++end;
  while (end > at && std::string_view(".,;:!?").find(text[end - 1]) != std::string_view::npos)
    --end;
  return end - at > 8 ? end : at;
}

template <class Words>
bool is_any(std::string_view word, const Words& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// The words of a run of capitalised ones, "of" and "the" inside it included: "University of Washington".
std::vector<std::pair<size_t, size_t>> capitalised_run(std::string_view text, size_t at) {
  std::vector<std::pair<size_t, size_t>> words;
  size_t last_capital = 0;
  while (at < text.size()) {
    size_t end = at;
    while (end < text.size() && (is_latin(text[end]) || text[end] == '-' || text[end] == '\'' ||
                                 static_cast<unsigned char>(text[end]) >= 0xC3))
      ++end;
    const std::string_view word = text.substr(at, end - at);
    const bool small = word == "of" || word == "the" || word == "for" || word == "and";
    if (word.empty() || (!is_capital(word[0]) && (!small || words.empty()))) break;
    words.emplace_back(at, end);
    if (!small) last_capital = words.size();
    if (end >= text.size() || text[end] != ' ') break;
    at = end + 1;
  }
  words.resize(last_capital);
  return words;
}

void add_names(std::string_view text, std::vector<Entity>& all) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (!is_capital(text[at]) || (at > 0 && (is_latin(text[at - 1]) || text[at - 1] == '@')))
      continue;
    const auto run = capitalised_run(text, at);
    if (run.empty()) continue;
    const size_t begin = run.front().first, end = run.back().second;
    const auto word = [&](size_t i) {
      return text.substr(run[i].first, run[i].second - run[i].first);
    };
    // "The" at the beginning of a sentence is no part of a name.
    const size_t first = word(0) == "The" && run.size() > 1 ? 1 : 0;
    bool organisation = false, place = false;
    for (size_t i = first; i < run.size(); ++i) {
      const bool ends = i + 1 == run.size() || word(i + 1) == "of" || word(i + 1) == "for";
      organisation |= ends && run.size() > first + 1 && is_any(word(i), kOrganisationEnds);
      place |= i + 1 == run.size() && run.size() > first + 1 && is_any(word(i), kPlaceEnds);
    }
    if (organisation || place) {
      all.push_back({organisation ? "organisation" : "place", run[first].first, end, Json()});
    } else {
      for (size_t i = first; i < run.size(); ++i)
        for (size_t n = std::min<size_t>(2, run.size() - i); n > 0; --n)
          if (is_any(text.substr(run[i].first, run[i + n - 1].second - run[i].first), kPlaces)) {
            all.push_back({"place", run[i].first, run[i + n - 1].second, Json()});
            i += n - 1;
            break;
          }
    }
    at = std::max(end, begin + 1) - 1;
  }
}

void add_personal(std::string_view text, std::vector<Entity>& all) {
  redact::Options options;
  options.kinds = {redact::Kind::mail, redact::Kind::phone, redact::Kind::name};
  for (const redact::Finding& f : redact::find_personal(text, options))
    all.push_back({f.kind == redact::Kind::name ? "person" : std::string(kind_name(f.kind)),
                   f.begin, f.end, Json()});
}

}  // namespace

std::vector<Entity> entities_by_rules(std::string_view text, int64_t today) {
  std::vector<Entity> all, apart;
  for (size_t at = 0; at < text.size(); ++at)
    if (const size_t end = link_end(text, at); end > at) {
      all.push_back({"link", at, end, Json()});
      at = end - 1;
    }
  for (size_t at = 0; at < text.size(); ++at)
    if (const size_t end = amount_end(text, at); end > at) {
      all.push_back({"amount", at, end, Json()});
      at = end - 1;
    }
  for (const TypedValue& v : typed_values(text, today))
    if (v.type != ValueType::number) all.push_back({name_of(v.type), v.begin, v.end, v.value});
  // What comes first goes before what comes later: an organisation before the person whom it is named after.
  std::vector<Entity> names;
  add_names(text, names);
  std::vector<Entity> personal;
  add_personal(text, personal);
  const auto persons = std::stable_partition(personal.begin(), personal.end(),
                                             [](const Entity& e) { return e.kind != "person"; });
  all.insert(all.begin(), personal.begin(), persons);
  all.insert(all.end(), names.begin(), names.end());
  all.insert(all.end(), persons, personal.end());
  for (Entity& e : all)
    if (std::none_of(apart.begin(), apart.end(),
                     [&](const Entity& o) { return e.begin < o.end && o.begin < e.end; }))
      apart.push_back(std::move(e));
  std::sort(apart.begin(), apart.end(),
            [](const Entity& a, const Entity& b) { return a.begin < b.begin; });
  return apart;
}

}  // namespace tinybrain::skills::office
