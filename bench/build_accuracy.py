#!/usr/bin/env python3
"""Builds of real data sets, each judged on its own held-out file, which no choice was made by.

    python3 build_accuracy.py --data FOLDER [--only banking77,sms_spam] [--seeds 0,1,2]

FOLDER holds NAME/train.csv and NAME/dev.csv; a tenth of train is what builds choose by. Takes an hour and more.
"""
import csv
import json
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/parity"))
from peer import GEMMA3, MINILM, arguments, find_weights, tinybrain  # noqa: E402

# Name, folder, base, flags.
CLASSIFIERS = [
    ("banking77", "banking77", "minilm", []),
    ("banking77, 10 a label", "banking77", "minilm", ["--per-label", "10"]),
    ("clinc150", "clinc150", "minilm", ["--out-of-scope", "oos"]),
    ("sms_spam", "sms_spam", "minilm", []),
    ("sib200 English", "sib200", "minilm", ["--text-column", "text_en"]),
    ("sib200 Korean", "sib200", "gemma", ["--text-column", "text_ko"]),
    ("intent_3i4k", "intent_3i4k", "gemma", []),
    ("nsmc", "nsmc", "gemma", []),
]


def classify(options, bases, name, folder, base, flags, seed, work):
    data = options.data / folder
    start = time.monotonic()
    made = tinybrain(options.tinybrain, "build", data / "train.csv", "--for", "classify", "--base", bases[base],
                     "--test", data / "dev.csv", "--seed", seed, "-o", work / f"{folder}-{len(flags)}-{seed}", *flags)
    minutes = (time.monotonic() - start) / 60
    test = made["test"]
    scope = test.get("out_of_scope")
    print(f"{name:24} seed {seed}: {100 * test['accuracy']:.1f} %, macro F1 {100 * test['macro_f1']:.1f}"
          + (f", in scope {100 * scope['in_scope_accuracy']:.1f}, out of scope found {100 * scope['recall']:.1f}"
             if scope else "")
          + f", {made['model']['bytes'] / 1e6:.1f} MB, {minutes:.1f} min", flush=True)
    return test["accuracy"]


def paraphrases(options, part, work):
    """An FAQ of the first sentence of each set; the others are the questions."""
    sets = {}
    with open(options.data / f"parakqc/{part}.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sets.setdefault(row["set_id"], []).append(row["text"])
    for name, rows in (("faq", [(v[0], k) for k, v in sets.items()]),
                       ("asked", [(t, k) for k, v in sets.items() for t in v[1:]])):
        with open(work / f"{part}-{name}.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("question", "answer"), *rows])
    made = tinybrain(options.tinybrain, "build", work / f"{part}-faq.csv", "--for", "answer", "--base", "none",
                     "--test", work / f"{part}-asked.csv", "-o", work / f"faq-{part}")
    test = made["test"]
    print(f"parakqc {part}: {len(sets)} entries, right first {100 * test['first_right']:.1f} % of "
          f"{test['questions']}; answered rightly {100 * test['answered_right']:.1f}, wrong of answered "
          f"{100 * test['wrong_of_answered']:.1f}, \"I do not know\" without the entry "
          f"{100 * test['unknown']['recall']:.1f}", flush=True)
    with open(options.data / "chatbot_ko/dev.csv", encoding="utf-8", newline="") as file, \
            open(work / f"{part}-elsewhere.csv", "w", encoding="utf-8", newline="") as rows:
        csv.writer(rows).writerows([("question", "answer"), *((r["question"], "elsewhere") for r in csv.DictReader(file))])
    unknown = tinybrain(options.tinybrain, "eval", work / f"faq-{part}", work / f"{part}-elsewhere.csv")["unknown"]
    print(f"parakqc {part}: \"I do not know\" to {unknown['questions']} questions from elsewhere (chatbot_ko) "
          f"{100 * unknown['recall']:.1f} %", flush=True)


def headings(options, work):
    """A manual's sections without their headings; the headings are the questions."""
    sections = []
    with open(options.data / "rust_book_ko/chapters.jsonl", encoding="utf-8") as file:
        for line in file:
            heading, text = "", []
            for part in json.loads(line)["text"].split("\n") + ["# "]:
                if not re.match("#+ ", part):
                    text.append(part)
                    continue
                if heading and len(" ".join(text)) > 80:
                    sections.append((" ".join(text), heading))
                heading, text = part.lstrip("# "), []
    for name, rows in (("sections", sections), ("headings", [(h, h) for _, h in sections])):
        with open(work / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("question", "answer"), *rows])
    made = tinybrain(options.tinybrain, "build", work / "sections.csv", "--for", "answer", "--base", "none",
                     "--test", work / "headings.csv", "-o", work / "manual")
    test = made["test"]
    print(f"rust_book_ko: {len(sections)} sections, right first {100 * test['first_right']:.1f} % of their headings, "
          f"among three {100 * test['in_first_three']:.1f}, answered rightly {100 * test['answered_right']:.1f}, "
          f"\"I do not know\" without the section {100 * test['unknown']['recall']:.1f}", flush=True)


def main():
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--only", default="")
    parser.add_argument("--seeds", default="0")
    options = parser.parse_args()
    bases = {"minilm": find_weights(options.weights, *MINILM), "gemma": find_weights(options.weights, GEMMA3)}
    only = options.only.split(",") if options.only else None
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for part in ("dev", "train"):
            if not only or "parakqc" in only:
                paraphrases(options, part, work)
        if not only or "rust_book_ko" in only:
            headings(options, work)
        for name, data, base, flags in CLASSIFIERS:
            if (only and data not in only) or not bases[base]:
                continue
            found = [classify(options, bases, name, data, base, flags, int(seed), work)
                     for seed in options.seeds.split(",")]
            if len(found) > 1:
                print(f"{name:24} mean {100 * statistics.mean(found):.1f}, from {100 * min(found):.1f} to "
                      f"{100 * max(found):.1f}", flush=True)


if __name__ == "__main__":
    main()
