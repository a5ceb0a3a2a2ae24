/**
 * Takes the picture of the site that README shows.
 *
 *     node picture.mjs CHROMIUM      writes site.png beside this script
 */

import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const docs = new URL("../../../generated/docs/", import.meta.url).href;
const browser = await chromium.launch({ executablePath: process.argv[2], args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1180, height: 640 }, colorScheme: "light" });
await page.goto(`${docs}events/coinexpirynotify_create.html`);
await page.keyboard.press("/");
await page.keyboard.type("coin_");
await page.locator(".results a").first().waitFor();
await page.screenshot({ path: fileURLToPath(new URL("site.png", import.meta.url)) });
await browser.close();
