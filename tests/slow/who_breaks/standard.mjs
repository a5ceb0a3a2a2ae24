/**
 * The generated event types as Standard Schemas, as the Rust tests drive them: a request a line on standard input, an
 * answer a line on standard output, in order.
 *
 * Request: `{ "package": DIRECTORY, "event": NAME, "text": PAYLOAD }`. Answer: `{ "answer": "fine", "states": { KEY: STATE } }`,
 * `"unknown"` for a name that no event type has, or `"refused: MESSAGE"`; the states are those of the known fields.
 */

import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

for await (const line of createInterface({ input: process.stdin })) {
  const { package: directory, event, text } = JSON.parse(line);
  const sdk = await import(pathToFileURL(resolve(directory, "index.js")).href);
  const type = Object.values(sdk).find((value) => value?.["~standard"] && [value.name, ...value.aliases].includes(event));
  const payload = JSON.parse(text);
  const answer = type ? judge(type, payload) : "unknown";
  process.stdout.write(`${JSON.stringify({ answer, states: states(sdk.decode(event, text).event, payload) })}\n`);
}

function judge(type, payload) {
  const { issues } = type["~standard"].validate(payload);
  return issues?.length ? `refused: ${issues[0].message}` : "fine";
}

function states(event, payload) {
  return event?.known ? Object.fromEntries(Object.keys(payload).map((key) => [key, event.field(key)?.state])) : {};
}
