#!/usr/bin/env python3
"""`tinybrain eval` and `compare` of models that write, from the outside: options, answers, errors in both languages, on a
tiny random model; and the default model against llama.cpp's frozen figures, skipped where it is not there. No network.

    eval_test.py --tinybrain BUILD/tinybrain [--default-weights DIR] [NAME ...]
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
TINY, OTHER = TESTS / "data/models/llama", TESTS / "data/models/qwen2"
CHOICES = TESTS / "data/tables/choices.csv"
PROGRAM = WEIGHTS = None


def run(*args, timeout=300):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TINYBRAIN_"))}
    return subprocess.run([PROGRAM, *map(str, args)], capture_output=True, text=True, timeout=timeout,
                          env={**environment, "LANG": "C.UTF-8"}, stdin=subprocess.DEVNULL)


def wilson(hits, n, z=1.959963984540054):
    p, middle = hits / n, hits / n + z * z / (2 * n)
    half = z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


class Judging(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="tinybrain-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def judged(self, *args):
        done = run("eval", "--json", *args)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_options_in_every_usual_form_give_the_same_figures(self):
        asked = [("The sky is", ["blue", "a machine", "그 모델"], 0), ("공기가 파란 빛을", ["red", "the line", "0"], 2),
                 ("Numbers such as", ["1", "light", "users ask"], 1)]
        forms = {
            "list.jsonl": "\n".join(json.dumps({"query": q, "choices": o, "gold": r}) for q, o, r in asked),
            "arc.jsonl": "\n".join(json.dumps({"question": q, "choices": {"text": o, "label": ["A", "B", "C"]},
                                               "answerKey": "ABC"[r]}) for q, o, r in asked),
            "columns.csv": "question,A,B,C,answer\n" + "".join(f"{q},{','.join(o)},{'abc'[r]}\n" for q, o, r in asked),
            "numbers.csv": "질문,보기1,보기2,보기3,정답\n" + "".join(f"{q},{','.join(o)},{r + 1}\n" for q, o, r in asked),
            "text.tsv": "prompt\toptions\tlabel\n" + "".join(f"{q}\t{'|'.join(o)}\t{o[r]}\n" for q, o, r in asked)}
        found = {n: self.judged(TINY, self.write(n, t)) for n, t in forms.items()}
        for name, one in found.items():
            one.pop("mistakes", None)
            self.assertEqual(one, found["list.jsonl"], name)
        one = found["list.jsonl"]
        self.assertEqual(one["questions"], 3)
        self.assertAlmostEqual(one["chance"], 1 / 3)
        low, high = wilson(round(one["accuracy"] * 3), 3)
        self.assertAlmostEqual(one["accuracy_interval"]["low"], max(0, low))
        self.assertAlmostEqual(one["accuracy_interval"]["high"], min(1, high))
        odd = self.write("odd.csv", "q,x,y,z\n" + "".join(f"{q},{o[0]},{o[1]},{r % 2}\n" for q, o, r in asked))
        named = self.judged(TINY, odd, "--text-column", "q", "--option-columns", "x,y", "--answer-column", "z")
        self.assertAlmostEqual(named["chance"], 0.5)

    def test_answers_are_written_and_measured(self):
        first = json.loads(run("complete", "--json", "-m", TINY, "--temp", 0, "-n", 6, "--stop", "\n", "The sky is").stdout)
        rows = [{"question": "The sky is", "answer": ["no", first["text"]], "lang": "en"},
                {"question": "하늘은 왜", "answer": "파란가요?", "lang": "ko"}]
        data = self.write("a.jsonl", "".join(json.dumps(r) + "\n" for r in rows))
        judged = self.judged(TINY, data, "--raw", "-n", 6, "--group-column", "lang")
        self.assertEqual((judged["texts"], judged["exact_match"], len(judged["mistakes"])), (2, 0.5, 1))
        self.assertEqual(judged["mistakes"][0]["right"], "파란가요?")
        self.assertEqual([g["accuracy"] for g in judged["groups"]], [1, 0])
        self.assertGreaterEqual(judged["f1"], 0.5)
        for name in ("rouge1", "rouge2", "rougeL", "chrf", "chrf++", "bleu", "gleu"):
            self.assertIn(name, judged)
        self.assertEqual(self.judged(TINY, data, "-s", "한 낱말로.", "-n", 3)["texts"], 2)
        self.assertIn("완전 일치", run("eval", "--lang", "ko", TINY, data, "-n", 3).stdout)

    def test_two_models_are_compared(self):
        done = run("compare", "--json", TINY, OTHER, CHOICES)
        self.assertEqual(done.returncode, 0, done.stderr)
        found = json.loads(done.stdout)
        self.assertAlmostEqual(found["other"]["accuracy"] - found["accuracy"], found["comparison"]["difference"])
        self.assertEqual(found["other"]["accuracy"], self.judged(OTHER, CHOICES)["accuracy"])
        self.assertIn("accuracy", run("compare", TINY, OTHER, CHOICES).stdout)

    def test_errors_say_where_and_what_to_do(self):
        for name, text, words in (
                ("a.csv", "question,A,B,answer\nx,1,2,A\ny,3,4,C\n", ("row 3", "'C'", "2 options")),
                ("b.csv", "question,A,B,answer\nx,1,,A\n", ("row 2", "1 options")),
                ("c.jsonl", '{"question": "x", "options": ["a", "b"], "answer": 0}\n{"question": "y", "answer": 1}\n', ("row 2",)),
                ("d.txt", "only a text\n", ("--answer-column", "tinybrain perplexity")),
                ("e.csv", "question,note\nx,y\n", ("--answer-column",)),
                ("f.csv", "words,answer\nx,y\n", ("--text-column", "words"))):
            done = run("eval", TINY, self.write(name, text))
            self.assertEqual(done.returncode, 2, name)
            for word in words:
                self.assertIn(word, done.stderr, name)
        done = run("eval", TINY, self.write("a.csv", "question,a,b,answer\nx,1,2,A\n"), "--option-columns", "a,none", "--lang", "ko")
        self.assertIn("'none' 열이 없습니다", done.stderr)
        self.assertIn("선택지", run("eval", "--lang", "ko", TINY, self.write("b.csv", "question,A,B,answer\nx,1,,A\n")).stderr)
        self.assertNotEqual(run("eval", TESTS / "data/models/bert", CHOICES).returncode, 0)

    def test_the_default_model_chooses_as_in_llama_cpp(self):
        golden = json.loads((TESTS / "golden/multiple_choice_llama.json").read_text())
        model = Path(WEIGHTS) / golden["model"]
        if not model.exists():
            self.skipTest(f"{model} is not there (make weights)")
        right = by_bytes = 0
        for q in golden["questions"]:
            scores, sizes = q["log_likelihood"], q["bytes"]
            right += max(range(len(scores)), key=scores.__getitem__) == q["right"]
            by_bytes += max(range(len(scores)), key=lambda i: scores[i] / sizes[i]) == q["right"]
        found = self.judged(model, CHOICES)
        self.assertEqual(round(found["accuracy"] * 12), right)
        self.assertEqual(round(found["accuracy_per_byte"] * 12), by_bytes)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tinybrain", required=True)
    parser.add_argument("--default-weights", default="weights")
    arguments, rest = parser.parse_known_args()
    PROGRAM, WEIGHTS = arguments.tinybrain, os.environ.get("TINYBRAIN_WEIGHTS", arguments.default_weights)
    unittest.main(argv=[sys.argv[0], *rest])
