/** An event type as a validator of somebody else's library: its Standard Schema interface in Hono's validator. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sValidator } from "@hono/standard-validator";
import { Hono } from "hono";

import { orderCreate } from "../../generated/typescript/index.js";

const sample = readFileSync(new URL("../../spec/samples/order_create/delivered.json", import.meta.url), "utf8");
const app = new Hono().post("/orders", sValidator("json", orderCreate), (context) =>
  context.json({ amount: context.req.valid("json").fiat_amount }),
);

function post(body) {
  return app.request("/orders", { method: "POST", body, headers: { "content-type": "application/json" } });
}

test("a payload that conforms reaches the handler", async () => {
  const response = await post(sample);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { amount: JSON.parse(sample).fiat_amount });
});

test("one that does not is answered with what is wrong with it", async () => {
  const response = await post(JSON.stringify({ ...JSON.parse(sample), fiat_amount: "n/a", entity_id: 1 }));
  assert.equal(response.status, 400);
  const { error } = await response.json();
  assert.deepEqual(error.sort((a, b) => (a.path < b.path ? -1 : 1)), [
    { message: "expected a UUID, found a number", path: ["entity_id"] },
    { message: "expected a number, found a string", path: ["fiat_amount"] },
  ]);
});
