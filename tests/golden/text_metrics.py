"""Measures of written answers by the programs that define them: sacrebleu 2.5.1, rouge-score 0.1.2, nltk 3.10.4, and
SQuAD 2.0's rules as transformers 4.57.6 has them.

usage: python3 text_metrics.py > text_metrics.json       (pip install sacrebleu rouge-score nltk regex "transformers<5")
"""
import json

import regex
from nltk.translate.gleu_score import corpus_gleu
from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF
from transformers.data.metrics.squad_metrics import compute_exact, compute_f1

PAIRS = [
    ("The cat sat on the mat.", ["A cat sat on the mat."]),
    ("It is a guide to action which ensures that the military always obeys the commands of the party",
     ["It is a guide to action that ensures that the military will forever heed Party commands",
      "It is the guiding principle which guarantees the military forces always being under the command of the Party"]),
    ("서울은 대한민국의 수도이며, 인구가 가장 많은 도시이다.", ["서울은 대한민국의 수도이고 가장 큰 도시이다."]),
    ("배송은 보통 2~3일 걸립니다", ["배송은 보통 이틀에서 사흘 걸립니다.", "배송에는 보통 2-3일이 걸립니다."]),
    ("42", ["42", "forty-two"]),
    ("the answer is 3.14, or 1,000", ["3.14; 1,000!"]),
    ("", ["nothing"]),
    ("The", ["an", "no"]),
    ("He said: \"I can't re-enter at 5-6 p.m.\" &amp; left...", ["He said \"I cannot re-enter at 5-6 pm\" & left."]),
    ("(hi) there,", ["(hi there)"]),
    ("Ünïcode Straße 가a b_c déjà-vu　wide\u00a0space", ["ünïcode strasse 가a b c déjà vu wide space"]),
    ("한국어 English 섞인 문장 123개", ["한국어와 English가 섞인 문장 123 개"]),
    ("one two three four five six seven", ["one two three four five six seven"]),
    ("the the the the the the the", ["The cat is on the mat.", "There is a cat on the mat, the end."]),
]


class AnyScript:
    def tokenize(self, text):
        return regex.findall(r"[\p{L}\p{M}\p{N}]+", text.lower())


def rouge_of(tokenizer, pair):
    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=False, tokenizer=tokenizer)
    found = scorer.score_multi(pair[1], pair[0])
    # The best of several with a score of 0 each is the first for rouge-score; any is as good.
    return [[s.precision, s.recall, s.fmeasure] if s.fmeasure else [0, 0, 0] for s in found.values()]


def corpus(pairs):
    most = max(len(r) for _, r in pairs)
    streams = [[r[i] if i < len(r) else None for _, r in pairs] for i in range(most)]
    answers = [a for a, _ in pairs]
    bleu = BLEU().corpus_score(answers, streams)
    return {"chrf": CHRF().corpus_score(answers, streams).score,
            "chrf_pp": CHRF(word_order=2).corpus_score(answers, streams).score,
            "bleu": bleu.score, "precisions": bleu.precisions, "brevity": bleu.bp,
            "gleu": corpus_gleu([[r.split() for r in refs] for _, refs in pairs], [a.split() for a in answers])}


print(json.dumps({
    "pairs": [{"answer": p[0], "references": p[1],
               "exact": max(compute_exact(r, p[0]) for r in p[1]), "f1": max(compute_f1(r, p[0]) for r in p[1]),
               "rouge_ascii": rouge_of(None, p), "rouge_any": rouge_of(AnyScript(), p), **corpus([p])}
              for p in PAIRS],
    "corpus": corpus(PAIRS),
}, indent=1, ensure_ascii=False))
