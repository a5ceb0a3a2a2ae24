/**
 * Receivers of deliveries beside what vendors publish for receiving theirs: what a vendor's package signs is received, what is signed
 * for a receiver is what the package verifies, and a request with one character changed passes neither.
 *
 *     node --test      in tests/slow/node
 */

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

import * as octokit from "@octokit/webhooks-methods";

import { delivery, deliveryTable, hmac, presets, types } from "../../typescript/presets.mjs";

const require = createRequire(import.meta.url);
const SECRET = "a secret of 32 characters, or so";
const KEY = Buffer.from("0123456789abcdef0123456789abcdef");
const BODIES = ['{"type":"order","event":"order","total":12345678901234567890}', '{"type":"order","event":"order","note":"ü 😀 \\u00e9"}', '{ "type" : "order", "event": "order" }\n'];
const now = () => Math.floor(Date.now() / 1000);

/** Whether a promise or a call says yes: packages answer, or throw. */
async function says(verify) {
  try {
    return (await verify()) !== false;
  } catch {
    return false;
  }
}

/** Characters of a text, each replaced by another one. */
function changed(text) {
  const characters = [...text];
  return characters.flatMap((character, at) => (at % 3 === 0 ? [characters.with(at, character === "0" ? "1" : "0").join("")] : []));
}

/**
 * Signed requests are received and verified alike; with a change in any of these headers, or in the body, neither passes.
 *
 * @param {string} preset
 * @param {string} secret
 * @param {(body: string) => Promise<Record<string, string>> | Record<string, string>} sign
 * @param {(body: string, headers: Record<string, string>) => unknown} verify
 * @param {string[]} signed the headers
 */
async function alike(preset, secret, sign, verify, signed) {
  const receive = delivery(deliveryTable(presets[preset]), types)({ secrets: [secret] });
  for (const body of BODIES) {
    const headers = await sign(body);
    const result = await receive({ headers, body });
    assert.ok(result.ok, `${body} ${result.error?.message}`);
    assert.equal(result.events[0].event.raw, body);
    assert.ok(await says(() => verify(body, headers)), body);
    const bad = [
      ...changed(body).map((other) => [other, headers]),
      ...signed.flatMap((name) => changed(headers[name]).map((value) => [body, { ...headers, [name]: value }])),
    ];
    for (const [otherBody, otherHeaders] of bad) {
      const { ok } = await receive({ headers: otherHeaders, body: otherBody });
      // A change may be one that does not matter to a package: that of the scheme of a signature beside others, say.
      assert.equal(ok, false, JSON.stringify([otherBody, otherHeaders]));
      assert.equal(await says(() => verify(otherBody, otherHeaders)), false, JSON.stringify([otherBody, otherHeaders]));
    }
  }
}

test("stripe", async () => {
  const Stripe = require("stripe");
  const { webhooks } = new Stripe("sk_test_x");
  const verify = (body, headers) => webhooks.constructEvent(body, headers["stripe-signature"], SECRET, 300);
  const theirs = (payload) => ({ "stripe-signature": webhooks.generateTestHeaderString({ payload, secret: SECRET, timestamp: now() }) });
  const ours = (body, time = now()) => ({ "stripe-signature": `t=${time},v1=${hmac("sha256", SECRET, "hex", `${time}.`, body)}` });
  await alike("stripe", SECRET, theirs, verify, ["stripe-signature"]);
  await alike("stripe", SECRET, (body) => ours(body), verify, ["stripe-signature"]);
  const receive = delivery(deliveryTable(presets.stripe), types)({ secrets: [SECRET] });
  const old = ours(BODIES[0], now() - 310);
  assert.equal((await receive({ headers: old, body: BODIES[0] })).error.class, "stale");
  assert.equal(await says(() => verify(BODIES[0], old)), false);
});

for (const name of ["svix", "standardwebhooks"]) {
  test(name, async () => {
    const { Webhook } = require(name);
    for (const secret of [`whsec_${KEY.toString("base64")}`, KEY.toString("base64")]) {
      const webhook = new Webhook(secret);
      const headers = (time, code) => ({ "webhook-id": "msg_1", "webhook-timestamp": String(time), "webhook-signature": code });
      const theirs = (body) => headers(now(), webhook.sign("msg_1", new Date(), body));
      const ours = (body, time = now()) => headers(time, `v1,${hmac("sha256", KEY, "base64", `msg_1.${time}.`, body)}`);
      const verify = (body, given) => webhook.verify(body, given);
      await alike("standardWebhooks", secret, theirs, verify, ["webhook-id", "webhook-timestamp", "webhook-signature"]);
      await alike("standardWebhooks", secret, (body) => ours(body), verify, ["webhook-id", "webhook-timestamp", "webhook-signature"]);
      const receive = delivery(deliveryTable(presets.standardWebhooks), types)({ secrets: [secret] });
      for (const [seconds, cls] of [[-310, "stale"], [310, "future"]]) {
        const late = ours(BODIES[0], now() + seconds);
        assert.equal((await receive({ headers: late, body: BODIES[0] })).error.class, cls);
        assert.equal(await says(() => verify(BODIES[0], late)), false);
      }
      // Several signatures, as while a secret is being replaced.
      const several = ours(BODIES[0]);
      several["webhook-signature"] = `v1,AAAA v1a,AAAA ${several["webhook-signature"]}`;
      assert.ok((await receive({ headers: several, body: BODIES[0] })).ok);
      assert.ok(await says(() => verify(BODIES[0], several)));
    }
  });
}

test("github", async () => {
  const headers = (code) => ({ "x-github-event": "order", "x-hub-signature-256": code });
  const verify = (body, given) => octokit.verify(SECRET, body, given["x-hub-signature-256"]);
  await alike("github", SECRET, async (body) => headers(await octokit.sign(SECRET, body)), verify, ["x-hub-signature-256"]);
  await alike("github", SECRET, (body) => headers(`sha256=${hmac("sha256", SECRET, "hex", body)}`), verify, ["x-hub-signature-256"]);
});

test("slack", async () => {
  const { verifySlackRequest } = require("@slack/bolt/dist/receivers/verify-request.js");
  const sign = (body, time = now()) => ({ "x-slack-request-timestamp": String(time), "x-slack-signature": `v0=${hmac("sha256", SECRET, "hex", `v0:${time}:`, body)}` });
  const verify = (body, headers) => verifySlackRequest({ signingSecret: SECRET, body, headers });
  await alike("slack", SECRET, (body) => sign(body), verify, ["x-slack-request-timestamp", "x-slack-signature"]);
  const receive = delivery(deliveryTable(presets.slack), types)({ secrets: [SECRET] });
  const old = sign(BODIES[0], now() - 310);
  assert.equal((await receive({ headers: old, body: BODIES[0] })).error.class, "stale");
  assert.equal(await says(() => verify(BODIES[0], old)), false);
});

test("shopify", async () => {
  require("@shopify/shopify-api/adapters/node");
  const { LogSeverity, shopifyApi } = require("@shopify/shopify-api");
  const shopify = shopifyApi({
    apiKey: "key",
    apiSecretKey: SECRET,
    apiVersion: "2025-07",
    hostName: "example.com",
    isEmbeddedApp: false,
    logger: { level: LogSeverity.Error },
  });
  const sign = (body) => ({
    "x-shopify-api-version": "2025-07",
    "x-shopify-hmac-sha256": hmac("sha256", SECRET, "base64", body),
    "x-shopify-shop-domain": "shop.myshopify.com",
    "x-shopify-topic": "order",
    "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
  });
  const verify = async (rawBody, headers) => {
    const { valid } = await shopify.webhooks.validate({ rawBody, rawRequest: { method: "POST", url: "/", headers }, rawResponse: {} });
    return valid;
  };
  await alike("shopify", SECRET, sign, verify, ["x-shopify-hmac-sha256"]);
});

test("razorpay", async () => {
  const { validateWebhookSignature } = require("razorpay");
  const sign = (body) => ({ "x-razorpay-signature": hmac("sha256", SECRET, "hex", body) });
  const verify = (body, headers) => validateWebhookSignature(body, headers["x-razorpay-signature"], SECRET);
  await alike("razorpay", SECRET, sign, verify, ["x-razorpay-signature"]);
});

test("cloudevents", async () => {
  const { CloudEvent, HTTP } = require("cloudevents");
  const receive = delivery(deliveryTable(presets.cloudEvents), types)({ unverified: true });
  for (const given of [
    { data: { total: 12, note: "ü" } },
    { data: [1, "x"], datacontenttype: "application/vnd.shop+json" },
    { data: "some text", datacontenttype: "text/plain" },
    { data: Buffer.from([0, 1, 255]), datacontenttype: "application/octet-stream" },
    { data: null, subject: "a b", dataschema: "https://example.com/schema" },
    { subject: "no data", extension: "100% sure" },
  ]) {
    const event = new CloudEvent({ type: "order", source: "/shop", id: "1", time: "2023-11-14T22:13:20.000Z", ...given });
    for (const [mode, message] of [["structured", HTTP.structured(event)], ["binary", HTTP.binary(event)]]) {
      const result = await receive({ method: "POST", url: "/", headers: message.headers, body: message.body ?? "" });
      assert.ok(result.ok, `${mode} ${JSON.stringify(given)} ${result.error?.message}`);
      const [{ event: read, name, id }] = result.events;
      assert.deepEqual([name, id], ["order", "/shop 1"]);
      // Their reader keeps the data of most types as a text in binary mode, so ours is compared with what was sent.
      const { data: _data, data_base64: _bytes, ...attributes } = JSON.parse(JSON.stringify(HTTP.toEvent(message)));
      const { data, data_base64: base64, ...others } = read.payload;
      assert.deepEqual(others, attributes, mode);
      if (Buffer.isBuffer(given.data)) assert.equal(base64, given.data.toString("base64"), mode);
      else assert.deepEqual(data ?? null, given.data ?? null, mode);
    }
  }
});
