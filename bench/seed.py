#!/usr/bin/env python3
"""The seed brain beside all-MiniLM-L6-v2 with logistic regression, on the test files of its recipe.

    seed.py --tinybrain BUILD/tinybrain --data DIR [--brain brains/seed] [--encoder all-minilm-l6-v2]

Both get the same training rows. The regression's strength is chosen on a tenth of them. Besides: whether the brain tells
English questions from other sentences, by the question mark that the sentence had and that it does not see. Needs
numpy and scikit-learn.
"""
import argparse
import csv
import json
import subprocess
import tempfile
import tomllib
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split

ROOT = Path(__file__).resolve().parents[1]


def rows_of(path):
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.open(encoding="utf-8")]
    return list(csv.DictReader(path.open(encoding="utf-8")))


def label_of(mapped, raw):
    """As build/understand_data.cpp: every part of "a|b" must become the same label."""
    if not mapped:
        return raw
    found = {mapped.get(part) for part in raw.split("|")}
    return found.pop() if len(found) == 1 and None not in found else None


def labelled(head, part, name, data):
    texts, labels = [], []
    for row in rows_of(data / part[name]):
        label = part["is"] if "is" in part else label_of(head.get("map", {}), row[part["label"]])
        text = " ".join(row[part["text"]].split())
        if label and text:
            texts.append(text)
            labels.append(label)
    return texts, labels


def lines_through(args, texts):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(texts) + "\n")
        file.flush()
        done = subprocess.run([*args, "--json", "-q", "-f", file.name], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line]


class Compared:
    def __init__(self, options):
        self.program, self.encoder, self.brain = options.tinybrain, options.encoder, options.brain
        self.vectors, self.understood = {}, {}

    def embedded(self, texts):
        new = sorted({t for t in texts if t not in self.vectors})
        if new:
            found = lines_through([self.program, "embed", "-m", self.encoder], new)[0]["vectors"]
            self.vectors.update(zip(new, found, strict=True))
        return np.array([self.vectors[t] for t in texts], dtype=np.float32)

    def heard(self, head, texts):
        new = sorted({t for t in texts if t not in self.understood})
        if new:
            for text, found in zip(new, lines_through([self.program, "understand", "-m", self.brain], new), strict=True):
                self.understood[text] = {h["name"]: h["label"] for h in found["heads"]}
        return [self.understood[t][head] for t in texts]

    def regression(self, texts, labels):
        x = self.embedded(texts)
        a, b, ya, yb = train_test_split(x, labels, test_size=0.1, random_state=0)
        fit = lambda c, x, y: LogisticRegression(C=c, max_iter=2000).fit(x, y)
        best = max((1, 10, 100), key=lambda c: f1_score(yb, fit(c, a, ya).predict(b), average="macro"))
        return fit(best, x, labels)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tinybrain", default="build/tinybrain")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--brain", default=str(ROOT / "brains/seed"))
    parser.add_argument("--encoder", default="all-minilm-l6-v2")
    options = parser.parse_args()
    recipe = tomllib.loads((ROOT / "recipes/seed.toml").read_text(encoding="utf-8"))
    compared = Compared(options)
    print(f"{'head':10} {'language':16} {'texts':>6}   {'seed: acc':>9} {'macro-F1':>8}   {'MiniLM+LR: acc':>14} {'macro-F1':>8}")
    for head in recipe["heads"]:
        train_texts, train_labels, tests = [], [], {}
        for part in head["data"]:
            if "like" in part:
                continue
            texts, labels = labelled(head, part, "file", options.data)
            if "most" in part:
                chosen = np.random.default_rng(0).permutation(len(texts))[:part["most"]]
                texts, labels = [texts[i] for i in chosen], [labels[i] for i in chosen]
            train_texts += texts
            train_labels += labels
            if "test" in part:
                held = tests.setdefault(part.get("language", ""), ([], []))
                for mine, more in zip(held, labelled(head, part, "test", options.data)):
                    mine += more
        regression = compared.regression(train_texts, train_labels)
        for language, (texts, labels) in tests.items():
            figures = []
            for found in (compared.heard(head["name"], texts), regression.predict(compared.embedded(texts))):
                present = sorted(set(labels) | set(found))
                figures += [100 * accuracy_score(labels, found),
                            100 * f1_score(labels, found, average="macro", labels=present, zero_division=0)]
            print(f"{head['name']:10} {language:16} {len(texts):6}   {figures[0]:9.1f} {figures[1]:8.1f}   "
                  f"{figures[2]:14.1f} {figures[3]:8.1f}", flush=True)
    sentences = [r["en"] for r in rows_of(options.data / "tatoeba_ko_en/dev.csv")]
    asked = [s.rstrip().endswith("?") for s in sentences]
    found = [label == "question" for label in compared.heard("kind", [s.rstrip(" ?.!") for s in sentences])]
    print(f"English questions without their mark, of {len(asked)} sentences ({sum(asked)} questions): "
          f"accuracy {100 * accuracy_score(asked, found):.1f} %, F1 {100 * f1_score(asked, found):.1f} %")


if __name__ == "__main__":
    main()
