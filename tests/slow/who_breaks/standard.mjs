/**
 * The generated event types as Standard Schemas, as the Rust tests drive them: a request a line on standard input, an
 * answer a line on standard output, in order.
 *
 * Request: `{ "package": DIRECTORY, "event": NAME, "text": PAYLOAD }`. Answer: `{ "answer": "fine" }`, `"unknown"` for a
 * name that no event type has, or `"refused: MESSAGE"`.
 */

import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

for await (const line of createInterface({ input: process.stdin })) {
  const { package: directory, event, text } = JSON.parse(line);
  const sdk = await import(pathToFileURL(resolve(directory, "index.js")).href);
  const type = Object.values(sdk).find((value) => value?.["~standard"] && [value.name, ...value.aliases].includes(event));
  process.stdout.write(`${JSON.stringify({ answer: type ? judge(type, JSON.parse(text)) : "unknown" })}\n`);
}

function judge(type, payload) {
  const { issues } = type["~standard"].validate(payload);
  return issues?.length ? `refused: ${issues[0].message}` : "fine";
}
