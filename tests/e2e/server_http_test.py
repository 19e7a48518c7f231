#!/usr/bin/env python3
"""How tinybrain-server is reached: who is let in, requests that are none, clients that vanish or dawdle, a full queue, how it
starts and how it stops. On tiny random models; no network, no weights.

    server_http_test.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [NAME ...]
"""
import json
import os
import signal
import socket
import subprocess
import threading
import time
import unittest

import serving
from serving import CHAT, HELLO, OneModel, Server, folder

COMPLETE = "/v1/completions"


class Http(OneModel):
    options = ("--allow-origin", "https://app.example", "--allow-host", "brain.example")

    def test_plain_pages(self):
        health = json.loads(self.server.request("GET", "/health")[2])
        self.assertEqual(health["status"], "ok")
        self.assertEqual(self.server.request("HEAD", "/health")[0], 200)
        openapi = json.loads(self.server.request("GET", "/openapi.json")[2])
        self.assertEqual(openapi["openapi"], "3.1.0")
        for path, operations in openapi["paths"].items():
            method = next(m.upper() for m in ("get", "post", "delete") if m in operations)
            self.assertNotIn(self.server.request(method, path, {} if method == "POST" else None)[0], (405, 500))
        self.server.post(CHAT, messages=HELLO, max_tokens=2)
        self.assertGreater(self.server.metric("tinybrain_reply_tokens_total"), 0)
        self.assertGreater(self.server.metric('tinybrain_requests_total{path="/health"'), 0)

    def test_the_page(self):
        status, headers, body = self.server.request("GET", "/")
        if status == 404:  # built without Node.js: a plain line says so
            self.assertTrue(headers["Content-Type"].startswith("text/plain"))
            self.assertIn(b"openapi.json", body)
            return
        for path, kind in (("/", "text/html"), ("/app.js", "text/javascript"), ("/app.css", "text/css"),
                           ("/icon.svg", "image/svg+xml"), ("/licenses.txt", "text/plain")):
            status, headers, body = self.server.request("GET", path)
            self.assertEqual(status, 200)
            self.assertTrue(headers["Content-Type"].startswith(kind), headers["Content-Type"])
            self.assertTrue(headers["Content-Security-Policy"].startswith("default-src 'self';"))
            for name, value in (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
                                ("Cache-Control", "no-cache")):
                self.assertEqual(headers.get_all(name), [value])
            self.assertEqual(int(headers["Content-Length"]), len(body))
            self.assertEqual(self.server.request("HEAD", path)[0], 200)
            self.assertEqual(self.server.request("POST", path, {})[0], 405)
            self.assertEqual(self.server.request("GET", path, headers={"Host": "evil.example"})[0], 403)
        self.assertEqual(self.server.request("GET", "/index.html")[0], 404)
        self.assertEqual(self.server.request("GET", "/%2e%2e/app.js")[0], 404)

    def test_paths_and_methods(self):
        self.assertEqual(self.server.request("GET", "/nowhere")[0], 404)
        status, headers, _ = self.server.request("GET", CHAT)
        self.assertEqual((status, headers["Allow"]), (405, "POST"))
        self.assertEqual(self.server.request("DELETE", "/v1/models")[0], 405)
        self.assertEqual(self.server.request("POST", "/health", {})[0], 405)

    def test_bodies(self):
        deep = b'{"messages":' + b"[" * 100000 + b"]" * 100000 + b"}"
        for body in (b"", b"{", b"nonsense", deep, b'{"messages": [\xff]}', b"[" * 60, b"null", b"3"):
            self.assertEqual(self.server.error(CHAT, body)[0], 400, body[:20])
        self.assertEqual(self.server.error(CHAT, b"{}", {"Content-Type": "text/plain"})[0], 415)
        self.assertEqual(self.server.error(CHAT, b"{}", {"Content-Encoding": "gzip"})[0], 415)
        for form in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
            self.assertEqual(self.server.error(CHAT, b"x=1", {"Content-Type": form})[0], 415)

    def head(self, *lines, method=b"POST", path=b"/v1/chat/completions"):
        host = b"Host: 127.0.0.1:%d" % self.server.port
        return b"\r\n".join([method + b" " + path + b" HTTP/1.1", host, b"Content-Type: application/json", *lines,
                             b"", b""])

    def status(self, data):
        answer = self.server.raw(data)
        self.assertTrue(answer.startswith(b"HTTP/1.1 "), answer[:80])
        return int(answer.split()[1])

    def test_framing(self):
        close = b"Connection: close"
        self.assertEqual(self.status(self.head(close)), 411)
        self.assertEqual(self.status(self.head(close, b"Content-Length: -1")), 400)
        self.assertEqual(self.status(self.head(close, b"Content-Length: 2", b"Content-Length: 3") + b"{}"), 400)
        self.assertEqual(self.status(self.head(close, b"Content-Length: 2", b"Transfer-Encoding: chunked") + b"{}"), 400)
        self.assertEqual(self.status(self.head(close, b"Content-Length: 2", method=b"GET", path=b"/health") + b"{}"), 400)
        self.assertEqual(self.status(self.head(close, b"Transfer-Encoding: chunked") + b"2\r\n{}\r\n0\r\n\r\n"), 400)
        self.assertEqual(self.status(b"nonsense\r\n\r\n"), 400)
        self.assertEqual(self.status(b"GET /" + b"a" * 20000 + b" HTTP/1.1\r\n\r\n"), 414)
        many = self.head(close, *(b"X-%d: y" % i for i in range(9000)), method=b"GET", path=b"/health")
        self.assertEqual(self.status(many), 431)

    def test_large_bodies(self):
        body = b'{"messages":"' + b"x" * (100 << 20) + b'"}'
        self.assertEqual(self.server.error(CHAT, body)[0], 413)
        chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
        sent = self.head(b"Transfer-Encoding: chunked") + chunk * 20 + b"0\r\n\r\n"
        self.assertEqual(self.status(sent), 413)
        self.assertLess(self.server.metric("process_resident_memory_bytes"), 400e6)

    def test_keeps_a_connection(self):
        connection = self.server.connect()
        for _ in range(3):
            connection.request("POST", CHAT, json.dumps({"messages": HELLO, "max_tokens": 2}),
                               {"Content-Type": "application/json"})
            response = connection.getresponse()
            self.assertEqual(response.status, 200)
            response.read()
        connection.close()

    def test_hosts_and_origins(self):
        port = self.server.port
        for host, status in ((f"localhost:{port}", 200), (f"[::1]:{port}", 200), ("brain.example", 200),
                             ("brain.example:99", 200), ("evil.example", 403), (f"127.0.0.1:{port + 1}", 403),
                             ("localhost", 403), (f"127.0.0.1.evil.example:{port}", 403), ("", 403)):
            self.assertEqual(self.server.request("GET", "/health", headers={"Host": host})[0], status, host)
        for origin, status in ((f"http://127.0.0.1:{port}", 200), ("https://app.example", 200), ("null", 403),
                               ("https://evil.example", 403), (f"https://127.0.0.1:{port}", 403),
                               ("https://app.example.evil", 403)):
            got, headers, _ = self.server.request("GET", "/health", headers={"Origin": origin})
            self.assertEqual(got, status, origin)
            allowed = headers["Access-Control-Allow-Origin"]
            self.assertEqual(allowed, origin if origin == "https://app.example" else None)
        before = {"Origin": "https://app.example", "Access-Control-Request-Method": "POST"}
        self.assertEqual(self.server.request("OPTIONS", CHAT, headers=before)[0], 204)
        self.assertEqual(self.server.request("OPTIONS", CHAT, headers={**before, "Origin": "https://a.b"})[0], 403)
        self.assertEqual(self.server.raw(b"GET /health HTTP/1.1\r\n\r\n").split()[1], b"403")

    def test_slow_clients_are_dropped(self):
        start = time.monotonic()
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=40) as s:
            s.sendall(self.head(b"Content-Length: 1000"))
            try:
                while time.monotonic() - start < 30:
                    s.sendall(b" ")
                    s.settimeout(1)
                    try:
                        answer = s.recv(100)
                        break
                    except TimeoutError:
                        pass
            except OSError:
                answer = b"HTTP/1.1 408"
        self.assertEqual(answer.split()[1], b"408")
        self.assertLess(time.monotonic() - start, 20)


class Load(unittest.TestCase):
    """One place and a short queue, so that it is easily full."""

    def setUp(self):
        self.server = Server(["llama"], "--parallel", 1, "--queue", 2, "--grace", 1, "-c", 1 << 18)
        self.addCleanup(lambda: self.server.stop())  # also of one that a test put in its place

    # A reply that takes minutes: the model may not end it.
    LONG = dict(messages=HELLO, max_tokens=1 << 18, stream=True, logit_bias={str(i): -100 for i in range(296, 300)})

    def start_long(self, **more):
        connection = self.server.connect()
        self.addCleanup(connection.close)
        connection.request("POST", CHAT, json.dumps({**self.LONG, **more}), {"Content-Type": "application/json"})
        return connection

    def wait_for(self, name, value):
        deadline = time.monotonic() + 20
        while self.server.metric(name) != value:
            self.assertLess(time.monotonic(), deadline, f"{name} never became {value}")
            time.sleep(0.02)

    def fill(self):
        """Jobs that hold the place and the queue."""
        held = []
        for i in range(3):
            held.append(self.start_long())
            self.wait_for("tinybrain_jobs_waiting", i)
            self.wait_for("tinybrain_jobs_running", 1)
        return held

    def test_a_full_queue_says_when_to_come_back(self):
        held = self.fill()
        status, headers, body = self.server.request("POST", CHAT, {"messages": HELLO})
        self.assertEqual(status, 429, body)
        self.assertGreaterEqual(int(headers["Retry-After"]), 1)
        self.assertEqual(json.loads(body)["error"]["code"], "rate_limit_exceeded")
        self.assertEqual(self.server.request("GET", "/health")[0], 200)
        # Whoever leaves makes room, whether its reply runs or waits.
        for connection in held:
            connection.close()
        self.wait_for("tinybrain_jobs_running", 0)
        self.assertEqual(self.server.post(CHAT, messages=HELLO, max_tokens=2)["object"], "chat.completion")

    def test_a_client_that_leaves_a_whole_reply(self):
        connection = self.start_long(stream=False)
        self.wait_for("tinybrain_jobs_running", 1)
        connection.close()
        self.wait_for("tinybrain_jobs_running", 0)

    def test_stops_gracefully(self):
        held = self.fill()
        texts = []
        reader = threading.Thread(target=lambda: texts.append(held[0].getresponse().read().decode()))
        reader.start()
        start = time.monotonic()
        code, errors = self.server.stop(signal.SIGINT)
        self.assertEqual(code, 0, errors)
        self.assertLess(time.monotonic() - start, 8)
        reader.join()
        self.assertIn('"error"', texts[0].split("\n\n")[-2])  # the running one was cut, and says so
        self.assertEqual(held[1].getresponse().status, 503)  # the waiting ones were sent away

    def test_a_running_reply_may_end(self):
        self.server.stop()
        self.server = Server(["llama"], "--grace", 30)
        connection = self.start_long(stream=False, max_tokens=4000)
        self.wait_for("tinybrain_jobs_running", 1)
        self.assertEqual(self.server.stop(timeout=60)[0], 0)
        response = connection.getresponse()
        self.assertEqual(response.status, 200)
        self.assertEqual(json.loads(response.read())["usage"]["completion_tokens"], 4000)

    def test_killed_it_leaves_nothing(self):
        held = self.fill()
        self.server.process.kill()
        self.server.process.communicate()
        for connection in held:
            connection.close()
        port = self.server.port
        self.server = Server(["llama"], "--port", port)
        self.assertEqual(self.server.port, port)

    def test_many_connections(self):
        sockets = []
        for _ in range(80):
            sockets.append(socket.create_connection(("127.0.0.1", self.server.port)))
            self.addCleanup(sockets[-1].close)
        time.sleep(0.2)
        extra = self.server.raw(b"GET /health HTTP/1.1\r\n\r\n")
        self.assertIn(b" 503 ", extra[:20])
        for s in sockets:
            s.close()
        self.wait_for("tinybrain_connections", 1)


class Starting(unittest.TestCase):
    def fails(self, *arguments, env=None):
        result = subprocess.run([serving.ARGS.server, *map(str, arguments)], capture_output=True, text=True,
                                timeout=60, env=serving.environment(**(env or {})))
        self.assertNotEqual(result.returncode, 0)
        return result.returncode, result.stderr

    def test_keys(self):
        with serving.serving(["llama"], "--api-key", "s3cret") as server:
            self.assertEqual(server.request("GET", "/health")[0], 200)
            for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "s3cret"},
                            {"Authorization": "Bearer "}):
                self.assertEqual(server.request("GET", "/v1/models", headers=headers)[0], 401)
            status, headers, _ = server.request("POST", CHAT, {"messages": HELLO})
            self.assertEqual((status, headers["WWW-Authenticate"]), (401, "Bearer"))
            self.assertEqual(server.request("GET", "/metrics", headers={"Authorization": "bearer s3cret"})[0], 200)
        code, errors = self.fails("-m", serving.MODELS / "llama", "--host", "0.0.0.0")
        self.assertEqual(code, 2)
        self.assertIn("TINYBRAIN_API_KEY", errors)
        server = Server(["llama"], "--host", "0.0.0.0", env={"TINYBRAIN_API_KEY": "k"})
        self.assertEqual(server.request("GET", "/v1/models")[0], 401)
        self.assertIn("warning", server.stop()[1])

    def test_usage_errors(self):
        llama = serving.MODELS / "llama"
        self.assertEqual(self.fails()[0], 2)
        self.assertEqual(self.fails("-m", llama, "--oops")[0], 2)
        self.assertEqual(self.fails("-m", llama, "--parallel", 0)[0], 2)
        self.assertEqual(self.fails("-m", llama, "-m", llama)[0], 2)
        self.assertEqual(self.fails("-m", "/nowhere.gguf")[0], 4)
        for wrong in ("one", "=x", "one=", ":one=x", "other:one=x"):
            self.assertEqual(self.fails("-m", llama, "--adapter", wrong)[0], 2, wrong)
        self.assertEqual(self.fails("-m", llama, "--adapter", "one=/nowhere.gguf")[0], 4)
        self.assertIn("MODEL:NAME=PATH",
                      self.fails("-m", llama, "-m", serving.MODELS / "qwen2", "--adapter", "one=x")[1])
        with folder() as path:
            adapter = serving.write_adapter(path, "llama", 1)
            self.assertIn("two adapters", self.fails("-m", llama, "--adapter", f"a={adapter}",
                                                     "--adapter", f"llama:a={adapter}")[1])
        with serving.serving(["llama"]) as server:
            code, errors = self.fails("-m", llama, "--port", server.port, "--lang", "ko")
            self.assertEqual(code, 5)
            self.assertIn("기다릴 수 없습니다", errors)
            self.assertIn("기다", errors)

    def test_korean_errors(self):
        with serving.serving(["llama"], "--lang", "ko") as server:
            self.assertIn("없습니다", server.error(CHAT, {})[1]["message"])
            self.assertIn("없습니다", json.loads(server.request("GET", "/x")[2])["error"]["message"])

    def test_through_the_command_line(self):
        with serving.serving(["llama"], "--parallel", 2, through_cli=True) as server:
            self.assertEqual(server.post(COMPLETE, prompt="x")["object"], "text_completion")
        helped = subprocess.run([serving.ARGS.tinybrain, "serve", "--help"], capture_output=True, text=True)
        self.assertIn("--allow-origin", helped.stdout)
        with folder() as path:  # alone, without the server beside it
            alone = os.path.join(path, "tinybrain")
            with open(serving.ARGS.tinybrain, "rb") as source, open(alone, "wb") as copy:
                copy.write(source.read())
            os.chmod(alone, 0o755)
            result = subprocess.run([alone, "serve", "-m", serving.MODELS / "llama"], capture_output=True, text=True)
            self.assertEqual(result.returncode, 4)
            self.assertIn("tinybrain-server", result.stderr)


if __name__ == "__main__":
    serving.parse_arguments(__doc__)
    serving.run_tests(unittest, "__main__")
