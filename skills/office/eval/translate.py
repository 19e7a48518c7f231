#!/usr/bin/env python3
"""Translation of FLORES-200 dev by the office skill, both ways, by chrF.

    python3 skills/office/eval/translate.py --home build/tinybrain-home --data DATA --model FILE [--model FILE] [--rows 100] [--pairs 2658]

requirements: sacrebleu==2.4.3

The rows are picked at random (seed 0). With --pairs N that many pairs of Tatoeba train are the person's own: the model is shown
the three nearest. Beside it: the source as it is, and the translation of the nearest pair alone. chrF as sacrebleu's default,
with a 95 % bootstrap interval over rows.
"""
import argparse
import csv
import json
import random
import shutil
import subprocess
import tempfile
from pathlib import Path

from sacrebleu.metrics import CHRF


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def score(said, truth):
    chrf = CHRF()
    draw, scores = random.Random(0), []
    for _ in range(200):
        some = [draw.randrange(len(said)) for _ in said]
        scores.append(chrf.corpus_score([said[i] for i in some], [[truth[i] for i in some]]).score)
    scores.sort()
    return round(chrf.corpus_score(said, [truth]).score, 1), round(scores[4], 1), round(scores[-5], 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", action="append", default=[])
    parser.add_argument("--rows", type=int, default=100)
    parser.add_argument("--pairs", type=int, default=0)
    options = parser.parse_args()
    rows = random.Random(0).sample(rows_of(options.data / "flores200_ko_en/dev.csv"), options.rows)
    folder = Path(tempfile.mkdtemp(prefix="tinybrain-translate-"))
    try:
        pairs = rows_of(options.data / "tatoeba_ko_en/train.csv")[: options.pairs]
        with open(folder / "pairs.csv", "w", encoding="utf-8", newline="") as f:
            writer = csv.writer(f, lineterminator="\n")
            writer.writerow(["en", "ko"])
            writer.writerows([p["en"], p["ko"]] for p in pairs)
        if not pairs:
            (folder / "pairs.csv").unlink()
        for source, target in (("en", "ko"), ("ko", "en")):
            truth = [r[target] for r in rows]
            print(f"{source} -> {target}: source as it is", *score([r[source] for r in rows], truth), flush=True)
            for model in options.model:
                lines = "".join(json.dumps({"text": r[source], "to": target}, ensure_ascii=False) + "\n" for r in rows)
                done = subprocess.run([options.home, "skill", "call", "office", "translate", "--json-lines", "--data", folder, "-m", model],
                                      input=lines, capture_output=True, text=True, check=False)
                if done.returncode:
                    raise SystemExit(done.stderr)
                results = [json.loads(line) for line in done.stdout.splitlines()]
                said = [r["text"] for r in results]
                doubted = sum(any(s["doubts"] for s in r["segments"]) for r in results)
                print(f"{source} -> {target}: {Path(model).name}, {len(pairs)} pairs", *score(said, truth), f"doubted {doubted}", flush=True)
                for r, t in list(zip(results, truth))[:3]:
                    print("   ", r["text"], "|", t, flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
