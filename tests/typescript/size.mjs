/**
 * What a bundle has of a generated package: all of it where all is imported, and of one event only what that event is
 * made of. Prints the sizes, minified and gzipped; fails where one event brings another's table.
 *
 *     node size.mjs [PACKAGE]      default: the Nector package
 */

import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const directory = resolve(process.argv[2] ?? fileURLToPath(new URL("../../generated/typescript", import.meta.url)));
const index = JSON.stringify(join(directory, "index.js"));
const exported = await import(pathToFileURL(join(directory, "index.js")).href);
/** The wire name of each event type that the package exports. */
const names = new Map(Object.entries(exported).filter(([, value]) => "~standard" in value).map(([key, { name }]) => [key, name]));

/** The minified text of a program. */
async function bundle(program) {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: directory, loader: "js" },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  return outputFiles[0].text;
}

const sizes = (text) => `${text.length} bytes, ${gzipSync(text, { level: 9 }).length} gzipped`;
const all = await bundle(`export * from ${index};`);
const ones = new Map();
for (const name of names.keys()) ones.set(name, await bundle(`export { ${name} } from ${index};`));
const byLength = [...ones].sort(([, a], [, b]) => a.length - b.length);
console.log(`all events:         ${sizes(all)}`);
console.log(`the largest event:  ${sizes(byLength.at(-1)[1])} (${byLength.at(-1)[0]})`);
console.log(`the smallest event: ${sizes(byLength[0][1])} (${byLength[0][0]})`);

for (const [key, text] of ones) {
  assert.ok(text.length < all.length, `${key} alone is as large as all`);
  const others = [...names].filter(([, name]) => text.includes(`(${JSON.stringify(name)},`));
  assert.deepEqual(others.map(([other]) => other), [key], `the bundle of ${key} has other events`);
}
