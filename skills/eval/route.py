#!/usr/bin/env python3
"""How well the router sends requests to skills and finds their slots, on dev splits, beside baselines.

    python3 skills/eval/route.py --home build/tinybrain-home --data $TINYBRAIN_DATA [--seeds 0 1 2] [NAME ...]

clinc150     150 intents, their 10 domains taken as skills; requests for none of them (oos)
snips_slots  7 intents; F1 of slots, exact in name and place
sae4k        Korean: the kind of utterance; the argument has no span, so slots cannot be told from it
small_talk   500 lines that must call no tool: chatbot_ko dev label 0 (250), goemotions dev (150), clinc150 dev small talk (100);
             asked of the skills that come along, and of a router of clinc150's nine other domains

Baselines need numpy and scikit-learn (requirements: numpy==2.4.6 scikit-learn==1.9.1); --no-baselines goes without.
"""
import argparse
import csv
import json
import random
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ARGS = None


def rows(name):
    with open(ARGS.data / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lines(name):
    return [json.loads(line) for line in (ARGS.data / name).read_text(encoding="utf-8").splitlines()]


def route(texts, train, seed, model="seed"):
    """What the router says of each text; train: rows of text, intent, skill, slots, or None for the skills that come along."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(ARGS.home), "skill", "route", "--json-lines", "--seed", str(seed), "-m", model]
        if train is not None:
            table = Path(folder) / "train.csv"
            with open(table, "w", encoding="utf-8", newline="") as file:
                out = csv.writer(file, lineterminator="\n")
                out.writerow(["text", "intent", "skill", "slots"])
                out.writerows((r["text"], r["intent"], r.get("skill", "skill"), json.dumps(r.get("slots", []))) for r in train)
            command += ["--examples", str(table)]
        done = subprocess.run(command, input="".join(" ".join(t.split()) + "\n" for t in texts), text=True, capture_output=True)
        if done.returncode:
            raise SystemExit(done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]


def best(routed):
    """(skill, intent) that it holds likeliest, whether or not it would send the request there."""
    return (routed["others"][0]["skill"], routed["others"][0]["intent"]) if routed["others"] else (None, None)


def spread(values):
    return f"{100 * statistics.mean(values):.2f} ± {100 * statistics.pstdev(values):.2f}"


def say(what, *values):
    print(f"{what:<58}{'  '.join(values)}", flush=True)


def baselines(train, texts):
    """(name, predicted) of nearest neighbour and logistic regression on TF-IDF of words and pairs."""
    if ARGS.no_baselines:
        return
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\w+")
    x, labels = vectorizer.fit_transform([r["text"] for r in train]), [r["intent"] for r in train]
    asked = vectorizer.transform(texts)
    near = []
    for at in range(0, asked.shape[0], 256):
        near += [labels[i] for i in (asked[at:at + 256] @ x.T).toarray().argmax(axis=1)]
    yield "nearest neighbour, TF-IDF", near
    yield "logistic regression, TF-IDF", list(LogisticRegression(C=30, max_iter=200).fit(x, labels).predict(asked))


def share(hits):
    hits = list(hits)
    return sum(hits) / len(hits)


def clinc150():
    domains = json.loads((ARGS.data / "clinc150/domains.json").read_text())
    domain_of = {intent: domain for domain, intents in domains.items() for intent in intents}
    as_row = lambda r: {"text": r["text"], "intent": r["label"], "skill": domain_of.get(r["label"], "")}
    train, dev = [as_row(r) for r in rows("clinc150/train.csv")], [as_row(r) for r in rows("clinc150/dev.csv")]
    inside, outside = [r for r in dev if r["intent"] != "oos"], [r for r in dev if r["intent"] == "oos"]
    got = {"skill": [], "intent": [], "sent right": [], "oos recall": []}
    for seed in ARGS.seeds:
        routed = route([r["text"] for r in inside + outside], train, seed)
        here, there = routed[:len(inside)], routed[len(inside):]
        got["skill"].append(share(best(x)[0] == r["skill"] for x, r in zip(here, inside)))
        got["intent"].append(share(best(x)[1] == r["intent"] for x, r in zip(here, inside)))
        got["sent right"].append(share(x["decision"] == "skill" and x["skill"] == r["skill"] for x, r in zip(here, inside)))
        got["oos recall"].append(share(x["decision"] != "skill" for x in there))
    for name, values in got.items():
        say(f"clinc150 {name}", spread(values))
    known = [r for r in train if r["intent"] != "oos"]
    for name, predicted in baselines(known, [r["text"] for r in inside]):
        say(f"clinc150 skill, intent: {name}", f"{100 * share(domain_of[p] == r['skill'] for p, r in zip(predicted, inside)):.2f}",
            f"{100 * share(p == r['intent'] for p, r in zip(predicted, inside)):.2f}")


def snips_slots():
    as_row = lambda r: {"text": r["text"], "intent": r["intent"], "slots": r["slots"]}
    train, dev = [as_row(r) for r in lines("snips_slots/train.jsonl")], [as_row(r) for r in lines("snips_slots/dev.jsonl")]
    intents, scores = [], []
    for seed in ARGS.seeds:
        routed = route([r["text"] for r in dev], train, seed)
        intents.append(share(best(x)[1] == r["intent"] for x, r in zip(routed, dev)))
        right = found = there = 0
        for x, r in zip(routed, dev):
            gold = {(s["slot"], s["start"], s["end"]) for s in r["slots"]}
            ours = {(s["slot"], s["start"], s["end"]) for s in x.get("slots", [])}
            right, found, there = right + len(gold & ours), found + len(ours), there + len(gold)
        scores.append(2 * right / (found + there))
    say("snips_slots intent", spread(intents))
    say("snips_slots slot F1 (exact span, as routed)", spread(scores))
    for name, predicted in baselines(train, [r["text"] for r in dev]):
        say(f"snips_slots intent: {name}", f"{100 * share(p == r['intent'] for p, r in zip(predicted, dev)):.2f}")
    # The baseline of slots: the longest value of each sentence that train has, with its commonest name.
    values = {}
    for r in train:
        for s in r["slots"]:
            values.setdefault(r["text"][s["start"]:s["end"]].lower(), []).append(s["slot"])
    right = found = there = 0
    for r in dev:
        ours, low, at = set(), r["text"].lower(), 0
        while at < len(low):
            end = next((e for e in range(len(low), at, -1) if low[at:e] in values and (at == 0 or not low[at - 1].isalnum())
                        and (e == len(low) or not low[e].isalnum())), None)
            if end:
                ours.add((statistics.mode(values[low[at:end]]), at, end))
            at = end or at + 1
        gold = {(s["slot"], s["start"], s["end"]) for s in r["slots"]}
        right, found, there = right + len(gold & ours), found + len(ours), there + len(gold)
    say("snips_slots slot F1: values of train, longest first", f"{100 * 2 * right / (found + there):.2f}")


def sae4k():
    as_row = lambda r: {"text": r["utterance"], "intent": r["type"]}
    train, dev = [as_row(r) for r in rows("sae4k/train.csv")], [as_row(r) for r in rows("sae4k/dev.csv")]
    # Three skills: asking, wanting, forbidding; the six kinds are their intents.
    group = lambda kind: "question" if kind.endswith("question") else "prohibition" if kind == "prohibition" else "requirement"
    for r in train + dev:
        r["skill"] = group(r["intent"])
    kinds, skills = [], []
    for seed in ARGS.seeds:
        routed = route([r["text"] for r in dev], train, seed)
        kinds.append(share(best(x)[1] == r["intent"] for x, r in zip(routed, dev)))
        skills.append(share(best(x)[0] == r["skill"] for x, r in zip(routed, dev)))
    say("sae4k skill (question, requirement, prohibition)", spread(skills))
    say("sae4k kind (6)", spread(kinds))
    for name, predicted in baselines(train, [r["text"] for r in dev]):
        say(f"sae4k skill, kind: {name}", f"{100 * share(group(p) == r['skill'] for p, r in zip(predicted, dev)):.2f}",
            f"{100 * share(p == r['intent'] for p, r in zip(predicted, dev)):.2f}")


def small_talk():
    rng = random.Random(4)
    domains = json.loads((ARGS.data / "clinc150/domains.json").read_text())
    korean = [r["question"] for r in rows("chatbot_ko/dev.csv") if r["label"] == "0"]
    english = [r["text_en"] for r in rows("goemotions/dev.csv")]
    talk = [r["text"] for r in rows("clinc150/dev.csv") if r["label"] in domains["small_talk"] and r["label"] != "what_can_i_ask_you"]
    texts = rng.sample(korean, 250) + rng.sample(english, 150) + rng.sample(talk, 100)
    domain_of = {intent: domain for domain, intents in domains.items() for intent in intents}
    train = [{"text": r["text"], "intent": "chat" if domain_of.get(r["label"]) == "small_talk" else r["label"],
              "skill": "" if domain_of.get(r["label"]) in ("small_talk", None) else domain_of[r["label"]]}
             for r in rows("clinc150/train.csv")]
    rng.shuffle(train)
    train = train[:6000]
    elsewhere = Path(__file__).resolve().parents[1] / "elsewhere.csv"
    with open(elsewhere, encoding="utf-8", newline="") as file:
        train += [{"text": r["text"], "intent": r["intent"], "skill": ""} for r in csv.DictReader(file)]
    for name, source in (("the skills that come along", None), ("clinc150 without small talk", train)):
        rates = []
        for seed in ARGS.seeds:
            routed = route(texts, source, seed)
            sent = [(t, best(x), x["chance"]) for t, x in zip(texts, routed) if x["decision"] == "skill"]
            rates.append(len(sent) / len(texts))
            for t, where, chance in sent if ARGS.show else []:
                print(f"    {t!r} -> {where} {chance:.2f}")
        say(f"small talk that calls a tool: {name}", spread(rates))


def main():
    global ARGS
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, required=True, help="tinybrain-home")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--no-baselines", action="store_true")
    parser.add_argument("--show", action="store_true", help="the small talk that was taken for a request")
    parser.add_argument("names", nargs="*", metavar="NAME")
    ARGS = parser.parse_args()
    for trial in (clinc150, snips_slots, sae4k, small_talk):
        if not ARGS.names or trial.__name__ in ARGS.names:
            began = time.time()
            trial()
            print(f"  ({trial.__name__}: {time.time() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
