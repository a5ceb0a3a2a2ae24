import { verifySlackRequest } from "@slack/bolt/dist/receivers/verify-request.js";
import type { MessageEvent } from "@slack/types";

export function handler(signingSecret: string) {
  return async (request: Request) => {
    const body = await request.text();
    const headers = {
      "x-slack-signature": request.headers.get("x-slack-signature") ?? "",
      "x-slack-request-timestamp": Number(request.headers.get("x-slack-request-timestamp")),
    };
    try {
      verifySlackRequest({ signingSecret, body, headers });
    } catch {
      return new Response("wrong signature", { status: 401 });
    }
    const { event } = JSON.parse(body) as { event: MessageEvent };
    if (event.type !== "message" || event.subtype !== undefined) return new Response("");
    return new Response(`${event.channel} ${event.user} ${event.text}`);
  };
}
