/**
 * How long it takes to receive a signed order of 2 KB, beside what a handler without an SDK does: verifying it by hand, and parsing
 * it then.
 *
 *     node receive.mjs [ROUNDS]      default 60
 *
 * Prints microseconds a request, of the fastest round of each, so other programs on the machine cost patience rather than truth. The
 * rounds alternate.
 */

import { webcrypto } from "node:crypto";

import { delivery, deliveryTable, hmac, presets, row, runtime, types } from "../presets.mjs";

const { readRequest } = await import(new URL("runtime/delivery/request.js", runtime).href);
const { senderOf } = await import(new URL("runtime/delivery/sender.js", runtime).href);

const { decoder } = await import(new URL("runtime.js", runtime).href);

const decode = decoder(types);
const encoder = new TextEncoder();
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const ROUNDS = Number(process.argv[2] ?? 60);
const REQUESTS = 200;
const SECRET = "a secret of 32 characters, or so";

const items = Array.from({ length: 12 }, (_, i) => ({ sku: `SKU-${1000 + i}`, name: `Product number ${i} of the catalogue`, quantity: i + 1, price: `${i * 7}.50`, taxable: true }));
const text = JSON.stringify({ id: "evt_1", type: "order", created: 1_700_000_000, total: 849.5, customer: { email: "a@example.com", name: "Asha" }, items });
const body = new TextEncoder().encode(text.replace('"Asha"', `"Asha${"a".repeat(Math.max(0, 2048 - text.length))}"`));
const time = Math.floor(Date.now() / 1000);
const request = { method: "POST", url: "/hook", headers: { "content-type": "application/json", "user-agent": "Vendor/1.0", "stripe-signature": `t=${time},v1=${hmac("sha256", SECRET, "hex", `${time}.`, body)}` }, body };

const receive = delivery(deliveryTable(presets.stripe), types)({ secrets: [SECRET] });
const sender = senderOf(presets.stripe, { secrets: [SECRET] });
const unverified = delivery(deliveryTable(row({ ...presets.stripe })), types)({ unverified: true });
const key = await webcrypto.subtle.importKey("raw", new TextEncoder().encode(SECRET), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

/**
 * What a handler without an SDK does, as fast as it can be done: the key is imported once, and nothing is copied but what is signed.
 *
 * @returns {Promise<boolean>}
 */
async function verifyByHand() {
  let seconds = "";
  let code = "";
  for (const part of request.headers["stripe-signature"].split(",")) {
    if (part.startsWith("t=")) seconds = part.slice(2);
    else if (part.startsWith("v1=")) code = part.slice(3);
  }
  const prefix = encoder.encode(`${seconds}.`);
  const signed = new Uint8Array(prefix.length + request.body.length);
  signed.set(prefix);
  signed.set(request.body, prefix.length);
  const expected = Buffer.from(await webcrypto.subtle.sign("HMAC", key, signed)).toString("hex");
  let difference = expected.length ^ code.length;
  for (let i = 0; i < code.length; i += 1) difference |= expected.charCodeAt(i) ^ code.charCodeAt(i);
  return difference === 0 && Math.abs(Date.now() - Number(seconds) * 1000) <= 300_000;
}

/** Each says whether it did what it should. */
const ways = [
  ["verify by hand", verifyByHand],
  ["verify by hand, parse", async () => (await verifyByHand()) && JSON.parse(utf8.decode(request.body)).type === "order"],
  ["one HMAC of WebCrypto", async () => (await webcrypto.subtle.sign("HMAC", key, body)).byteLength === 32],
  ["one HMAC of `node:crypto`", async () => hmac("sha256", SECRET, "hex", body).length === 64],
  [
    "the SDK: verify alone",
    async () => {
      const read = await readRequest(request);
      return (await sender({ request: read, endpoint: read.url, json: undefined, shared: new Map(), event: undefined }, Date.now())) === undefined;
    },
  ],
  ["the SDK: decode alone", async () => decode("order", body).ok],
  ["the SDK: receive", async () => (await receive(request)).ok],
  ["the SDK: receive, deviations", async () => (await receive(request)).events[0].event.deviations.length > 0],
  ["the SDK: receive, not verified", async () => (await unverified(request)).ok],
];

const best = ways.map(() => Infinity);
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [way, [name, run]] of ways.entries()) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < REQUESTS; i += 1) if (!(await run())) throw new Error(name);
    best[way] = Math.min(best[way], Number(process.hrtime.bigint() - start) / REQUESTS / 1000);
  }
}
console.log(`Node.js ${process.versions.node}; ${body.length} bytes\n\n| | µs | x verify by hand |\n|---|---|---|`);
ways.forEach(([name], way) => console.log(`| ${name} | ${best[way].toFixed(1)} | ${(best[way] / best[0]).toFixed(2)} |`));
