/**
 * The handlers of a message's blocks in `tests/examples/blocks`: with the generated package, and with the types that the vendor
 * publishes. Both are compiled by every compiler of the tests and run on one payload.
 *
 *     node blocks.mjs DIRECTORY      with the package in `typescript`, `payload.json`, and the `lines.txt` that both have to make of it
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const directory = resolve(process.argv[2]);
const here = fileURLToPath(new URL(".", import.meta.url));
const file = (name) => join(directory, name);

mkdirSync(file("node_modules/@slack"), { recursive: true });
symlinkSync(file("typescript"), file("node_modules/chat-events"));
symlinkSync(join(here, "node_modules/@slack/types"), file("node_modules/@slack/types"));
const read = (name) => readFileSync(join(here, "../examples/blocks", name), "utf8");
const sources = { "blocks.ts": read("blocks.ts"), "slack_types.ts": read("slack_types.ts"), "as_typed.ts": asTyped() };
for (const [name, text] of Object.entries(sources)) writeFileSync(file(name), text);
const compilerOptions = { strict: true, module: "nodenext", target: "es2022", types: [], verbatimModuleSyntax: true };
writeFileSync(file("package.json"), JSON.stringify({ type: "module" }));
writeFileSync(file("tsconfig.json"), JSON.stringify({ compilerOptions, files: Object.keys(sources) }));
for (const compiler of ["typescript-5", "typescript-6", "typescript"]) {
  const tsc = join(here, "node_modules", compiler, "bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", directory], { encoding: "utf8" });
  assert.equal(status, 0, `${compiler}: ${stdout}`);
}

const text = readFileSync(file("payload.json"), "utf8");
const expected = readFileSync(file("lines.txt"), "utf8");
const { decode } = await import(pathToFileURL(file("typescript/index.js")).href);
for (const [name, message] of [["blocks.js", decode("message", text).event.payload.event], ["slack_types.js", JSON.parse(text).event]]) {
  const { lines } = await import(pathToFileURL(file(name)).href);
  assert.equal(lines(message).map((line) => `${line}\n`).join(""), expected, name);
}

/** The handler with the vendor's types and without the cast: a block of any type may have that tag, and nothing narrows. */
function asTyped() {
  const narrowed = / as KnownBlock\[\]|, KnownBlock/g;
  const text = read("slack_types.ts").replaceAll(narrowed, "");
  return text.replace(/^ *return .*block\.(?:elements|text|alt_text).*$/gm, "// @ts-expect-error: it does not narrow.\n$&");
}
