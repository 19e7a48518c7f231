#!/usr/bin/env python3
"""The office skill on sms_spam, nsmc, sentiment_sentences, korean_hate and the names of KLUE, beside TF-IDF with logistic
regression.

    python3 skills/office/eval/words.py --home build/tinybrain-home --data DATA [--seeds 1,2,3] [--sets sms_spam,klue] [--out FILE]

requirements: scikit-learn==1.5.2 numpy==1.26.4 (baselines only; --no-baselines without)

Learns from train, or --held-out: from four fifths of it and reports the rest, for choosing. Of nsmc 5,000 rows of train are
taken at random (seed 0). Baselines: TF-IDF of words and pairs, and of 1 to 4 characters, with logistic regression; the better of
the two for each set is no choice of ours, both are shown. For names: the values of train looked up, and a logistic regression
over the characters around each character.
"""
import argparse
import csv
import json
import random
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "eval"))
from tools import call_all  # noqa: E402

SETS = {"sms_spam": "label", "nsmc": "label", "sentiment_sentences": "label", "korean_hate": "hate"}
KINDS = {"PS": "person", "LC": "place", "OG": "organisation", "DT": "date", "TI": "time", "QT": "amount"}


def call(home, folder, tool, arguments):
    return call_all(home, "office", folder, tool, [arguments])[0]


def rows_of(path, label):
    with open(path, encoding="utf-8", newline="") as f:
        return [(r["text"], r[label]) for r in csv.DictReader(f)]


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(["text", "label"])
        writer.writerows(rows)


def parted(rows, held_out):
    """Train and what is reported: all of both, or a fifth of train."""
    train, dev = rows
    if not held_out:
        return train, dev
    order = list(range(len(train)))
    random.Random(1).shuffle(order)
    fifth = set(order[: len(train) // 5])
    return [r for i, r in enumerate(train) if i not in fifth], [r for i, r in enumerate(train) if i in fifth]


def baselines(train, dev):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import f1_score
    from sklearn.pipeline import make_pipeline
    result = {}
    for name, terms in (("words", {"ngram_range": (1, 2)}), ("characters", {"analyzer": "char_wb", "ngram_range": (1, 4)})):
        model = make_pipeline(TfidfVectorizer(sublinear_tf=True, **terms), LogisticRegression(max_iter=2000, C=10))
        said = model.fit([t for t, _ in train], [y for _, y in train]).predict([t for t, _ in dev])
        truth = [y for _, y in dev]
        result[name] = {"accuracy": sum(a == b for a, b in zip(truth, said)) / len(truth),
                        "macro_f1": f1_score(truth, said, average="macro")}
        if "spam" in truth:
            result[name]["spam_f1"] = f1_score(truth, said, pos_label="spam")
    return result


def classify(options, name, folder):
    rows = [rows_of(options.data / name / f"{part}.csv", SETS[name]) for part in ("train", "dev")]
    if name == "nsmc":
        rows[0] = random.Random(0).sample(rows[0], 5000)
    train, dev = parted(rows, options.held_out)
    write(folder / "train.csv", train)
    write(folder / "dev.csv", dev)
    result = {"train": len(train), "reported": len(dev), "seeds": []}
    for seed in options.seeds:
        learn = {"table": "train.csv", "seed": seed, "encoder": not options.no_encoder}
        call(options.home, folder, "learn", learn)
        measured = call(options.home, folder, "measure", {"table": "dev.csv"})
        measured["seed"] = seed
        for one in measured["labels"]:
            if one["label"] == "spam":
                measured["spam_f1"] = one["f1"]
        result["seeds"].append(measured)
        print(name, seed, {k: round(v, 4) for k, v in measured.items() if isinstance(v, float)}, flush=True)
    if not options.no_baselines:
        result["baselines"] = baselines(train, dev)
        print(name, "baselines", json.dumps(result["baselines"]), flush=True)
    return result


def f1(truth, said):
    """Exact place and kind, over all texts, and for each kind."""
    def score(kinds):
        right = wrong = missed = 0
        for t, s in zip(truth, said):
            t, s = {x for x in t if x[2] in kinds}, {x for x in s if x[2] in kinds}
            right, wrong, missed = right + len(t & s), wrong + len(s - t), missed + len(t - s)
        return 2 * right / max(1, 2 * right + wrong + missed)
    kinds = set(KINDS.values())
    return {"f1": score(kinds), **{kind: score({kind}) for kind in sorted(kinds)}}


def looked_up(train, dev):
    values = {}
    for row in train:
        for e in row["entities"]:
            values.setdefault(e["text"], {}).setdefault(e["type"], 0)
            values[e["text"]][e["type"]] += 1
    longest = sorted(values, key=len, reverse=True)
    said = []
    for row in dev:
        taken, found = set(), set()
        for value in longest:
            at = row["text"].find(value)
            while at >= 0 and len(value) > 1:
                place = range(at, at + len(value))
                if not taken & set(place):
                    taken |= set(place)
                    found.add((at, at + len(value), KINDS[max(values[value], key=values[value].get)]))
                at = row["text"].find(value, at + len(value))
        said.append(found)
    return said


def by_characters(train, dev):
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    def features(text, i):
        at = {f"{d}": text[i + d] if 0 <= i + d < len(text) else "_" for d in range(-3, 4)}
        return {**at, "-21": at["-2"] + at["-1"], "-10": at["-1"] + at["0"], "01": at["0"] + at["1"], "12": at["1"] + at["2"],
                "-101": at["-1"] + at["0"] + at["1"]}
    xs, ys = [], []
    for row in train:
        tags = ["O"] * len(row["text"])
        for e in row["entities"]:
            for i in range(e["start"], e["end"]):
                tags[i] = ("B-" if i == e["start"] else "I-") + e["type"]
        xs += [features(row["text"], i) for i in range(len(row["text"]))]
        ys += tags
    vectorizer = DictVectorizer()
    model = LogisticRegression(max_iter=60, C=3).fit(vectorizer.fit_transform(xs), ys)
    said = []
    for row in dev:
        text, found, begin, kind = row["text"], set(), None, None
        tags = list(model.predict(vectorizer.transform([features(text, i) for i in range(len(text))]))) + ["O"]
        for i, tag in enumerate(tags):
            if begin is not None and tag != "I-" + kind:
                found.add((begin, i, KINDS[kind]))
                begin = None
            if tag != "O" and begin is None:
                begin, kind = i, tag[2:]
        said.append(found)
    return said


def names(options, folder):
    read = lambda part: [json.loads(line) for line in open(options.data / "klue" / f"ner_{part}.jsonl", encoding="utf-8")]
    train, dev = parted((read("train"), read("dev")), options.held_out)
    (folder / "names.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in train), encoding="utf-8")
    truth = [{(e["start"], e["end"], KINDS[e["type"]]) for e in row["entities"]} for row in dev]
    result = {"train": len(train), "reported": len(dev), "seeds": []}
    texts = {"texts": [row["text"] for row in dev], "kinds": sorted(KINDS.values())}
    for seed in options.seeds:
        learnt = call(options.home, folder, "learn_names", {"table": "names.jsonl", "seed": seed})
        found = call(options.home, folder, "extract", texts)["results"]
        said = [{(e["start"], e["end"], e["kind"]) for e in one["entities"]} for one in found]
        alone = [{(e["start"], e["end"], e["kind"]) for e in one["entities"] if e["by"] == "learnt"} for one in found]
        result["seeds"].append({"seed": seed, "bytes": learnt["bytes"], "learnt_alone": f1(truth, alone)["f1"], **f1(truth, said)})
        print("klue", json.dumps(result["seeds"][-1]), flush=True)
    if not options.no_baselines:
        result["baselines"] = {"values of train": f1(truth, looked_up(train, dev)), "characters": f1(truth, by_characters(train, dev))}
        print("klue baselines", json.dumps(result["baselines"]), flush=True)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=lambda s: [int(x) for x in s.split(",")], default=[1, 2, 3])
    parser.add_argument("--sets", type=lambda s: s.split(","), default=[*SETS, "klue"])
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--no-baselines", action="store_true")
    parser.add_argument("--no-encoder", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    report = {}
    for name in options.sets:
        folder = Path(tempfile.mkdtemp(prefix="tinybrain-words-"))
        try:
            report[name] = names(options, folder) if name == "klue" else classify(options, name, folder)
        finally:
            shutil.rmtree(folder)
    if options.out:
        options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
