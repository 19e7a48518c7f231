#!/usr/bin/env python3
"""Teaching, measured: 50 corrections, and whether they are right in other words, stay where they belong, and cost nothing.

    teach.py --bench BUILD/teach_bench --tinybrain BUILD/tinybrain --model FILE --data DIR [--language en|ko]
             [--part test|choose] [--seed N] [--short] [--show] [name=value ...]

A correction is a real question and an answer with one fact that no model can know. English: a group is the questions of
bitext_support with one intent and one entity ("create_account", "gold"); one phrasing is taught, up to four others are
asked. Korean: a group is a set of parakqc, ten phrasings of one question. The facts are drawn by a seed: a number of
four digits, a name of the census table, a country of the Big Mac index (Korean: a number, syllables of names and places);
the sentence around them names the intent and the entity. Right = the fact stands
in the greedy answer. Beside them are asked questions that were not taught: the same intents with another entity, other
intents, and questions of other sets; none may get a taught fact. Settings are chosen on `choose` (every other intent,
other sets), `test` is reported. --short leaves perplexity and the answers before out. name=value goes to teach_bench.
"""
import argparse
import csv
import json
import random
import re
import subprocess
import tempfile
import time
from pathlib import Path

KO_FAMILY, KO_GIVEN = "김이박최정강조윤장임", "가나다라마바사아자차카타하도로모보소오조"


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names():
    """Given names and surnames of the census table that the redactor has."""
    text = (Path(__file__).resolve().parents[1] / "src/redact/english_names.inc").read_text(encoding="utf-8")
    return [" ".join(re.findall(r'"([^"]*)"', part)).split() for part in text.split("constexpr")[1:3]]


def fact_en(rng, kind, topic, data):
    if kind == 0:
        fact = f"{rng.randrange(1000, 10000)}"
        return fact, f"For {topic}, call extension {fact}."
    if kind == 1:
        given, family = names()
        fact = f"{rng.choice(given)} {rng.choice(family)}"
        return fact, f"For {topic}, ask for {fact}."
    fact = rng.choice(sorted({r["name"] for r in rows_of(data / "price_history_bigmac/prices.csv") if len(r["name"]) > 3}))
    return fact, f"For {topic}, write to our office in {fact}."


def fact_ko(rng, kind):
    if kind == 0:
        fact = f"{rng.randrange(1000, 10000)}"
        return fact, f"안내 번호 {fact}번으로 문의하세요."
    if kind == 1:
        fact = rng.choice(KO_FAMILY) + rng.choice(KO_GIVEN) + rng.choice(KO_GIVEN)
        return fact, f"담당자 {fact} 님에게 물어보세요."
    fact = "".join(rng.choice(KO_GIVEN) for _ in range(2)) + "동"
    return fact, f"{fact} 지점에서 안내해 드립니다."


def groups_en(data, part):
    """{topic: phrasings}; the intents are dealt out in turn, those with many entities and those with few alike."""
    groups = {}
    for row in rows_of(data / "bitext_support/train.csv"):
        key = (row["intent"], row["entity_value"].lower())
        groups.setdefault(key, {})[row["utterance"].strip()] = None
    groups = {key: list(texts) for key, texts in groups.items() if len(texts) >= 6}
    count = {}
    for intent, _ in groups:
        count[intent] = count.get(intent, 0) + 1
    order = sorted(count, key=lambda intent: (-count[intent], intent))
    mine = set(order[(0 if part == "test" else 1)::2])
    return {k: v for k, v in groups.items() if k[0] in mine}, {k: v for k, v in groups.items() if k[0] not in mine}


def corrections(data, language, part, seed, how_many, asked):
    """lessons, questions: [{"set", "question", "fact"}]"""
    rng = random.Random(f"{seed} {part} {language}")
    lessons, questions = [], []
    if language == "en":
        groups, others = groups_en(data, part)
        keys = sorted(groups)
        rng.shuffle(keys)
        taught, near = keys[:how_many], keys[how_many:]
        topics = {k: k[0].replace("_", " ") + (f" ({k[1]})" if k[1] else "") for k in keys}
        for key in near:
            questions += [{"set": "same_intent", "question": q} for q in rng.sample(groups[key], asked)]
        for key in rng.sample(sorted(others), 10 * asked):
            questions += [{"set": "other_intent", "question": q} for q in rng.sample(others[key], 2)]
        far = [row["text"] for row in rows_of(data / "clinc150/dev.csv")]
    else:
        groups = {}
        for row in rows_of(data / f"parakqc/{'dev' if part == 'test' else 'train'}.csv"):
            groups.setdefault(row["set_id"], []).append(row["text"])
        keys = sorted(groups, key=int)
        rng.shuffle(keys)
        taught, near = keys[:how_many], keys[how_many:how_many + 10 * asked]
        topics = {}
        for key in near:
            questions += [{"set": "other_intent", "question": q} for q in rng.sample(groups[key], 2)]
        far = [row["question"] for row in rows_of(data / "chatbot_ko/dev.csv")]
    for i, key in enumerate(taught):
        phrasings = rng.sample(groups[key], min(1 + asked, len(groups[key])))
        fact, answer = fact_en(rng, i % 3, topics[key], data) if language == "en" else fact_ko(rng, i % 3)
        lessons.append({"prompt": phrasings[0], "answer": answer, "language": language, "fact": fact})
        questions.append({"set": "taught", "question": phrasings[0], "fact": fact})
        questions += [{"set": "paraphrase", "question": q, "fact": fact} for q in phrasings[1:]]
    questions += [{"set": "far", "question": q} for q in rng.sample(far, 20 * asked)]
    return lessons, questions


def write_lines(path, rows):
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")


def answers_of(bench, model, lessons, questions, adapter, settings):
    command = [bench, model, lessons, questions, adapter, *settings]
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return lines[:-1], lines[-1]


def shares(questions, answers, facts):
    report = {}
    for q, a in zip(questions, answers):
        hit = q["fact"] in a if "fact" in q else any(f in a for f in facts)
        right, all_ = report.get(q["set"], (0, 0))
        report[q["set"]] = (right + hit, all_ + 1)
    return {name: f"{right}/{all_} = {100 * right / all_:.1f} %" for name, (right, all_) in sorted(report.items())}


def wrong(questions, lines, lessons):
    """What went wrong, to look at: the likeness, whether the nearest lesson is the right one, the answer."""
    for q, line in zip(questions, lines):
        near = lessons[line["lesson"] - 1] if line["lesson"] else {"prompt": "", "fact": ""}
        answer = line["answer"]
        if q.get("fact", "?") not in answer if "fact" in q else any(one["fact"] in answer for one in lessons):
            own = "own" if q.get("fact") == near["fact"] else "other"
            print(f"{q['set']} {line['near']:.2f} {own} | {q['question']} | {near['prompt']} | {answer!r}")


def perplexity(tinybrain, model, text, adapter):
    command = [tinybrain, "perplexity", "-m", model, "--json", text]
    if adapter:
        command[3:3] = ["--adapter", adapter]
    return json.loads(subprocess.run([str(c) for c in command], capture_output=True, text=True, check=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", required=True)
    parser.add_argument("--tinybrain", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--language", default="en", choices=["en", "ko"])
    parser.add_argument("--part", default="test", choices=["test", "choose"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lessons", type=int, default=50)
    parser.add_argument("--asked", type=int, default=4, help="other phrasings of each lesson")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--show", action="store_true", help="the answers that are wrong")
    parser.add_argument("settings", nargs="*")
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        lessons, questions = corrections(a.data, a.language, a.part, a.seed, a.lessons, a.asked)
        facts = [lesson["fact"] for lesson in lessons]
        write_lines(place / "lessons.jsonl", lessons)
        write_lines(place / "questions.jsonl", questions)
        adapter = place / "adapter.gguf"
        started = time.time()
        lines, course = answers_of(a.bench, a.model, place / "lessons.jsonl", place / "questions.jsonl", adapter,
                                   a.settings)
        answers = [line["answer"] for line in lines]
        report = {"settings": a.settings, "right": shares(questions, answers, facts), "course": course,
                  "seconds_with_answers": round(time.time() - started, 1)}
        if a.show:
            wrong(questions, lines, lessons)
        if a.part == "test" and not a.short:
            lines, _ = answers_of(a.bench, a.model, "-", place / "questions.jsonl", adapter, [*a.settings, "all=1"])
            report["right_before"] = shares(questions, [line["answer"] for line in lines], facts)
        if not a.short:
            text = a.data / "wikitext2/valid.txt"
            report["wikitext2"] = [perplexity(a.tinybrain, a.model, text, None),
                                   perplexity(a.tinybrain, a.model, text, adapter)]
        print(json.dumps(report, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
