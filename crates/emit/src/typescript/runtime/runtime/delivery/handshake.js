/** Challenges: what a sender wants to have back before it sends events, to see that somebody receives at an address. */

import { textAt } from "./places.js";

/** @import { DeliveryRow } from "../delivery.js" */
/** @import { Source } from "./places.js" */

/** Whoever answers sends the text back: it is short, and can neither end a header nor be anything but text. */
const CHALLENGE = /^[ -~]{1,1024}$/;

/**
 * The challenge of a request without a body, which nobody signs.
 *
 * @param {DeliveryRow} row
 * @param {Source} source
 */
export function challengeWithoutBody({ handshake }, source) {
  const isThere = handshake !== null && !("body" in handshake) && source.request.body.length === 0;
  return isThere ? challengeAt(handshake, source) : undefined;
}

/**
 * The challenge in a body.
 *
 * @param {DeliveryRow} row
 * @param {Source} source
 */
export function challengeInBody({ handshake }, source) {
  return handshake !== null && "body" in handshake ? challengeAt(handshake, source) : undefined;
}

/**
 * @param {NonNullable<DeliveryRow["handshake"]>} place
 * @param {Source} source
 */
function challengeAt(place, source) {
  const text = textAt(place, source);
  return text !== undefined && CHALLENGE.test(text) ? text : undefined;
}
