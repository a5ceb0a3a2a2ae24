/** Deliveries of vendors as tables, and how a request is signed for them, by Node's own crypto. */

import { createHmac } from "node:crypto";

export const runtime = new URL("../../crates/emit/src/typescript/runtime/", import.meta.url);
export const { eventType, objectTable } = await import(new URL("runtime.js", runtime).href);
export const { delivery, deliveryTable, memorySeen } = await import(new URL("runtime/delivery.js", runtime).href);

/** A row of a delivery: what is not given is not said. */
export function row(given) {
  return { name: "webhook", body: "json", events: null, event: [named({ payload: ["type"] })], id: null, sentAt: null, version: null, attempt: null, signatures: [], handshake: null, ...given };
}

/** A template without optional parts. */
export function named(...pieces) {
  return { pieces, optional: [] };
}

/** A signature of the whole body in hexadecimal digits. */
export function signature(given) {
  return {
    name: "v1",
    at: { header: "x-signature" },
    split: null,
    parts: [{ literal: "", capture: "hex" }],
    signed: [{ whole: "body" }],
    algorithm: "hmac-sha256",
    secret: { literal: "", optional: false, encoding: "text" },
    time: null,
    ...given,
  };
}

export const order = eventType("order", objectTable([["type", "string"], ["total", "number"]]), ["ordre"]);
export const refund = eventType("refund", objectTable([["type", "string"]]));
export const types = [order, refund];

/** The receiver of a delivery of orders and refunds. */
export function receiver(given, options = { unverified: true }) {
  return delivery(deliveryTable(row(given)), types)(options);
}

const BODY = { whole: "body" };
const TIME = { whole: "time" };

export const presets = {
  stripe: row({
    id: [{ payload: ["id"] }],
    sentAt: { at: { payload: ["created"] }, type: "unix" },
    version: { payload: ["api_version"] },
    signatures: [
      signature({
        at: { header: "stripe-signature" },
        split: ",",
        parts: [{ literal: "t=", capture: "time" }, { literal: "v1=", capture: "hex" }],
        signed: [TIME, ".", BODY],
        time: { at: null, type: "unix", tolerance: 300 },
      }),
    ],
  }),
  github: row({
    event: [{ pieces: [{ header: "x-github-event" }], optional: [[".", { payload: ["action"] }]] }],
    id: [{ header: "x-github-delivery" }],
    signatures: [signature({ at: { header: "x-hub-signature-256" }, parts: [{ literal: "sha256=", capture: "hex" }] })],
  }),
  slack: row({
    event: [{ pieces: [{ payload: ["event", "type"] }], optional: [[".", { payload: ["event", "subtype"] }]] }, named({ payload: ["type"] })],
    id: [{ payload: ["event_id"] }],
    attempt: { header: "x-slack-retry-num" },
    handshake: { body: ["challenge"] },
    signatures: [
      signature({
        at: { header: "x-slack-signature" },
        parts: [{ literal: "v0=", capture: "hex" }],
        signed: ["v0:", TIME, ":", BODY],
        time: { at: { header: "x-slack-request-timestamp" }, type: "unix", tolerance: 300 },
      }),
    ],
  }),
  shopify: row({
    event: [named({ header: "x-shopify-topic" })],
    id: [{ header: "x-shopify-webhook-id" }],
    sentAt: { at: { header: "x-shopify-triggered-at" }, type: "rfc3339" },
    signatures: [signature({ at: { header: "x-shopify-hmac-sha256" }, parts: [{ literal: "", capture: "base64" }] })],
  }),
  standardWebhooks: row({
    id: [{ header: "webhook-id" }],
    signatures: [
      signature({
        at: { header: "webhook-signature" },
        split: " ",
        parts: [{ literal: "v1,", capture: "base64" }],
        signed: [{ header: "webhook-id" }, ".", TIME, ".", BODY],
        secret: { literal: "whsec_", optional: true, encoding: "base64" },
        time: { at: { header: "webhook-timestamp" }, type: "unix", tolerance: 300 },
      }),
    ],
  }),
  razorpay: row({ event: [named({ payload: ["event"] })], signatures: [signature({ at: { header: "x-razorpay-signature" } })] }),
  mailchimp: row({ body: "form", signatures: [{ name: "token", at: { query: "secret" }, equals: { literal: "", form: "secret" } }] }),
  cloudEvents: row({ body: "cloudevents", id: [{ payload: ["source"] }, " ", { payload: ["id"] }] }),
};

/** The HMAC of texts and bytes, one after the other. */
export function hmac(algorithm, secret, encoding, ...signed) {
  const mac = createHmac(algorithm, secret);
  for (const part of signed) mac.update(part);
  return mac.digest(encoding);
}
