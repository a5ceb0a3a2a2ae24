/**
 * Compiles the handlers in TypeScript, and writes their answers to requests to `answers.json`: status and text by vendor, file and
 * request. Not to standard output, where packages log.
 *
 *     node answers.mjs DIRECTORY      with the handlers in `src`, the generated packages in `packages`, and `requests.json`
 */

import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const directory = process.argv[2];
const file = (name) => join(directory, name);
const installed = fileURLToPath(new URL("../node/node_modules", import.meta.url));

mkdirSync(file("node_modules"));
for (const name of readdirSync(installed)) symlinkSync(join(installed, name), file(`node_modules/${name}`));
for (const name of ["chat", "code_host", "payments", "store"]) {
  symlinkSync(file(`packages/${name}/typescript`), file(`node_modules/${name.replace("_", "-")}-events`));
}
const compilerOptions = { strict: true, module: "nodenext", target: "es2022", types: ["node"], skipLibCheck: true, outDir: "out", rootDir: "src" };
writeFileSync(file("package.json"), JSON.stringify({ type: "module" }));
writeFileSync(file("tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
const { status, stdout } = spawnSync(process.execPath, [join(installed, "typescript/bin/tsc"), "-p", directory], { encoding: "utf8" });
if (status !== 0) throw new Error(stdout);

const answers = {};
for (const [vendor, { secret, requests }] of Object.entries(JSON.parse(readFileSync(file("requests.json"), "utf8")))) {
  answers[vendor] = {};
  for (const name of ["ours", "by_hand", "sdk"]) {
    const { handler } = await import(pathToFileURL(file(`out/${vendor}/${name}.js`)).href);
    const handle = handler(secret);
    answers[vendor][`${name}.ts`] = await Promise.all(requests.map(async ({ headers, body }) => {
      const request = new Request("http://localhost/hooks", { method: "POST", headers, body });
      try {
        const response = await handle(request);
        return [response.status, response.ok ? await response.text() : ""];
      } catch (error) {
        return [500, String(error)];
      }
    }));
  }
}
writeFileSync(file("answers.json"), JSON.stringify(answers));
