/**
 * The generated event types as Standard Schemas, as the Rust tests drive them: a request a line on standard input, an
 * answer a line on standard output, in order.
 *
 * Request: `{ "package": DIRECTORY, "event": NAME, "text": PAYLOAD, "field": KEY }`, the last of them optional. Answer:
 * `{ "answer": "fine", "state": STATE_OF_THE_FIELD }`; the answer is `"unknown"` for a name that no event type has, or
 * `"refused: MESSAGE"`.
 */

import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

for await (const line of createInterface({ input: process.stdin })) {
  const { package: directory, event, text, field } = JSON.parse(line);
  const sdk = await import(pathToFileURL(resolve(directory, "index.js")).href);
  const type = Object.values(sdk).find((value) => value?.["~standard"] && [value.name, ...value.aliases].includes(event));
  const answer = type ? judge(type, JSON.parse(text)) : "unknown";
  const { event: decoded } = sdk.decode(event, text);
  const state = field && decoded?.known ? decoded.field(field).state : undefined;
  process.stdout.write(`${JSON.stringify({ answer, state })}\n`);
}

function judge(type, payload) {
  const { issues } = type["~standard"].validate(payload);
  return issues?.length ? `refused: ${issues[0].message}` : "fine";
}
