import { webhook } from "store-events/delivery";

export function handler(secret: string) {
  const receive = webhook({ secrets: [secret] });
  return async (request: Request) => {
    const delivery = await receive(request);
    if (!delivery.ok) return new Response(delivery.error.message, { status: delivery.error.status });
    const texts = delivery.events.map(({ event }) => {
      if (event.name !== "orders/create" || !event.conforms) return "";
      const { name, total_price, line_items = [] } = event.payload;
      return `${name} ${total_price} ${line_items.map(({ sku }) => sku ?? "").join("")}`;
    });
    return new Response(texts.join(""));
  };
}
