/** The validators that the bench compares with, each made from the emitted JSON Schema of every event. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { Compile } from "typebox/compile";
import * as v from "valibot";
import { z } from "zod";

/** What was measured. */
export const versions = ["ajv", "typebox", "valibot", "zod"].map((name) => {
  const manifest = new URL(`node_modules/${name}/package.json`, import.meta.url);
  return `${name} ${JSON.parse(readFileSync(manifest, "utf8")).version}`;
});

/** Validators by name; each takes an event and a parsed payload and finds all that is wrong with it. */
export async function validators(schemas) {
  const ajv = await ajvStandalone(schemas);
  const compiled = each(schemas, (schema) => Compile(schema));
  const valibot = each(schemas, valibotSchema);
  const zod = each(schemas, (schema) => z.fromJSONSchema(schema));
  return [
    ["ajv, standalone code", (event, value) => ajv.get(event)(value)],
    ["typebox, compiled", (event, value) => compiled.get(event).Check(value) || compiled.get(event).Errors(value)],
    ["zod", (event, value) => zod.get(event).safeParse(value)],
    ["valibot", (event, value) => v.safeParse(valibot.get(event), value)],
  ];
}

function each(schemas, make) {
  return new Map([...schemas].map(([event, schema]) => [event, make(schema)]));
}

/** Code as `ajv compile` writes it, in a module of its own. */
async function ajvStandalone(schemas) {
  const options = { allErrors: true, strict: false, validateFormats: true, code: { source: true, esm: true } };
  const folder = new URL("node_modules/.ajv/", import.meta.url);
  mkdirSync(fileURLToPath(folder), { recursive: true });
  const validate = new Map();
  for (const [event, schema] of schemas) {
    const ajv = new Ajv2020.default(options);
    addFormats.default(ajv);
    const code = standaloneCode.default(ajv, ajv.compile(schema));
    const file = fileURLToPath(new URL(`${event}.mjs`, folder));
    // ajv writes `require` even where it is asked for an ES module.
    writeFileSync(file, `import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\n${code}`);
    validate.set(event, (await import(pathToFileURL(file).href)).default);
  }
  return validate;
}

/** The same schema in valibot; what the bundled catalogue has of JSON Schema, and nothing else. */
function valibotSchema({ properties, required = [], $defs = {} }) {
  const members = Object.entries(properties).map(([key, property]) => {
    const value = valibotValue(property, $defs);
    return [key, required.includes(key) ? value : v.optional(value)];
  });
  return v.looseObject(Object.fromEntries(members));
}

function valibotValue({ type, format, pattern, oneOf, const: only, $ref: reference }, definitions) {
  if (reference !== undefined) return valibotValue(definitions[reference.split("/").at(-1)], definitions);
  if (oneOf !== undefined) return v.union(oneOf.map((one) => valibotValue(one, definitions)));
  if (only !== undefined) return v.literal(only);
  if (type === "number") return v.number();
  if (type === "boolean") return v.boolean();
  if (type !== "string") throw new Error(`no valibot schema for type ${type}`);
  if (pattern !== undefined) return v.pipe(v.string(), v.regex(new RegExp(pattern)));
  const formats = { uri: v.url(), email: v.email(), uuid: v.uuid(), "date-time": v.isoTimestamp() };
  return format === undefined ? v.string() : v.pipe(v.string(), formats[format]);
}
