import { createHmac, timingSafeEqual } from "node:crypto";

import { z } from "zod";

const Named = z.object({ type: z.string() });
const Refunded = z.object({ data: z.object({ object: z.object({ id: z.string(), amount: z.int(), currency: z.string() }) }) });

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
    const named = Named.safeParse(json);
    if (!named.success) return new Response("malformed", { status: 400 });
    if (named.data.type !== "charge.refunded") return new Response("");
    const refunded = Refunded.safeParse(json);
    if (!refunded.success) return new Response("malformed", { status: 400 });
    const { id, amount, currency } = refunded.data.data.object;
    return new Response(`${id} ${amount} ${currency}`);
  };
}

function verify(secret: string, headers: Headers, body: Buffer): boolean {
  const parts = (headers.get("stripe-signature") ?? "").split(",").map((part) => part.trim().split("="));
  const time = parts.find(([key]) => key === "t")?.[1] ?? "";
  if (!(Math.abs(Date.now() / 1000 - Number(time)) <= 300)) return false;
  const expected = createHmac("sha256", secret).update(`${time}.`).update(body).digest();
  return parts.some(([key, code = ""]) => key === "v1" && equal(Buffer.from(code, "hex"), expected));
}

function equal(code: Buffer, expected: Buffer): boolean {
  return code.length === expected.length && timingSafeEqual(code, expected);
}
