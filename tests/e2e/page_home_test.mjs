// The screens of what is kept, in a real browser: knowledge, the desk, the audit. First with a home that is empty, where
// everything is refused and works on; then with what a person granted. page_test.py starts it.
//
//   node page_home_test.mjs --url URL --chromium PATH --tables FOLDER --large URL [--shots FOLDER] [--only NAME]
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { api, args, check, looks, open, run, shot, table } from "./page_testing.mjs";

const words = {
  en: {
    locale: "en-US",
    knowledge: "Knowledge",
    desk: "Desk",
    audit: "Audit",
    lookUp: "How long do I have to return something?",
    found: "30 days",
    ask: "how can I cancel my order",
    answer: "You can cancel an order under My orders until it is packed.",
    understood: "How I understood you",
    chain: "The chain holds",
  },
  ko: {
    locale: "ko-KR",
    knowledge: "자료",
    desk: "상담",
    audit: "기록",
    lookUp: "반품은 며칠 안에 해야 하나요?",
    found: "30일",
    ask: "주문을 취소하고 싶은데요",
    answer: "포장 전에는 내 주문에서 취소하실 수 있습니다.",
    understood: "이렇게 이해했어요",
    chain: "사슬이 온전합니다",
  },
};
const kStrange = "zzyzx qwv blorft?"; // what no answer is sure enough for
const kPersonal =
  "My name is Jane Smith, mail jane@example.com. Does a drone bring the delivery abroad to a ship at sea?";

const link = (page, name) => page.getByRole("link", { name, exact: true });
const part = (page, title) => page.locator("section, form").filter({ has: page.locator(`#${title}`) });

async function ask(page, text) {
  const before = await page.locator(".desk-turn").count();
  await page.locator("#message").fill(text);
  await page.keyboard.press("Enter");
  const turn = page.locator(".desk-turn").nth(before);
  await turn.locator(".reply").first().waitFor();
  return turn;
}

const grant = (purpose, state) => api("/v1/consents", { purpose, state });

// A desk and documents, made once: something to show.
let made = null;
function madeHome() {
  made ??= (async () => {
    const file = (name) => ({ name, text: readFileSync(table(name), "utf8") });
    for (const name of ["returns.md", "반품.md"]) await api("/v1/knowledge", file(name));
    const { data } = await api("/v1/desks", undefined, "GET");
    if (data.some(({ name }) => name === "shop")) return;
    const response = await fetch(`${args.url}/v1/desks`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: "shop", faq: file("shop.csv"), docs: [file("returns.md")], dial: 0.2 }),
    });
    assert.match(await response.text(), /done_desk/);
  })();
  return made;
}

// Everything decided on, and questions asked: something for the report and the queue. Once.
let shown = null;
function shownHome() {
  shown ??= (async () => {
    await madeHome();
    const { data } = await api("/v1/consents", undefined, "GET");
    for (const { purpose } of data)
      await grant(purpose, ["answer", "corrections"].includes(purpose) ? "granted" : "refused");
    await api("/v1/desks/shop/settings", { escalation: { price_in: 2.5, price_out: 10 } });
    const asked = ["Where is my parcel?", "do you take Visa", "환불 기간", "Can I return worn shoes?", "반품 라벨",
      "Do you repair watches?", "배송 조회", "password reset mail", "선물 포장도 되나요?", "refund status"];
    for (const text of asked) await api("/v1/desks/shop/ask", { text });
    for (const text of asked.slice(0, 3)) await api("/v1/desks/shop/teach", { text, right: true });
  })();
  return shown;
}

// ---- The screens ----

async function knowledgeScreen(page, t, name) {
  await link(page, t.knowledge).click();
  await page.locator(".documents li").nth(1).waitFor();
  await page.locator("#search-text").fill(t.lookUp);
  await page.keyboard.press("Enter");
  const first = page.locator(".hit").first();
  await first.waitFor();
  assert.match(await first.innerText(), new RegExp(t.found));
  assert.ok((await first.locator("mark").count()) > 0);
  await check(page, name);
  await page.evaluate(() => scrollTo(0, 0));
  await shot(page, name, true);
}

async function deskScreen(page, t, name) {
  await link(page, t.desk).click();
  await page.locator(".tile").first().waitFor();
  const turn = await ask(page, t.ask);
  assert.equal(await turn.locator(".reply").first().innerText(), t.answer);
  const panel = turn.locator(".trace");
  if (!(await panel.evaluate((element) => element.open))) await panel.locator("summary").click();
  assert.ok((await panel.innerText()).startsWith(t.understood));
  assert.ok((await panel.locator(".rules li").count()) > 0);
  await page.locator(".dial .plot canvas").waitFor();
  await check(page, name);
  await page.evaluate(() => scrollTo(0, 0));
  await shot(page, name, true);
}

async function auditScreen(page, t, name) {
  await link(page, t.audit).click();
  await page.locator(".entries-table tbody tr").nth(1).waitFor();
  assert.match(await page.locator(".verdict").innerText(), new RegExp(t.chain));
  await check(page, name);
  await page.evaluate(() => scrollTo(0, 0));
  await shot(page, name, true);
}

const tests = {
  "first: nothing is kept; all is refused, and everything works on": async () => {
    const { page, close } = await open();
    await link(page, "Knowledge").click();
    await page.getByText("Nothing is kept until you say so").waitFor();
    await check(page, "first run");
    await page.getByRole("link", { name: "See what may be kept" }).click();
    await check(page, "what may be kept");
    await page.getByRole("button", { name: "Refuse all" }).click();
    await page.getByText("Nothing is kept until you say so").waitFor({ state: "detached" });
    assert.equal(await page.locator(".state.refused").count(), await page.locator(".purpose").count());
    await madeHome();
    await link(page, "Desk").click();
    await page.locator(".tile").first().waitFor();
    const turn = await ask(page, words.en.ask);
    assert.equal(await turn.locator(".reply").first().innerText(), words.en.answer);
    await ask(page, kStrange);
    await page.getByText("Questions are kept for you only when that is granted.").waitFor();
    assert.equal((await api("/v1/desks/shop/queue", undefined, "GET")).data.length, 0);
    await turn.getByRole("button", { name: "Right" }).click();
    await turn.getByText("Noted: right.").waitFor();
    await close();
  },

  "documents: dropped, found, and removed after a question": async () => {
    const { page, close } = await open();
    await link(page, "Knowledge").click();
    await page.locator(".drop").evaluate((element) => {
      const data = new DataTransfer();
      data.items.add(new File(["# Opening hours\n\nWe open at nine on weekdays.\n"], "hours.md"));
      data.items.add(new File(["x"], "photo.jpg"));
      for (const type of ["dragover", "drop"])
        element.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await page.getByText("photo.jpg is of a kind that is not read here.").waitFor();
    assert.ok(await page.getByRole("button", { name: "Add", exact: true }).isDisabled());
    await page.getByRole("button", { name: "Remove photo.jpg" }).click();
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("1 document is in.").waitFor();
    await page.locator("#search-text").fill("when do you open?");
    await page.getByRole("button", { name: "Search" }).click();
    const hit = page.locator(".hit", { hasText: "We open at nine" });
    await hit.waitFor();
    assert.match(await hit.locator(".where").innerText(), /hours\.md, Opening hours, line \d/);
    assert.deepEqual(await hit.locator("mark").allInnerTexts(), ["open"]);
    const remove = page.getByRole("button", { name: "Remove hours.md" });
    await remove.click();
    await check(page, "before removing");
    await page.getByRole("button", { name: "Cancel" }).click();
    await remove.click();
    await page.getByRole("button", { name: "Remove it" }).click();
    await page.locator(".documents", { hasText: "hours.md" }).waitFor({ state: "detached" });
    await close();
  },

  "what a document says is text, never markup": async () => {
    const text = '<img src="/x" onerror="document.title=1"> & <b>bold</b> zebra';
    await api("/v1/knowledge", { name: "hostile.txt", text });
    const { page, close } = await open();
    await link(page, "Knowledge").click();
    await page.locator("#search-text").fill("zebra <b>bold");
    await page.keyboard.press("Enter");
    const hit = page.locator(".hit", { hasText: "hostile.txt" });
    assert.equal(await hit.locator("blockquote").innerText(), text);
    assert.equal(await hit.locator("img, b").count(), 0);
    await api("/v1/knowledge/hostile.txt", undefined, "DELETE");
    await close();
  },

  "a desk from an FAQ and a manual, without a terminal; and gone again": async () => {
    const { page, close } = await open();
    await link(page, "Desk").click();
    const form = page.locator(".new-desk");
    await form.waitFor();
    if (!(await form.evaluate((element) => element.open))) await form.locator("summary").click();
    const make = page.getByRole("button", { name: "Make the desk" });
    assert.ok(await make.isDisabled());
    await page.locator("#desk-faq").setInputFiles(table("shop.csv"));
    await page.locator("#desk-docs").setInputFiles(table("returns.md"));
    await page.getByLabel("Name").fill("second");
    await check(page, "a new desk");
    await make.click();
    await page.getByText("108 questions, 18 answers").first().waitFor();
    await page.locator("#desk-choice").selectOption("second");
    await page.getByRole("button", { name: "Delete this desk" }).click();
    await page.getByRole("button", { name: "Delete it" }).click();
    await page.locator("#desk-choice").waitFor({ state: "detached" });
    await close();
  },

  "an FAQ that cannot be read says why": async () => {
    const { page, close } = await open();
    await link(page, "Desk").click();
    await page.locator(".new-desk summary").click();
    await page
      .locator("#desk-faq")
      .setInputFiles({ name: "few.csv", mimeType: "text/csv", buffer: Buffer.from("question,answer\na?,b\n") });
    await page.getByLabel("Name").fill("few");
    await page.getByRole("button", { name: "Make the desk" }).click();
    await page.locator(".desk-form .error", { hasText: "too few" }).waitFor();
    await close();
  },

  "what was meant is put right in place, and is a lesson": async () => {
    await madeHome();
    await grant("corrections", "granted");
    const { page, close } = await open();
    await link(page, "Desk").click();
    const turn = await ask(page, "blorft my zzyzx");
    await turn.getByRole("button", { name: "Something else was meant…" }).click();
    await turn.getByLabel("Find an answer of yours").fill("password");
    await turn.getByRole("radio", { name: /Forgotten password/ }).check();
    await check(page, "teaching");
    await turn.getByRole("button", { name: "Teach it" }).click();
    await turn.getByText("The lesson is kept as well.").waitFor();
    await turn.getByText("Learnt. It now knows 109 questions.").waitFor();
    const again = await ask(page, "blorft my zzyzx");
    assert.equal(
      await again.locator(".reply").first().innerText(),
      "Use the link Forgotten password on the sign-in page.",
    );

    // What the message holds, likewise.
    const held = await ask(page, "I am Jane Smith, cancel order Zeta please");
    await held.getByRole("button", { name: "Not so: Jane Smith" }).click();
    await held.getByLabel("“Jane Smith” is").selectOption({ label: "nothing personal" });
    await check(page, "a slot");
    await held.getByRole("button", { name: "Save" }).click();
    await held.getByText("Kept as a lesson.").waitFor();
    await held.getByRole("button", { name: "Something was missed…" }).click();
    await held.getByLabel("Which words").fill("Zeta");
    await held.getByLabel("Kind").selectOption({ label: "number" });
    await held.getByRole("button", { name: "Save" }).click();
    await held.getByText("Kept as a lesson.").waitFor();
    await close();
  },

  "a wrong answer is noted and put right with a new one": async () => {
    await madeHome();
    const { page, close } = await open();
    await link(page, "Desk").click();
    const turn = await ask(page, "How do I download a receipt?");
    await turn.getByRole("button", { name: "Wrong" }).click();
    await turn.getByRole("radio", { name: "None of these: a new answer" }).check();
    await turn.getByLabel("The new answer").fill("Receipts lie under My account, Papers.");
    await turn.getByRole("button", { name: "Teach it" }).click();
    await turn.getByText("Learnt.").waitFor();
    const again = await ask(page, "How do I download a receipt?");
    assert.equal(await again.locator(".reply").first().innerText(), "Receipts lie under My account, Papers.");
    await close();
  },

  "unsure questions wait, and are answered there": async () => {
    await madeHome();
    await grant("corrections", "granted");
    const { page, close } = await open();
    await link(page, "Desk").click();
    for (let i = 0; i < 2; ++i) await ask(page, "grmpf the flurble");
    const item = page.locator(".waiting-question", { hasText: "grmpf the flurble" });
    await item.getByText("asked 2 times").waitFor();
    await item.getByRole("button", { name: "Teach it" }).click();
    await item.getByRole("radio", { name: "None of these: a new answer" }).check();
    await item.getByLabel("The new answer").fill("The flurble is grmpfed on Fridays.");
    await check(page, "the queue");
    await item.getByRole("button", { name: "Teach it" }).click();
    await item.waitFor({ state: "detached" });
    const turn = await ask(page, "grmpf the flurble");
    assert.equal(await turn.locator(".reply").first().innerText(), "The flurble is grmpfed on Fridays.");
    await close();
  },

  "the dial: turned, kept, and its cost is shown": async () => {
    await madeHome();
    const { page, close } = await open();
    await link(page, "Desk").click();
    const dial = page.locator("#dial");
    await dial.focus();
    await page.keyboard.press("Home");
    await page.locator(".dial .figure", { hasText: "at most 1%" }).waitFor();
    await page.waitForFunction(() => !document.querySelector("#dial").disabled);
    assert.equal((await api("/v1/desks/shop/settings", undefined, "GET")).dial, 0.01);
    assert.match(await page.locator(".dial .plot").getAttribute("aria-label"), /at 1%.* at 20%/);
    const { threshold } = await api("/v1/desks/shop/report", undefined, "GET");
    assert.equal(threshold, null); // so few questions keep to no such dial
    await page.locator("#message").fill(words.en.ask);
    await page.keyboard.press("Enter");
    await page.getByText("No chance is high enough to keep to 1% wrong.").waitFor();
    await api("/v1/desks/shop/settings", { dial: 0.2 });
    await close();
  },

  "a slip: seen whole before it goes, refused, and sent": async () => {
    await madeHome();
    const { page, close } = await open();
    await link(page, "Desk").click();
    const settings = page.locator(".desk-settings");
    await settings.getByRole("radio", { name: "After each slip was granted" }).check();
    await settings.getByLabel("Address").fill(args.large);
    await settings.getByLabel("Model", { exact: true }).fill("large-one");
    await settings.getByLabel("Budget a day").fill("1");
    await settings.getByLabel("Price of a million tokens sent").fill("2");
    await settings.getByRole("button", { name: "Save" }).click();
    await settings.getByText("Saved.").waitFor();

    // Not granted: it is shown, and cannot be sent before it is.
    const refused = await ask(page, kPersonal);
    await refused.locator(".slip").getByText("is not granted").waitFor();
    assert.equal(await refused.getByRole("button", { name: "Send it" }).count(), 0);
    await check(page, "a slip that may not be sent");
    await refused.getByRole("button", { name: "Grant: Asking a larger model" }).click();
    await refused.getByRole("button", { name: "Do not send" }).click();
    await refused.getByText("It was not sent.").waitFor();

    const sent = await ask(page, kPersonal);
    const slip = sent.locator(".slip");
    const text = await slip.locator("pre").allInnerTexts();
    assert.ok(!/Jane|jane@/.test(text.join()), text.join());
    assert.match(await slip.locator(".replaced").innerText(), /jane@example\.com/);
    await check(page, "a slip");
    await shot(page, "slip", true);
    await slip.getByRole("button", { name: "Send it" }).click();
    await slip.locator(".sentences .bad", { hasText: "A free bicycle comes along." }).waitFor();
    await slip.locator(".sentences .good", { hasText: "Standard delivery abroad takes ten days." }).waitFor();
    assert.ok(!(await slip.locator(".large .reply").innerText()).includes("bicycle"));
    await check(page, "what a large model said");

    await link(page, "Audit").click();
    await page.locator("#audit-kind").selectOption("escalation.sent");
    const rows = page.locator(".entries-table tbody tr");
    await rows.first().filter({ hasText: "sent to a large model" }).waitFor();
    assert.equal(await rows.count(), 1);
    await api("/v1/desks/shop/settings", { escalation: { mode: "off" } });
    await close();
  },

  "by keyboard alone": async () => {
    await madeHome();
    const { page, close } = await open();
    await link(page, "Desk").focus();
    await page.keyboard.press("Enter");
    await page.locator("#message").waitFor();
    for (let i = 0; i < 30; ++i) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(() => document.activeElement.id)) === "message") break;
    }
    await page.keyboard.type(words.en.ask);
    await page.keyboard.press("Enter");
    const turn = page.locator(".desk-turn");
    await turn.locator(".reply").first().waitFor();
    await turn.getByRole("button", { name: "Something else was meant…" }).focus();
    await page.keyboard.press("Enter");
    await turn.getByLabel("Find an answer of yours").focus();
    await page.keyboard.type("invoice");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    assert.match(
      await page.evaluate(() => document.activeElement.closest("label")?.textContent ?? ""),
      /invoice/,
    );
    await close();
  },
};

for (const [name, t, options] of looks(words))
  tests[`every screen: ${name}`] = async () => {
    await shownHome();
    const { page, close } = await open(options);
    await knowledgeScreen(page, t, `knowledge-${name}`);
    await deskScreen(page, t, `desk-${name}`);
    await auditScreen(page, t, `audit-${name}`);
    await close();
  };

await run(tests);
