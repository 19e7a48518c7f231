// Conversations that know the person, and the screen "Learned", in a real browser. page_test.py starts it, on a server whose
// home is empty. What a run of learning comes to is made up: training is tested elsewhere, and takes minutes.
//
//   node page_learned_test.mjs --url URL --chromium PATH [--shots FOLDER] [--only NAME]
import assert from "node:assert/strict";
import { api, check, looks, open, run, shot } from "./page_testing.mjs";

const words = {
  en: { locale: "en-US", chat: "Chat", learned: "Learned", title: "What I learned from you", why: "Why did you say that?" },
  ko: { locale: "ko-KR", chat: "대화", learned: "배운 것", title: "나에게서 배운 것", why: "왜 그렇게 말했나요?" },
};

const link = (page, name) => page.getByRole("navigation").getByRole("link", { name, exact: true });
const button = (page, name) => page.getByRole("button", { name, exact: true });
const get = (path) => api(path, undefined, "GET");
const grant = (purpose, state = "granted") => api("/v1/consents", { purpose, state });

async function say(page, text) {
  const before = await page.locator(".turn").count();
  await page.locator("#message").fill(text);
  await page.keyboard.press("Enter");
  const turn = page.locator(".turn").nth(before);
  await turn.locator(".feedback").waitFor();
  return turn;
}

// ---- A run and versions that were never learnt ----

const kChecks = [
  { name: "held_back", before: 0.212, after: 0.471, margin: 0, passed: true, text: "" },
  { name: "answers", before: 0.18, after: 0.62, margin: 0.02, passed: true, text: "" },
  { name: "question_fit", before: 0.41, after: 0.93, margin: 0, passed: true, text: "" },
  { name: "frozen_en", before: 21.4, after: 21.5, margin: 0.214, passed: true, text: "" },
  { name: "frozen_ko", before: 64.2, after: 64.5, margin: 0.642, passed: true, text: "" },
  { name: "safety", before: 0.62, after: 0.6, margin: 0.1, passed: true, text: "" },
  { name: "broken", before: 0.06, after: 0.03, margin: 0.1, passed: true, text: "" },
];
const kExamples = [
  { lesson: 2, prompt: "How do I reach support?", wanted: "Write to help@example.com; we answer within a day.",
    before: "You can contact us through the website.", after: "Write to help@example.com; we answer within a day." },
  { lesson: 5, prompt: "환불은 얼마나 걸리나요?", wanted: "영업일 5일 안에 돌려 드립니다.",
    before: "", after: "영업일 5일 안에 돌려 드립니다." },
];
const kGood = { kept: true, checks: kChecks, examples: kExamples, seconds: 184 };
const kBad = { kept: false, checks: kChecks.map((c) => (c.name === "frozen_ko" ? { ...c, after: 81.9, passed: false } : c)), examples: [] };
const version = (id, state, report, parent = 0) => ({
  id, parent, state, report, time: "2026-03-01T09:30:00.000Z", base_name: "SmolLM2-135M", lessons: [1, 3], held_back: [2],
  bytes: 1843200,
});
const learning = (more = {}) => ({
  state: "idle", model: null, base: "qwen2", progress: null, error: null, report: null,
  status: { waiting: 2, active: 3, idle: true, why: "a good moment to learn" },
  versions: [version(3, "active", kGood, 1), version(2, "refused", kBad, 1), version(1, "retired", kGood)],
  ...more,
});
const kWhy = {
  version: 3, applies: true, with: "Write to help@example.com; we answer within a day.", without: "You can contact us through the website.",
  lessons: [{ id: 1, input: "How do I reach support?", answer: "Write to help@example.com.", near_question: 1, near_answer: 0.7 }],
};

// Answers in the server's place; calls: what was asked of it.
async function instead(page, answers, calls = []) {
  await page.route("**/v1/learning**", async (route) => {
    const path = new URL(route.request().url()).pathname;
    const answer = answers[path];
    calls.push([route.request().method(), path, route.request().postDataJSON()]);
    if (path.endsWith("/events"))
      return route.fulfill({ contentType: "text/event-stream", body: answer ?? "" });
    return route.fulfill({ json: typeof answer === "function" ? answer() : answer });
  });
  return calls;
}
async function learnedScreen(page, t) {
  await link(page, t.learned).click();
  await page.getByRole("heading", { name: t.title }).waitFor();
}

let filled = null;
function fill() {
  filled ??= (async () => {
    await grant("corrections");
    for (const [prompt, answer, text] of [
      ["How do I reach support?", "You can contact us.", "Write to help@example.com; we answer within a day."],
      ["환불은 얼마나 걸리나요?", "", "영업일 5일 안에 돌려 드립니다."],
      ["Do you ship abroad?", "No.", "Yes, to Japan and the EU."]])
      await api("/v1/feedback", { signal: "correction", prompt, answer, text });
    await api("/v1/feedback", { signal: "thumbs", value: 1, prompt: "Hello", answer: "Hello!" });
  })();
  return filled;
}

const tests = {
  "everything refused: the memory says so, and conversations go on": async () => {
    const { page, close } = await open();
    await link(page, "Chat").click();
    const turn = await say(page, "Remember that I live in Seoul.");
    await turn.getByText("from memory").waitFor();
    assert.equal((await get("/v1/memories?withdrawn_too=true")).data.length, 0);
    await say(page, "Good morning");
    const judged = await say(page, "A story, please");
    await judged.getByRole("button", { name: "Not good" }).click();
    await judged.getByText("To learn from what you say of replies").waitFor();
    await check(page, "not granted");
    await judged.getByRole("button", { name: "Grant: Learning from corrections" }).click();
    await judged.getByText("It is a lesson now.").waitFor();
    const { data } = await get("/v1/lessons");
    assert.deepEqual(data.map(({ kind, input, detail }) => [kind, input, detail.rating]), [["feedback", "A story, please", -1]]);
    await close();
  },

  "remembered, used, asked for and forgotten in a conversation": async () => {
    await grant("remember");
    const { page, close } = await open();
    await link(page, "Chat").click();
    const kept = await say(page, "Remember that I live in Seoul.");
    await kept.getByText("from memory").waitFor();
    assert.equal((await get("/v1/memories")).data.length, 1);
    const told = await say(page, "What do you know about me?");
    assert.match(await told.locator(".reply").innerText(), /Seoul/);
    await check(page, "from memory");
    await shot(page, "chat-memory");
    await say(page, "Forget that I live in Seoul.");
    assert.equal((await get("/v1/memories")).data.length, 0);
    await close();
  },

  "switched off in the settings, the model is alone": async () => {
    await grant("remember");
    const { page, close } = await open();
    await link(page, "Chat").click();
    await button(page, "Settings").click();
    await page.getByRole("checkbox", { name: "Use what I know about you" }).uncheck();
    await check(page, "settings");
    await button(page, "Close").click();
    const turn = await say(page, "Remember that I live in Seoul.");
    assert.equal(await turn.getByText("from memory").count(), 0);
    assert.equal((await get("/v1/memories")).data.length, 0);
    await close();
  },

  "what it should have said: taught, said the next time, and a lesson": async () => {
    await grant("corrections");
    const { page, close } = await open();
    await link(page, "Chat").click();
    const turn = await say(page, "Where is the zebra kept?");
    await turn.getByRole("button", { name: "It should have said…" }).click();
    await turn.getByRole("textbox", { name: "What it should have said" }).fill("The zebra is in the third stable.");
    await check(page, "what it should have said");
    await turn.getByRole("button", { name: "Teach it" }).click();
    await turn.getByText("It is a lesson now.").waitFor();
    const again = await say(page, "Where is the zebra kept?");
    assert.equal(await again.locator(".reply").innerText(), "The zebra is in the third stable.");
    await again.getByText("from memory").waitFor();
    await again.getByRole("button", { name: "Edit it…" }).click();
    const box = again.getByRole("textbox", { name: "What it should have said" });
    assert.equal(await box.inputValue(), "The zebra is in the third stable.");
    await box.fill("The zebra is in the fourth stable.");
    await again.getByRole("button", { name: "Teach it" }).click();
    await again.getByText("It is a lesson now.").waitFor();

    await link(page, "Learned").click();
    const lesson = page.locator(".lesson", { hasText: "fourth stable" });
    await lesson.waitFor();
    await lesson.getByRole("button", { name: "Leave out: Where is the zebra kept?" }).click();
    await lesson.getByText("left out").waitFor();
    await lesson.getByRole("button", { name: "Take up again" }).click();
    await lesson.getByRole("button", { name: "Delete: Where is the zebra kept?" }).click();
    await lesson.getByRole("button", { name: "Delete it" }).click();
    await lesson.waitFor({ state: "detached" });
    await page.locator(".receipt").getByText("1 lesson").waitFor();
    await close();
  },

  "learning: nothing is begun before it is granted": async () => {
    await grant("corrections", "withdrawn");
    const { page, close } = await open();
    await learnedScreen(page, words.en);
    await page.getByText("To learn from your corrections").waitFor();
    assert.equal(await button(page, "Learn now").count(), 0);
    await button(page, "Grant: Learning from corrections").click();
    await page.getByText(/to be learnt/).waitFor();
    await close();
  },

  "learning: progress, a pause, what the gate said, and an undo": async () => {
    await fill();
    const { page, close } = await open();
    let now = learning();
    const progress = { stage: "learn", done: 30, total: 120, seconds_left: 75 };
    const answers = {
      "/v1/learning": () => now,
      "/v1/learning/events": `data: ${JSON.stringify({ progress })}\n\n`,
      "/v1/learning/pause": () => {
        now = learning({ state: "paused", progress });
        return {};
      },
      "/v1/learning/use": {},
      "/v1/learning/why": kWhy,
    };
    const calls = await instead(page, answers);
    await learnedScreen(page, words.en);
    await page.getByText("2 lessons wait to be learnt.").waitFor();
    now = learning({ state: "running", progress });
    await button(page, "Learn now").click();
    await button(page, "Pause").waitFor();
    await page.locator("progress").waitFor();
    await check(page, "learning");
    await button(page, "Pause").click();
    await button(page, "Go on learning").waitFor();
    now = learning({ state: "done", report: kGood });
    await button(page, "Go on learning").click();
    await page.locator(".gate-table").first().waitFor();
    assert.equal(await page.locator(".gate-table").first().locator("tbody tr").count(), kChecks.length);
    await page.locator(".fact", { hasText: "Version 2" }).locator("summary").click();
    await page.getByText("Not kept. Not passed: Plain Korean").waitFor();
    now = learning({ versions: [version(3, "retired", kGood, 1), version(1, "active", kGood)] });
    await button(page, "Undo version 3").click();
    await button(page, "Undo version 1").waitFor();
    assert.deepEqual(calls.filter(([, path]) => path.endsWith("/use")), [["POST", "/v1/learning/use", { version: 1 }]]);
    await button(page, "Use version 3").click();
    await close();
  },
};

for (const [name, t, options] of looks(words))
  tests[`every screen: ${name}`] = async () => {
    await fill();
    const { page, close } = await open(options);
    await instead(page, {
      "/v1/learning": learning({ state: "done", report: kGood }),
      "/v1/learning/why": kWhy,
    });
    await learnedScreen(page, t);
    await page.locator(".lesson").nth(2).waitFor();
    await page.locator(".gate > .more summary").first().click();
    await page.locator("#why-prompt").fill("How do I reach support?");
    await page.locator("form.card .primary").last().click();
    await page.locator(".why .bars li").waitFor();
    await check(page, name);
    await page.evaluate(() => scrollTo(0, 0));
    await shot(page, `learned-${name}`, true);
    await close();
  };

await run(tests);
