#!/usr/bin/env python3
"""`tinybrain taste` from the outside: what is learnt, why, for whom; nothing without a grant; wrong usage. No network, no
weights.

    taste_test.py --home BUILD/tinybrain-home --tinybrain BUILD/tinybrain [NAME ...]
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAMS = None


class Taste(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)
        self.folder = Path(self.place.name)
        self.items = self.folder / "items.json"
        self.items.write_text(json.dumps([{"id": "r", "tags": ["rock"]}, {"id": "j", "tags": ["jazz"]}]))

    def run_it(self, *args, code=0):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TINYBRAIN_", "XDG_"))}
        done = subprocess.run([PROGRAMS.tinybrain, *map(str, args)], capture_output=True, timeout=120, text=True,
                              env={**kept, "LANG": "C.UTF-8", "XDG_DATA_HOME": str(self.folder / "data"),
                                   "XDG_CONFIG_HOME": str(self.folder / "config")})
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout if code == 0 else done.stderr

    def ranked(self, *args):
        return [r["id"] for r in json.loads(self.run_it("taste", "rank", self.items, "--json", *args))]

    def test_what_is_learnt_and_forgotten(self):
        self.assertEqual(json.loads(self.run_it("taste", "observe", "like", "x", "--tag", "jazz", "--json"))["id"], 0)
        self.assertEqual(self.ranked(), ["r", "j"])  # as they were given
        self.run_it("consent", "grant", "behaviour")
        for _ in range(2):
            self.run_it("taste", "observe", "like", "x", "--tag", "jazz", "--hour", 21)
            self.run_it("taste", "observe", "play", "y", "--tag", "rock", "--hour", 21, "--seconds", 3, "--of", 200)
        self.assertEqual(self.ranked("--hour", 21), ["j", "r"])
        self.assertIn("jazz in the evening", self.run_it("taste", "why", "j", "--tag", "jazz", "--hour", 21))
        self.assertIn("저녁 시간대의 jazz", self.run_it("--lang", "ko", "taste", "why", "j", "--tag", "jazz", "--hour", 21))
        self.run_it("forget", "--all", "--yes")
        self.assertEqual(json.loads(self.run_it("taste", "info", "--json"))["events"], 0)

    def test_a_population(self):
        table, made = self.folder / "t.csv", self.folder / "p.gguf"
        rows = [f"u{u},{'rj'[u % 2]}{i % 6},5" for u in range(24) for i in range(u, u + 4)]
        table.write_text("user,item,rating\n" + "\n".join(rows) + "\n")
        self.assertEqual(json.loads(self.run_it("taste", "population", table, "-o", made, "--json", "-q"))["people"], 24)
        self.run_it("consent", "grant", "behaviour")
        self.run_it("taste", "observe", "like", "j1", "--population", made)
        self.items.write_text(json.dumps([{"id": "r2"}, {"id": "j2"}]))
        self.assertEqual(self.ranked("--population", made), ["j2", "r2"])
        made.write_bytes(made.read_bytes()[:200])
        self.assertIn("p.gguf", self.run_it("taste", "info", "--population", made, code=3))

    def test_wrong_usage(self):
        self.run_it("taste", code=2)
        self.run_it("taste", "rank", code=2)
        self.run_it("taste", "rank", self.folder / "none.json", code=4)
        self.assertIn("ignored", self.run_it("taste", "observe", "love", "x", code=2))
        self.items.write_text('{"id": ')
        self.run_it("taste", "rank", self.items, code=3)


def main():
    global PROGRAMS
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", required=True)
    parser.add_argument("--tinybrain", required=True)
    PROGRAMS, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
