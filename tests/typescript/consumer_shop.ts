/**
 * What has to compile against the generated package of the shop, and what must not: a union whose objects a tag tells apart. Checked,
 * never run.
 */

import { decode, type BankTransfer, type Card, type Other, type Payment } from "shop-events";

declare const payment: Payment;

// Each case has its alternative, without a cast; an object with another tag is left to `default`.
export function handle(payment: Payment): string {
  switch (payment.kind) {
    case "card": {
      const card: Card = payment;
      return card.last4 ?? "";
    }
    case "bank_transfer":
      return payment.reference;
    default: {
      // @ts-expect-error: that is a member of an alternative.
      void payment.reference;
      // @ts-expect-error: and it may have been sent with anything else.
      const tag: undefined = payment.kind;
      void tag;
      return payment.kind as string;
    }
  }
}

// With all alternatives handled, an object with another tag is left: a function that forgets it returns nothing.
// @ts-expect-error: there is no return for it.
export function forgetful(payment: Payment): string {
  switch (payment.kind) {
    case "card":
      return payment.last4 ?? "";
    case "bank_transfer":
      return payment.reference;
  }
}

// A missing case is noticed where `default` takes only what is left.
declare function unlisted(payment: Other<"kind">): string;
export function exhaustive(payment: Payment): string {
  switch (payment.kind) {
    case "card":
      return payment.last4 ?? "";
    case "bank_transfer":
      return payment.reference;
    default:
      return unlisted(payment);
  }
}
export function partial(payment: Payment): string {
  switch (payment.kind) {
    case "card":
      return payment.last4 ?? "";
    default:
      // @ts-expect-error: a bank transfer is left, too.
      return unlisted(payment);
  }
}

// A misspelt tag is not a case.
switch (payment.kind) {
  // @ts-expect-error: the wire has `bank_transfer`.
  case "bank-transfer":
}

// `if` narrows as well.
if (payment.kind === "card") void payment.last4;
else if (payment.kind === "bank_transfer") void payment.reference;
// A tag that the specification does not list is compared as a string.
else if ((payment.kind as string) === "crypto") void payment;
// @ts-expect-error: a member of an alternative, before the tag is looked at.
void payment.reference;

// Senders write an alternative, and no other tag.
export const sent: Payment[] = [{ kind: "card" }, { kind: "bank_transfer", reference: "1028" }];
// @ts-expect-error: the tag is not in the specification.
sent.push({ kind: "crypto" });
// @ts-expect-error: what the compiler takes an unlisted tag for is not a value.
sent.push({ kind: "\u0000unlisted" });
// @ts-expect-error: a bank transfer has a reference.
sent.push({ kind: "bank_transfer" });

// It is the same inside of a payload.
const { event } = decode("order_placed", "{}");
if (event?.conforms && event.payload.payment?.kind === "bank_transfer") void event.payload.payment.reference;

// What was decoded need not have what it should have: this throws if it is read as if it had.
const { event: bare } = decode("order_placed", '{"type":"order_placed"}');
// @ts-expect-error: a payment is not a payment before it is known that the payload conforms.
void bare?.payload.payment.reference;

// What the compiler takes an unlisted tag for has no name that can be imported, neither as a value nor as a type.
// @ts-expect-error: it is not exported.
import { Unlisted as value } from "shop-events";
// @ts-expect-error: it is not exported.
import type { Unlisted as named } from "shop-events";
// @ts-expect-error: it is not exported from its own module either.
import { Unlisted as inside } from "shop-events/runtime.js";
// It is the module that is meant, and what is left has a name: the declarations of a program can say what this returns.
import type { Other as same } from "shop-events/runtime.js";
export const left = (payment: Exclude<Payment, BankTransfer | Card>): same<"kind"> => payment satisfies Other<"kind">;
