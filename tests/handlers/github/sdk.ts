import { Webhooks } from "@octokit/webhooks";

export function handler(secret: string) {
  return async (request: Request) => {
    let text = "";
    const webhooks = new Webhooks({ secret });
    webhooks.on("issues.opened", ({ payload: { repository, issue, sender } }) => {
      text = `${repository.full_name} ${issue.number} ${sender.login}`;
    });
    const [id, name] = [request.headers.get("x-github-delivery") ?? "", request.headers.get("x-github-event") ?? ""];
    const signature = request.headers.get("x-hub-signature-256") ?? "";
    try {
      await webhooks.verifyAndReceive({ id, name, signature, payload: await request.text() });
    } catch {
      return new Response("wrong signature", { status: 401 });
    }
    return new Response(text);
  };
}
