#!/usr/bin/env python3
"""The curator's feed beside popularity, item-kNN, EASE and iALS, its dial, and its summaries beside lead-3 and a base model.

    measure.py --home BUILD/tinybrain-home --data DIR [--parts films pages summaries] [--seeds 7 8 9] [--folds 5] [--methods EASE iALS ...]
               [--model FILE.gguf --program BUILD/tinybrain --some 20]

films      movielens_small (NON-COMMERCIAL: read here only); people dealt into 5 folds, the population made of the others; the
           first 5 ratings are the events, right is what they like later. NDCG@10 and HR@10 at dial 0, and at five settings how
           wide the ten are. Baselines as bench/preferences.py, their settings chosen on people apart.
pages      news_aggregator/page_sessions.csv: the second page of a reading after the first, of all pages. HR@10.
summaries  qmsum dev (whole meetings: long; questions: medium, about = the question) and mts_dialog dev (dialogue to note: medium).
           ROUGE F1 as rouge-score without stemmer, beside the first three sentences (turns) and the same number of words
           from the beginning; each sentence is looked for in the text (without what a transcriber put in braces). With --model also what that model writes, for --some texts.
Settings of the summaries were chosen on mts_dialog train. Intervals: 95 %, 2,000 bootstrap samples.
requirements: numpy==2.* rouge-score==0.1.2
"""
import argparse
import collections
import csv
import itertools
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "eval"))
from tools import call_all  # noqa: E402

SKILL = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(SKILL.parents[1] / "bench"))
import preferences as bench  # noqa: E402

DIALS = [0, 0.25, 0.5, 0.75, 1]


def call(home, data, tool, requests):
    return call_all(home, SKILL, data, tool, requests)


def interval(values):
    values = np.asarray(values, float)
    picks = np.random.default_rng(0).integers(len(values), size=(2000, len(values)))
    means = values[picks].mean(1)
    return f"{values.mean():.3f} [{np.quantile(means, .025):.3f}, {np.quantile(means, .975):.3f}]"


def write_items(folder, items):
    with open(Path(folder) / "items.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["id", "title", "tags", "creator"])
        for item in items:
            out.writerow([item["id"], item.get("text", ""), "|".join(item["tags"]), item.get("creator", "")])


def population(home, folder, data, people):
    with open(Path(folder) / "table.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["user", "item", "reward", "time", "tags"])
        for person in people:
            for n, (item, reward, _, _) in enumerate(data.events[person]):
                out.writerow([person, item, reward, n, "|".join(data.items[data.place[item]]["tags"])])
    subprocess.run([home, "taste", "population", str(Path(folder) / "table.csv"), "-o", str(Path(folder) / "population.gguf")],
                   check=True, capture_output=True)


def gains(ids, right):
    hit = np.array([i in right for i in ids] + [False] * (10 - len(ids)))
    gain = 1 / np.log2(np.arange(2, 12))
    return (hit * gain).sum() / gain[:min(len(right), 10)].sum(), float(hit.any())


def films(home, root, seeds, folds, methods):
    data, k = bench.films(root), 5
    people = sorted(data.events)
    results, widths = collections.defaultdict(list), collections.defaultdict(list)
    for seed in seeds:
        order = np.random.default_rng(seed).permutation(len(people))
        dealt = [[people[i] for i in order[f::5]] for f in range(5)]
        for f in range(folds):
            test, dev = dealt[f], dealt[(f + 1) % 5]
            rest = [p for g in range(5) if g not in (f, (f + 1) % 5) for p in dealt[g]]
            test = [p for p in test if len(data.events[p]) > k and any(liked for _, _, liked, _ in data.events[p][k:])]
            for method in methods:
                make, grid = bench.BASELINES[method]
                best = max(itertools.product(*grid), key=lambda s: bench.summary(bench.judge(data, make(data, rest, *s), dev, [k]), [k]))
                judged = bench.judge(data, make(data, rest + dev, *best), test, [k])[k]
                results[method] += [judged[p] for p in test]
            with tempfile.TemporaryDirectory() as folder:
                write_items(folder, data.items)
                population(home, folder, data, rest + dev)
                requests = [{"events": [{**signal, "item": item} for item, _, _, signal in data.events[p][:k]], "dial": dial, "most": 10}
                            for p in test for dial in DIALS]
                answers = iter(call(home, folder, "feed", requests))
                for p in test:
                    right = {i for i, _, liked, _ in data.events[p][k:] if liked}
                    for dial in DIALS:
                        answer = next(answers)
                        results[f"curator, dial {dial}"].append(gains([i["id"] for i in answer["feed"]], right))
                        widths[dial].append([answer["width"][m] for m in ("topics", "distance")] + [answer["width"].get("beyond_usual", np.nan)])
            print(f"  seed {seed} fold {f}", file=sys.stderr, flush=True)
    print(f"films after {k} events: {len(widths[0]) // len(seeds)} people, seeds {seeds}")
    for method, values in results.items():
        print(f"  {method:20} NDCG@10 {interval([v[0] for v in values])}  HR@10 {np.mean([v[1] for v in values]):.3f}")
    for dial, values in widths.items():
        topics, distance, beyond = np.nanmean(values, axis=0)
        print(f"  dial {dial:<4} genres as if equally frequent {topics:.1f}, distance {distance:.3f}, beyond the three usual genres {beyond:.2f}")


def pages(home, root, seeds):
    data = bench.pages(root)
    people, hits = sorted(data.events), collections.defaultdict(list)
    order = np.random.default_rng(seeds[0]).permutation(len(people))
    dealt = [[people[i] for i in order[f::5]] for f in range(5)]
    for f in range(5):
        rest = [p for g in range(5) if g != f for p in dealt[g]]
        settings = {"popularity": [False], "item-kNN": [False, 5, 50], "EASE": [False, 100], "iALS": [False, 8, 0.1, 0.3], "shared words": []}
        for method, setting in settings.items():
            judged = bench.judge(data, bench.BASELINES[method][0](data, rest, *setting), dealt[f], [1])[1]
            hits[method] += list(judged.values())
    with tempfile.TemporaryDirectory() as folder:
        write_items(folder, data.items)
        for dial in (0, 0.3):
            answers = call(home, folder, "feed", [{"events": [{"signal": "like", "item": data.events[p][0][0]}], "dial": dial} for p in people])
            hits[f"curator, dial {dial}"] = [gains([i["id"] for i in a["feed"]], {data.events[p][1][0]}) for p, a in zip(people, answers)]
    print(f"pages: {len(people)} readings of {len(data.items)} pages")
    for method, values in hits.items():
        print(f"  {method:20} NDCG@10 {interval([v[0] for v in values])}  HR@10 {np.mean([v[1] for v in values]):.3f}")


def first_words(text, count):
    return " ".join(text.split()[:count])


def texts(root, which):
    """(turns, reference, length, about)"""
    if which == "mts":
        return [([[p.strip() for p in line.split(":", 1)] for line in d["dialogue"].splitlines() if ":" in line], d["note"], "medium", "")
                for d in map(json.loads, open(root / "mts_dialog/dev.jsonl", encoding="utf-8"))]
    out = []
    for m in map(json.loads, open(root / "qmsum/dev.jsonl", encoding="utf-8")):
        turns = [[t["speaker"], t["text"]] for t in m["turns"]]
        queries = m["general_queries"] if which == "meetings" else m["specific_queries"]
        out += [(turns, q["answer"], "long" if which == "meetings" else "medium", "" if which == "meetings" else q["query"]) for q in queries]
    return out


def summaries(home, root, options):
    from rouge_score import rouge_scorer
    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"])
    for which in ("meetings", "questions", "mts"):
        cases = [c for c in texts(root, which) if any(t for _, t in c[0])]
        requests = [{"turns": [{"speaker": s, "text": t} for s, t in turns if t], "length": length, "about": about}
                    for turns, _, length, about in cases]
        answers = call(home, None, "summarize", requests)
        written = collections.defaultdict(dict)
        found = supported = sentences = 0
        for n, ((turns, _, _, _), answer) in enumerate(zip(cases, answers)):
            whole = "\n".join(f"{s}: {t}" for s, t in turns)
            written["curator"][n] = answer["summary"]
            written["first three turns"][n] = "\n".join(whole.splitlines()[:3])
            written["as many words from the start"][n] = first_words(whole, len(answer["summary"].split()))
            for s in answer["sentences"]:
                sentences += 1
                supported += s["supported"]
                found += any(s["text"] in re.sub(r"\{[^}]*\}", "", t) for _, t in turns)
        if options.model:
            for n, (turns, _, _, about) in enumerate(cases[:options.some]):
                whole = first_words("\n".join(f"{s}: {t}" for s, t in turns), 1200)
                prompt = f"{whole}\n\n{about or 'Summarize the conversation above in a few sentences.'}"
                done = subprocess.run([options.program, "ask", "-q", "-m", options.model, "-n", "100", "--temp", "0"], input=prompt,
                                      capture_output=True, text=True, check=True)
                written["base model"][n] = done.stdout.strip()
        print(f"{which}: {len(cases)} texts; {sentences} sentences, {found} stand in the text letter for letter, {supported} pass the support check")
        for method, by_case in written.items():
            scores = [scorer.score(cases[n][1], text) for n, text in by_case.items()]
            length = np.mean([len(t.split()) for t in by_case.values()])
            print(f"  {method:30} n {len(scores):3}  words {length:5.0f}  " + "  ".join(
                f"{kind} {interval([s[kind].fmeasure for s in scores])}" for kind in ("rouge1", "rouge2", "rougeL")))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--parts", nargs="*", default=["films", "pages", "summaries"])
    parser.add_argument("--seeds", nargs="*", type=int, default=[7, 8, 9])
    parser.add_argument("--folds", type=int, default=5, help="how many of the five are asked")
    parser.add_argument("--methods", nargs="*", default=["popularity", "item-kNN", "EASE", "iALS"])
    parser.add_argument("--model")
    parser.add_argument("--program")
    parser.add_argument("--some", type=int, default=20)
    options = parser.parse_args()
    for part in options.parts:
        if part == "summaries":
            summaries(options.home, options.data, options)
        else:
            more = (options.folds, options.methods) if part == "films" else ()
            {"films": films, "pages": pages}[part](options.home, options.data, options.seeds, *more)
