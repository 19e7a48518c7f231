#!/usr/bin/env python3
"""Whether `tinybrain knowledge check` tells sentences that a passage supports from those it does not.

    support.py --home BUILD/tinybrain-home --data DIR [--model seed|none|NAME] [--weights DIR] [--fit]

klue       Korean: premise and hypothesis of KLUE's NLI (dev file); supported = entailment
edited     English and Korean: sentences of real texts that stand in their passage word for word or with their words in
           part left out (supported); with a number or a name of another sentence put in, or negated; or of another text
Rows are halved by the hash of their passage; --fit fits the score's weights on one half, figures are of the other.
"""
import argparse
import hashlib
import json
import random
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def klue(data):
    for line in (data / "klue/nli_dev.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        yield row["premise"], row["hypothesis"], row["label"] == "entailment", row["label"]


def edited(data):
    random.seed(0)
    passages = [json.loads(l)["query"].removeprefix("Passage: ").split("\nQuestion: ")[0]
                for l in (data / "lm_evals/boolq_dev.jsonl").open(encoding="utf-8")]
    for i, passage in enumerate(passages):
        sentences = [s for s in re.split(r"(?<=[a-z)]\.)\s+(?=[A-Z])", passage) if len(s.split()) > 7]
        other = [s for s in re.split(r"(?<=[a-z)]\.)\s+(?=[A-Z])", passages[(i + 1) % len(passages)]) if len(s.split()) > 7]
        for s in sentences[:3]:
            yield passage, s, True, "as it stands"
            shorter = re.sub(r"\s*\([^)]*\)|,[^,]*,", "", s)
            if shorter != s:
                yield passage, shorter, True, "shortened"
            if re.search(r"\d", s):
                yield passage, re.sub(r"\d+", lambda m: str(int(m[0]) + random.randint(1, 9)), s), False, "number changed"
            names = re.findall(r"(?<=[a-z] )[A-Z][a-z]+", s)
            others = [n for n in re.findall(r"(?<=[a-z] )[A-Z][a-z]+", " ".join(other)) if n not in passage]
            if names and others:
                yield passage, s.replace(names[0], others[0]), False, "name changed"
            negated = re.sub(r"\b(is|was|are|were|has|can|will)\b", r"\1 not", s, count=1)
            if negated != s and " not " not in s:
                yield passage, negated, False, "negated"
        if other:
            yield passage, other[0], False, "of another text"


def check(options, cases):
    command = [options.home, "knowledge", "check", "-m", options.model]
    if options.weights:
        command += ["--weights", options.weights]
    lines = "".join(json.dumps({"answer": hypothesis, "passages": [premise]}) + "\n" for premise, hypothesis, _, _ in cases)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, cwd=ROOT)
    for case, line in zip(cases, done.stdout.splitlines()):
        found = json.loads(line)
        if found:
            # An answer of several sentences is as good as its worst.
            yield case, min(found, key=lambda s: s["score"])


def half_of(passage):
    return hashlib.sha256(passage.encode()).digest()[0] & 1


def figures(judged):
    right = sum(s["supported"] and case[2] for case, s in judged)
    said = sum(s["supported"] for _, s in judged)
    true = sum(case[2] for case, _ in judged)
    return f"precision {100 * right / max(1, said):.1f} % recall {100 * right / max(1, true):.1f} % of {true} supported among {len(judged)}"


def fit(judged):
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    rows = [(case, s) for case, s in judged if s["missing"] in ("", "words")]
    x = np.array([[s["covered"], s["closest"], s["meaning"]] for _, s in rows])
    y = np.array([case[2] for case, _ in rows])
    model = LogisticRegression(C=10).fit(x, y)
    print("  fitted: bias %.2f, covered %.2f, closest %.2f, meaning %.2f" % (model.intercept_[0], *model.coef_[0]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", required=True, type=lambda p: Path(p).resolve())
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--model", default="seed")
    parser.add_argument("--weights", type=lambda p: Path(p).resolve())
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    for cases in (klue, edited):
        judged = list(check(options, list(cases(options.data))))
        print(cases.__name__)
        halves = [[j for j in judged if half_of(j[0][0]) == half] for half in (0, 1)]
        for half, name in zip(halves, ("dev half", "other half")):
            print(f"  {name}: {figures(half)}")
            for kind in sorted({case[3] for case, _ in half}):
                these = [(case, s) for case, s in half if case[3] == kind]
                said = sum(s["supported"] for _, s in these)
                print(f"    {kind:16} {said:4} of {len(these):4} called supported")
        if options.fit:
            fit(halves[0])


if __name__ == "__main__":
    main()
