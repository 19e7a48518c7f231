#include "eval/text_metrics.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <unordered_map>

#include "text/unicode.h"

namespace tinybrain {
namespace {

// White space as Python's str.split() knows it: the separators of ASCII belong to it.
bool is_python_space(char32_t c) { return unicode::is_space(c) || (c >= 0x1c && c <= 0x1f); }

bool is_ascii_punctuation(char32_t c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

// f(character, its bytes) for each; what is not UTF-8 comes as U+FFFD.
template <class F>
void each_character(std::string_view s, F&& f) {
  while (!s.empty()) {
    const unicode::Decoded d = unicode::decode(s);
    f(d.c, s.substr(0, d.length));
    s.remove_prefix(d.length);
  }
}

std::string lowered(std::string_view s) {
  std::string out;
  each_character(s, [&](char32_t c, std::string_view) { unicode::append_lower(out, c); });
  return out;
}

std::vector<std::string> split(std::string_view s) {
  std::vector<std::string> words;
  bool inside = false;
  each_character(s, [&](char32_t c, std::string_view bytes) {
    const bool space = is_python_space(c);
    if (!space && !inside) words.emplace_back();
    if (!space) words.back() += bytes;
    inside = !space;
  });
  return words;
}

// A text in units, characters or words, of which runs of n are counted. A run is a piece of `text`.
class Units {
 public:
  // Words are joined by spaces, which none of them holds.
  explicit Units(const std::vector<std::string>& words) {
    for (const std::string& w : words) add(w, text_.empty() ? "" : " ");
  }
  // Every character that is no white space.
  explicit Units(std::string_view text) {
    each_character(text, [&](char32_t c, std::string_view bytes) {
      if (!is_python_space(c)) add(bytes, "");
    });
  }
  Units(const Units&) = delete;
  size_t size() const { return begins_.size(); }
  std::string_view unit(size_t i) const { return run(i, 1); }

  using Counts = std::unordered_map<std::string_view, uint64_t>;
  Counts runs(size_t n) const {
    Counts counts;
    for (size_t i = 0; i + n <= size(); ++i) ++counts[run(i, n)];
    return counts;
  }

 private:
  void add(std::string_view unit, std::string_view before) {
    text_ += before;
    begins_.push_back(text_.size());
    text_ += unit;
    ends_.push_back(text_.size());
  }
  std::string_view run(size_t i, size_t n) const {
    return std::string_view(text_).substr(begins_[i], ends_[i + n - 1] - begins_[i]);
  }
  std::string text_;
  std::vector<size_t> begins_, ends_;
};

uint64_t runs_in(size_t units, size_t n) { return units < n ? 0 : units - n + 1; }

uint64_t in_common(const Units::Counts& a, const Units::Counts& b) {
  uint64_t sum = 0;
  for (const auto& [run, count] : a)
    if (const auto found = b.find(run); found != b.end()) sum += std::min(count, found->second);
  return sum;
}

double share(uint64_t part, uint64_t all) {
  return static_cast<double>(part) / static_cast<double>(std::max<uint64_t>(all, 1));
}

Rouge::Score score_of(uint64_t hits, uint64_t answered, uint64_t wanted) {
  Rouge::Score s{share(hits, answered), share(hits, wanted), 0};
  if (s.precision + s.recall > 0) s.f1 = 2 * s.precision * s.recall / (s.precision + s.recall);
  return s;
}

// ---- SQuAD ----

std::vector<std::string> squad_words(std::string_view text) {
  std::string plain;
  each_character(lowered(text), [&](char32_t c, std::string_view bytes) {
    if (!is_ascii_punctuation(c)) plain += bytes;
  });
  // Articles where Python's \b stands around them: beside anything but a letter or a digit.
  std::string kept, word;
  const auto end_word = [&] {
    if (word == "a" || word == "an" || word == "the") word = " ";
    kept += word;
    word.clear();
  };
  each_character(plain, [&](char32_t c, std::string_view bytes) {
    if (unicode::class_of(c) & (unicode::kLetter | unicode::kNumber)) {
      word += bytes;
    } else {
      end_word();
      kept += bytes;
    }
  });
  end_word();
  return split(kept);
}

double f1_of(const std::vector<std::string>& answer, const std::vector<std::string>& reference) {
  if (answer.empty() || reference.empty()) return answer == reference;
  const Units a(answer), r(reference);
  return score_of(in_common(a.runs(1), r.runs(1)), a.size(), r.size()).f1;
}

// ---- ROUGE ----

std::vector<std::string> rouge_words(std::string_view text, RougeWords kind) {
  std::vector<std::string> words;
  bool inside = false;
  each_character(lowered(text), [&](char32_t c, std::string_view bytes) {
    const bool counts =
        kind == RougeWords::ascii
            ? (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
            : (unicode::class_of(c) & (unicode::kLetter | unicode::kMark | unicode::kNumber)) != 0;
    if (counts && !inside) words.emplace_back();
    if (counts) words.back() += bytes;
    inside = counts;
  });
  return words;
}

uint64_t common_subsequence(const Units& a, const Units& b) {
  std::vector<uint64_t> row(b.size() + 1);
  for (size_t i = 0; i < a.size(); ++i) {
    uint64_t diagonal = 0;
    for (size_t j = 1; j <= b.size(); ++j) {
      const uint64_t above = row[j];
      row[j] = a.unit(i) == b.unit(j - 1) ? diagonal + 1 : std::max(above, row[j - 1]);
      diagonal = above;
    }
  }
  return row.back();
}

// ---- chrF ----

constexpr size_t kCharacters = 6;

// Words with the punctuation at their end, else at their beginning, as a word of its own.
std::vector<std::string> chrf_words(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string& w : split(text)) {
    const auto mark = [](char c) { return is_ascii_punctuation(static_cast<unsigned char>(c)); };
    if (w.size() > 1 && mark(w.back())) {
      words.push_back(w.substr(0, w.size() - 1));
      words.push_back(w.substr(w.size() - 1));
    } else if (w.size() > 1 && mark(w.front())) {
      words.push_back(w.substr(0, 1));
      words.push_back(w.substr(1));
    } else {
      words.push_back(w);
    }
  }
  return words;
}

struct ChrfCounts {
  uint64_t answer = 0, reference = 0, common = 0;
};

std::vector<ChrfCounts> chrf_counts(std::string_view answer, std::string_view reference,
                                    size_t word_order) {
  std::vector<ChrfCounts> all;
  const auto count = [&](const Units& a, const Units& r, size_t order) {
    for (size_t n = 1; n <= order; ++n) {
      const uint64_t wanted = runs_in(r.size(), n);
      all.push_back({wanted ? runs_in(a.size(), n) : 0, wanted, in_common(a.runs(n), r.runs(n))});
    }
  };
  count(Units(answer), Units(reference), kCharacters);
  if (word_order > 0) count(Units(chrf_words(answer)), Units(chrf_words(reference)), word_order);
  return all;
}

// Recall weighs twice as much as precision; orders that one side does not have are left out.
double chrf_score(std::span<const ChrfCounts> counts) {
  double precision = 0, recall = 0, orders = 0;
  for (const ChrfCounts& c : counts) {
    if (c.answer == 0 || c.reference == 0) continue;
    precision += share(c.common, c.answer);
    recall += share(c.common, c.reference);
    ++orders;
  }
  if (precision + recall == 0) return 0;
  return 100 * 5 * precision * recall / orders / (4 * precision + recall);
}

// ---- BLEU ----

void replace_all(std::string& s, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = s.find(from, at)) != s.npos; at += to.size())
    s.replace(at, from.size(), to);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_stop(char c) { return c == '.' || c == ','; }

// Puts `between` into every pair of neighbours for which wanted() holds; pairs do not overlap.
template <class Wanted>
std::string spaced(std::string_view s, std::string_view before, std::string_view between,
                   std::string_view after, Wanted&& wanted) {
  std::string out;
  for (size_t i = 0; i < s.size(); ++i) {
    if (i + 1 == s.size() || !wanted(s[i], s[i + 1])) {
      out += s[i];
      continue;
    }
    out += before;
    out += s[i];
    out += between;
    out += s[++i];
    out += after;
  }
  return out;
}

// mteval-v13a: marks apart from words, periods and commas too unless digits are on both sides. By bytes: no rule
// looks at more of a longer character than that it is neither digit nor mark.
std::vector<std::string> words_13a(std::string_view text) {
  std::string s(text);
  while (!s.empty()) {  // white space at the end
    size_t last = s.size() - 1;
    while (last > 0 && (s[last] & 0xc0) == 0x80) --last;
    if (!is_python_space(unicode::decode(std::string_view(s).substr(last)).c)) break;
    s.resize(last);
  }
  replace_all(s, "<skipped>", "");
  replace_all(s, "-\n", "");
  replace_all(s, "\n", " ");
  replace_all(s, "&quot;", "\"");
  replace_all(s, "&amp;", "&");
  replace_all(s, "&lt;", "<");
  replace_all(s, "&gt;", ">");
  std::string marked = " ";
  for (char c : s) {
    if (is_ascii_punctuation(static_cast<unsigned char>(c)) && !is_stop(c) && c != '\'' && c != '-')
      marked += {' ', c, ' '};
    else
      marked += c;
  }
  marked += ' ';
  marked = spaced(marked, "", " ", " ", [](char a, char b) { return !is_digit(a) && is_stop(b); });
  marked = spaced(marked, " ", " ", "", [](char a, char b) { return is_stop(a) && !is_digit(b); });
  marked = spaced(marked, "", " ", " ", [](char a, char b) { return is_digit(a) && b == '-'; });
  return split(marked);
}

}  // namespace

bool exact_match(const TextPair& pair) {
  const std::vector<std::string> answer = squad_words(pair.answer);
  return std::any_of(pair.references.begin(), pair.references.end(),
                     [&](const std::string& r) { return squad_words(r) == answer; });
}

double token_f1(const TextPair& pair) {
  const std::vector<std::string> answer = squad_words(pair.answer);
  double best = 0;
  for (const std::string& r : pair.references) best = std::max(best, f1_of(answer, squad_words(r)));
  return best;
}

Rouge rouge(const TextPair& pair, RougeWords words) {
  const Units answer(rouge_words(pair.answer, words));
  Rouge best;
  const auto keep = [&](Rouge::Score& kept, uint64_t hits, uint64_t answered, uint64_t wanted) {
    const Rouge::Score s = score_of(hits, answered, wanted);
    if (s.f1 > kept.f1) kept = s;
  };
  for (const std::string& r : pair.references) {
    const Units reference(rouge_words(r, words));
    const size_t a = answer.size(), b = reference.size();
    keep(best.one, in_common(answer.runs(1), reference.runs(1)), a, b);
    keep(best.two, in_common(answer.runs(2), reference.runs(2)), runs_in(a, 2), runs_in(b, 2));
    keep(best.l, common_subsequence(answer, reference), a, b);
  }
  return best;
}

double chrf(std::span<const TextPair> pairs, size_t word_order) {
  std::vector<ChrfCounts> sum(kCharacters + word_order);
  for (const TextPair& p : pairs) {
    std::vector<ChrfCounts> best;
    double best_score = -1;
    for (const std::string& r : p.references) {
      std::vector<ChrfCounts> counts = chrf_counts(p.answer, r, word_order);
      const double score = chrf_score(counts);
      if (score <= best_score) continue;
      best_score = score;
      best = std::move(counts);
    }
    for (size_t i = 0; i < best.size(); ++i) {
      sum[i].answer += best[i].answer;
      sum[i].reference += best[i].reference;
      sum[i].common += best[i].common;
    }
  }
  return chrf_score(sum);
}

Bleu bleu(std::span<const TextPair> pairs) {
  uint64_t right[4] = {}, all[4] = {}, length = 0, wanted = 0;
  for (const TextPair& p : pairs) {
    const Units answer(words_13a(p.answer));
    std::vector<std::unique_ptr<Units>> references;
    size_t nearest = 0;  // in length; the shorter of two as near
    const auto far = [&](size_t n) {
      return n > answer.size() ? n - answer.size() : answer.size() - n;
    };
    for (const std::string& r : p.references) {
      references.push_back(std::make_unique<Units>(words_13a(r)));
      const size_t n = references.back()->size();
      if (references.size() == 1 || far(n) < far(nearest) ||
          (far(n) == far(nearest) && n < nearest))
        nearest = n;
    }
    length += answer.size();
    wanted += nearest;
    for (size_t n = 1; n <= 4; ++n) {
      Units::Counts most;  // of each run in any one reference
      for (const auto& r : references)
        for (const auto& [run, count] : r->runs(n)) most[run] = std::max(most[run], count);
      right[n - 1] += in_common(answer.runs(n), most);
      all[n - 1] += runs_in(answer.size(), n);
    }
  }
  Bleu b;
  if (length < wanted)
    b.brevity =
        length == 0 ? 0 : std::exp(1 - static_cast<double>(wanted) / static_cast<double>(length));
  if (std::all_of(right, right + 4, [](uint64_t r) { return r == 0; })) return b;
  double logs = 0, halved = 1;  // each order without a hit counts half of the one before
  for (size_t n = 0; n < 4; ++n) {
    if (all[n] == 0) return b;  // answers of fewer than four words: undefined, 0
    b.precisions[n] = right[n] ? 100 * share(right[n], all[n])
                               : 100 / ((halved *= 2) * static_cast<double>(all[n]));
    logs += std::log(b.precisions[n]);
  }
  b.score = b.brevity * std::exp(logs / 4);
  return b;
}

double gleu(std::span<const TextPair> pairs) {
  uint64_t right = 0, all = 0;
  for (const TextPair& p : pairs) {
    const Units answer(split(p.answer));
    uint64_t best_right = 0, best_all = 0;
    for (const std::string& r : p.references) {
      const Units reference(split(r));
      uint64_t hits = 0, answered = 0, wanted = 0;
      for (size_t n = 1; n <= 4; ++n) {
        hits += in_common(answer.runs(n), reference.runs(n));
        answered += runs_in(answer.size(), n);
        wanted += runs_in(reference.size(), n);
      }
      const uint64_t most = std::max(answered, wanted);
      if (most > 0 && (best_all == 0 || share(hits, most) > share(best_right, best_all))) {
        best_right = hits;
        best_all = most;
      }
    }
    right += best_right;
    all += best_all;
  }
  return share(right, all);
}

TextScores score_texts(std::span<const TextPair> pairs) {
  TextScores s;
  s.texts = pairs.size();
  const double n = static_cast<double>(std::max<size_t>(pairs.size(), 1));
  for (const TextPair& p : pairs) {
    s.right.push_back(exact_match(p));
    s.f1_of_text.push_back(token_f1(p));
    const Rouge r = rouge(p, RougeWords::any);
    s.exact += s.right.back();
    s.f1 += s.f1_of_text.back() / n;
    s.rouge_1 += r.one.f1 / n;
    s.rouge_2 += r.two.f1 / n;
    s.rouge_l += r.l.f1 / n;
  }
  s.chrf = chrf(pairs);
  s.chrf_pp = chrf(pairs, 2);
  s.bleu = bleu(pairs).score;
  s.gleu = gleu(pairs);
  return s;
}

}  // namespace tinybrain
