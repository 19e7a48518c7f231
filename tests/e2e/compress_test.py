#!/usr/bin/env python3
"""`tinybrain compress` from the outside, on the tiny random models of tests/data: the search, single ways, errors in both
languages, Ctrl-C, a full disk. No network, no weights.

    compress_test.py --tinybrain BUILD/tinybrain --home BUILD/tinybrain-home [NAME ...]
"""
import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
MODEL, TEXT = DATA / "models/qwen2", DATA / "shakespeare.txt"
PROGRAM = None


def environment():
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TINYBRAIN_"))}
    return {**kept, "LANG": "C.UTF-8"}


def run(*args, timeout=120, **more):
    return subprocess.run([PROGRAM, *map(str, args)], capture_output=True, text=True, timeout=timeout, env=environment(),
                          stdin=subprocess.DEVNULL, **more)


class Compressing(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="tinybrain-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def compress(self, *args, output="small.gguf", text=TEXT, **more):
        return run("compress", MODEL, "-o", self.folder / output, "--text", text, *args, **more)

    def test_help_in_both_languages(self):
        english, korean = run("compress", "--help"), run("help", "compress", "--lang", "ko")
        self.assertEqual((english.returncode, korean.returncode), (0, 0))
        self.assertIn("Usage: tinybrain compress", english.stdout)
        for word in ("--budget", "--latency", "--eval", "--layers-less"):
            self.assertIn(word, english.stdout)
        self.assertIn("사용법: tinybrain compress", korean.stdout)
        self.assertFalse(any("가" <= c <= "힣" for c in english.stdout))
        self.assertIn("compress", run("--help").stdout)

    def test_a_search_keeps_to_the_budget_and_shows_what_it_tried(self):
        made = self.compress("--budget", "75KB", "--json")
        self.assertEqual(made.returncode, 0, made.stderr)
        found = json.loads(made.stdout)
        file = self.folder / "small.gguf"
        self.assertEqual(found["bytes"], file.stat().st_size)
        self.assertLessEqual(found["bytes"], 75000)
        tried = found["candidates"]
        self.assertGreater(len(tried), 2)
        chosen = [c for c in tried if c["chosen"]]
        self.assertEqual(len(chosen), 1)
        self.assertEqual(chosen[0]["bits_per_byte"], min(c["bits_per_byte"] for c in tried if c["within"]))
        for c in tried:
            self.assertGreater(c["seconds"], 0)
        page = (self.folder / "small.html").read_text()
        self.assertIn("<svg", page)
        self.assertIn(chosen[0]["how"], page)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["small.gguf", "small.html"])
        info = json.loads(run("info", file, "--json").stdout)
        self.assertTrue(info)

        # What is there is not replaced unasked; with --force a person sees a table, a plot and where the page is.
        again = self.compress("--budget", "75KB", "--lang", "ko")
        self.assertEqual(again.returncode, 2)
        self.assertIn("--force", again.stderr)
        shown = self.compress("--budget", "75KB", "--lang", "ko", "--force")
        self.assertEqual(shown.returncode, 0, shown.stderr)
        for word in ("후보", "선택", "바이트당", "#", "small.html"):
            self.assertIn(word, shown.stdout)

    def test_one_way_and_text_that_the_model_writes(self):
        made = self.compress("--type", "q5_0", "--ffn", "32", "--json", text="self")
        self.assertEqual(made.returncode, 0, made.stderr)
        (one,) = json.loads(made.stdout)["candidates"]
        self.assertEqual((one["type"], one["feed_forward"]), ("q5_0", 32))
        made = self.compress("--prune", "2:4", "--eval", TEXT, "--json", output="pruned.gguf")
        self.assertEqual(made.returncode, 0, made.stderr)

    def test_errors_say_what_is_wrong_and_leave_nothing(self):
        short = self.folder / "short.txt"
        short.write_text("too short")
        for code, arguments, words in (
                (2, ["--type", "q9"], ("'q9'", "iq4_nl")),
                (2, ["--budget", "much"], ("'much'", "30MB")),
                (2, ["--budget", "1KB"], ("1000", "bytes")),
                (2, [], ("--budget", "--type")),
                (2, ["--type", "q4_0", "--vocabulary", "100000"], ("100000",)),
                (2, ["--type", "q4_1", "--prune", "wanda:0.5"], ("q4_1", "q4_0")),
                (2, ["--prune", "wanda"], ("'wanda'",)),
                (2, ["--type", "q4_0", "--ffn", "33"], ("33", "32")),
                (2, ["--type", "q4_0", "--eval", short], ("short.txt", "512")),
                (4, ["--type", "q4_0", "--eval", self.folder / "none.txt"], ("none.txt",))):
            result = self.compress(*arguments)
            self.assertEqual(result.returncode, code, (arguments, result.stderr))
            for word in words:
                self.assertIn(word, result.stderr)
        self.assertIn("short.txt", self.compress("--type", "q4_0", text=short).stderr)
        for family, code, word in (("bert", 8, "encoder"), ("gemma3", 8, "alternate")):
            result = run("compress", DATA / "models" / family, "-o", self.folder / "x.gguf", "--text", TEXT,
                         "--layers-less", "1")
            self.assertEqual(result.returncode, code, result.stderr)
            self.assertIn(word, result.stderr)
        self.assertIn("인코더", run("compress", DATA / "models/bert", "-o", self.folder / "x.gguf", "--type", "q4_0",
                                 "--lang", "ko").stderr)
        model = self.folder / "model.gguf"
        self.assertEqual(run("convert", MODEL, model, "--type", "f16").returncode, 0)
        before = model.read_bytes()
        same = run("compress", model, "-o", model, "--type", "q4_0", "--force")
        self.assertEqual(same.returncode, 2)
        self.assertIn("same file", same.stderr)
        self.assertEqual(model.read_bytes(), before)
        self.assertEqual(self.compress("--type", "q4_0", output="no/small.gguf").returncode, 4)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["model.gguf", "short.txt"])

    def test_interrupted_or_without_room_it_leaves_what_was_there(self):
        old = self.folder / "small.gguf"
        old.write_text("what was there")
        process = subprocess.Popen([PROGRAM, "compress", str(MODEL), "-o", str(old), "--force", "--text", str(TEXT),
                                    "--budget", "58KB"], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        deadline = time.monotonic() + 30
        while not list(self.folder.glob("small.gguf.part-*")) and time.monotonic() < deadline:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        full = self.compress("--type", "q8_0", "--force",
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)))
        self.assertIn(full.returncode, (5, 7), full.stderr)
        self.assertEqual(old.read_text(), "what was there")
        self.assertEqual([p.name for p in self.folder.iterdir()], ["small.gguf"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tinybrain", required=True)
    parser.add_argument("--home", required=True)
    arguments, rest = parser.parse_known_args()
    PROGRAM = arguments.tinybrain
    unittest.main(argv=[sys.argv[0], *rest])
