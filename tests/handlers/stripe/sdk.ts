import Stripe from "stripe";

export function handler(secret: string) {
  const { webhooks } = new Stripe("sk_test_x");
  return async (request: Request) => {
    let event: Stripe.Event;
    try {
      event = webhooks.constructEvent(await request.text(), request.headers.get("stripe-signature") ?? "", secret);
    } catch {
      return new Response("wrong signature", { status: 401 });
    }
    if (event.type !== "charge.refunded") return new Response("");
    const { id, amount, currency } = event.data.object;
    return new Response(`${id} ${amount} ${currency}`);
  };
}
