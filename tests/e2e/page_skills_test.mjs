// The screen "Skills" in a real browser: every skill that came along tried on its sample, and a made-up one whose arguments and
// results have every shape. page_test.py starts it, on a server whose home is empty.
//
//   node page_skills_test.mjs --url URL --chromium PATH [--shots FOLDER] [--only NAME]
import assert from "node:assert/strict";
import { api, check, looks, open, run, shot } from "./page_testing.mjs";

const words = {
  en: { locale: "en-US", code: "en", skills: "Skills", title: "What it can do for you", all: "All skills",
        sample: "Sample data", tryIt: "Try it on sample data" },
  ko: { locale: "ko-KR", code: "ko", skills: "스킬", title: "이런 일을 도와 드립니다", all: "모든 스킬",
        sample: "예제 데이터", tryIt: "예제 데이터로 해 보기" },
};
// These want the person's vault, or a model that writes code.
const kNotHere = new Set(["loan queue", "loan review", "curator observe", "code complete", "code explain", "code find_bug", "code fix", "code write"]);
// Shown in the pictures.
const kShown = { shop: "outfit", coach: "plan_week", loan: "decide", tutor: "mastery", curator: "feed", patient: "sort", code: "test" };

const link = (page, name) => page.getByRole("navigation").getByRole("link", { name, exact: true });
const button = (page, name) => page.getByRole("button", { name, exact: true });
const get = (path) => api(path, undefined, "GET");
const card = (page, name) => page.locator(`.skill a[href="#skills/${name}"]`);
const result = (page) => page.locator(".skill-result");

async function skillsScreen(options, t = words.en, more) {
  const { page, close } = await open(options, more);
  await link(page, t.skills).click();
  await page.getByRole("heading", { name: t.title }).waitFor();
  return { page, close };
}
const tools = (page) => page.locator(".screen > .actions button");

// Presses what tries the tool; gives what went wrong, or "".
async function tryIt(page, t) {
  await button(page, t.tryIt).click();
  const wrong = page.locator("form.card > .error");
  await result(page).or(wrong).first().waitFor();
  return (await wrong.count()) > 0 ? wrong.innerText() : "";
}

// ---- A skill that is made up ----

const kSchema = {
  type: "object",
  required: ["words", "level"],
  properties: {
    words: { type: "string", description: "what is asked", examples: ["a question", "질문 하나"] },
    level: { enum: ["low", "high"] },
    language: { enum: ["en", "ko"] },
    on: { type: "string", format: "date", examples: ["2026-03-01"] },
    most: { type: "integer", minimum: 1, maximum: 9 },
    share: { type: "number", minimum: 0, maximum: 1, examples: [0.25] },
    deep: { type: "boolean", default: true, examples: [true] },
    names: { type: "array", items: { type: "string" }, examples: [["Ann", "민지"]] },
    weights: { type: "array", items: { type: "number" }, examples: [[1, 2.5]] },
    person: { type: "object", examples: [{ age: 34, city: "Busan" }] },
    rules: { type: "array", items: { type: "object" }, examples: [[{ a: 1 }]] },
  },
};
const kMarkup = '<img src="/x" onerror="document.title=1"> & <b>bold</b>';
const kResult = {
  sample: "on made-up data",
  text: kMarkup,
  chance: 0.63,
  level: 1,
  ready: true,
  first_seen: "2026-03-01",
  history: [1, 2, 3, 4].map((n) => ({ date: `2026-0${n}-01`, price: 10 + n })),
  forecast: [{ date: "2026-05-01", price: 15, low: 12, high: 18 }],
  steps: [["2026-01-01", 4], ["2026-01-02", 6], ["2026-01-03", 5]],
  week: [
    { day: "mon", type: "run", minutes: 30 },
    { day: "tue", type: "rest", minutes: 0 },
  ],
  found: [
    { id: "a1", title: kMarkup, score: 0.8, reasons: ["near to what you like", kMarkup], tags: ["tea"] },
    { id: "a2", title: "Tea", score: 0.4, reasons: ["new"] },
  ],
  rows: [{ a: 1, b: "two" }, { a: 2, b: kMarkup }],
  topics: [{ topic: "fractions", mastery: 0.4 }, { topic: "sums", mastery: 0.9 }],
  effects: [{ column: "age", effect: 0.5, text: "speaks for it" }, { column: "amount", effect: -1.2 }],
  nothing: [],
  nested: { one: { two: { three: { four: { five: { six: { seven: 1 } } } } } } },
  trace: [{ by: "code", what: "counted" }],
};
const kCrisis = {
  crisis: true, kind: "suicide", text: "You matter. Please talk to someone now.", language: "en",
  lines: [{ region: "Korea", number: "109", name: "Suicide prevention" }, { region: "x", number: "javascript:1", name: "bad" }],
};
const kProgram = {
  says: "all 1 tests pass", done: true, ran: true, program: "def f(x):\n    return x + 1  # <b>\n",
  diff: "--- program.py\n+++ program.py\n@@ -1,2 +1,2 @@\n def f(x):\n-    return x\n+    return x + 1  # <b>\n",
  tests: [{ test: "assert f(1) == 2", result: "passed" }, { test: kMarkup, result: "failed", error: kMarkup }],
  trace: [{ by: "model", what: "proposal 1" }],
};
const kMadeUp = {
  name: "made_up", kind: "declared", about: { en: "Made up.", ko: "지어낸 것입니다." }, data: ["rows.csv"], purposes: [],
  intents: {}, slots: {}, limits: {}, sample: true,
  tools: [{ name: "look", en: "Looks.", ko: "찾아봅니다.", arguments: kSchema }],
};

// The made-up skill in the server's place; gives what it was called with.
async function madeUp(page, answer = kResult) {
  const calls = [];
  await page.route("**/v1/skills**", async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path.endsWith("/call")) {
      calls.push(route.request().postDataJSON());
      return route.fulfill({ json: answer });
    }
    if (path !== "/v1/skills") return route.fulfill({ json: kMadeUp });
    const { name, kind, about, sample } = kMadeUp;
    const broken = { name: "broken", error: "skill.toml: 'kind' is missing" };
    return route.fulfill({ json: { object: "list", data: [{ name, kind, about, sample, tools: ["look"] }, broken] } });
  });
  return calls;
}
async function openMadeUp(t, options = {}, answer = undefined) {
  const { page, close } = await open(options);
  const calls = await madeUp(page, answer);
  await link(page, t.skills).click();
  await card(page, "made_up").click();
  await page.locator("#argument-words").waitFor();
  return { page, close, calls };
}

const tests = {
  "a character: what is said is done in its world, what it remembers goes along, and it begins again": async () => {
    const { page, close } = await skillsScreen({});
    await card(page, "npc").click();
    await page.getByText("treasure chest and a hatch").waitFor();
    const asked = page.waitForRequest("**/v1/characters/turn");
    await button(page, "open that treasure chest over there").click();
    assert.deepEqual((await asked).postDataJSON().memory, null);
    await page.getByText("Open: treasure chest. It opens.").waitFor();
    await page.locator(".scene", { hasText: "brass key" }).waitFor();
    await check(page, "a character");
    const next = page.waitForRequest("**/v1/characters/turn");
    await page.getByLabel("Say to Mara").fill("grab the key");
    await page.keyboard.press("Enter");
    assert.equal((await next).postDataJSON().memory.turns, 1);
    await page.getByText("Take: brass key. Mara has it now.").waitFor();
    await page.getByLabel("Say to Mara").fill("unlock the hatch");
    await page.keyboard.press("Enter");
    await page.getByText("The hatch can be opened now.").waitFor();
    await shot(page, "character", true);
    await button(page, "Begin again").click();
    assert.equal(await page.locator(".exchange").count(), 0);
    await close();
    const korean = await skillsScreen({ locale: "ko-KR" }, words.ko);
    await card(korean.page, "npc").click();
    await button(korean.page, "저기 보물 상자 좀 열어 봐").click();
    await korean.page.getByText("보물 상자를 열게요.").waitFor();
    await shot(korean.page, "character-ko", true);
    await korean.close();
  },

  "asked in words: the skill that it went to and its result; talk and what nobody does; what is missing": async () => {
    const { page, close } = await skillsScreen({ locale: "ko-KR" }, words.ko);
    const box = page.locator("form", { has: page.locator("#ask-skills-title") });
    const ask = async (text) => {
      await box.getByRole("textbox").fill(text);
      await page.keyboard.press("Enter");
      await box.locator(".result[aria-busy=false] > *").first().waitFor();
    };
    await button(page, "이번 주 운동 계획 짜 줘").click();
    await result(page).waitFor();
    await box.getByRole("link", { name: "코치" }).waitFor();
    await check(page, "asked in words");
    await ask("안녕하세요");
    await box.getByText("스킬이 할 일이 아니라 이야기입니다.").waitFor();
    assert.equal(await result(page).count(), 0);
    await page.route("**/v1/skills/ask", (route) =>
      route.fulfill({ json: { decision: "skill", skill: "shop", intent: "price", tool: "price_advice", chance: 0.9,
                              arguments: { text: kMarkup }, missing: [{ slot: "item", ask: kMarkup }], others: [], trace: [] } }));
    await ask("언제 사지?");
    await box.locator("li", { hasText: kMarkup }).waitFor();
    await close();
  },

  "arguments as the schema has them, examples filled in, in the page's language": async () => {
    const { page, close, calls } = await openMadeUp(words.en);
    await page.locator("summary", { hasText: "more choice" }).click();
    assert.equal(await page.locator("#argument-language").count(), 0);
    assert.equal(await page.locator("#argument-words").inputValue(), "a question");
    await page.locator("#argument-names").fill("Ann\n\n 민지 \nBo");
    await page.locator("#argument-person\\.age").fill("35");
    await page.locator("#argument-rules").fill("[{");
    await page.locator("#argument-words").press("Enter");
    await page.getByText("This is not JSON.").waitFor();
    assert.equal(await page.locator("#argument-rules").getAttribute("aria-invalid"), "true");
    await check(page, "a field that is wrong");
    await page.locator("#argument-rules").fill("");
    await page.locator("#argument-words").press("Enter");
    await result(page).waitFor();
    assert.deepEqual(calls, [{
      tool: "look",
      arguments: {
        words: "a question", level: "low", on: "2026-03-01", share: 0.25, deep: true, names: ["Ann", "민지", "Bo"],
        weights: [1, 2.5], person: { age: 35, city: "Busan" }, language: "en",
      },
    }]);
    await button(page, "한국어").click();
    assert.equal(await page.locator("#argument-words").inputValue(), "질문 하나");
    await close();
  },

  "a result: every shape in its view, and never markup": async () => {
    const { page, close } = await openMadeUp(words.en);
    await button(page, words.en.tryIt).click();
    const shown = result(page);
    await shown.locator(".series").first().waitFor();
    assert.equal(await shown.locator(".result-said").innerText(), kMarkup);
    assert.equal(await shown.locator("img, b").count(), 0);
    assert.equal(await shown.locator(".series .plot canvas").count(), 2);
    assert.match(await shown.locator(".series [role=img]").first().getAttribute("aria-label"), /History: 4 points.*Forecast: 1/);
    assert.equal(await shown.locator(".day").count(), 2);
    assert.equal(await shown.locator(".ranked > li").count(), 2);
    assert.equal(await shown.locator(".signed li").count(), 2);
    assert.equal(await shown.locator(".signed .against").count(), 1);
    await shown.getByText("63%").waitFor();
    assert.ok(!(await shown.innerText()).includes("100%"), "a step of a scale is shown as a share");
    await shown.getByText("Mar 1, 2026").first().waitFor();
    await shown.getByText("on made-up data").waitFor();
    assert.equal(await shown.locator(".state.sample").count(), 1);
    await shown.getByText("How it came to that").click();
    await shown.getByText("counted").waitFor();
    await check(page, "every shape");
    await close();
  },

  "help comes first, and only numbers can be dialled": async () => {
    const { page, close } = await openMadeUp(words.en, {}, kCrisis);
    await button(page, words.en.tryIt).click();
    const alert = result(page).locator("[role=alert]");
    await alert.getByText("You matter.").waitFor();
    assert.deepEqual(await alert.locator("a").evaluateAll((all) => all.map((a) => a.getAttribute("href"))), ["tel:109"]);
    await check(page, "help");
    await close();
  },

  "a program: its tests, what changed, and itself": async () => {
    const { page, close } = await openMadeUp(words.en, {}, kProgram);
    await button(page, words.en.tryIt).click();
    const shown = result(page);
    await shown.getByText("all 1 tests pass").waitFor();
    assert.equal(await shown.locator(".tests li").count(), 2);
    assert.equal(await shown.locator(".tests [role=img]").first().getAttribute("aria-label"), "passed");
    assert.equal(await shown.locator(".put-in").last().innerText(), "+    return x + 1  # <b>\n");
    assert.equal(await shown.locator("b, img").count(), 0);
    await shown.locator("summary", { hasText: "Program" }).click();
    assert.match(await shown.locator("pre.program").last().innerText(), /^def f/);
    await check(page, "a program");
    await close();
  },

  "own files go with the request, in place of the sample": async () => {
    const { page, close, calls } = await openMadeUp(words.en);
    await page.getByText("Use my own files").click();
    await page.getByText("It reads: rows.csv.").waitFor();
    await page.locator("#skill-files").setInputFiles([
      { name: "rows.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,둘\n") },
    ]);
    await page.getByText("Your files").waitFor();
    await button(page, "Run it").click();
    await result(page).waitFor();
    assert.deepEqual(calls[0].data, { "rows.csv": "a,b\n1,둘\n" });
    assert.equal(await result(page).locator(".state.sample").count(), 0);
    await check(page, "own files");
    await close();
  },

  "by keyboard: a card, its tool, and back; one that does not open says why": async () => {
    const { page, close } = await open();
    await madeUp(page);
    await link(page, words.en.skills).focus();
    await page.keyboard.press("Enter");
    await page.getByText("'kind' is missing").waitFor();
    await card(page, "made_up").focus();
    await page.keyboard.press("Enter");
    await page.locator("#argument-words").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1");
    await page.getByRole("link", { name: words.en.all }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: words.en.title }).waitFor();
    await page.goto(page.url().split("#")[0] + "#skills/%E0%A4%A");
    await page.getByRole("heading", { name: words.en.title }).waitFor();
    await close();
  },
};

// Everything that came along, on its sample.
const { data: skills } = await get("/v1/skills");
for (const { name, error } of skills)
  for (const t of Object.values(words))
    tests[`${name}, tried on its sample: ${t.code}`] = async () => {
      assert.equal(error, undefined);
      const info = await get(`/v1/skills/${name}`);
      const { page, close } = await skillsScreen({ locale: t.locale }, t, { allowed: /40\d/ });
      await card(page, name).click();
      await page.locator(".screen > .build-head .state.sample", { hasText: t.sample }).waitFor();
      const wrong = [];
      let tried = 0;
      for (const [i, tool] of info.tools.entries()) {
        if (!tool.arguments.examples || kNotHere.has(`${name} ${tool.name}`)) continue;
        await tools(page).nth(i).click();
        const said = await tryIt(page, t);
        if (said) wrong.push(`${tool.name}: ${said}`);
        ++tried;
        if (tool.name === kShown[name]) {
          await check(page, `${name} ${tool.name}`);
          await page.evaluate(() => scrollTo(0, 0));
          await shot(page, `skill-${name}-${t.code}`, true);
        }
      }
      assert.deepEqual(wrong, []);
      assert.ok(tried > 0 || info.tools.every((tool) => !tool.arguments.examples), "nothing was tried");
      await close();
    };

for (const [name, t, options] of looks(words))
  tests[`every screen: ${name}`] = async () => {
    const { page, close } = await skillsScreen(options, t);
    if (skills.length > 0) await page.locator(".skill").first().waitFor();
    await check(page, `skills ${name}`);
    await shot(page, `skills-${name}`, true);
    await close();
    const one = await openMadeUp(t, options);
    await button(one.page, t.tryIt).click();
    await result(one.page).locator(".series canvas").first().waitFor();
    await check(one.page, `a result ${name}`);
    await one.page.evaluate(() => scrollTo(0, 0));
    await shot(one.page, `skill-result-${name}`, true);
    await one.close();
  };

// Last: from here on the server has a vault, and a decision needs the name of its case.
tests["loan: a case waits for a person, who decides it on the page"] = async () => {
  await api("/v1/consents", { purpose: "corrections", state: "granted" });
  const decide = (await get("/v1/skills/loan")).tools.find(({ name }) => name === "decide");
  const { values } = decide.arguments.examples[0];
  await api("/v1/skills/loan/call", { tool: "decide", arguments: { case: "A-17", values, refusals_to_human: true } });
  const { page, close } = await skillsScreen({});
  await card(page, "loan").click();
  await tools(page).filter({ hasText: "Queue" }).click();
  await button(page, words.en.tryIt).click();
  await page.getByText("1 case waits for a person.").waitFor();
  await page.getByRole("heading", { name: /^Case A-17/ }).waitFor();
  assert.ok(await page.getByRole("button", { name: "approve: A-17" }).isDisabled());
  await page.getByLabel("Who decides").fill("Kim");
  await page.getByLabel("Why").fill("steady income");
  await check(page, "cases that wait");
  await shot(page, "loan-queue", true);
  await page.getByRole("button", { name: "approve: A-17" }).click();
  await page.getByText("No case waits for a person.").waitFor();
  const { data } = await get("/v1/audit");
  const last = data.find(({ kind }) => kind === "review.loan");
  assert.equal(last.detail.by, "Kim");
  await close();
};

await run(tests);
