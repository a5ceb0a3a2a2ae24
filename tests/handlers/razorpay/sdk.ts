import Razorpay from "razorpay";

interface Updated {
  event: "customer.updated";
  data: { object: { id: string; balance: number } };
}

export function handler(secret: string) {
  return async (request: Request) => {
    const body = await request.text();
    const code = request.headers.get("x-razorpay-signature") ?? "";
    if (!Razorpay.validateWebhookSignature(body, code, secret)) return new Response("wrong signature", { status: 401 });
    const event = JSON.parse(body) as Updated | { event: "another" };
    if (event.event !== "customer.updated") return new Response("");
    const { id, balance } = event.data.object;
    return new Response(`${id} ${balance}`);
  };
}
