import { webhook } from "chat-events/delivery";

export function handler(secret: string) {
  const receive = webhook({ secrets: [secret] });
  return async (request: Request) => {
    const delivery = await receive(request);
    if (!delivery.ok) return new Response(delivery.error.message, { status: delivery.error.status });
    const texts = delivery.events.map(({ event }) => {
      if (event.name !== "message" || !event.conforms) return "";
      const { channel, user, text } = event.payload.event;
      return `${channel} ${user} ${text}`;
    });
    return new Response(texts.join(""));
  };
}
