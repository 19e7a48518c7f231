#!/usr/bin/env python3
"""Crisis phrases caught, and false alarms on everyday text, in both languages.

    python3 skills/coach/eval/crisis.py --data $TINYBRAIN_DATA --home build/tinybrain-home --split dev

The phrases are tests/data/coach/crisis_*.tsv; goemotions' texts count as no crisis, though a few may be one. requirements: none beyond
Python 3.10.
"""
import argparse
import csv
import json
import subprocess
from pathlib import Path


def crises(a, texts):
    run = subprocess.run([a.home, "skill", "call", a.skill, "crisis", "--json-lines"],
                         input="".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in texts), capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--home", required=True)
    p.add_argument("--split", default="train", choices=("train", "dev"))
    p.add_argument("--phrases", type=Path, default=Path("tests/data/coach"))
    p.add_argument("--skill", default="skills/coach")
    p.add_argument("--show", action="store_true")
    a = p.parse_args()
    for file in sorted(a.phrases.glob("crisis_*.tsv")):
        rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        for language in ("en", "ko"):
            mine = [r for r in rows if r[0] == language]
            results = crises(a, [r[2] for r in mine])
            caught = [bool(x["crisis"]) for x in results]
            of = [r[1] != "none" for r in mine]
            kinds = sum(x.get("kind") == r[1] for x, r in zip(results, mine))
            print(f"{file.stem} {language}: caught {sum(c and o for c, o in zip(caught, of))} of {sum(of)} (kind right {kinds}), "
                  f"figures of speech taken for one {sum(c and not o for c, o in zip(caught, of))} of {len(of) - sum(of)}")
    rows = list(csv.DictReader(open(a.data / f"goemotions/{a.split}.csv", encoding="utf-8")))
    for language in ("en", "ko"):
        texts = [r["text_" + language] for r in rows]
        alarms = [t for t, x in zip(texts, crises(a, texts)) if x["crisis"]]
        print(f"goemotions {a.split} {language}: {len(alarms)} of {len(texts)} false alarms, {100 * len(alarms) / len(texts):.2f} %")
        if a.show:
            print(*("    " + t for t in alarms), sep="\n")


if __name__ == "__main__":
    main()
