import { createHmac, timingSafeEqual } from "node:crypto";

import { z } from "zod";

const Named = z.object({ type: z.string() });
const Succeeded = z.object({ data: z.object({ object: z.object({ id: z.string(), amount: z.int(), currency: z.string() }) }) });

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
    if (named.data.type !== "charge.succeeded") return new Response("");
    const succeeded = Succeeded.safeParse(json);
    if (!succeeded.success) return new Response("malformed", { status: 400 });
    const { id, amount, currency } = succeeded.data.data.object;
    return new Response(`${id} ${amount} ${currency}`);
  };
}

function verify(secret: string, headers: Headers, body: Buffer): boolean {
  const [id, time] = [headers.get("webhook-id"), headers.get("webhook-timestamp")];
  if (id === null || time === null || !(Math.abs(Date.now() / 1000 - Number(time)) <= 300)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const expected = createHmac("sha256", key).update(`${id}.${time}.`).update(body).digest();
  const codes = (headers.get("webhook-signature") ?? "").split(" ").map((part) => part.split(","));
  return codes.some(([key, code = ""]) => key === "v1" && equal(Buffer.from(code, "base64"), expected));
}

function equal(code: Buffer, expected: Buffer): boolean {
  return code.length === expected.length && timingSafeEqual(code, expected);
}
