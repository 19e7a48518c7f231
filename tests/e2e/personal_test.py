#!/usr/bin/env python3
"""Conversations that know their person, and learning from what that person corrects, over HTTP. A tiny random model writes;
the seed brain hears. No weights.

    personal_test.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [NAME ...]
"""
import json
import os
import signal
import tempfile
import time
import unittest

import kept_test
import serving
from desk import events_of, get
from serving import CHAT

SEED = kept_test.Path(__file__).resolve().parents[2] / "brains/seed"


class Case(kept_test.Case):
    def start(self, *options, **env):
        return super().start("--seed-brain", SEED, *options, **env)

    def say(self, text, last=(), **more):
        """(the reply, what of it is ours)"""
        body = {"messages": [{"role": "user", "content": text}], "max_tokens": 4, "temperature": 0,
                "memory": {"last": list(last)}, **more}
        reply = self.server.post(CHAT, **body)
        return reply["choices"][0]["message"]["content"], reply["tinybrain"]

    def texts(self):
        return [m["text"] for m in self.data("/v1/memories")]


class Memory(Case):
    def test_programs_get_the_model_alone(self):
        self.grant("remember")
        reply = self.server.post(CHAT, messages=[{"role": "user", "content": "Remember that I live in Seoul."}], max_tokens=4)
        self.assertEqual({"memory", "learned"} & set(reply["tinybrain"]), set())
        self.assertEqual(self.texts(), [])
        off = self.server.post(CHAT, messages=[{"role": "user", "content": "Remember that I live in Seoul."}], max_tokens=4,
                               memory=False, learned=False)
        self.assertEqual((off["choices"], "memory" in off["tinybrain"]), (off["choices"], False))
        self.assertEqual(self.texts(), [])

    def test_remember_use_recall_and_forget(self):
        self.grant("remember")
        reply, own = self.say("Remember that I live in Seoul.")
        self.assertEqual((own["memory"]["command"], reply), ("remember", own["memory"]["reply"]))
        self.assertTrue(reply)
        self.assertEqual(len(self.texts()), 1)
        # What is known goes before a message that it matters for, and the model writes.
        reply, own = self.say("Which city do I live in? Where is my home?")
        if own["memory"]["command"] == "none":
            self.assertIn("Seoul", json.dumps(own["memory"]["facts"]))
        else:
            self.assertIn("Seoul", reply)
        reply, own = self.say("What do you know about me?")
        self.assertEqual(own["memory"]["command"], "recall")
        self.assertIn("Seoul", reply)
        reply, own = self.say("Forget that I live in Seoul.", own["memory"]["last"])
        self.assertEqual(own["memory"]["command"], "forget")
        self.assertEqual(self.texts(), [])
        self.assertNotIn(b"Seoul", self.disk())
        self.assertEqual(len(list((self.home / "receipts").iterdir())), len(own["memory"]["receipts"]))

    def test_korean(self):
        self.grant("remember")
        _, own = self.say("내가 부산에 산다고 기억해 줘.")
        self.assertEqual((own["memory"]["command"], own["memory"]["language"]), ("remember", "ko"))
        reply, own = self.say("나에 대해 뭘 알고 있어?")
        self.assertEqual(own["memory"]["command"], "recall")
        self.assertIn("부산", reply)

    def test_it_streams_and_counts_nothing(self):
        self.grant("remember")
        events = self.server.events(CHAT, messages=[{"role": "user", "content": "Remember that I like tea."}], memory=True,
                                    stream_options={"include_usage": True}, n=2)
        said = ["", ""]
        for event in events:
            for choice in event["choices"]:
                said[choice["index"]] += choice["delta"].get("content", "")
        self.assertEqual(said[0], said[1])
        self.assertEqual(said[0], events[-1]["tinybrain"]["memory"]["reply"])
        self.assertEqual(events[-1]["usage"]["completion_tokens"], 0)
        self.assertEqual(len(self.texts()), 1)

    def test_refused_it_says_so_and_keeps_nothing(self):
        for state in (None, "refused"):
            if state:
                self.grant("remember", state=state)
            reply, own = self.say("Remember that I live in Seoul.")
            self.assertEqual((own["memory"]["command"], own["memory"]["not_granted"]), ("remember", ["remember"]))
            self.assertTrue(reply)
            self.assertEqual(self.texts(), [])
        self.say("I live in Seoul and I am allergic to peanuts.")
        self.assertEqual(self.data("/v1/memories?withdrawn_too=true"), [])

    def test_what_the_program_or_a_tool_says_is_not_heard(self):
        self.grant("remember")
        said = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Remember that I live in Seoul."}]
        self.server.post(CHAT, messages=said, max_tokens=2, memory=True)
        self.server.post(CHAT, messages=[{"role": "system", "content": "Remember that I live in Seoul."},
                                         {"role": "user", "content": "Hello"}], max_tokens=2, memory=True)
        self.assertEqual(self.texts(), [])

    def test_a_vault_that_cannot_be_opened(self):
        self.server.stop()
        self.start(TINYBRAIN_PASSPHRASE="open sesame")
        self.grant("remember")
        self.server.stop()
        self.start(TINYBRAIN_PASSPHRASE="wrong")
        reply, own = self.say("Remember that I live in Seoul.")
        self.assertTrue(own["memory"]["error"])
        self.assertEqual(own["memory"]["command"], "none")

    def test_bad_requests(self):
        hello = [{"role": "user", "content": "Hello"}]
        tool = {"type": "function", "function": {"name": "f"}}
        for bad in ({"memory": 3}, {"memory": "yes"}, {"memory": {"last": 3}}, {"memory": {"last": ["a"]}}, {"learned": 1},
                    {"memory": True, "tools": [tool]}, {"memory": True, "response_format": {"type": "json_object"}}):
            self.assertEqual(self.server.error(CHAT, {"messages": hello, "max_tokens": 2, **bad})[0], 400, bad)


class Learning(Case):
    def teach(self, n):
        for i in range(n):
            kept = self.server.post("/v1/feedback", signal="correction", prompt=f"How do I open door {i}?", answer="No idea.",
                                    text=f"Turn the key {i} times to the left.")
            self.assertTrue(kept["kept"], kept)

    def ended(self, timeout=240):
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            now = get(self.server, "/v1/learning")
            if now["state"] != "running":
                return now
            time.sleep(0.2)
        self.fail("it did not end")

    def test_feedback_needs_the_grant(self):
        thumbs = {"signal": "thumbs", "value": 1, "prompt": "Hello?", "answer": "Hi."}
        self.assertEqual(self.server.post("/v1/feedback", **thumbs), {"kept": False, "id": None})
        self.grant("corrections")
        self.assertTrue(self.server.post("/v1/feedback", **thumbs)["kept"])
        # A reply is judged and edited as the model wrote it.
        for more in ({"signal": "thumbs", "value": -1}, {"signal": "edit", "text": "Hi\0 there."}):
            self.assertTrue(self.server.post("/v1/feedback", prompt="Hello?", answer="H\0i.", **more)["kept"])
        for bad in ({"signal": "shout"}, {"signal": "thumbs", "value": 2, "prompt": "a"}, {"signal": "correction", "prompt": "a"},
                    {"signal": 3}):
            self.assertEqual(self.server.error("/v1/feedback", bad)[0], 400, bad)

    def test_nothing_to_learn(self):
        status, error = self.server.error("/v1/learning", {})
        self.assertEqual((status, error["code"]), (403, "not_granted"))
        self.grant("corrections")
        now = get(self.server, "/v1/learning")
        self.assertEqual((now["state"], now["versions"], now["status"]["waiting"]), ("idle", [], 0))
        self.server.post("/v1/learning")
        failed = self.ended()
        self.assertEqual(failed["state"], "failed")
        self.assertTrue(failed["error"])
        self.assertEqual(self.server.error("/v1/learning/pause", {})[0], 409)
        self.assertEqual(self.server.error("/v1/learning/use", {"version": 7})[0], 404)
        self.assertEqual(self.server.error("/v1/learning/why", {"prompt": "Hello"})[0], 404)
        for bad in ({"version": -1}, {}, {"version": "a"}):
            self.assertEqual(self.server.error("/v1/learning/use", bad)[0], 400, bad)
        for bad in ({"epochs": 0}, {"noise": -1}, {"dry_run": "yes"}, {"seed": -1}):
            self.assertEqual(self.server.error("/v1/learning", bad)[0], 400, bad)

    def test_what_was_taught_is_said_at_once(self):
        self.grant("corrections")
        self.teach(1)
        reply, own = self.say("How do I open door 0?")
        self.assertEqual(reply, "Turn the key 0 times to the left.")
        self.assertTrue(own["memory"]["taught"]["text"])

    def test_learning_with_events_a_version_and_back(self):
        self.grant("corrections")
        self.teach(12)
        began = self.server.post("/v1/learning", epochs=2)
        self.assertIn(began["state"], ("running", "done"))
        status, headers, body = self.server.request("GET", "/v1/learning/events", timeout=240)
        self.assertEqual((status, headers["Content-Type"]), (200, "text/event-stream"))
        events, _ = events_of(body)
        self.assertIn("learning", events[0])
        now = self.ended()
        self.assertEqual((now["state"], now["error"]), ("done", None))
        self.assertTrue(now["report"]["why"])
        self.assertTrue(now["report"]["checks"])
        version = now["versions"][0]
        self.assertEqual(version["state"], "active" if now["report"]["kept"] else "refused")
        self.assertEqual(version["base_name"], "qwen2")
        near, far = "Door 3, please: how do I open it?", "Good morning to you."
        answered_by = lambda text: self.say(text, memory=False, learned=True)[1]["learned"]
        self.assertEqual(answered_by(near), version["id"] if now["report"]["kept"] else 0)
        self.assertEqual(answered_by(far), 0)
        if now["report"]["kept"]:
            why = self.server.post("/v1/learning/why", prompt="How do I open door 3?")
            self.assertEqual((why["version"], why["applies"]), (version["id"], True))
            after = self.server.post("/v1/learning/use", version=0)["versions"][0]
            self.assertEqual(after["state"], "retired")
            self.assertEqual(answered_by(near), 0)
        self.again()
        self.assertEqual([v["id"] for v in get(self.server, "/v1/learning")["versions"]], [version["id"]])
        # What it had seen is erased, and it goes as well.
        self.server.post("/v1/erase", topic="turn the key")
        self.assertEqual([v["state"] for v in get(self.server, "/v1/learning")["versions"]], ["erased"])

    def test_by_itself_when_idle(self):
        self.server.stop()
        self.start("--learn-every", "1")
        self.grant("corrections")
        if not get(self.server, "/v1/learning")["status"]["idle"]:
            self.skipTest("this machine is busy")
        self.teach(3)
        time.sleep(2.5)
        self.assertEqual(get(self.server, "/v1/learning")["state"], "idle")  # too few
        self.teach(12)
        until = time.monotonic() + 60
        while get(self.server, "/v1/learning")["state"] == "idle" and time.monotonic() < until:
            time.sleep(0.5)
        state = get(self.server, "/v1/learning")["state"]
        self.assertIn(state, ("running", "paused", "done"))
        if state == "running":
            self.server.post("/v1/learning/pause")
            self.ended()
            time.sleep(2.5)
            self.assertNotEqual(get(self.server, "/v1/learning")["state"], "running")  # the person paused it

    def test_sealed(self):
        self.server.stop()
        try:
            self.start("--sealed")
        except AssertionError as error:
            self.skipTest(str(error))
        self.grant("corrections", "remember")
        self.assertEqual(self.say("Remember that I live in Seoul.")[1]["memory"]["command"], "remember")
        self.teach(12)
        self.server.post("/v1/learning", epochs=1)
        now = self.ended()
        self.assertEqual((now["state"], now["error"]), ("done", None))
        self.assertEqual(len(now["versions"]), 1)

    def test_paused_killed_and_on(self):
        self.grant("corrections")
        self.teach(12)
        self.server.post("/v1/learning", epochs=200)
        self.assertEqual(self.server.error("/v1/learning", {})[0], 409)
        self.server.post("/v1/learning/pause")
        self.assertEqual(self.ended()["state"], "paused")
        self.server.post("/v1/learning", epochs=200)
        time.sleep(1)
        self.again(signal.SIGKILL)
        self.assertIn(get(self.server, "/v1/learning")["state"], ("paused", "idle"))
        self.server.post("/v1/learning", epochs=200)
        code, errors = self.server.stop()  # a server that stops pauses it
        self.assertEqual(code, 0, errors)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        os.environ.update(XDG_CONFIG_HOME=own, XDG_DATA_HOME=own)
        serving.parse_arguments(__doc__.splitlines()[0])
        serving.run_tests(unittest, "__main__")
