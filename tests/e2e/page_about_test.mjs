// The first question and the screen "You", in a real browser: what is known of the person, put right, taken along and
// forgotten. page_test.py starts it, on a server whose home is empty.
//
//   node page_about_test.mjs --url URL --chromium PATH --tables FOLDER [--shots FOLDER] [--only NAME]
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { api, check, looks, open, run, shot } from "./page_testing.mjs";

const words = {
  en: {
    locale: "en-US",
    about: "You",
    title: "What I know about you",
    welcome: "What may I keep?",
    refuse: "Refuse: Mood",
    allow: "Allow: Mood",
  },
  ko: {
    locale: "ko-KR",
    about: "나에 대해",
    title: "나에 대해 알고 있는 것",
    welcome: "무엇을 보관해도 될까요?",
    refuse: "거절: 기분",
    allow: "허락: 기분",
  },
};

const link = (page, name) => page.getByRole("navigation").getByRole("link", { name, exact: true });
const button = (page, name) => page.getByRole("button", { name, exact: true });
const get = (path) => api(path, undefined, "GET");
const grant = (purpose, state = "granted") => api("/v1/consents", { purpose, state });
const fact = (page, text) => page.locator(".fact", { has: page.locator(".fact-text", { hasText: text }) });

async function states() {
  return Object.fromEntries((await get("/v1/consents")).data.map(({ purpose, state }) => [purpose, state]));
}
async function fresh() {
  await grant("remember");
  await api("/v1/erase", { all: true });
}
async function you(options, more) {
  const { page, close } = await open(options, more);
  await link(page, words.en.about).click();
  await page.getByRole("heading", { name: words.en.title }).waitFor();
  return { page, close };
}
async function add(page, text) {
  await page.locator("#fact-new").fill(text);
  await page.keyboard.press("Enter");
  await fact(page, text).waitFor();
}
async function downloaded(page, act) {
  const [file] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

// Something to look at: once.
let filled = null;
function fill() {
  filled ??= (async () => {
    await fresh();
    const first = await api("/v1/memories", { text: "저는 서울에 살아요.", slot: "home.city" });
    await api(`/v1/memories/${first.memory}`, { text: "저는 부산에 살아요." });
    for (const text of ["I am allergic to peanuts.", "My sister's name is Minji.", "저는 매운 음식을 좋아해요."])
      await api("/v1/memories", { text });
    await grant("corrections");
    await grant("mood", "refused");
  })();
  return filled;
}

const tests = {
  // While nothing was decided.
  ...Object.fromEntries(
    [...looks(words)].map(([name, t, options]) => [
      `the first question: ${name}`,
      async () => {
        const { page, close } = await open(options, { asked: false });
        await page.getByRole("heading", { name: t.welcome }).waitFor();
        await button(page, t.refuse).waitFor();
        assert.equal(await page.locator(".purpose").count(), 7);
        await check(page, name);
        await shot(page, `welcome-${name}`, true);
        await close();
      },
    ]),
  ),

  "the first question can wait, and is not asked again": async () => {
    const { page, close } = await open({}, { asked: false });
    await button(page, "Ask me later").click();
    await page.locator("#message").waitFor();
    await page.reload();
    await page.locator("#message").waitFor();
    assert.deepEqual([...new Set(Object.values(await states()))], ["open"]);
    await close();
  },

  "the first question: another screen instead": async () => {
    const { page, close } = await open({}, { asked: false });
    await page.getByRole("heading", { name: words.en.welcome }).waitFor();
    await link(page, "Models").click();
    await page.locator(".plot canvas").waitFor();
    await close();
  },

  "the first question, by keyboard: one allowed, the rest refused; and everything works": async () => {
    const { page, close } = await open({}, { asked: false });
    await button(page, words.en.allow).focus();
    await page.keyboard.press("Enter");
    await page.locator('[aria-pressed="true"]', { hasText: "Allow" }).waitFor();
    await button(page, words.en.refuse).click(); // another word on the same
    await page.locator('[aria-pressed="true"]', { hasText: "Refuse" }).waitFor();
    await button(page, "Refuse all").click();
    await button(page, "Begin").click();
    await page.locator("#message").waitFor();
    const now = await states();
    assert.deepEqual([now.remember, now.corrections, now.mood], ["refused", "refused", "withdrawn"]);
    await page.reload();
    await page.locator("#message").waitFor();
    await link(page, "You").click();
    await page.getByText("To remember anything about you").waitFor();
    await page.getByText("Nothing yet.").waitFor();
    await check(page, "all refused");
    await button(page, "Grant: Remembering").first().click();
    await page.locator("#fact-new").waitFor();
    await close();
  },

  "facts: added, confirmed, put right, deleted with a receipt": async () => {
    await fresh();
    const { page, close } = await you();
    await add(page, "I live in Seoul.");
    await add(page, "I play the cello.");
    await fact(page, "I live in Seoul.").getByText("you wrote it here").waitFor();
    await button(page, "That is right: I live in Seoul.").click();
    await fact(page, "I live in Seoul.").getByText("confirmed by you").waitFor();
    await button(page, "Put right: I live in Seoul.").click();
    await page.getByLabel("What is right").fill("I live in Busan.");
    await check(page, "putting right");
    await page.keyboard.press("Enter");
    await fact(page, "I live in Busan.").getByText("1 earlier version").click();
    await fact(page, "I live in Busan.").locator(".earlier", { hasText: "I live in Seoul." }).waitFor();
    assert.equal(await page.locator(".fact").count(), 2);

    await page.getByRole("search").getByRole("searchbox").fill("cello");
    await page.keyboard.press("Enter");
    await fact(page, "I live in Busan.").waitFor({ state: "detached" });
    await button(page, "Show all").click();
    await button(page, "Delete: I live in Busan.").click();
    await page.getByText("Delete this and 1 earlier version").waitFor();
    await check(page, "before deleting");
    await button(page, "Delete it").click();
    await page.locator(".receipt").nth(1).waitFor();
    await fact(page, "I live in Busan.").waitFor({ state: "detached" });
    const left = await get("/v1/memories?superseded_too=true");
    assert.deepEqual(left.data.map(({ text }) => text), ["I play the cello."]);
    const receipt = page.locator(".receipt").first();
    assert.match(await receipt.innerText(), /Gone: 1 fact, 0 lessons, 0 events/);
    assert.match(await receipt.locator(".verdict.good").innerText(), /nothing is left/);
    await receipt.getByRole("button", { name: "Check the signature" }).click();
    await receipt.getByText("This vault signed it").waitFor();
    await check(page, "a receipt");
    await close();
  },

  "what is known is text, never markup": async () => {
    await fresh();
    const text = '<img src="/x" onerror="document.title=1"> & <b>bold</b>';
    await api("/v1/memories", { text });
    const { page, close } = await you();
    assert.equal(await fact(page, "bold").locator(".fact-text").innerText(), text);
    assert.equal(await page.locator(".fact img, .fact b").count(), 0);
    await close();
  },

  "withdrawn: shown as such, and not used": async () => {
    await fresh();
    const { page, close } = await you();
    await add(page, "I like tea.");
    await button(page, "Withdraw: Remembering").click();
    await fact(page, "I like tea.").getByText("you withdrew this").waitFor();
    assert.equal(await page.locator("#fact-new").count(), 0);
    await button(page, "Grant: Remembering").last().click();
    await page.locator("#fact-new").waitFor();
    await close();
  },

  "all of it taken along, checked, backed up": async () => {
    await fresh();
    await api("/v1/memories", { text: "차를 좋아해요." });
    const { page, close } = await you();
    const json = await downloaded(page, () => button(page, "As JSON").click());
    assert.equal(json.name, "tinybrain-export.json");
    assert.equal(JSON.parse(json.text).memories[0].text, "차를 좋아해요.");
    const html = await downloaded(page, () => button(page, "As a page to read").click());
    assert.ok(html.name === "tinybrain-export.html" && html.text.includes("차를 좋아해요."));
    await button(page, "Check it").click();
    await page.getByText("All of it can be read").waitFor();
    await button(page, "Make a backup").click();
    await page.getByText("Backup, encrypted:").waitFor();
    await close();
  },

  "forgotten: a topic, a time, a purpose, everything; receipts kept and checked": async () => {
    await fresh();
    for (const text of ["My landlord is Mr. Zebedee Quux.", "I like tea.", "I like coffee."])
      await api("/v1/memories", { text });
    const { page, close } = await you();
    const forget = page.locator("section", { has: page.locator("#erase-title") });
    const act = async (before) => {
      await forget.getByRole("button", { name: "Forget…" }).click();
      await forget.getByRole("button", { name: "Forget it now" }).click();
      await page.locator(".receipt").nth(before).waitFor();
    };
    assert.equal(await forget.getByRole("button", { name: "Forget…" }).count(), 0);
    await page.locator("#erase-topic").fill("zebedee quux");
    await act(0);
    await fact(page, "Zebedee").waitFor({ state: "detached" });
    const kept = await downloaded(page, () => button(page, "Keep the receipt").first().click());
    assert.ok(!/zebedee/i.test(kept.text));
    const files = { right: kept.text, wrong: kept.text.replace('"clean":true', '"clean":false'), none: "{}" };
    for (const [name, said] of [["right", "This vault signed it"], ["wrong", "not as it was signed"], ["none", "This is no receipt."]]) {
      await page
        .locator("#receipt-file")
        .setInputFiles({ name: `${name}.json`, mimeType: "application/json", buffer: Buffer.from(files[name]) });
      await forget.getByText(said).waitFor();
    }
    await forget.getByRole("radio", { name: "A time" }).check();
    await page.locator("#erase-to").fill("2001-02-03");
    await check(page, "a time");
    await act(1);
    assert.equal((await get("/v1/memories")).data.length, 2); // nothing was that old
    await forget.getByRole("radio", { name: "A purpose" }).check();
    await page.locator("#erase-purpose").selectOption({ label: "Remembering" });
    await act(2);
    await page.getByText("Nothing yet.").waitFor();
    await add(page, "I like water.");
    await forget.getByRole("radio", { name: "Everything" }).check();
    await act(3);
    await page.getByText("Nothing yet.").waitFor();
    await link(page, "Audit").click();
    await page.locator(".entries-table").getByText("erased", { exact: true }).first().waitFor();
    await close();
  },
};

for (const [name, t, options] of looks(words))
  tests[`every screen: ${name}`] = async () => {
    await fill();
    const { page, close } = await open(options);
    await link(page, t.about).click();
    await page.getByRole("heading", { name: t.title }).waitFor();
    await page.locator(".fact").nth(3).waitFor();
    await page.locator("#erase-topic").waitFor();
    await page.locator(".purpose").nth(6).waitFor();
    await check(page, name);
    await page.evaluate(() => scrollTo(0, 0));
    await shot(page, `about-${name}`, true);
    await close();
  };

await run(tests);
