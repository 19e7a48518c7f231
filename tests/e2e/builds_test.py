#!/usr/bin/env python3
"""Builds, pulls and models that come and go, as the page asks for them, on a tiny random encoder and small tables:
what is told while a build runs, reports, stops, restarts after kill -9, full disks, and who is refused. No network.

    builds_test.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [NAME ...]
"""
import base64
import contextlib
import json
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import serving
from serving import DATA, MODELS, Server

BUILDS = "/v1/builds"
FAQ = ("question,answer\n배송은 얼마나 걸리나요?,이틀 안에 도착합니다.\n환불은 어떻게 받나요?,7일 안에 신청하세요.\n"
       "How do I reset my password?,Use the link on the sign-in page.\n매장은 몇 시에 여나요?,열 시에 엽니다.\n"
       "Can I pay by card?,Yes; every card.\n주차할 수 있나요?,건물 뒤에 주차장이 있습니다.\n")
CLASSIFIER = dict(epochs=3, batch=8, rate=0.003, dev_share=0.2, test_share=0.2, patience=0)


def encoded(path):
    return {"name": path.name, "base64": base64.b64encode(path.read_bytes()).decode()}


def children(pid):
    """Processes that this one started, by id."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rsplit(") ", 1)[1].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found


class Building(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="tinybrain-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.home = self.folder / "home"
        self.server = None
        self.start()

    def start(self, *options, **env):
        self.server = Server(["qwen2"], *options, env={"TINYBRAIN_HOME": str(self.home), "TINYBRAIN_WEIGHTS": str(MODELS), **env})
        self.addCleanup(self.server.stop)

    def get(self, path):
        status, _, body = self.server.request("GET", path)
        self.assertEqual(status, 200, body)
        return json.loads(body)

    def begin(self, **members):
        return self.server.post(BUILDS, **members)

    def begin_faq(self, **more):
        return self.begin(task="answer", name="가게", files=[{"name": "faq.csv", "text": FAQ}], **more)

    def begin_classifier(self, name="bank", **options):
        return self.begin(task="classify", name=name, base="bert", files=[encoded(DATA / "tables/banking77.csv")],
                          options={**CLASSIFIER, **options})

    def wait(self, build, *states, seconds=120):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            now = self.get(f"{BUILDS}/{build['id']}")
            if now["state"] in states:
                return now
            time.sleep(0.05)
        self.fail(f"still {now['state']}: {now}")

    def wait_for_training(self, build):
        until = time.monotonic() + 60
        while not self.get(f"{BUILDS}/{build['id']}")["progress"]["losses"]:
            self.assertLess(time.monotonic(), until)
            time.sleep(0.05)

    def refused(self, method, path, status, members=None):
        got, error = self.server.error(path, members, method=method)
        self.assertEqual(got, status, error)
        return error

    def do(self, build, what, status=200):
        got, _, body = self.server.request("POST", f"{BUILDS}/{build['id']}/{what}", {})
        self.assertEqual(got, status, body)
        return json.loads(body)

    def test_nothing_is_written_before_the_first_build(self):
        self.assertEqual(self.get(BUILDS)["data"], [])
        self.assertFalse(self.home.exists())

    def test_an_faq_is_built_used_and_taken_away(self):
        build = self.begin_faq()
        self.assertEqual((build["name"], build["base"], build["served"]), ("가게", "none", None))
        done = self.wait(build, "done", "failed")
        self.assertEqual(done["state"], "done", done["error"])
        self.assertGreater(done["measures"]["model"]["bytes"], 0)
        place = f"{BUILDS}/{build['id']}"
        status, headers, report = self.server.request("GET", place + "/report")
        self.assertEqual((status, headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        self.assertTrue(headers["Content-Security-Policy"].startswith("sandbox; default-src 'none';"))
        self.assertIn("가게", report.decode())
        status, headers, card = self.server.request("GET", place + "/card")
        self.assertEqual((status, headers["Content-Type"]), (200, "text/markdown; charset=utf-8"))
        self.assertIn("가게", card.decode())

        model = self.server.post("/v1/models", build=build["id"])
        self.assertEqual((model["id"], model["capabilities"]), ("가게", ["answer"]))
        self.assertEqual(self.server.post("/v1/models", build=build["id"])["id"], "가게")
        self.assertEqual([m["id"] for m in self.get("/v1/models")["data"]][1:], ["가게"])
        self.assertEqual(self.get(place)["served"], "가게")
        found = self.server.post("/v1/answer", model="가게", input=["환불은 어떻게 받는 건가요?", "양자역학의 관측 문제"])["data"]
        self.assertEqual((found[0]["known"], found[0]["found"][0]["answer"]), (True, "7일 안에 신청하세요."))
        self.assertFalse(found[1]["known"])
        self.assertEqual(self.server.error("/v1/answer", {"model": "qwen2", "input": "x"})[0], 404)
        self.assertEqual(self.server.error("/v1/chat/completions", {"model": "가게", "messages": [
            {"role": "user", "content": "x"}]})[0], 404)

        self.refused("DELETE", place, 409)
        name = "%EA%B0%80%EA%B2%8C"
        self.assertEqual(self.server.request("DELETE", "/v1/models/" + name)[0], 200)
        self.refused("DELETE", "/v1/models/" + name, 404)
        self.assertEqual(self.server.request("DELETE", place)[0], 200)
        self.refused("GET", place, 404)
        self.assertEqual([p.name for p in (self.home / "builds").iterdir()], ["lock"])

    def test_what_is_told_while_it_runs(self):
        build = self.begin_classifier()
        _, headers, body = self.server.request("GET", f"{BUILDS}/{build['id']}/events", timeout=200)
        self.assertEqual(headers["Content-Type"], "text/event-stream")
        parts = body.decode().split("\n\n")
        self.assertEqual(parts[-2:], ["data: [DONE]", ""])
        events = [json.loads(p.removeprefix("data: ")) for p in parts[:-2]]
        states = [e["build"]["state"] for e in events if "build" in e]
        self.assertEqual(states[-1], "done", events[-1])
        self.assertEqual(sorted(set(states), key=states.index), states)
        told = [e["progress"] for e in events if "progress" in e]
        training = [p for p in told if p.get("stage") == "train"]
        self.assertTrue(training)
        self.assertEqual(training[-1]["done"], training[-1]["total"])
        self.assertEqual(training[-1]["epochs"], 3)
        self.assertTrue(any("score" in p for p in training))
        done = events[-1]["build"]
        losses = done["progress"]["losses"]
        self.assertEqual(losses, sorted(losses))
        self.assertTrue(all(loss > 0 for _, loss in losses))
        self.assertEqual(len(done["progress"]["scores"]), 2)
        accuracy = done["measures"]["test"]["accuracy"]
        self.assertEqual(accuracy, json.loads((self.home / "builds" / build["id"] / "brain/measures.json").read_text())
                         ["test"]["accuracy"])
        # The list has the figure, not the curve. Who asks again hears how it ended.
        listed = self.get(BUILDS)["data"][0]
        self.assertEqual(listed["measures"]["test"]["accuracy"], accuracy)
        self.assertNotIn("losses", listed["progress"])
        again = self.server.request("GET", f"{BUILDS}/{build['id']}/events")[2].decode()
        self.assertEqual(again.count("data: "), 2)
        # It is used beside what was served, under a name of its own.
        self.assertEqual(self.server.post("/v1/models", build=build["id"])["id"], "bank")
        other = self.begin_classifier(epochs=1)
        self.wait(other, "done")
        self.assertEqual(self.server.post("/v1/models", build=other["id"])["id"], "bank-2")
        self.assertIn(self.server.post("/v1/classify", model="bank-2", input="where is my card?")["data"][0]["label"],
                      (None, "card_arrival", "exchange_rate", "lost_or_stolen_card"))

    def test_one_at_a_time_with_low_priority_stopped_and_continued(self):
        long = self.begin_classifier(name="long", epochs=1000, checkpoint_seconds=0.05)
        waits = self.begin_faq()
        self.wait(long, "running")
        self.assertEqual(self.get(f"{BUILDS}/{waits['id']}")["state"], "waiting")
        self.wait_for_training(long)
        child, = children(self.server.process.pid)
        self.assertEqual(os.getpriority(os.PRIO_PROCESS, child), 10)
        self.refused("DELETE", f"{BUILDS}/{long['id']}", 409)
        self.do(long, "continue", 409)
        stopped = self.do(long, "stop")
        self.assertEqual((stopped["state"], stopped["error"]), ("stopped", None))
        self.wait(waits, "done")
        self.do(waits, "stop", 409)
        before = stopped["progress"]["losses"][-1][0]
        self.do(long, "continue")
        until = time.monotonic() + 60
        while (now := self.get(f"{BUILDS}/{long['id']}"))["progress"]["losses"][-1][0] <= before:
            self.assertLess(time.monotonic(), until, now)
            time.sleep(0.05)
        # From its last checkpoint, not from the beginning.
        self.assertGreater(now["progress"]["losses"][0][0], 0)
        # The server's own stop keeps it; the next one shows it as stopped.
        code, errors = self.server.stop()
        self.assertEqual(code, 0, errors)
        self.assertEqual(json.loads((self.home / "builds" / long["id"] / "build.json").read_text())["state"], "stopped")
        self.start()
        listed = {b["id"]: b["state"] for b in self.get(BUILDS)["data"]}
        self.assertEqual(listed, {long["id"]: "stopped", waits["id"]: "done"})
        self.assertEqual(self.server.request("DELETE", f"{BUILDS}/{long['id']}")[0], 200)

    def test_a_waiting_build_can_be_stopped(self):
        long = self.begin_classifier(name="long", epochs=1000)
        waits = self.begin_faq()
        self.assertEqual(self.do(waits, "stop")["state"], "stopped")
        self.do(long, "stop")
        self.do(waits, "continue")
        self.wait(waits, "done")

    def test_a_killed_server_loses_no_build(self):
        build = self.begin_classifier(epochs=1000, checkpoint_seconds=0.05)
        self.wait_for_training(build)
        child, = children(self.server.process.pid)
        self.server.stop(signal.SIGKILL)
        # The child notices that nobody listens and ends by itself.
        until = time.monotonic() + 20
        while Path(f"/proc/{child}").exists() and "Z" not in Path(f"/proc/{child}/stat").read_text().split(") ")[1][:1]:
            self.assertLess(time.monotonic(), until)
            time.sleep(0.05)
        (self.home / "builds" / "20260101-000000").mkdir()  # as if killed while files came
        self.start()
        kept = self.get(BUILDS)["data"]
        self.assertEqual([(b["id"], b["state"]) for b in kept], [(build["id"], "stopped")])
        self.do(build, "continue")
        self.wait_for_training(build)
        self.assertEqual(self.do(build, "stop")["state"], "stopped")

    def test_a_killed_child_and_bad_data_say_why(self):
        build = self.begin_classifier(epochs=1000)
        self.wait_for_training(build)
        os.kill(children(self.server.process.pid)[0], signal.SIGKILL)
        failed = self.wait(build, "failed")
        self.assertIn("killed", failed["error"])
        for text, language, word in (("a,b\n1,2\n", "en", "--text-column"), ("text,label\n", "ko", "없습니다"), ("", "en", "bad")):
            bad = self.begin(task="classify", files=[{"name": "bad.csv", "text": text}], language=language)
            failed = self.wait(bad, "failed")
            self.assertIn(word, failed["error"])
        unknown = self.begin(task="answer", files=[{"name": "faq.csv", "text": FAQ}], options={"no_such_choice": 1})
        self.assertIn("no_such_choice", self.wait(unknown, "failed")["error"])
        self.assertEqual(self.get("/health")["status"], "ok")

    def test_two_servers_do_not_share_a_folder(self):
        self.wait(self.begin_faq(), "done")
        with serving.serving(["qwen2"], env={"TINYBRAIN_HOME": str(self.home)}) as other:
            for method, members in (("GET", None), ("POST", {"task": "answer", "files": [{"name": "a.csv", "text": FAQ}]})):
                status, error = other.error(BUILDS, members, method=method)
                self.assertEqual((status, error["code"]), (409, "in_use"))
            self.server.stop()
            self.assertEqual(len(json.loads(other.request("GET", BUILDS)[2])["data"]), 1)
        self.start()

    def test_what_is_refused(self):
        file = {"name": "a.csv", "text": FAQ}
        for members, param in (({"task": "answer", "files": [{"name": "../a.csv", "text": ""}]}, "files[0].name"),
                               ({"task": "answer", "files": [file], "name": "a/b"}, "name"),
                               ({"task": "answer", "files": [file], "options": {"output": "/tmp/x"}}, "options.output"),
                               ({"task": "answer", "files": [{"name": "a", "base64": "*"}]}, "files[0].base64")):
            error = self.refused("POST", BUILDS, 400, members)
            self.assertEqual(error["param"], param)
        self.assertEqual(self.refused("POST", BUILDS, 404, {"task": "answer", "files": [file], "base": "../x"})["param"], "base")
        self.refused("POST", BUILDS, 404, {"task": "answer", "files": [file], "base": "smollm2-135m-instruct"})
        for place in ("x", "..%2f..", "%2e%2e", "20260101-000000", "-", "1" * 50):
            self.assertEqual(self.server.request("GET", f"{BUILDS}/{place}")[0], 404, place)
            self.assertEqual(self.server.request("DELETE", f"{BUILDS}/{place}")[0], 404, place)
        self.assertFalse(self.home.exists())
        # Files may be large here, and only here.
        large = {"task": "answer", "files": [{"name": "a.csv", "text": FAQ + "x" * (9 << 20)}]}
        self.assertEqual(self.server.error("/v1/answer", large)[0], 413)
        self.assertEqual(self.server.request("POST", BUILDS, large)[0], 200)
        connection = self.server.connect()
        connection.putrequest("POST", BUILDS)
        for header in (("Content-Type", "application/json"), ("Content-Length", str((64 << 20) + 1))):
            connection.putheader(*header)
        connection.endheaders()
        self.assertEqual(connection.getresponse().status, 413)
        for path in (BUILDS, "/v1/pulls", "/v1/models"):
            status, _, _ = self.server.request("POST", path, {}, {"Origin": "https://evil.example"})
            self.assertEqual(status, 403)
        status, _, _ = self.server.request("DELETE", "/v1/models/qwen2", headers={"Origin": "https://evil.example"})
        self.assertEqual(status, 403)
        with serving.serving(["qwen2"], env={"TINYBRAIN_API_KEY": "k"}) as locked:
            for method, path in (("GET", BUILDS), ("GET", "/v1/catalogue"), ("POST", "/v1/pulls"), ("DELETE", "/v1/models/qwen2")):
                self.assertEqual(locked.request(method, path, {} if method == "POST" else None)[0], 401, path)

    def test_a_full_disk_leaves_nothing_half(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, hard))
        try:
            self.server.stop()
            self.start()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        big = {"task": "answer", "files": [{"name": "a.csv", "text": FAQ}, {"name": "b.csv", "text": "x" * (2 << 20)}]}
        error = self.refused("POST", BUILDS, 500, big)
        self.assertIn("b.csv", error["message"])
        self.assertEqual([p.name for p in (self.home / "builds").iterdir()], ["lock"])
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True)
        if mounted.returncode != 0:
            return
        try:
            self.server.stop()
            self.home = disk
            self.start()
            self.assertEqual(self.refused("POST", BUILDS, 507, big)["code"], "disk_full")
            self.assertEqual([p.name for p in (disk / "builds").iterdir()], ["lock"])
        finally:
            self.server.stop()
            subprocess.run(["umount", disk], check=True)


class Models(unittest.TestCase):
    def test_models_come_and_go(self):
        with serving.serving(["qwen2"], env={"TINYBRAIN_WEIGHTS": str(MODELS)}) as server:
            known = json.loads(server.request("GET", "/v1/catalogue")[2])
            self.assertTrue(known["may_pull"])
            entries = {e["name"]: e for e in known["data"]}
            self.assertTrue(entries["bert"]["here"])
            self.assertNotIn("download_bytes", entries["bert"])
            default = entries["smollm2-135m-instruct"]
            self.assertEqual((default["here"], default["licence"], default["default"]), (False, "Apache-2.0", True))
            self.assertGreater(default["download_bytes"], 1e7)
            self.assertEqual(set(default["descriptions"]), {"en", "ko"})
            self.assertNotIn("path", default)

            self.assertEqual(server.post("/v1/models", name="bert")["id"], "bert")
            self.assertEqual(len(server.post("/v1/embeddings", model="bert", input="x")["data"]), 1)
            entries = {e["name"]: e for e in json.loads(server.request("GET", "/v1/catalogue")[2])["data"]}
            self.assertEqual((entries["bert"]["served"], entries["llama"]["served"]), ("bert", None))
            memory = server.metric("process_resident_memory_bytes")
            self.assertGreater(memory, 0)
            self.assertEqual(server.post("/v1/models", path=str(MODELS / "llama"))["id"], "llama")
            for members, status in (({"name": "nobody"}, 404), ({"name": "gemma-3-270m"}, 404), ({"path": "/no/where"}, 404),
                                    ({"path": str(DATA / "README.md")}, 400), ({}, 400), ({"name": "bert", "path": "x"}, 400),
                                    ({"build": "1"}, 404), ({"build": "../x"}, 404), ({"name": 3}, 400)):
                self.assertEqual(server.error("/v1/models", members)[0], status, members)
            # Not while it writes.
            connection = server.connect()
            connection.request("POST", "/v1/chat/completions", json.dumps({
                "model": "llama", "stream": True, "messages": [{"role": "user", "content": "x"}], "max_tokens": 100000,
                "ignore": 1}), {"Content-Type": "application/json"})
            response = connection.getresponse()
            response.read(1)
            status = server.request("DELETE", "/v1/models/llama")[0]
            self.assertIn(status, (409, 200))  # 200: it had ended by itself
            connection.close()
            until = time.monotonic() + 20
            while status == 409:
                self.assertLess(time.monotonic(), until)
                time.sleep(0.05)
                status = server.request("DELETE", "/v1/models/llama")[0]
            self.assertEqual(status, 200)
            for name in ("bert", "qwen2"):
                self.assertEqual(server.request("DELETE", "/v1/models/" + name)[0], 200)
            self.assertEqual(json.loads(server.request("GET", "/v1/models")[2])["data"], [])
            self.assertEqual(server.error("/v1/embeddings", {"model": "bert", "input": "x"})[0], 404)
            self.assertEqual(server.post("/v1/models", name="qwen2")["id"], "qwen2")
            self.assertEqual(len(server.post("/v1/completions", prompt="a", max_tokens=3)["choices"]), 1)

    def test_many_ask_while_a_model_comes_and_goes(self):
        import threading
        with serving.serving(["qwen2"], env={"TINYBRAIN_WEIGHTS": str(MODELS)}) as server:
            server.post("/v1/models", name="bert")
            wrong, end = [], threading.Event()

            def ask():
                while not end.is_set():
                    status, _, body = server.request("POST", "/v1/embeddings", {"model": "bert", "input": ["a", "b c"]})
                    if status not in (200, 404, 503):
                        wrong.append((status, body))

            threads = [threading.Thread(target=ask) for _ in range(4)]
            for thread in threads:
                thread.start()
            gone = 0
            for _ in range(30):
                gone += server.request("DELETE", "/v1/models/bert")[0] == 200
                server.post("/v1/models", name="bert")
            end.set()
            for thread in threads:
                thread.join()
            self.assertEqual(wrong, [])
            self.assertGreater(gone, 0)

    def test_pulls(self):
        with tempfile.TemporaryDirectory() as empty:
            offline = {"TINYBRAIN_WEIGHTS": empty, "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_NO_INDEX": "1"}
            with serving.serving(["qwen2"], env=offline) as server:
                self.assertEqual(server.error("/v1/pulls", {"name": "nobody"})[0], 404)
                self.assertEqual(server.error("/v1/pulls", {"name": "http://127.0.0.1:9/x.gguf"})[0], 404)
                self.assertEqual(server.error("/v1/pulls/nobody/stop", {})[0], 404)
                pull = server.post("/v1/pulls", name="all-minilm-l6-v2")
                self.assertIn(pull["state"], ("running", "failed"))
                until = time.monotonic() + 60
                while pull["state"] == "running":
                    self.assertLess(time.monotonic(), until)
                    time.sleep(0.1)
                    pull, = json.loads(server.request("GET", "/v1/pulls")[2])["data"]
                self.assertEqual(pull["state"], "failed")
                self.assertIn("all-minilm-l6-v2", pull["error"])
            with serving.serving(["qwen2"], "--no-pull", env=offline) as server:
                self.assertFalse(json.loads(server.request("GET", "/v1/catalogue")[2])["may_pull"])
                status, error = server.error("/v1/pulls", {"name": "all-minilm-l6-v2"})
                self.assertEqual((status, error["code"]), (403, "pull_forbidden"))

    def test_a_sealed_server_says_that_it_does_none_of_this(self):
        with serving.serving(["qwen2"], "--sealed") as server:
            self.assertFalse(json.loads(server.request("GET", "/v1/models")[2])["builds"])
            for method, path, members in (("GET", BUILDS, None), ("GET", "/v1/catalogue", None), ("GET", "/v1/pulls", None),
                                          ("POST", "/v1/pulls", {"name": "x"}), ("POST", "/v1/models", {"name": "x"}),
                                          ("POST", BUILDS, {"task": "answer", "files": [{"name": "a.csv", "text": FAQ}]})):
                status, error = server.error(path, members, method=method)
                self.assertEqual((status, error["code"]), (403, "sealed"), path)

    def test_models_by_path_are_for_this_machine_only(self):
        with serving.serving(["qwen2"], "--host", "0.0.0.0", env={"TINYBRAIN_API_KEY": "k"}) as server:
            status, error = server.error("/v1/models", {"path": str(MODELS / "bert")}, {"Authorization": "Bearer k"})
            self.assertEqual((status, error["param"]), (403, "path"))


if __name__ == "__main__":
    serving.parse_arguments(__doc__.splitlines()[0])
    serving.run_tests(unittest, "__main__")
