#!/usr/bin/env python3
"""What helps generation beyond the memory limit, each against plain decoding in turn, on prompts made from real data.

    python3 bench/generation.py --data DIR --model FILE [--model FILE ...] [--rounds 3]

- speculation: extraction, JSON and rewriting prompts, and free chat; with and without guessing ahead. The text
  must be the same to the byte; the ratio is that of the decoding speeds.
- structure: JSON under a schema of 10 fields against free text, tokens a second.
Medians over the rounds of each prompt, then over the prompts. Sampling is greedy.
"""
import argparse
import csv
import json
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/parity"))
from peer import ROOT, tinybrain  # noqa: E402

SCHEMA = {
    "type": "object",
    "properties": {
        "id": {"type": "integer", "minimum": 0, "maximum": 99999},
        "gender": {"enum": ["Men", "Women", "Boys", "Girls", "Unisex"]},
        "category": {"type": "string", "maxLength": 24}, "type": {"type": "string", "maxLength": 24},
        "colour": {"type": "string", "maxLength": 16},
        "season": {"enum": ["Spring", "Summer", "Fall", "Winter"]},
        "year": {"type": "integer", "minimum": 2000, "maximum": 2030},
        "usage": {"type": "string", "maxLength": 16}, "name": {"type": "string", "maxLength": 60},
        "in_stock": {"type": "boolean"}},
    "required": ["id", "gender", "category", "type", "colour", "season", "year", "usage", "name", "in_stock"]}


def rows(path):
    if path.suffix == ".csv":
        with open(path, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def prompts(data, count):
    """kind -> prompts, from the first rows of each set."""
    recipes = rows(data / "recipes/recipes.jsonl")
    products = rows(data / "fashion_catalogue/dev.csv")
    programs = rows(data / "quixbugs/pairs.jsonl")
    passages = rows(data / "flores200_ko_en/dev.csv")
    chat = rows(data / "chatbot_ko/dev.csv")
    maths = rows(data / "gsm8k/dev.jsonl")
    columns = ["id", "gender", "articleType", "baseColour", "season", "year", "usage", "productDisplayName"]
    made = {"extraction": [], "JSON": [], "rewriting": [], "free chat": []}
    for i in range(count):
        text = "\n".join(recipes[i]["ingredients"])
        made["extraction"].append("Copy every ingredient of this recipe as a numbered list, word for word.\n\n" + text)
        table = [",".join(columns)] + [",".join(p[c] for c in columns) for p in products[6 * i:6 * i + 6]]
        made["JSON"].append("Write this CSV table as a JSON array of objects, one object a row, all columns.\n\n"
                            + "\n".join(table))
        if i % 2:
            sentences = " ".join(p["en"] for p in passages[4 * i:4 * i + 4])
            made["rewriting"].append("Rewrite this text with every number written in digits and nothing else changed."
                                     f"\n\n{sentences}")
        else:
            made["rewriting"].append("Fix the bug in this Python function. Write the whole function.\n\n```python"
                                     + programs[i]["buggy_python"] + "```")
        made["free chat"].append(chat[7 * i]["question"] if i % 3 == 0 else maths[i]["question"])
    return made


def ask(options, model, prompt, *more):
    return tinybrain(options.tinybrain, "ask", "-m", model, "--temp", 0, "-n", options.tokens, "--threads",
                     options.threads, *more, text=prompt)


def compare(options, model, prompt, turn_a, turn_b):
    """Median decoding speeds of two ways, in turn, and the last replies."""
    speeds, last = ([], []), [None, None]
    for turn in range(options.rounds):
        for way in ((0, 1) if turn % 2 == 0 else (1, 0)):
            last[way] = ask(options, model, prompt, *(turn_a, turn_b)[way])
            speeds[way].append(last[way]["reply_tokens_per_second"])
    return statistics.median(speeds[0]), statistics.median(speeds[1]), last


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tinybrain", type=Path, default=ROOT / "build/tinybrain")
    parser.add_argument("--model", type=Path, action="append", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--prompts", type=int, default=6)
    parser.add_argument("--tokens", type=int, default=256)
    parser.add_argument("--skip", type=int, default=0, help="leave out the first prompts, to develop on others")
    options = parser.parse_args()
    failed = False
    for model in options.model:
        print(model.name, flush=True)
        for kind, texts in prompts(options.data, options.prompts + options.skip).items():
            ratios, right, guessed, tokens = [], 0, 0, 0
            for prompt in texts[options.skip:]:
                plain, ahead, last = compare(options, model, prompt, ["--no-speculation"], [])
                if last[0]["text"] != last[1]["text"]:
                    failed = True
                    print(f"  DIFFERENT TEXT for: {prompt[:60]!r}")
                if last[1]["reply_tokens"] > 8:
                    ratios.append(ahead / plain)
                right += last[1]["right_tokens"]
                guessed += last[1]["guessed_tokens"]
                tokens += last[1]["reply_tokens"]
            print(f"  {kind:10} speculation against plain: median {statistics.median(ratios):.2f}, "
                  f"{min(ratios):.2f} to {max(ratios):.2f}; {right} of {tokens} tokens guessed right "
                  f"({guessed} guesses)", flush=True)
        ratios = []
        products = rows(options.data / "fashion_catalogue/dev.csv")
        for product in products[options.skip:options.skip + options.prompts]:
            prompt = f"Describe this product: {product['productDisplayName']}"
            free, schema, last = compare(options, model, prompt, ["--no-speculation"],
                                         ["--schema", json.dumps(SCHEMA)])
            assert set(json.loads(last[1]["text"])) == set(SCHEMA["required"])
            ratios.append(schema / free)
        print(f"  schema of 10 fields against free text: median {statistics.median(ratios):.2f}, "
              f"{min(ratios):.2f} to {max(ratios):.2f}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
