#!/usr/bin/env python3
"""`tinybrain skill eval` from the outside: cases that hold and cases that do not, the report and the limits that look at it,
and cases that are wrong themselves. No network, no weights but the seed brain's.

    skill_eval_test.py --home BUILD/tinybrain-home [NAME ...]
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HOME = None


class Cases(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory(prefix="tinybrain-cases-")
        self.addCleanup(place.cleanup)
        self.folder = Path(place.name)
        self.skill = self.folder / "pantry"
        self.run_it("new", self.skill)
        self.report = self.skill / "eval/report.json"

    def test_a_new_skill_has_cases(self):
        self.assertTrue(self.of()["good"])

    def run_it(self, *args, code=0, **env):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TINYBRAIN_"))}
        done = subprocess.run([HOME, "skill", *map(str, args)], capture_output=True, text=True, timeout=120,
                              env={**kept, "LANG": "C.UTF-8", "XDG_DATA_HOME": str(self.folder / "data"), **env})
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout if "--json" in args else done.stdout + done.stderr

    def cases(self, *cases):
        (self.skill / "eval").mkdir(exist_ok=True)
        lines = [c if isinstance(c, str) else json.dumps(c, ensure_ascii=False) for c in cases]
        (self.skill / "eval/cases.jsonl").write_text("\n".join(lines) + "\n")

    def of(self, *args, **more):
        return json.loads(self.run_it("eval", self.skill, "--json", *args, **more))

    def test_cases_that_hold(self):
        self.cases({"call": "find", "arguments": {"item": "MILK"}, "expect": {"rows.0.item": "milk", "found": {"least": 1}}},
                   {"call": "find", "arguments": {}, "expect": {"rows": {"has": {"item": "x"}}, "rows.*.item": {"lacks": "zzz"}}},
                   {"call": "find", "arguments": {"days": -1}, "error": "bad_argument", "measure": "bad_arguments"})
        # An object that is no row is in no list of rows: that case fails, and says why.
        told = self.of(code=2)
        self.assertEqual([w["line"] for w in told["cases"]["wrong"]], [2])
        self.cases({"call": "find", "arguments": {"item": "MILK"}, "expect": {"rows.0.item": {"is": "milk"}, "rows": {"length": 1}}},
                   {"call": "find", "arguments": {"days": -1}, "error": "bad_argument", "measure": "bad_arguments"})
        told = self.of()
        self.assertEqual(told["measures"], {"bad_arguments_wrong": 0, "calls_wrong": 0, "cases_wrong": 0})
        self.assertEqual(json.loads(self.report.read_text())["measures"], told["measures"])
        self.assertIn("2 of 2", self.run_it("eval", self.skill))
        self.assertIn("2/2", self.run_it("eval", self.skill, LANG="ko_KR.UTF-8"))

    def test_requests(self):
        self.cases({"ask": "could you put olive oil on the shopping list please", "expect": {"tool": "add_to_list", "arguments.item": {"has": "oil"}}},
                   {"ask": "do we still have black beans", "expect": {"tool": "find", "result.rows.0.item": "black beans"}},
                   {"ask": "hello there", "expect": {"decision": "small_talk", "tool": None}})
        told = self.of()
        self.assertEqual(told["measures"]["requests_wrong"], 0)

    def test_what_fails_is_said_and_counts(self):
        self.report.parent.mkdir(exist_ok=True)
        self.report.write_text('{"measures": {"error": 0.04, "cases_wrong": 1}}')
        self.cases({"call": "find", "arguments": {"item": "milk"}, "expect": {"rows.0.item": "oil"}},
                   {"call": "find", "arguments": {"item": "milk"}, "expect": {"rows.7.item": "oil"}},
                   {"call": "find", "arguments": {"item": "milk"}, "expect": {"rows": {"there": False}}},
                   {"call": "find", "arguments": {"item": "milk"}, "error": "bad_argument"},
                   {"call": "find", "arguments": {"days": -1}, "expect": {"rows": {"there": True}}})
        said = self.run_it("eval", self.skill, code=2)
        self.assertIn("0 of 5", said)
        self.assertIn('rows.0.item is "milk", not "oil"', said)
        measures = json.loads(self.report.read_text())["measures"]
        self.assertEqual((measures["error"], measures["cases_wrong"]), (0.04, 1))

    def test_over_its_limit_it_is_measured_again(self):
        toml = self.skill / "skill.toml"
        toml.write_text(toml.read_text().replace("cases_wrong = 0.2", "cases_wrong = 0.4"))
        good = {"call": "find", "arguments": {"item": "milk"}, "expect": {"rows.0.item": "milk"}}
        bad = {"call": "find", "arguments": {"item": "milk"}, "expect": {"rows.0.item": "oil"}}
        self.cases(good, bad)
        self.of(code=2)
        self.run_it("call", self.skill, "find", "{}", code=8)  # over its limit, it does not open
        self.cases(good, good, bad)
        self.assertTrue(self.of()["good"])
        self.run_it("call", self.skill, "find", "{}")

    def test_cases_that_are_wrong_themselves(self):
        for line, said in (("{", "line 2"), ("[]", "line 2"), ('{"call": "find"}', "expect"), ('{"expect": {"a": 1}}', "ask"),
                           ('{"call": "find", "ask": "x", "expect": {"a": 1}}', "ask"), ('{"call": "find", "expct": {}}', "expct"),
                           ('{"call": "find", "expect": {"a": {"is": 1, "iss": 2}}}', "iss"),
                           ('{"call": "find", "arguments": 3, "expect": {"a": 1}}', "arguments")):
            self.cases("", line)
            self.assertIn(said, self.run_it("eval", self.skill, code=3), line)
        self.cases("")
        self.run_it("eval", self.skill, code=3)
        (self.skill / "eval/cases.jsonl").unlink()
        self.assertIn("cases.jsonl", self.run_it("eval", self.skill, code=4))
        self.run_it("eval", self.skill, "more", code=2)
        self.run_it("eval", code=2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", required=True)
    options, rest = parser.parse_known_args()
    HOME = options.home
    unittest.main(argv=[sys.argv[0], *rest])
