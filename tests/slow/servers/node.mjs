/** What axum.rs is, on `node:http`. */

import { createWriteStream } from "node:fs";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";

import { memorySeen, webhookTill } from "../../cases/shop/expected/typescript/delivery.js";

const receive = webhookTill({ secrets: [process.env.SHOP_SECRET] });
const seen = memorySeen({ max: 100_000, maxAge: 24 * 60 * 60 * 1000 });
const file = createWriteStream(process.argv[2]);
const append = promisify(file.write.bind(file));
/** @type {Record<string, number>} */
const counts = {};
const count = (what) => void (counts[what] = (counts[what] ?? 0) + 1);

/** Handles an event unless that was done before; the status to answer with. */
async function once({ event, id, name }) {
  const state = await seen.begin(id);
  if (state !== "new") {
    count(state === "done" ? "repeated" : state);
    return state === "done" ? 200 : 503;
  }
  try {
    await append(`${JSON.stringify([id, name, event.raw])}\n`);
    count(event.known ? "known" : "unknown");
    await seen.done(id);
    return 200;
  } catch {
    await seen.release(id);
    return 500;
  }
}

async function answer(request) {
  if (request.url === "/counts") return [200, JSON.stringify(counts)];
  const { method, url, headers } = request;
  const delivery = await receive({ method, url, headers, body: await buffer(request) });
  if (!delivery.ok) {
    count(delivery.error.class);
    return [delivery.error.status, ""];
  }
  return [Math.max(200, ...(await Promise.all(delivery.events.map(once)))), ""];
}

const server = createServer(async (request, response) => {
  const [status, text] = await answer(request);
  response.statusCode = status;
  response.end(text);
});
server.listen(0, "127.0.0.1", () => console.log(`127.0.0.1:${server.address().port}`));
