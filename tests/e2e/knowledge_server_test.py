#!/usr/bin/env python3
"""/v1/knowledge: texts in and out of the knowledge base, what is found, what is refused. The seed brain makes the vectors.

    knowledge_server_test.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [NAME ...]
"""
import json
import shutil
import tempfile
import unittest
from pathlib import Path

import serving
from serving import Server

MANUAL = "# Radio\n\nTurn the wheel to change the volume.\n\n## 배터리\n\n배터리는 열두 시간 갑니다.\n"


class Knowledge(unittest.TestCase):
    def setUp(self):
        self.home = Path(tempfile.mkdtemp(prefix="tinybrain-test-"))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        self.server = Server(["qwen2"], "--home", str(self.home))
        self.addCleanup(self.server.stop)

    def ask(self, method, path, body=None, status=200):
        found, _, answer = self.server.request(method, path, body)
        self.assertEqual(found, status, answer)
        return json.loads(answer)

    def test_texts_come_and_go(self):
        self.ask("GET", "/v1/knowledge", status=404)
        added = self.ask("POST", "/v1/knowledge", {"name": "radio/manual", "text": MANUAL, "format": "md"})
        self.assertEqual(added["passages_added"], 2)
        hit = self.ask("POST", "/v1/knowledge/search", {"question": "배터리가 얼마나 가나요?", "most": 1})["data"][0]
        self.assertEqual((hit["heading"], hit["file"], hit["row"]), ("Radio > 배터리", "radio/manual", 7))
        self.assertGreater(hit["meaning"], 0)
        self.assertEqual(self.ask("GET", "/v1/knowledge")["data"][0]["passages"], 2)
        self.assertEqual(self.ask("DELETE", "/v1/knowledge/radio/manual")["passages_removed"], 2)
        self.assertNotIn("배터리".encode(), (self.home / "knowledge.tbk").read_bytes())

    def test_what_is_wrong_is_said(self):
        self.ask("POST", "/v1/knowledge", {"name": "a", "text": "b"})
        self.ask("POST", "/v1/knowledge", {"text": "b"}, 400)
        self.ask("POST", "/v1/knowledge", {"name": "", "text": "b"}, 400)
        self.ask("POST", "/v1/knowledge", {"name": "a", "text": "b", "format": "exe"}, 400)
        self.ask("POST", "/v1/knowledge/search", {"question": 7}, 400)
        self.ask("POST", "/v1/knowledge/search", {"question": "a", "most": 0}, 400)
        self.ask("DELETE", "/v1/knowledge/none", status=404)


if __name__ == "__main__":
    serving.parse_arguments(__doc__.splitlines()[0])
    serving.run_tests(unittest, "__main__")
