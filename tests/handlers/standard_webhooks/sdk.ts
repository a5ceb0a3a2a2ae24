import { Webhook } from "standardwebhooks";

interface Succeeded {
  type: "charge.succeeded";
  data: { object: { id: string; amount: number; currency: string } };
}

export function handler(secret: string) {
  const webhook = new Webhook(secret);
  return async (request: Request) => {
    let event: Succeeded | { type: "another" };
    try {
      event = webhook.verify(await request.text(), Object.fromEntries(request.headers)) as typeof event;
    } catch {
      return new Response("wrong signature", { status: 401 });
    }
    if (event.type !== "charge.succeeded") return new Response("");
    const { id, amount, currency } = event.data.object;
    return new Response(`${id} ${amount} ${currency}`);
  };
}
