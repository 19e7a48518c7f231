#!/usr/bin/env python3
"""`tinybrain build`, `classify`, `eval` and `compare` from the outside, on a tiny random encoder and the first rows of
banking77: recipes, resuming after Ctrl-C and kill -9, errors in both languages. No network, no weights.

    build_test.py --tinybrain BUILD/tinybrain [NAME ...]
"""
import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
BASE, TABLE = DATA / "models/bert", DATA / "tables/banking77.csv"
SAME = ("model.gguf", "card.md", "measures.json", "manifest.json")
PROGRAM = None


def run(*args, timeout=300):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TINYBRAIN_"))}
    return subprocess.run([PROGRAM, *map(str, args)], capture_output=True, text=True, timeout=timeout,
                          env={**environment, "LANG": "C.UTF-8"}, stdin=subprocess.DEVNULL)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Building(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="tinybrain-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def recipe(self, **more):
        choices = dict(task="classify", data=str(TABLE), base=str(BASE), epochs=4, batch=8, rate=0.003,
                       dev_share=0.2, test_share=0.2, name="bank", checkpoint_seconds=0.05, patience=0)
        choices.update(more)
        lines = [f"{k} = {json.dumps(v)}" for k, v in choices.items()]
        path = self.folder / "recipe.toml"
        path.write_text("# a recipe\n" + "\n".join(lines) + "\n")
        return path

    def build(self, output, *more, **choices):
        return run("build", "--recipe", self.recipe(**choices), "-o", output, *more)

    def test_builds_classifies_judges_and_compares(self):
        brain, other = self.folder / "a", self.folder / "b"
        made = self.build(brain)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertIn("right on", made.stdout)
        self.assertEqual(self.build(other, "--seed", 5).returncode, 0)
        one = run("classify", "--json", "-m", brain, "where is my card?")
        found = json.loads(one.stdout)
        self.assertIn(found["likely"][0]["label"], ("card_arrival", "exchange_rate", "lost_or_stolen_card"))
        self.assertAlmostEqual(sum(x["probability"] for x in found["likely"]), 1, places=4)
        judged = json.loads(run("eval", "--json", brain, TABLE).stdout)
        self.assertEqual(judged["texts"], 90)
        right = round(judged["accuracy"] * 90)
        self.assertAlmostEqual(right / 90, judged["accuracy"])
        compared = json.loads(run("compare", "--json", brain, other, TABLE).stdout)
        c = compared["comparison"]
        self.assertAlmostEqual(compared["other"]["accuracy"] - compared["accuracy"], c["difference"])
        self.assertIn("chance", run("compare", brain, other, TABLE).stdout)
        self.assertIn("확률", run("compare", "--lang", "ko", brain, other, TABLE).stdout)

    def test_an_faq_is_answered_from_and_what_it_does_not_hold_is_not(self):
        faq = self.folder / "faq.csv"
        faq.write_text("question,answer\n배송은 얼마나 걸리나요?,이틀 안에 도착합니다.\n환불은 어떻게 받나요?,7일 안에 신청하세요.\n"
                       "How do I reset my password?,Use the link on the sign-in page.\n매장은 몇 시에 여나요?,열 시에 엽니다.\n"
                       "Can I pay by card?,Yes; every card.\n주차할 수 있나요?,건물 뒤에 주차장이 있습니다.\n")
        brain = self.folder / "faq"
        made = run("build", faq, "--for", "answer", "--base", "none", "-o", brain)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertIn("tinybrain answer", made.stdout)
        found = run("answer", brain, "환불은 어떻게 받는 건가요?")
        self.assertEqual(found.stdout, "7일 안에 신청하세요.\n")
        self.assertIn("faq.csv:3", found.stderr)
        self.assertEqual(run("answer", brain, "양자역학의 관측 문제를 설명해 줘", "--lang", "ko").stdout, "모르겠습니다.\n")
        asked = json.loads(run("answer", "--json", brain, "how can i reset the password").stdout)
        self.assertTrue(asked["known"])
        self.assertEqual(asked["found"][0]["row"], 4)
        judged = json.loads(run("eval", "--json", brain, faq).stdout)
        self.assertEqual((judged["questions"], judged["first_right"]), (6, 1))
        self.assertIn("build", run("answer", self.folder, "x").stderr)

    def test_a_base_with_its_adapter_writes_what_the_merged_model_writes(self):
        text = self.folder / "text.txt"
        text.write_text((DATA / "shakespeare.txt").read_text()[:4000])
        for family, rate, *more in (("llama", "0.01", "--dora"), ("gemma3", "0.003", "--dora"), ("llama", "0.01"),
                                    ("gemma3", "0.003")):
            base, brain = DATA / "models" / family, self.folder / "-".join((family, *more))
            made = run("build", text, "--for", "complete", "--base", base, "-o", brain, "--type", "f32", "--rate", rate,
                       "--epochs", "2", *more)
            self.assertEqual(made.returncode, 0, made.stderr)

            def written(*model):
                found = run("complete", "-m", *model, "--temp", "0", "-n", "40", "--logprobs", "1", "--json", "First Citizen")
                self.assertEqual(found.returncode, 0, found.stderr)
                reply = json.loads(found.stdout)
                return reply["text"], [token["logprob"] for token in reply["logprobs"]]

            merged, likely = written(brain / "model.gguf")
            self.assertNotEqual(merged, written(base)[0])
            self.assertEqual((brain / "adapter.gguf").exists(), not more)  # llama.cpp has no place for magnitudes
            for adapter in ("adapter",) if more else ("adapter.gguf", "adapter"):
                found, likely_now = written(base, "--adapter", brain / adapter)
                self.assertEqual(merged, found)
                for one, other in zip(likely, likely_now):
                    self.assertAlmostEqual(one, other, places=3)
        for adapter, words in ((brain / "adapter.gguf", ("adapter.gguf", "gemma3")), (text, ("text.txt",)),
                               (self.folder / "none", ("none",))):
            refused = run("complete", "-m", DATA / "models/llama", "--adapter", adapter, "x")
            self.assertNotEqual(refused.returncode, 0)
            for word in words:
                self.assertIn(word, refused.stderr)

    def test_flags_win_over_the_file_and_the_manifest_tells(self):
        brain = self.folder / "a"
        made = self.build(brain, "--epochs", 2, "--type", "f16", "--license", "CC BY 4.0", "--lang", "ko")
        self.assertEqual(made.returncode, 0, made.stderr)
        manifest = json.loads((brain / "manifest.json").read_text())
        self.assertEqual(manifest["recipe"]["epochs"], 2)
        self.assertEqual(manifest["recipe"]["license"], "CC BY 4.0")
        for name, value in manifest["files"].items():
            self.assertEqual(digest(brain / name), value)
        self.assertIn("정확도", (brain / "card.md").read_text())
        self.assertNotIn(str(self.folder), (brain / "manifest.json").read_text())

    def test_killed_ten_times_it_goes_on_to_the_same_bytes(self):
        whole, killed = self.folder / "whole", self.folder / "killed"
        start = time.monotonic()
        self.assertEqual(self.build(whole, epochs=30).returncode, 0)
        length = time.monotonic() - start
        generator = random.Random(7)
        recipe = self.recipe(epochs=30)
        kills = 0
        for _ in range(10):
            process = subprocess.Popen([PROGRAM, "build", "--recipe", recipe, "-o", killed],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(generator.uniform(0.02, 0.6 * length))
            process.send_signal(signal.SIGKILL)
            kills += process.wait() == -signal.SIGKILL
            if (killed / "manifest.json").exists():
                break
        self.assertGreater(kills, 0)
        if not (killed / "manifest.json").exists():
            made = run("build", "--recipe", recipe, "-o", killed)
            self.assertEqual(made.returncode, 0, made.stderr)
        for name in SAME:
            self.assertEqual(digest(whole / name), digest(killed / name), name)

    def test_interrupted_it_says_how_to_go_on(self):
        recipe = self.recipe(epochs=3000)
        brain = self.folder / "a"
        process = subprocess.Popen([PROGRAM, "build", "--recipe", recipe, "-o", brain], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 60
        while not (brain / ".build/checkpoint.gguf").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        second = run("build", "--recipe", recipe, "-o", brain)
        self.assertEqual(second.returncode, 2)
        self.assertIn("another build", second.stderr)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertIn("goes on", errors)
        self.assertFalse((brain / "manifest.json").exists())

    def test_errors_say_where_and_what_to_do(self):
        bad = self.folder / "bad.toml"
        bad.write_text("epochs = 3\nrate = = 2\n")
        for arguments, words in (
                (["--recipe", bad], ("bad.toml", "line 2")),
                ([self.folder / "none.csv", "-b", BASE], ("none.csv",)),
                ([TABLE, "-b", BASE, "--text-column", "question"], ("'question'", "text, label")),
                ([TABLE, "-b", BASE, "--budget", "much"], ("'much'", "30MB")),
                ([TABLE, "-b", BASE, "--for", "fly"], ("fly", "embed")),
                ([TABLE, "-b", TABLE], ("banking77.csv",))):
            result = run("build", *arguments, "-o", self.folder / "out")
            self.assertNotEqual(result.returncode, 0, arguments)
            for word in words:
                self.assertIn(word, result.stderr)
        self.assertIn("분류", run("classify", "--lang", "ko", "-m", DATA / "models/bert", "x").stderr)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tinybrain", required=True)
    arguments, rest = parser.parse_known_args()
    PROGRAM = arguments.tinybrain
    unittest.main(argv=[sys.argv[0], *rest])
