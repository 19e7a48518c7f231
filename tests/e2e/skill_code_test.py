#!/usr/bin/env python3
"""The skill for programs, from the outside: tests run in the sandbox, style, the model of --model, and over HTTP with the served
model. No network; the models are the tiny ones of tests/data, so what they write is nonsense.

    skill_code_test.py --home BUILD/tinybrain-home --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [NAME ...]
"""
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import desk
import serving

SKILL = Path(__file__).resolve().parents[2] / "skills/code"
WRONG = {"program": "def f(x):\n    return x - 1\n", "tests": ["assert f(1) == 0", "assert f(1) == 2"]}
CAN_RUN = sys.platform == "linux" and Path("/usr/bin/python3").exists()


def run_it(tool, arguments, *more):
    return subprocess.run([serving.ARGS.home, "skill", "call", SKILL, tool, json.dumps(arguments), "--json", *more],
                          capture_output=True, text=True, timeout=120, env=serving.environment())


class Case(unittest.TestCase):
    def call(self, tool, arguments, *more):
        done = run_it(tool, arguments, *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)


class Commands(Case):
    def test_style(self):
        found = self.call("style", {"program": "import os\nx = None == 1 \n", "language": "ko"})
        self.assertEqual([(f["line"], f["rule"]) for f in found["findings"]], [(1, "unused-import"), (2, "trailing-space")])

    def test_the_sandbox_runs_tests(self):
        if not CAN_RUN:
            self.skipTest("nothing is run on this system")
        done = run_it("test", WRONG)
        if done.returncode == 8:
            self.skipTest("this kernel cannot seal")
        told = json.loads(done.stdout)
        self.assertEqual([t["result"] for t in told["tests"]], ["passed", "failed"])
        self.assertIn("got 0, expected 2", told["says"])

    def test_a_model_that_writes(self):
        without = run_it("explain", {"program": "x = 1\n"})
        self.assertEqual(without.returncode, 4)
        self.assertIn("qwen2.5-coder", without.stdout + without.stderr)
        model = ("-m", serving.wide("qwen2"))
        self.assertTrue(self.call("complete", {"before": "def f(", "most": 5}, *model)["completion"])
        proposed = self.call("fix", {**WRONG, "most": 8}, *model)
        self.assertEqual((proposed["ran"], len(proposed["proposals"])), (False, 1))
        self.assertEqual(run_it("fix", {"program": "x = 1\n", "run": True}, *model).returncode, 2)  # without tests


class Http(Case):
    def test_the_served_model_writes(self):
        with contextlib.ExitStack() as stack, tempfile.TemporaryDirectory() as home:
            server = stack.enter_context(serving.serving(["qwen2"], env={"TINYBRAIN_HOME": home, "XDG_CONFIG_HOME": home + "/config"}))
            for _ in range(2):
                told = server.post("/v1/skills/code/call", tool="complete", arguments={"before": "def f(", "most": 5})
                self.assertTrue(told["completion"])

    def test_of_several_the_one_for_code_writes(self):
        with contextlib.ExitStack() as stack, tempfile.TemporaryDirectory() as home:
            # The catalogue knows a model by its file's name; qwen2 and llama write different nonsense.
            coder = Path(home) / "qwen2.5-coder-0.5b-q4_k_m.gguf"
            coder.symlink_to(serving.wide("qwen2"))
            server = stack.enter_context(serving.serving(["llama", coder], env={"TINYBRAIN_HOME": home, "XDG_CONFIG_HOME": home + "/config"}))
            names = {m["id"]: m.get("purpose") for m in desk.get(server, "/v1/models")["data"]}
            self.assertEqual(names.pop("qwen2.5-coder-0.5b-q4_k_m"), "code")
            self.assertEqual(set(names.values()), {None})
            call = lambda **more: server.post("/v1/skills/code/call", tool="complete", arguments={"before": "def f(", "most": 8}, **more)["completion"]
            coded, other = call(model="qwen2.5-coder-0.5b-q4_k_m"), call(model=next(iter(names)))
            self.assertNotEqual(coded, other)
            self.assertEqual(call(), coded)
            status, error = server.error("/v1/skills/code/call", {"tool": "complete", "arguments": {"before": "x"}, "model": "none"})
            self.assertEqual((status, error["param"]), (404, "model"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        os.environ.update(XDG_CONFIG_HOME=own, XDG_DATA_HOME=own)
        serving.parse_arguments(__doc__.splitlines()[0], lambda p: p.add_argument("--home", required=True))
        serving.run_tests(unittest, "__main__")
