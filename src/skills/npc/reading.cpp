#include "skills/npc/reading.h"

#include <algorithm>
#include <array>

#include "skills/npc/words.h"

namespace tinybrain::skills::npc {
namespace {

// A thing or verb that a text names, and where.
struct Mention {
  size_t what = 0;
  Span span;
  int level = 0;  // 2 = by a whole name, 1 = by the noun that ends it, 0 = by another word of it
};

// Best first: whole names before parts, long before short, then in order.
bool better(const Mention& a, const Mention& b) {
  if (a.level != b.level) return a.level > b.level;
  if (a.span.length != b.span.length) return a.span.length > b.span.length;
  return a.span.begin < b.span.begin;
}

// Of mentions that overlap, the best; and those that say another thing with the same words.
std::vector<Mention> best_of(std::vector<Mention> all) {
  std::stable_sort(all.begin(), all.end(), better);
  std::vector<Mention> kept;
  for (const Mention& m : all) {
    const bool hidden = std::any_of(kept.begin(), kept.end(), [&](const Mention& k) {
      return k.span.overlaps(m.span) && !(k.span == m.span && k.level == m.level);
    });
    const bool known = std::any_of(kept.begin(), kept.end(), [&](const Mention& k) {
      return k.what == m.what && k.span.overlaps(m.span);
    });
    if (!hidden && !known) kept.push_back(m);
  }
  return kept;
}

std::vector<Mention> things_in(const View& view, const std::vector<Word>& text) {
  std::vector<Mention> all;
  for (size_t i = 0; i < view.things.size(); ++i)
    for (const std::string& name : view.things[i].words) {
      const std::vector<Word> phrase = words_in(name);
      for (const Span& s : spans_of(text, phrase, false)) all.push_back({i, s, 2});
      for (size_t w = 0; phrase.size() > 1 && w < phrase.size(); ++w)
        if (!is_function_word(phrase[w]))
          for (const Span& s : spans_of(text, {phrase[w]}, false))
            all.push_back({i, s, w + 1 == phrase.size() ? 1 : 0});
    }
  return best_of(std::move(all));
}

std::vector<Mention> verbs_in(const View& view, const std::vector<Word>& text,
                              const std::vector<Mention>& things) {
  std::vector<Mention> all;
  for (size_t i = 0; i < view.verbs.size(); ++i)
    for (const std::string& name : view.verbs[i].words)
      for (const Span& s : spans_of(text, words_in(name), true)) {
        const bool is_thing = std::any_of(things.begin(), things.end(), [&](const Mention& m) {
          return m.span.overlaps(s) && m.span.length >= s.length && m.level > 0;
        });
        if (!is_thing) all.push_back({i, s, 2});
      }
  return best_of(std::move(all));
}

bool has(const std::vector<Word>& text, std::initializer_list<std::string_view> words,
         size_t before = SIZE_MAX) {
  for (size_t i = 0; i < std::min(before, text.size()); ++i)
    for (const std::string_view word : words)
      if (text[i].text == word) return true;
  return false;
}

// "don't open it", 열지 마
bool is_forbidden(const std::vector<Word>& text, const Mention& verb) {
  const size_t begin = verb.span.begin;
  if (has(text, {"dont", "not", "never", "without", "stop"}, begin)) return true;
  for (size_t i = begin; i < text.size(); ++i) {
    const std::string_view word = text[i].text;
    if (i == begin && !word.ends_with("지") && !word.ends_with("지는") && !word.ends_with("지마"))
      continue;
    if (word.ends_with("지마") || word.starts_with("마") || word.starts_with("말")) return true;
  }
  return false;
}

// Asks to be told rather than to have something done.
bool is_question(const std::vector<Word>& text, std::string_view raw) {
  if (text.empty()) return false;
  const std::string_view first = text[0].text;
  for (const std::string_view word :
       {"what", "whats", "who", "whos", "where", "wheres", "why", "when", "how", "which", "did", "does",
        "is", "are", "was", "were", "should", "do", "have", "has"})
    if (first == word) return first != "do" || has(text, {"you"}, 2);
  if (raw.find('?') == std::string_view::npos) return false;
  if (!text.back().hangul) return false;
  // 열어 줄래? asks to have it done.
  for (const Word& word : text)
    for (const std::string_view asks : {"줄래", "줄 수", "주실", "주겠", "줘", "주세요", "줄", "할래"})
      if (word.text.starts_with(asks) || word.text.ends_with(asks)) return false;
  return true;
}

// How well a text fits a candidate, as far as it names it.
struct Fit {
  bool verb = false;
  size_t things = 0, missing = 0;
  size_t verb_at = SIZE_MAX;
  int level = 0;
};

class Reader {
 public:
  Reader(const View& view, std::string_view text, const std::vector<size_t>& before)
      : view_(view),
        raw_(text),
        text_(words_in(text)),
        things_(things_in(view, text_)),
        verbs_(verbs_in(view, text_, things_)) {
    const bool points = std::any_of(text_.begin(), text_.end(), is_pointing_word);
    if (things_.empty() && points)
      for (const size_t thing : before) things_.push_back({thing, {text_.size(), 0}, 1});
  }

  Reading read() {
    Reading r;
    if (std::any_of(verbs_.begin(), verbs_.end(),
                    [&](const Mention& v) { return is_forbidden(text_, v); })) {
      r.reason = Reason::forbidden;
      return r;
    }
    if (is_question(text_, raw_)) {
      r.reason = Reason::question;
      return r;
    }
    if (verbs_.empty()) return by_things();
    std::vector<size_t> best;
    Fit most;
    for (size_t i = 0; i < view_.candidates.size(); ++i) {
      const Fit fit = fit_of(view_.candidates[i]);
      if (!fit.verb) continue;
      if (best.empty() || rank(fit) > rank(most)) {
        best = {i};
        most = fit;
      } else if (rank(fit) == rank(most)) {
        best.push_back(i);
      }
    }
    if (best.empty()) {  // a verb of the view that cannot be done to anything now
      r.reason = Reason::unknown;
      return r;
    }
    const size_t needed = view_.candidates[best[0]].things.size();
    if (most.things < needed && names_something_else()) {
      r.reason = Reason::unknown;
      return r;
    }
    r.talk = false;
    r.reason = best.size() > 1         ? Reason::ambiguous
               : most.things == needed ? Reason::named
                                       : Reason::only_one;
    r.candidates = std::move(best);
    return r;
  }

 private:
  static std::array<int64_t, 4> rank(const Fit& fit) {
    return {static_cast<int64_t>(fit.things), int64_t{fit.level},
            -static_cast<int64_t>(fit.verb_at), -static_cast<int64_t>(fit.missing)};
  }

  Fit fit_of(const Candidate& candidate) const {
    Fit fit;
    for (const Mention& v : verbs_)
      if (v.what == candidate.verb && v.span.begin < fit.verb_at) {
        fit.verb = true;
        fit.verb_at = v.span.begin;
      }
    size_t last = 0;
    for (const size_t thing : candidate.things) {
      const Mention* found = nullptr;
      for (const Mention& m : things_)
        if (m.what == thing && (!found || better(m, *found))) found = &m;
      if (!found) {
        ++fit.missing;
        continue;
      }
      ++fit.things;
      fit.level += found->level;
      // "put the key in the chest": in English the order says which is which.
      const bool in_order = found->span.begin >= last;
      if (in_order) ++fit.level;
      last = found->span.begin;
    }
    return fit;
  }

  // Things alone: "the treasure chest!" may ask for any action with it, or for none.
  Reading by_things() const {
    Reading r;
    if (things_.empty()) return r;
    r.reason = Reason::ambiguous;
    for (size_t i = 0; i < view_.candidates.size(); ++i)
      if (fit_of(view_.candidates[i]).things > 0) r.candidates.push_back(i);
    return r;
  }

  // A word that is neither of the view nor one that says nothing: "open the window", where there is none.
  bool names_something_else() const {
    for (size_t i = 0; i < text_.size(); ++i) {
      const Span here{i, 1};
      const auto covers = [&](const Mention& m) { return m.span.overlaps(here); };
      if (std::any_of(things_.begin(), things_.end(), covers) ||
          std::any_of(verbs_.begin(), verbs_.end(), covers))
        continue;
      if (!is_function_word(text_[i]) && !is_pointing_word(text_[i])) return true;
    }
    return false;
  }

  const View& view_;
  std::string_view raw_;
  std::vector<Word> text_;
  std::vector<Mention> things_, verbs_;
};

}  // namespace

Reading read_words(const View& view, std::string_view text,
                   const std::vector<size_t>& things_before) {
  return Reader(view, text, things_before).read();
}

const char* name_of(Reason reason) {
  switch (reason) {
    case Reason::named: return "named";
    case Reason::only_one: return "only one";
    case Reason::ambiguous: return "ambiguous";
    case Reason::unknown: return "not here";
    case Reason::question: return "question";
    case Reason::forbidden: return "forbidden";
    case Reason::nothing: break;
  }
  return "nothing named";
}

}  // namespace tinybrain::skills::npc
