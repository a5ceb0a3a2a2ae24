import { plain } from "payments-events/delivery";

export function handler(secret: string) {
  const receive = plain({ secrets: [secret] });
  return async (request: Request) => {
    const delivery = await receive(request);
    if (!delivery.ok) return new Response(delivery.error.message, { status: delivery.error.status });
    const texts = delivery.events.map(({ event }) => {
      if (event.name !== "customer.updated" || !event.conforms) return "";
      const { id, balance } = event.payload.data.object;
      return `${id} ${balance}`;
    });
    return new Response(texts.join(""));
  };
}
