/**
 * Opens every page of a catalogue site in Chromium, from disk, and says what is wrong with it.
 *
 *     node site.mjs REQUEST.json
 *
 * The request: { chromium, docs, samples: [{ page, label, text }], searches: [{ query, text, address }] }.
 * Prints { faults: [...], pages, snippets: [{ language, code }] }.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const request = JSON.parse(readFileSync(process.argv[2], "utf8"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const root = pathToFileURL(join(request.docs, "/")).href;
const paths = readdirSync(request.docs, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".html"));
const faults = [];
const snippets = [];
const anchors = new Map();
const links = [];

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({
  executablePath: request.chromium,
  args: [...flags, "--disable-component-update", "--disable-sync"],
});

/** A tab that reports what it prints, throws and asks for. */
const open = async (options) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const blame = (what) => faults.push(`${page.url().slice(root.length)}: ${what}`);
  page.on("console", (message) => blame(`console: ${message.text()}`));
  page.on("pageerror", (error) => blame(`error: ${error.message}`));
  page.on("dialog", (dialog) => (blame(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("request", (asked) => asked.url().startsWith(root) || blame(`request: ${asked.url()}`));
  const visit = (path) => page.goto(root + path);
  return { page, blame, visit, close: () => context.close() };
};

/** What a page links to, what can be linked to, and what on it is not of our making. */
const inspect = () => ({
  ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
  links: [...document.querySelectorAll("a")].map((link) => link.href.baseVal ?? link.getAttribute("href")),
  foreign: document.querySelectorAll("script:not([src]), style, [style], iframe, object, embed, form, b, img:not([alt=''])").length,
  handlers: [...document.querySelectorAll("*")].flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith("on")),
  hacked: globalThis.hacked,
  wide: document.documentElement.scrollWidth - innerWidth,
});

const accessible = async ({ page, blame }) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ preload: false }));
  for (const { id, impact, help, nodes } of violations) blame(`${impact} ${id}: ${help}: ${nodes[0].html}`);
};

const everyPage = async (options) => {
  const tab = await open(options);
  for (const path of paths) {
    await tab.visit(path);
    const found = await tab.page.evaluate(inspect);
    anchors.set(path, new Set(found.ids));
    links.push(...found.links.map((href) => ({ path, href })));
    if (new Set(found.ids).size < found.ids.length) tab.blame("an id occurs twice");
    if (found.foreign > 0 || found.handlers.length > 0 || found.hacked) tab.blame("text became markup");
    if (found.wide > 0) tab.blame(`${found.wide} px wider than the window`);
    await accessible(tab);
  }
  await tab.close();
};

const resolveLinks = () => {
  for (const { path, href } of links) {
    const url = new URL(href, root + path);
    if (["http:", "https:", "mailto:"].includes(url.protocol)) continue;
    const file = fileURLToPath(new URL(url.pathname, "file:"));
    const page = url.href.startsWith(root) ? decodeURIComponent(url.pathname.slice(new URL(root).pathname.length)) : undefined;
    const anchor = decodeURIComponent(url.hash.slice(1));
    if (!existsSync(file)) faults.push(`${path}: ${href} leads nowhere`);
    else if (anchor && !anchors.get(page)?.has(anchor)) faults.push(`${path}: there is no anchor ${href}`);
  }
};

/** Without scripts all is there but the search. */
const withoutScripts = async () => {
  const tab = await open({ javaScriptEnabled: false });
  for (const path of paths) {
    await tab.visit(path);
    if (!(await tab.page.locator("main h1").isVisible())) tab.blame("no heading without scripts");
    if (await tab.page.locator("search").isVisible()) tab.blame("a search that does nothing");
  }
  await tab.close();
};

const searches = async () => {
  const tab = await open({});
  for (const { query, text, address } of request.searches) {
    await tab.visit("index.html");
    await tab.page.keyboard.press("/");
    await tab.page.keyboard.type(query);
    const hit = tab.page.locator(".results a", { has: tab.page.getByText(text, { exact: true }) }).first();
    await hit.waitFor({ timeout: 5000 }).catch(() => tab.blame(`searching ${query} does not find ${text}`));
    await accessible(tab);
    for (let step = 0; step < 40 && !(await hit.evaluate((link) => link === document.activeElement)); step += 1) {
      await tab.page.keyboard.press("ArrowDown");
    }
    await tab.page.keyboard.press("Enter");
    await tab.page.waitForURL(root + address, { timeout: 5000 }).catch(() => tab.blame(`${query} leads elsewhere than ${address}`));
    await tab.page.keyboard.press("/");
    await tab.page.keyboard.type(query);
    await tab.page.keyboard.press("Escape");
    if (await tab.page.locator(".results").isVisible()) tab.blame("Escape leaves the results open");
  }
  await tab.close();
};

const samples = async () => {
  const tab = await open({});
  for (const { page: path, label, text } of request.samples) {
    await tab.visit(path);
    await tab.page.evaluate(() => addEventListener("copy", (event) => (globalThis.copied = event.clipboardData.getData("text/plain"))));
    const section = tab.page.getByRole("region", { name: `Sample ${label}`, exact: true });
    await section.getByRole("button").click();
    if ((await tab.page.evaluate(() => globalThis.copied)) !== text) tab.blame(`a copy of ${label} is not the sample`);
  }
  for (const path of paths.filter((path) => path.startsWith("events"))) {
    await tab.visit(path);
    for (const language of ["Rust", "TypeScript"]) {
      const code = await tab.page.getByRole("region", { name: `In ${language}` }).locator("code").textContent();
      snippets.push({ language, code });
    }
  }
  await tab.close();
};

try {
  await everyPage({ viewport: { width: 1280, height: 800 }, colorScheme: "light" });
  await everyPage({ viewport: { width: 320, height: 640 }, colorScheme: "dark" });
  resolveLinks();
  await withoutScripts();
  await searches();
  await samples();
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify({ faults: [...new Set(faults)], pages: paths.length, snippets }));
