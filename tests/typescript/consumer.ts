/** What has to compile against the generated Nector package, and what must not. Checked, never run. */

import {
  decode,
  eventNames,
  handle as call,
  isOrderCreate,
  orderCreate,
  type CommonFields,
  type Deviation,
  type Event,
  type EventHandlers,
  type EventMap,
  type EventName,
  type EventOf,
  type EventPayload,
  type UnknownEvent,
} from "nector-events";

import { samples } from "nector-events/samples";

declare const name: string;
declare const body: string;
declare const common: CommonFields;

// A result has an event or an error, and never both.
const result = decode(name, body);
if (result.ok) {
  const { event }: { event: Event } = result;
  void event;
} else {
  const { class: cls, offset, line, column, message } = result.error;
  const kind: "too_large" | "not_utf8" | "syntax" | "too_deep" | "not_an_object" = cls;
  void [kind, offset, line, column, message];
  // @ts-expect-error: there is no event.
  void result.event.name;
}

// A name that is written out gives the event of that name.
const order: EventOf<"order_create"> | undefined = decode("order_create", new Uint8Array()).event;
// @ts-expect-error: a misspelt name is not an event.
decode("order_craete", body);
// Text, bytes and parsed values.
decode("order_create", JSON.parse(body) as object, { maxDepth: 8 });
decode("order_create", JSON.parse(body));
decode("order_create", { fiat_amount: 1, items: [{ then: "on" }], note: undefined });
// Any buffer, and any view of one.
declare const bytes: ArrayBuffer | SharedArrayBuffer | DataView | Float64Array | Uint8Array;
decode("order_create", bytes);
// Interfaces have no index signature, and may call their members as they like.
interface Written {
  readonly name?: string;
  readonly message: string;
  readonly then: { readonly run: string };
  readonly forEach: readonly string[];
}
declare const written: Written;
declare const record: Record<string, unknown>;
for (const input of [written, record, common]) decode("order_create", input);

// What is not data is refused by the compiler, whatever library of the platform it knows.
// @ts-expect-error: `await` is missing.
decode("order_create", Promise.resolve(body));
// @ts-expect-error: `await` is missing.
decode("order_create", {} as PromiseLike<string>);
declare const request: Request;
// @ts-expect-error: a request is not its body.
decode("order_create", request);
// @ts-expect-error: a method is not called.
decode("order_create", request.text);
// @ts-expect-error: a stream has to be read.
decode("order_create", request.body!);
// @ts-expect-error: a response is not its body.
decode("order_create", new Response(body));
// @ts-expect-error: a blob has to be read.
decode("order_create", new Blob([body]));
// @ts-expect-error: a map is not an object of its entries.
decode("order_create", new Map<string, string>());
// @ts-expect-error: a set is not data.
decode("order_create", new Set<string>());
// @ts-expect-error: a form is not an object of its entries.
decode("order_create", new FormData());
// @ts-expect-error: neither is a query.
decode("order_create", new URLSearchParams(body));
// @ts-expect-error: an error is not a payload.
decode("order_create", new TypeError(body));
// @ts-expect-error: a date is not a payload.
decode("order_create", new Date());
// @ts-expect-error: an array is not an object.
decode("order_create", [written]);
// @ts-expect-error: it is one, and not its class.
decode("order_create", class {});
// @ts-expect-error: a number is not a payload.
decode("order_create", 1);
// @ts-expect-error: neither is nothing.
decode("order_create", undefined);
declare const unknown_: unknown;
// @ts-expect-error: nobody knows what that is.
decode("order_create", unknown_);

// A switch over the name knows each payload; what is left is the unknown event.
export function handle(event: Event): string | number | undefined {
  switch (event.name) {
    case "order_create":
    case "order_update":
      return event.conforms ? event.payload.entity_id : undefined;
    case "wallettrasaction_update":
      // @ts-expect-error: the payload may be anything, and so the amount.
      return event.payload.amount;
    // @ts-expect-error: the vendor's spelling is the name.
    case "wallettransaction_update":
      return undefined;
    default:
      return event.raw;
  }
}

// Every case taken, only the unknown event is left; one forgotten, and this no longer compiles.
type Handlers = { [N in EventName]: (event: EventOf<N>) => void };
declare const handlers: Handlers;
export function dispatch(event: Event): UnknownEvent | undefined {
  if (!event.known) return event;
  (handlers[event.name] as (event: Event) => void)(event);
  return undefined;
}

// A map of handlers: each knows its event, and what they return is what the call gives.
declare const handled: Event;
const length: number | undefined = call(handled, {
  order_create: (it) => (it.conforms ? it.payload.user_email.length : 0),
  coupon_create: ({ name }) => (name satisfies "coupon_create").length,
});
const mixed: number | Promise<void> | string = call(handled, { order_create: async () => {}, lead_create: () => 1 }, (it) => it.raw);
// @ts-expect-error: an event without a handler gives nothing.
const certain: number = call(handled, { order_create: () => 1 });
// @ts-expect-error: no event has this name.
call(handled, { order_craete: () => 1 });
// @ts-expect-error: nor this, beside one that has.
call(handled, { order_create: () => 1, order_craete: () => 1 });
// @ts-expect-error: the handler of another event.
call(handled, { order_create: (it: EventOf<"lead_create">) => it.raw });
// @ts-expect-error: it has no handler of other events.
const every = { order_create: (it) => it.raw } satisfies EventHandlers;

// Names at run time, and samples by name.
const first: "coinexpirynotify_create" = eventNames[0];
const names: readonly EventName[] = eventNames;
const sample: string = samples.order_create.delivered;
// @ts-expect-error: there is no such sample.
void [length, mixed, certain, every, first, names, sample, samples.order_create.dleivered];

// In an exhaustive switch only the unknown event is left in the end.
declare function unknown(event: UnknownEvent): string;
export function exhaustive(event: Event): string {
  switch (event.name) {
    case "coinexpirynotify_create":
    case "coupon_create":
    case "coupon_update":
    case "incompletereferralrequest_create":
    case "lead_create":
    case "lead_update":
    case "order_create":
    case "order_update":
    case "refereenotify_create":
    case "referrernotify_create":
    case "review_create":
    case "review_update":
    case "reviewrequest_create":
    case "unusedcouponrequest_create":
    case "unusedwalletcoinrequest_create":
    case "viptier_create":
    case "walletreward_create":
    case "wallettrasaction_update":
      return event.conforms ? event.payload.user_email : event.raw;
    default:
      return unknown(event);
  }
}
export function forgetful(event: Event): string {
  switch (event.name) {
    case "order_create":
      return event.raw;
    default:
      // @ts-expect-error: all other events are left, too.
      return unknown(event);
  }
}

// A payload has its type only if it conforms, whatever is asked first, and of whichever event.
declare const event: Event;
if (event.name === "order_create" && event.conforms) {
  const email: string = event.payload.user_email;
  void email;
}
if (event.conforms) {
  // All events have it.
  const email: string = event.payload.user_email;
  if (event.name === "coupon_create") event.payload.fiat_value?.toFixed(2);
  // @ts-expect-error: not all have that.
  void [email, event.payload.fiat_value];
} else if (event.name === "order_create") {
  const email: unknown = event.payload.user_email;
  // @ts-expect-error: it may be missing, or something else.
  event.payload.user_email.trim();
  // @ts-expect-error: no such field.
  void [email, event.payload.user_emial];
}
const { name: of, conforms, payload } = event;
if (conforms && of === "order_create") void payload.user_email.length;
export const emails = (events: readonly Event[]) => events.map((it) => (it.conforms ? it.payload.user_email : ""));

// Guards are about the name alone.
if (isOrderCreate(event)) {
  const only: "order_create" = event.name;
  // @ts-expect-error: anything may be missing there.
  event.payload.user_email.trim();
  if (event.conforms) event.payload.user_email.trim();
  void only;
}
if (event.conforms && isOrderCreate(event)) event.payload.user_email.trim();
if (!event.known) {
  const never: false = event.conforms;
  void never;
}
const one = orderCreate.decode(body);
if (one.ok) {
  const total = one.event.field("fiat_amount");
  if (total.state === "value") total.value.toFixed(2);
  // @ts-expect-error: the value may be absent.
  total.value.toFixed(2);
  // @ts-expect-error: no such field.
  one.event.field("fiat_amuont");
  const edited: string = one.event.edit({ fiat_amount: 2, status: undefined }).raw;
  // @ts-expect-error: no such field.
  one.event.edit({ fiat_amuont: 2 });
  const seen: readonly Deviation[] = one.event.deviations;
  void [edited, seen];
}

// Keys are exact, and a payload for a test is a plain literal.
const coupon: EventPayload<"coupon_create"> = { ...common, "meta.lead_name": "Ayush Shukla", fiat_value: 2 };
// @ts-expect-error: one key with a dot in it, not a path.
void coupon.meta;
// @ts-expect-error: there is no index signature to hide a typo.
void coupon.fiat_valeu;
const lead: EventMap["lead_create"] = { ...common, transaction_amount: "", user_balance: 3 };
// @ts-expect-error: the fields that every event carries are required.
const excerpt: EventMap["lead_create"] = { user_balance: 3 };
// @ts-expect-error: `user_balance` is documented as a number.
const odd: EventMap["lead_create"] = { ...common, user_balance: "3" };

// The Standard Schema interface gives the payload's type.
type Output<S extends { readonly "~standard": { readonly types?: { readonly output: unknown } | undefined } }> = NonNullable<
  S["~standard"]["types"]
>["output"];
const output: Output<typeof orderCreate> = { ...common, fiat_amount: 849.54 };

void [order, lead, excerpt, odd, output];
