#!/usr/bin/env python3
"""tinybrain-server with the real `openai` Python client, unchanged: chat, streams, tools, JSON schema,
embeddings, errors. Exit code 77 when Python has no such package. With the default model's weights
(TINYBRAIN_WEIGHTS) also on a model that says something.

    openai_test.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [NAME ...]
"""
import asyncio
import json
import sys
import unittest

import serving

try:
    import openai
except ImportError:
    print("skipped: there is no openai package")
    sys.exit(77)

WEATHER = {"type": "function", "function": {
    "name": "get_weather", "description": "The weather in a city", "parameters": {
        "type": "object", "properties": {"city": {"type": "string", "maxLength": 20}, "unit": {"enum": ["C", "F"]}},
        "required": ["city", "unit"], "additionalProperties": False}}}
HELLO = [{"role": "user", "content": "What is the weather in Seoul?"}]


class Client(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = serving.Server(["qwen2", "bert"], "--api-key", "secret")
        cls.client = openai.OpenAI(base_url=cls.server.url + "/v1", api_key="secret", max_retries=0)

    @classmethod
    def tearDownClass(cls):
        cls.client.close()
        assert cls.server.stop()[0] == 0

    def create(self, **more):
        return self.client.chat.completions.create(**{"model": "qwen2", "messages": HELLO, "max_tokens": 20, **more})

    def test_chat(self):
        reply = self.create(temperature=0, logprobs=True, top_logprobs=2)
        self.assertEqual(len(reply.choices[0].logprobs.content), reply.usage.completion_tokens)
        self.assertGreater(self.create().usage.prompt_tokens_details.cached_tokens, 0)

    def test_stream(self):
        whole = self.create(seed=5)
        chunks = list(self.create(seed=5, stream=True, stream_options={"include_usage": True}))
        text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
        self.assertEqual(text, whole.choices[0].message.content)
        self.assertEqual(chunks[-1].usage.total_tokens, whole.usage.total_tokens)

    def test_stream_helper_puts_calls_together(self):
        with self.client.chat.completions.stream(model="qwen2", messages=HELLO, tools=[WEATHER], max_tokens=4000,
                                                 tool_choice="required") as stream:
            for _ in stream:
                pass
            final = stream.get_final_completion()
        call = final.choices[0].message.tool_calls[0]
        self.assertEqual(call.function.name, "get_weather")
        self.assertIn(json.loads(call.function.arguments)["unit"], ("C", "F"))

    def test_forced_tools(self):
        named = {"type": "function", "function": {"name": "get_weather"}}
        for choice in ("required", named):
            reply = self.create(tools=[WEATHER], tool_choice=choice, max_tokens=4000)
            message = reply.choices[0].message
            self.assertEqual(reply.choices[0].finish_reason, "tool_calls")
            self.assertIn(json.loads(message.tool_calls[0].function.arguments)["unit"], ("C", "F"))
            answer = {"role": "tool", "tool_call_id": message.tool_calls[0].id, "content": "21 C"}
            messages = HELLO + [message.model_dump(exclude_none=True),
                                *[{**answer, "tool_call_id": c.id} for c in message.tool_calls]]
            self.create(messages=messages, tools=[WEATHER])

    def test_json_schema(self):
        schema = {"type": "object", "properties": {"city": {"enum": ["Seoul", "Paris"]}}, "required": ["city"],
                  "additionalProperties": False}
        reply = self.create(response_format={"type": "json_schema", "json_schema": {"name": "c", "schema": schema}})
        self.assertIn(json.loads(reply.choices[0].message.content)["city"], ("Seoul", "Paris"))

    def test_parse_helper(self):
        try:
            import typing

            import pydantic
        except ImportError:
            self.skipTest("no pydantic")
        answer = pydantic.create_model("Answer", yes=(bool, ...), unit=(typing.Literal["C", "F"], ...))
        reply = self.client.chat.completions.parse(model="qwen2", messages=HELLO, response_format=answer)
        self.assertIn(reply.choices[0].message.parsed.unit, ("C", "F"))

    def test_completions_and_models(self):
        reply = self.client.completions.create(model="qwen2", prompt=["a", "b"], max_tokens=3)
        self.assertEqual(len(reply.choices), 2)
        self.assertEqual([m.id for m in self.client.models.list()], ["qwen2", "bert"])
        self.assertEqual(self.client.models.retrieve("bert").id, "bert")

    def test_embeddings(self):
        # The client asks for base64 by itself.
        reply = self.client.embeddings.create(model="bert", input=["a", "b"])
        plain = self.client.embeddings.create(model="bert", input="a", encoding_format="float")
        self.assertEqual(len(reply.data), 2)
        for x, y in zip(reply.data[0].embedding, plain.data[0].embedding):
            self.assertAlmostEqual(x, y, places=5)

    def test_errors(self):
        with self.assertRaises(openai.BadRequestError) as caught:
            self.create(temperature=9)
        self.assertEqual(caught.exception.param, "temperature")
        with self.assertRaises(openai.BadRequestError):
            self.create(messages=[{"role": "user", "content": "x " * 300000}], stream=True)
        with self.assertRaises(openai.NotFoundError) as caught:
            self.create(model="gpt-9")
        self.assertEqual(caught.exception.code, "model_not_found")
        other = self.client.with_options(api_key="wrong")
        with self.assertRaises(openai.AuthenticationError):
            other.models.list()
        with self.assertRaises(openai.PermissionDeniedError):
            self.client.models.list(extra_headers={"Origin": "https://evil.example"})

    def test_many_at_once(self):
        async def all_of_them():
            async with openai.AsyncOpenAI(base_url=self.server.url + "/v1", api_key="secret") as client:
                return await asyncio.gather(*[client.chat.completions.create(
                    model="qwen2", messages=HELLO, max_tokens=20, seed=i % 3) for i in range(24)])
        replies = asyncio.run(all_of_them())
        texts = {i: {r.choices[0].message.content for r in replies[i::3]} for i in range(3)}
        self.assertTrue(all(len(t) == 1 for t in texts.values()), texts)  # a seed decides, not the neighbours


class RealModel(unittest.TestCase):
    def setUp(self):
        if not serving.weights():
            self.skipTest("the default model is not here")
        self.server = serving.Server([serving.weights()])
        self.addCleanup(self.server.stop)
        self.client = openai.OpenAI(base_url=self.server.url + "/v1", api_key="-", max_retries=0)
        self.addCleanup(self.client.close)

    def test_calls_and_answers(self):
        reply = self.client.chat.completions.create(
            model="x", messages=HELLO, tools=[WEATHER], tool_choice="required", temperature=0, max_tokens=200)
        call = reply.choices[0].message.tool_calls[0].function
        self.assertEqual(json.loads(call.arguments)["city"], "Seoul")
        schema = {"type": "object", "properties": {"name": {"type": "string", "maxLength": 20},
                                                   "age": {"type": "integer", "minimum": 0, "maximum": 150}},
                  "required": ["name", "age"], "additionalProperties": False}
        reply = self.client.chat.completions.create(
            model="x", messages=[{"role": "user", "content": "Ann is 34 years old. Extract the name and the age."}],
            response_format={"type": "json_schema", "json_schema": {"name": "p", "schema": schema}}, temperature=0)
        self.assertEqual(json.loads(reply.choices[0].message.content)["age"], 34)
        chunks = self.client.chat.completions.create(
            model="x", messages=[{"role": "user", "content": "대한민국의 수도는?"}], stream=True, max_tokens=60, seed=1)
        self.assertNotIn("\ufffd", "".join(c.choices[0].delta.content or "" for c in chunks))


if __name__ == "__main__":
    serving.parse_arguments(__doc__)
    serving.run_tests(unittest, "__main__")
