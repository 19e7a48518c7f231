#!/usr/bin/env python3
"""Programs written and put right by a model, with and without the test loop.

    code.py --home BUILD/tinybrain-home --data DIR --model qwen2.5-coder-0.5b [--sets humaneval mbpp quixbugs lines] [--some 40]
            [--rounds 4] [--seed 1] [--split dev] [--out FILE.jsonl]

humaneval  dev: "write" with the signature and its docstring. The loop sees the examples (>>>) of the docstring; where there are none
           there is no loop. Judged by the set's own check().
mbpp       "write" with the text and the first test, which the loop sees too. Judged by all of the problem's tests, that one among them.
quixbugs   "fix" with the wrong program, the description and the first two tests of the set, once without running and once with the loop,
           which runs those two. Judged by all tests. Programs that the set has no tests of, or whose tests do not tell the
           wrong program from the corrected one, are left out and counted.
lines      "find_bug" on quixbugs without running: whether the line that the model names is one that the correction changes (or the
           one before which it puts something in).
Greedy: the first proposal, temperature 0. Loop: up to --rounds proposals, that first one among them; --seed is of the others.
--some: the first so many problems of a set, in an order drawn with seed 0; 0 = all. --out: a line of JSON each problem; what stands in it
already is not done again.
"""
import argparse
import json
import math
import random
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "eval"))
from tools import call_all  # noqa: E402

SKILL = Path(__file__).resolve().parents[1]

EXAMPLE = re.compile(r"""^\s*>>> .*(?: == |\n[ \t]*(?!>>>|""\"|''')\S)""", re.M)  # one that says what must come out
SECONDS = 5  # of the processor, for the tests of a program
# How a result compares with the JSON of the set: the first form that the corrected program passes is taken.
FORMS = ["assert {call} == {wanted}", "assert list({call}) == {wanted}", "assert [list(x) for x in {call}] == {wanted}",
         "assert abs({call} - {wanted}) < 0.01"]


def rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def interval(hits, n):
    """Wilson, 95 %."""
    if n == 0:
        return "-"
    z, p = 1.96, hits / n
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return f"{100 * p:.1f} % [{100 * (middle - half) / (1 + z * z / n):.0f}, {100 * (middle + half) / (1 + z * z / n):.0f}]"


class Eval:
    def __init__(self, options):
        self.o = options

    def call(self, tool, request, model=True):
        return call_all(self.o.home, SKILL, None, tool, [request], self.o.model if model else None)[0]

    def passes(self, program, tests):
        if not program.strip():
            return False
        asked = {"program": program, "tests": tests, "code_language": "python", "seconds": SECONDS}
        return self.call("test", asked, model=False)["done"]

    def loop(self, tool, request, runs):
        request = {**request, "code_language": "python", "rounds": self.o.rounds, "seed": self.o.seed, "most": 512, "seconds": SECONDS}
        if runs:
            request["run"] = True
        return self.call(tool, request)

    def judged(self, result, tests):
        """Of a loop: whether the first proposal and the one that was kept pass all tests."""
        first = result["proposals"][0]["program"] if result["proposals"] else result["program"]
        greedy = self.passes(first, tests)
        kept = greedy if result["program"] == first else self.passes(result["program"], tests)
        return {"greedy": greedy, "loop": kept, "looped": result["ran"], "says_done": result["done"],
                "proposals": len(result["proposals"]), "tokens": sum(p["tokens"] for p in result["proposals"])}

    def humaneval(self, row):
        tests = [row["test"] + f"\ncheck({row['entry_point']})"]
        shown = EXAMPLE.search(row["prompt"]) is not None
        task = "Complete this function:\n" + row["prompt"]
        result = self.loop("write", {"task": task, "examples": shown}, shown)
        return self.judged(result, tests)

    def mbpp(self, row):
        setup = row["test_setup_code"] + "\n" if row["test_setup_code"] else ""
        tests = [setup + test for test in row["test_list"]]
        result = self.loop("write", {"task": row["text"], "tests": tests[:1]}, True)
        return self.judged(result, tests)

    def quixbugs_tests(self, row):
        """None: there are none, or they do not tell the two programs apart."""
        for form in FORMS:
            tests = [form.format(call=f"{row['name']}({', '.join(map(repr, given))})", wanted=repr(wanted)) for given, wanted in row["tests"]]
            if tests and self.passes(row["fixed_python"], tests):
                return None if self.passes(row["buggy_python"], tests) else tests
        return None

    def quixbugs(self, row):
        tests = self.quixbugs_tests(row)
        if tests is None:
            return {"unusable": True}
        request = {"program": row["buggy_python"].lstrip("\n"), "task": row["description"], "tests": tests[:2]}
        plain, looped = self.loop("fix", request, False), self.loop("fix", request, True)
        return {**self.judged(looped, tests), "greedy": self.passes(plain["program"], tests)}

    def lines(self, row):
        before, after = row["buggy_python"].splitlines(), row["fixed_python"].splitlines()
        same = 0
        while same < min(len(before), len(after)) and before[same] == after[same]:
            same += 1
        tail = 0
        while tail < min(len(before), len(after)) - same and before[-1 - tail] == after[-1 - tail]:
            tail += 1
        right = set(range(same + 1, max(len(before) - tail, same + 1) + 1))
        result = self.call("find_bug", {"program": row["buggy_python"], "task": row["description"], "code_language": "python"})
        return {"right": result.get("model_line", 0) in right, "chance": len(right) / max(1, sum(1 for s in before if s.strip()))}


def problems(o, name):
    data = Path(o.data)
    if name == "humaneval":
        all_rows, key = rows(data / "humaneval/dev.jsonl"), "task_id"
    elif name == "mbpp":
        all_rows, key = rows(data / f"mbpp/{o.split}.jsonl"), "task_id"
    else:
        all_rows, key = rows(data / "quixbugs/pairs.jsonl"), "name"
    random.Random(0).shuffle(all_rows)
    if o.some:
        all_rows = all_rows[:o.some]
    return [(f"{name}{'' if o.split == 'dev' else '-' + o.split}/{row[key]}", row) for row in all_rows]


def report(name, results):
    n = len(results)
    if name == "lines":
        print(f"lines: {interval(sum(r['right'] for r in results), n)} of {n}; by chance {100 * sum(r['chance'] for r in results) / n:.1f} %")
        return
    usable = [r for r in results if not r.get("unusable")]
    n, looped = len(usable), sum(r["looped"] for r in usable)
    print(f"{name}: greedy {interval(sum(r['greedy'] for r in usable), n)}, with the loop {interval(sum(r['loop'] for r in usable), n)} of {n}"
          f" ({len(results) - n} not usable; {looped} had tests that the loop could see;"
          f" it said done of {sum(r['says_done'] for r in usable)}, of which right {sum(r['says_done'] and r['loop'] for r in usable)};"
          f" {sum(r['proposals'] for r in usable) / max(1, n):.1f} proposals, {sum(r['tokens'] for r in usable) / max(1, n):.0f} tokens each)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--sets", nargs="+", default=["humaneval", "mbpp", "quixbugs", "lines"],
                        choices=["humaneval", "mbpp", "quixbugs", "lines"])
    parser.add_argument("--some", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=["dev", "train"], default="dev")
    parser.add_argument("--out", default="code-eval.jsonl")
    o = parser.parse_args()
    done = {row["id"]: row for row in rows(o.out)} if Path(o.out).exists() else {}
    run = Eval(o)
    for name in o.sets:
        results = []
        for key, row in problems(o, name):
            if key not in done:
                began = time.time()
                done[key] = {"id": key, **getattr(run, name)(row), "seconds": round(time.time() - began, 1)}
                with open(o.out, "a", encoding="utf-8") as file:
                    file.write(json.dumps(done[key]) + "\n")
                print(done[key], file=sys.stderr, flush=True)
            results.append(done[key])
        report(name, results)


if __name__ == "__main__":
    main()
