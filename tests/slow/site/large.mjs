/**
 * Opens every page of a site whose texts are very long, and says which is slow or wider than the window.
 *
 *     node large.mjs REQUEST.json
 *
 * The request: { chromium, docs, words: [text], milliseconds }. Prints { faults: [...], pages, words, slowest }: `words` is how many of
 * the texts are whole on some page.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const request = JSON.parse(readFileSync(process.argv[2], "utf8"));
const root = pathToFileURL(join(request.docs, "/")).href;
const paths = readdirSync(request.docs, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".html"));
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath: request.chromium, args: flags });
const faults = [];
const found = new Set();
let slowest = 0;

const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

try {
  for (const width of [1280, 320]) {
    const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
    for (const path of paths) {
      const start = performance.now();
      await page.goto(root + path, { timeout: 10 * request.milliseconds });
      await page.evaluate(frame);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      const took = Math.round(performance.now() - start);
      slowest = Math.max(slowest, took);
      if (took > request.milliseconds) faults.push(`${path}: ${took} ms at ${width} px`);
      if (wide > 0) faults.push(`${path}: ${wide} px wider than ${width} px`);
      const text = await page.evaluate(() => document.body.textContent);
      request.words.filter((word) => text.includes(word)).forEach((word) => found.add(word));
    }
    await page.context().close();
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify({ faults, pages: paths.length, words: found.size, slowest }));
