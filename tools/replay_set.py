#!/usr/bin/env python3
"""Makes brains/replay/replay.jsonl: what a base is to go on saying while it learns lessons.

    replay_set.py --bench BUILD/teach_bench --model SmolLM2-135M-Instruct.Q4_1.gguf --data DIR

Questions of clinc150 with the model's own answers, question-answer pairs of chatbot_ko, and plain text: paragraphs of
TinyStories and directions of recipes, sentences of UD Korean Kaist. Only rows for training; chosen by a seed.
"""
import argparse
import csv
import json
import random
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def csv_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--data", type=Path, required=True)
    a = parser.parse_args()
    rng = random.Random(1)
    questions = rng.sample([r["text"] for r in csv_rows(a.data / "clinc150/train.csv")], 64)
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "questions.jsonl"
        asked.write_text("".join(json.dumps({"question": q}) + "\n" for q in questions), encoding="utf-8")
        out = subprocess.run([a.bench, a.model, "-", str(asked), "-", "most=40"], capture_output=True, text=True,
                             check=True).stdout
    answers = [json.loads(line)["answer"] for line in out.splitlines()[:-1]]
    rows = [{"prompt": q, "answer": t, "language": "en"} for q, t in zip(questions, answers) if t]
    for r in rng.sample(csv_rows(a.data / "chatbot_ko/train.csv"), 48):
        rows.append({"prompt": r["question"], "answer": r["answer"], "language": "ko"})
    paragraphs = (a.data / "tinystories/train.txt").read_text(encoding="utf-8").split("\n\n")
    for text in rng.sample([p.strip() for p in paragraphs if 120 < len(p.strip()) < 300], 24):
        rows.append({"prompt": "", "answer": text, "language": "en"})
    recipes = [json.loads(line) for line in (a.data / "recipes/recipes.jsonl").open(encoding="utf-8")]
    steps = [step for recipe in recipes for step in recipe["directions"] if 100 < len(step) < 300]
    for text in rng.sample(steps, 24):
        rows.append({"prompt": "", "answer": text, "language": "en"})
    sentences = (a.data / "ud_ko_kaist/sentences.txt").read_text(encoding="utf-8").splitlines()
    for text in rng.sample([s for s in sentences if 30 < len(s) < 90], 32):
        rows.append({"prompt": "", "answer": text, "language": "ko"})
    target = ROOT / "brains/replay/replay.jsonl"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    print(f"{len(rows)} rows, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
