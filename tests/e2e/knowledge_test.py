#!/usr/bin/env python3
"""`tinybrain knowledge` from the outside: documents in and out, what is found and where it is said to stand, standard
input, damaged files, Ctrl-C and kill -9 in the middle. The seed brain makes the vectors; no network, no weights.

    knowledge_test.py --home BUILD/tinybrain-home --tinybrain BUILD/tinybrain [NAME ...]
"""
import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

PROGRAMS = None
ROOT = Path(__file__).resolve().parents[2]

MANUAL = """# Radio

The radio wakes you up with music.

## Sound

Turn the wheel to change the volume. The loudest step is 30.

## 배터리

배터리는 열두 시간 동안 갑니다. 충전에는 두 시간이 걸립니다.
"""


def environment(home):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TINYBRAIN_"))}
    return {**kept, "LANG": "C.UTF-8", "TINYBRAIN_HOME": str(home)}


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        (self.path / "docs").mkdir()
        (self.path / "docs/manual.md").write_text(MANUAL)
        (self.path / "docs/notes.txt").write_text("Buy milk and bread on Friday.\n")

    def tearDown(self):
        self.folder.cleanup()

    def run_knowledge(self, *args, stdin=b"", code=0, program="tinybrain", **more):
        done = subprocess.run([getattr(PROGRAMS, program), "knowledge", *map(str, args)], input=stdin,
                              capture_output=True, timeout=300, cwd=ROOT,
                              env={**environment(self.path / "home"), **more})
        self.assertEqual(done.returncode, code, done.stderr.decode() + done.stdout.decode())
        return done

    def of(self, *args, **more):
        return json.loads(self.run_knowledge(*args, "--json", **more).stdout)

    def base_bytes(self, name="knowledge.tbk"):
        files = [self.path / "home" / (name + end) for end in ("", "-wal")]
        return b"".join(f.read_bytes() for f in files if f.exists())


class Command(Case):
    def test_add_search_list_rm(self):
        added = self.of("add", self.path / "docs")
        self.assertEqual((added["files"], added["passages_added"], added["problems"]), (2, 4, []))
        hits = self.of("search", "배터리가 얼마나 오래 가나요?")
        self.assertIn("열두 시간", hits[0]["text"])
        self.assertEqual(hits[0]["heading"], "Radio > 배터리")
        self.assertEqual(hits[0]["row"], 11)
        self.assertTrue(hits[0]["file"].endswith("docs/manual.md"))
        self.assertGreater(hits[0]["meaning"], 0)
        shown = self.run_knowledge("search", "How", "loud", "-n", "2").stdout.decode()
        self.assertIn("manual.md:7  Radio > Sound", shown)
        self.assertEqual(len(self.of("list")), 2)
        info = self.of("info")
        self.assertEqual((info["passages"], info["files"], info["encoder"]), (4, 2, "seed"))
        self.assertEqual(self.of("rm", self.path / "docs/notes.txt")["passages_removed"], 1)
        self.assertNotIn(b"milk", self.base_bytes())
        self.assertEqual(self.of("rm", self.path / "docs")["passages_removed"], 3)
        self.assertEqual(self.of("search", "battery"), [])

    def test_again_costs_only_what_changed(self):
        self.of("add", self.path / "docs")
        again = self.of("add", self.path / "docs")
        self.assertEqual((again["files"], again["unchanged"]), (0, 2))
        (self.path / "docs/manual.md").write_text(MANUAL.replace("30", "31"))
        (self.path / "docs/notes.txt").unlink()
        again = self.of("add", self.path / "docs")
        self.assertEqual((again["files"], again["vanished"]), (1, 1))
        self.assertEqual((again["passages_added"], again["passages_removed"]), (1, 2))
        self.assertNotIn(b"step is 30", self.base_bytes())

    def test_standard_input(self):
        self.of("add", "-", "--name", "a talk", "--format", "md", stdin=MANUAL.encode())
        self.assertEqual(self.of("search", "volume")[0]["file"], "a talk")
        self.of("add", "-", "--name", "odd", stdin=b"bytes \xff\xfe and \0 zero")
        self.of("add", "-", "--name", "empty", stdin=b"")
        self.assertEqual(self.of("rm", "a talk")["passages_removed"], 3)

    def test_words_alone_and_renewing(self):
        self.of("add", self.path / "docs", "-m", "none")
        self.assertEqual(self.of("info")["encoder"], "")
        hit = self.of("search", "volume")[0]
        self.assertEqual((hit["heading"], hit["meaning"]), ("Radio > Sound", 0))
        self.run_knowledge("renew", "-m", "seed")
        self.assertEqual(self.of("info")["encoder"], "seed")
        self.assertNotEqual(self.of("search", "volume")[0]["meaning"], 0)
        error = self.of("add", self.path / "docs", "-m", ROOT / "tests/data/models/bert", code=2)
        self.assertIn("renew", error["error"]["message"])

    def test_wrong_usage(self):
        self.assertIn(b"renew", self.run_knowledge("--help").stdout)
        self.assertIn("찾을 것", self.run_knowledge("search", LANG="ko_KR.UTF-8", code=2).stderr.decode())
        self.run_knowledge("add", code=2)
        self.run_knowledge("frobnicate", code=2)
        self.run_knowledge("search", "x", code=4)  # there is no base yet
        self.run_knowledge("add", self.path / "none", code=4)
        (self.path / "home").mkdir(exist_ok=True)
        (self.path / "home/knowledge.tbk").write_bytes(b"not a base at all, but with some length to it" * 20)
        self.run_knowledge("search", "x", code=3)
        self.run_knowledge("add", self.path / "docs", code=3)

    def test_a_cut_base_is_an_error_and_a_full_disk_keeps_what_was(self):
        self.of("add", self.path / "docs")
        base = self.path / "home/knowledge.tbk"
        whole = base.read_bytes()
        base.write_bytes(whole[: len(whole) // 2])
        done = subprocess.run([PROGRAMS.home, "knowledge", "search", "volume"], capture_output=True, cwd=ROOT,
                              env=environment(self.path / "home"), timeout=60)
        self.assertIn(done.returncode, (3, 0))  # SQLite may not need the half that is missing
        base.write_bytes(whole)
        for end in ("-wal", "-shm"):
            Path(str(base) + end).unlink(missing_ok=True)
        (self.path / "docs/big.txt").write_text("\n\n".join(f"Paragraph {i} of the big file." * 20 for i in range(2000)))
        limited = subprocess.run(["bash", "-c", 'ulimit -f 300; exec "$@"', "-", PROGRAMS.home, "knowledge", "add",
                                  self.path / "docs", "-m", "none", "--base", self.path / "home/limited.tbk"],
                                 capture_output=True, cwd=ROOT, env=environment(self.path / "home"), timeout=300)
        self.assertNotEqual(limited.returncode, 0)
        self.assertTrue(limited.stderr)
        names = [f["name"] for f in self.of("list", "--base", self.path / "home/limited.tbk")]
        self.assertFalse(any(n.endswith("big.txt") for n in names))
        self.assertEqual(len(self.of("list")), 2)


class Stopped(Case):
    def start(self):
        for i in range(300):
            (self.path / f"docs/{i:03}.md").write_text("\n\n".join(
                f"# Section {k}\n\nSentence {k} of file {i}, which says something about the number {i * k}." for k in range(20)))
        return subprocess.Popen([PROGRAMS.home, "knowledge", "add", self.path / "docs"], cwd=ROOT,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(self.path / "home"))

    def wait_for_files(self, process):
        base = self.path / "home/knowledge.tbk"
        while process.poll() is None:
            time.sleep(0.05)
            if base.exists() and len(self.of("list", program="home") if base.stat().st_size else []) > 5:
                return

    def check_whole(self):
        files = self.of("list")
        for f in files:
            name = Path(f["name"]).name
            self.assertEqual(f["passages"], {"manual.md": 3, "notes.txt": 1}.get(name, 20), name)
        again = self.of("add", self.path / "docs")
        self.assertEqual(again["unchanged"], len(files))
        self.assertEqual(self.of("info")["passages"], 300 * 20 + 4)

    def test_killed(self):
        process = self.start()
        self.wait_for_files(process)
        process.kill()
        process.communicate()
        self.check_whole()

    def test_interrupted(self):
        process = self.start()
        self.wait_for_files(process)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        self.assertIn(process.returncode, (130, 0))
        self.check_whole()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", required=True)
    parser.add_argument("--tinybrain", required=True)
    parser.add_argument("names", nargs="*")
    PROGRAMS = parser.parse_args()
    unittest.main(argv=[sys.argv[0], *PROGRAMS.names], verbosity=2)
