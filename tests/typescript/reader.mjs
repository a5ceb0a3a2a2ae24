/**
 * The TypeScript SDK as the Rust tests drive it: a request a line on standard input, an answer a line on standard
 * output, in order.
 *
 * Request: `{ "package": DIRECTORY, "event": NAME, "text": PAYLOAD }`, or `"base64"` for `"text"` where the payload is
 * not text.
 * Answer: `{ "ok": true, "name", "known", "encoded", "deviations": [{ "class", "path", "seen" }], "places": [[STATE, JSON]],
 * "unknown": [KEY] }`, where `places` is what is read at the path of each deviation, or
 * `{ "ok": false, "class", "offset", "line", "column" }`.
 */

import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

for await (const line of createInterface({ input: process.stdin })) {
  const { package: directory, event, text, base64 } = JSON.parse(line);
  const sdk = await import(pathToFileURL(resolve(directory, "index.js")).href);
  const result = sdk.decode(event, base64 === undefined ? text : Buffer.from(base64, "base64"));
  process.stdout.write(`${JSON.stringify(result.ok ? decoded(result.event) : refused(result.error))}\n`);
}

function decoded(event) {
  const { name, known, raw, deviations, unknownFields = [] } = event;
  const places = known ? deviations.map(({ path }) => event.at(path)).map(({ state, json = null }) => [state, json]) : [];
  return { ok: true, name, known, encoded: raw, deviations, places, unknown: unknownFields.map(({ key }) => key.toWellFormed()) };
}

function refused({ class: cls, offset, line, column }) {
  return { ok: false, class: cls, offset, line, column };
}
