#!/usr/bin/env python3
"""--sealed from the outside: the server and the commands do their work, and from inside a sealed server every known way
to the network, to files, to programs and to other processes is refused. Then the server in a network namespace that has
no interface but its own loopback. Exit 77 where the kernel has no Landlock or no seccomp.

    sealed_test.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain --preload BUILD/libsealed_preload.so [NAME ...]
"""
import errno
import fcntl
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import desk
import serving
from serving import CHAT, HELLO, MODELS, environment, folder, wide

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "brains/seed"
INSIDE = "TINYBRAIN_TEST_INSIDE"  # set in the namespace


def run(*args, stdin="", cwd=ROOT):
    return subprocess.run([serving.ARGS.tinybrain, *map(str, args)], capture_output=True, text=True, timeout=120, cwd=cwd,
                          env=environment(), input=stdin)


def statuses(pid):
    """/proc/PID/task/*/status as dictionaries."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        yield dict(line.split(":\t", 1) for line in (task / "status").read_text().splitlines() if ":\t" in line)


def say_hello(server):
    return server.post(CHAT, model="any", messages=HELLO, max_tokens=12, temperature=0)["choices"][0]["message"]


def whole_desk(test, place, *options):
    """All that a desk, the knowledge base and the vault do, in a folder of their own; killed in between."""
    env = {"XDG_CONFIG_HOME": str(place / "config")}
    home, asked = place / "home", "Who won the chess olympiad of 1972?"
    with serving.serving(["qwen2"], "--seed-brain", SEED, "--home", home, *options, env=env) as server:
        desk.make(server, "shop")
        desk.make(server, "other", encoder="none")
        test.assertEqual(server.request("DELETE", "/v1/desks/other")[0], 200)
        test.assertEqual([p.name for p in (home / "skills").iterdir()], ["shop"])
        server.post("/v1/consents", purpose="corrections", state="granted")
        server.post("/v1/consents", purpose="answer", state="granted")
        test.assertEqual(desk.ask(server, "shop", asked)["decision"], "unknown")
        waiting = desk.get(server, "/v1/desks/shop/queue")["data"]
        test.assertEqual([w["input"] for w in waiting], [asked])
        server.post("/v1/desks/shop/teach", text=asked, answer_text="The Soviet Union did.", lesson=waiting[0]["id"])
        test.assertEqual(desk.ask(server, "shop", asked)["text"], "The Soviet Union did.")
        server.post("/v1/desks/shop/settings", dial=0.3)
        server.post("/v1/knowledge", name="radio.md", text=desk.MANUAL)
        server.post("/v1/knowledge", name="gone.txt", text="The xylophone stands in the cellar.")
        test.assertEqual(server.request("DELETE", "/v1/knowledge/gone.txt")[0], 200)
        test.assertNotIn(b"xylophone", b"".join(p.read_bytes() for p in home.rglob("*") if p.is_file()))
        test.assertTrue(server.post("/v1/feedback", text="How can I pay?", rating=1)["kept"])
        server.stop(signal.SIGKILL)
    with serving.serving(["qwen2"], "--seed-brain", SEED, "--home", home, *options, env=env) as server:
        test.assertEqual(desk.ask(server, "shop", asked)["text"], "The Soviet Union did.")
        test.assertEqual(desk.get(server, "/v1/desks/shop/settings")["dial"], 0.3)
        hits = server.post("/v1/knowledge/search", question="How long does the battery last?")["data"]
        test.assertEqual(hits[0]["heading"], "Radio > Battery")
        test.assertEqual(desk.get(server, "/v1/desks/shop/report")["days"][0]["questions"], 3)
        audit = desk.get(server, "/v1/audit")
        test.assertTrue(audit["verdict"]["good"])
        test.assertIn("consent.granted", {e["kind"] for e in audit["data"]})
    # Only its owner may look.
    test.assertEqual({p.name for p in place.rglob("vault*") if p.is_file() and p.stat().st_mode & 0o077}, set())


class SealedServer(unittest.TestCase):
    def test_it_answers_as_an_open_one(self):
        replies = []
        for options in ((), ("--sealed",)):
            with serving.serving(["qwen2"], "--seed-brain", SEED, *options) as server:
                replies.append([say_hello(server),
                                server.post("/v1/completions", prompt="a b c", max_tokens=8, temperature=0)["choices"],
                                server.post("/v1/understand", input="오늘 정말 기뻐요!")["data"]])
                events = server.events(CHAT, model="any", messages=HELLO, max_tokens=8)
                self.assertGreater(len(events), 1)
                self.assertIn(server.request("GET", "/")[0], (200, 503))
                self.assertGreater(server.metric("process_resident_memory_bytes"), 1e6)
        self.assertEqual(*replies)
        with serving.serving(["bert"], "--sealed") as server:
            self.assertEqual(len(server.post("/v1/embeddings", input=["a", "b"], model="any")["data"]), 2)

    def test_from_inside_every_known_way_out_is_refused(self):
        with folder() as place:
            secret, told = Path(place) / "secret", Path(place) / "told"
            secret.write_text("not for the engine")
            env = {"LD_PRELOAD": serving.ARGS.preload, "TINYBRAIN_PROBE_OUT": str(told), "TINYBRAIN_PROBE_FILE": str(secret)}
            found = {}
            for options in ((), ("--sealed",)):
                with serving.serving(["qwen2"], *options, env=env) as server:
                    say_hello(server)
                    kept = list(statuses(server.process.pid))
                    self.assertGreater(len(kept), 2)
                    for s in kept:
                        self.assertEqual(s["Seccomp"], "2" if options else "0")
                        self.assertEqual(s["NoNewPrivs"], "1" if options else "0")
                rows = [line.split("\t") for line in told.read_text().splitlines()]
                found[options] = {(group, call): (refused == "1", int(error)) for group, call, refused, error in rows}
                told.unlink()
            opened, sealed = found.values()
            self.assertGreater(len(sealed), 100)
            self.assertEqual({way: error for way, (refused, error) in sealed.items() if not refused}, {})
            # The same tries from an open server: they do what they say.
            self.assertEqual(opened["files", "openat"], (False, 0))
            self.assertEqual(opened["network", "connect"], (False, errno.EBADF))
            self.assertEqual(opened["processes", "kill"][0], os.getuid() != 0)
            self.assertGreater(sum(not refused for refused, _ in opened.values()), len(sealed) / 2)

    def test_an_address_by_name_a_busy_port_and_a_missing_model(self):
        with serving.serving(["qwen2"], "--sealed", "--host", "localhost") as server:
            say_hello(server)
            busy = server.port
            second = subprocess.run([serving.ARGS.server, "-m", wide("qwen2"), "--port", str(busy), "--host", "localhost",
                                     "--sealed"], capture_output=True, text=True, env=environment(), timeout=60)
            self.assertEqual(second.returncode, 5, second.stderr)
        missing = subprocess.run([serving.ARGS.server, "-m", "/nowhere.gguf", "--sealed"], capture_output=True, text=True,
                                 env=environment(), timeout=60)
        self.assertEqual(missing.returncode, 4, missing.stderr)

    def test_through_the_program(self):
        with serving.serving(["qwen2"], "--sealed", through_cli=True) as server:
            say_hello(server)
            self.assertTrue(all(s["Seccomp"] == "2" for s in statuses(server.process.pid)))
            code, errors = server.stop()
        self.assertEqual(code, 0, errors)
        self.assertIn("sealed", errors)

    def test_a_link_in_a_models_folder_is_not_followed(self):
        with folder() as place:
            model, secret = Path(place) / "model", Path(place) / "elsewhere.json"
            shutil.copytree(wide("qwen2"), model)
            (model / "tokenizer.json").rename(secret)
            (model / "tokenizer.json").symlink_to(secret)
            refused = subprocess.run([serving.ARGS.server, "-m", str(model), "--sealed"], capture_output=True, text=True,
                                     env=environment(), timeout=60)
            self.assertNotEqual(refused.returncode, 0)
            self.assertIn("tokenizer.json", refused.stderr)


class SealedHome(unittest.TestCase):
    def test_a_desk_knowledge_and_the_vault(self):
        with folder() as place:
            whole_desk(self, Path(place), "--sealed")

    def test_what_takes_a_program_or_a_connection(self):
        with folder() as place, serving.serving(["qwen2"], "--sealed", "--seed-brain", SEED, "--home", place) as server:
            desk.make(server, "shop", encoder="none", docs=[])
            for refused in (("GET", "/v1/builds"), ("GET", "/v1/catalogue"), ("POST", "/v1/pulls"), ("POST", "/v1/builds")):
                status, error = server.error(refused[1], {"name": "a"} if refused[0] == "POST" else None, method=refused[0])
                self.assertEqual((status, error["code"]), (403, "sealed"), refused)
            status, error = server.error("/v1/desks", desk.request("other", encoder="all-minilm-l6-v2"))
            self.assertEqual((status, error["code"], error["param"]), (403, "sealed", "encoder"))
            server.post("/v1/consents", purpose="escalation", state="granted")
            server.post("/v1/desks/shop/settings", escalation={"mode": "always", "endpoint": "http://127.0.0.1:9/v1"})
            slip = desk.ask(server, "shop", "Who won the chess olympiad of 1972?")["slip"]
            self.assertEqual((slip["allowed"], slip["granted"]), (False, False))
            self.assertIn("sealed", slip["refusal"])
            status, error = server.error("/v1/desks/shop/grant", {"slip": slip["id"], "granted": True})
            self.assertEqual((status, error["code"]), (403, "sealed"))
            self.assertEqual(server.post("/v1/desks/shop/grant", slip=slip["id"], granted=False), {"refused": True})
            kinds = [e["kind"] for e in desk.get(server, "/v1/audit")["data"]]
            self.assertNotIn("escalation.sent", kinds)


class SealedCommands(unittest.TestCase):
    def same(self, *args, stdin=""):
        plain, sealed = run(*args, stdin=stdin), run(*args, "--sealed", stdin=stdin)
        self.assertEqual((plain.returncode, sealed.returncode), (0, 0), sealed.stderr)
        self.assertEqual(plain.stdout, sealed.stdout)
        self.assertTrue(sealed.stdout)

    def test_commands_say_the_same(self):
        model = ("-m", wide("qwen2"), "--temp", "0", "-n", "8")
        self.same("ask", *model, "Hello")
        self.same("complete", *model, "Hello")
        self.same("chat", *model, stdin="Hello\nand then?\n")
        self.same("understand", "I can't log in!", "고마워요")
        self.same("understand", "-m", SEED, "--file", ROOT / "README.md")

    def test_a_classifier_and_a_schema(self):
        with folder() as place:
            brain = serving.build_classifier(place)
            self.same("classify", "-m", brain, "Where is my card?")
            schema = Path(place) / "s.json"
            schema.write_text('{"type": "object", "properties": {"a": {"type": "boolean"}}, "required": ["a"]}')
            self.same("ask", "-m", wide("qwen2"), "--temp", "0", "-n", "40", "--schema", schema, "Hello")

    def test_a_brain_that_answers(self):
        with folder() as place:
            rows = "".join(f"how do I reset the {w}?,press the {w} button\n" for w in ("clock", "lamp", "radio", "stove") * 5)
            (Path(place) / "faq.csv").write_text("question,answer\n" + rows)
            built = run("build", Path(place) / "faq.csv", "--for", "answer", "-b", MODELS / "bert", "-o", Path(place) / "b")
            self.assertEqual(built.returncode, 0, built.stderr)
            self.same("answer", Path(place) / "b", "how do I reset the lamp?")

    def test_a_session_is_kept_and_nothing_else_written(self):
        with folder() as place:
            session, other = Path(place) / "s" / "session", Path(place) / "saved.md"
            session.parent.mkdir()
            for _ in range(2):
                done = run("chat", "-m", wide("qwen2"), "-n", "4", "--sealed", "--session", session,
                           stdin=f"Hello\n/save {other}\n")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertTrue(session.is_file())
                self.assertIn(str(other), done.stderr)
                self.assertEqual([p.name for p in session.parent.iterdir()], ["session"])
            self.assertFalse(other.exists())

    def test_doctor_proves_it(self):
        found = json.loads(run("doctor", "--json").stdout)["sealing"]
        self.assertEqual(set(found["refused"]), {"files", "network", "programs", "processes", "kernel"})
        self.assertGreater(sum(map(len, found["refused"].values())), 100)
        self.assertIn("io_uring_setup", found["refused"]["network"])
        self.assertEqual([call for calls in found["open"].values() for call in calls], [])
        page = run("doctor", "--lang", "ko").stdout
        self.assertIn("Landlock", page)
        self.assertIn("네트워크", page)


class Namespace(unittest.TestCase):
    def test_without_any_interface(self):
        for flags in ("-n", "-rn"):
            if shutil.which("unshare") and subprocess.run(["unshare", flags, "true"], capture_output=True).returncode == 0:
                break
        else:
            self.skipTest("namespaces are not allowed here")
        a = serving.ARGS
        done = subprocess.run(["unshare", flags, sys.executable, __file__, "--server", a.server, "--tinybrain", a.tinybrain,
                               "--preload", a.preload, "Inside"], capture_output=True, text=True, timeout=300,
                              env={**os.environ, INSIDE: "1"})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("OK", done.stderr)


class Inside(unittest.TestCase):
    """What Namespace starts: there is no way to anywhere, sealed or not."""

    @classmethod
    def setUpClass(cls):
        if INSIDE not in os.environ:
            raise unittest.SkipTest("only inside of the namespace")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:  # loopback up: SIOCSIFFLAGS, IFF_UP | IFF_RUNNING
            fcntl.ioctl(s, 0x8914, struct.pack("16sH14x", b"lo", 0x41))

    def test_all_that_is_served(self):
        self.assertEqual([name for _, name in socket.if_nameindex()], ["lo"])
        with serving.serving(["qwen2"], "--sealed", "--seed-brain", SEED) as server:
            say_hello(server)
            self.assertGreater(len(server.events(CHAT, model="any", messages=HELLO, max_tokens=8)), 1)
            for path in ("/", "/health", "/metrics", "/openapi.json", "/v1/models"):
                self.assertIn(server.request("GET", path)[0], (200, 503), path)
            self.assertEqual(server.post("/v1/understand", input="Why?")["model"], "seed")
        with folder() as place:
            with serving.serving([serving.build_classifier(place), "bert"], "--sealed") as server:
                self.assertTrue(server.post("/v1/classify", model="bank", input=["Where is my card?"])["data"])
                self.assertTrue(server.post("/v1/embeddings", model="bert", input="a")["data"])

    def test_the_whole_desk(self):
        with folder() as place:
            whole_desk(self, Path(place), "--sealed")


if __name__ == "__main__":
    # A sealed server makes the folder of what it keeps: not this user's.
    own = tempfile.TemporaryDirectory(prefix="tinybrain-home-")
    os.environ.update(XDG_CONFIG_HOME=own.name, XDG_DATA_HOME=own.name)
    serving.parse_arguments(__doc__.splitlines()[0], lambda p: p.add_argument("--preload", required=True))
    if not json.loads(run("doctor", "--json").stdout)["sealing"].get("refused"):
        print("skipped: this kernel cannot seal")
        sys.exit(77)
    serving.run_tests(unittest, "__main__")
