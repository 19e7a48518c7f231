// tinybrain-server with the real `openai` package of npm, unchanged: chat, streams, tools, JSON schema, embeddings,
// errors. openai_npm_test.py starts it.
//
//   node openai_npm_test.mjs --url http://127.0.0.1:PORT/v1 --key KEY
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";
import { parseArgs } from "node:util";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const OpenAI = require("openai");

const { values: args } = parseArgs({ options: { url: { type: "string" }, key: { type: "string" } } });
const client = new OpenAI({ baseURL: args.url, apiKey: args.key, maxRetries: 0 });
const hello = [{ role: "user", content: "What is the weather in Seoul?" }];
const weather = {
  type: "function",
  function: {
    name: "get_weather",
    description: "The weather in a city",
    parameters: {
      type: "object",
      properties: { city: { type: "string", maxLength: 20 }, unit: { enum: ["C", "F"] } },
      required: ["city", "unit"],
      additionalProperties: false,
    },
  },
};

const named = { type: "function", function: { name: "get_weather" } };

function create(more, options) {
  return client.chat.completions.create(
    { model: "qwen2", messages: hello, max_tokens: 20, ...more },
    options,
  );
}

test("a reply, with log-probabilities", async () => {
  const reply = await create({ temperature: 0, logprobs: true, top_logprobs: 2 });
  assert.equal(reply.choices[0].logprobs.content.length, reply.usage.completion_tokens);
  assert.ok((await create({})).usage.prompt_tokens_details.cached_tokens > 0);
});

test("a stream has the same text, then the usage", async () => {
  const whole = await create({ seed: 5 });
  const stream = await create({ seed: 5, stream: true, stream_options: { include_usage: true } });
  let text = "";
  let last;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? "";
    last = chunk;
  }
  assert.equal(text, whole.choices[0].message.content);
  assert.equal(last.usage.total_tokens, whole.usage.total_tokens);
});

test("a stream that is left does not hold up the next request", async () => {
  const stream = await create({ stream: true, max_tokens: 100_000 });
  for await (const chunk of stream) if (chunk.choices.length > 0) break;
  assert.equal((await create({ max_tokens: 1 })).usage.completion_tokens, 1);
});

test("calls of tools: forced, put together from a stream, answered", async () => {
  for (const choice of ["required", named]) {
    const reply = await create({ tools: [weather], tool_choice: choice, max_tokens: 4000 });
    const { message, finish_reason } = reply.choices[0];
    assert.equal(finish_reason, "tool_calls");
    assert.ok(["C", "F"].includes(JSON.parse(message.tool_calls[0].function.arguments).unit));
    const answers = message.tool_calls.map((call) => {
      return { role: "tool", tool_call_id: call.id, content: "21 C" };
    });
    await create({ messages: [...hello, message, ...answers], tools: [weather] });
  }
  const streamed = client.chat.completions.stream({
    model: "qwen2",
    messages: hello,
    tools: [weather],
    tool_choice: "required",
    max_tokens: 4000,
  });
  const call = (await streamed.finalChatCompletion()).choices[0].message.tool_calls[0];
  assert.equal(call.function.name, "get_weather");
  assert.ok(["C", "F"].includes(JSON.parse(call.function.arguments).unit));
});

test("the helper that runs tools gets its call back", async () => {
  const asked = [];
  const runner = client.chat.completions.runTools({
    model: "qwen2",
    messages: hello,
    max_tokens: 4000,
    tool_choice: named,
    tools: [
      {
        type: "function",
        function: {
          ...weather.function,
          parse: JSON.parse,
          function: (given) => {
            asked.push(given.unit);
            return "21 C";
          },
        },
      },
    ],
  });
  await runner.done();
  assert.equal(asked.length, 1);
  assert.ok(["C", "F"].includes(asked[0]));
});

test("JSON by a schema", async () => {
  const schema = {
    type: "object",
    properties: { city: { enum: ["Seoul", "Paris"] } },
    required: ["city"],
    additionalProperties: false,
  };
  const reply = await create({
    response_format: { type: "json_schema", json_schema: { name: "c", schema } },
  });
  assert.ok(["Seoul", "Paris"].includes(JSON.parse(reply.choices[0].message.content).city));
  const parsed = await client.chat.completions.parse({
    model: "qwen2",
    messages: hello,
    response_format: { type: "json_schema", json_schema: { name: "c", strict: true, schema } },
  });
  assert.ok(["Seoul", "Paris"].includes(parsed.choices[0].message.parsed.city));
});

test("completions, models, embeddings", async () => {
  const reply = await client.completions.create({ model: "qwen2", prompt: ["a", "b"], max_tokens: 3 });
  assert.equal(reply.choices.length, 2);
  const names = [];
  for await (const model of client.models.list()) names.push(model.id);
  assert.deepEqual(names, ["qwen2", "bert"]);
  assert.equal((await client.models.retrieve("bert")).id, "bert");
  // Unless told otherwise the client asks for base64 and turns it into numbers.
  const coded = await client.embeddings.create({ model: "bert", input: ["a", "b"] });
  const plain = await client.embeddings.create({ model: "bert", input: "a", encoding_format: "float" });
  assert.equal(coded.data.length, 2);
  assert.equal(coded.data[0].embedding.length, plain.data[0].embedding.length);
  coded.data[0].embedding.forEach((x, i) => {
    assert.ok(Math.abs(x - plain.data[0].embedding[i]) < 1e-5);
  });
});

test("errors are those that the client knows", async () => {
  await assert.rejects(create({ temperature: 9 }), (error) => {
    assert.ok(error instanceof OpenAI.BadRequestError);
    return error.param === "temperature";
  });
  await assert.rejects(
    create({ messages: [{ role: "user", content: "x ".repeat(300_000) }], stream: true }),
    OpenAI.BadRequestError,
  );
  await assert.rejects(create({ model: "gpt-9" }), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError);
    return error.code === "model_not_found";
  });
  await assert.rejects(
    client.withOptions({ apiKey: "wrong" }).models.list(),
    OpenAI.AuthenticationError,
  );
  await assert.rejects(
    client.models.list({ headers: { Origin: "https://evil.example" } }),
    OpenAI.PermissionDeniedError,
  );
});

test("many at once: a seed decides, not the neighbours", async () => {
  const replies = await Promise.all(Array.from({ length: 24 }, (_, i) => create({ seed: i % 3 })));
  for (let i = 0; i < 3; ++i) {
    const texts = replies.filter((_, at) => at % 3 === i).map((r) => r.choices[0].message.content);
    assert.equal(new Set(texts).size, 1);
  }
});
