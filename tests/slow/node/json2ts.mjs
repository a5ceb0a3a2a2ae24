/**
 * Makes TypeScript with json-schema-to-typescript.
 *
 *     node json2ts.mjs DIRECTORY SCHEMA...      writes DIRECTORY/<name of the schema>.ts
 */

import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { compile } from "json-schema-to-typescript";

const [directory, ...schemas] = process.argv.slice(2);
for (const path of schemas) {
  const code = await compile(JSON.parse(readFileSync(path, "utf8")), "Payload");
  writeFileSync(join(directory, `${basename(path, ".schema.json")}.ts`), code);
}
