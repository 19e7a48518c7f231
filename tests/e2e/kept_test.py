#!/usr/bin/env python3
"""What the server keeps of its person, over HTTP: memories, lessons and events, read, put right and deleted; erasing with
a receipt, export, the vault's own endpoints. Killed and started again. No weights.

    kept_test.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [NAME ...]
"""
import contextlib
import json
import os
import signal
import tempfile
import unittest
from pathlib import Path

import serving
from desk import get

SECRET = "Zanzibar Quetzalcoatl"


def rows_of(receipt):
    """What of the person's own rows is gone; more may have gone with them."""
    return {table: receipt["removed"][table] for table in ("events", "lessons", "memories")}


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tinybrain-kept-")
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name) / "home"
        self.stack = contextlib.ExitStack()
        self.addCleanup(self.stack.close)
        self.start()

    def start(self, *options, **env):
        env = {"TINYBRAIN_HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home) + "-config", **env}
        self.server = self.stack.enter_context(serving.serving(["qwen2"], *options, env=env))
        return self.server

    def again(self, how=signal.SIGKILL, *options):
        self.server.stop(how)
        return self.start(*options)

    def grant(self, *purposes, state="granted"):
        for purpose in purposes:
            self.server.post("/v1/consents", purpose=purpose, state=state)

    def data(self, path):
        return get(self.server, path)["data"]

    def delete(self, path):
        status, _, body = self.server.request("DELETE", path)
        self.assertEqual(status, 200, body)
        return json.loads(body)

    def remember(self, text, **more):
        return self.server.post("/v1/memories", text=text, **more)["memory"]

    def disk(self):
        return b"".join(p.read_bytes() for p in self.home.rglob("*") if p.is_file())


class Memories(Case):
    def test_nothing_is_kept_before_it_is_granted(self):
        none = {"kept": False, "memory": None, "merged": False, "superseded": None}
        self.assertEqual(self.server.post("/v1/memories", text="I live in Seoul."), none)
        self.grant("remember", state="refused")
        self.assertEqual(self.server.post("/v1/memories", text="I live in Seoul."), none)
        self.assertEqual(self.data("/v1/memories"), [])

    def test_added_found_confirmed_and_put_right(self):
        self.grant("remember")
        first = self.server.post("/v1/memories", text="나는 서울에 살아요.", slot="home.city")
        self.assertEqual((first["kept"], first["merged"], first["superseded"]), (True, False, None))
        again = self.server.post("/v1/memories", text="나는 서울에 살아요", slot="home.city")
        self.assertEqual((again["memory"], again["merged"]), (first["memory"], True))
        told = self.data("/v1/memories")
        self.assertEqual([(m["text"], m["source"], m["slot"], m["times"]) for m in told],
                         [("나는 서울에 살아요.", "page", "home.city", 2)])
        self.assertNotIn("confirmed", told[0])
        path = f"/v1/memories/{first['memory']}"
        self.assertIn("confirmed", self.server.post(path, confirmed=True))

        right = self.server.post(path, text="나는 부산에 살아요.")
        self.assertEqual((right["kept"], right["superseded"]), (True, first["memory"]))
        now = self.data("/v1/memories")
        self.assertEqual([m["text"] for m in now], ["나는 부산에 살아요."])
        self.assertIn("confirmed", now[0])
        self.assertEqual(now[0]["slot"], "home.city")
        both = self.data("/v1/memories?superseded_too=true")
        self.assertEqual([m.get("superseded_by") for m in both], [None, right["memory"]])
        # What has no place of its own is put right as well, and the same text once more is the same memory.
        free = self.remember("I play the cello.")
        better = self.server.post(f"/v1/memories/{free}", text="I play the viola.")
        self.assertEqual(better["superseded"], free)
        same = self.server.post(f"/v1/memories/{better['memory']}", text="I play the viola!")
        self.assertEqual((same["memory"], same["merged"]), (better["memory"], True))
        found = self.server.post("/v1/memories/search", question="부산에 살아요?", most=2)["data"]
        self.assertEqual(found[0]["text"], "나는 부산에 살아요.")
        self.assertGreater(found[0]["strength"], 0)
        self.again()
        self.assertEqual(sorted(m["text"] for m in self.data("/v1/memories")), ["I play the viola.", "나는 부산에 살아요."])

    def test_deleted_with_a_receipt(self):
        self.grant("remember")
        old, kept = self.remember(f"I come from {SECRET}.", slot="from"), self.remember("I like tea.")
        new = self.server.post(f"/v1/memories/{old}", text="I come from nowhere in particular.")["memory"]
        receipt = self.delete(f"/v1/memories/{new}")
        self.assertEqual((receipt["removed"]["memories"], receipt["clean"]), (1, True))
        # What it had replaced does not come back to life.
        self.assertEqual([m["id"] for m in self.data("/v1/memories")], [kept])
        self.assertEqual([m["id"] for m in self.data("/v1/memories?superseded_too=true")], [kept, old])
        self.delete(f"/v1/memories/{old}")
        self.assertNotIn(SECRET.encode(), self.disk())
        on_disk = json.loads((self.home / "receipts" / f"{receipt['id']}.json").read_text())
        self.assertEqual(on_disk, receipt)
        self.assertEqual(self.server.error(f"/v1/memories/{new}", None, method="DELETE")[0], 404)

    def test_withdrawn_is_shown_when_asked_for_and_never_used(self):
        self.grant("remember")
        self.remember("I like tea.")
        self.grant("remember", state="withdrawn")
        self.assertEqual(self.data("/v1/memories"), [])
        self.assertEqual(self.server.post("/v1/memories/search", question="tea")["data"], [])
        shown = self.data("/v1/memories?withdrawn_too=true")
        self.assertEqual([m["text"] for m in shown], ["I like tea."])
        self.assertFalse(self.server.post(f"/v1/memories/{shown[0]['id']}", text="I like coffee.")["kept"])
        self.assertEqual([m["text"] for m in self.data("/v1/memories?withdrawn_too=true&superseded_too=true")], ["I like tea."])

    def test_pages(self):
        self.grant("remember")
        ids = [self.remember(f"Fact number {i} is about {i * 7}.") for i in range(7)]
        first = self.data("/v1/memories?limit=4")
        self.assertEqual([m["id"] for m in first], ids[:2:-1])
        self.assertEqual([m["id"] for m in self.data(f"/v1/memories?limit=4&before={first[-1]['id']}")], ids[2::-1])

    def test_bad_requests(self):
        self.grant("remember")
        memory = self.remember("I like tea.")
        for bad in ({}, {"text": 5}, {"text": "a\u0000"}, {"text": " "}, {"text": "a", "purpose": "corrections"},
                    {"text": "a", "kind": "Two words"}, {"text": "a", "slot": 3}):
            self.assertEqual(self.server.error("/v1/memories", bad)[0], 400, bad)
        for bad in ({}, {"confirmed": False}, {"confirmed": True, "text": "a"}, {"text": ""}, {"confirmed": "yes"}, []):
            self.assertEqual(self.server.error(f"/v1/memories/{memory}", bad)[0], 400, bad)
        for query in ("limit=0", "limit=1001", "limit=x", "before=-1", "kind=a%00b", "kind=%ff", "superseded_too=yes",
                      "slot=" + "a" * 100, "slot=", "limit=", "kind=a&kind=b"):
            status, error = self.server.error("/v1/memories?" + query, None, method="GET")
            self.assertEqual((status, error["param"]), (400, query.split("=")[0]), query)
        for odd in ("0", "-1", "x", "99", str(2**63 - 1), str(2**64), "1x"):
            self.assertEqual(self.server.error(f"/v1/memories/{odd}", {"confirmed": True})[0], 404, odd)
            self.assertEqual(self.server.error(f"/v1/memories/{odd}", None, method="DELETE")[0], 404, odd)
        self.assertEqual(self.server.request("GET", "/v1/memories?nobody=knows")[0], 200)
        self.assertEqual([m["text"] for m in self.data("/v1/memories")], ["I like tea."])


class Lessons(Case):
    def test_listed_taken_back_and_deleted(self):
        self.grant("corrections")
        ids = [self.server.post("/v1/feedback", text=f"Question {i}?", rating=-1, correction="So.")["lesson"] for i in range(3)]
        self.assertEqual([(x["id"], x["kind"], x["state"]) for x in self.data("/v1/lessons")],
                         [(i, "feedback", "open") for i in reversed(ids)])
        changed = self.server.post(f"/v1/lessons/{ids[0]}", state="dismissed")
        self.assertEqual((changed["id"], changed["state"], changed["detail"]["correction"]), (ids[0], "dismissed", "So."))
        self.assertEqual([x["id"] for x in self.data("/v1/lessons?state=open&kind=feedback")], [ids[2], ids[1]])
        self.assertTrue(self.delete(f"/v1/lessons/{ids[1]}")["clean"])
        self.assertEqual([x["id"] for x in self.data("/v1/lessons")], [ids[2], ids[0]])
        for bad in ({}, {"state": "maybe"}, {"state": 1}):
            self.assertEqual(self.server.error(f"/v1/lessons/{ids[0]}", bad)[0], 400, bad)
        self.assertEqual(self.server.error("/v1/lessons/77", {"state": "open"})[0], 404)
        for bad in ("state=a%20b%3B", "state=null", "state="):
            self.assertEqual(self.server.error("/v1/lessons?" + bad, None, method="GET")[0], 400, bad)


class Events(Case):
    def test_listed_and_deleted(self):
        # A desk records; without one there are none.
        self.assertEqual(self.data("/v1/events"), [])
        self.assertEqual(self.server.error("/v1/events/1", None, method="DELETE")[0], 404)
        for bad in ("from=yesterday", "to=2026-13-01", "purpose=%22", "purpose=nonsense"):
            self.assertEqual(self.server.error("/v1/events?" + bad, None, method="GET")[0], 400, bad)
        self.assertEqual(self.data("/v1/events?from=2026-01-01&to=2026-01-02T10:00&purpose=answer&limit=5"), [])


class Erasing(Case):
    def fill(self):
        self.grant("remember", "corrections")
        self.remember(f"My landlord is {SECRET}.")
        self.remember("I like tea.")
        self.server.post("/v1/feedback", text=f"Where does {SECRET} live?", rating=-1)

    def test_a_topic(self):
        self.fill()
        self.assertIn(SECRET, json.dumps(get(self.server, "/v1/export")))
        receipt = self.server.post("/v1/erase", topic="quetzalcoatl")
        self.assertEqual(rows_of(receipt), {"events": 0, "lessons": 1, "memories": 1})
        self.assertTrue(receipt["clean"], receipt)
        self.assertNotIn("uetzal", json.dumps(receipt))
        self.assertEqual([m["text"] for m in self.data("/v1/memories")], ["I like tea."])
        self.assertNotIn(SECRET, json.dumps(get(self.server, "/v1/export")))
        self.check_receipt(receipt)
        self.again()
        self.assertEqual(self.data("/v1/lessons"), [])
        audit = get(self.server, "/v1/audit")
        self.assertTrue(audit["verdict"]["good"])
        self.assertIn("erase", [e["kind"] for e in audit["data"]])

    def check_receipt(self, receipt):
        verdict = self.server.post("/v1/receipts/verify", receipt=receipt)
        self.assertEqual((verdict["good"], verdict["ours"]), (True, True))
        self.assertEqual(verdict["public_key"], get(self.server, "/v1/vault")["public_key"])
        for forged in ({**receipt, "clean": False}, {**receipt, "removed": {}}, {**receipt, "signature": "00"}):
            self.assertFalse(self.server.post("/v1/receipts/verify", receipt=forged)["good"])
        for none in ({}, {"tinybrain_receipt": 1}, {**receipt, "public_key": 5}):
            self.assertEqual(self.server.error("/v1/receipts/verify", {"receipt": none})[0], 400, none)
        self.assertEqual(self.server.error("/v1/receipts/verify", {"receipt": "x"})[0], 400)

    def test_all_a_purpose_and_a_time(self):
        self.fill()
        self.assertEqual(sum(rows_of(self.server.post("/v1/erase", to="2001-01-01")).values()), 0)
        self.assertEqual(self.server.post("/v1/erase", purpose="corrections")["removed"]["lessons"], 1)
        self.assertEqual(self.server.post("/v1/erase", **{"from": "2020-01-01", "to": "2100-01-01"})["removed"]["memories"], 2)
        self.remember("I like tea.")
        self.assertEqual(self.server.post("/v1/erase", all=True)["removed"]["memories"], 1)
        self.assertEqual(self.data("/v1/memories?withdrawn_too=true&superseded_too=true"), [])

    def test_what_is_refused(self):
        self.fill()
        outside = self.home.parent / "mine.txt"
        outside.write_text("not for the server")
        status, error = self.server.error("/v1/erase", {"all": True, "files": [str(outside)]})
        self.assertEqual((status, error["param"]), (400, "files"))
        self.assertTrue(outside.exists())
        for bad in ({}, {"all": False}, {"id": 1}, {"table": "memories"}, {"table": "audit", "topic": "a"}, {"topic": ""},
                    {"purpose": "all"}, {"from": "soon"}, {"all": "yes"}, {"id": 0, "table": "memories"},
                    # An empty condition is none that the person meant.
                    {"topic": "tea", "to": ""}, {"topic": "tea", "purpose": ""}, {"topic": "tea", "table": ""}):
            self.assertEqual(self.server.error("/v1/erase", bad)[0], 400, bad)
        self.assertEqual(len(self.data("/v1/memories")), 2)
        # Of a page elsewhere, and as a form sends it.
        for headers in ({"Origin": "https://evil.example"}, {"Content-Type": "text/plain"}):
            self.assertIn(self.server.request("POST", "/v1/erase", b'{"all": true}', headers)[0], (403, 415))
        self.assertEqual(len(self.data("/v1/memories")), 2)


class Whole(Case):
    def test_export(self):
        self.grant("remember")
        self.remember("<script>alert(1)</script> & 차를 좋아해요.")
        status, headers, body = self.server.request("GET", "/v1/export")
        self.assertEqual((status, headers["Content-Type"]), (200, "application/json"))
        self.assertEqual(headers["Content-Disposition"], 'attachment; filename="tinybrain-export.json"')
        self.assertIn("차를 좋아해요", json.loads(body)["memories"][0]["text"])
        status, headers, body = self.server.request("GET", "/v1/export/page")
        self.assertEqual((status, headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        self.assertIn("attachment", headers["Content-Disposition"])
        self.assertTrue(headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'"))
        self.assertIn("차를 좋아해요", body.decode())
        self.assertNotIn("<script", body.decode())
        self.assertNotIn("좋아해요".encode(), self.disk())
        self.assertEqual([e["kind"] for e in self.data("/v1/audit")][:2], ["export", "export"])

    def test_the_vault(self):
        self.grant("remember")
        self.remember("I like tea.")
        info = get(self.server, "/v1/vault")
        self.assertEqual((info["rows"]["memories"], info["granted"], info["file"]),
                         (1, ["remember"], str(self.home / "vault.tbv")))
        verdict = self.server.post("/v1/vault/verify")
        self.assertEqual((verdict["good"], verdict["damages"]), (True, []))
        made = Path(self.server.post("/v1/vault/backup")["file"])
        self.assertEqual((made.parent, made.suffix), (self.home / "backups", ".tbvb"))
        self.assertNotIn(b"I like tea", made.read_bytes())

    def test_a_key_is_wanted(self):
        self.server.stop()
        self.start(TINYBRAIN_API_KEY="open sesame")
        for method, path in (("GET", "/v1/memories"), ("GET", "/v1/export"), ("GET", "/v1/export/page"), ("GET", "/v1/vault"),
                             ("GET", "/v1/lessons"), ("GET", "/v1/events"), ("POST", "/v1/erase"), ("DELETE", "/v1/memories/1"),
                             ("POST", "/v1/vault/backup"), ("POST", "/v1/receipts/verify")):
            self.assertEqual(self.server.request(method, path, {} if method == "POST" else None)[0], 401, path)
        self.assertFalse((self.home / "vault.tbv").exists())

    def test_sealed(self):
        try:
            self.again(signal.SIGTERM, "--sealed")
        except AssertionError as error:
            self.skipTest(str(error))
        self.grant("remember", "corrections")
        memory = self.remember(f"My landlord is {SECRET}.")
        self.server.post(f"/v1/memories/{memory}", text="I have no landlord.")
        self.server.post("/v1/vault/backup")
        receipt = self.server.post("/v1/erase", topic=SECRET)
        self.assertEqual((receipt["removed"]["memories"], receipt["backups_renewed"], receipt["clean"]), (1, 1, True))
        self.assertTrue(self.server.post("/v1/receipts/verify", receipt=receipt)["ours"])
        self.assertEqual(len(get(self.server, "/v1/export")["memories"]), 1)
        self.assertEqual(self.server.request("GET", "/v1/export/page")[0], 200)
        self.again(signal.SIGKILL, "--sealed")
        self.assertEqual([m["text"] for m in self.data("/v1/memories")], ["I have no landlord."])
        self.assertTrue(self.server.post("/v1/vault/verify")["good"])
        private = [p for p in self.home.parent.rglob("*") if p.is_file() and p.stat().st_mode & 0o077]
        self.assertEqual([p for p in private if "vault" in p.name or "receipts" in str(p)], [])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        os.environ.update(XDG_CONFIG_HOME=own, XDG_DATA_HOME=own)
        serving.parse_arguments(__doc__.splitlines()[0])
        serving.run_tests(unittest, "__main__")
