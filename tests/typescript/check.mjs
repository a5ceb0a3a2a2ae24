/**
 * Type-checks a generated package as strictly as the compiler can: its declarations as a consumer sees them, its
 * JavaScript against them, and any further files given (programs that use the package).
 *
 *     node check.mjs [PACKAGE [FILE...]]      default: the Nector package with consumer.ts
 *
 * `TSC` names another compiler's `tsc`. Exits with what the compiler exits with.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const [packageDir = join(here, "../../generated/typescript"), ...programs] = process.argv.slice(2);
const directory = resolve(packageDir);
if (process.argv.length < 3) programs.push(join(here, "consumer.ts"));

const { name } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
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
    paths: { [name]: [join(directory, "index.d.ts")] },
  },
  // Named one by one: patterns leave out a `.js` that has a `.d.ts` beside it.
  files: [...modules, ...programs.map((path) => resolve(path))],
};

const scratch = mkdtempSync(join(tmpdir(), "eventspec-tsc-"));
try {
  const project = join(scratch, "tsconfig.json");
  writeFileSync(project, JSON.stringify(config));
  const tsc = process.env["TSC"] ?? join(here, "node_modules/typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [tsc, "-p", project], { stdio: "inherit" });
  process.exitCode = status ?? 1;
} finally {
  rmSync(scratch, { recursive: true });
}
