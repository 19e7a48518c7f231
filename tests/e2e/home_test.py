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

    def test_a_full_disk_and_a_closed_pipe(self):
        if os.path.exists("/dev/full"):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([PROGRAMS.home, "redact"], input=b"hong@naver.com", stdout=full, stderr=subprocess.PIPE,
                                      timeout=120)
            self.assertEqual(done.returncode, 7, done.stderr)


class Redacting(unittest.TestCase):
    def redacted(self, text, *args):
        done = run("redact", "--json", *args, stdin=text if isinstance(text, bytes) else text.encode())
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_both_languages(self):
        text = "제 이름은 홍길동, 번호는 010-1234-5678로, 메일은 hong@naver.com입니다. 주민번호 900101-1234568"
        found = self.redacted(text)
        self.assertEqual(found["text"], "제 이름은 [이름_1], 번호는 [전화번호_1]로, 메일은 [메일_1]입니다. 주민번호 [주민등록번호_1]")
        for one in found["found"]:
            self.assertEqual(text.encode()[one["begin"]:one["end"]].decode(), one["text"])
        english = self.redacted("Dear Jane Smith, call (415) 555-2671. SSN 123-45-6789")
        self.assertEqual(english["text"], "Dear [NAME_1], call [PHONE_1]. SSN [SSN_1]")
        self.assertEqual([f["kind"] for f in english["found"]], ["name", "phone", "ssn"])

    def test_files_lists_and_lines(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "note.txt")
            path.write_text("call 010-1234-5678\nagain 010 1234 5678\n", encoding="utf-8")
            done = run("redact", path, "--list")
            self.assertEqual(done.stdout, b"call [PHONE_1]\nagain [PHONE_1]\n")
            self.assertIn(b"010-1234-5678", done.stderr)
            self.assertEqual(run("redact", "-", stdin=path.read_bytes()).stdout, done.stdout)
        lines = run("redact", "--json-lines", stdin=b'"a@b.com"\n"nothing\\nhere"\n')
        self.assertEqual([json.loads(line)["text"] for line in lines.stdout.splitlines()], ["[MAIL_1]", "nothing\nhere"])
        self.assertEqual(run("redact", "--json-lines", stdin=b"no json\n").returncode, 3)

    def test_bytes_of_any_kind(self):
        self.assertEqual(self.redacted("")["found"], [])
        self.assertEqual(self.redacted(b"\xff\xfe 010-1234-5678 \xea\xb0")["found"][0]["kind"], "phone")
        # What stands after a zero byte is looked at as well.
        self.assertEqual(self.redacted(b"a\0b 010-1234-5678")["found"][0]["kind"], "phone")
        hostile = ("1-" * 200000 + "@a" * 100000 + "://" * 100000).encode()
        self.assertEqual(run("redact", stdin=hostile).returncode, 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", required=True)
    parser.add_argument("--tinybrain", required=True)
    parser.add_argument("names", nargs="*")
    PROGRAMS = parser.parse_args()
    unittest.main(argv=[sys.argv[0], *PROGRAMS.names], verbosity=2)
