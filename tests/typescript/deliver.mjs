/**
 * Receivers of the TypeScript SDK as the Rust tests drive them: a vector a line on standard input, an answer a line on standard
 * output, in order.
 *
 * Request: `{ "package": DIRECTORY, "delivery": NAME, "vector": LINE }`, the line as `vectors/README.md` describes it.
 * Answer: `{ "events": [{ "index", "name", "event", "id", "text" }], "refused": [{ "index", "class", "offset" }], "challenge" }`, or
 * `{ "rejected": { "class", "signature", "place", "offset" } }`.
 */

import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";

for await (const line of createInterface({ input: process.stdin })) {
  const { package: directory, delivery, vector } = JSON.parse(line);
  const sdk = await import(pathToFileURL(resolve(directory, "delivery.js")).href);
  const { secrets, now, max_bytes: maxBytes, max_events: maxEvents, request } = vector;
  const sender = secrets === undefined ? { unverified: true } : { secrets };
  const receive = sdk[delivery]({ ...sender, maxBytes, maxEvents });
  const { method, url, headers, body = Buffer.from(request.body_hex ?? "", "hex") } = request;
  const result = await receive({ method, url, headers, body }, { now });
  const { decode } = sdk[delivery];
  // The body alone has the same events, whoever sent it.
  const alone = decode && result.ok && body.length > 0 ? decode(body, { maxBytes, maxEvents }) : result;
  const isSame = !alone.ok || isDeepStrictEqual(withoutIds(alone), withoutIds(result));
  const answer = alone.ok && isSame ? delivered(result) : rejected(alone.error ?? { class: "the body alone is read differently" });
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

/** What does not depend on headers. */
function withoutIds(delivery) {
  const { events, ...others } = delivered(delivery);
  return { events: events.map((event) => ({ ...event, id: undefined })), ...others };
}

function delivered({ events, refused, challenge }) {
  return {
    events: events.map(({ index, name, event, id }) => ({ index, name, ...(event.known && { event: event.name }), id, text: event.raw })),
    refused: refused.map(({ index, error: { class: cls, offset } }) => ({ index, class: cls, offset })),
    challenge,
  };
}

function rejected({ class: cls, signature, place, offset }) {
  return { rejected: { class: cls, signature, place, offset } };
}
