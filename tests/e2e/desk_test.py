#!/usr/bin/env python3
"""`tinybrain skill new support` and `tinybrain desk` from the outside: a desk of an FAQ and a manual, asked, judged, taught
and set; questions handed to a large model, which a stand-in on this machine plays: one that answers, is slow, fails,
redirects; and that nothing reaches it without consent. No weights.

    desk_test.py --home BUILD/tinybrain-home --tinybrain BUILD/tinybrain [NAME ...]
"""
import argparse
import contextlib
import http.server
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

PROGRAMS = None
ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "tests/data/tables"

FAQ = """question,answer
How long does delivery take?,Two days.
How long does delivery take to Canada?,Nine days.
When will my parcel arrive?,Two days.
Can I send it back?,Send it back within 30 days. Refunds take five days.
How do I return an item?,Send it back within 30 days. Refunds take five days.
배송은 얼마나 걸리나요?,이틀 걸립니다.
환불은 어떻게 받나요?,받은 날부터 30일 안에 보내 주시면 됩니다.
"""
MANUAL = """# Radio

## Battery

The battery of the radio lasts twelve hours. Charging it takes two hours.
"""
UNKNOWN = "I am Ann Lee, ann.lee@example.com: what about my refund for the blue one?"


class Large(http.server.BaseHTTPRequestHandler):
    """A stand-in for a large model. `how` says what it does; `got` is what reached it."""
    how, got, text = "answer", [], "Refunds take five days. A free pony comes with it."

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).got.append((self.path, dict(self.headers), json.loads(body)))
        if self.how == "slow":
            time.sleep(3)
        if self.how == "drip":
            with contextlib.suppress(OSError):
                for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 40:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(0.2)
            return
        if self.how == "fail":
            return self.send_error(503)
        if self.how == "redirect":
            self.send_response(307)
            self.send_header("Location", "/elsewhere/chat/completions")
            self.send_header("Content-Length", "0")
            return self.end_headers()
        reply = {"choices": [{"message": {"role": "assistant", "content": self.text}}],
                 "usage": {"prompt_tokens": 120, "completion_tokens": 20}}
        data = b"{\"choices\": [" if self.how == "broken" else json.dumps(reply).encode()
        with contextlib.suppress(OSError):
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    def log_message(self, *_):
        pass


def environment(path):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TINYBRAIN_", "XDG_"))}
    return {**kept, "LANG": "C.UTF-8", "TINYBRAIN_HOME": str(path / "home"), "XDG_CONFIG_HOME": str(path / "config")}


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        (self.path / "faq.csv").write_text(FAQ)
        (self.path / "radio.md").write_text(MANUAL)
        self.desk = self.path / "desk"

    def tearDown(self):
        self.folder.cleanup()

    def run_program(self, *args, stdin="", code=0, **more):
        done = subprocess.run([PROGRAMS.tinybrain, *map(str, args)], input=stdin.encode(), capture_output=True, timeout=300,
                              cwd=ROOT, env={**environment(self.path), **more})
        self.assertEqual(done.returncode, code, done.stderr.decode() + done.stdout.decode())
        return done

    def of(self, *args, **more):
        return json.loads(self.run_program(*args, "--json", **more).stdout)

    def make(self, *args):
        return self.of("skill", "new", "support", "--faq", self.path / "faq.csv", "-m", "none", "-o", self.desk, *args)

    def ask(self, question, *args, **more):
        return self.of("desk", "ask", self.desk, question, *args, **more)


class Desk(Case):
    def test_from_an_faq_and_a_manual_in_one_command(self):
        made = self.make("--docs", self.path / "radio.md")
        self.assertEqual((made["questions"], made["answers"]), (7, 5))
        self.assertEqual([d["dial"] for d in made["dials"]], [0.01, 0.02, 0.05, 0.1, 0.2])
        self.assertEqual(made["passages"], 1)
        said = self.ask("how long does delivery take?")
        self.assertEqual((said["decision"], said["text"]), ("answer", "Two days."))
        self.assertEqual((said["cites"][0]["file"], said["cites"][0]["row"]), ("faq.csv", 2))
        self.assertEqual(self.ask("배송은 얼마나 걸리나요?")["text"], "이틀 걸립니다.")
        passage = self.ask("How many hours does the battery of the radio last?")
        self.assertEqual(passage["decision"], "passage")
        self.assertIn("twelve hours", passage["text"])
        self.assertTrue(passage["cites"][0]["file"].endswith("radio.md"))
        shown = self.run_program("desk", "ask", self.desk, "--why", "Is the moon made of cheese?").stdout.decode()
        self.assertIn("will not guess", shown)
        self.assertIn("nothing is sent", shown)
        self.assertIn("확실히 알지 못해서", self.ask("달은 치즈로 되어 있나요?")["text"])

    def test_a_name_among_the_skills(self):
        self.of("skill", "new", "support", "--faq", self.path / "faq.csv", "-m", "none")
        self.assertEqual([s["name"] for s in self.of("skill", "list") if s["kind"] == "support"], ["support"])
        self.assertEqual(self.of("desk", "ask", "support", "Can I send it back?")["decision"], "answer")

    def test_a_conversation_on_standard_input_and_each_alone(self):
        self.make()
        lines = "How long does delivery take\nto Canada?\n고마워요\n"
        talk = self.run_program("desk", "ask", self.desk, "--json", stdin=lines).stdout.decode().splitlines()
        self.assertEqual([json.loads(t)["text"] for t in talk][1], "Nine days.")
        self.assertEqual(json.loads(talk[2])["decision"], "small_talk")
        alone = self.run_program("desk", "ask", self.desk, "--json", "--alone", stdin=lines).stdout.decode().splitlines()
        self.assertEqual(json.loads(alone[1])["decision"], "unknown")

    def test_judged_on_real_questions(self):
        made = self.of("skill", "new", "support", "--faq", TABLES / "desk_faq.csv", "-m", "none", "-o", self.desk, "--elsewhere", "0.4")
        self.assertEqual((made["questions"], made["answers"]), (300, 10))
        for dial in (0.05, 0.2):
            found = self.of("desk", "eval", self.desk, TABLES / "desk_asked.csv", "--dial", dial)
            self.assertEqual((found["questions"], found["elsewhere"]["questions"]), (200, 80))
            self.assertLessEqual(found["wrong_interval"][0], dial)  # within what 200 questions can show
            self.assertGreaterEqual(found["elsewhere"]["refused"], 0.75)
        self.assertGreater(found["answered"], 0.2)  # at the wider dial
        self.assertIn("200 questions", self.run_program("desk", "eval", self.desk, TABLES / "desk_asked.csv").stdout.decode())
        # Judging at another dial does not set it.
        self.assertEqual(self.of("desk", "set", self.desk)["dial"], 0.05)

    def test_taught_set_and_reported(self):
        self.make()
        self.assertEqual(self.ask("Do you sell gift cards?")["decision"], "unknown")
        self.of("desk", "teach", self.desk, "Do you sell gift cards?", "--answer", "Yes, from 10 euros.")
        self.assertEqual(self.ask("do you sell gift cards?")["text"], "Yes, from 10 euros.")
        self.assertEqual(len(self.of("desk", "answers", self.desk)), 6)
        self.assertEqual(self.of("desk", "set", self.desk, "--dial", "0.1")["dial"], 0.1)
        self.assertEqual(self.of("desk", "report", self.desk)["dial"], 0.1)
        for wrong in (("desk", "set", self.desk, "--dial", "0.9"), ("desk", "set", self.desk, "--escalation", "ask"),
                      ("desk", "set", self.desk, "--endpoint", "ftp://x"), ("desk", "teach", self.desk, "why"),
                      ("desk", "ask"), ("skill", "new", "a", "b"), ("skill", "new", "support")):
            self.run_program(*wrong, code=2)
        self.assertEqual(self.of("desk", "set", self.desk)["escalation"]["mode"], "off")

    def test_bad_files(self):
        self.run_program("desk", "ask", self.path / "nothing", "Why?", code=4)
        self.run_program("skill", "new", "support", "--faq", self.path / "none.csv", "-m", "none", "-o", self.desk, code=4)
        self.assertFalse((self.desk / "desk.gguf").exists())
        self.make()
        whole = (self.desk / "desk.gguf").read_bytes()
        (self.desk / "desk.gguf").write_bytes(whole[:len(whole) // 2])
        failed = self.run_program("desk", "ask", self.desk, "Why?", code=3)
        self.assertIn(b"desk.gguf", failed.stderr)
        (self.desk / "desk.gguf").write_bytes(whole)
        (self.desk / "settings.json").write_text("{\"dial\": 3}")
        self.assertIn(b"settings.json", subprocess.run(
            [PROGRAMS.tinybrain, "desk", "ask", str(self.desk), "Why?"], capture_output=True, cwd=ROOT,
            env=environment(self.path)).stderr)

    def test_killed_while_it_teaches_the_desk_is_whole(self):
        self.make()
        for delay in (0.01, 0.03, 0.06):
            child = subprocess.Popen([PROGRAMS.home, "desk", "teach", str(self.desk), "Is it blue?", "--answer", "It is."],
                                     cwd=ROOT, env=environment(self.path), stdout=subprocess.DEVNULL)
            time.sleep(delay)
            child.send_signal(signal.SIGKILL)
            child.wait()
            self.assertEqual(self.ask("Can I send it back?")["decision"], "answer")


class HandOver(Case):
    def setUp(self):
        super().setUp()
        self.make()
        Large.got, Large.how = [], "answer"
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Large)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.of("desk", "set", self.desk, "--escalation", "ask", "--endpoint",
                f"http://127.0.0.1:{self.server.server_port}/v1/", "--large-model", "big", "--budget", "1")

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()
        super().tearDown()

    def consent(self, how="grant"):
        self.run_program("consent", how, "escalation")

    def set(self, **escalation):
        settings = json.loads((self.desk / "settings.json").read_text())
        settings["escalation"].update(escalation)
        (self.desk / "settings.json").write_text(json.dumps(settings))

    def test_nothing_goes_without_consent_or_a_word_on_the_slip(self):
        said = self.ask(UNKNOWN, "--grant")
        self.assertFalse(said["slip"]["allowed"])
        self.assertIn("consent grant escalation", said["slip"]["refusal"])
        self.consent()
        said = self.ask(UNKNOWN)
        self.assertTrue(said["slip"]["allowed"])
        self.assertNotIn("large", said)
        self.ask("How long does delivery take?", "--grant")
        self.run_program("desk", "ask", self.desk, UNKNOWN)  # no terminal: nobody to ask
        self.run_program("consent", "withdraw", "escalation")
        self.ask(UNKNOWN, "--grant")
        self.assertEqual(Large.got, [])

    def test_what_goes_is_redacted_and_what_comes_back_is_checked(self):
        self.consent()
        said = self.ask(UNKNOWN, "--grant", TINYBRAIN_ESCALATION_KEY="secret-key")
        (path, headers, body), = Large.got
        self.assertEqual((path, headers["Authorization"], body["model"]), ("/v1/chat/completions", "Bearer secret-key", "big"))
        sent = json.dumps(body, ensure_ascii=False)
        self.assertNotIn("ann.lee", sent)
        self.assertIn("what about my refund for the blue one?", sent)
        self.assertEqual(body["messages"], said["slip"]["messages"])  # what was shown is what went
        self.assertEqual(said["large"]["decision"], "large")
        self.assertIn("five days", said["large"]["text"])
        self.assertNotIn("pony", said["large"]["text"])
        audit = self.run_program("audit", "list", "--json").stdout.decode()
        self.assertIn("escalation.sent", audit)
        self.assertIn("escalation.received", audit)
        self.assertNotIn("ann.lee", audit)

    def test_always_asks_nobody_within_the_budget(self):
        self.consent()
        self.of("desk", "set", self.desk, "--escalation", "always", "--price-in", "1000", "--price-out", "1000")
        self.assertEqual(self.ask(UNKNOWN)["large"]["decision"], "large")
        self.assertAlmostEqual(self.of("desk", "report", self.desk)["spent_today"], 140 * 1000 / 1e6)
        self.of("desk", "set", self.desk, "--budget", "0.2")
        said = self.ask(UNKNOWN)
        self.assertIn("budget", said["slip"]["refusal"])
        self.assertEqual(len(Large.got), 1)

    def test_what_goes_wrong_there_is_an_honest_reply_here(self):
        self.consent()
        for how, word in (("fail", "HTTP 503"), ("redirect", "HTTP 307"), ("broken", "unreadable")):
            Large.how = how
            said = self.ask(UNKNOWN, "--grant")
            self.assertEqual(said["large"]["decision"], "unknown", how)
            self.assertIn(word, said["large"]["text"])
        self.assertEqual({path for path, _, _ in Large.got}, {"/v1/chat/completions"})  # the redirect was not followed
        self.set(timeout=1)
        for how in ("slow", "drip"):
            Large.how = how
            said = self.ask(UNKNOWN, "--grant")
            self.assertEqual(said["large"]["decision"], "unknown", how)
        self.set(endpoint="http://127.0.0.1:9/v1")
        self.assertEqual(self.ask(UNKNOWN, "--grant")["large"]["decision"], "unknown")
        Large.text = "I do not know."
        try:
            self.set(endpoint=f"http://127.0.0.1:{self.server.server_port}/v1", timeout=20)
            Large.how = "answer"
            self.assertEqual(self.ask(UNKNOWN, "--grant")["large"]["decision"], "unknown")
        finally:
            Large.text = "Refunds take five days. A free pony comes with it."


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", required=True)
    parser.add_argument("--tinybrain", required=True)
    parser.add_argument("names", nargs="*")
    PROGRAMS = parser.parse_args()
    unittest.main(argv=[sys.argv[0], *PROGRAMS.names], verbosity=2)
