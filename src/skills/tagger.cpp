#include "skills/tagger.h"

#include <algorithm>
#include <cmath>

#include "base/rng.h"
#include "skills/typed.h"
#include "text/unicode.h"

namespace tinybrain::skills {
namespace {

constexpr uint32_t kPasses = 30;
constexpr float kRate = 0.15f;   // of AdaGrad
constexpr float kDecay = 4e-5f;  // of weights, a step
constexpr size_t kLongest = 7;   // pieces of a value in the gazetteer
constexpr size_t kMostPieces = 400;
constexpr uint32_t kRare = 3;     // texts with a word that says little
constexpr uint32_t kOutside = 0;  // the tag of what belongs to no slot

bool is_hangul(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }

// "Abc12" -> "Aa9": runs of one class as at most two marks.
std::string shape_of(std::string_view word) {
  std::string shape;
  for (std::string_view rest = word; !rest.empty();) {
    const unicode::Decoded d = unicode::decode(rest);
    const uint8_t cls = unicode::class_of(d.c);
    const char mark = is_hangul(d.c)           ? 'H'
                      : cls & unicode::kUpper  ? 'A'
                      : cls & unicode::kLower  ? 'a'
                      : cls & unicode::kNumber ? '9'
                      : cls & unicode::kLetter ? 'o'
                                               : '.';
    const size_t n = shape.size();
    if (n < 2 || shape[n - 1] != mark || shape[n - 2] != mark) shape += mark;
    rest.remove_prefix(d.length);
  }
  return shape;
}

std::string_view first(std::string_view word, size_t characters) {
  size_t at = 0;
  for (size_t i = 0; i < characters && at < word.size(); ++i)
    at += unicode::decode(word.substr(at)).length;
  return word.substr(0, at);
}

std::string_view last(std::string_view word, size_t characters) {
  size_t at = word.size();
  for (size_t i = 0; i < characters && at > 0; ++i) do {
      --at;
    } while (at > 0 && (static_cast<unsigned char>(word[at]) & 0xC0) == 0x80);
  return word.substr(at);
}

float log_sum(const float* x, size_t n) {
  const float most = *std::max_element(x, x + n);
  float sum = 0;
  for (size_t i = 0; i < n; ++i) sum += std::exp(x[i] - most);
  return most + std::log(sum);
}

}  // namespace

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  bool space = true, word = false;  // word: the last piece may grow
  for (size_t at = 0; at < text.size() && pieces.size() < kMostPieces;) {
    const unicode::Decoded d = unicode::decode(text.substr(at));
    const uint8_t cls = unicode::class_of(d.c);
    const bool letter =
        !is_hangul(d.c) && (cls & (unicode::kLetter | unicode::kMark | unicode::kNumber));
    if (cls & unicode::kSpace) {
      space = true;
      word = false;
    } else {
      if (letter && word)
        pieces.back().end = at + d.length;
      else
        pieces.push_back({at, at + d.length, !space});
      word = letter;
      space = false;
    }
    at += d.length;
  }
  return pieces;
}

void Tagger::count(std::span<const TaggedText> examples) {
  for (const TaggedText& e : examples) {
    std::set<std::string> words;
    for (const Piece& p : pieces_of(e.text))
      words.insert(unicode::folded(std::string_view(e.text).substr(p.begin, p.end - p.begin)));
    for (const std::string& w : words) ++texts_with_[w];
    for (const Span& s : e.spans) {
      const std::string value =
          unicode::folded(std::string_view(e.text).substr(s.begin, s.end - s.begin));
      gazetteer_[s.slot].insert(value);
      ++values_[value];
    }
  }
}

std::vector<std::vector<std::string>> Tagger::names_of(std::string_view text,
                                                       std::span<const Piece> pieces,
                                                       const std::set<std::string>* own) const {
  const size_t n = pieces.size();
  std::vector<std::string_view> raw(n);
  std::vector<std::string> low(n);
  std::vector<uint32_t> seen(n);
  for (size_t i = 0; i < n; ++i) {
    raw[i] = text.substr(pieces[i].begin, pieces[i].end - pieces[i].begin);
    low[i] = unicode::folded(raw[i]);
    const auto at = texts_with_.find(low[i]);
    seen[i] = at == texts_with_.end() ? 0 : at->second;
  }
  std::vector<std::vector<std::string>> known(n);  // marks of the gazetteer and of typed values
  for (size_t i = 0; i < n; ++i)
    for (size_t j = i + 1; j <= std::min(n, i + kLongest); ++j) {
      const std::string value =
          unicode::folded(text.substr(pieces[i].begin, pieces[j - 1].end - pieces[i].begin));
      if (own && own->count(value)) continue;
      for (const auto& [slot, values] : gazetteer_)
        if (values.count(value))
          for (size_t k = i; k < j; ++k) known[k].push_back((k == i ? "B" : "I") + slot);
    }
  for (const TypedValue& v : typed_values(text))
    for (size_t i = 0; i < n; ++i)
      if (pieces[i].begin >= v.begin && pieces[i].end <= v.end)
        known[i].push_back((pieces[i].begin == v.begin ? "B#" : "I#") +
                           std::string(name_of(v.type)));

  const auto word = [&](ptrdiff_t i) -> std::string {
    return i < 0 ? "<" : i >= static_cast<ptrdiff_t>(n) ? ">" : low[static_cast<size_t>(i)];
  };
  const auto shape = [&](ptrdiff_t i) -> std::string {
    return i < 0 || i >= static_cast<ptrdiff_t>(n) ? "_" : shape_of(raw[static_cast<size_t>(i)]);
  };
  std::vector<std::vector<std::string>> all(n);
  for (ptrdiff_t i = 0; i < static_cast<ptrdiff_t>(n); ++i) {
    const auto at = static_cast<size_t>(i);
    std::vector<std::string>& f = all[at];
    f = {"b",
         "0=" + word(i),
         "-1=" + word(i - 1),
         "+1=" + word(i + 1),
         "-2=" + word(i - 2),
         "+2=" + word(i + 2),
         "-10=" + word(i - 1) + " " + word(i),
         "0+1=" + word(i) + " " + word(i + 1),
         "-2-1=" + word(i - 2) + " " + word(i - 1),
         "+1+2=" + word(i + 1) + " " + word(i + 2),
         "s=" + shape(i),
         "s-=" + shape(i - 1) + shape(i),
         "s+=" + shape(i) + shape(i + 1)};
    for (size_t k = 2; k <= 4; ++k) {
      f.push_back("p" + std::to_string(k) + std::string(first(low[at], k)));
      f.push_back("e" + std::to_string(k) + std::string(last(low[at], k)));
    }
    if (pieces[at].glued) f.push_back("glued");
    // The next words on either side that are not rare: what frames a value whose own words were never seen.
    ptrdiff_t before = i - 1, after = i + 1;
    while (before >= 0 && seen[static_cast<size_t>(before)] <= kRare) --before;
    while (after < static_cast<ptrdiff_t>(n) && seen[static_cast<size_t>(after)] <= kRare) ++after;
    const std::string rare = seen[at] <= kRare ? "r" : "k";
    f.push_back("<<" + word(before));
    f.push_back(">>" + word(after));
    f.push_back("<<" + rare + word(before));
    f.push_back("<>" + rare + word(before) + " " + word(after));
    for (ptrdiff_t d = -1; d <= 1; ++d) {
      if (i + d < 0 || i + d >= static_cast<ptrdiff_t>(n)) continue;
      const auto there = static_cast<size_t>(i + d);
      if (seen[there] <= 1) f.push_back("once" + std::to_string(d));
      for (const std::string& mark : known[there]) f.push_back("g" + std::to_string(d) + mark);
    }
  }
  return all;
}

Tagger::Tagger(std::span<const TaggedText> examples,
               const std::map<std::string, std::set<std::string>>& gazetteer, uint64_t seed)
    : gazetteer_(gazetteer) {
  count(examples);
  tags_.push_back("");
  for (const auto& [slot, values] : gazetteer_) {
    tags_.push_back("B-" + slot);
    tags_.push_back("I-" + slot);
  }
  std::vector<Sentence> sentences;
  for (const TaggedText& e : examples) {
    const std::vector<Piece> pieces = pieces_of(e.text);
    std::set<std::string> own;  // else a value seen once would always be found by its own entry
    for (const Span& s : e.spans) {
      std::string value =
          unicode::folded(std::string_view(e.text).substr(s.begin, s.end - s.begin));
      if (values_[value] == 1) own.insert(std::move(value));
    }
    Sentence sentence;
    for (const std::vector<std::string>& names : names_of(e.text, pieces, &own)) {
      Features f;
      for (const std::string& name : names)
        f.push_back(index_.emplace(name, static_cast<uint32_t>(index_.size())).first->second);
      sentence.features.push_back(std::move(f));
    }
    for (const Piece& p : pieces) {
      uint32_t tag = kOutside;
      for (const Span& s : e.spans) {
        if (p.begin < s.begin || p.end > s.end) continue;
        const auto slot = gazetteer_.find(s.slot);
        tag = 1 + 2 * static_cast<uint32_t>(std::distance(gazetteer_.begin(), slot)) +
              (p.begin > s.begin ? 1 : 0);
      }
      sentence.tags.push_back(tag);
    }
    if (!sentence.tags.empty()) sentences.push_back(std::move(sentence));
  }
  train(sentences, seed);
}

void Tagger::scores_of(const Features& features, float* scores) const {
  const size_t t = tags_.size();
  std::fill_n(scores, t, 0.0f);
  for (uint32_t f : features) {
    const float* w = weights_.data() + f * t;
    for (size_t c = 0; c < t; ++c) scores[c] += w[c];
  }
}

void Tagger::train(std::vector<Sentence>& sentences, uint64_t seed) {
  const size_t t = tags_.size();
  weights_.assign(index_.size() * t, 0);
  steps_.assign((t + 1) * t, 0);
  std::vector<float> squares(weights_.size(), 1e-3f), step_squares(steps_.size(), 1e-3f);
  const auto learn = [](float* w, float* s, const float* gradient, size_t n) {
    for (size_t c = 0; c < n; ++c) {
      const float g = gradient[c] + kDecay * w[c];
      s[c] += g * g;
      w[c] -= kRate * g / std::sqrt(s[c]);
    }
  };
  std::vector<float> scores, forward, backward, row(t), gradient(t), step_gradient;
  for (uint32_t pass = 0; pass < kPasses; ++pass)
    for (uint32_t which : shuffled_indices(sentences.size(), seed + pass)) {
      const Sentence& s = sentences[which];
      const size_t n = s.tags.size();
      scores.resize(n * t);
      forward.resize(n * t);
      backward.assign(n * t, 0);
      for (size_t i = 0; i < n; ++i) scores_of(s.features[i], scores.data() + i * t);
      for (size_t c = 0; c < t; ++c) forward[c] = scores[c] + steps_[t * t + c];
      for (size_t i = 1; i < n; ++i)
        for (size_t c = 0; c < t; ++c) {
          for (size_t b = 0; b < t; ++b) row[b] = forward[(i - 1) * t + b] + steps_[b * t + c];
          forward[i * t + c] = scores[i * t + c] + log_sum(row.data(), t);
        }
      for (size_t i = n - 1; i-- > 0;)
        for (size_t b = 0; b < t; ++b) {
          for (size_t c = 0; c < t; ++c)
            row[c] = steps_[b * t + c] + scores[(i + 1) * t + c] + backward[(i + 1) * t + c];
          backward[i * t + b] = log_sum(row.data(), t);
        }
      const float total = log_sum(forward.data() + (n - 1) * t, t);
      step_gradient.assign(steps_.size(), 0);
      for (size_t i = 1; i < n; ++i) {
        for (size_t b = 0; b < t; ++b)
          for (size_t c = 0; c < t; ++c)
            step_gradient[b * t + c] += std::exp(forward[(i - 1) * t + b] + steps_[b * t + c] +
                                                 scores[i * t + c] + backward[i * t + c] - total);
        step_gradient[s.tags[i - 1] * t + s.tags[i]] -= 1;
      }
      for (size_t i = 0; i < n; ++i) {
        for (size_t c = 0; c < t; ++c)
          gradient[c] = std::exp(forward[i * t + c] + backward[i * t + c] - total);
        gradient[s.tags[i]] -= 1;
        if (i == 0)
          for (size_t c = 0; c < t; ++c) step_gradient[t * t + c] = gradient[c];
        for (uint32_t f : s.features[i])
          learn(weights_.data() + f * t, squares.data() + f * t, gradient.data(), t);
      }
      learn(steps_.data(), step_squares.data(), step_gradient.data(), steps_.size());
    }
}

std::vector<Span> Tagger::find(std::string_view text) const {
  const std::vector<Piece> pieces = pieces_of(text);
  const size_t n = pieces.size(), t = tags_.size();
  if (n == 0 || empty()) return {};
  std::vector<float> best(n * t), scores(t);
  std::vector<uint32_t> from(n * t, 0);
  const auto names = names_of(text, pieces, nullptr);
  for (size_t i = 0; i < n; ++i) {
    Features f;
    for (const std::string& name : names[i])
      if (const auto at = index_.find(name); at != index_.end()) f.push_back(at->second);
    scores_of(f, scores.data());
    for (size_t c = 0; c < t; ++c) {
      float most = i ? -INFINITY : steps_[t * t + c];
      for (size_t b = 0; i && b < t; ++b) {
        // A value cannot go on where none of its slot began.
        if (c && c % 2 == 0 && b != c && b != c - 1) continue;
        const float score = best[(i - 1) * t + b] + steps_[b * t + c];
        if (score > most) {
          most = score;
          from[i * t + c] = static_cast<uint32_t>(b);
        }
      }
      if (i == 0 && c && c % 2 == 0) most = -INFINITY;
      best[i * t + c] = most + scores[c];
    }
  }
  std::vector<uint32_t> path(n);
  path[n - 1] =
      static_cast<uint32_t>(std::max_element(best.end() - static_cast<ptrdiff_t>(t), best.end()) -
                            (best.end() - static_cast<ptrdiff_t>(t)));
  for (size_t i = n - 1; i > 0; --i) path[i - 1] = from[i * t + path[i]];
  std::vector<Span> spans;
  for (size_t i = 0; i < n; ++i) {
    if (path[i] == kOutside) continue;
    if (path[i] % 2 == 1)
      spans.push_back({tags_[path[i]].substr(2), pieces[i].begin, pieces[i].end});
    else if (!spans.empty())
      spans.back().end = pieces[i].end;
  }
  return spans;
}

}  // namespace tinybrain::skills
