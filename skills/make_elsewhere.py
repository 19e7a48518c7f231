#!/usr/bin/env python3
"""Writes skills/elsewhere.csv: what people say that is no request to any skill, and requests for what no skill here does.
Only training splits; the router's trials (skills/eval/route.py) take the dev splits. Standard library only.

    python3 skills/make_elsewhere.py --data $TINYBRAIN_DATA
"""
import argparse
import csv
import json
import random
from pathlib import Path

SMALL_TALK_NOT = {"what_can_i_ask_you"}


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    rng = random.Random(9)
    pick = lambda texts, n: rng.sample(sorted(set(texts)), n)
    clinc = rows(data / "clinc150/train.csv")
    domains = json.loads((data / "clinc150/domains.json").read_text())
    talk = set(domains["small_talk"]) - SMALL_TALK_NOT
    parts = [
        ("chat", "clinc150", pick([r["text"] for r in clinc if r["label"] in talk], 300)),
        ("chat", "goemotions", pick([r["text_en"] for r in rows(data / "goemotions/train.csv")
                                     if len(r["text_en"]) < 120], 250)),
        ("chat", "chatbot_ko", pick([r["question"] for r in rows(data / "chatbot_ko/train.csv")], 600)),
        ("oos", "clinc150", pick([r["text"] for r in clinc if r["label"] == "oos"], 90)),
    ]
    with open(Path(__file__).parent / "elsewhere.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["text", "intent", "source"])
        for intent, source, texts in parts:
            out.writerows([text, intent, source] for text in texts)


if __name__ == "__main__":
    main()
