#!/usr/bin/env python3
"""The memory from the outside: what is said in two languages is kept, changed, recalled and erased; nothing without a grant;
what was acknowledged survives kill -9. No network, no weights.

    memory_test.py --home BUILD/tinybrain-home --tinybrain BUILD/tinybrain [NAME ...]
"""
import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

PROGRAMS = None


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.home = self.path / "home"
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TINYBRAIN_", "XDG_"))}
        self.environment |= {"LANG": "C.UTF-8", "TINYBRAIN_HOME": str(self.home), "XDG_CONFIG_HOME": str(self.path / "config")}

    def tearDown(self):
        self.folder.cleanup()

    def run_command(self, *args, stdin=b"", code=0, program="home"):
        done = subprocess.run([getattr(PROGRAMS, program), *map(str, args)], input=stdin, capture_output=True, timeout=300,
                              env=self.environment)
        if code is not None:
            self.assertEqual(done.returncode, code, done.stderr.decode() + done.stdout.decode())
        return done.stdout.decode()

    def grant(self):
        self.run_command("consent", "grant", "remember", "health", "mood", "corrections")

    def hear(self, *lines):
        out = self.run_command("memory", "hear", "--json", stdin=("\n".join(lines) + "\n").encode())
        return [json.loads(line) for line in out.splitlines()]

    def rows(self, *options):
        return json.loads(self.run_command("memory", "list", "--json", *options))


class Talking(Case):
    def test_two_languages_from_the_first_word_to_the_last(self):
        self.grant()
        first, second, asked, korean, all_of_it = self.hear(
            "Hi, I'm Minsu and I live in Busan.", "I moved to Seoul last week.", "Where do I live?", "내가 어디 살지?",
            "나에 대해 뭘 알아?")
        self.assertEqual([m["detail"]["value"] for m in first["stored"]], ["Minsu", "Busan"])
        self.assertEqual([m["detail"]["value"] for m in second["superseded"]], ["Busan"])
        self.assertEqual(asked["reply"], "You live in Seoul.")
        self.assertEqual(korean["reply"], "Seoul에 살고 계십니다.")
        self.assertEqual((korean["command"], korean["language"]), ("recall", "ko"))
        self.assertEqual(len(all_of_it["recalled"]), 2)
        # Another process knows the same, and `tinybrain` hands over.
        out = self.run_command("memory", "hear", "what is my name?", program="tinybrain")
        self.assertEqual(out, "Your name is Minsu.\n")

    def test_forgotten_stays_forgotten(self):
        self.grant()
        self.hear("저는 부산에 살아요", "이번에 서울로 이사했어요", "저는 땅콩 알레르기가 있어요")
        forgot, = self.hear("내 주소 잊어 줘")
        self.assertEqual(len(forgot["erased"]), 2)
        self.assertTrue(all(r["clean"] for r in forgot["receipts"]))
        for receipt in (self.home / "receipts").iterdir():
            self.run_command("forget", "--check", receipt)
        self.assertEqual([m["kind"] for m in self.rows("--all")], ["allergy"])
        self.assertEqual(self.hear("내가 어디 살지?")[0]["recalled"], [])
        backup = self.path / "backup.tbv"
        self.run_command("vault", "backup", backup)
        self.run_command("memory", "forget", self.rows()[0]["id"])
        self.assertEqual(self.rows("--all"), [])
        for path in self.home.rglob("*"):
            if path.is_file():
                self.assertNotIn("땅콩".encode(), path.read_bytes())

    def test_nothing_without_a_grant(self):
        reply, = self.hear("My name is Minsu.")
        self.assertEqual((reply["stored"], reply["not_granted"]), ([], ["remember"]))
        self.assertIn("tinybrain consent grant remember", reply["reply"])
        korean, = self.hear("제 이름은 민수예요")
        self.assertIn("tinybrain consent grant remember", korean["reply"])
        self.assertEqual(self.rows("--all"), [])
        self.run_command("consent", "grant", "remember")
        self.assertEqual(self.hear("I'm allergic to nuts")[0]["not_granted"], ["health"])

    def test_secrets_and_odd_input(self):
        self.grant()
        secret, = self.hear("Remember that my card number is 4111 1111 1111 1111")
        self.assertEqual((secret["stored"], secret["secrets"]), ([], ["card"]))
        self.run_command("memory", "hear", stdin=b"\xff\xfe\xed\xa0\x80\n" + b"x" * 200_000 + b"\n")
        self.assertEqual(self.rows("--all"), [])
        self.run_command("memory", "add", code=2)
        self.run_command("memory", "forget", "99", code=0)

    def test_words_of_the_command_line(self):
        self.grant()
        self.assertIn("Busan", self.run_command("memory", "add", "I live in Busan"))
        self.assertIn("Busan", self.run_command("memory", "search", "busan"))
        self.assertEqual(self.run_command("memory", "context", "where do I live?"),
                         "What the user has told you about themselves:\n- You live in Busan.\n")
        self.assertIn("Busan", self.run_command("memory", "forget", "my address"))
        self.assertEqual(self.run_command("memory", "list"), "Nothing is remembered.\n")
        self.assertEqual(self.run_command("memory", "list", "--lang", "ko"), "기억하는 것이 없습니다.\n")


class Killed(Case):
    def test_what_was_acknowledged_is_there(self):
        self.grant()
        rng = random.Random(3)
        kept = 0
        for turn in range(5):
            process = subprocess.Popen([PROGRAMS.home, "memory", "hear", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       env=self.environment)
            enough = time.monotonic() + rng.uniform(0.1, 0.6)
            while time.monotonic() < enough:
                process.stdin.write(f"I like number {turn} {kept} apples\n".encode())
                process.stdin.flush()
                line = process.stdout.readline()
                self.assertEqual(len(json.loads(line)["stored"]), 1)
                kept += 1
            process.stdin.write(b"I like one pear more\n")
            process.stdin.flush()
            process.send_signal(signal.SIGKILL)
            process.wait()
            process.stdin.close()
            process.stdout.close()
        rows = [m for m in self.rows("-n", "10000") if "apples" in m["text"]]
        self.assertEqual(len(rows), kept)
        self.run_command("vault", "verify")


def main():
    global PROGRAMS
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True)
    parser.add_argument("--tinybrain", required=True)
    PROGRAMS, rest = parser.parse_known_args()
    PROGRAMS.home, PROGRAMS.tinybrain = str(Path(PROGRAMS.home).resolve()), str(Path(PROGRAMS.tinybrain).resolve())
    unittest.main(argv=[sys.argv[0], *rest], verbosity=1)


if __name__ == "__main__":
    main()
