import { createHmac, timingSafeEqual } from "node:crypto";

import { z } from "zod";

const Named = z.object({ event: z.string() });
const Updated = z.object({ data: z.object({ object: z.object({ id: z.string(), balance: z.int() }) }) });

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
    if (named.data.event !== "customer.updated") return new Response("");
    const updated = Updated.safeParse(json);
    if (!updated.success) return new Response("malformed", { status: 400 });
    const { id, balance } = updated.data.data.object;
    return new Response(`${id} ${balance}`);
  };
}

function verify(secret: string, headers: Headers, body: Buffer): boolean {
  const expected = createHmac("sha256", secret).update(body).digest();
  return equal(Buffer.from(headers.get("x-razorpay-signature") ?? "", "hex"), expected);
}

function equal(code: Buffer, expected: Buffer): boolean {
  return code.length === expected.length && timingSafeEqual(code, expected);
}
