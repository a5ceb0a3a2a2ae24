// Validates payloads with ajv: a line {"schema": path, "text": payload} in, a line {"errors": [message]} out.
import { readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import Ajv07 from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

// Strict, but for the keywords of our own that only inform.
const OWN_KEYWORDS = /^x-/;
const folders = new Map();

function validatorOf(path) {
  const folder = dirname(path);
  if (!folders.has(folder)) folders.set(folder, schemasOf(folder));
  const { ajv, ids } = folders.get(folder);
  return ajv.getSchema(ids.get(basename(path)));
}

/** All schemas of a folder, which refer to each other. */
function schemasOf(folder) {
  const files = readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(join(folder, file), "utf8"))]);
  const schemas = files.map(([, schema]) => schema);
  const Ajv = schemas[0].$schema.includes("2020-12") ? Ajv2020.default : Ajv07.default;
  const ajv = new Ajv({ strict: true, allErrors: true, strictRequired: false, allowUnionTypes: true, ownProperties: true });
  addFormats.default(ajv);
  for (const keyword of ownKeywords(schemas, new Set())) ajv.addKeyword(keyword);
  ajv.addSchema(schemas);
  return { ajv, ids: new Map(files.map(([file, schema]) => [file, schema.$id])) };
}

function ownKeywords(value, found) {
  if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (OWN_KEYWORDS.test(key)) found.add(key);
      ownKeywords(inner, found);
    }
  }
  return found;
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const { schema, text } = JSON.parse(line);
  const validate = validatorOf(schema);
  validate(JSON.parse(text));
  const errors = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  console.log(JSON.stringify({ errors }));
}
