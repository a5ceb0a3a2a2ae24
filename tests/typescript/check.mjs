/**
 * Type-checks a generated package as strictly as the compiler can: its declarations as a consumer sees them, its
 * JavaScript against them, and any further files given (programs that use the package).
 *
 *     node check.mjs [PACKAGE [FILE...]]      default: the packages of Nector and the shop, and the runtime, with the consumers beside this script
 *     node check.mjs --below DIRECTORY        every package below it
 *
 * The packages and the consumers by default under every compiler that the tests have, others under the newest. A line that
 * must not compile is marked with `@ts-expect-error`, and is an error where it does. Exits with 1 if a compiler finds one.
 */

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { seenExamples } from "./seen_examples.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const args = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), "eventspec-tsc-"));
try {
  if (args.length === 0) {
    const all = ["typescript-5", "typescript-6", "typescript"];
    check(join(here, "../../generated/typescript"), [join(here, "consumer.ts"), join(here, "consumer_hono.ts")], all);
    check(join(here, "../cases/shop/expected/typescript"), [join(here, "consumer_shop.ts")], all);
    check(runtime(), [join(here, "consumer_delivery.ts"), ...stores()], all);
  } else if (args[0] === "--below") {
    check(args[1], args.slice(2), ["typescript"], true);
  } else {
    check(args[0], args.slice(1), ["typescript"]);
  }
} finally {
  rmSync(scratch, { recursive: true });
}

/** The hand-written runtime as a package of its own, with the modules that not every package needs. */
function runtime() {
  const directory = join(scratch, "runtime");
  cpSync(join(here, "../../crates/emit/src/typescript/runtime"), directory, { recursive: true });
  writeFileSync(join(directory, "package.json"), '{ "name": "eventspec-runtime", "type": "module" }');
  return directory;
}

/** The programs that the documentation of `Seen` shows. */
function stores() {
  return [...seenExamples()].map(([name, text]) => {
    const path = join(scratch, `${name}.mts`);
    writeFileSync(path, `import type { Seen } from "eventspec-runtime/runtime/delivery.js";\n\n${text}`);
    return path;
  });
}

/** Checks a package, or all below a directory, and the programs. */
function check(packageDir, programs, compilers, isMany = false) {
  const directory = resolve(packageDir);
  const name = isMany ? undefined : JSON.parse(readFileSync(join(directory, "package.json"), "utf8")).name;
  const modules = readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(?:js|d\.c?ts)$/.test(path))
    .map((path) => join(directory, path));
  const module = (entry) => ({ [`${name}/${entry}`]: [join(directory, `${entry}.d.ts`)] });
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
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      module: "nodenext",
      target: "es2022",
      lib: ["esnext", "dom"],
      types: [],
      // Below the package is what it does not export, too.
      paths: isMany ? {} : { [name]: [join(directory, "index.d.ts")], ...module("delivery"), ...module("samples"), [`${name}/*`]: [join(directory, "*")] },
    },
    // Named one by one: patterns leave out a `.js` that has a `.d.ts` beside it.
    files: [...modules, ...programs.map((path) => resolve(path))],
  };
  const project = join(scratch, "tsconfig.json");
  writeFileSync(project, JSON.stringify(config));
  for (const compiler of compilers) {
    const tsc = join(here, "node_modules", compiler, "bin/tsc");
    const version = spawnSync(process.execPath, [tsc, "--version"], { encoding: "utf8" }).stdout.trim();
    const { status } = spawnSync(process.execPath, [tsc, "-p", project], { stdio: "inherit" });
    console.log(`${status === 0 ? "ok" : "errors"} under TypeScript ${version}`);
    if (status !== 0) process.exitCode = 1;
  }
}
