import "@shopify/shopify-api/adapters/web-api";
import { ApiVersion, shopifyApi } from "@shopify/shopify-api";

interface Order {
  name: string;
  total_price: string;
  line_items: { sku: string | null }[];
}

export function handler(apiSecretKey: string) {
  const app = { apiKey: "key", apiVersion: ApiVersion.July25, hostName: "shop.example", isEmbeddedApp: false };
  const { webhooks } = shopifyApi({ ...app, apiSecretKey });
  return async (request: Request) => {
    const rawBody = await request.text();
    const { valid } = await webhooks.validate({ rawBody, rawRequest: request });
    if (!valid) return new Response("wrong signature", { status: 401 });
    if (request.headers.get("x-shopify-topic") !== "orders/create") return new Response("");
    const { name, total_price, line_items } = JSON.parse(rawBody) as Order;
    return new Response(`${name} ${total_price} ${line_items.map(({ sku }) => sku ?? "").join("")}`);
  };
}
