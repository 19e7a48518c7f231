#!/usr/bin/env python3
"""Makes src/redact/korean_names.inc: weights that tell Korean names from other words that begin with a surname.

    korean_names.py --data DIR [--output src/redact/korean_names.inc] [--judge] [--test]

A logistic regression over a few features of a candidate (surname and one or two syllables at the beginning of a word),
taught by the names (PS) of klue/ner_train.jsonl; how often words begin like it is counted in Korean sentences of other
sets. names_korean.cpp computes the same features. --judge prints figures on every other row of klue/ner_dev.jsonl, --test
those of the other rows. Needs numpy, scipy and scikit-learn.
"""
import argparse
import collections
import csv
import json
import re
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
SURNAMES = ("김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길연위표명"
            "기반라왕금옥육인맹제모탁국어은편용예경봉사부가복태목형계피두감음빈동온호범좌팽승간상갈단견당")
DOUBLE = "남궁 황보 제갈 사공 선우 서문 독고 동방".split()
GIVEN = ("가강건겸경고관광교구국권규균근금기길나남노다단달담대덕도동두라란래령로록림마만명모무문미민배백범별병보복본봉빈빛산상새서석선설섭성세소솔송수"
         "숙순슬승시신아안애양언여연열엽영예오옥온완용우욱운웅원월유윤율은을음의이익인일임자잔재정제조종주준중지진찬창채천철초춘충치탁태택평표필하학한"
         "해향헌혁현형혜호홍화환효후훈휘흥희")
TITLES = ("씨 님 군 양 옹 선생님 선생 고객님 고객 대리 과장 부장 차장 팀장 실장 본부장 사원 사장 대표 이사 교수 박사 의원 장관 총리 대통령 감독 배우 "
          "기자 선수 변호사 의사 후보 회장 위원장 원장 총장 검사 판사 대변인 작가 가수 시장 지사 주임 과장님 코치 여사 형 누나 언니 오빠 엄마 아빠 "
          "할머니 작가님 간호사 매니저 사무관 경위 소장 목사 신부 스님").split()
PARTICLES = ("이 가 은 는 을 를 의 과 와 도 에게 께 한테 께서 에게서 이가 이는 이를 이의 이와 이도 랑 이랑 하고 이라고 라고 이라는 라는 이고 이며 "
             "이다 입니다 이에요 예요 이예요 인데 이면 만 이나 나 로 으로 처럼 보다 에 부터 까지 이란 란 야 아 이여 여 였다 이었다 이라 라 인 이네 네 "
             "네요 이네요 때문에 땜에 에겐 에게는 한테는 님이 님은 님께 님의 씨는 씨가 씨의 씨를 씨에게 씨와 씨도 이요 요 일 이지만 입니다만 이신 "
             "님이고").split()
WORD_SETS = ("chatbot_ko", "question_pair_ko", "parakqc", "sae4k", "intent_3i4k", "nsmc")
FEWEST = 3  # candidates that a feature must have
STEPS = 16  # of a weight of one


def hangul(c):
    return "가" <= c <= "힣"


def split_name(word):
    """Surname and given name, or None."""
    for surname in (word[:2], word[:1]):
        if (surname in DOUBLE if len(surname) == 2 else surname in SURNAMES):
            given = word[len(surname):]
            if 1 <= len(given) <= 2 and len(word) <= (4 if len(surname) == 2 else 3):
                return surname, given
    return None


def candidates(text):
    """(begin, end of the name, end of the word) of what may be a name."""
    for m in re.finditer("[가-힣]+", text):
        for length in (2, 3, 4):
            if length <= len(m.group()) and split_name(m.group()[:length]):
                yield m.start(), m.start() + length, m.end()


def bucket(count):
    return sum(count >= least for least in (3, 10, 40))


def features(text, begin, end, word_end, words):
    surname, given = split_name(text[begin:end])
    rest = text[end:word_end]
    kind = str(len(given))
    found = ["k" + kind, "s" + surname, "a" + given[0], "G%d" % sum(c in GIVEN for c in given) + kind,
             "z%d" % words.get(text[begin:end], 0) + kind]
    if len(given) > 1:
        found += ["b" + given[1], "y%d" % words.get(text[begin:begin + 2], 0)]
    next_word = ""
    if not rest and text[word_end:word_end + 1] == " ":
        next_word = re.match("[가-힣]{0,4}", text[word_end + 1:word_end + 5]).group()
    after = rest or next_word
    title = ""
    for one in TITLES:
        alone = not rest or rest == one or rest[len(one):] in PARTICLES
        if after.startswith(one) and len(one) > len(title) and (len(one) > 1 or alone):
            title = one
    if title:
        found += [("R" if rest else "N") + title, ("T1" if rest else "T2") + kind]
    elif rest:
        known = rest in PARTICLES
        found += ["P" + (rest if known else "?"), ("Q1" if known else "Q0") + kind]
    else:
        found += ["P.", "Q2" + kind]
    found.append("m%d" % min(len(rest), 4))
    if not rest:
        found.append("c" + (text[word_end:word_end + 1] or "$"))
    before = re.search("([가-힣]+) $", text[max(0, begin - 9):begin])
    if before:
        found += ["p" + before.group(1)[-2:], "q" + before.group(1)[-1:]]
    else:
        found.append("d" + (text[begin - 1] if begin else "^"))
    return found


def ner_rows(path):
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        yield row["text"], {(e["start"], e["end"]) for e in row["entities"] if e["type"] == "PS"}


def common_words(data):
    """How often words of everyday sentences begin with what might be a name, as a bucket."""
    counts = collections.Counter()
    for name in WORD_SETS:
        for path in sorted((data / name).glob("*train*.csv")):
            for row in csv.reader(path.open(encoding="utf-8")):
                for word in re.findall("[가-힣]+", " ".join(row)):
                    counts.update(word[:n] for n in (2, 3, 4) if len(word) >= n and split_name(word[:n]))
    return {word: bucket(count) for word, count in counts.items() if bucket(count)}


class Model:
    def __init__(self, rows, words):
        self.words = words
        seen, right = [], []
        for text, names in rows:
            for begin, end, word_end in candidates(text):
                seen.append(set(features(text, begin, end, word_end, words)))
                right.append((begin, end) in names)
        counts = collections.Counter(f for one in seen for f in one)
        self.index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= FEWEST))}
        fit = LogisticRegression(C=1.0, solver="liblinear", max_iter=500, random_state=1).fit(self.matrix(seen), right)
        self.weights = {f: round(float(fit.coef_[0][i]) * STEPS) for f, i in self.index.items()}
        self.weights = {f: w for f, w in self.weights.items() if w}
        self.bias = round(float(fit.intercept_[0]) * STEPS)

    def matrix(self, rows):
        columns, ends = [], [0]
        for row in rows:
            columns += sorted(self.index[f] for f in row if f in self.index)
            ends.append(len(columns))
        return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(self.index)))

    def chance(self, text, begin, end, word_end):
        total = self.bias + sum(self.weights.get(f, 0)
                                for f in set(features(text, begin, end, word_end, self.words)))
        return 1 / (1 + np.exp(-total / STEPS))

    def judge(self, rows):
        """Names in Hangul that begin with a surname; a false one touches no name at all."""
        for least in (0.0, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5):
            covered = missed = false = 0
            for text, names in rows:
                scored = sorted(((self.chance(text, *c), *c[:2], c[2]) for c in candidates(text)), reverse=True)
                taken = []
                for chance, begin, end, word_end in scored:
                    titled = any(f[0] == "T" for f in features(text, begin, end, word_end, self.words))
                    if (titled if least == 0 else chance >= least) and all(end <= a or begin >= b for a, b in taken):
                        taken.append((begin, end))
                full = {(a, b) for a, b in names if split_name(text[a:b]) and all(map(hangul, text[a:b]))}
                found = {n for n in full if any(a <= n[0] and b >= n[1] for a, b in taken)}
                covered, missed = covered + len(found), missed + len(full - found)
                false += sum(not any(a < n[1] and n[0] < b for n in names) for a, b in taken)
            what = f"at {least}" if least else "by titles alone"
            print(f"{what}: recall {covered / (covered + missed):.3f} of {covered + missed}, "
                  f"precision {covered / max(1, covered + false):.3f}, false {false}")


def write(path, model):
    def lines(entries, separator):
        out, line = [], ""
        for entry in entries:
            if len((line + entry).encode()) > 110:
                out.append(f'    "{line}"')
                line = ""
            line += entry + separator
        return out + [f'    "{line}"']

    weights = [f.replace("\\", "\\\\").replace('"', '\\"') + " " + str(w) for f, w in sorted(model.weights.items())
               if ";" not in f and "\n" not in f and "?" != f[1:2] or f == "P?"]
    text = ["// Made by tools/korean_names.py from the training rows of KLUE-NER (Park et al. 2021, CC BY-SA 4.0), which",
            "// puts this table under CC BY-SA 4.0 as well. Features with their weights, in sixteenths.",
            f"constexpr int kNameBias = {model.bias};", "constexpr std::string_view kNameWeights ="]
    text += lines(weights, ";")
    text[-1] += ";"
    text.append("// Beginnings of common words: seen 3 to 9, 10 to 39, 40 times or more.")
    text.append("constexpr std::string_view kCommonWords[] = {")
    for level in (1, 2, 3):
        text += lines(sorted(w for w, n in model.words.items() if n == level), " ")
        text[-1] += ","
    text.append("};")
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size} bytes, {len(model.weights)} weights, {len(model.words)} words")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=ROOT / "src/redact/korean_names.inc")
    parser.add_argument("--judge", action="store_true")
    parser.add_argument("--test", action="store_true")
    arguments = parser.parse_args()
    model = Model(list(ner_rows(arguments.data / "klue/ner_train.jsonl")), common_words(arguments.data))
    rows = list(ner_rows(arguments.data / "klue/ner_dev.jsonl"))
    if arguments.judge:
        model.judge(rows[0::2])
    if arguments.test:
        model.judge(rows[1::2])
    write(arguments.output, model)


if __name__ == "__main__":
    main()
