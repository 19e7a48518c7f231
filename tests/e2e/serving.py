"""Starts tinybrain-server for tests and talks to it, with Python's standard library only."""
import argparse
import atexit
import contextlib
import functools
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
MODELS = DATA / "models"
WEIGHTS_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
ARGS = None
CHAT = "/v1/chat/completions"
HELLO = [{"role": "user", "content": "Hello, who are you?"}]


def parse_arguments(description, add_options=None):
    global ARGS
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--server", required=True, help="tinybrain-server")
    parser.add_argument("--tinybrain", required=True)
    parser.add_argument("--default-weights", default="weights")
    parser.add_argument("names", nargs="*", help="only these tests")
    if add_options:
        add_options(parser)
    ARGS = parser.parse_args()
    return ARGS


def weights():
    """The default model where it is there, else None."""
    folder = os.environ.get("TINYBRAIN_WEIGHTS") or ARGS.default_weights
    path = Path(folder) / WEIGHTS_FILE
    return str(path) if path.is_file() else None


def environment(**extra):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TINYBRAIN_"))}
    return {**kept, "LANG": "C.UTF-8", **extra}


@functools.cache
def wide(name):
    """A tiny model of tests/data with a window that holds tools and long replies."""
    kept = tempfile.mkdtemp(prefix="tinybrain-test-")
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    path = Path(kept) / name
    shutil.copytree(MODELS / name, path)
    config = json.loads((path / "config.json").read_text())
    config["max_position_embeddings"] = 1 << 18
    (path / "config.json").write_text(json.dumps(config))
    return str(path)


def write_adapter(folder, model, seed):
    """A random LoRA adapter of a tiny model, as PEFT writes it: the queries and the way down of every layer."""
    config = json.loads((MODELS / model / "config.json").read_text())
    rng, rank, tensors, data = random.Random(seed), 4, {}, b""
    width, wide_width = config["hidden_size"], config["intermediate_size"]
    heads = config["num_attention_heads"] * config.get("head_dim", width // config["num_attention_heads"])
    for layer in range(config["num_hidden_layers"]):
        for name, rows, columns in (("self_attn.q_proj", heads, width), ("mlp.down_proj", width, wide_width)):
            for half, shape in (("A", [rank, columns]), ("B", [rows, rank])):
                values = [rng.uniform(-0.3, 0.3) for _ in range(shape[0] * shape[1])]
                packed = struct.pack(f"<{len(values)}f", *values)
                tensors[f"base_model.model.model.layers.{layer}.{name}.lora_{half}.weight"] = {
                    "dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + len(packed)]}
                data += packed
    path = Path(folder) / f"adapter-{seed}"
    path.mkdir()
    (path / "adapter_config.json").write_text(json.dumps({"peft_type": "LORA", "r": rank, "lora_alpha": 8}))
    header = json.dumps(tensors).encode()
    (path / "adapter_model.safetensors").write_bytes(struct.pack("<Q", len(header)) + header + data)
    return str(path)


def build_classifier(folder):
    """A classifier of three intents on the tiny random encoder."""
    brain = Path(folder) / "bank"
    recipe = Path(folder) / "recipe.toml"
    choices = dict(task="classify", data=str(DATA / "tables/banking77.csv"), base=str(MODELS / "bert"),
                   epochs=2, batch=8, rate=0.003, dev_share=0.2, test_share=0.2, name="bank")
    recipe.write_text("\n".join(f"{k} = {json.dumps(v)}" for k, v in choices.items()) + "\n")
    subprocess.run([ARGS.tinybrain, "build", "--recipe", recipe, "-o", brain], check=True,
                   capture_output=True, env=environment(), timeout=300)
    return brain


def build_seed(folder):
    """A brain with the heads language, kind and emotion, that begins from nothing and knows next to nothing."""
    brain, rows = Path(folder) / "seed", ["text,language,kind,emotion"]
    for i in range(12):
        rows += [f"I am so glad about the {i} cats,en,statement,joy", f"why are {i} cats sad today?,en,question,neutral",
                 f"고양이 {i}마리가 와서 정말 기뻐요,ko,statement,joy", f"고양이 {i}마리는 왜 자나요?,ko,question,neutral"]
    (Path(folder) / "rows.csv").write_text("\n".join(rows) + "\n")
    recipe = Path(folder) / "seed.toml"
    lines = ['task = "understand"', 'name = "seed"', f"data = {json.dumps(str(folder))}", 'base = "none"', "layers = 1",
             "width = 64", "vocabulary = 400", "context = 64", "epochs = 2"]
    for head in ("language", "kind", "emotion"):
        lines += ["[[heads]]", f'name = "{head}"', "[[heads.data]]", 'file = "rows.csv"', 'text = "text"', f'label = "{head}"']
    recipe.write_text("\n".join(lines) + "\n")
    built = subprocess.run([ARGS.tinybrain, "build", "--recipe", recipe, "-o", brain], capture_output=True, text=True,
                           env=environment(), timeout=300)
    assert built.returncode == 0, built.stderr
    return brain


class Server:
    """One running server; models are paths or names of tests/data/models."""

    def __init__(self, models, *options, env=None, through_cli=False, cwd=None, tls=None):
        self.tls = tls  # an ssl.SSLContext: speaks https
        paths = [str(m) if os.path.exists(str(m)) else str(MODELS / m) if m == "bert" else wide(m) for m in models]
        program = [ARGS.tinybrain, "serve"] if through_cli else [ARGS.server]
        # What it keeps goes to a folder of this server's own, unless it is told another.
        self.ended = None
        self.home = tempfile.mkdtemp(prefix="tinybrain-home-")
        env = {"TINYBRAIN_HOME": self.home, "XDG_CONFIG_HOME": self.home + "/config", **(env or {})}
        command = program + [w for p in paths for w in ("-m", p)] + ["--port", "0", *map(str, options)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        stdin=subprocess.DEVNULL, text=True, cwd=cwd, env=environment(**env))
        line = self.process.stdout.readline()
        found = re.search(r"(https?)://[^ ]*:(\d+)", line)
        if not found:
            self.process.kill()
            raise AssertionError(f"did not start: {line!r} {self.process.communicate()[1]}")
        self.port = int(found[2])
        self.url = f"{found[1]}://127.0.0.1:{self.port}"

    def stop(self, how=signal.SIGTERM, timeout=20):
        """Exit code and what it said on standard error."""
        if self.ended:
            return self.ended
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            errors = self.process.communicate(timeout=timeout)[1]
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
            raise
        finally:
            shutil.rmtree(self.home, ignore_errors=True)
        self.ended = self.process.returncode, errors
        return self.ended

    def connect(self, timeout=60):
        if self.tls:
            return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=timeout, context=self.tls)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def request(self, method, path, body=None, headers=None, timeout=60):
        """(status, headers, bytes)"""
        connection = self.connect(timeout)
        try:
            given = dict(headers or {})
            if isinstance(body, (dict, list)):
                body = json.dumps(body).encode()
            if body is not None:
                given.setdefault("Content-Type", "application/json")
            connection.request(method, path, body, given)
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        except ConnectionError as e:
            time.sleep(0.2)  # a program that is ending
            if self.process.poll() is None:
                raise
            raise AssertionError(f"the server ended: {self.stop()}") from e
        finally:
            connection.close()

    def post(self, path, /, **members):
        """The JSON of an answer that must be 200."""
        status, _, body = self.request("POST", path, members)
        if status != 200:
            raise AssertionError(f"{status}: {body.decode()}")
        return json.loads(body)

    def error(self, path, members, headers=None, method="POST"):
        """(status, the error object)"""
        status, _, body = self.request(method, path, members, headers)
        return status, json.loads(body)["error"]

    def events(self, path, **members):
        """The chunks of a stream, each decoded by itself, as it came from the socket."""
        status, headers, body = self.request("POST", path, dict(members, stream=True))
        if status != 200:
            raise AssertionError(f"{status}: {body.decode()}")
        assert headers["Content-Type"].startswith("text/event-stream"), headers
        parts = body.decode("utf-8").split("\n\n")
        assert parts[-1] == "" and parts[-2] == "data: [DONE]", parts[-2:]
        return [json.loads(p.removeprefix("data: ")) for p in parts[:-2]]

    def raw(self, data, timeout=30):
        """What comes back for bytes sent as they are, until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as s:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                s.sendall(data)
            return read_all(s)

    def metric(self, name):
        page = self.request("GET", "/metrics")[2].decode()
        values = [float(line.rsplit(" ", 1)[1]) for line in page.splitlines() if line.startswith(name)]
        return sum(values)


def read_all(s):
    out = b""
    with contextlib.suppress(ConnectionResetError):
        while piece := s.recv(65536):
            out += piece
    return out


@contextlib.contextmanager
def serving(models, *options, **more):
    server = Server(models, *options, **more)
    try:
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def folder():
    path = tempfile.mkdtemp(prefix="tinybrain-test-")
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


class OneModel(unittest.TestCase):
    """A server of one tiny model for all tests of a class."""
    models, options = ["qwen2"], ()

    @classmethod
    def setUpClass(cls):
        cls.server = Server(cls.models, *cls.options)

    @classmethod
    def tearDownClass(cls):
        code, errors = cls.server.stop()
        assert code == 0, (code, errors)
        assert "internal error" not in errors, errors

    def refused(self, path, status, param, headers=None, **members):
        got, error = self.server.error(path, members, headers)
        self.assertEqual(got, status, error)
        self.assertEqual(error["param"], param, error)
        self.assertEqual(set(error), {"message", "type", "param", "code"})
        return error


def run_tests(unittest, module):
    argv = [sys.argv[0], "-v"] + ARGS.names
    unittest.main(module=module, argv=argv)
