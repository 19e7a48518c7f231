#!/usr/bin/env python3
"""What `tinybrain knowledge search` finds: words alone, vectors alone, both; and what 10,000 passages cost.

    retrieval.py --home BUILD/tinybrain-home --data DIR [--encoders seed all-minilm-l6-v2] [--weights DIR]
                 [--sets NAME ...] [--speed]

Sets, each question with the one text that answers it (a file of its own):
  rust_book_ko   sections of the Korean Rust book, asked for by their headings, which are left out of the text
  own_docs       sections of this repository's documentation (English), likewise
  boolq          real English questions with their Wikipedia passages (lm_evals/boolq_dev.jsonl)
  pubmedqa       titles of medical papers that are questions, with their abstracts (lm_evals/pubmedqa_dev.jsonl)
  tatoeba        English sentences asked for by their Korean translations (tatoeba_ko_en/dev.csv): no word in common
  qmsum          questions about six meetings; right is any passage that the data names as relevant
Questions are halved by their hash. The weight of the vectors is chosen on one half (dev), figures are of the other.
--speed: 10,000 passages of all the texts of the data folder, added and searched.
"""
import argparse
import csv
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0]


def sections_of(markdown, least=100):
    """(heading, text without headings) of each section that is long enough."""
    heading, lines, fenced = "", [], False
    found = []

    def end():
        text = "\n".join(lines).strip()
        if heading and len(text) >= least:
            found.append((heading, text))

    for line in markdown.splitlines():
        fenced ^= line.startswith("```")
        if not fenced and re.match(r"#{1,6} ", line):
            end()
            heading, lines = line.lstrip("# ").strip(), []
        else:
            lines.append(line)
    end()
    return found


def rows(path):
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def rust_book_ko(data):
    for chapter in rows(data / "rust_book_ko/chapters.jsonl"):
        yield from sections_of(chapter.get("text") or chapter.get("content"))


def own_docs(data):
    for path in [ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]:
        if path.name != "knowledge.md":
            yield from sections_of(path.read_text(encoding="utf-8"))


def boolq(data):
    for row in rows(data / "lm_evals/boolq_dev.jsonl"):
        passage, question = row["query"].removeprefix("Passage: ").rsplit("\nQuestion: ", 1)
        yield question, passage


def pubmedqa(data):
    for row in rows(data / "lm_evals/pubmedqa_dev.jsonl"):
        passage, question = row["context"].removeprefix("Context: ").rsplit("\nQuestion: ", 1)
        yield question.split("\nA. ")[0], passage


def tatoeba(data):
    for row in csv.DictReader((data / "tatoeba_ko_en/dev.csv").open(encoding="utf-8")):
        yield row["ko"], row["en"]


def qmsum(data):
    """Each turn of a meeting is a text; turns that are too short are told with the next."""
    for path in sorted((data / "qmsum").glob("*.jsonl")):
        for meeting in rows(path):
            blocks, of_turn, text = [], [], ""
            for turn in meeting["turns"]:
                text += f"{turn['speaker']}: {turn['text']}\n"
                of_turn.append(len(blocks))
                if len(text.split()) > 100:
                    blocks.append(text)
                    text = ""
            blocks.append(text or "-")
            for query in meeting["specific_queries"]:
                right = {blocks[of_turn[i]] for a, b in query["spans"]
                         for i in range(int(a), min(int(b) + 1, len(of_turn)))}
                yield query["query"], right
            yield None, blocks


SETS = {f.__name__: f for f in (rust_book_ko, own_docs, boolq, pubmedqa, tatoeba, qmsum)}


def half_of(question):
    return hashlib.sha256(question.encode()).digest()[0] & 1


def cpu_of(pid):
    """Seconds of processor time that its threads had."""
    return sum(int((task / "schedstat").read_text().split()[0]) for task in Path(f"/proc/{pid}/task").iterdir()) / 1e9


class Base:
    def __init__(self, options, folder, encoder):
        self.options, self.encoder, self.cpu = options, encoder, None
        self.file = Path(folder) / f"{encoder}.tbk"

    def command(self, *args):
        command = [self.options.home, "knowledge", *map(str, args), "--base", self.file, "-m", self.encoder]
        return command + (["--weights", self.options.weights] if self.options.weights else [])

    def add(self, path):
        start = time.monotonic()
        done = subprocess.run([*self.command("add", path), "--json", "-q"], cwd=ROOT, capture_output=True, check=True)
        return json.loads(done.stdout), time.monotonic() - start

    def ask(self, questions, most):
        """(hits, seconds) for each question."""
        process = subprocess.Popen(self.command("search", "-", "-n", most), cwd=ROOT, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for question in questions:
            start = time.monotonic()
            process.stdin.write(" ".join(question.split()) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
            yield json.loads(line), time.monotonic() - start
            self.cpu = (self.cpu or []) + [cpu_of(process.pid)]
        self.memory = next(int(l.split()[1]) for l in open(f"/proc/{process.pid}/status") if l.startswith("VmHWM"))
        process.stdin.close()
        process.wait()


def rank_of(right, hits, score):
    """Of the first right file, hits joined to files."""
    best = {}
    for hit in hits:
        best[hit["file"]] = max(best.get(hit["file"], -9), score(hit))
    top = max((best.get(f, -9) for f in right), default=-9)
    # Texts with the same score stand in any order.
    return 1 + sum(value > top for value in best.values()) + (sum(value == top for value in best.values()) - 1) / 2


def figures(ranks):
    n = max(1, len(ranks))
    return (100 * sum(r == 1 for r in ranks) / n, 100 * sum(r <= 5 for r in ranks) / n, sum(1 / r for r in ranks) / n)


def judge(options, name):
    texts, asked = {}, []
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder).resolve() / "docs"
        docs.mkdir()

        def file_of(text):
            if text not in texts:
                texts[text] = docs / f"{len(texts):05}.txt"
                texts[text].write_text(text, encoding="utf-8")
            return str(texts[text])

        for question, text in SETS[name](options.data):
            if question is None:
                [file_of(t) for t in text]
            else:
                asked.append((question, {file_of(t) for t in (text if isinstance(text, set) else {text})}))
        print(f"\n{name}: {len(texts)} texts, {len(asked)} questions", flush=True)
        found = {}
        for encoder in options.encoders:
            base = Base(options, folder, encoder)
            added, _ = base.add(docs)
            hits = [h for h, _ in base.ask([q for q, _ in asked], 1000)]
            for way, weight in [("words alone", 0.0), ("vectors alone", None)] + [(f"w={w}", w) for w in WEIGHTS[1:]] + [("program", "program")]:
                score = ((lambda h: h["meaning"]) if weight is None else (lambda h: h["strength"]) if weight == "program"
                         else (lambda h: h["lexical"] + weight * h["meaning"]))
                ranks = [rank_of(right, h, score) for (_, right), h in zip(asked, hits)]
                halves = [[r for (q, _), r in zip(asked, ranks) if half_of(q) == half] for half in (0, 1)]
                found[encoder, way] = halves
                print(f"  {encoder:20} {way:14} dev r@1 %5.1f r@5 %5.1f MRR %.3f   other %5.1f %5.1f %.3f" %
                      (*figures(halves[0]), *figures(halves[1])), flush=True)
        return found


def speed(options):
    texts = []
    for path in sorted(options.data.rglob("*")):
        if path.suffix in (".csv", ".tsv", ".txt", ".jsonl", ".md", ".json") and path.is_file():
            texts.append(path.read_text(encoding="utf-8", errors="replace"))
    words = re.findall(r"\w+[.,]?", "\n".join(texts))
    step = max(1, len(words) // 10000)
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder) / "docs"
        docs.mkdir()
        passages = [" ".join(words[i * step:i * step + 150]) for i in range(10000)]
        for i in range(100):
            (docs / f"{i:03}.md").write_text("".join(f"# {i} {k}\n\n{p}\n\n" for k, p in enumerate(passages[i * 100:i * 100 + 100])))
        questions = [" ".join(words[(i * 7919 * step) % (len(words) - 10):][:10]) for i in range(500)]
        for encoder in options.encoders:
            base = Base(options, folder, encoder)
            added, seconds = base.add(docs)
            _, again = base.add(docs)
            times = sorted(t for _, t in list(base.ask(questions, 5))[1:])
            cpu = sorted(b - a for a, b in zip(base.cpu, base.cpu[1:]))
            start = time.monotonic()
            list(base.ask(questions[:1], 5))
            once = time.monotonic() - start
            print(f"{encoder}: {added['passages_added']} passages added in {seconds:.1f} s, again in {again:.2f} s; file "
                  f"{base.file.stat().st_size / 1e6:.1f} MB; query of 10 words median {times[len(times) // 2] * 1e3:.1f} ms, "
                  f"p99 {times[int(len(times) * .99)] * 1e3:.1f} ms (processor time {cpu[len(cpu) // 2] * 1e3:.1f} and "
                  f"{cpu[int(len(cpu) * .99)] * 1e3:.1f} ms); memory {base.memory / 1e3:.0f} MB; "
                  f"program start to first answer {once:.2f} s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", required=True, type=lambda p: Path(p).resolve())
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--encoders", nargs="+", default=["seed"])
    parser.add_argument("--weights", type=lambda p: Path(p).resolve())
    parser.add_argument("--sets", nargs="*", default=list(SETS))
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    for name in options.sets:
        judge(options, name)
    if options.speed:
        speed(options)


if __name__ == "__main__":
    main()
