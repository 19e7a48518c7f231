#!/usr/bin/env python3
"""tinybrain-server from the outside, on tiny random models: every endpoint, streams, tools, grammars,
and what goes wrong with them. How it is reached is in server_http_test.py. No network, no weights.

    server_test.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [NAME ...]
"""
import base64
import json
import socket
import struct
import subprocess
import threading
import unittest

import serving
from serving import CHAT, HELLO, OneModel, Server, folder, read_all

COMPLETE, EMBED, CLASSIFY = "/v1/completions", "/v1/embeddings", "/v1/classify"
UNDERSTAND = "/v1/understand"
KOREAN = [{"role": "user", "content": "안녕하세요, 오늘 날씨는 어떤가요?"}]


def tool(name, **properties):
    return {"type": "function", "function": {"name": name, "description": "d", "parameters": {
        "type": "object", "properties": properties, "required": list(properties)}}}


WEATHER = tool("get_weather", city={"type": "string", "maxLength": 8}, unit={"enum": ["C", "F"]})
STOP = tool("stop")


class Chat(OneModel):
    def chat(self, messages=HELLO, **more):
        return self.server.post(CHAT, messages=messages, **{"max_tokens": 12, "model": "any", **more})

    def test_answers_with_usage(self):
        reply = self.chat(temperature=0)
        choice = reply["choices"][0]
        self.assertEqual(reply["object"], "chat.completion")
        self.assertEqual(choice["message"]["role"], "assistant")
        self.assertIn(choice["finish_reason"], ("stop", "length"))
        usage = reply["usage"]
        self.assertEqual(usage["total_tokens"], usage["prompt_tokens"] + usage["completion_tokens"])
        again = self.chat(temperature=0)
        self.assertEqual(again["choices"][0]["message"], choice["message"])
        self.assertGreater(again["usage"]["prompt_tokens_details"]["cached_tokens"], 0)

    def test_a_conversation_reuses_its_own_session(self):
        first = [{"role": "user", "content": "a b c d e f g h " * 12}]
        other = [{"role": "user", "content": "1 2 3 4 5 6 7 8 " * 12}]
        a = self.chat(first)
        self.chat(other)
        first += [a["choices"][0]["message"], {"role": "assistant", "content": "what a model wrote\0"}, {"role": "user", "content": "and then?"}]
        usage = self.chat(first)["usage"]
        self.assertGreater(usage["prompt_tokens_details"]["cached_tokens"], usage["prompt_tokens"] // 2)

    def test_a_seed_repeats_and_n_differ(self):
        one, two = (self.chat(seed=7, n=3, temperature=1.5) for _ in range(2))
        texts = [c["message"]["content"] for c in one["choices"]]
        self.assertEqual(texts, [c["message"]["content"] for c in two["choices"]])
        self.assertEqual([c["index"] for c in one["choices"]], [0, 1, 2])
        self.assertGreater(len(set(texts)), 1)

    def test_streams_what_it_would_answer(self):
        for messages in (HELLO, KOREAN):
            whole = self.chat(messages, seed=3, max_tokens=40)
            chunks = self.server.events(CHAT, messages=messages, seed=3, max_tokens=40, n=1,
                                        stream_options={"include_usage": True})
            last = chunks.pop()
            self.assertEqual(last["choices"], [])
            self.assertEqual(last["usage"]["completion_tokens"], whole["usage"]["completion_tokens"])
            self.assertTrue(all(c["usage"] is None for c in chunks))
            deltas = [c["choices"][0]["delta"] for c in chunks]
            self.assertEqual(deltas[0]["role"], "assistant")
            self.assertEqual("".join(d.get("content", "") for d in deltas),
                             whole["choices"][0]["message"]["content"])
            self.assertEqual(chunks[-1]["choices"][0]["finish_reason"], whole["choices"][0]["finish_reason"])

    def test_a_stream_is_always_whole_characters(self):
        # A random model writes Hangul byte by byte; the bias favours bytes of such characters.
        body = json.dumps(dict(messages=KOREAN, max_tokens=200, stream=True, seed=1, temperature=2)).encode()
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=60) as s:
            s.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n"
                      b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (self.server.port, len(body))
                      + body)
            data = read_all(s)
        head, _, rest = data.partition(b"\r\n\r\n")
        self.assertIn(b"chunked", head)
        chunks = 0
        while rest:
            size, _, rest = rest.partition(b"\r\n")
            piece, rest = rest[:int(size, 16)], rest[int(size, 16) + 2:]
            piece.decode("utf-8")  # each chunk by itself
            chunks += 1
        self.assertGreater(chunks, 2)

    def test_logprobs(self):
        reply = self.chat(logprobs=True, top_logprobs=3, temperature=0)
        tokens = reply["choices"][0]["logprobs"]["content"]
        self.assertEqual(len(tokens), reply["usage"]["completion_tokens"])
        for token in tokens:
            self.assertLessEqual(token["logprob"], 0)
            self.assertEqual(len(token["top_logprobs"]), 3)
            self.assertEqual(token["bytes"], token["top_logprobs"][0]["bytes"])
        chunks = self.server.events(CHAT, messages=HELLO, max_tokens=12, logprobs=True, temperature=0)
        streamed = [t for c in chunks for t in (c["choices"][0]["logprobs"] or {"content": []})["content"]]
        self.assertEqual([t["bytes"] for t in streamed], [t["bytes"] for t in tokens])

    def test_bias_and_stop(self):
        text = self.chat(temperature=0)["choices"][0]["message"]["content"]
        stopped = self.chat(temperature=0, stop=text[2:4])["choices"][0]
        self.assertEqual(stopped["message"]["content"], text[:text.index(text[2:4])])
        self.assertEqual(stopped["finish_reason"], "stop")
        biased = self.chat(temperature=0, max_tokens=1, logprobs=True, top_logprobs=1, logit_bias={"70": 100})
        again = self.chat(temperature=0, max_tokens=1, logprobs=True, top_logprobs=1, logit_bias={"70": -100})
        self.assertNotEqual(biased["choices"][0]["message"], again["choices"][0]["message"])

    def test_json(self):
        reply = self.chat(response_format={"type": "json_object"}, max_tokens=2000, seed=1)
        if reply["choices"][0]["finish_reason"] == "stop":
            self.assertIsInstance(json.loads(reply["choices"][0]["message"]["content"]), dict)
        schema = {"type": "object", "properties": {"ok": {"type": "boolean"}, "n": {"enum": [1, 2, 3]}},
                  "required": ["ok", "n"], "additionalProperties": False}
        form = {"type": "json_schema", "json_schema": {"name": "x", "strict": True, "schema": schema}}
        for seed in range(5):
            value = json.loads(self.chat(response_format=form, seed=seed, max_tokens=60)["choices"][0]["message"]
                               ["content"])
            self.assertIsInstance(value["ok"], bool)
            self.assertIn(value["n"], (1, 2, 3))

    def check_call(self, call, names):
        self.assertEqual(call["type"], "function")
        self.assertTrue(call["id"].startswith("call_"))
        self.assertIn(call["function"]["name"], names)
        arguments = json.loads(call["function"]["arguments"])
        if call["function"]["name"] == "get_weather":
            self.assertEqual(set(arguments), {"city", "unit"})
            self.assertIn(arguments["unit"], ("C", "F"))
        else:
            self.assertEqual(arguments, {})

    def test_forced_tools_are_always_valid(self):
        named = {"type": "function", "function": {"name": "get_weather"}}
        for seed in range(4):
            for choice, names in (("required", ("get_weather", "stop")), (named, ("get_weather",))):
                reply = self.chat(tools=[WEATHER, STOP], tool_choice=choice, seed=seed, max_tokens=4000)
                message = reply["choices"][0]["message"]
                self.assertEqual(reply["choices"][0]["finish_reason"], "tool_calls")
                self.assertIsNone(message["content"])
                for call in message["tool_calls"]:
                    self.check_call(call, names)
        single = self.chat(tools=[STOP], tool_choice="required", parallel_tool_calls=False, max_tokens=100)
        self.assertEqual(len(single["choices"][0]["message"]["tool_calls"]), 1)
        chunks = self.server.events(CHAT, messages=HELLO, tools=[WEATHER], tool_choice="required", max_tokens=4000)
        calls = [call for c in chunks for call in c["choices"][0]["delta"].get("tool_calls", [])]
        self.assertEqual([call["index"] for call in calls], list(range(len(calls))))
        self.check_call(calls[0], ("get_weather",))
        self.assertEqual(chunks[-1]["choices"][0]["finish_reason"], "tool_calls")
        self.assertFalse(any(c["choices"][0]["delta"].get("content") for c in chunks))

    def test_references_of_a_tool_stay_its_own(self):
        parameters = {"$defs": {"unit": {"enum": ["C"]}}, "type": "object",
                      "properties": {"unit": {"$ref": "#/$defs/unit"}}, "required": ["unit"]}
        both = [{"type": "function", "function": {"name": n, "parameters": parameters}} for n in "ab"]
        calls = self.chat(tools=both, tool_choice="required", max_tokens=200)["choices"][0]["message"]["tool_calls"]
        self.assertEqual(json.loads(calls[0]["function"]["arguments"]), {"unit": "C"})

    def test_a_conversation_with_calls(self):
        messages = HELLO + [
            {"role": "assistant", "content": None, "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "get_weather", "arguments": "{\"city\": 1}"}}]},
            {"role": "tool", "tool_call_id": "c1", "content": "cold"},
            {"role": "developer", "content": [{"type": "text", "text": "be "}, {"type": "text", "text": "kind"}]}]
        self.chat(messages, tools=[WEATHER])
        self.chat(messages, tools=[WEATHER], tool_choice="none")

    def test_wrong_requests_name_the_member(self):
        m = {"messages": HELLO}
        cases = [
            ({}, "messages"), ({"messages": []}, "messages"), ({"messages": "x"}, "messages"),
            ({"messages": [1]}, "messages[0]"), ({"messages": [{"role": "user"}]}, "messages[0].content"),
            ({"messages": [{"role": "boss", "content": "x"}]}, "messages[0].role"),
            ({"messages": [{"role": "user", "content": "a\0b"}]}, "messages[0].content"),
            ({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}]},
             "messages[0].content[0].image_url"),
            ({**m, "temperature": "hot"}, "temperature"), ({**m, "temperature": 3}, "temperature"),
            ({**m, "top_p": -1}, "top_p"), ({**m, "n": 9}, "n"), ({**m, "n": 1.5}, "n"),
            ({**m, "max_tokens": 0}, "max_tokens"), ({**m, "stop": [1]}, "stop"), ({**m, "stop": ""}, "stop"),
            ({**m, "stream": 1}, "stream"), ({**m, "stream_options": {}}, "stream_options"),
            ({**m, "logit_bias": {"x": 1}}, "logit_bias"), ({**m, "logit_bias": {"1": 101}}, "logit_bias.1"),
            ({**m, "logit_bias": {"99999999": 1}}, None), ({**m, "top_logprobs": 2}, "top_logprobs"),
            ({**m, "logprobs": True, "top_logprobs": 21}, "top_logprobs"), ({**m, "seed": 1e300}, "seed"),
            ({**m, "audio": {}}, "audio"), ({**m, "functions": []}, "functions"), ({**m, "store": True}, "store"),
            ({**m, "reasoning_effort": "high"}, "reasoning_effort"),
            ({**m, "modalities": ["audio"]}, "modalities"), ({**m, "model": 5}, "model"),
            ({**m, "tool_choice": "required"}, "tool_choice"),
            ({**m, "tools": [{"type": "function", "function": {"name": "a b"}}]}, "tools[0].function.name"),
            ({**m, "tools": [STOP, STOP]}, "tools"),
            ({**m, "tools": [STOP], "tool_choice": {"type": "function", "function": {"name": "z"}}}, "tool_choice"),
            ({**m, "response_format": {"type": "xml"}}, "response_format.type"),
            ({**m, "response_format": {"type": "json_object"}, "tools": [STOP]}, "response_format"),
            ({**m, "response_format": {"type": "json_schema"}}, "response_format.json_schema"),
            ({**m, "response_format": {"type": "json_schema", "json_schema": {"strict": "yes", "schema": {}}}},
             "response_format.json_schema.strict"),
            ({**m, "response_format": {"type": "json_schema", "json_schema": {"schema": {"type": "oops"}}}}, None),
        ]
        for members, param in cases:
            for more in ({}, {"stream": True}):
                if "stream" in members or param == "stream_options":
                    more = {}
                with self.subTest(members=members):
                    self.refused(CHAT, 400, param, **{**members, **more})
        self.chat(nobody_knows_this=1, user="u", metadata={"a": 1}, tools=None, temperature=None)

    def test_too_long_a_prompt(self):
        for stream in (False, True):
            error = self.refused(CHAT, 400, "messages", stream=stream,
                                 messages=[{"role": "user", "content": "word " * 300000}])
            self.assertEqual(error["code"], "context_length_exceeded")


class Complete(OneModel):
    models = ["llama"]

    def test_prompts_and_choices(self):
        reply = self.server.post(COMPLETE, prompt=["One", "Two"], n=2, max_tokens=5, seed=1, logprobs=2)
        self.assertEqual([c["index"] for c in reply["choices"]], [0, 1, 2, 3])
        for choice in reply["choices"]:
            self.assertEqual(len(choice["logprobs"]["tokens"]), len(choice["logprobs"]["text_offset"]))
        self.assertEqual(len(self.server.post(COMPLETE, prompt="One")["choices"]), 1)
        no_end = {str(i): -100 for i in range(296, 300)}
        self.assertEqual(self.server.post(COMPLETE, prompt="One", logit_bias=no_end)["usage"]["completion_tokens"], 16)

    def test_streams(self):
        whole = self.server.post(COMPLETE, prompt="안녕", max_tokens=30, seed=2)["choices"][0]
        chunks = self.server.events(COMPLETE, prompt="안녕", max_tokens=30, seed=2)
        self.assertEqual("".join(c["choices"][0]["text"] for c in chunks), whole["text"])
        self.assertEqual(chunks[-1]["choices"][0]["finish_reason"], whole["finish_reason"])

    def test_refuses(self):
        for members, param in (({}, "prompt"), ({"prompt": []}, "prompt"), ({"prompt": [1, 2]}, "prompt"),
                               ({"prompt": ""}, "prompt"), ({"prompt": "x", "echo": True}, "echo"),
                               ({"prompt": "x", "suffix": "y"}, "suffix"), ({"prompt": "x", "best_of": 3}, "best_of")):
            with self.subTest(members=members):
                self.refused(COMPLETE, 400, param, **members)
        self.refused(EMBED, 404, "model", input="x")
        self.refused(CLASSIFY, 404, "model", input="x")

    def test_templates_that_know_no_tools_are_told_in_words(self):
        reply = self.server.post(CHAT, messages=HELLO, tools=[WEATHER], tool_choice="required", max_tokens=4000)
        self.assertEqual(reply["choices"][0]["message"]["tool_calls"][0]["function"]["name"], "get_weather")


class SeveralModels(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = folder()
        cls.server = Server(["llama", "bert", serving.build_classifier(cls.holder.__enter__())])

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()[0]
        cls.holder.__exit__(None, None, None)
        assert code == 0

    def test_models_by_name(self):
        status, _, body = self.server.request("GET", "/v1/models")
        models = {m["id"]: m["capabilities"] for m in json.loads(body)["data"]}
        self.assertEqual(models, {"llama": ["write"], "bert": ["embed"], "bank": models["bank"]})
        self.assertIn("classify", models["bank"])
        self.assertEqual(self.server.request("GET", "/v1/models/bert")[0], 200)
        self.assertEqual(self.server.request("GET", "/v1/models/x")[0], 404)
        self.assertEqual(self.server.post(COMPLETE, prompt="x", model="llama")["model"], "llama")
        self.assertEqual(self.server.post(COMPLETE, prompt="x", model="default")["model"], "llama")
        for name in ({}, {"model": ""}, {"model": "gpt-9"}):
            status, error = self.server.error(COMPLETE, {"prompt": "x", **name})
            self.assertEqual((status, error["code"], error["param"]), (404, "model_not_found", "model"))
        self.assertEqual(self.server.error(CHAT, {"model": "bert", "messages": HELLO})[1]["param"], "model")

    def test_embeddings(self):
        texts = ["a cat", "한국어 문장", "a cat"] + [f"text {i}" for i in range(40)]
        plain = self.server.post(EMBED, model="bert", input=texts)
        packed = self.server.post(EMBED, model="bert", input=texts, encoding_format="base64")
        self.assertEqual([d["index"] for d in plain["data"]], list(range(len(texts))))
        for a, b in zip(plain["data"], packed["data"]):
            data = base64.b64decode(b["embedding"])
            floats = struct.unpack(f"<{len(data) // 4}f", data)
            self.assertEqual(len(floats), len(a["embedding"]))
            self.assertLess(max(abs(x - y) for x, y in zip(floats, a["embedding"])), 1e-6)
        self.assertEqual(plain["data"][0]["embedding"], plain["data"][2]["embedding"])
        self.assertGreater(plain["usage"]["prompt_tokens"], len(texts))
        size = len(plain["data"][0]["embedding"])
        self.server.post(EMBED, model="bert", input="x", dimensions=size)
        for members in ({"input": []}, {"input": ""}, {"input": [1, 2]}, {}, {"input": "x", "dimensions": size + 1},
                        {"input": "x", "encoding_format": "hex"}, {"input": ["x"] * 2049}):
            self.assertEqual(self.server.error(EMBED, {"model": "bert", **members})[0], 400, members)

    def test_classify(self):
        reply = self.server.post(CLASSIFY, model="bank", input=["where is my card?", "카드가 안 와요"])
        self.assertEqual(len(reply["data"]), 2)
        for one in reply["data"]:
            self.assertEqual(len(one["labels"]), 3)
            self.assertAlmostEqual(sum(x["probability"] for x in one["labels"]), 1, places=4)
            self.assertIn(one["label"], [None] + [x["label"] for x in one["labels"]])
        self.assertEqual(self.server.error(CLASSIFY, {"model": "bert", "input": "x"})[0], 404)


class Adapters(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = folder()
        path = cls.holder.__enter__()
        cls.paths = {"one": serving.write_adapter(path, "qwen2", 1), "two": serving.write_adapter(path, "qwen2", 2)}
        cls.server = Server(["qwen2", "bert"], *[w for n, p in cls.paths.items() for w in ("--adapter", f"qwen2:{n}={p}")])

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()[0]
        cls.holder.__exit__(None, None, None)
        assert code == 0

    def ask(self, adapter, prompt):
        reply = self.server.post(COMPLETE, model="qwen2", prompt=prompt, temperature=0, max_tokens=24, adapter=adapter)
        return reply["choices"][0]["text"]

    def alone(self, adapter, prompt):
        """What `tinybrain complete` writes with the model opened with that adapter."""
        given = ["--adapter", self.paths[adapter]] if adapter else []
        found = subprocess.run([serving.ARGS.tinybrain, "complete", "-m", serving.wide("qwen2"), *given, "--temp", "0",
                                "-n", "24", "--json", prompt], capture_output=True, text=True, check=True,
                               env=serving.environment())
        return json.loads(found.stdout)["text"]

    def test_requests_with_different_adapters_at_once(self):
        asked = [(adapter, f"The sea number {i}") for i in range(4) for adapter in (None, "one", "two")]
        wanted = {a: self.alone(*a) for a in asked}
        self.assertEqual(len({wanted[a] for a in asked[:3]}), 3)
        for _ in range(2):
            found, threads = {}, []
            for a in asked:
                threads.append(threading.Thread(target=lambda a=a: found.update({a: self.ask(*a)})))
                threads[-1].start()
            for t in threads:
                t.join()
            self.assertEqual(found, wanted)

    def test_conversations_have_them_too(self):
        texts = set()
        for adapter in (None, "one", "two"):
            given = {} if adapter is None else {"adapter": adapter}
            whole = self.server.post(CHAT, model="qwen2", messages=HELLO, temperature=0, max_tokens=20, **given)
            chunks = self.server.events(CHAT, model="qwen2", messages=HELLO, temperature=0, max_tokens=20, **given)
            text = whole["choices"][0]["message"]["content"]
            self.assertEqual("".join(c["choices"][0]["delta"].get("content", "") for c in chunks), text)
            texts.add(text)
        self.assertEqual(len(texts), 3)

    def test_they_are_listed_and_others_are_unknown(self):
        listed = {m["id"]: m.get("adapters") for m in json.loads(self.server.request("GET", "/v1/models")[2])["data"]}
        self.assertEqual(listed, {"qwen2": ["one", "two"], "bert": None})
        status, error = self.server.error(CHAT, {"model": "qwen2", "messages": HELLO, "adapter": "three"})
        self.assertEqual((status, error["code"], error["param"]), (404, "adapter_not_found", "adapter"))
        status, error = self.server.error(COMPLETE, {"model": "qwen2", "prompt": "x", "adapter": 3})
        self.assertEqual((status, error["param"]), (400, "adapter"))


class Understanding(unittest.TestCase):
    def ask(self, server, texts):
        reply = server.post(UNDERSTAND, input=texts)
        for one in reply["data"]:
            self.assertEqual([h["name"] for h in one["heads"]], ["language", "kind", "emotion"])
            for head in one["heads"]:
                self.assertIn(head["label"], [None, *head["probabilities"]])
                self.assertAlmostEqual(sum(head["probabilities"].values()), 1, places=4)
                self.assertAlmostEqual(max(head["probabilities"].values()), head["probability"], places=6)
        return reply

    def test_by_the_seed_or_by_a_served_brain(self):
        with folder() as kept:
            seed = serving.build_seed(kept)
            with serving.serving(["llama"], "--seed-brain", seed) as server:
                reply = self.ask(server, ["왜 자나요?", "why?"])
                self.assertEqual((reply["model"], len(reply["data"])), ("seed", 2))
                self.assertEqual(self.ask(server, "x" * 5000)["data"][0]["index"], 0)
                models = json.loads(server.request("GET", "/v1/models")[2])
                self.assertEqual((models["understands"], [m["id"] for m in models["data"]]), ("seed", ["llama"]))
                for members in ({}, {"input": []}, {"input": ""}, {"input": 3}, {"input": "a\0b"}):
                    self.assertEqual(server.error(UNDERSTAND, members)[0], 400, members)
            with serving.serving(["llama", seed]) as server:
                self.assertEqual(self.ask(server, "why?")["model"], "seed")
                models = json.loads(server.request("GET", "/v1/models")[2])
                self.assertEqual(models["data"][1]["capabilities"], ["embed", "understand"])

    def test_without_a_brain(self):
        with folder() as kept, serving.serving(["llama"], cwd=kept) as server:
            models = json.loads(server.request("GET", "/v1/models")[2])
            if models["understands"] is None:  # else the build folder lies beside one
                self.assertEqual(server.error(UNDERSTAND, {"input": "x"})[0], 404)
        refused = subprocess.run([serving.ARGS.server, "-m", serving.MODELS / "llama", "--seed-brain",
                                  serving.MODELS / "bert"], capture_output=True, text=True, timeout=60)
        self.assertEqual(refused.returncode, 2, refused.stderr)


class RealModel(unittest.TestCase):
    """What needs a model that says something."""

    def setUp(self):
        if not serving.weights():
            self.skipTest("the default model is not here")
        self.server = Server([serving.weights()], "--parallel", 2)
        self.addCleanup(self.server.stop)

    def test_korean_streams_and_calls(self):
        ask = [{"role": "user", "content": "대한민국의 수도는 어디인가요?"}]
        whole = self.server.post(CHAT, messages=ask, max_tokens=60, seed=4)["choices"][0]["message"]["content"]
        chunks = self.server.events(CHAT, messages=ask, max_tokens=60, seed=4)
        pieces = [c["choices"][0]["delta"].get("content", "") for c in chunks]
        self.assertEqual("".join(pieces), whole)
        self.assertNotIn("\ufffd", whole)
        ask = [{"role": "user", "content": "What is the weather in Seoul, in Celsius?"}]
        reply = self.server.post(CHAT, messages=ask, tools=[WEATHER], tool_choice="required", temperature=0,
                                 max_tokens=200)
        call = reply["choices"][0]["message"]["tool_calls"][0]["function"]
        self.assertEqual(json.loads(call["arguments"]), {"city": "Seoul", "unit": "C"})
        reply = self.server.post(CHAT, messages=[{"role": "user", "content": "hi"}], tools=[WEATHER], temperature=0,
                                 max_tokens=30)
        self.assertNotIn("tool_calls", reply["choices"][0]["message"])


if __name__ == "__main__":
    serving.parse_arguments(__doc__)
    serving.run_tests(unittest, "__main__")
