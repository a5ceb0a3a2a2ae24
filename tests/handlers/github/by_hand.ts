import { createHmac, timingSafeEqual } from "node:crypto";

import { z } from "zod";

const Named = z.object({ action: z.string().optional() });
const Opened = z.object({
  repository: z.object({ full_name: z.string() }),
  issue: z.object({ number: z.int() }),
  sender: z.object({ login: z.string() }),
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
    const named = Named.safeParse(json);
    if (!named.success) return new Response("malformed", { status: 400 });
    const isAboutIssues = request.headers.get("x-github-event") === "issues";
    if (!isAboutIssues || named.data.action !== "opened") return new Response("");
    const opened = Opened.safeParse(json);
    if (!opened.success) return new Response("malformed", { status: 400 });
    const { repository, issue, sender } = opened.data;
    return new Response(`${repository.full_name} ${issue.number} ${sender.login}`);
  };
}

function verify(secret: string, headers: Headers, body: Buffer): boolean {
  const expected = createHmac("sha256", secret).update(body).digest("hex");
  return equal(Buffer.from(headers.get("x-hub-signature-256") ?? ""), Buffer.from(`sha256=${expected}`));
}

function equal(code: Buffer, expected: Buffer): boolean {
  return code.length === expected.length && timingSafeEqual(code, expected);
}
