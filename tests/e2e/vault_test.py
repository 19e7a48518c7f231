#!/usr/bin/env python3
"""The vault from the outside: the commands; kill -9 at any moment, bit flips, cuts, wrong keys, a full disk; no plain text
in any file. No network, no weights.

    vault_test.py --home BUILD/tinybrain-home --tinybrain BUILD/tinybrain --writer BUILD/vault_writer [--kills N] [NAME ...]
"""
import argparse
import json
import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

PROGRAMS = None


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        (self.path / "tmp").mkdir()
        self.home = self.path / "home"
        self.vault = self.home / "vault.tbv"
        self.key = self.path / "config/tinybrain/vault.key"

    def tearDown(self):
        self.folder.cleanup()

    def environment(self, **more):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TINYBRAIN_", "XDG_"))}
        return {**kept, "LANG": "C.UTF-8", "TINYBRAIN_HOME": str(self.home), "XDG_CONFIG_HOME": str(self.path / "config"),
                "TMPDIR": str(self.path / "tmp"), **more}

    def run_command(self, *args, stdin=b"", code=0, program="home", **more):
        done = subprocess.run([getattr(PROGRAMS, program), *map(str, args)], input=stdin, capture_output=True,
                              timeout=300, env=self.environment(**more))
        if code is not None:
            self.assertEqual(done.returncode, code, done.stderr.decode() + done.stdout.decode())
        return done

    def of(self, *args, **more):
        return json.loads(self.run_command(*args, "--json", **more).stdout)

    def start_writer(self, seed, count=None, **more):
        words = [PROGRAMS.writer, self.vault, self.key, seed] + ([] if count is None else [count])
        return subprocess.Popen([str(w) for w in words], stdout=subprocess.PIPE, env=self.environment(), **more)

    def write(self, count, seed=1):
        out, _ = self.start_writer(seed, count).communicate(timeout=300)
        self.assertNotIn(b"failed", out)
        return out.decode().splitlines()

    def holds_plainly(self, *texts):
        return [str(p) for p in self.path.rglob("*") if p.is_file() and any(t.encode() in p.read_bytes() for t in texts)]


class Commands(Case):
    def test_consent_is_given_and_taken_back(self):
        states = {c["purpose"]: c["state"] for c in self.of("consent", "list")}
        self.assertEqual(set(states.values()), {"open"})
        self.assertEqual(self.of("consent", "grant", "mood", "--days", "3")["days"], 3)
        self.assertEqual(self.of("vault", "info")["granted"], ["mood"])
        self.assertEqual(self.of("consent", "withdraw", "mood")["state"], "withdrawn")
        self.assertEqual(self.of("consent", "refuse", "health")["state"], "refused")
        self.run_command("consent", "grant", "spying", code=2)
        self.run_command("consent", "grant", code=2)
        self.run_command("consent", "ask", code=2)
        korean = self.run_command("consent", "list", "--lang", "ko").stdout.decode()
        self.assertIn("건강 정보 (health): 거부함", korean)
        self.assertIn("withdrawn", self.run_command("consent", "list").stdout.decode())
        kinds = [e["kind"] for e in self.of("audit", "list", "--kind", "consent.")]
        self.assertEqual(kinds, ["consent.refused", "consent.withdrawn", "consent.granted"])

    def test_through_tinybrain_itself(self):
        self.assertIn(b"tinybrain vault", self.run_command("vault", "--help", program="tinybrain").stdout)
        self.assertEqual(len(self.of("consent", "list", program="tinybrain")), 7)
        help_page = self.run_command("--help", program="tinybrain").stdout
        for name in (b"vault", b"consent", b"audit", b"forget", b"export"):
            self.assertIn(name, help_page)

    def test_what_is_kept_is_exported_audited_and_forgotten(self):
        said = self.write(60)
        events = [line for line in said if line.startswith("event ")]
        erased = [line for line in said if line.startswith("erased ")]
        everything = self.of("export")
        self.assertEqual(len(everything["events"]), len(events) - len(set(erased)))
        self.run_command("export", self.path / "out")
        for name in ("export.json", "export.html"):
            self.assertEqual(stat.S_IMODE((self.path / "out" / name).stat().st_mode), 0o600)
        self.assertIn("raspberry", (self.path / "out/export.html").read_text())
        shutil.rmtree(self.path / "out")
        lines = self.run_command("audit", "export").stdout.decode().splitlines()
        self.assertEqual([json.loads(e)["seq"] for e in lines], list(range(len(lines), 0, -1)))
        self.run_command("audit", "verify")

        self.run_command("forget", code=2, stdin=b"")
        self.run_command("forget", "raspberry", code=130)  # nobody there to say yes
        receipt = self.of("forget", "raspberry", "--yes", "--receipt", self.path / "receipt.json")
        self.assertTrue(receipt["clean"], receipt)
        self.assertEqual(receipt["removed"]["events"], len(everything["events"]))
        self.assertGreater(receipt["audit_details"], 0)
        self.assertEqual(self.of("export")["events"], [])
        self.run_command("audit", "verify")
        self.assertTrue(self.of("forget", "--check", self.path / "receipt.json")["good"])
        self.assertEqual(receipt["public_key"], self.of("vault", "info")["public_key"])
        text = (self.path / "receipt.json").read_text()
        (self.path / "receipt.json").write_text(text.replace('"clean":true', '"clean":false'))
        self.run_command("forget", "--check", self.path / "receipt.json", code=3)

    def test_a_passphrase(self):
        self.write(5)
        self.run_command("vault", "passphrase", stdin="수박 열두 통\n".encode())
        self.key.unlink()
        self.run_command("vault", "info", stdin=b"guess\n", code=2)
        self.run_command("vault", "info", code=2)
        self.assertEqual(self.of("vault", "info", stdin="수박 열두 통\n".encode())["key"], "passphrase")
        self.run_command("vault", "keyfile", stdin="수박 열두 통\n".encode())
        self.assertEqual(self.of("vault", "info")["key"], "file")

    def test_a_keyring(self):
        self.write(5)
        self.run_command("vault", "keyring", code=8, PATH=str(self.path / "nothing"))
        tool = self.path / "bin/secret-tool"
        tool.parent.mkdir()
        tool.write_text(f'#!/bin/sh\nif [ "$1" = store ]; then cat > {self.path}/ring; else cat {self.path}/ring; fi\n')
        tool.chmod(0o755)
        path = f"{tool.parent}:{os.environ['PATH']}"
        self.run_command("vault", "keyring", PATH=path)
        self.key.unlink()
        self.assertEqual(self.of("vault", "info", PATH=path)["key"], "keyring")
        (self.path / "ring").unlink()
        self.run_command("vault", "info", PATH=path, code=4)

    def test_backup_and_restore(self):
        self.run_command("vault", "info", code=4)
        self.write(20)
        before = self.of("export")
        self.run_command("vault", "restore", code=4)
        backup = Path(self.of("vault", "backup")["file"])
        self.write(20, seed=2)
        said = self.of("vault", "restore")
        self.assertTrue(said["carried"])
        self.assertEqual(self.of("export")["events"], before["events"])
        self.run_command("vault", "verify")
        backup.write_bytes(backup.read_bytes()[:-1])
        self.run_command("vault", "restore", backup, code=3)
        self.run_command("vault", "verify")


class Durability(Case):
    def check_whole(self, said, seed):
        self.run_command("vault", "verify")
        have = {e["id"] for e in self.of("export")["events"]}
        numbers = lambda word: {int(line.split()[1]) for line in said if line.startswith(word + " ")}
        kept, erased, erasing = numbers("event"), numbers("erased"), numbers("erasing")
        self.assertFalse((kept - erasing) - have, f"seed {seed}: acknowledged and lost")
        self.assertFalse(erased & have, f"seed {seed}: erased and there")

    def test_kill_at_any_moment(self):
        rng = random.Random(7)
        said, killed_early = [], 0
        for seed in range(PROGRAMS.kills):
            writer = self.start_writer(seed)
            time.sleep(rng.random() ** 2 * 0.8)
            writer.send_signal(signal.SIGKILL)
            out = writer.communicate()[0].decode()
            self.assertNotIn("failed", out, f"seed {seed}")
            lines = out.splitlines()
            if out and not out.endswith("\n"):
                lines.pop()
            killed_early += not lines
            said += lines
            if seed == 0 and not self.vault.exists():
                continue  # killed before it began
            # The key file, the head, the vault and the audit's head come one after the other.
            if (self.home / "vault.tbv.head").exists():
                self.check_whole(said, seed)
        self.assertLess(killed_early, PROGRAMS.kills)
        self.assertEqual(self.holds_plainly("raspberry"), [])

    def test_kill_while_it_restores(self):
        self.write(40)
        self.run_command("vault", "backup")
        rng = random.Random(8)
        for _ in range(max(5, PROGRAMS.kills // 8)):
            words = [PROGRAMS.home, "vault", "restore", str(self.path / "usb.tbvb")]
            shutil.copy(next((self.home / "backups").iterdir()), self.path / "usb.tbvb")
            restoring = subprocess.Popen(words, env=self.environment(), stdout=subprocess.DEVNULL)
            time.sleep(rng.random() * 0.15)
            restoring.kill()
            restoring.wait()
            if self.run_command("vault", "verify", code=None).returncode != 0:
                # Killed between two renames: said clearly, and the backup brings it back.
                self.run_command("vault", "restore", self.path / "usb.tbvb")
            self.run_command("vault", "verify")

    def test_two_writers_at_once(self):
        writers = [self.start_writer(seed, 40) for seed in (1, 2)]
        said = [line for w in writers for line in w.communicate(timeout=300)[0].decode().splitlines()]
        self.assertFalse([line for line in said if line.startswith("failed")])
        self.check_whole(said, "two")

    def test_no_plain_text_anywhere(self):
        self.write(200)
        self.run_command("vault", "backup")
        self.assertEqual(self.holds_plainly("raspberry", "action.test"), [])

    def test_a_full_disk(self):
        self.write(10)
        room = self.vault.stat().st_size + 40_000
        writer = self.start_writer(
            3, 100_000, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)))
        said = writer.communicate(timeout=300)[0].decode().splitlines()
        self.assertTrue(said[-1].startswith("failed "), said[-1])
        self.assertNotIn("failed 10 ", said[-1])
        self.check_whole(said, "full")

    def test_flipped_bits_and_cuts(self):
        self.write(60)
        self.of("vault", "backup")
        rng = random.Random(9)
        for name in ("vault.tbv", "vault.tbv.head", "vault.tbv.audit"):
            path = self.home / name
            whole = path.read_bytes()
            broken = [whole[:n] for n in (0, 1, len(whole) // 2, len(whole) - 2)]
            for _ in range(25):
                at = rng.randrange(len(whole))
                broken.append(whole[:at] + bytes([whole[at] ^ (1 << rng.randrange(8))]) + whole[at + 1:])
            for i, data in enumerate(broken):
                path.write_bytes(data)
                done = self.run_command("vault", "verify", "--json", code=None)
                self.assertIn(done.returncode, (2, 3), f"{name} {i}: {done.stdout} {done.stderr}")
            path.write_bytes(whole)
        self.run_command("vault", "verify")
        self.vault.write_bytes(self.vault.read_bytes()[:3000])
        self.assertIn(b"backups", self.run_command("vault", "info", code=3).stderr)
        self.assertEqual(self.of("vault", "restore")["carried"], False)
        self.run_command("vault", "verify")

    def test_wrong_keys(self):
        self.write(5)
        right = self.key.read_bytes()
        self.key.write_bytes(os.urandom(32))
        self.run_command("vault", "info", code=2)
        self.key.write_bytes(right[:31])
        self.run_command("vault", "info", code=3)
        self.key.write_bytes(right)
        self.key.chmod(0o644)
        self.run_command("vault", "info", code=2)
        self.key.chmod(0o600)
        self.run_command("vault", "info")
        self.key.unlink()
        self.run_command("vault", "info", code=4)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", required=True)
    parser.add_argument("--tinybrain", required=True)
    parser.add_argument("--writer", required=True)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("names", nargs="*")
    PROGRAMS = parser.parse_args()
    unittest.main(argv=[sys.argv[0], *PROGRAMS.names], verbosity=2)
