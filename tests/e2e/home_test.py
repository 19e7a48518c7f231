#!/usr/bin/env python3
"""`tinybrain-home` from the outside, by itself and through `tinybrain`: what leaves a text and what stays, help and errors
in both languages, bad input. No network, no weights.

    home_test.py --home BUILD/tinybrain-home --tinybrain BUILD/tinybrain [NAME ...]
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


def run(*args, program="tinybrain", stdin=b"", **more):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TINYBRAIN_"))}
    return subprocess.run([getattr(PROGRAMS, program), *map(str, args)], capture_output=True, timeout=120,
                          env={**kept, "LANG": "C.UTF-8", **more}, input=stdin)


class Program(unittest.TestCase):
    def test_help_in_both_languages(self):
        for arguments in (("redact", "--help"), ("help", "redact"), ("--lang", "en", "redact", "--help")):
            done = run(*arguments)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(b"tinybrain redact", done.stdout)
            self.assertIn(b"placeholders", done.stdout)
        for arguments in (("--lang", "ko", "redact", "--help"), ("redact", "--help", "--lang=ko")):
            self.assertIn("자리표시", run(*arguments).stdout.decode())
        self.assertIn(b"redact", run("--help").stdout)
        self.assertIn(b"redact", run("--help", program="home").stdout)

    def test_wrong_usage_and_missing_files(self):
        self.assertEqual(run("redact", "--nonsense").returncode, 2)
        self.assertEqual(run(program="home").returncode, 2)
        done = run("redact", "/nonexistent/file", "--json")
        self.assertEqual(done.returncode, 4)
        self.assertEqual(json.loads(done.stdout)["error"]["code"], "not_found")
        self.assertIn("파일이 없습니다", run("redact", "/nonexistent/file", LANG="ko_KR.UTF-8").stderr.decode())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", required=True)
    parser.add_argument("--tinybrain", required=True)
    parser.add_argument("names", nargs="*")
    PROGRAMS = parser.parse_args()
    unittest.main(argv=[sys.argv[0], *PROGRAMS.names], verbosity=2)
