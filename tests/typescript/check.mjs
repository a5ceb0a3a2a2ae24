/**
 * Type-checks a generated package as strictly as the compiler can: its declarations as a consumer sees them, its
 * JavaScript against them, and any further files given (programs that use the package).
 *
 *     node check.mjs [PACKAGE [FILE...]]      default: the Nector package with the consumers beside this script
 *     node check.mjs --below DIRECTORY        every package below it
 *
 * The package and the consumers by default under every compiler that the tests have, others under the newest. A line that
 * must not compile is marked with `@ts-expect-error`, and is an error where it does. Exits with 1 if a compiler finds one.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const isMany = process.argv[2] === "--below";
const [packageDir = join(here, "../../generated/typescript"), ...programs] = process.argv.slice(isMany ? 3 : 2);
const directory = resolve(packageDir);
if (process.argv.length < 3) programs.push(join(here, "consumer.ts"), join(here, "consumer_hono.ts"));

const name = isMany ? undefined : JSON.parse(readFileSync(join(directory, "package.json"), "utf8")).name;
const modules = readdirSync(directory, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.(?:js|d\.ts)$/.test(path))
  .map((path) => join(directory, path));

const config = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    allowJs: true,
    checkJs: true,
    skipLibCheck: false,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noImplicitReturns: true,
    isolatedModules: true,
    module: "nodenext",
    target: "es2022",
    lib: ["esnext", "dom"],
    types: [],
    paths: isMany ? {} : { [name]: [join(directory, "index.d.ts")] },
  },
  // Named one by one: patterns leave out a `.js` that has a `.d.ts` beside it.
  files: [...modules, ...programs.map((path) => resolve(path))],
};

const compilers = process.argv.length < 3 ? ["typescript-5", "typescript-6", "typescript"] : ["typescript"];
const scratch = mkdtempSync(join(tmpdir(), "eventspec-tsc-"));
try {
  const project = join(scratch, "tsconfig.json");
  writeFileSync(project, JSON.stringify(config));
  for (const compiler of compilers) {
    const tsc = join(here, "node_modules", compiler, "bin/tsc");
    const version = spawnSync(process.execPath, [tsc, "--version"], { encoding: "utf8" }).stdout.trim();
    const { status } = spawnSync(process.execPath, [tsc, "-p", project], { stdio: "inherit" });
    console.log(`${status === 0 ? "ok" : "errors"} under TypeScript ${version}`);
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true });
}
