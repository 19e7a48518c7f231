#!/usr/bin/env python3
"""Skills as folders, from the outside: made, checked, asked, packed, installed; hostile packs; and over HTTP. No network,
no weights but the seed brain's.

    skills_test.py --home BUILD/tinybrain-home --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [NAME ...]
"""
import contextlib
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import serving
from desk import get

TEA = "item,amount,days\ntea,40 bags,300\nmilk,1 l,2\n"


class Case(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory(prefix="tinybrain-skills-")
        self.addCleanup(place.cleanup)
        self.folder = Path(place.name)

    def run_it(self, *args, code=0, person="me", stdin=None):
        home = self.folder / person
        env = serving.environment(XDG_DATA_HOME=str(home / "data"), XDG_CONFIG_HOME=str(home / "config"))
        done = subprocess.run([serving.ARGS.home, "skill", *map(str, args)], capture_output=True, text=True, timeout=120,
                              env=env, input=stdin)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout if code == 0 else done.stdout + done.stderr

    def of(self, *args, **more):
        return json.loads(self.run_it(*args, "--json", **more))

    def pantry(self, name="pantry"):
        self.run_it("new", self.folder / name)
        return self.folder / name


class Commands(Case):
    def test_a_new_skill_works_as_it_is(self):
        skill = self.pantry()
        self.assertTrue(self.of("check", skill)["good"])
        found = self.of("call", skill, "find", '{"item": "MILK"}')
        self.assertEqual([r["item"] for r in found["rows"]], ["milk"])
        self.assertEqual([r["item"] for r in self.of("call", skill, "find", '{"days": 4}')["rows"]], ["milk", "우유"])
        mine = self.folder / "mine"
        mine.mkdir()
        (mine / "pantry.csv").write_text(TEA)
        self.assertEqual([r["item"] for r in self.of("call", skill, "find", "{}", "--data", mine)["rows"]], ["tea", "milk"])
        (mine / "pantry.csv").write_text(TEA + "eggs,2\n")
        self.assertIn("line 4", self.run_it("call", skill, "find", "{}", "--data", mine, code=3))
        self.run_it("new", skill, code=2)

    def test_arguments_are_held_to_the_schema(self):
        skill = self.pantry()
        for arguments, said in (('{"item": 3}', "item"), ('{"itme": "tea"}', "itme"), ('{"days": -1}', "minimum"),
                                ('3', "object"), ('{"item": "' + "x" * 101 + '"}', "maxLength")):
            self.assertIn(said, self.run_it("call", skill, "find", arguments, code=2))
        self.assertIn("item", self.run_it("call", skill, "add_to_list", "{}", code=2))
        self.run_it("call", skill, "add_to_list", '{"item": "tea"}', code=8)  # the app's
        self.run_it("call", skill, "nothing", code=4)

    def test_check_finds_what_is_wrong(self):
        skill = self.pantry()
        toml = skill / "skill.toml"
        text = toml.read_text()
        for old, new, said in (('tool = "find"', 'tool = "fnd"', "fnd"), ('"is there {item:milk} in the pantry"', '"is there {milk} in"', "{slot:value}"),
                               ('"type": "number"', '"type": "nubmer"', "type"), ('"maxLength"', '"pattern": "x", "maxLength"', "pattern"),
                               ('data = ["pantry.csv"]', 'data = ["../pantry.csv"]', "../pantry.csv"),
                               ('kind = "declared"', 'kind = "magic"', "magic"), ('item = "has"', 'itme = "has"', "itme"),
                               ('"we need {count:two} bottles of {item:oil}"', '"look for {item:black beans}"', "black beans")):
            self.assertIn(old, text)
            toml.write_text(text.replace(old, new, 1))
            self.assertIn(said, self.run_it("check", skill, code=2), new)
        toml.write_text(text)
        self.of("check", skill)

    def test_over_its_limit_it_does_not_load(self):
        skill = self.pantry()
        report = skill / "eval/report.json"
        report.write_text('{"measures": {"error": 0.09}}')
        self.of("call", skill, "find", "{}")
        report.write_text('{"measures": {"error": 0.11}}')
        self.assertIn("0.11", self.run_it("call", skill, "find", "{}", code=8))
        self.assertIn("error", self.run_it("check", skill, code=2))
        report.write_text('{"measures"')
        self.run_it("call", skill, "find", "{}", code=3)

    def test_requests_in_words(self):
        self.run_it("new", "pantry")
        ask = lambda *words: self.of("ask", *words)
        found = ask("do we have any black beans")
        self.assertEqual((found["skill"], found["tool"], found["arguments"]["item"]), ("pantry", "find", "black beans"))
        self.assertEqual([r["item"] for r in found["result"]["rows"]], ["black beans"])
        self.assertEqual([step["did"] for step in found["trace"]], ["route", "slots", "call"])
        for words in ("hi", "안녕하세요", "thank you", "how are you feeling today", "오늘 너무 우울해"):
            self.assertNotIn("result", ask(words), words)
        self.assertEqual(self.of("route", "put olive oil on the shopping list")["tool"], "add_to_list")

    def test_what_the_router_learnt_is_kept(self):
        self.run_it("new", "pantry")
        requests = ("do we have any black beans", "plan my week", "이 함수 설명해 줘", "how are you feeling today")
        routed = lambda: [self.of("route", words) for words in requests]
        fresh = routed()
        file, = (self.folder / "me/data/tinybrain/cache").glob("router-*.bin")
        whole = file.read_bytes()
        self.assertEqual(routed(), fresh)
        file.write_bytes(whole[:-100])
        self.assertEqual(routed(), fresh)
        self.assertEqual(file.read_bytes(), whole)
        toml = self.folder / "me/data/tinybrain/skills/pantry/skill.toml"
        toml.write_text(toml.read_text().replace('"how much {item:flour} is left"', '"how much {item:flour} do we still have"'))
        self.of("route", requests[0])
        self.assertEqual(len(list(file.parent.glob("router-*.bin"))), 2)  # what it learns from has changed


class Packs(Case):
    def packed(self):
        skill = self.pantry()
        pack = self.folder / "pantry.tbskill"
        told = self.of("pack", skill, "-o", pack)
        self.assertEqual((told["name"], told["files"]), ("pantry", 4))
        return pack, told["signer"]

    def installed(self, person):
        place = self.folder / person / "data/tinybrain/skills"
        return sorted(p.name for p in place.iterdir()) if place.exists() else []

    def test_packed_and_installed(self):
        pack, signer = self.packed()
        first = pack.read_bytes()
        self.of("pack", self.folder / "pantry", "-o", pack)
        self.assertEqual(pack.read_bytes(), first)
        self.assertEqual(self.of("install", pack)["known"], True)  # one's own
        self.assertIn(signer, self.run_it("install", pack, code=2, person="other"))
        self.assertEqual(self.installed("other"), [])
        self.assertEqual(self.of("install", pack, "--trust", person="other")["signer"], signer)
        self.assertEqual(self.of("install", pack, person="other")["known"], True)  # again, in its place
        self.assertEqual(self.installed("other"), ["pantry"])
        self.assertEqual(self.of("call", "pantry", "find", '{"item": "rice"}', person="other")["found"], 1)
        key = self.folder / "me/data/tinybrain/skill-signing.key"
        self.assertEqual(key.stat().st_mode & 0o777, 0o600)

    def test_damaged_packs(self):
        pack, _ = self.packed()
        whole = pack.read_bytes()
        broken = self.folder / "broken.tbskill"
        header = whole.index(b"\n", 23)
        for bad in (b"", whole[:10], whole[:200], whole[:header], whole[:-1], whole + b"x", b"PK\3\4" + whole,
                    whole.replace(b"pantry.csv", b"pantry.cSv", 1), whole[:-2] + b"~~", whole.replace(b'"bytes":', b'"bytes":-', 1)):
            broken.write_bytes(bad)
            self.run_it("install", broken, "--trust", code=3)
        self.assertEqual(self.installed("me"), [])

    def test_a_pack_that_was_signed_to_do_harm(self):
        """Signed as it should be by someone who writes what no `skill pack` would."""
        pack, _ = self.packed()
        names = ["../evil", "/tmp/evil", "a/../../evil", ".hidden", "a//b", "a\\b", "skill.toml/x/..", "x" * 300]
        evil = self.folder / "evil.tbskill"
        key = (self.folder / "me/data/tinybrain/skill-signing.key").read_bytes()
        for name in names:
            evil.write_bytes(sign(pack.read_bytes(), key, lambda h: h["files"][0].update(path=name)))
            self.run_it("install", evil, "--trust", code=3)
        for change in (lambda h: h["files"][0].update(bytes=2**62), lambda h: h.update(name="../skills"), lambda h: h.update(name=""),
                       lambda h: h["files"].append(h["files"][-1]), lambda h: h.update(files=3), lambda h: h["files"][0].update(sha256="0")):
            evil.write_bytes(sign(pack.read_bytes(), key, change))
            self.run_it("install", evil, "--trust", code=3)
        self.assertEqual(self.installed("me"), [])
        self.assertEqual([p for p in self.folder.rglob("*evil*") if p != evil], [])
        self.assertFalse(Path("/tmp/evil").exists())

    def test_what_does_not_load_is_not_installed(self):
        pack, _ = self.packed()
        self.of("install", pack)
        (self.folder / "pantry/eval/report.json").write_text('{"measures": {"error": 0.5}}')
        self.run_it("pack", self.folder / "pantry", "-o", self.folder / "b.tbskill", code=8)
        self.assertFalse((self.folder / "b.tbskill").exists())
        (self.folder / "pantry/eval/report.json").unlink()
        os.symlink("/etc/passwd", self.folder / "pantry/sample/passwd")
        self.assertIn("passwd", self.run_it("pack", self.folder / "pantry", "-o", self.folder / "b.tbskill", code=2))

    def test_a_folder_that_is_no_skill_stays(self):
        pack, _ = self.packed()
        there = self.folder / "me/data/tinybrain/skills/pantry"
        there.mkdir(parents=True)
        (there / "letters.txt").write_text("mine")
        self.run_it("install", pack, code=2)
        self.assertEqual((there / "letters.txt").read_text(), "mine")


def sign(pack, key, change):
    """The pack with its header changed and signed anew, by the libsodium that the program uses."""
    import ctypes
    import ctypes.util
    sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
    begin = len(b"tinybrain skill pack 1\n")
    end = pack.index(b"\n", begin)
    header = json.loads(pack[begin:end])
    del header["signature"]
    change(header)
    said = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    public, secret, signature = (ctypes.create_string_buffer(n) for n in (32, 64, 64))
    sodium.crypto_sign_seed_keypair(public, secret, key)
    text = b"tinybrain skill pack\n" + said
    sodium.crypto_sign_detached(signature, None, text, ctypes.c_ulonglong(len(text)), secret)
    header["signature"] = signature.raw.hex()
    return pack[:begin] + json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode() + pack[end:]


class Http(Case):
    def setUp(self):
        super().setUp()
        self.stack = contextlib.ExitStack()
        self.addCleanup(self.stack.close)
        home = self.folder / "home"
        self.run_it("new", home / "skills/pantry")
        self.server = self.stack.enter_context(serving.serving(
            ["qwen2"], "--seed-brain", serving.MODELS.parents[2] / "brains/seed",
            env={"TINYBRAIN_HOME": str(home), "XDG_CONFIG_HOME": str(home) + "-config"}))

    def test_listed_shown_and_called(self):
        listed = {s["name"]: s for s in get(self.server, "/v1/skills")["data"]}
        self.assertEqual((listed["pantry"]["tools"], listed["pantry"]["installed"]), (["add_to_list", "find"], True))
        shown = get(self.server, "/v1/skills/pantry")
        self.assertEqual((shown["sample"], shown["data"]), (True, ["pantry.csv"]))
        self.assertIn("properties", shown["tools"][1]["arguments"])
        self.assertIn("창고에 {item:우유} 남았어?", shown["intents"]["find"]["ko"])
        found = self.server.post("/v1/skills/pantry/call", tool="find", arguments={"item": "쌀"})
        self.assertEqual(found["rows"][0]["amount"], "5 kg")
        mine = self.server.post("/v1/skills/pantry/call", tool="find", data={"pantry.csv": TEA})
        self.assertEqual([r["item"] for r in mine["rows"]], ["tea", "milk"])

    def test_wrong_calls(self):
        error = lambda body, path="/v1/skills/pantry/call": self.server.error(path, body)
        self.assertEqual(error({"tool": "find", "arguments": {"item": 1}})[0], 400)
        self.assertEqual(error({"tool": "none"})[0], 404)
        self.assertEqual(error({"tool": "find"}, "/v1/skills/none/call")[0], 404)
        self.assertEqual(error({"tool": "find"}, "/v1/skills/..%2f..%2fetc/call")[0], 404)
        self.assertEqual(error({})[0], 400)
        for data in ({"../x": "1"}, {"pantry.csv": 1}, [], {"": ""}, {"other.csv": "a\n1\n"}):
            self.assertIn(error({"tool": "find", "data": data})[0], (400, 404), data)

    def test_asked_in_words(self):
        asked = self.server.post("/v1/skills/ask", text="is there any milk in the pantry")
        self.assertEqual((asked["skill"], asked["tool"], asked["arguments"]), ("pantry", "find", {"item": "milk"}))
        self.assertEqual(asked["result"]["found"], 1)
        self.assertNotIn("result", self.server.post("/v1/skills/ask", text="hi"))
        self.assertEqual(self.server.error("/v1/skills/ask", {"text": ""})[0], 400)

    def test_a_character_acts_and_remembers(self):
        view = {"scene": "A hall.", "actions": [{"name": "open", "objects": ["treasure chest", "oak door"]}, {"name": "wait"}]}
        hears = lambda text, **more: self.server.post("/v1/characters/turn", persona={"name": "Mara"}, view=view, text=text, **more)
        first = hears("my name is Ann. open that treasure chest over there")
        self.assertEqual(first["turn"]["action"], {"name": "open", "objects": ["treasure chest"]})
        self.assertTrue(first["turn"]["done"])
        self.assertIn("Ann", json.dumps(first["memory"]["facts"]))
        again = hears("now the door", memory=first["memory"], language="en")
        self.assertEqual(again["memory"]["turns"], 2)
        phrases = {"open": "{0:을} 열게요."}
        self.assertEqual(hears("open the oak door")["turn"]["action"]["objects"], ["oak door"])
        korean = self.server.post("/v1/characters/turn", language="ko", persona={"name": "마라", "phrases": phrases},
                                  view={"actions": [{"name": "open", "words": ["열"], "objects": ["문"]}]}, text="문 열어 줘")
        self.assertEqual(korean["turn"]["line"], "문을 열게요.")
        for wrong in ({"view": []}, {"persona": {}}, {"text": ""}, {"memory": {"facts": 3}}, {"view": {"actions": [1]}},
                      {"language": "fr"}):
            body = {"persona": {"name": "Mara"}, "view": view, "text": "hi", **wrong}
            self.assertEqual(self.server.error("/v1/characters/turn", body)[0], 400, wrong)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        os.environ.update(XDG_CONFIG_HOME=own, XDG_DATA_HOME=own)
        serving.parse_arguments(__doc__.splitlines()[0], lambda p: p.add_argument("--home", required=True))
        serving.run_tests(unittest, "__main__")
