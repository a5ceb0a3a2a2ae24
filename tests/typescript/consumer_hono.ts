/** The types of an event type in Hono's validator: it takes any Standard Schema. Checked, never run. */

import { sValidator } from "@hono/standard-validator";
import { Hono } from "hono";
import { orderCreate } from "nector-events";

export const app = new Hono().post("/orders", sValidator("json", orderCreate), (context) => {
  const order = context.req.valid("json");
  const amount: number | undefined = order.fiat_amount;
  // @ts-expect-error: there is no such field.
  void order.fiat_amuont;
  return context.json({ amount });
});
