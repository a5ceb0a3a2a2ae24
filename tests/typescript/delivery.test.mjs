/** The receivers of deliveries against the delivery contract: who is the sender, and what a request is rejected for. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";

import { build } from "esbuild";

import { delivery, deliveryTable, hmac, memorySeen, named, presets, receiver, row, runtime, signature, types } from "./presets.mjs";

const NOW = 1_700_000_000_000;
const SECONDS = NOW / 1000;
const SECRET = "s3cret";
const BODY = '{"type":"order","total":12}';
const bytes = (text) => new TextEncoder().encode(text);

/** Class of the rejection, or the names of the events. */
async function outcome(receive, request, now = NOW) {
  const result = await receive(request, { now });
  if (result.ok) return result.events.map(({ name }) => name);
  assert.doesNotMatch(result.error.message, /undefined|NaN|s3cret/);
  return result.error.class;
}

const stripe = delivery(deliveryTable(presets.stripe), types)({ secrets: [SECRET] });
const stripeCode = (body = BODY, time = SECONDS, secret = SECRET) => hmac("sha256", secret, "hex", `${time}.`, body);
const stripeRequest = (header, body = BODY) => ({ headers: { "Stripe-Signature": header }, body });

test("a signed request gives its event", async () => {
  const result = await stripe(stripeRequest(`t=${SECONDS},v1=${stripeCode()}`), { now: NOW });
  assert.ok(result.ok);
  const [{ event, name, index, id, sentAt }] = result.events;
  assert.deepEqual([event.name, event.known, event.raw, event.payload.total], ["order", true, BODY, 12]);
  assert.deepEqual([name, index, id, sentAt, result.refused], ["order", 0, undefined, undefined, []]);
});

test("every kind of request and body", async () => {
  const header = `t=${SECONDS},v1=${stripeCode()}`;
  const url = "https://example.com/hook";
  for (const request of [
    new Request(url, { method: "POST", headers: { "stripe-signature": header }, body: BODY }),
    { headers: new Headers({ "stripe-signature": header }), body: bytes(BODY) },
    { headers: new Map([["STRIPE-signature", header]]), body: Buffer.from(BODY) },
    { headers: [["stripe-signature", header]], body: bytes(BODY).buffer },
    { headers: { "stripe-signature": [header], other: undefined }, body: bytes(` ${BODY}`).subarray(1) },
  ]) {
    assert.deepEqual(await outcome(stripe, request), ["order"]);
  }
});

test("a body that somebody has parsed or read is refused in words", async () => {
  const used = new Request("https://example.com", { method: "POST", body: BODY });
  await used.text();
  for (const request of [used, { headers: {}, body: { type: "order" } }, { headers: {}, body: undefined }, { headers: {}, body: null }, { headers: {}, body: [1] }]) {
    const { ok, error } = await stripe(request, { now: NOW });
    assert.equal(ok, false);
    assert.deepEqual([error.class, error.status], ["unreadable_body", 500]);
    assert.match(error.message, /pass its raw bytes/);
  }
});

test("classes, their status and their order", async () => {
  const code = stripeCode();
  const signed = (body, time = SECONDS) => stripeRequest(`t=${time},v1=${stripeCode(body, time)}`, body);
  const small = delivery(deliveryTable(presets.stripe), types)({ secrets: [SECRET], maxBytes: 30, maxDepth: 2 });
  for (const [request, cls, status, offset] of [
    [{ headers: {}, body: "x".repeat(31) }, "too_large", 413],
    [{ headers: {}, body: BODY }, "missing_signature", 401],
    [stripeRequest(" \t "), "missing_signature", 401],
    [stripeRequest("t=1,v1=ü"), "missing_signature", 401],
    [stripeRequest("v1=00"), "malformed_signature", 401],
    [stripeRequest(`t=${SECONDS}`), "malformed_signature", 401],
    [stripeRequest(`t=${SECONDS},v0=${code}`), "malformed_signature", 401],
    [stripeRequest(`t=${SECONDS},t=${SECONDS},v1=${code}`), "malformed_signature", 401],
    [stripeRequest(`t=,v1=${code}`), "malformed_signature", 401],
    [stripeRequest(`t=-1,v1=${code}`), "malformed_signature", 401],
    [stripeRequest(`t=1.5,v1=${code}`), "malformed_signature", 401],
    [stripeRequest(`t=1234567890123456,v1=${code}`), "malformed_signature", 401],
    [stripeRequest(`t=${SECONDS}${",v1=00".repeat(17)}`), "malformed_signature", 401],
    [stripeRequest(`t=${SECONDS}${",v1=00".repeat(16)}`), "wrong_signature", 401],
    [stripeRequest(`t=${SECONDS},v1=`), "wrong_signature", 401],
    // A wrong code comes before a time that is stale, and both before what the body is.
    [stripeRequest(`t=1,v1=${code}`, "{"), "wrong_signature", 401],
    [signed("{", SECONDS - 301), "stale", 401],
    [signed("{", SECONDS + 301), "future", 401],
    [signed(new Uint8Array([0x7b, 0xff])), "not_utf8", 400, 1],
    [signed("{"), "syntax", 400, 1],
    [signed('{"a":[[]]}'), "too_deep", 400, 6],
    [signed(" [1]"), "not_an_object", 400, 1],
    [signed("{}"), "no_name", 400],
    [signed('{"type":""}'), "no_name", 400],
  ]) {
    const result = await small(request, { now: NOW });
    assert.deepEqual([result.ok, result.error?.class, result.error?.status, result.error?.offset], [false, cls, status, offset], JSON.stringify(request));
  }
});

test("a difference that is equal to the tolerance passes", async () => {
  const request = stripeRequest(`t=${SECONDS},v1=${stripeCode()}`);
  for (const [now, expected] of [
    [NOW + 300_000, ["order"]],
    [NOW + 300_000.9, ["order"]],
    [NOW + 300_001, "stale"],
    [NOW - 300_000, ["order"]],
    [NOW - 300_001, "future"],
  ]) {
    assert.deepEqual(await outcome(stripe, request, now), expected);
  }
  const far = stripeRequest(`t=999999999999999,v1=${stripeCode(BODY, "999999999999999")}`);
  assert.equal(await outcome(stripe, far), "future");
  await assert.rejects(stripe(request, { now: NaN }), TypeError);
});

test("times of other types, and without a tolerance", async () => {
  const receive = (type, tolerance) => receiver({ signatures: [signature({ signed: [{ whole: "time" }, { whole: "body" }], time: { at: { header: "x-time" }, type, tolerance } })] }, { secrets: [SECRET] });
  const request = (time) => ({ headers: { "x-time": time, "x-signature": hmac("sha256", SECRET, "hex", time, BODY) }, body: BODY });
  for (const [type, time, expected] of [
    ["unix_ms", String(NOW), ["order"]],
    ["unix_ms", String(NOW - 1001), "stale"],
    ["rfc3339", "2023-11-14T22:13:20Z", ["order"]],
    ["rfc3339", "2023-11-14T23:13:18.9999+01:00", "stale"],
    ["rfc3339", "2023-11-14T22:13:21.0009Z", ["order"]],
    ["rfc3339", "2023-11-14T22:13:21.001Z", "future"],
    ["rfc3339", "2023-11-14 22:13:20Z", "malformed_signature"],
    ["rfc2822", "Tue, 14 Nov 2023 22:13:20 GMT", ["order"]],
    ["rfc2822", "14 Nov 2023 22:13 GMT", "stale"],
  ]) {
    assert.deepEqual(await outcome(receive(type, 1), request(time)), expected, time);
  }
  assert.deepEqual(await outcome(receive("unix", null), request("0")), ["order"]);
  assert.equal(await outcome(receive("unix", null), request("0x")), "malformed_signature");
});

test("a time that is signed and not judged", async () => {
  const parts = [{ literal: "t=", capture: "time" }, { literal: "v1=", capture: "hex" }];
  const receive = receiver({ signatures: [signature({ split: ",", parts, signed: [{ whole: "time" }, { whole: "body" }] })] }, { secrets: [SECRET] });
  const code = `v1=${hmac("sha256", SECRET, "hex", "soon", BODY)}`;
  for (const [header, expected] of [[`t=soon,${code}`, ["order"]], [`t=late,${code}`, "wrong_signature"], [code, "malformed_signature"], [`t=soon,${code},t=soon`, "malformed_signature"]]) {
    assert.deepEqual(await outcome(receive, { headers: { "x-signature": header }, body: BODY }), expected);
  }
});

test("a rejection names the signature and the place that is missing", async () => {
  const code = signature({ signed: [{ header: "x-id" }, { query: "k" }, { whole: "method" }, { whole: "url" }], time: { at: { header: "x-time" }, type: "unix", tolerance: 1 } });
  const receive = receiver({ signatures: [code] }, { secrets: [SECRET] });
  const request = { headers: {}, body: BODY };
  for (const [place, add] of [
    ["{header:x-signature}", () => (request.headers["x-signature"] = "00")],
    ["{header:x-time}", () => (request.headers["x-time"] = "1")],
    ["{header:x-id}", () => (request.headers["x-id"] = "1")],
    ["{query:k}", () => (request.url = "/?k=1")],
    ["{method}", () => (request.method = "POST")],
  ]) {
    const { error } = await receive(request);
    assert.deepEqual([error.class, error.signature, error.place], ["missing_signature", "v1", place]);
    assert.ok(error.message.includes(place) && error.message.includes("v1"));
    add();
  }
  assert.equal(await outcome(receive, request), "wrong_signature");
});

test("the URL of the endpoint is that of the settings, else as requested", async () => {
  const code = signature({ signed: [{ whole: "method" }, " ", { whole: "url" }, "\n", { whole: "body" }] });
  const request = (url, signed) => ({ method: "POST", url, headers: { "x-signature": hmac("sha256", SECRET, "hex", `POST ${signed}\n${BODY}`) }, body: BODY });
  const requested = receiver({ signatures: [code] }, { secrets: [SECRET] });
  assert.deepEqual(await outcome(requested, request("/hook?a=1", "/hook?a=1")), ["order"]);
  const told = receiver({ signatures: [code] }, { secrets: [SECRET], url: "https://example.com/hook" });
  assert.deepEqual(await outcome(told, request("/hook?a=1", "https://example.com/hook")), ["order"]);
  assert.equal(await outcome(told, request("/hook?a=1", "/hook?a=1")), "wrong_signature");
});

test("headers are joined, compared without case and trimmed", async () => {
  const receive = receiver({ event: [named({ header: "x-name" })] });
  for (const [headers, expected] of [
    [{ "X-NAME": "\t order " }, ["order"]],
    [{ "x-name": ["a", "b"] }, ["a, b"]],
    [[["x-name", "a"], ["X-Name", "b"]], ["a, b"]],
    [{ "x-name": "a", "X-Name": " b" }, ["a,  b"]],
    [{ "x-name": "" }, "no_name"],
    [{ "x-name": " \t" }, "no_name"],
    [{ "x-name": "a\tb" }, "no_name"],
    [{ "x-name": "a\u007f" }, "no_name"],
    [{ "x-name": "\u00a0a" }, "no_name"],
    [{ "x-name": [] }, "no_name"],
    [{}, "no_name"],
  ]) {
    assert.deepEqual(await outcome(receive, { headers, body: "{}" }), expected, JSON.stringify(headers));
  }
});

test("the query of a URL", async () => {
  const receive = receiver({ event: [named({ query: "na me" })] });
  for (const [url, expected] of [
    ["/?na+me=a", ["a"]],
    ["/?na%20me=a+b%2Bc", ["a b+c"]],
    ["https://example.com/p?x=1&na%20me=%C3%BC&y#na me=2", ["ü"]],
    ["/?na me=ü", ["ü"]],
    ["/?na%20me=a=b", ["a=b"]],
    ["/?na%20me=%zz%4", ["%zz%4"]],
    ["/?na%20me=a?b", ["a?b"]],
    ["/?na%20me=%ff", "no_name"],
    ["/?na%20me=%ff&na%20me=a", "no_name"],
    ["/?na%20me=a&na+me=a", "no_name"],
    ["/?na%20me=", "no_name"],
    ["/?na%20me", "no_name"],
    ["/#?na%20me=a", "no_name"],
    ["/", "no_name"],
    [undefined, "no_name"],
  ]) {
    assert.deepEqual(await outcome(receive, { url, headers: {}, body: "{}" }), expected, url);
  }
});

test("every spelling of a code, and no other", async () => {
  for (const [algorithm, name] of [["sha1", "hmac-sha1"], ["sha256", "hmac-sha256"], ["sha512", "hmac-sha512"]]) {
    const hex = hmac(algorithm, SECRET, "hex", BODY);
    const base64 = hmac(algorithm, SECRET, "base64", BODY);
    for (const [capture, code, others] of [
      ["hex", hex, [hex.toUpperCase(), base64]],
      ["hex-upper", hex.toUpperCase(), [hex]],
      ["base64", base64, [base64.replaceAll("=", ""), `${base64}=`]],
      ["base64url", hmac(algorithm, SECRET, "base64url", BODY), [`${base64}=`]],
    ]) {
      const receive = receiver({ signatures: [signature({ algorithm: name, parts: [{ literal: "", capture }] })] }, { secrets: [SECRET] });
      const request = (text) => ({ headers: { "x-signature": text }, body: BODY });
      assert.deepEqual(await outcome(receive, request(code)), ["order"]);
      for (const other of [...others, `${code}0`, code.slice(1), `0${code}`]) assert.equal(await outcome(receive, request(other)), "wrong_signature", other);
    }
  }
});

test("the part with the longest literal counts, and others are ignored", async () => {
  const parts = [{ literal: "v", capture: "hex-upper" }, { literal: "v1=", capture: "hex" }, { literal: "v1=b:", capture: "base64" }];
  const receive = receiver({ signatures: [signature({ split: ";", parts })] }, { secrets: [SECRET] });
  const hex = hmac("sha256", SECRET, "hex", BODY);
  for (const [text, expected] of [
    [`v1=${hex}`, ["order"]],
    [`v${hex.toUpperCase()}`, ["order"]],
    [`x=1 ;  v1=00; v1=b:${hmac("sha256", SECRET, "base64", BODY)} ;`, ["order"]],
    [`v1=b:${hex}`, "wrong_signature"],
    [`x=${hex}`, "malformed_signature"],
  ]) {
    assert.deepEqual(await outcome(receive, { headers: { "x-signature": text }, body: BODY }), expected, text);
  }
});

test("any code with any secret", async () => {
  const receive = delivery(deliveryTable(presets.stripe), types)({ secrets: ["new", "old"] });
  const code = (secret) => `v1=${stripeCode(BODY, SECONDS, secret)}`;
  for (const [codes, expected] of [
    [code("new"), ["order"]],
    [code("old"), ["order"]],
    [`v1=00,${code("old")}`, ["order"]],
    [`${code("new")},${code("lost")}`, ["order"]],
    [code("lost"), "wrong_signature"],
  ]) {
    assert.deepEqual(await outcome(receive, stripeRequest(`t=${SECONDS},${codes}`)), expected);
  }
});

test("several signatures: each that is named has to pass, kind by kind", async () => {
  const first = signature({ name: "first", at: { header: "a" } });
  const second = signature({ name: "second", at: { header: "b" }, split: ",", parts: [{ literal: "t=", capture: "time" }, { literal: "", capture: "hex" }], time: { at: null, type: "unix", tolerance: 1 } });
  const build = (secrets) => receiver({ signatures: [first, second] }, { secrets });
  const both = build({ first: ["1"], second: ["2"] });
  const a = hmac("sha256", "1", "hex", BODY);
  const b = hmac("sha256", "2", "hex", BODY);
  const request = (headers) => ({ headers, body: BODY });
  assert.deepEqual(await outcome(both, request({ a, b: `t=${SECONDS},${b}` })), ["order"]);
  for (const [headers, cls, name] of [
    [{ a: "00" }, "missing_signature", "second"],
    [{ b: "x" }, "missing_signature", "first"],
    [{ a: "00", b: "00" }, "malformed_signature", "second"],
    [{ a: "00", b: "t=1,00" }, "wrong_signature", "first"],
    [{ a, b: "t=1,00" }, "wrong_signature", "second"],
    [{ a, b: `t=1,${b}` }, "stale", "second"],
  ]) {
    const { error } = await both(request(headers), { now: NOW });
    assert.deepEqual([error.class, error.signature], [cls, name]);
  }
  // What is not named is not looked at.
  assert.deepEqual(await outcome(build({ first: ["1"] }), request({ a })), ["order"]);
});

test("tokens", async () => {
  const sha = createHash("sha256").update(SECRET).digest("hex");
  for (const [equals, token, others] of [
    [{ literal: "Bearer ", form: "secret" }, `Bearer ${SECRET}`, [SECRET, `bearer ${SECRET}`, `Bearer  ${SECRET}`, `Bearer ${SECRET}Bearer ${SECRET}`]],
    [{ literal: "", form: "sha256-hex" }, sha, [sha.toUpperCase(), SECRET]],
    [{ literal: "Basic ", form: "base64" }, `Basic ${Buffer.from(SECRET).toString("base64")}`, [`Basic ${SECRET}`]],
  ]) {
    const receive = receiver({ signatures: [{ name: "token", at: { header: "authorization" }, equals }] }, { secrets: ["other", SECRET, "another"] });
    const request = (authorization) => ({ headers: { authorization }, body: BODY });
    assert.deepEqual(await outcome(receive, request(token)), ["order"]);
    for (const other of others) assert.equal(await outcome(receive, request(other)), "wrong_signature", other);
    assert.equal(await outcome(receive, { headers: {}, body: BODY }), "missing_signature");
  }
});

test("a function verifies, or nobody does", async () => {
  const seen = [];
  const byHeader = receiver({}, { verify: (request) => (seen.push(request), request.headers.get("x-key") === "right") });
  assert.deepEqual(await outcome(byHeader, { headers: { "X-Key": "right" }, body: BODY }), ["order"]);
  assert.equal(await outcome(byHeader, { headers: {}, body: BODY }), "wrong_signature");
  assert.deepEqual(seen[0].body, bytes(BODY));
  for (const [verify, expected] of [[async () => true, ["order"]], [async () => false, "wrong_signature"], [() => "yes", "wrong_signature"], [() => undefined, "wrong_signature"]]) {
    assert.deepEqual(await outcome(receiver({}, { verify }), { headers: {}, body: BODY }), expected);
  }
  await assert.rejects(receiver({}, { verify: () => assert.fail("no certificate") })({ headers: {}, body: BODY }), /no certificate/);
  assert.deepEqual(await outcome(receiver({ signatures: [signature({})] }), { headers: {}, body: BODY }), ["order"]);
});

test("settings that are missing, empty or malformed are refused when the receiver is built", () => {
  const one = [signature({})];
  const two = [signature({}), signature({ name: "v2" })];
  for (const [signatures, options, words] of [
    [one, {}, /one of/],
    [one, { secrets: undefined }, /one of/],
    [one, { verify: undefined, unverified: undefined }, /one of/],
    [one, { secrets: ["a"], unverified: true }, /one of/],
    [one, { unverified: false }, /not true/],
    [one, { unverified: "yes" }, /not true/],
    [one, { verify: true }, /not a function/],
    [one, { secrets: null }, /not a list/],
    [one, { secrets: "a" }, /not a list/],
    [one, { secrets: [] }, /no secret/],
    [one, { secrets: {} }, /names no signature/],
    [one, { secrets: { v2: ["a"] } }, /no signature `v2`/],
    [one, { secrets: { v1: "a" } }, /not a list/],
    [one, { secrets: { v1: [] } }, /no secret/],
    [one, { secrets: [undefined] }, /undefined/],
    [one, { secrets: ["a", undefined] }, /undefined/],
    [one, { secrets: [null] }, /not a string/],
    [one, { secrets: [""] }, /empty/],
    [one, { secrets: ["\ud83d"] }, /well-formed/],
    // eslint-disable-next-line no-sparse-arrays
    [one, { secrets: [, "a"] }, /undefined/],
    [two, { secrets: ["a"] }, /name the signatures: `v1`, `v2`/],
    [[], { secrets: ["a"] }, /has no signature/],
    [[], { secrets: {} }, /names no signature/],
  ]) {
    assert.throws(() => receiver({ signatures }, options), (error) => error instanceof TypeError && words.test(error.message), JSON.stringify(options));
  }
});

test("tokens that no header can have are refused when the receiver is built", () => {
  const build = (secret, equals, at = { header: "x-token" }) =>
    receiver({ signatures: [{ name: "token", at, equals: { literal: "", form: "secret", ...equals } }] }, { secrets: ["a b", secret] });
  for (const secret of [" a", "a ", "a\t", "a\n", "\ta", "é", "a\x7f", " "]) {
    const error = /^secrets of `token`: a secret cannot arrive in a header: it has white space at an end, or a character that is not printable ASCII$/;
    assert.throws(() => build(secret), { name: "TypeError", message: error }, secret);
  }
  // The white space is not at an end of what is sent; and what is not sent as it is can be anything.
  build(" a", { literal: "Bearer " });
  assert.throws(() => build("a ", { literal: "Bearer " }), /in a header/);
  build("é ", { form: "sha256-hex" });
  build("é ", { form: "base64" });
  build("é ", {}, { query: "token" });
});

test("forms of secrets", async () => {
  const build = (secret, given) => receiver({ signatures: [signature({ secret: { literal: "", optional: false, encoding: "text", ...given } })] }, { secrets: [secret] });
  for (const [secret, given, key] of [
    ["ü", {}, "ü"],
    ["00fF", { encoding: "hex" }, Buffer.from([0, 255])],
    ["AAH/", { encoding: "base64" }, Buffer.from([0, 1, 255])],
    ["AA==", { encoding: "base64" }, Buffer.from([0])],
    ["AA", { encoding: "base64" }, Buffer.from([0])],
    ["AAE", { encoding: "base64" }, Buffer.from([0, 1])],
    ["whsec_AAE=", { encoding: "base64", literal: "whsec_" }, Buffer.from([0, 1])],
    ["AAE=", { encoding: "base64", literal: "whsec_", optional: true }, Buffer.from([0, 1])],
    ["whsec_AAE=", { encoding: "base64", literal: "whsec_", optional: true }, Buffer.from([0, 1])],
  ]) {
    const request = { headers: { "x-signature": hmac("sha256", key, "hex", BODY) }, body: BODY };
    assert.deepEqual(await outcome(build(secret, given), request), ["order"], secret);
  }
  for (const [secret, given, words] of [
    ["0", { encoding: "hex" }, /hexadecimal/],
    ["0g", { encoding: "hex" }, /hexadecimal/],
    ["A", { encoding: "base64" }, /Base64/],
    ["AA=", { encoding: "base64" }, /Base64/],
    ["AA===", { encoding: "base64" }, /Base64/],
    ["AAE==", { encoding: "base64" }, /Base64/],
    ["AB", { encoding: "base64" }, /Base64/],
    ["AAF", { encoding: "base64" }, /Base64/],
    ["AA-_", { encoding: "base64" }, /Base64/],
    ["AA E", { encoding: "base64" }, /Base64/],
    ["AAE=\n", { encoding: "base64" }, /Base64/],
    ["====", { encoding: "base64" }, /Base64/],
    ["AAE=", { encoding: "base64", literal: "whsec_" }, /begin with `whsec_`/],
    ["whsec_", { encoding: "base64", literal: "whsec_" }, /empty/],
    ["whsec_", { encoding: "base64", literal: "whsec_", optional: true }, /empty/],
  ]) {
    assert.throws(() => build(secret, given), (error) => error instanceof TypeError && words.test(error.message), secret);
  }
});

test("a body that is changed while its sender is verified is decoded as it was", async () => {
  const body = bytes(BODY);
  const promise = stripe(stripeRequest(`t=${SECONDS},v1=${stripeCode()}`, body), { now: NOW });
  body.fill(0x20);
  const result = await promise;
  assert.equal(result.events[0].event.raw, BODY);
});

test("seen in two phases", () => {
  let now = 0;
  const seen = memorySeen({ max: 3, maxAge: 100, now: () => now });
  assert.equal(seen.begin("a"), "new");
  assert.equal(seen.begin("a"), "in_progress");
  seen.release("a");
  assert.equal(seen.begin("a"), "new");
  seen.done("a");
  assert.equal(seen.begin("a"), "done");
  now = 100;
  assert.equal(seen.begin("a"), "done");
  now = 101;
  assert.equal(seen.begin("a"), "new");
});

test("what is done is forgotten before what is in progress", () => {
  const seen = memorySeen({ max: 3, maxAge: 100, now: () => 0 });
  for (const id of ["a", "b", "c"]) seen.begin(id);
  seen.done("c");
  seen.done("b");
  assert.equal(seen.begin("d"), "new");
  // `c` was done first.
  assert.equal(seen.begin("b"), "done");
  assert.equal(seen.begin("a"), "in_progress");
  assert.equal(seen.begin("c"), "new");
  // All are in progress now: the oldest goes.
  assert.equal(seen.begin("e"), "new");
  assert.equal(seen.begin("d"), "in_progress");
  assert.equal(seen.begin("a"), "new");
  for (const options of [{ max: 0, maxAge: 1 }, { max: 1 }, { maxAge: 1 }, { max: NaN, maxAge: 1 }]) assert.throws(() => memorySeen(options), TypeError);
});

test("two deliveries do not share what they know", async () => {
  const table = deliveryTable(row({}));
  const [one, two] = [delivery(table, types)({ unverified: true }), delivery(table, [])({ unverified: true })];
  const request = { headers: {}, body: BODY };
  assert.equal((await one(request)).events[0].event.known, true);
  assert.equal((await two(request)).events[0].event.known, false);
});

test("nothing is needed but what every engine of the web has", async () => {
  const { outputFiles } = await build({
    stdin: { contents: 'export * from "./runtime.js"; export * from "./runtime/delivery.js";', resolveDir: fileURLToPath(runtime), loader: "js" },
    bundle: true,
    format: "iife",
    globalName: "package_",
    platform: "neutral",
    write: false,
  });
  // Another realm too: its arrays are of other classes.
  const web = createContext({ TextDecoder, TextEncoder, crypto });
  runInContext(outputFiles[0].text, web);
  web.row = presets.stripe;
  web.request = stripeRequest(`t=${SECONDS},v1=${stripeCode()}`, bytes(BODY));
  web.options = { secrets: [SECRET] };
  web.now = NOW;
  const program = `{
    const { delivery, deliveryTable, eventType, objectTable } = package_;
    delivery(deliveryTable(row), [eventType("order", objectTable())])(options)(request, { now });
  }`;
  const result = await runInContext(program, web);
  assert.equal(result.events?.[0].event.raw, BODY, result.error?.message);
});

test("a limit that is not a number is refused when the receiver is built", () => {
  const build = delivery(deliveryTable(presets.github), types);
  for (const limit of ["maxBytes", "maxDepth", "maxEvents"]) {
    for (const value of [Number(undefined), -1, "x"]) {
      assert.throws(() => build({ unverified: true, [limit]: value }), { name: "TypeError", message: `\`${limit}\` is not a number` });
    }
  }
});
