/** Requests that nobody would send in good faith: none passes that is not signed, and none makes a receiver throw. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { delivery, deliveryTable, hmac, named, presets, receiver, runtime, signature, types } from "./presets.mjs";

const { decoder } = await import(new URL("runtime.js", runtime).href);
const decode = decoder([]);

/** Numbers that are the same in every run. */
function random(seed) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return { below: (n) => Math.floor(next() * n), pick: (list) => list[Math.floor(next() * list.length)] };
}

/** Every text or body that differs in one bit. */
function* flips(bytes) {
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Uint8Array.from(bytes);
    flipped[bit >> 3] ^= 1 << (bit & 7);
    yield flipped;
  }
}

const latin1 = (bytes) => String.fromCharCode(...bytes);
const BODY = Buffer.from(JSON.stringify({ type: "order", total: 12, note: "x".repeat(275) }));

for (const algorithm of ["sha1", "sha256", "sha512"]) {
  test(`no bit of a code or of what is signed can change: ${algorithm}`, async () => {
    let count = 0;
    for (const [capture, encoding] of [["hex", "hex"], ["hex-upper", "hex"], ["base64", "base64"], ["base64url", "base64url"]]) {
      const receive = receiver({ signatures: [signature({ algorithm: `hmac-${algorithm}`, parts: [{ literal: "", capture }] })] }, { secrets: ["secret"] });
      const written = hmac(algorithm, "secret", encoding, BODY);
      const code = capture === "hex-upper" ? written.toUpperCase() : written;
      assert.ok((await receive({ headers: { "x-signature": code }, body: BODY })).ok);
      const refused = async (header, body) => {
        const { ok, error } = await receive({ headers: { "x-signature": header }, body });
        assert.equal(ok, false);
        assert.ok(error.class === "wrong_signature" || error.class === "missing_signature", error.class);
        count += 1;
      };
      for (const flipped of flips(Buffer.from(code))) await refused(latin1(flipped), BODY);
      for (const flipped of flips(BODY)) await refused(code, flipped);
    }
    assert.ok(count >= 10_000, String(count));
  });
}

test("no bit of the headers of a signature can change", async () => {
  const secret = Buffer.from("0123456789abcdef").toString("base64");
  const receive = delivery(deliveryTable(presets.standardWebhooks), types)({ secrets: [secret] });
  const now = 1_700_000_000_000;
  const code = hmac("sha256", Buffer.from("0123456789abcdef"), "base64", "msg_1.1700000000.", BODY);
  const headers = { "webhook-id": "msg_1", "webhook-timestamp": "1700000000", "webhook-signature": `v1,${code}` };
  assert.ok((await receive({ headers, body: BODY }, { now })).ok);
  for (const [name, value] of Object.entries(headers)) {
    for (const flipped of flips(Buffer.from(value))) {
      assert.equal((await receive({ headers: { ...headers, [name]: latin1(flipped) }, body: BODY }, { now })).ok, false, latin1(flipped));
    }
  }
});

test("no bit of a token can change", async () => {
  for (const form of ["secret", "sha256-hex", "base64"]) {
    const receive = receiver({ signatures: [{ name: "token", at: { header: "a" }, equals: { literal: "Bearer ", form } }] }, { secrets: ["secret"] });
    const token = `Bearer ${{ secret: "secret", "sha256-hex": "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b", base64: "c2VjcmV0" }[form]}`;
    assert.ok((await receive({ headers: { a: token }, body: BODY })).ok);
    for (const flipped of flips(Buffer.from(token))) assert.equal((await receive({ headers: { a: latin1(flipped) }, body: BODY })).ok, false);
  }
});

const FRAGMENTS = ["{", "}", "[", "]", ",", ":", '"', "\\", '"type"', '"order"', '"data":', "1", "-", "1e5", "01", "true", "tru", "null", " ", "\n", "\r\n", "ü", "\ud83d", "\u0000", "\\u12", '"\\ud83d"', "a=b", "&", "%", "%ff", "%5B", "a[b]", "a[]", "=", "+", '{"type":"order"}', '[{"type":"order"},1]', '{"data":[{"type":"x"}]}', '{"data":"[{}]"}'];
const HEADERS = ["content-type", "ce-specversion", "ce-type", "ce-", "x-signature", "webhook-id", "webhook-timestamp", "webhook-signature", "stripe-signature", "X-Event", "__proto__", "constructor", ""];
const VALUES = ["", " ", "\t", "1", "t=1", "t=1,v1=00", ",", ",,,,", "v1,", "v1,AA==", "\u0000", "ü", "application/json", "application/cloudevents+json", "application/cloudevents-batch+json", "text/plain; charset=x", ";", "%", "%ff", "1700000000", "99999999999999999999", "order"];

test("a receiver never throws", async () => {
  const { below, pick } = random(1);
  const text = () => Array.from({ length: below(12) }, () => pick(FRAGMENTS)).join("");
  const tables = [
    ...Object.values(presets),
    ...[null, [], ["data"], ["data", "0"], ["0"], [""]].flatMap((events) => ["json", "json-lines", "form", "cloudevents"].map((body) => ({ ...presets.cloudEvents, body, events, event: [named({ header: "x-event" }, ".", { query: "k" }), named({ payload: ["type"] }), named({ body: ["data", "0", "type"] })], sentAt: { at: { payload: ["data"] }, type: "unix" } }))),
  ];
  const receivers = tables.flatMap((table) => {
    const build = delivery(deliveryTable(table), types);
    const [signed] = table.signatures;
    return [build({ unverified: true, maxDepth: 3 }), build({ unverified: true, maxBytes: 20 }), ...(signed === undefined ? [] : [build({ secrets: ["AAAA"] })])];
  });
  const classes = new Set();
  for (let i = 0; i < 40_000; i += 1) {
    const headers = Array.from({ length: below(5) }, () => [pick(HEADERS), pick(VALUES)]);
    const body = below(4) === 0 ? Uint8Array.from({ length: below(30) }, () => below(256)) : text();
    const request = { method: pick(["POST", "", undefined]), url: pick([undefined, "", "?", `?${text()}`, `https://x/?k=${text()}#${text()}`]), headers: below(2) === 0 ? headers : Object.fromEntries(headers), body };
    const result = await pick(receivers)(request, { now: pick([0, -1, 1.7e12, 1e300]) });
    classes.add(result.error?.class);
    if (!result.ok) continue;
    for (const { event, name, index } of result.events) {
      assert.deepEqual(event.payload, JSON.parse(event.raw));
      assert.ok(name !== "" && index >= 0 && event.deviations.length >= 0);
    }
  }
  for (const cls of ["malformed_signature", "missing_signature", "no_events", "no_name", "not_an_object", "not_utf8", "syntax", "too_deep", "too_large", "wrong_signature"]) {
    assert.ok(classes.has(cls), cls);
  }
});

test("a body is split where JSON.parse splits it, and refused where it refuses it", async () => {
  const { below, pick } = random(2);
  const scalars = ["1", "-0.5e-7", "12345678901234567890", '""', '"a\\"]\\\\"', '"ü😀"', "true", "null", '"{[,"', '"\\u005d"'];
  const value = (depth) => {
    if (depth === 0 || below(3) === 0) return pick(scalars);
    const items = Array.from({ length: below(4) }, () => value(depth - 1));
    const space = () => pick(["", "", " ", "\n\t"]);
    return below(2) === 0 ? `[${items.map((item) => space() + item + space()).join(",")}]` : `{${items.map((item) => `${space()}${pick(['"a"', '"data"', '"\\u0064ata"', '"b\\\\"'])}${space()}:${space()}${item}${space()}`).join(",")}}`;
  };
  const tokens = [[], ["data"], ["a", "data"]];
  const receivers = tokens.map((events) => receiver({ events, event: [named("order")] }));
  let [valid, invalid] = [0, 0];
  for (let i = 0; i < 60_000; i += 1) {
    const which = below(3);
    const array = `[${Array.from({ length: below(4) }, () => value(3)).join(" ,")}]`;
    let body = [array, `{"a":1,"data":${array}}`, `{"a":{"x":${value(2)},"data":${array} } }`][which];
    if (below(2) === 0) {
      const at = below(body.length);
      body = body.slice(0, at) + pick(["", ...FRAGMENTS.filter((part) => part.isWellFormed())]) + body.slice(at + below(3));
    }
    if (!body.isWellFormed()) continue;
    const result = await receivers[which]({ headers: {}, body });
    let parsed;
    try {
      parsed = JSON.parse(body);
    } catch {
      const { error } = decode("x", body);
      assert.deepEqual([result.error?.class, result.error?.offset], [error.class, error.offset], body);
      invalid += 1;
      continue;
    }
    valid += 1;
    const found = tokens[which].reduce((inside, token) => (inside !== null && typeof inside === "object" && Object.hasOwn(inside, token) ? inside[token] : undefined), parsed);
    const isObject = (item) => typeof item === "object" && item !== null && !Array.isArray(item);
    if (!Array.isArray(found) && !isObject(found)) {
      // A string may be the text of either.
      assert.ok(result.error?.class === "no_events" || typeof found === "string", body);
      continue;
    }
    const items = Array.isArray(found) ? found : [found];
    const got = [...result.events.map(({ index, event }) => [index, event.raw]), ...result.refused.map(({ index, raw }) => [index, raw])].sort(([a], [b]) => a - b);
    assert.deepEqual(got.map(([, raw]) => JSON.parse(raw)), items, body);
    assert.ok(got.every(([, raw]) => body.includes(raw)));
  }
  assert.ok(valid > 10_000 && invalid > 10_000, `${valid} ${invalid}`);
});
