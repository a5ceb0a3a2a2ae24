/**
 * Reads an AsyncAPI and an OpenAPI document with the parsers that others use.
 *
 *     node apis.mjs ASYNCAPI.json OPENAPI.json
 *
 * Prints { faults: [...], messages, webhooks }.
 */

import { readFileSync } from "node:fs";

import { Parser } from "@asyncapi/parser";
import { Validator } from "@seriousme/openapi-schema-validator";

const [asyncapi, openapi] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, "utf8")));

/** The AsyncAPI parser puts a key `__proto__` on the prototype of its copy and stumbles over it; the document is right. */
const withoutProto = (value) => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutProto);
  const members = Object.entries(value).filter(([key]) => key !== "__proto__");
  return Object.fromEntries(members.map(([key, member]) => [key, withoutProto(member)]));
};

const { document, diagnostics } = await new Parser().parse(JSON.stringify(withoutProto(asyncapi)));
const faults = diagnostics.map(({ code, message, path }) => `asyncapi: ${code} at ${path.join("/")}: ${message}`);
if (!document) faults.push("asyncapi: there is no document");

const { valid, errors } = await new Validator().validate(openapi);
if (!valid) faults.push(`openapi: ${JSON.stringify(errors)}`);

const messages = document?.messages().all().length ?? 0;
process.stdout.write(JSON.stringify({ faults, messages, webhooks: Object.keys(openapi.webhooks).length }));
