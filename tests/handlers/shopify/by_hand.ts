import { createHmac, timingSafeEqual } from "node:crypto";

import { z } from "zod";

const Order = z.object({
  name: z.string(),
  total_price: z.string().regex(/^-?\d+(\.\d+)?$/),
  line_items: z.array(z.object({ sku: z.string().nullish() })),
});

export function handler(secret: string) {
  return async (request: Request) => {
    const body = Buffer.from(await request.arrayBuffer());
    if (!verify(secret, request.headers, body)) return new Response("wrong signature", { status: 401 });
    let json: unknown;
    try {
      json = JSON.parse(body.toString());
    } catch {
      return new Response("not JSON", { status: 400 });
    }
    if (request.headers.get("x-shopify-topic") !== "orders/create") return new Response("");
    const order = Order.safeParse(json);
    if (!order.success) return new Response("malformed", { status: 400 });
    const { name, total_price, line_items } = order.data;
    return new Response(`${name} ${total_price} ${line_items.map(({ sku }) => sku ?? "").join("")}`);
  };
}

function verify(secret: string, headers: Headers, body: Buffer): boolean {
  const expected = createHmac("sha256", secret).update(body).digest();
  return equal(Buffer.from(headers.get("x-shopify-hmac-sha256") ?? "", "base64"), expected);
}

function equal(code: Buffer, expected: Buffer): boolean {
  return code.length === expected.length && timingSafeEqual(code, expected);
}
