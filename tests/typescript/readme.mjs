/**
 * The TypeScript of a package's README, as a newcomer has it: a project with the package installed, each block a program.
 * All are compiled, by every compiler of the tests; the first, which is a handler of requests, is run.
 *
 *     node readme.mjs PACKAGE EVENT SAMPLE      the name of an event, and the file of a payload of it
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [directory, eventName, sample] = process.argv.slice(2);
const { name } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
const blocks = readFileSync(join(directory, "README.md"), "utf8").split("```ts\n").slice(1).map((rest) => rest.split("```")[0]);
assert.ok(blocks.length > 0, "the README has no TypeScript");

const project = mkdtempSync(join(tmpdir(), "eventspec-readme-"));
try {
  cpSync(resolve(directory), join(project, "node_modules", name), { recursive: true });
  writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
  const compilerOptions = { strict: true, module: "nodenext", target: "es2022", types: [] };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  blocks.forEach((block, i) => writeFileSync(join(project, `block${i}.ts`), block));
  for (const compiler of ["typescript-5", "typescript-6", "typescript"]) {
    const tsc = fileURLToPath(new URL(`node_modules/${compiler}/bin/tsc`, import.meta.url));
    const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", project], { encoding: "utf8" });
    assert.equal(status, 0, stdout);
  }
  await handle();
} finally {
  rmSync(project, { recursive: true });
}

/** Sends requests to the handler: a payload, one with deviations, and one that is not a payload. */
async function handle() {
  const { receive } = await import(pathToFileURL(join(project, "block0.js")).href);
  const logged = [];
  console.log = (...values) => logged.push(["log", ...values]);
  console.warn = (...values) => logged.push(["warn", ...values]);
  const send = async (body) => {
    const headers = { "x-event-name": eventName };
    return (await receive(new Request("http://localhost/", { method: "POST", headers, body }))).status;
  };
  const text = readFileSync(sample, "utf8");
  assert.equal(await send(text), 204);
  assert.equal(logged.length, 1, "a payload that conforms is logged, and nothing is warned of");
  assert.equal(await send(text.replace("{", '{"surprise":1,')), 204);
  assert.deepEqual(logged[1], ["warn", eventName, "unknown_field", "/surprise"]);
  assert.equal(await send("no payload"), 400);
}
