/**
 * A generated package in projects of CommonJS and of modules: compiled by every compiler of the tests in every way that it resolves
 * packages, and run in this Node, as it is and without `require` of modules, as older ones are.
 *
 *     node commonjs.mjs PACKAGE
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [directory] = process.argv.slice(2);
const { name } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
const hasDelivery = existsSync(join(directory, "delivery.js"));
const payload = readdirSync(join(directory, "payloads"))[0].split(".")[0];

/** A program that uses every entry point. */
const PROGRAM = `
import { decode, eventNames, handle, type Event, type EventName } from "${name}";
import * as payload from "${name}/payloads/${payload}";
import { samples } from "${name}/samples";
${hasDelivery ? `import { memorySeen, type Seen } from "${name}/delivery";` : ""}

// Of no platform: the declarations need none.
declare const console: { log(...values: unknown[]): void };
const all: Readonly<Record<EventName, Readonly<Record<string, string>>>> = samples;
let decoded = 0;
for (const name of eventNames) {
  for (const text of Object.values(all[name])) {
    const result = decode(name as string, text);
    if (!result.ok) throw new Error(result.error.message);
    const event: Event = result.event;
    if (event.raw !== text || handle(event, {}, (it) => it.name) !== name) throw new Error(name);
    decoded += 1;
  }
}
${hasDelivery ? `const seen: Seen = memorySeen({ max: 1, maxAge: 1 });\nif (seen.begin("id") !== "new") throw new Error("not new");` : ""}
console.log(decoded, Object.keys(payload).length > 0);
// @ts-expect-error: a misspelt name is not an event.
export const misspelt = () => decode("${name}", "{}");
`;

/** Whether this Node loads modules with `require`, and how it is told not to. */
const loadsModules = process.features.require_module === true;
const AS_OLD = loadsModules ? ["--no-experimental-require-module"] : [];

const project = mkdtempSync(join(tmpdir(), "eventspec-commonjs-"));
try {
  cpSync(resolve(directory), join(project, "node_modules", name), { recursive: true });
  writeFileSync(join(project, "program.ts"), PROGRAM);
  const ways = [
    ["commonjs", "node16", "node16", ["typescript-5", "typescript-6", "typescript"]],
    ["commonjs", "nodenext", "nodenext", ["typescript-5", "typescript-6", "typescript"]],
    ["module", "node16", "node16", ["typescript-5", "typescript-6", "typescript"]],
    ["module", "nodenext", "nodenext", ["typescript-5", "typescript-6", "typescript"]],
    ["module", "esnext", "bundler", ["typescript-5", "typescript-6", "typescript"]],
    ["commonjs", "commonjs", "node10", ["typescript-5"]],
  ];
  for (const [type, module, moduleResolution, compilers] of ways) {
    writeFileSync(join(project, "package.json"), JSON.stringify({ type }));
    const compilerOptions = { strict: true, module, moduleResolution, target: "es2022", lib: ["es2022"], types: [], outDir: "out", skipLibCheck: false };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
    for (const compiler of compilers) {
      const tsc = fileURLToPath(new URL(`node_modules/${compiler}/bin/tsc`, import.meta.url));
      const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", project], { encoding: "utf8" });
      assert.equal(status, 0, `${compiler}, ${module} in a project of ${type}: ${stdout}`);
      for (const flags of [[], AS_OLD]) run([...flags, "out/program.js"], /^\d+ true$/);
    }
  }
  copies();
} finally {
  rmSync(project, { recursive: true });
}

/** Runs a script in the project. */
function run(args, expected) {
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
  assert.match(stdout.trim(), expected, stderr);
  assert.equal(stderr, "");
}

/** What loads modules with `require` has one copy of the code; what does not has the script, and no module with it. */
function copies() {
  mkdirSync(join(project, "both"));
  writeFileSync(join(project, "both/package.json"), '{ "type": "commonjs" }');
  const text = `const required = require("${name}"); import("${name}").then((imported) => console.log(imported.decode === required.decode));`;
  writeFileSync(join(project, "both/both.js"), text);
  run(["both/both.js"], loadsModules ? /^true$/ : /^false$/);
  run([...AS_OLD, "both/both.js"], /^false$/);
}
