// Measures of written answers against the texts that would be right. Each is the figure that the field's usual
// program gives, so that figures compare; none of them tells whether an answer is true.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain {

struct TextPair {
  std::string answer;
  std::vector<std::string> references;  // at least one; any of them is right
};

// SQuAD 2.0: lower case, without ASCII punctuation, English articles and repeated white space. The best reference
// counts.
bool exact_match(const TextPair& pair);
double token_f1(const TextPair& pair);  // of words in common, 0 to 1

// ROUGE as rouge-score without stemmer (Lin 2004): of the reference with the best F1, for each kind by itself.
struct Rouge {
  struct Score {
    double precision = 0, recall = 0, f1 = 0;  // 0 to 1
  };
  Score one, two, l;  // words, pairs of words, longest common subsequence
};
enum class RougeWords {
  ascii,  // a to z and digits, as rouge-score: nothing else counts, Korean scores 0
  any,    // letters, marks and digits of any script; the same for plain English
};
Rouge rouge(const TextPair& pair, RougeWords words);

// Those of a corpus; for one text give one. chrF (Popovic 2015) and BLEU (Papineni et al. 2002) as sacrebleu's
// defaults: 0 to 100. word_order 0 = chrF, 2 = chrF++. BLEU splits words by rules for European languages (13a).
double chrf(std::span<const TextPair> pairs, size_t word_order = 0);
struct Bleu {
  double score = 0;
  double precisions[4] = {};  // of 1 to 4 words in a row, 0 to 100, smoothed
  double brevity = 1;         // penalty of answers shorter than the references
};
Bleu bleu(std::span<const TextPair> pairs);
// GLEU as nltk's corpus_gleu (Wu et al. 2016), over words between white space: 0 to 1.
double gleu(std::span<const TextPair> pairs);

// All of them, ROUGE over words of any script. Per text where a mean is taken, for intervals.
struct TextScores {
  uint64_t texts = 0, exact = 0;
  double f1 = 0;  // means over texts
  double rouge_1 = 0, rouge_2 = 0, rouge_l = 0;
  double chrf = 0, chrf_pp = 0, bleu = 0, gleu = 0;
  std::vector<bool> right;  // exact match
  std::vector<double> f1_of_text;
};
TextScores score_texts(std::span<const TextPair> pairs);

}  // namespace tinybrain
