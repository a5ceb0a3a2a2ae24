// Validates payloads with ajv: a line {"schema": path, "text": payload} in, a line {"errors": [message]} out.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import Ajv07 from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

// Strict, but for the keywords of our own that only inform.
const OWN_KEYWORDS = /^x-/;
const validators = new Map();

function validatorOf(path) {
  if (!validators.has(path)) {
    const schema = JSON.parse(readFileSync(path, "utf8"));
    const Ajv = schema.$schema.includes("2020-12") ? Ajv2020.default : Ajv07.default;
    const ajv = new Ajv({ strict: true, allErrors: true, strictRequired: false, allowUnionTypes: true, ownProperties: true });
    addFormats.default(ajv);
    for (const keyword of ownKeywords(schema, new Set())) ajv.addKeyword(keyword);
    validators.set(path, ajv.compile(schema));
  }
  return validators.get(path);
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
