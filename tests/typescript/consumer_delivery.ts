/** What has to compile of the receivers of a delivery, and what must not. Checked, never run. */

import type { KnownEvent, UnknownEvent } from "eventspec-runtime/runtime.js";
import { memorySeen } from "eventspec-runtime/runtime/delivery.js";
import type { Receiver, ReceiverBuilder, RejectionClass, Seen } from "eventspec-runtime/runtime/delivery.js";

type Event = KnownEvent<"order", { readonly total?: number }> | KnownEvent<"refund", { readonly reason: string }> | UnknownEvent;

declare const webhook: ReceiverBuilder<"v1", Event>;
declare const several: ReceiverBuilder<"v1" | "v2", Event>;
declare const unsigned: ReceiverBuilder<never, Event>;
declare const environment: { readonly SECRET: string | undefined };

// One of three ways to know the sender.
const receive: Receiver<Event> = webhook({ secrets: [environment.SECRET] });
webhook({ secrets: { v1: [environment.SECRET, "older"] }, maxBytes: 1 << 20, maxDepth: 8, url: "https://example.com/hook" });
webhook({ verify: ({ headers, body }) => headers.get("x-key") === "k" && body.length > 0 });
webhook({ verify: async () => true });
webhook({ unverified: true });
several({ secrets: { v1: ["a"], v2: ["b"] } });
several({ secrets: { v2: ["b"] } });
unsigned({ unverified: true });
// @ts-expect-error: none of them.
webhook({});
// @ts-expect-error: none of them, but a limit.
webhook({ maxBytes: 1 });
// @ts-expect-error: two of them.
webhook({ secrets: ["a"], unverified: true });
// @ts-expect-error: two of them.
webhook({ secrets: ["a"], verify: () => true });
// @ts-expect-error: not the word.
webhook({ unverified: false });
// @ts-expect-error: a list, although there is one secret.
webhook({ secrets: "a" });
// @ts-expect-error: no signature has this name.
webhook({ secrets: { v2: ["a"] } });
// @ts-expect-error: which of the two signatures is not said.
several({ secrets: ["a"] });
// @ts-expect-error: there is no signature to verify.
unsigned({ secrets: ["a"] });
// @ts-expect-error: a function that says nothing.
webhook({ verify: () => {} });

// Requests: of the web, and of any framework.
declare const request: Request;
await receive(request);
await receive(request, { now: 1_700_000_000_000 });
await receive({ method: request.method, url: request.url, headers: request.headers, body: new Uint8Array() });
await receive({ headers: { "x-one": "1", "x-many": ["1", "2"], "x-none": undefined }, body: "{}" });
await receive({ headers: [["x-one", "1"]], body: await request.arrayBuffer() });
await receive({ headers: new Map([["x-one", "1"]]), body: "{}" });
// @ts-expect-error: a body that somebody has parsed.
await receive({ headers: {}, body: { total: 1 } });
// @ts-expect-error: the body is missing.
await receive({ headers: {} });

// A result has events or an error, and never both.
const result = await receive(request);
// @ts-expect-error: it may be an error.
void result.events.length;
if (result.ok) {
  for (const { event, name, id, index, sentAt, version, attempt } of result.events) {
    const texts: readonly (string | undefined)[] = [name, id, version, attempt];
    const seconds: number | undefined = sentAt?.seconds;
    const position: number = index;
    void [texts, seconds, position];
    switch (event.name) {
      case "order":
        if (event.conforms) event.payload.total?.toFixed(2);
        // @ts-expect-error: nobody has looked at it.
        else event.payload.total?.toFixed(2);
        break;
      case "refund":
        if (event.conforms) event.payload.reason.trim();
        break;
      // @ts-expect-error: no such event.
      case "ordre":
        break;
      default: {
        const unknown: UnknownEvent = event;
        void unknown;
      }
    }
  }
  for (const refused of result.refused) {
    if (refused.error.class === "no_name") void refused.index;
    if (typeof refused.raw === "string") refused.raw.trim();
    else refused.raw.fill(0);
  }
  // @ts-expect-error: there is no error.
  void result.error.class;
} else {
  const { class: cls, status, signature, place, offset, message } = result.error;
  const kind: RejectionClass = cls;
  new Response(message, { status });
  void [kind, signature, place, offset];
  // @ts-expect-error: no such class.
  if (cls === "too_late") void 0;
}

// What was handled, in memory or in a store of one's own.
const seen: Seen = memorySeen({ max: 10_000, maxAge: 86_400_000 });
if ((await seen.begin("id")) === "new") await seen.done("id");
const own: Seen = { begin: async () => "new" as const, done: async () => {}, release: async () => {} };
void own;
