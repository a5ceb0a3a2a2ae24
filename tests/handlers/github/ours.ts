import { webhook } from "code-host-events/delivery";

export function handler(secret: string) {
  const receive = webhook({ secrets: [secret] });
  return async (request: Request) => {
    const delivery = await receive(request);
    if (!delivery.ok) return new Response(delivery.error.message, { status: delivery.error.status });
    const texts = delivery.events.map(({ event }) => {
      if (event.name !== "issues.opened" || !event.conforms) return "";
      const { repository, issue, sender } = event.payload;
      return `${repository.full_name} ${issue.number} ${sender.login}`;
    });
    return new Response(texts.join(""));
  };
}
