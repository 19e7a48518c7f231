#!/usr/bin/env python3
"""The server's support desks, knowledge base, consents, audit and feedback over HTTP: made, asked, taught, set, granted and
refused, killed and started again. A stand-in on this machine is the large model. No weights but the seed brain's.

    desks_test.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [NAME ...]
"""
import contextlib
import json
import os
import signal
import tempfile
import threading
import time
import unittest
from pathlib import Path

import desk
import serving
from desk import ask, get
from large_model import LargeModel

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "brains/seed"
# Nothing of the texts that the desk has is near to these.
UNKNOWN = "Who won the chess olympiad of 1972?"
PERSONAL = ["Jane Miller", "jane.miller@example.com", "(415) 555-2671"]
PRIVATE = f"Dear shop, I am {PERSONAL[0]}, mail {PERSONAL[1]}, phone {PERSONAL[2]}. Who won the chess olympiad?"


@contextlib.contextmanager
def server_at(home, *options, **env):
    env = {"TINYBRAIN_HOME": str(home), "XDG_CONFIG_HOME": str(home) + "-config", **env}
    with serving.serving(["qwen2"], "--seed-brain", SEED, *options, env=env) as server:
        yield server


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tinybrain-desks-")
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name) / "home"
        self.stack = contextlib.ExitStack()
        self.addCleanup(self.stack.close)

    def start(self, *options, **env):
        self.server = self.stack.enter_context(server_at(self.home, *options, **env))
        return self.server

    def again(self, how=signal.SIGTERM):
        self.server.stop(how)
        return self.start()

    def consent(self, purpose, state="granted"):
        return self.server.post("/v1/consents", purpose=purpose, state=state)

    def kinds(self):
        return [e["kind"] for e in get(self.server, "/v1/audit")["data"]]

    def check_audit(self):
        verdict = get(self.server, "/v1/audit")["verdict"]
        self.assertTrue(verdict["good"], verdict)


class Desk(Case):
    def test_from_making_to_deleting(self):
        server = self.start()
        self.assertEqual(get(server, "/v1/desks"), {"object": "list", "data": []})
        self.assertFalse((self.home / "vault.tbv").exists())
        events = desk.make(server, "shop")
        self.assertEqual(events[0], {"stage": "read"})
        self.assertIn("judge", [e.get("stage") for e in events])
        self.assertIn("manuals", [e.get("stage") for e in events])
        made = events[-1]["done_desk"]
        self.assertEqual(made["name"], "shop")
        self.assertEqual((made["measures"]["questions"], made["measures"]["answers"]), (32, len(desk.ANSWERS)))
        listed = get(server, "/v1/desks")["data"]
        self.assertEqual([(d["name"], d["questions"], d["answers"], d["passages"] > 0) for d in listed],
                         [("shop", 32, len(desk.ANSWERS), True)])
        status, error = server.error("/v1/desks", desk.request("shop"))
        self.assertEqual((status, error["code"]), (409, "desk_exists"))
        deleted = server.request("DELETE", "/v1/desks/shop")
        self.assertEqual((deleted[0], json.loads(deleted[2])), (200, {"id": "shop", "deleted": True}))
        self.assertEqual(server.error("/v1/desks/shop/ask", {"text": "hi"})[0], 404)
        self.assertEqual(list((self.home / "skills").iterdir()), [])
        desk.make(server, "shop")  # the name is free again
        self.assertEqual(ask(server, "shop", "How long is the warranty?")["decision"], "answer")

    def test_what_it_says(self):
        server = self.start()
        desk.make(server, "shop")
        reply = ask(server, "shop", "how do I reset my password")
        self.assertEqual((reply["decision"], reply["text"]), ("answer", "Press 'forgot password' on the login page."))
        self.assertEqual(reply["cites"][0]["file"], "faq.csv")
        self.assertGreater(reply["cites"][0]["row"], 0)
        self.assertEqual(reply["cites"][0]["passage"], reply["text"])
        self.assertIsNone(reply["slip"])
        trace = reply["trace"]
        self.assertEqual({h["name"] for h in trace["heads"]} & {"language", "kind"}, {"language", "kind"})
        self.assertEqual(trace["intent"]["question"], "How do I reset my password?")
        self.assertTrue(0 < trace["intent"]["chance"] <= 1)
        self.assertEqual(trace["dial"], 0.2)
        self.assertTrue(trace["evidence"] and trace["others"] and trace["rules"] and trace["why"])
        self.assertEqual(set(trace["evidence"][0]), {"kind", "answer", "question", "file", "row", "lexical", "meaning", "learnt",
                                                     "score"})
        self.assertEqual((trace["decision"], trace["tokens"]), ("answer", {"prompt": 0, "reply": 0}))
        self.assertIsNone(trace["adapter"])
        korean = ask(server, "shop", "영업 시간이 어떻게 되나요?")
        self.assertEqual(korean["text"], "우리 가게는 평일 9시부터 6시까지 엽니다.")

        hello = ask(server, "shop", "안녕하세요")
        self.assertEqual((hello["decision"], hello["text"]), ("small_talk", "안녕하세요. 무엇을 도와드릴까요?"))
        self.assertEqual(ask(server, "shop", "thanks!")["decision"], "small_talk")
        unknown = ask(server, "shop", UNKNOWN)
        self.assertEqual((unknown["decision"], unknown["cites"]), ("unknown", []))
        manual = ask(server, "shop", "How many hours does the battery of the radio last with charging?")
        self.assertEqual(manual["decision"], "passage", manual["trace"]["why"])
        self.assertEqual((manual["cites"][0]["file"], manual["cites"][0]["heading"]), ("radio.md", "Radio > Battery"))
        self.assertIn("twelve hours", manual["text"])

        personal = ask(server, "shop", PRIVATE)["trace"]["slots"]
        self.assertEqual({s["text"] for s in personal}, set(PERSONAL))
        for slot in personal:
            self.assertEqual(PRIVATE.encode()[slot["begin"]:slot["end"]].decode(), slot["text"])

    def test_a_question_that_goes_on_and_a_choice(self):
        server = self.start()
        desk.make(server, "shop")
        first = ask(server, "shop", "How much is shipping to Canada?")
        self.assertIn("20 dollars", first["text"])
        then = ask(server, "shop", "and to Japan?", first["conversation"])
        self.assertIn("30 dollars", then["text"], then["trace"]["why"])
        asked = self.one_asked_back(server)
        self.assertEqual(len(asked["options"]), 2)
        self.assertIn("1. " + asked["options"][0]["text"], asked["text"])
        for number, option in enumerate(asked["options"], 1):
            chosen = ask(server, "shop", str(number), asked["conversation"])
            self.assertEqual(chosen["decision"], "answer")
            answers = {a["answer"]: a["text"] for a in get(server, "/v1/desks/shop/answers")["data"]}
            self.assertEqual(chosen["text"], answers[option["answer"]])

    def one_asked_back(self, server):
        for text in ("How much does a parcel cost to Canada or Japan?", "What does a parcel cost?", "Do you ship?"):
            reply = ask(server, "shop", text)
            if reply["decision"] == "ask_back":
                return reply
        self.fail("no question was asked back")

    def test_teaching(self):
        server = self.start()
        desk.make(server, "shop")
        self.assertEqual(ask(server, "shop", UNKNOWN)["decision"], "unknown")
        taught = server.post("/v1/desks/shop/teach", text=UNKNOWN, answer_text="The Soviet Union did.")
        self.assertEqual(taught, {"answers": len(desk.ANSWERS) + 1, "questions": 33, "lesson": None})
        reply = ask(server, "shop", UNKNOWN)
        self.assertEqual((reply["decision"], reply["text"]), ("answer", "The Soviet Union did."))
        warranty = next(a["answer"] for a in get(server, "/v1/desks/shop/answers")["data"] if "two years" in a["text"])
        server.post("/v1/desks/shop/teach", text="Zap blip blop?", answer=warranty)
        self.assertEqual(ask(server, "shop", "zap blip blop")["text"], "The warranty lasts two years.")
        # Put right: known once, with the last word.
        again = server.post("/v1/desks/shop/teach", text="Who won the chess olympiad of 1972", answer_text="Ask a chess club.")
        self.assertEqual((again["answers"], again["questions"]), (len(desk.ANSWERS) + 2, 34))
        self.again(signal.SIGKILL)
        self.assertEqual(ask(self.server, "shop", "zap blip blop")["text"], "The warranty lasts two years.")
        self.assertEqual(ask(self.server, "shop", UNKNOWN)["text"], "Ask a chess club.")
        for bad in ({"text": "a", "answer": 99}, {"text": "a", "answer": -1}, {"text": "a", "answer": 1 << 32},
                    {"text": " ", "answer": 0}, {"text": "a"},
                    {"text": "a", "answer_text": " "}, {"answer": 1}, {"text": "a", "answer": "b"},
                    {"text": "a", "right": True, "answer": 0}):
            self.assertEqual(self.server.error("/v1/desks/shop/teach", bad)[0], 400, bad)

    def test_what_a_message_holds_is_a_lesson(self):
        server = self.start()
        desk.make(server, "shop", encoder="none", docs=[])
        lesson = {"text": "I am Jane, order Zeta", "slot": {"text": "Zeta", "kind": "number"}}
        self.assertIsNone(server.post("/v1/desks/shop/teach", **lesson)["lesson"])
        self.consent("corrections")
        self.assertIsInstance(server.post("/v1/desks/shop/teach", **lesson)["lesson"], int)
        lesson["slot"]["kind"] = "none"
        self.assertIsInstance(server.post("/v1/desks/shop/teach", **lesson)["lesson"], int)
        for bad in ({"text": "Zeta", "kind": "planet"}, {"text": "Omega", "kind": "name"}, {"text": "", "kind": "name"},
                    {"kind": "name"}, "Zeta"):
            status, error = server.error("/v1/desks/shop/teach", {**lesson, "slot": bad})
            self.assertEqual(status, 400, (bad, error))

    def test_the_queue_needs_the_grant(self):
        server = self.start()
        desk.make(server, "shop")
        ask(server, "shop", UNKNOWN)
        self.assertEqual(get(server, "/v1/desks/shop/queue")["data"], [])
        self.consent("corrections")
        ask(server, "shop", UNKNOWN)
        waiting = get(server, "/v1/desks/shop/queue")["data"]
        self.assertEqual([(w["kind"], w["input"], w["state"]) for w in waiting], [("question", UNKNOWN, "open")])
        self.assertEqual(get(server, "/v1/desks/shop/report")["open"], 1)
        taught = server.post("/v1/desks/shop/teach", text=UNKNOWN, answer=0, lesson=waiting[0]["id"])
        self.assertIsInstance(taught["lesson"], int)
        self.assertEqual(get(server, "/v1/desks/shop/queue")["data"], [])
        self.consent("corrections", "withdrawn")
        ask(server, "shop", "Is it going to rain on Mars?")
        self.assertEqual(get(server, "/v1/desks/shop/queue")["data"], [])
        self.check_audit()

    def test_settings(self):
        server = self.start()
        desk.make(server, "shop")
        before = get(server, "/v1/desks/shop/settings")
        self.assertEqual((before["dial"], before["encoder"], before["escalation"]["mode"]), (0.2, "seed", "off"))
        for bad in ({"dial": 0}, {"dial": 0.9}, {"dial": "much"}, {"nonsense": 1}, {"escalation": {"mode": "sometimes"}},
                    {"escalation": {"mode": "ask"}}, {"escalation": {"endpoint": "ftp://example.com"}}, {"escalation": 5},
                    {"escalation": {"timeout": 0}}, {"escalation": {"budget_per_day": -1}}):
            status, error = server.error("/v1/desks/shop/settings", bad)
            self.assertEqual(status, 400, bad)
            self.assertTrue(error["message"])
        self.assertEqual(get(server, "/v1/desks/shop/settings"), before)
        changed = server.post("/v1/desks/shop/settings", dial=0.1, escalation={"endpoint": "https://example.com/v1", "mode": "ask"})
        self.assertEqual((changed["dial"], changed["escalation"]["mode"]), (0.1, "ask"))
        self.again(signal.SIGKILL)
        self.assertEqual(get(self.server, "/v1/desks/shop/settings"), changed)
        self.assertEqual(ask(self.server, "shop", "How can I pay?")["trace"]["dial"], 0.1)
        self.assertEqual(get(self.server, "/v1/desks/shop/report")["dial"], 0.1)

    def test_report(self):
        server = self.start()
        desk.make(server, "shop")
        self.consent("answer")
        self.consent("corrections")
        for text in ("How can I pay?", "I forgot my password", UNKNOWN):
            ask(server, "shop", text)
        server.post("/v1/desks/shop/teach", text="How can I pay?", right=False)
        report = get(server, "/v1/desks/shop/report")
        self.assertEqual((report["questions"], report["answered"], report["unknown"]), (3, 2, 1))
        self.assertEqual((report["drift"]["judged"], report["drift"]["wrong"]), (1, 1))
        self.assertEqual([(d["questions"], d["answered"]) for d in report["days"]], [(3, 2)])
        self.assertGreater(report["saved"]["tokens_in"], 0)

    def test_two_at_once_and_many_who_ask(self):
        server = self.start()
        desk.make(server, "first")
        desk.make(server, "second", encoder="none", docs=[])
        server.post("/v1/desks/second/teach", text="Which desk is this?", answer_text="The second.")
        server.post("/v1/desks/first/teach", text="Which desk is this?", answer_text="The first.")
        wrong = []

        def customer(name):
            for _ in range(10):
                reply = ask(server, name, "Which desk is this?")["text"]
                if reply != f"The {name}.":
                    wrong.append(reply)

        threads = [threading.Thread(target=customer, args=(name,)) for name in ("first", "second") * 3]
        for t in threads:
            t.start()
        server.post("/v1/knowledge", name="a.md", text=desk.MANUAL)
        for t in threads:
            t.join()
        self.assertEqual(wrong, [])
        self.assertEqual([d["name"] for d in sorted(get(server, "/v1/desks")["data"], key=lambda d: d["name"])],
                         ["first", "second"])

    def test_bad_names_and_bodies(self):
        server = self.start()
        for name in ("../x", "a/b", ".x", "", "a\\b", "x" * 200, " x", "a\u0001"):
            status, error = server.error("/v1/desks", desk.request(name))
            self.assertEqual((status, error["param"]), (400, "name"), name)
        good = desk.request("x")
        for bad, param in (({**good, "faq": None}, "faq"), ({**good, "faq": {"name": "../f.csv", "text": "a"}}, "faq.name"),
                           ({**good, "faq": {"name": "f.csv"}}, "faq"), ({**good, "docs": [{"name": "a.md"}]}, "docs[0]"),
                           ({**good, "dial": 2}, "dial"), ({**good, "dial": "a"}, "dial"), ({**good, "encoder": 5}, "encoder"),
                           ({**good, "faq": {"name": "f.csv", "base64": "!!"}}, "faq.base64"),
                           ({**good, "docs": good["docs"] * 2}, "docs")):
            status, error = server.error("/v1/desks", bad)
            self.assertEqual((status, error["param"]), (400, param), bad)
        for path in ("/v1/desks/..%2Fx/ask", "/v1/desks/.x/ask", "/v1/desks/none/ask", "/v1/desks/%2e%2e/ask"):
            self.assertEqual(server.error(path, {"text": "hi"})[0], 404, path)
        self.assertEqual(server.request("DELETE", "/v1/desks/..")[0], 404)
        # What cannot be made into a desk is told in the stream, and nothing is left.
        for faq in ({"name": "f.csv", "text": "question,answer\na,b\n"}, {"name": "f.csv", "text": ""},
                    {"name": "f.csv", "base64": "/wD//gA="}, {"name": "f.json", "text": "{"}):
            status, _, body = server.request("POST", "/v1/desks", {**good, "faq": faq}, timeout=120)
            events, ended = desk.events_of(body)
            self.assertEqual((status, ended), (200, False))
            self.assertTrue(events[-1]["error"]["message"], events)
        status, error = server.error("/v1/desks", {**good, "encoder": "no-such-model"})
        self.assertEqual((status, error["param"]), (404, "encoder"))
        self.assertEqual(get(server, "/v1/desks")["data"], [])
        self.assertEqual([p.name for p in (self.home / "skills").iterdir()], [])

        # Names of files that the desk has itself.
        desk.make(server, "x", faq={"name": "desk.gguf.csv", "text": desk.faq_csv()},
                  docs=[{"name": "settings.json.md", "text": desk.MANUAL}])
        for bad in ({}, {"text": 5}, {"text": ""}, {"text": "  "}, {"text": "a\u0000b"}, [], {"text": "2", "conversation": {
                "last": "a", "offered": [999]}}, {"text": "2", "conversation": {"offered": ["a"]}}):
            status, _, body = server.request("POST", "/v1/desks/x/ask", bad)
            self.assertEqual(status, 400, (bad, body))
        self.assertEqual(server.request("POST", "/v1/desks/x/ask", b'{"text": "\xff\xfe how can I pay?"}')[0], 400)
        self.assertEqual(server.error("/v1/desks/x/ask", {"text": "a", "conversation": {"last": 5}})[0], 400)
        self.assertEqual(server.error("/v1/desks/x/ask", {"text": "a", "conversation": {"offered": {}}})[0], 400)
        self.assertEqual(ask(server, "x", "how can I pay?", {"offered": None})["decision"], "answer")
        self.assertEqual(server.error("/v1/desks/x/grant", {"slip": 1, "granted": True})[0], 404)
        for bad in ({}, {"slip": 1}, {"granted": True}, {"slip": "a", "granted": True}, {"slip": 0, "granted": True}):
            self.assertEqual(server.error("/v1/desks/x/grant", bad)[0], 400, bad)

    def test_a_damaged_desk(self):
        server = self.start()
        desk.make(server, "shop")
        self.server.stop()
        file = self.home / "skills/shop/desk.gguf"
        whole = file.read_bytes()
        (self.home / "skills/shop/measures.json").unlink()
        for damage in (whole[:len(whole) // 2], b"", b"\0" * 4096):
            file.write_bytes(damage)
            server = self.start()
            for _ in range(2):
                status, error = server.error("/v1/desks/shop/ask", {"text": "How can I pay?"})
                self.assertEqual(status, 400, error)
            self.assertEqual([d["name"] for d in get(server, "/v1/desks")["data"]], ["shop"])
            server.stop()


class Killed(Case):
    def test_what_was_acknowledged_is_there(self):
        server = self.start()
        desk.make(server, "shop")
        self.consent("corrections")
        ask(server, "shop", UNKNOWN)
        server.post("/v1/knowledge", name="manual.md", text=desk.MANUAL)
        kept = server.post("/v1/feedback", text="How can I pay?", rating=-1)
        entries = len(self.kinds())
        server = self.again(signal.SIGKILL)
        self.assertEqual(ask(server, "shop", "How can I pay?")["decision"], "answer")
        self.assertEqual([w["input"] for w in get(server, "/v1/desks/shop/queue")["data"]], [UNKNOWN])
        self.assertEqual([f["name"] for f in get(server, "/v1/knowledge")["data"]], ["manual.md"])
        self.assertTrue(server.post("/v1/knowledge/search", question="How long does the battery last?")["data"])
        self.assertTrue(kept["kept"])
        self.assertGreaterEqual(len(self.kinds()), entries)
        self.check_audit()

    def test_while_it_is_made(self):
        server = self.start()
        rows = "".join(f'"question number {i} about the {word}?","answer {i % 40} about it"\n'
                       for i in range(1500) for word in ("lamp", "radio"))
        body = json.dumps(desk.request("big", faq={"name": "f.csv", "text": "question,answer\n" + rows})).encode()
        connection = server.connect()
        connection.request("POST", "/v1/desks", body, {"Content-Type": "application/json"})
        first = connection.getresponse().fp.readline()
        self.assertTrue(first)
        deadline = time.time() + 30
        while not (self.home / "skills/.big.part").exists() and time.time() < deadline:
            time.sleep(0.01)
        status, error = server.error("/v1/desks", desk.request("other"))
        self.assertEqual((status, error["code"]), (409, "wrong_state"))
        server = self.again(signal.SIGKILL)
        connection.close()
        self.assertEqual(get(server, "/v1/desks")["data"], [])
        desk.make(server, "big")
        self.assertEqual([p.name for p in (self.home / "skills").iterdir()], ["big"])

    def test_a_client_that_leaves_stops_it(self):
        server = self.start()
        rows = "".join(f'"question number {i} about the {word}?","answer {i % 40} about it"\n'
                       for i in range(1500) for word in ("lamp", "radio"))
        body = json.dumps(desk.request("big", faq={"name": "f.csv", "text": "question,answer\n" + rows})).encode()
        connection = server.connect()
        connection.request("POST", "/v1/desks", body, {"Content-Type": "application/json"})
        connection.getresponse().fp.readline()
        connection.close()
        deadline = time.time() + 120
        while time.time() < deadline:
            status, _, reply = server.request("POST", "/v1/desks", desk.request("other"), timeout=300)
            if status == 200:
                break
            time.sleep(0.2)
        self.assertEqual(desk.events_of(reply)[1], True)
        self.assertEqual([d["name"] for d in get(server, "/v1/desks")["data"]], ["other"])


class Escalation(Case):
    def setUp(self):
        super().setUp()
        self.large = LargeModel()
        self.addCleanup(self.large.stop)
        self.start(TINYBRAIN_ESCALATION_KEY="sk-test")
        desk.make(self.server, "shop")
        self.settings(mode="ask", endpoint=self.large.url, model="big", timeout=10, budget_per_day=1, price_in=1, price_out=1)

    def settings(self, **escalation):
        return self.server.post("/v1/desks/shop/settings", escalation=escalation)

    def slip(self, text=PRIVATE):
        reply = ask(self.server, "shop", text)
        self.assertIn(reply["decision"], ("unknown", "passage"))
        return reply["slip"]

    def grant(self, slip, granted=True):
        return self.server.post("/v1/desks/shop/grant", slip=slip["id"], granted=granted)

    def test_nothing_goes_before_the_grant(self):
        slip = self.slip()
        self.assertEqual((slip["allowed"], slip["granted"]), (False, False))
        self.assertIn("escalation", slip["refusal"])
        status, error = self.server.error("/v1/desks/shop/grant", {"slip": slip["id"], "granted": True})
        self.assertEqual(status, 400, error)
        self.consent("escalation")
        slip = self.slip()
        self.assertEqual((slip["allowed"], slip["refusal"], slip["granted"]), (True, None, False))
        self.assertEqual({r["text"] for r in slip["replaced"]}, set(PERSONAL))
        shown = json.dumps(slip["messages"], ensure_ascii=False)
        self.assertEqual([p for p in PERSONAL if p in shown], [])
        self.assertEqual(self.grant(slip, False), {"refused": True})
        self.assertEqual(self.server.error("/v1/desks/shop/grant", {"slip": slip["id"], "granted": True})[0], 404)
        self.assertEqual(self.large.arrived, [])
        self.assertNotIn("escalation.sent", self.kinds())
        self.assertIn("escalation.refused", self.kinds())
        self.consent("escalation", "withdrawn")
        later = self.slip()
        self.assertEqual(self.server.error("/v1/desks/shop/grant", {"slip": later["id"], "granted": True})[0], 400)
        self.assertEqual(self.large.arrived, [])

    def test_what_goes_and_what_comes_back(self):
        self.consent("escalation")
        self.large.text = "The warranty lasts two years. The moon is made of cheese and costs 900 dollars."
        slip = self.slip(PRIVATE + " Is my warranty over?")
        reply = self.grant(slip)
        self.assertEqual(len(self.large.arrived), 1)
        path, headers, body = self.large.arrived[0]
        self.assertEqual(path, "/v1/chat/completions")
        self.assertEqual(headers["Authorization"], "Bearer sk-test")
        self.assertEqual([p for p in PERSONAL + ["Miller", "555-2671", "4155552671"] if p in body], [])
        sent = json.loads(body)
        self.assertEqual((sent["model"], sent["messages"]), ("big", slip["messages"]))
        # Only what stands in the owner's texts is said.
        self.assertEqual(reply["decision"], "large", reply)
        self.assertIn("The warranty lasts two years.", reply["text"])
        self.assertNotIn("cheese", reply["text"])
        self.assertEqual([s["supported"] for s in reply["sentences"]], [True, False])
        self.assertEqual(self.server.error("/v1/desks/shop/grant", {"slip": slip["id"], "granted": True})[0], 404)
        entries = get(self.server, "/v1/audit")["data"]
        [written] = [e for e in entries if e["kind"] == "escalation.sent"]
        self.assertEqual((written["detail"]["endpoint"], written["detail"]["model"]), (self.large.url, "big"))
        self.assertEqual([p for p in PERSONAL if p in json.dumps(written)], [])
        self.assertIn("escalation.received", self.kinds())
        self.assertGreater(get(self.server, "/v1/desks/shop/report")["spent_today"], 0)
        self.check_audit()

    def test_failures_get_an_honest_reply(self):
        self.consent("escalation")
        for mode, word in (("error", "HTTP 500"), ("redirect", "HTTP 302"), ("garbage", "unreadable")):
            self.large.mode = mode
            self.large.arrived.clear()
            reply = self.grant(self.slip())
            self.assertEqual(reply["decision"], "unknown", mode)
            self.assertIn(word, reply["text"])
            self.assertEqual([a[0] for a in self.large.arrived], ["/v1/chat/completions"], mode)
        self.assertEqual(self.kinds().count("escalation.failed"), 3)
        self.large.mode, self.large.text = "answer", "The shop was founded by pirates."
        self.assertEqual(self.grant(self.slip())["decision"], "unknown")
        self.settings(endpoint="http://127.0.0.1:1/v1")
        self.assertEqual(self.grant(self.slip())["decision"], "unknown")

    def test_it_does_not_wait_longer_than_it_may(self):
        self.consent("escalation")
        self.settings(timeout=1)
        for mode in ("slow", "drip"):
            self.large.mode = mode
            began = time.monotonic()
            reply = self.grant(self.slip())
            self.assertLess(time.monotonic() - began, 15, mode)  # 1 s; a busy machine gets more
            self.assertEqual(reply["decision"], "unknown")
            self.assertIn("timeout", reply["text"])
            # The desk answers others meanwhile and afterwards.
            self.assertEqual(ask(self.server, "shop", "How can I pay?")["decision"], "answer")

    def test_the_budget(self):
        self.consent("escalation")
        self.settings(budget_per_day=0.001, price_in=1, price_out=1)
        self.large.text = "I do not know."
        self.grant(self.slip())
        refused = 0
        for _ in range(8):
            slip = self.slip()
            if slip["allowed"]:
                self.grant(slip)
                continue
            refused += 1
            self.assertIn("budget", slip["refusal"])
            self.assertEqual(self.server.error("/v1/desks/shop/grant", {"slip": slip["id"], "granted": True})[0], 400)
        self.assertGreater(refused, 0)
        self.assertEqual(len(self.large.arrived), 9 - refused)
        # What was spent is known after a start as well.
        self.again(signal.SIGKILL)
        self.assertFalse(self.slip()["allowed"])

    def test_always_is_granted_once_for_all(self):
        self.settings(mode="always")
        self.assertFalse(self.slip()["granted"])
        self.consent("escalation")
        self.assertTrue(self.slip()["granted"])
        self.assertEqual(self.large.arrived, [])


class Knowledge(Case):
    def bytes_of_home(self):
        return b"".join(p.read_bytes() for p in self.home.rglob("*") if p.is_file())

    def test_add_search_list_delete(self):
        server = self.start()
        empty = get(server, "/v1/knowledge")
        self.assertEqual((empty["data"], empty["passages"]), ([], 0))
        self.assertEqual(server.error("/v1/knowledge/search", {"question": "a"})[0], 404)
        self.assertFalse((self.home / "knowledge.tbk").exists())
        added = server.post("/v1/knowledge", name="radio.md", text=desk.MANUAL)
        self.assertEqual((added["files"], added["problems"]), (1, []))
        self.assertGreater(added["passages_added"], 1)
        server.post("/v1/knowledge", name="notes.txt", text="The xylophone of Quetzalcoatl stands in the cellar.")
        again = server.post("/v1/knowledge", name="radio.md", text=desk.MANUAL)
        self.assertEqual((again["unchanged"], again["passages_added"]), (1, 0))
        hits = server.post("/v1/knowledge/search", question="How long does the battery last?", most=2)["data"]
        self.assertEqual((hits[0]["file"], hits[0]["heading"]), ("radio.md", "Radio > Battery"))
        self.assertLessEqual(len(hits), 2)
        listed = get(server, "/v1/knowledge")
        self.assertEqual((sorted(f["name"] for f in listed["data"]), listed["encoder"]), (["notes.txt", "radio.md"], "seed"))
        self.assertIn(b"Quetzalcoatl", self.bytes_of_home())
        status, _, body = server.request("DELETE", "/v1/knowledge/notes.txt")
        self.assertEqual((status, json.loads(body)["passages_removed"]), (200, 1))
        self.assertNotIn(b"Quetzalcoatl", self.bytes_of_home())
        self.assertNotIn(b"uetzalcoat", self.bytes_of_home())
        self.assertEqual([f["name"] for f in get(server, "/v1/knowledge")["data"]], ["radio.md"])
        self.assertEqual(server.error("/v1/knowledge/notes.txt", None, method="DELETE")[0], 404)
        server = self.again()
        self.assertEqual(server.post("/v1/knowledge/search", question="the loudest step")["data"][0]["heading"], "Radio > Sound")

    def test_bad_bodies_and_bytes(self):
        server = self.start()
        for bad in ({"name": "../a.md", "text": "a"}, {"name": "a.md"}, {"name": "a.md", "text": 5}, {"text": "a"}, [],
                    {"name": "a.md", "text": "a", "base64": "YQ=="}, {"name": ".a", "text": "b"}):
            self.assertEqual(server.request("POST", "/v1/knowledge", bad)[0], 400, bad)
        for odd in ("", "/wD//gA=", "AAAA"):
            self.assertEqual(server.request("POST", "/v1/knowledge", {"name": "a.txt", "base64": odd})[0], 200)
        for bad in ({}, {"question": "a", "most": 0}, {"question": "a", "most": 51}, {"question": "a\u0000"}):
            self.assertEqual(server.request("POST", "/v1/knowledge/search", bad)[0], 400, bad)


class Kept(Case):
    def test_consents_and_audit(self):
        server = self.start()
        listed = get(server, "/v1/consents")["data"]
        self.assertEqual({c["state"] for c in listed}, {"open"})
        self.assertLessEqual({"answer", "corrections", "escalation"}, {c["purpose"] for c in listed})
        for c in listed:
            self.assertTrue(all(c[k] for k in ("title", "what", "why", "en", "ko")), c)
        granted = self.consent("corrections")
        self.assertEqual((granted["state"], granted["by"]), ("granted", "page"))
        self.assertEqual(self.consent("answer", "refused")["state"], "refused")
        self.assertEqual(self.consent("corrections", "withdrawn")["state"], "withdrawn")
        for bad in ({"purpose": "all", "state": "granted"}, {"purpose": "answer", "state": "maybe"}, {"state": "granted"},
                    {"purpose": "answer"}, {"purpose": "answer", "state": "granted", "days": -1}, {"purpose": 5, "state": "granted"}):
            self.assertEqual(server.request("POST", "/v1/consents", bad)[0], 400, bad)
        audit = get(server, "/v1/audit")
        self.assertEqual(audit["verdict"]["good"], True)
        self.assertEqual([e["seq"] for e in audit["data"]], sorted((e["seq"] for e in audit["data"]), reverse=True))
        self.assertGreaterEqual(sum(e["kind"].startswith("consent.") for e in audit["data"]), 3)
        self.again(signal.SIGKILL)
        states = {c["purpose"]: c["state"] for c in get(self.server, "/v1/consents")["data"]}
        self.assertEqual((states["corrections"], states["answer"]), ("withdrawn", "refused"))
        self.check_audit()

    def test_feedback_is_kept_only_with_the_grant(self):
        server = self.start()
        said = {"text": "How can I pay?", "rating": -1, "reply": "By shell money, Zanzibar.", "correction": "By card.",
                "target": "chat", "model": "any"}
        self.assertEqual(server.post("/v1/feedback", **said), {"kept": False, "lesson": None})
        self.consent("corrections")
        kept = server.post("/v1/feedback", **said)
        self.assertTrue(kept["kept"])
        self.assertIsInstance(kept["lesson"], int)
        for bad in ({"text": "a"}, {"text": "a", "rating": 2}, {"rating": 1}, {"text": "a", "rating": "good"}, {"text": 1, "rating": 1}):
            self.assertEqual(server.request("POST", "/v1/feedback", bad)[0], 400, bad)
        # The vault is encrypted: what was said cannot be read off the disk.
        self.assertNotIn(b"Zanzibar", b"".join(p.read_bytes() for p in self.home.rglob("*") if p.is_file()))

    def test_a_wrong_key(self):
        self.start(TINYBRAIN_PASSPHRASE="open sesame")
        self.consent("answer")
        self.server.stop()
        self.start(TINYBRAIN_PASSPHRASE="wrong")
        for _ in range(2):
            status, _, body = self.server.request("GET", "/v1/consents")
            self.assertEqual(status, 400, body)
        self.server.stop()
        self.start(TINYBRAIN_PASSPHRASE="open sesame")
        self.assertIn("granted", {c["state"] for c in get(self.server, "/v1/consents")["data"]})


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        os.environ.update(XDG_CONFIG_HOME=own, XDG_DATA_HOME=own)
        serving.parse_arguments(__doc__.splitlines()[0])
        serving.run_tests(unittest, "__main__")
