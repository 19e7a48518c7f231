#!/usr/bin/env python3
"""tinybrain-server with --tls-cert and --tls-key, by Python's ssl: versions, streams, clients without TLS or without
manners, and what is wrong with certificates. Skipped (77) without the program openssl, which makes them.

    tls_test.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [NAME ...]
"""
import contextlib
import json
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import warnings
from pathlib import Path

import serving
from serving import CHAT, HELLO

WORK = None


def setUpModule():
    global WORK
    WORK = Path(tempfile.mkdtemp(prefix="tinybrain-test-"))
    for name in ("own", "other"):
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", WORK / f"{name}.key", "-out", WORK / f"{name}.pem")
    openssl("pkcs8", "-topk8", "-in", WORK / "own.key", "-passout", "pass:secret", "-out", WORK / "locked.key")


def tearDownModule():
    shutil.rmtree(WORK, ignore_errors=True)


def openssl(*words):
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def client(**versions):
    context = ssl.create_default_context(cafile=str(WORK / "own.pem"))
    for name, value in versions.items():
        setattr(context, name, value)
    return context


def files(certificate="own.pem", key="own.key"):
    return "--tls-cert", WORK / certificate, "--tls-key", WORK / key


class Encrypted(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = serving.Server(["qwen2", "bert"], *files(), tls=client())

    @classmethod
    def tearDownClass(cls):
        code, errors = cls.server.stop()
        assert code == 0 and "internal error" not in errors, (code, errors)

    def socket(self, context=None):
        plain = socket.create_connection(("127.0.0.1", self.server.port), timeout=30)
        return (context or client()).wrap_socket(plain, server_hostname="127.0.0.1", suppress_ragged_eofs=False)

    def test_answers_and_streams(self):
        self.assertTrue(self.server.url.startswith("https://"))
        whole = self.server.post(CHAT, model="qwen2", messages=HELLO, seed=3, max_tokens=30)
        chunks = self.server.events(CHAT, model="qwen2", messages=HELLO, seed=3, max_tokens=30)
        self.assertEqual("".join(c["choices"][0]["delta"].get("content", "") for c in chunks),
                         whole["choices"][0]["message"]["content"])
        texts = ["word " * 500] * 400  # about a megabyte, many records
        self.assertEqual(len(self.server.post("/v1/embeddings", model="bert", input=texts)["data"]), 400)

    def test_keeps_a_connection_and_says_goodbye(self):
        with self.socket() as s:
            for last in (False, True):
                close = "Connection: close\r\n" if last else ""
                s.sendall(f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\n{close}\r\n".encode())
                data = b""
                while b"}" not in data:
                    data += s.recv(4096)
                self.assertIn(b"200", data.split(b"\r\n")[0])
            # Not an end that anybody between could have made: ssl tells the two apart.
            self.assertEqual(s.recv(4096), b"")

    def test_versions(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            with self.socket(client(minimum_version=version, maximum_version=version)) as s:
                self.assertEqual(s.version(), version.name.replace("_", "."))
        old = client()
        old.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        with self.assertRaises(OSError):
            self.socket(old).close()

    def test_without_tls_it_is_told_so(self):
        answer = self.server.raw(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        self.assertIn(b"400", answer.split(b"\r\n")[0])
        self.assertIn(b"TLS", answer)
        for nonsense in (b"", b"\0" * 300, b"\x16\x03\x01\xff\xff" + b"\x01" * 40):
            with socket.create_connection(("127.0.0.1", self.server.port), timeout=30) as s:
                s.sendall(nonsense)
                with contextlib.suppress(OSError):  # it may have hung up already
                    s.shutdown(socket.SHUT_WR)
                    serving.read_all(s)
        self.assertEqual(self.server.request("GET", "/health")[0], 200)

    def test_a_handshake_that_never_ends_is_dropped(self):
        start = time.monotonic()
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=60) as s:
            s.sendall(b"\x16\x03\x01")
            serving.read_all(s)
        self.assertLess(time.monotonic() - start, 30)

    def test_origins_are_of_the_same_kind(self):
        own = f"https://127.0.0.1:{self.server.port}"
        self.assertEqual(self.server.request("GET", "/v1/models", headers={"Origin": own})[0], 200)
        foreign = own.replace("https", "http")
        self.assertEqual(self.server.request("GET", "/v1/models", headers={"Origin": foreign})[0], 403)

    def test_a_client_that_leaves_cancels_its_stream(self):
        body = json.dumps(dict(model="qwen2", messages=HELLO, stream=True, max_tokens=100000)).encode()
        with self.socket() as s:
            s.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"
                      b"Content-Length: %d\r\n\r\n" % (self.server.port, len(body)) + body)
            self.assertIn(b"200", s.recv(4096).split(b"\r\n")[0])
        end = time.monotonic() + 30
        while self.server.metric("tinybrain_jobs_running") > 0:
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)

    def test_many_at_once(self):
        statuses = []

        def ask():
            for _ in range(5):
                statuses.append(self.server.request("GET", "/v1/models")[0])
        threads = [threading.Thread(target=ask) for _ in range(16)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(statuses, [200] * 80)


class Starting(unittest.TestCase):
    def refused(self, code, part, *options):
        found = subprocess.run([serving.ARGS.server, "-m", serving.MODELS / "bert", "--port", "0", *map(str, options)],
                               capture_output=True, text=True, env=serving.environment(), timeout=60)
        self.assertEqual(found.returncode, code, found.stderr)
        self.assertIn(part, found.stderr)
        self.assertEqual(found.stdout, "")

    def test_what_is_wrong_is_said(self):
        self.refused(2, "--tls-key", "--tls-cert", WORK / "own.pem")
        self.refused(2, "does not belong", *files(key="other.key"))
        self.refused(3, "pass phrase", *files(key="locked.key"))
        self.refused(3, "not a certificate", *files(certificate="own.key"))
        self.refused(4, "missing.pem", *files(certificate="missing.pem"))
        (WORK / "empty.pem").write_text("")
        self.refused(3, "empty.pem", *files(certificate="empty.pem"))

    def test_other_machines_are_said_to_be_encrypted(self):
        server = serving.Server(["bert"], *files(), "--host", "0.0.0.0", env={"TINYBRAIN_API_KEY": "k"}, tls=client())
        self.assertEqual(server.request("GET", "/health")[0], 200)
        errors = server.stop()[1]
        self.assertIn("other machines", errors)
        self.assertNotIn("not encrypted", errors)


if __name__ == "__main__":
    if not shutil.which("openssl"):
        print("skipped: there is no openssl to make certificates with")
        sys.exit(77)
    serving.parse_arguments(__doc__)
    serving.run_tests(unittest, "__main__")
