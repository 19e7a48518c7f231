#!/usr/bin/env python3
"""`tinybrain understand` and the seed brain from the outside: what comes along works without any download, and says so
honestly where it is not. No network, no weights.

    understand_test.py --tinybrain BUILD/tinybrain [NAME ...]
"""
import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "brains/seed"
PROGRAM = None


def environment(**more):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TINYBRAIN_"))}
    return {**kept, "LANG": "C.UTF-8", **more}


def run(*args, folder=ROOT, stdin="", **more):
    return subprocess.run([PROGRAM, *map(str, args)], capture_output=True, text=True, timeout=120, cwd=folder,
                          env=environment(**more), input=stdin)


class Seed(unittest.TestCase):
    def heard(self, text):
        done = run("understand", "--json", text)
        self.assertEqual(done.returncode, 0, done.stderr)
        found = json.loads(done.stdout)
        return {h["name"]: h["label"] for h in found["heads"]}, found["reply"]

    def test_it_is_small_and_what_its_manifest_says(self):
        self.assertLessEqual((SEED / "model.gguf").stat().st_size, 8_000_000)
        manifest = json.loads((SEED / "manifest.json").read_text(encoding="utf-8"))
        for name, digest in manifest["files"].items():
            self.assertEqual(hashlib.sha256((SEED / name).read_bytes()).hexdigest(), digest, name)
        card = (SEED / "card.md").read_text(encoding="utf-8")
        for head in ("language", "kind", "emotion", "topic", "sentiment"):
            self.assertIn(head, card)

    def test_it_understands_both_languages(self):
        for text, language, kind in (("Where do you live?", "en", "question"), ("지금 몇 시예요", "ko", "question"),
                                     ("창문 좀 닫아 줘", "ko", "command")):
            heads, reply = self.heard(text)
            self.assertEqual((heads["language"], heads["kind"]), (language, kind), text)
            self.assertTrue(reply)
            self.assertEqual(any("가" <= c <= "힣" for c in reply), language == "ko")
        self.assertEqual(self.heard("Thank you so much, I love it!")[0]["sentiment"], "positive")
        self.assertEqual(self.heard("정말 최악의 영화였어")[0]["sentiment"], "negative")

    def test_lines_and_tables(self):
        done = run("understand", stdin="hello there\n안녕하세요\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.count("emotion"), 2)
        lines = run("understand", "--json", stdin="hello there\n\xa0\n안녕하세요\n").stdout.splitlines()
        self.assertEqual([json.loads(line)["text"] for line in lines][::2], ["hello there", "안녕하세요"])

    def test_it_embeds_and_is_judged_by_head(self):
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder, "t.csv")
            table.write_text("text,label\nWhere are you?,question\nWhat time is it?,question\n창문 열어 줘,command\n")
            judged = run("eval", "--json", SEED, table, "--head", "kind")
            self.assertEqual(judged.returncode, 0, judged.stderr)
            self.assertEqual(json.loads(judged.stdout)["texts"], 3)
            wrong = run("eval", SEED, table, "--head", "mood")
            self.assertEqual(wrong.returncode, 2)
            self.assertIn("emotion", wrong.stderr)
        vector = json.loads(run("embed", "--json", "-m", SEED, "hello").stdout)
        self.assertEqual(len(vector["vectors"][0]), vector["size"])

    def test_where_there_is_no_brain_it_says_where_it_looked(self):
        with tempfile.TemporaryDirectory() as folder:
            lonely = Path(folder, "bin/tinybrain")
            lonely.parent.mkdir()
            lonely.write_bytes(Path(PROGRAM).read_bytes())
            lonely.chmod(0o755)
            done = subprocess.run([lonely, "understand", "hi"], capture_output=True, text=True, cwd=folder,
                                  env=environment(), timeout=60)
            self.assertEqual(done.returncode, 4)
            self.assertIn("brains/seed", done.stderr)
            plain = run("understand", "-m", ROOT / "tests/data/models/bert", "hi")
            self.assertEqual(plain.returncode, 8, plain.stderr)

    def test_make_run_falls_back_to_it_without_a_network(self):
        done = subprocess.run([ROOT / "tools/run.sh"], capture_output=True, text=True, cwd=ROOT, timeout=120,
                              env=environment(BUILD=str(Path(PROGRAM).parent), MAKE="false",
                                              TINYBRAIN_PROMPT="Why is the sky blue?"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("No model could be fetched", done.stderr)
        self.assertIn("question", done.stdout)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tinybrain", required=True)
    arguments, rest = parser.parse_known_args()
    PROGRAM = str(Path(arguments.tinybrain).resolve())
    unittest.main(argv=[sys.argv[0], *rest])
