import { standard } from "payments-events/delivery";

export function handler(secret: string) {
  const receive = standard({ secrets: [secret] });
  return async (request: Request) => {
    const delivery = await receive(request);
    if (!delivery.ok) return new Response(delivery.error.message, { status: delivery.error.status });
    const texts = delivery.events.map(({ event }) => {
      if (event.name !== "charge.succeeded" || !event.conforms) return "";
      const { id, amount, currency } = event.payload.data.object;
      return `${id} ${amount} ${currency}`;
    });
    return new Response(texts.join(""));
  };
}
