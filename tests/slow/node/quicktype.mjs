/**
 * Makes TypeScript with quicktype, its own checks at run time included.
 *
 *     node quicktype.mjs DIRECTORY SCHEMA...      writes DIRECTORY/<name of the schema>.ts, which exports `Payload`
 */

import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { InputData, JSONSchemaInput, quicktype } from "quicktype-core";

const [directory, ...schemas] = process.argv.slice(2);
for (const path of schemas) {
  const schema = new JSONSchemaInput(undefined);
  await schema.addSource({ name: "Payload", schema: readFileSync(path, "utf8") });
  const inputData = new InputData();
  inputData.addInput(schema);
  const { lines } = await quicktype({ inputData, lang: "typescript" });
  writeFileSync(join(directory, `${basename(path, ".schema.json")}.ts`), lines.join("\n"));
}
