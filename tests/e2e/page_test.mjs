// The page in a real browser: every screen in both languages, light and dark, wide and narrow; by keyboard alone;
// with a key; and with a reply that tries to be markup. page_testing.mjs has what holds for all; page_home_test.mjs the
// screens of what is kept. page_test.py starts it.
//
//   node page_test.mjs --url URL --key-url URL --key KEY --chromium PATH [--shots FOLDER] [--only NAME] [--load yes]
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { api, args, check, kPatience, looks, open, run, shot, table } from "./page_testing.mjs";

const words = {
  en: {
    locale: "en-US",
    chat: "Chat",
    try: "Try",
    build: "Build",
    models: "Models",
    ask: "Why is the sky blue?",
    understood: "How I understood you",
  },
  ko: {
    locale: "ko-KR",
    chat: "대화",
    try: "해 보기",
    build: "만들기",
    models: "모델",
    ask: "좋은 아침이에요. 오늘 기분이 정말 좋아요!",
    understood: "이렇게 이해했어요",
  },
};

// A reply that the test writes: each piece after a while, the end never or at once.
const fakeReply = (pieces, ends) => `{
  const real = fetch;
  globalThis.fetch = (path, init) => {
    if (!String(path).endsWith("/chat/completions")) return real(path, init);
    const bytes = (data) => new TextEncoder().encode("data: " + data + "\\n\\n");
    const body = new ReadableStream({
      start(controller) {
        init.signal.addEventListener("abort", () => controller.error(init.signal.reason));
        for (const content of ${JSON.stringify(pieces)})
          controller.enqueue(bytes(JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })));
        if (${ends}) { controller.enqueue(bytes("[DONE]")); controller.close(); }
      },
    });
    return Promise.resolve(new Response(body));
  };
}`;

// Something for the plot to show: a few replies at once, again and again, for most of its minute. Returns while
// the last of them are being written.
async function makeLoad() {
  const body = JSON.stringify({
    model: "default",
    messages: [{ role: "user", content: "Tell me a long story." }],
    max_tokens: 500,
  });
  const headers = { "Content-Type": "application/json" };
  const ask = async () =>
    (await fetch(`${args.url}/v1/chat/completions`, { method: "POST", headers, body })).text();
  const until = Date.now() + 50_000;
  for (let wave = 1; Date.now() < until; wave = (wave % 6) + 1)
    await Promise.all(Array.from({ length: wave }, ask));
  for (let i = 0; i < 5; ++i) ask().catch(() => undefined);
  await new Promise((done) => setTimeout(done, 1500));
}

// ---- The screens ----

async function chatScreen(page, t, name) {
  await page.getByRole("link", { name: t.chat }).click();
  await check(page, `${name} empty`);
  await shot(page, `${name}-empty`);
  await page.locator("#message").fill(t.ask);
  await page.keyboard.press("Enter");
  await page.locator(".facts li").nth(2).waitFor();
  assert.equal(await page.locator(".question").innerText(), t.ask);
  await page.locator(".understood").waitFor();
  const panel = page.locator(".understood");
  if (!(await panel.evaluate((element) => element.open))) {
    await shot(page, `${name}-closed`);
    await panel.locator("summary").click();
  }
  assert.ok((await panel.innerText()).startsWith(t.understood));
  assert.ok((await panel.locator(".bars li").count()) >= 2);
  await check(page, name);
  await shot(page, name);
}

async function tryScreen(page, t, name) {
  await page.getByRole("link", { name: t.try, exact: true }).click();
  const [classes, json] = [
    page.locator("form", { has: page.locator("#classes-title") }),
    page.locator("form", { has: page.locator("#json-title") }),
  ];
  await classes.locator(".primary").click();
  await classes.locator(".bars li").first().waitFor();
  await json
    .locator("#json-schema")
    .fill('{"type": "object", "properties": {"sure": {"type": "boolean"}}, "required": ["sure"]}');
  await json.locator(".primary").click();
  await json.locator(".verdict.good").waitFor();
  assert.equal(typeof JSON.parse(await json.locator("pre").innerText()).sure, "boolean");
  await json.locator("#json-schema").fill("{oops");
  await json.locator(".primary").click();
  await json.getByRole("alert").waitFor();
  await page.reload();
  await classes.locator(".primary").click();
  await classes.locator(".bars li").first().waitFor();
  await json.locator(".primary").click();
  await json.locator(".verdict").waitFor();
  await check(page, name);
  await page.evaluate(() => scrollTo(0, 0));
  await shot(page, name, true);
}

async function modelsScreen(page, t, name) {
  await page.getByRole("link", { name: t.models }).click();
  await page.locator(".plot canvas").waitFor();
  if (args.load) await makeLoad();
  assert.ok((await page.locator(".model").count()) >= 1);
  await page.locator(".tile dd").nth(3).filter({ hasText: "B" }).waitFor();
  await check(page, name);
  await shot(page, name, true);
}

// ---- Builds ----

async function buildDone(id) {
  for (let lost = 0; ; ) {
    try {
      const build = await api(`/v1/builds/${id}`, undefined, "GET");
      if (["done", "failed"].includes(build.state)) return build;
      lost = 0;
    } catch (error) {
      // On a busy machine a kept connection may have been idle too long; a server that is gone stays gone.
      if (++lost > 3) throw error;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

// An FAQ and two classifiers, made once: something to show.
let made = null;
function madeBuilds() {
  made ??= (async () => {
    const file = (name) => ({ name, text: readFileSync(table(name), "utf8") });
    const all = [{ task: "answer", name: "shop-faq", files: [file("faq.csv")] }];
    const { data } = await api("/v1/catalogue", undefined, "GET");
    const base = data.find(({ name, here }) => here && ["all-minilm-l6-v2", "bert"].includes(name));
    for (const [name, epochs] of [["tickets", 3], ["tickets-longer", 6]])
      all.push({ task: "classify", name, base: base.name, options: { epochs }, files: [file("tickets.csv")] });
    for (const one of all) {
      const build = await buildDone((await api("/v1/builds", one)).id);
      assert.equal(build.state, "done", build.error);
    }
  })();
  return made;
}

async function buildScreen(page, t, name) {
  await madeBuilds();
  await page.getByRole("link", { name: t.build, exact: true }).click();
  await page.locator(".builds li").nth(2).waitFor();
  await check(page, `${name} list`);
  await page.locator(".row", { hasText: "tickets" }).first().click();
  await page.locator(".curve canvas").waitFor();
  for (const row of ["tickets-longer", "tickets"])
    await page
      .locator(".builds li", { has: page.locator(".row-name", { hasText: new RegExp(`^${row}$`) }) })
      .getByRole("checkbox")
      .first()
      .check();
  await page.locator(".compare tbody tr").nth(2).waitFor();
  await page.locator(".more summary").click();
  await check(page, name);
  await page.locator(".more summary").click();
  await page.evaluate(() => scrollTo(0, 0));
  await shot(page, name, true);
}

// A small table as a larger one, so that a build of it takes a while: every row again and again, each time a little different.
// No cell may hold a line break.
function enlarged(text, times) {
  const [heading, ...rows] = text.trimEnd().split("\n");
  const again = (row, i) => (row.startsWith('"') ? `"${i} ${row.slice(1)}` : `${i} ${row}`);
  return [heading, ...Array.from({ length: times }, (_, i) => rows.map((row) => again(row, i))).flat()].join("\n") + "\n";
}

const tests = {
  "an FAQ becomes an answerer, without a terminal": async () => {
    const { page, close } = await open();
    await page.getByRole("link", { name: "Build", exact: true }).click();
    const start = page.getByRole("button", { name: "Start", exact: true });
    assert.ok(await start.isDisabled());
    await page.locator("#build-files").setInputFiles([table("faq.csv"), table("tickets.csv")]);
    await page.getByRole("button", { name: "Remove tickets.csv" }).click();
    await page.locator(".more summary").click();
    await page.getByLabel("Name").fill("my shop");
    await start.click();
    await page.locator(".build .figure").waitFor();
    assert.equal(await page.locator("#build-title").innerText(), "my shop");
    const report = await page.getByRole("link", { name: "Open the report" }).getAttribute("href");
    const { headers } = await fetch(args.url + report);
    assert.match(headers.get("content-security-policy"), /^sandbox; default-src 'none'/);
    await page.getByRole("button", { name: "Use it" }).click();
    await page.getByRole("link", { name: "Try it" }).click();
    await page.locator("#answers-text").fill("환불 어떻게 받아요?");
    await page.getByRole("button", { name: "Ask" }).click();
    await page.locator(".found", { hasText: "7일 안에 신청하세요." }).waitFor();
    await check(page, "answers");
    await page.locator("#answers-text").fill("quantum field theory of black holes");
    await page.getByRole("button", { name: "Ask" }).click();
    await page.getByText("I do not know.").waitFor();
    await page.getByRole("link", { name: "Models" }).click();
    await page.getByRole("button", { name: "Unload my shop" }).click();
    await page.getByRole("heading", { name: "my shop" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Build", exact: true }).click();
    await page.locator(".row", { hasText: "my shop" }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Really delete, with its files" }).click();
    await page.locator(".row", { hasText: "my shop" }).waitFor({ state: "detached" });
    await close();
  },

  "a dropped table: its curve grows; it is stopped and goes on, also after the page was left": async () => {
    const { page, close } = await open();
    await page.getByRole("link", { name: "Build", exact: true }).click();
    await page.locator(".drop").evaluate((element, text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "dropped.csv", { type: "text/csv" }));
      for (const type of ["dragover", "drop"])
        element.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }, enlarged(readFileSync(table("tickets.csv"), "utf8"), 30));
    await page.getByText("dropped.csv").waitFor();
    await page.getByRole("radio", { name: /^Classify/ }).check();
    await page.locator("#build-base").selectOption("bert");
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.locator(".build .curve canvas").waitFor();
    await page.reload();
    await page.locator(".build progress").waitFor();
    // At once: it moves while the curve grows, and so small a build is soon done.
    await page.locator(".build").getByRole("button", { name: "Stop" }).dispatchEvent("click");
    await page.locator(".build").getByText("It was stopped.").waitFor();
    // Not while it works: looking takes longer than so small a build where the machine is busy.
    await check(page, "a build that was stopped");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.locator(".build .figure").waitFor({ timeout: 3 * kPatience }); // 20 s of processor time
    await check(page, "a build that is done");
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Really delete, with its files" }).click();
    await page.locator(".row", { hasText: "dropped" }).waitFor({ state: "detached" });
    await close();
  },

  "a table that cannot be read says why": async () => {
    const { page, close } = await open({ locale: "ko-KR" });
    await page.getByRole("link", { name: "만들기", exact: true }).click();
    await page
      .locator("#build-files")
      .setInputFiles({ name: "bad.csv", mimeType: "text/csv", buffer: Buffer.from("text,label\n") });
    await page.getByRole("radio", { name: /^분류하기/ }).check();
    await page.getByRole("button", { name: "시작", exact: true }).click();
    await page.locator(".build .error", { hasText: "bad.csv" }).waitFor();
    await page.getByRole("button", { name: "지우기" }).click();
    await page.getByRole("button", { name: "파일까지 정말 지우기" }).click();
    await page.locator(".row", { hasText: "bad" }).waitFor({ state: "detached" });
    await close();
  },

  "models: loaded and unloaded; what would be fetched is said first": async () => {
    const { page, close } = await open();
    await page.getByRole("link", { name: "Models" }).click();
    await page.getByRole("button", { name: "Load llama" }).click();
    await page.locator(".model", { has: page.getByRole("heading", { name: "llama" }) }).waitFor();
    await page.getByRole("button", { name: "Unload llama" }).click();
    await page
      .locator(".model", { has: page.getByRole("heading", { name: "llama" }) })
      .waitFor({ state: "detached" });
    const asked = [];
    page.on("request", (r) => r.url().endsWith("/v1/pulls") && r.method() === "POST" && asked.push(r));
    await page.getByRole("button", { name: "Fetch all-minilm-l6-v2" }).click();
    const sure = page.getByRole("group", { name: "all-minilm-l6-v2" });
    assert.match(await sure.innerText(), /\d+ MB\. Licence: Apache-2\.0/);
    await check(page, "before fetching");
    await sure.getByRole("button", { name: "Cancel" }).click();
    assert.equal(asked.length, 0);
    await page.getByRole("button", { name: "Fetch all-minilm-l6-v2" }).click();
    await sure.getByRole("button", { name: "Fetch now" }).click();
    await page.locator(".entry .error").waitFor(); // there is no network here
    assert.equal(asked.length, 1);
    await close();
  },

  "the server says who may load what": async () => {
    const { headers } = await fetch(args.url + "/");
    assert.match(headers.get("content-security-policy"), /^default-src 'self';/);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("referrer-policy"), "no-referrer");
  },

  "by keyboard alone": async () => {
    const { page, close } = await open({}, { setup: fakeReply(["One ", "two"], false) });
    await page.locator("#message").waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    for (let i = 0; i < 8; ++i) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(() => document.activeElement.id)) === "message") break;
    }
    await page.keyboard.type("first");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("second");
    await page.keyboard.press("Enter");
    await page.getByText("One two").waitFor();
    assert.equal(await page.locator(".question").innerText(), "first\nsecond");
    assert.equal(await page.locator(".answer").getAttribute("aria-busy"), "true");
    await page.keyboard.press("Escape");
    await page.locator(".facts", { hasText: "stopped" }).waitFor();
    assert.equal(await page.locator(".reply").innerText(), "One two");
    assert.equal(await page.evaluate(() => document.activeElement.id), "message");
    await close();
  },

  "an Enter that ends a syllable does not send": async () => {
    const { page, close } = await open();
    await page.locator("#message").fill("안녕");
    await page
      .locator("#message")
      .evaluate((field) =>
        field.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }),
        ),
      );
    assert.equal(await page.locator(".turn").count(), 0);
    assert.equal(await page.locator("#message").inputValue(), "안녕");
    await close();
  },

  "a reply is text, whatever it says": async () => {
    const reply =
      '<script>document.title = "taken"</script><img src="/x" onerror="alert(1)"><b>bold</b> &amp;';
    const { page, close } = await open(
      {},
      { setup: fakeReply([reply.slice(0, 9), reply.slice(9)], true) },
    );
    await page.locator("#message").fill(reply);
    await page.keyboard.press("Enter");
    await page.locator(".answer[aria-busy=false] .reply").waitFor();
    assert.equal(await page.locator(".reply").innerText(), reply);
    assert.equal(await page.locator(".question").innerText(), reply);
    assert.equal(await page.locator(".turn img, .turn script, .turn b").count(), 0);
    assert.notEqual(await page.title(), "taken");
    await close();
  },

  "the settings: a drawer that keeps the focus, and what it says reaches the model": async () => {
    const { page, close } = await open();
    await page.getByRole("button", { name: "Settings" }).click();
    await check(page, "drawer");
    await shot(page, "drawer");
    await page.getByLabel("System prompt").fill("Be brief.");
    await page.getByLabel("Most tokens of a reply").fill("3");
    await page.keyboard.press("Escape");
    await page.locator("dialog[open]").waitFor({ state: "hidden" });
    const asked = page.waitForRequest("**/v1/chat/completions");
    await page.locator("#message").fill("Hello");
    await page.keyboard.press("Enter");
    const body = (await asked).postDataJSON();
    assert.equal(body.max_tokens, 3);
    assert.deepEqual(body.messages, [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hello" },
    ]);
    await page.locator(".facts").waitFor();
    await page.getByRole("button", { name: "New chat" }).click();
    await page.locator(".greeting").waitFor();
    await close();
  },

  "the language is remembered": async () => {
    const { page, close } = await open({ locale: "en-US" });
    await page.getByRole("button", { name: "한국어" }).click();
    await page.getByRole("link", { name: words.ko.models }).click();
    await page.reload();
    await page.getByRole("heading", { name: "이 서버의 모델" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "ko");
    await close();
  },

  "a server with a key asks for it, and the tab keeps it": async () => {
    const { page, close } = await open({}, { url: args["key-url"], allowed: /401/ });
    await page.getByLabel("Key", { exact: true }).fill("wrong");
    await check(page, "key");
    await shot(page, "key");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Key", { exact: true }).fill(args.key);
    await page.keyboard.press("Enter");
    await page.locator("#message").waitFor();
    await page.reload();
    await page.locator("#message").waitFor();
    await close();
  },
};

for (const [name, t, options] of looks(words))
  tests[`every screen: ${name}`] = async () => {
    const { page, close } = await open(options);
    await chatScreen(page, t, `chat-${name}`);
    await tryScreen(page, t, `try-${name}`);
    await buildScreen(page, t, `build-${name}`);
    await modelsScreen(page, t, `models-${name}`);
    await close();
  };

await run(tests);
