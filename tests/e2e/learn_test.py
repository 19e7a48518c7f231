#!/usr/bin/env python3
"""Learning from the outside: lessons become a version, which is used, undone, explained and forgotten; kill -9 in the
middle, two learners at once, a withdrawn consent. No network; a tiny random model.

    learn_test.py --home BUILD/tinybrain-home --tinybrain BUILD/tinybrain --writer BUILD/learn_writer [NAME ...]
"""
import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

PROGRAMS = None
MODEL = Path(__file__).resolve().parents[1] / "data/models/llama"
# So little that a model of random numbers gets better on what it did not see and changes nowhere else by a percent.
GENTLE = ("--epochs", "1", "--rate", "0.001")


THINGS = """apple bear cat dog eagle fish goat horse island jar king lion moon nest owl pear queen river sun tree uncle violin
water fox yacht zebra""".split()


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.home = self.path / "home"
        self.vault = self.home / "vault.tbv"
        self.key = self.path / "config/tinybrain/vault.key"

    def tearDown(self):
        self.folder.cleanup()

    def environment(self):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TINYBRAIN_", "XDG_"))}
        return {**kept, "LANG": "C.UTF-8", "TINYBRAIN_HOME": str(self.home), "XDG_CONFIG_HOME": str(self.path / "config")}

    def run_command(self, *args, code=0, program="home"):
        done = subprocess.run([getattr(PROGRAMS, program), *map(str, args)], capture_output=True, timeout=600,
                              env=self.environment())
        if code is not None:
            self.assertEqual(done.returncode, code, done.stderr.decode() + done.stdout.decode())
        return done

    def of(self, *args, **more):
        return json.loads(self.run_command(*args, "--json", **more).stdout)

    def learn(self, *args, code=0):
        return self.of("learn", *GENTLE, "-m", MODEL, *args, code=code)

    def teach(self, *pairs, first=0):
        """Corrections through the C interface; returns the lessons' numbers."""
        lines = "".join(json.dumps({"signal": "correction", "prompt": q, "answer": "wrong", "text": a}) + "\n"
                        for q, a in pairs)
        done = subprocess.run([PROGRAMS.writer, self.vault, self.key], input=lines.encode(), capture_output=True,
                              env=self.environment(), timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [int(line) for line in done.stdout.split()]

    def grant(self):
        self.run_command("consent", "grant", "corrections")

    def many(self, count=12, first=0):
        return self.teach(*[(f"what is the letter of the {thing}", f"a {thing} of course")
                            for thing in THINGS[first:first + count]])


class Learning(Case):
    def test_teach_learn_use_undo(self):
        self.run_command("learn", "status", code=4)  # no vault yet
        self.assertEqual(self.teach(("a?", "b")), [0])  # not granted: nothing kept
        self.run_command("learn", "-m", MODEL, code=2)
        self.grant()
        self.run_command("learn", "-m", MODEL, code=None)
        ids = self.many()
        self.assertTrue(all(ids))
        status = self.of("learn", "status")
        self.assertEqual((status["waiting"], status["active"], status["granted"]), (12, 0, True))
        plan = self.learn("--dry-run")
        self.assertEqual(plan["lessons"], 12)
        self.assertGreaterEqual(len(plan["held_back_ids"]), 3)
        self.assertEqual(self.of("learn", "list"), [])

        report = self.learn()
        self.assertTrue(report["kept"], report["why"])
        self.assertEqual(report["version"], 1)
        self.assertEqual(self.of("learn", "status")["waiting"], 0)
        self.assertFalse((self.home / "vault.tbv.learning").exists())
        self.run_command("learn", *GENTLE, "-m", MODEL, code=None)  # nothing new
        self.assertEqual(len(self.of("learn", "list")), 1)
        first = self.of("learn", "list")[0]
        self.assertEqual(first["state"], "active")
        self.assertGreater(first["bytes"], 1000)
        why = self.of("learn", "why", "what is the letter of the dog", "-m", MODEL)
        self.assertEqual(why["version"], 1)
        self.assertTrue(why["lessons"])
        # Without the lesson that is said before it, the version alone answers.
        self.assertIn(why["removed"]["lesson"], [lesson["id"] for lesson in why["lessons"]])
        self.assertEqual(why["removed"]["same"], why["removed"]["answer"] == why["with"])

        # The same lessons, options and seed give the same bytes.
        again = self.learn("--again")
        self.assertTrue(again["kept"], again["why"])
        versions = {v["id"]: v for v in self.of("learn", "list")}
        self.assertEqual(versions[2]["sha256"], versions[1]["sha256"])
        self.assertEqual(versions[2]["parent"], 1)

        with_two = why["with"]
        self.run_command("learn", "undo")
        self.assertEqual(self.of("learn", "status")["active"], 1)
        self.run_command("learn", "use", "0")
        self.run_command("learn", "why", "what is the letter of the dog", "-m", MODEL, code=None)
        self.run_command("learn", "use", "2")
        back = self.of("learn", "why", "what is the letter of the dog", "-m", MODEL)
        self.assertEqual((back["version"], back["with"]), (2, with_two))
        self.assertEqual({v["id"]: v["sha256"] for v in self.of("learn", "list")},
                         {v["id"]: v["sha256"] for v in versions.values()})
        self.run_command("learn", "use", "9", code=None)
        self.assertIn("perplexity of plain English texts", self.run_command("learn", "report", "1").stdout.decode())
        self.assertIn("학습 거리", self.run_command("learn", "status", "--lang", "ko").stdout.decode())
        self.assertTrue(self.of("vault", "verify")["good"])

    def test_forgotten_lesson_takes_its_versions(self):
        self.grant()
        self.many()
        self.assertTrue(self.learn()["kept"])
        ids = self.many(4, first=20)
        report = self.learn()
        self.assertTrue(report["kept"], report["why"])
        self.assertIn(ids[0], report["learnt"])
        receipt = self.of("forget", "--row", f"lessons:{ids[0]}", "--yes")
        self.assertEqual(receipt["versions"]["erased"], [2])
        self.assertEqual(receipt["versions"]["now_active"], [1])
        self.assertTrue(receipt["clean"], receipt["residue"])
        states = {v["id"]: v["state"] for v in self.of("learn", "list")}
        self.assertEqual(states, {1: "active", 2: "erased"})
        report = self.learn()  # without it
        self.assertNotIn(ids[0], report["learnt"])
        self.assertIn(ids[1], report["learnt"])

    def test_withdrawn_consent_stops_its_use(self):
        self.grant()
        self.many()
        self.assertTrue(self.learn()["kept"])
        self.run_command("consent", "withdraw", "corrections")
        self.assertEqual({v["state"] for v in self.of("learn", "list")}, {"retired"})
        self.run_command("learn", "why", "what is the letter of the dog", "-m", MODEL, code=None)
        self.run_command("learn", "use", "1", code=2)
        self.run_command("learn", "--again", *GENTLE, "-m", MODEL, code=2)

    def test_killed_and_two_at_once(self):
        self.grant()
        self.many()
        expected = None
        words = [PROGRAMS.home, "learn", *GENTLE, "--again", "-m", str(MODEL), "--json"]
        for delay in (0.05, 0.2, 0.5, 1.0):
            process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                       env=self.environment(), start_new_session=True)
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            process.wait()
            self.assertTrue(self.of("vault", "verify")["good"])
        report = self.learn("--again")
        self.assertTrue(report["kept"], report["why"])
        versions = self.of("learn", "list")
        expected = versions[0]["sha256"]
        self.assertEqual({v["sha256"] for v in versions}, {expected})

        both = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment())
                for _ in range(2)]
        codes = []
        for process in both:
            process.communicate(timeout=600)
            codes.append(process.returncode)
        self.assertIn(0, codes)
        self.assertEqual({v["sha256"] for v in self.of("learn", "list")}, {expected})
        self.assertTrue(self.of("vault", "verify")["good"])

    def test_no_plain_text_in_files(self):
        self.grant()
        self.teach(*[(f"Gooseberrysecret {i}", f"Marmaladeanswer {i}") for i in range(6)])
        self.learn(code=None)
        for file in self.home.rglob("*"):
            if file.is_file():
                for word in (b"Gooseberrysecret", b"Marmaladeanswer"):
                    self.assertNotIn(word, file.read_bytes(), file)


def main():
    global PROGRAMS
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True)
    parser.add_argument("--tinybrain", required=True)
    parser.add_argument("--writer", required=True)
    PROGRAMS, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
