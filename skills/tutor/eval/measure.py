#!/usr/bin/env python3
"""Measures the tutor: mastery, arithmetic, grammar. Needs numpy and scikit-learn for the baselines (numpy==1.26.4
scikit-learn==1.5.2).

    measure.py --home PATH/tinybrain-home --data $TINYBRAIN_DATA [student] [simulated] [arithmetic] [grammar]

student    passing (G3 >= 10) from earlier marks and attributes: AUC, 5 folds, three seeds, beside a logistic baseline
simulated  learners whose true chances are known: AUC of the next answers and distance to the truth, three seeds
arithmetic the calculator on every <<...>> of gsm8k's dev rows and on svamp's expressions
grammar    GLEU of jfleg's dev rows (NON-COMMERCIAL: for this measure only), the source and the corrections
"""
import argparse
import csv
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

SKILL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def calls(home, tool, rows, folder):
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    result = subprocess.run([home, "skill", "call", SKILL, tool, "--json-lines", "--data", folder], input=lines,
                            capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in result.stdout.splitlines() if line.strip()]
    if len(answers) != len(rows):
        sys.exit(f"{tool}: {len(answers)} results for {len(rows)} calls\n{result.stderr[:500]}")
    return answers


def write(folder, name, columns, rows):
    with open(os.path.join(folder, name), "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns)
        table.writerows(rows)


def spread(values):
    return f"{np.mean(values):.3f} +- {np.std(values):.3f}"


def student(args):
    with open(os.path.join(args.data, "student_performance", "train.csv"), encoding="utf-8") as file:
        pupils = list(csv.DictReader(file))
    columns = list(pupils[0])
    passed = np.array([int(p["G3"]) >= 10 for p in pupils])
    for title, earlier in (("G1 and G2", ["G1", "G2"]), ("G1 alone", ["G1"]), ("no marks", [])):
        used = [c for c in columns if c not in ("G1", "G2", "G3") or c in earlier]
        names = [c for c in used if not all(re.fullmatch(r"-?\d+", p[c]) for p in pupils)]
        kinds = {c: sorted({p[c] for p in pupils}) for c in names}
        x = np.array([[float(p[c]) for c in used if c not in names] +
                      [float(p[c] == k) for c in names for k in kinds[c]] for p in pupils])
        ours, base = [], []
        for seed in range(3):
            chance, plain = np.zeros(len(pupils)), np.zeros(len(pupils))
            for train, test in StratifiedKFold(5, shuffle=True, random_state=seed).split(x, passed):
                mean, deviation = x[train].mean(0), x[train].std(0) + 1e-9
                fit = LogisticRegression(max_iter=5000).fit((x[train] - mean) / deviation, passed[train])
                plain[test] = fit.predict_proba((x[test] - mean) / deviation)[:, 1]
                with tempfile.TemporaryDirectory() as folder:
                    rows = [[p[c] if c != "G3" or i in set(train) else "" for c in columns] for i, p in enumerate(pupils)]
                    write(folder, "pupils.csv", columns, rows)
                    [result] = calls(args.home, "outlook", [{"earlier": earlier, "outcome": "G3", "pass": 10,
                                                            "besides": [c for c in used if c not in earlier]}], folder)
                chance[sorted(test)] = result["chances"]
            ours.append(roc_auc_score(passed, chance))
            base.append(roc_auc_score(passed, plain))
        print(f"student, {title}: AUC {spread(ours)}, logistic baseline {spread(base)} (n {len(pupils)}, 3 seeds of 5 folds)")


def simulate(seed, learners=160, skills=8, days=60):
    """Learners with abilities, skills and items with difficulties; practice raises what fades with days between."""
    rng = random.Random(seed)
    hard = [rng.gauss(0, 0.7) for _ in range(skills)]
    items = [[rng.gauss(0, 0.8) for _ in range(12)] for _ in range(skills)]
    answers, truth = [], {}
    for who in range(learners):
        able, quick, fades = rng.gauss(0, 0.8), rng.uniform(0.05, 0.35), rng.uniform(5, 40)
        level, last = [0.0] * skills, [0] * skills
        for day in range(days):
            for _ in range(rng.choice((0, 0, 1, 2, 4))):
                s, item = rng.randrange(skills), rng.randrange(12)
                level[s] *= 2 ** (-(day - last[s]) / fades)
                last[s] = day
                p = 1 / (1 + math.exp(-(able + level[s] - hard[s] - items[s][item])))
                right = rng.random() < p
                answers.append((who, s, item, int(right), day, p))
                level[s] += quick * (1.5 if right else 1)
        for s in range(skills):
            faded = level[s] * 2 ** (-(days - last[s]) / fades)
            truth[who, s] = 1 / (1 + math.exp(-(able + faded - hard[s])))
    return answers, truth


def simulated(args):
    rows = {"ours": [], "logistic baseline": [], "share right so far": [], "the truth": []}
    distance = {"ours": [], "logistic baseline": [], "share right so far": []}
    for seed in range(3):
        answers, truth = simulate(100 + seed)
        cut = 50  # what comes after is answered by learners known until then
        chances, ends = {}, {}
        with tempfile.TemporaryDirectory() as folder:
            write(folder, "skills.csv", ["skill", "en", "ko", "after"], [[f"s{s}", f"s{s}", f"s{s}", ""] for s in range(8)])
            for day, kept in ((cut, chances), (60, ends)):
                write(folder, "answers.csv", ["learner", "skill", "exercise", "correct", "day"],
                      [[f"l{a[0]}", f"s{a[1]}", f"s{a[1]}i{a[2]}", a[3], a[4]] for a in answers if a[4] < day])
                found = calls(args.home, "mastery", [{"learner": f"l{w}", "day": day} for w in range(160)], folder)
                for who, result in enumerate(found):
                    for s, one in enumerate(result["skills"]):
                        kept[who, s] = one["chance"]

        def features(until):
            count = {}
            for who, s, _, right, day, _ in answers:
                if day < until:
                    count.setdefault((who, s), [0, 0])[1 - right] += 1
            return count

        def row(count, who, s):
            right, wrong = count.get((who, s), (0, 0))
            return [math.log1p(right), math.log1p(wrong)] + [float(s == k) for k in range(8)]
        # The baseline learns as answers come: counts of right and wrong, and the skill.
        seen, x, y = {}, [], []
        for who, s, _, right, day, _ in answers:
            if day < cut:
                x.append(row(seen, who, s))
                y.append(right)
                seen.setdefault((who, s), [0, 0])[1 - right] += 1
        fit = LogisticRegression(max_iter=2000).fit(x, y)
        after = [a for a in answers if a[4] >= cut]
        count, all_counts = features(cut), features(60)
        labels = [a[3] for a in after]
        share = lambda c, w, s: (c.get((w, s), (0, 0))[0] + 1) / (sum(c.get((w, s), (0, 0))) + 2)
        rows["ours"].append(roc_auc_score(labels, [chances[a[0], a[1]] for a in after]))
        rows["logistic baseline"].append(roc_auc_score(labels, fit.predict_proba([row(count, a[0], a[1]) for a in after])[:, 1]))
        rows["share right so far"].append(roc_auc_score(labels, [share(count, a[0], a[1]) for a in after]))
        rows["the truth"].append(roc_auc_score(labels, [a[5] for a in after]))
        keys = sorted(truth)
        for name, given in (("ours", [ends[k] for k in keys]),
                            ("logistic baseline", fit.predict_proba([row(all_counts, *k) for k in keys])[:, 1]),
                            ("share right so far", [share(all_counts, *k) for k in keys])):
            distance[name].append(float(np.sqrt(np.mean((np.array(given) - np.array([truth[k] for k in keys])) ** 2))))
    for name, values in rows.items():
        print(f"simulated, next answers of ten days: {name} AUC {spread(values)}" +
              (f", distance to the true mastery {spread(distance[name])}" if name in distance else ""))


def number(text):
    return float(text.replace(",", "").replace("$", "").rstrip("."))


def arithmetic(args):
    with open(os.path.join(args.data, "gsm8k", "dev.jsonl"), encoding="utf-8") as file:
        marks = [m for line in file for m in re.findall(r"<<([^=<>]+)=([^<>]+)>>", json.loads(line)["answer"])]
    with open(os.path.join(args.data, "lm_evals", "svamp_dev.jsonl"), encoding="utf-8") as file:
        svamp = [json.loads(line) for line in file]
    for name, pairs in (("gsm8k dev, <<...>>", marks), ("svamp dev", [(r["chain_of_thought"], r["answer"]) for r in svamp])):
        values = []
        for at in range(0, len(pairs), 200):
            values += tolerant(args.home, [{"expression": e} for e, _ in pairs[at:at + 200]])
        right = 0
        wrong = []
        for (expression, said), value in zip(pairs, values):
            try:
                ok = value is not None and abs(value - number(said)) <= 0.006 * max(1, abs(value)) * (1 if "." in said else 1e-6) + 1e-6
            except ValueError:
                ok = False
            right += ok
            if not ok:
                wrong.append(f"{expression} = {said} ({value})")
        print(f"arithmetic, {name}: {right} of {len(pairs)} as the data have it; others: {'; '.join(wrong[:12])}")


def tolerant(home, rows):
    """Numbers of expressions; None for those that are refused."""
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    result = subprocess.run([home, "skill", "call", SKILL, "solve", "--json-lines"], input=lines, capture_output=True,
                            text=True, check=False)
    got = [json.loads(line) for line in result.stdout.splitlines() if line.strip()]
    if len(got) == len(rows):
        return [g.get("number") for g in got]
    if len(rows) == 1:
        return [None]
    half = len(rows) // 2
    return tolerant(home, rows[:half]) + tolerant(home, rows[half:])


def grams(words):
    return Counter(tuple(words[i:i + n]) for n in range(1, 5) for i in range(len(words) - n + 1))


def gleu_parts(words, references):
    """As nltk's corpus_gleu: the reference that matches best."""
    own, best = grams(words), (0, 1)
    for reference in references:
        other = grams(reference)
        matches, most = sum((own & other).values()), max(sum(own.values()), sum(other.values()), 1)
        if matches / most > best[0] / best[1] or best == (0, 1):
            best = (matches, most)
    return best


def gleu(pairs):
    parts = [gleu_parts(*p) for p in pairs]
    return sum(m for m, _ in parts) / sum(a for _, a in parts)


def grammar(args):
    with open(os.path.join(args.data, "jfleg_nc", "dev.jsonl"), encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    results = calls(args.home, "correct", [{"text": r["source"], "text_language": "en"} for r in rows], os.path.join(SKILL, "sample"))
    references = [[ref.split() for ref in r["refs"]] for r in rows]
    source = [(r["source"].split(), ref) for r, ref in zip(rows, references)]
    ours = [(c["corrected"].split(), ref) for c, ref in zip(results, references)]
    better = worse = changed = 0
    rules = {}
    for (a, ref), (b, _), result in zip(source, ours, results):
        if a == b:
            continue
        changed += 1
        before, after = gleu_parts(a, ref), gleu_parts(b, ref)
        gain = after[0] / after[1] - before[0] / before[1]
        better += gain > 0
        worse += gain < 0
        for edit in result["edits"]:
            tally = rules.setdefault(edit["rule"], [0, 0, 0])
            tally[0] += 1
            tally[1] += gain > 0
            tally[2] += gain < 0
    print(f"grammar, jfleg dev ({len(rows)} sentences): GLEU source {gleu(source):.4f}, corrected {gleu(ours):.4f}; "
          f"{changed} sentences changed, {better} nearer to a reference, {worse} farther")
    for rule, (n, up, down) in sorted(rules.items(), key=lambda item: -item[1][0]):
        print(f"  {rule}: {n} edits, in sentences that got better {up}, worse {down}")
    humans = [(ref[0], ref[1:]) for ref in references]
    print(f"  one person beside the three others: {gleu(humans):.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("what", nargs="*")
    args = parser.parse_args()
    for name, run in (("student", student), ("simulated", simulated), ("arithmetic", arithmetic), ("grammar", grammar)):
        if not args.what or name in args.what:
            run(args)


if __name__ == "__main__":
    main()
