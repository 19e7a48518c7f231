#!/usr/bin/env python3
"""The support desk on real questions: what it answers at a dial, how much of that is wrong, and what a larger model adds.

    desk.py --tinybrain BUILD/tinybrain --data DIR --models DIR [--sets NAME ...] [--sample 200] [--large none] [--json FILE]

faq     made of the train part alone: its dial assumes that three of five questions come from elsewhere (--elsewhere 0.6)
asked   with questions that were really asked. banking77, bitext: a tenth of train, --elsewhere 0, judged on dev. hint3:
        half of dev, judged on the other half, then the other way round, both added up
clinc150  shops of 30 answers cut from the train part, 4 to 30 examples an answer; a third to two thirds of their questions are from
        the other intents, many of them near. faq, and with some asked questions (--asked), judged on the others
large   on a sample of dev: retrieval alone (always the best answer), always the larger model (it chooses among the desk's four
        best or none, as `tinybrain serve` writes it), and the desk with the larger model for what it does not answer
abcd    guidelines as manuals: whether the passage of the right subflow is found for what the customers first said

The encoder is MODELS/all-MiniLM-L6-v2 for English, the seed brain for Korean; the larger model, LARGE, is a second process.
"""
import argparse
import csv
import json
import math
import os
import random
import re
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHOPS = ("curekart", "sofmattress", "powerplay11")
NOWHERE = "NO_NODES_DETECTED"
SETS = ("banking77", "bitext_support", "hint3", "chatbot_ko", "clinc150", "abcd_support")


def rows_of(path, text, answer, words=True):
    """(question, answer); labels become words, as the larger model is to read them."""
    for row in csv.DictReader(path.open(encoding="utf-8")):
        told = row[answer].replace("_", " ").lower() if words and row[answer] != NOWHERE else row[answer]
        yield " ".join(row[text].split()), told


def write_table(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("question", "answer"))
        writer.writerows(rows)
    return path


def wilson(hits, n, z=1.96):
    if not n:
        return 0.0, 1.0
    p, d = hits / n, 1 + z * z / n
    middle, half = (p + z * z / 2 / n) / d, z / d * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    return middle - half, middle + half


class Program:
    def __init__(self, options, folder):
        self.options, self.folder, self.count = options, folder, 0

    def run(self, *args, stdin=None):
        done = subprocess.run([self.options.tinybrain, *map(str, args), "--json"], input=stdin, capture_output=True,
                              text=True, cwd=ROOT, env={**os.environ, "TINYBRAIN_HOME": str(self.folder / "home"),
                                                                  "XDG_CONFIG_HOME": str(self.folder / "config")})
        if done.returncode:
            raise SystemExit(f"{args}: {done.stderr}{done.stdout[-500:]}")
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith(("{", "["))]

    def desk(self, encoder, faq, asked=None, elsewhere=None, seed=0):
        """Makes one of rows and gives its folder."""
        self.count += 1
        folder = self.folder / f"desk{self.count}"
        args = ["skill", "new", "support", "--faq", write_table(self.folder / "faq.csv", faq), "-m", encoder, "--dial",
                self.options.dial, "--seed", seed, "-o", folder, "--text-column", "question", "--answer-column", "answer"]
        if asked is not None:
            args += ["--asked", write_table(self.folder / "asked.csv", asked)]
        if elsewhere is not None:
            args += ["--elsewhere", elsewhere]
        self.run(*args)
        return folder

    def asked(self, folder, rows):
        """What the desk made of each question, as Turns."""
        replies = self.run("desk", "ask", folder, "--alone", stdin="\n".join(q for q, _ in rows) + "\n")
        answers = {a["answer"]: a["text"] for a in self.run("desk", "answers", folder)[0]}
        assert len(replies) == len(rows), (len(replies), len(rows))
        known = set(answers.values())
        return [Turn(q, a if a in known else None, r, answers) for (q, a), r in zip(rows, replies)]


class Turn:
    """One question: the answer it wants (None = from elsewhere), what the desk decided, its best four."""

    def __init__(self, question, wanted, reply, answers):
        self.question, self.wanted = question, wanted
        trace = reply["trace"]
        best = [e for e in trace["evidence"] if e["kind"] == "faq"] + trace["others"]
        self.best = [(answers[c["answer"]], c["question"]) for c in best]
        self.answered = reply["decision"] == "answer"
        self.talk = reply["decision"] == "small_talk"
        self.seconds = trace["seconds"]

    @property
    def first(self):
        return self.best[0][0] if self.best else None


def figures(said, turns, seconds=0, tokens=0):
    """said: the answer given to each turn, None = none."""
    n, elsewhere = len(turns), [s for s, t in zip(said, turns) if t.wanted is None]
    given = [(s, t) for s, t in zip(said, turns) if s is not None]
    wrong = sum(s != t.wanted for s, t in given)
    right = len(given) - wrong
    low, high = wilson(wrong, len(given))
    return {"questions": n, "answered": len(given) / n, "wrong_of_answered": wrong / max(1, len(given)),
            "wrong_interval": [low, high], "right": right / n, "elsewhere": len(elsewhere),
            "elsewhere_refused": sum(s is None for s in elsewhere) / max(1, len(elsewhere)),
            "correct": (right + sum(s is None for s in elsewhere)) / n, "seconds": seconds, "tokens": tokens}


def judged(turns):
    found = figures([t.first if t.answered else None for t in turns], turns)
    known = [t for t in turns if t.wanted is not None]
    found["first_right"] = sum(t.first == t.wanted for t in known) / max(1, len(known))
    found["best_four"] = sum(t.wanted in [a for a, _ in t.best] for t in known) / max(1, len(known))
    found["seconds"] = sorted(t.seconds for t in turns)[len(turns) // 2]
    return found


class Large:
    """The larger model behind a server of its own, asked as any program would ask it."""

    def __init__(self, options, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        said = folder / "large.log"
        self.process = subprocess.Popen([options.tinybrain, "serve", "-m", str(options.large), "--port", str(self.port)],
                                        stdout=subprocess.DEVNULL, stderr=said.open("w"), cwd=ROOT,
                                        env={**os.environ, "TINYBRAIN_HOME": str(folder / "large")})
        self.seconds, self.tokens = {}, {}
        while self.process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5)
                return
            except OSError:
                time.sleep(0.2)
        raise SystemExit(f"the server of the larger model did not start: {said.read_text()}")

    def choose(self, turn):
        """One of the desk's best answers, or None; remembers what it took."""
        system = ("You help a support desk. Reply with the number of the entry that answers the customer's question, "
                  "or 0 when none of them does.")
        lines = [f"{i}. {answer} (asked like: {question})" for i, (answer, question) in enumerate(turn.best, 1)]
        schema = {"type": "object", "properties": {"entry": {"enum": list(range(len(lines) + 1))}}, "required": ["entry"],
                  "additionalProperties": False}
        body = {"messages": [{"role": "system", "content": system},
                             {"role": "user", "content": "\n".join([*lines, "0. none of these", "", f"Question: {turn.question}"])}],
                "temperature": 0, "max_tokens": 20,
                "response_format": {"type": "json_schema", "json_schema": {"name": "entry", "schema": schema}}}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/v1/chat/completions", json.dumps(body).encode(),
                                         {"Content-Type": "application/json"})
        begin = time.monotonic()
        reply = json.load(urllib.request.urlopen(request, timeout=600))
        self.seconds[turn.question] = time.monotonic() - begin
        self.tokens[turn.question] = reply["usage"]["total_tokens"]
        entry = json.loads(reply["choices"][0]["message"]["content"])["entry"]
        return turn.best[entry - 1][0] if entry else None

    def close(self):
        self.process.terminate()
        self.process.wait()


def compared(large, turns, sample):
    turns = random.Random(0).sample(turns, min(sample, len(turns)))
    chosen = [large.choose(t) if t.best else None for t in turns]
    cost = lambda only: (sum(large.seconds.get(t.question, 0) for t in only) / len(turns),
                         sum(large.tokens.get(t.question, 0) for t in only) / len(turns))
    handed = [t for t in turns if not t.answered and not t.talk]
    own = sum(t.seconds for t in turns) / len(turns)
    seconds, tokens = cost(handed)
    return {"retrieval alone": figures([t.first for t in turns], turns, own),
            "desk": figures([t.first if t.answered else None for t in turns], turns, own),
            "always the larger": figures(chosen, turns, *cost(turns)),
            "desk, then the larger": figures([t.first if t.answered else None if t.talk else c for t, c in zip(turns, chosen)],
                                             turns, own + seconds, tokens)}


def abcd(program, encoder, data, folder):
    guidelines = json.loads((data / "abcd_support/guidelines.json").read_text())
    ontology = json.loads((data / "abcd_support/ontology.json").read_text())["intents"]["subflows"]
    docs, right = folder / "docs", {}
    docs.mkdir()
    for flow, told in guidelines.items():
        lines = [f"# {flow}", "", told["description"] if isinstance(told["description"], str) else " ".join(told["description"]), ""]
        key = re.sub(r"\W+", "_", flow.lower())
        for name, (subflow, steps) in zip(ontology[key], told["subflows"].items(), strict=True):
            right[key, name] = f"{flow} > {subflow}"
            lines += [f"## {subflow}", "", *steps["instructions"], ""]
            for action in steps["actions"]:
                lines += [action["text"], *(f"- {t}" for t in action["subtext"]), ""]
        (docs / f"{key}.md").write_text("\n".join(lines))
    base = folder / "abcd.tbk"
    added = program.run("knowledge", "add", docs, "--base", base, "-m", encoder)[0]
    ranks = []
    for talk in json.loads((data / "abcd_support/sample_dialogues.json").read_text()):
        said = []
        for who, text in talk["original"]:
            if who == "action":
                break
            if who == "customer":
                said.append(text)
        wanted = right[talk["scenario"]["flow"], re.sub(r"_\d+$", "", talk["scenario"]["subflow"])]
        found = program.run("knowledge", "search", " ".join(said), "--base", base, "-m", encoder, "-n", 10)[0]
        headings = list(dict.fromkeys(hit["heading"] for hit in found))
        ranks.append({"asked": " ".join(said), "wanted": wanted, "rank": headings.index(wanted) + 1 if wanted in headings else 0,
                      "first": headings[0] if headings else ""})
    return {"passages": added["passages_added"], "subflows": len(right), "dialogues": ranks}


def shop(rows, seed, answers=30):
    """(faq, asked) of a shop that knows some of the intents; the others are what its customers ask besides."""
    draw, by = random.Random(seed), defaultdict(list)
    for text, label in rows:
        by[label].append(text)
    labels = sorted(set(by) - {"oos"})
    known = draw.sample(labels, answers)
    others = [label for label in labels if label not in known] + ["oos"] * 10
    faq, inside = [], []
    for label in known:
        texts = draw.sample(by[label], len(by[label]))
        cut = draw.choice((4, 8, 12, 20, 30))
        faq += [(t, label) for t in texts[:cut]]
        inside += [(t, label) for t in texts[cut:cut + 45]]
    draw.shuffle(inside)
    share, asked = (0.35, 0.5, 0.65)[seed % 3], []
    while len(asked) < 1500 and inside:
        label = draw.choice(others)
        asked.append((draw.choice(by[label]), label) if draw.random() < share else inside.pop())
    return faq, asked


def halves(rows, seed):
    order = random.Random(seed).sample(range(len(rows)), len(rows))
    a = set(order[:len(rows) // 2])
    return [r for i, r in enumerate(rows) if i in a], [r for i, r in enumerate(rows) if i not in a]


class Bench:
    def __init__(self, options, folder):
        self.options, self.program, self.folder = options, Program(options, folder), folder
        self.english = str(options.models / "all-MiniLM-L6-v2")
        self.large = Large(options, folder) if str(options.large) != "none" else None
        self.results = defaultdict(dict)

    def keep(self, name, protocol, turns, compare=False):
        self.results[name][protocol] = found = judged(turns)
        print(f"{name:15} {protocol:14} {found['questions']:5} {100 * found['answered']:8.1f} "
              f"{100 * found['wrong_of_answered']:6.1f} ({100 * found['wrong_interval'][0]:4.1f}-{100 * found['wrong_interval'][1]:4.1f}) "
              f"{100 * found['first_right']:6.1f} {100 * found['best_four']:6.1f} {found['elsewhere']:5} "
              f"{100 * found['elsewhere_refused']:6.1f} {1000 * found['seconds']:6.1f}", flush=True)
        if compare and self.large:
            self.results[name]["policies"] = policies = compared(self.large, turns, self.options.sample)
            for policy, f in policies.items():
                print(f"    {policy:22} {f['questions']:4} answered {100 * f['answered']:5.1f} wrong of them "
                      f"{100 * f['wrong_of_answered']:5.1f} right {100 * f['right']:5.1f} refused {100 * f['elsewhere_refused']:5.1f} "
                      f"correct {100 * f['correct']:5.1f} | {1000 * f['seconds']:7.1f} ms {f['tokens']:6.1f} tokens", flush=True)

    def classes(self, name, text, label):
        train = list(rows_of(self.options.data / name / "train.csv", text, label))
        dev = list(rows_of(self.options.data / name / "dev.csv", text, label))
        self.keep(name, "faq", self.program.asked(self.program.desk(self.english, train), dev))
        for seed in range(self.options.seeds):
            order = random.Random(seed).sample(train, len(train))
            cut = len(order) // 10
            desk = self.program.desk(self.english, order[cut:], order[:cut], 0, seed)
            self.keep(name, f"asked, seed {seed}", self.program.asked(desk, dev), compare=seed == 0)

    def hint3(self):
        parts = [(list(rows_of(self.options.data / f"hint3/{s}_train.csv", "text", "label")),
                  list(rows_of(self.options.data / f"hint3/{s}_dev.csv", "text", "label"))) for s in SHOPS]
        alone = [self.program.asked(self.program.desk(self.english, train), dev) for train, dev in parts]
        for shop, turns in zip(SHOPS, alone):
            self.keep(shop, "faq", turns)
        self.keep("hint3", "faq", sum(alone, []))
        for seed in range(self.options.seeds):
            every = []
            for shop, (train, dev) in zip(SHOPS, parts):
                turns = []
                for asked, rest in (halves(dev, seed), halves(dev, seed)[::-1]):
                    turns += self.program.asked(self.program.desk(self.english, train, asked, seed=seed), rest)
                self.keep(shop, f"asked, seed {seed}", turns)
                every += turns
            self.keep("hint3", f"asked, seed {seed}", every, compare=seed == 0)

    def chatbot_ko(self):
        folder = self.options.data / "chatbot_ko"
        train, dev = (list(rows_of(folder / f"{part}.csv", "question", "answer", words=False)) for part in ("train", "dev"))
        self.keep("chatbot_ko", "faq", self.program.asked(self.program.desk("seed", train), dev), compare=True)

    def clinc150(self):
        rows = [(" ".join(r["text"].split()), r["label"]) for r in csv.DictReader((self.options.data / "clinc150/train.csv").open())]
        every = defaultdict(list)
        for seed in self.options.shops:
            faq, asked = shop(rows, seed)
            for n in (0, *self.options.asked):
                desk = self.program.desk(self.english, faq, asked[:n] or None, seed=seed)
                turns = self.program.asked(desk, asked[n:])
                self.keep(f"clinc150, {seed}", f"{n} asked" if n else "faq", turns)
                every[n] += turns
        for n, turns in every.items():
            self.keep("clinc150", f"{n} asked" if n else "faq", turns)

    def abcd_support(self):
        self.results["abcd_support"] = found = abcd(self.program, self.english, self.options.data, self.folder)
        for d in found["dialogues"]:
            print(f"abcd_support    {found['subflows']} subflows, rank {d['rank']} of \"{d['wanted']}\" for: {d['asked'][:70]}")

    def run(self):
        print(f"{'set':15} {'protocol':14} {'dev':>5} {'answered':>8} {'wrong (95 %)':>18} {'first':>6} {'of 4':>6} {'else':>5} "
              f"{'refused':>6} {'ms':>6}")
        for name in self.options.sets:
            if name == "banking77":
                self.classes(name, "text", "label")
            elif name == "bitext_support":
                self.classes(name, "utterance", "intent")
            else:
                getattr(self, name)()
            if self.options.json:
                self.options.json.write_text(json.dumps(self.results, indent=1, ensure_ascii=False))
        if self.large:
            self.large.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tinybrain", required=True, type=lambda p: str(Path(p).resolve()))
    parser.add_argument("--data", required=True, type=lambda p: Path(p).resolve())
    parser.add_argument("--models", required=True, type=lambda p: Path(p).resolve())
    parser.add_argument("--large", type=Path, help="a model for the second process, or none")
    parser.add_argument("--sets", nargs="*", default=SETS, choices=SETS)
    parser.add_argument("--dial", type=float, default=0.05)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--shops", nargs="*", type=int, default=range(6, 12), help="seeds of the shops cut from clinc150")
    parser.add_argument("--asked", nargs="*", type=int, default=(60, 120, 250), help="asked questions of those shops")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if options.large is None:
        options.large = options.models / "qwen2.5-coder-0.5b-q4_k_m.gguf"
    with tempfile.TemporaryDirectory() as folder:
        Bench(options, Path(folder)).run()


if __name__ == "__main__":
    main()
