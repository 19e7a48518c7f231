// A browser for the tests of the page, whose network is off, and what every one of them checks: no console error, no request
// to elsewhere, nothing that the content policy refused, no serious fault that axe finds, nothing wider than the window.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const { values: args } = parseArgs({
  options: Object.fromEntries(
    ["url", "key-url", "key", "chromium", "tables", "large", "shots", "only", "load"].map((name) => [
      name,
      { type: "string" },
    ]),
  ),
});
export const kPatience = 120_000; // ms; the machine may be busy
// The network is off for it: no name leads anywhere.
const browser = await chromium.launch({
  executablePath: args.chromium,
  args: ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
});

// A page that remembers what went wrong in it. allowed: of console errors, those that belong to the test. asked: whether what
// may be kept was asked before; else the page begins with that.
export async function open(options = {}, { url = args.url, allowed = /^$/, setup, asked = true } = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(kPatience);
  const wrong = [];
  page.on(
    "console",
    (m) => m.type() === "error" && !allowed.test(m.text()) && wrong.push(m.text()),
  );
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (r) => r.url().startsWith(url) || wrong.push(`request to ${r.url()}`));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (e) =>
      console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`),
    );
  });
  if (asked) await page.addInitScript(() => localStorage.setItem("tinybrain-asked", "later"));
  if (setup) await page.addInitScript(setup);
  await page.goto(url + "/");
  const close = async () => {
    await context.close();
    assert.deepEqual(wrong, []);
  };
  return { page, close };
}

// Contrast takes most of axe's time and is the same at every width: looked at where the window is wide.
export async function check(page, where) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, {
      resultTypes: ["violations"],
      rules: { "color-contrast": { enabled: innerWidth > 500 } },
    }),
  );
  const serious = found.violations.filter((v) => ["serious", "critical"].includes(v.impact));
  assert.deepEqual(
    serious.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`),
    [],
    where,
  );
  const room = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(room[0] <= room[1], `${where}: wider than the window: ${room}`);
}

export async function shot(page, name, fullPage = false) {
  if (args.shots) await page.screenshot({ path: join(args.shots, `${name}.png`), fullPage });
}

export const table = (name) => join(args.tables, name);

export async function api(path, body, method = "POST") {
  const headers = { "Content-Type": "application/json" };
  const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) };
  return (await fetch(args.url + path, init)).json();
}

// Runs those whose names contain --only, and ends the program.
export async function run(tests) {
  if (args.shots) await mkdir(args.shots, { recursive: true });
  let failed = 0;
  const chosen = Object.entries(tests).filter(([name]) => !args.only || name.includes(args.only));
  for (const [name, test] of chosen) {
    try {
      await test();
      console.log(`ok    ${name}`);
    } catch (error) {
      ++failed;
      console.log(`FAIL  ${name}\n${error.stack ?? error}`);
    }
  }
  await browser.close();
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

// Each language in light and dark, wide and narrow.
export function* looks(words) {
  for (const [language, t] of Object.entries(words))
    for (const colorScheme of ["light", "dark"])
      for (const width of [1280, 390]) {
        const viewport = { width, height: width > 500 ? 800 : 844 };
        yield [`${language}-${colorScheme}-${width}`, t, { locale: t.locale, colorScheme, viewport }];
      }
}
