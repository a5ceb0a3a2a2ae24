import { createHmac, timingSafeEqual } from "node:crypto";

import { z } from "zod";

const Named = z.object({ event: z.object({ type: z.string(), subtype: z.string().optional() }).optional() });
const Callback = z.object({ event: z.object({ channel: z.string(), user: z.string(), text: z.string() }) });

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
    if (named.data.event?.type !== "message" || named.data.event.subtype !== undefined) return new Response("");
    const callback = Callback.safeParse(json);
    if (!callback.success) return new Response("malformed", { status: 400 });
    const { channel, user, text } = callback.data.event;
    return new Response(`${channel} ${user} ${text}`);
  };
}

function verify(secret: string, headers: Headers, body: Buffer): boolean {
  const time = headers.get("x-slack-request-timestamp");
  if (time === null || !(Math.abs(Date.now() / 1000 - Number(time)) <= 300)) return false;
  const expected = createHmac("sha256", secret).update(`v0:${time}:`).update(body).digest("hex");
  return equal(Buffer.from(headers.get("x-slack-signature") ?? ""), Buffer.from(`v0=${expected}`));
}

function equal(code: Buffer, expected: Buffer): boolean {
  return code.length === expected.length && timingSafeEqual(code, expected);
}
