/**
 * A generated package in the programs that people run and bundle it with: each decodes every sample, with what `import` and, where there is
 * such a thing, `require` loads. Prints what each did; fails where one is missing, or does something else.
 *
 *     node matrix.mjs PACKAGE
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const directory = resolve(process.argv[2]);
const { name } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
const installed = (path) => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));

const NODES = {
  "this Node.js": process.execPath,
  "Node.js 20.10": installed("node-20.10/bin/node"),
  "Node.js 22.11": installed("node-22.11/bin/node"),
  "Node.js 22.12": installed("node-22.12/bin/node"),
  "Node.js 24": installed("node-24/bin/node"),
};
const OTHERS = {
  Deno: [installed("@deno/linux-x64-glibc/deno"), "run", "--quiet", "--allow-read", "--node-modules-dir=manual"],
  Bun: [installed("@oven/bun-linux-x64/bin/bun")],
};

/** What each program does, with names that it has from the package. */
const BODY = `
let decoded = 0;
for (const name of eventNames) {
  for (const text of Object.values(samples[name])) {
    const { event } = decode(name, new TextEncoder().encode(text));
    if (event?.raw !== text || event.name !== name) throw new Error(name);
    if (event.conforms && event.deviations.some((it) => it.class === "missing_field")) throw new Error(text);
    decoded += 1;
  }
}
if (decode("x", new Map()).error?.class !== "not_an_object") throw new Error("a map was taken");
`;
const MODULE = `import { decode, eventNames } from "${name}";\nimport { samples } from "${name}/samples";\n${BODY}`;
const SCRIPT = `const { decode, eventNames } = require("${name}");\nconst { samples } = require("${name}/samples");\n${BODY}`;
const SAY = `console.log(decoded > 0 ? "decoded" : "nothing");\n`;
const BOTH = `const required = require("${name}");\nimport("${name}").then((it) => console.log(it.decode === required.decode ? "one copy" : "two copies"));\n`;

const project = mkdtempSync(join(tmpdir(), "eventspec-matrix-"));
try {
  cpSync(directory, join(project, "node_modules", name), { recursive: true });
  const write = (file, text) => writeFileSync(join(project, file), text);
  write("package.json", "{}");
  write("module.mjs", MODULE + SAY);
  write("script.cjs", SCRIPT + SAY);
  write("both.cjs", BOTH);
  for (const [title, program] of Object.entries(NODES)) {
    run(`${title}, import`, [program, "module.mjs"], /^decoded$/);
    run(`${title}, require`, [program, "script.cjs"], /^decoded$/);
    run(`${title}, both`, [program, "both.cjs"], /^(?:one copy|two copies)$/);
  }
  for (const [title, program] of Object.entries(OTHERS)) {
    run(`${title}, import`, [...program, "module.mjs"], /^decoded$/);
    run(`${title}, require`, [...program, "script.cjs"], /^decoded$/);
  }
  write("jest.test.cjs", `test("decodes", () => {\n${SCRIPT}\n  expect(decoded).toBeGreaterThan(0);\n});\n`);
  const jest = [process.execPath, installed("jest/bin/jest.js"), "--rootDir", project, "--testMatch", "**/jest.test.cjs", "--no-cache"];
  run("jest, require", jest, /Tests: +1 passed/);
  write("vitest.test.mjs", `import { expect, test } from "vitest";\n${MODULE}\ntest("decodes", () => expect(decoded).toBeGreaterThan(0));\n`);
  cpSync(installed(""), join(project, "node_modules"), { recursive: true, filter: (path) => !/node-2\d|@oven|@deno/.test(path) });
  run("vitest, import", [process.execPath, installed("vitest/vitest.mjs"), "run", "--root", project], /Tests +1 passed/);
  await bundles();
} finally {
  rmSync(project, { recursive: true });
}

/** Runs a program in the project, which has to say something. */
function run(title, [program, ...args], expected) {
  if (!existsSync(program)) assert.fail(`${title}: ${program} is not installed: run \`npm ci\` in tests/slow/runtimes`);
  const { stdout, stderr, error } = spawnSync(program, args, { cwd: project, encoding: "utf8", env: { PATH: process.env.PATH, NO_COLOR: "1" } });
  assert.match(`${stdout}${/jest|vitest/.test(title) ? stderr : ""}`.trim(), expected, `${title}: ${error ?? stderr}`);
  console.log(`${title}: ${/decoded|one copy|two copies/.exec(stdout)?.[0] ?? "passed"}`);
}

/** Bundlers have the modules alone, for every platform, and leave out what is not imported. */
async function bundles() {
  for (const platform of ["browser", "node", "neutral"]) {
    const { outputFiles, metafile } = await build({
      stdin: { contents: MODULE + SAY, resolveDir: project, loader: "js" },
      bundle: true,
      format: "esm",
      platform,
      metafile: true,
      write: false,
    });
    assert.deepEqual(Object.keys(metafile.inputs).filter((path) => path.endsWith(".cjs")), []);
    writeFileSync(join(project, "bundle.mjs"), outputFiles[0].text);
    run(`esbuild for ${platform}, import`, [process.execPath, "bundle.mjs"], /^decoded$/);
  }
}
