/** The values of places: in a request, in the payload of an event and in the body around it. */

import { queryValue } from "./request.js";
import { spanAt } from "./spans.js";

/** @import { Pieces, PlaceRow, ReceivedRequest } from "../delivery.js" */

/**
 * What places are looked up in.
 *
 * @typedef {object} Source
 * @property {ReceivedRequest} request
 * @property {string | undefined} endpoint The URL of the endpoint.
 * @property {string | undefined} json The body, if it is JSON.
 * @property {Map<PlaceRow, string | undefined>} shared What all events of the request have at the same place.
 * @property {{ readonly text: string, readonly payload: object }} [event]
 */

/**
 * The text at a place; nothing if it is missing.
 *
 * @param {PlaceRow} place
 * @param {Source} source
 * @param {boolean} [takesFractions] Whether any number is a text, or an integer only.
 * @returns {string | undefined}
 */
export function textAt(place, source, takesFractions = false) {
  if ("payload" in place) return source.event && payloadText(source.event, place.payload, takesFractions);
  // A body of many events is searched once.
  if (!source.shared.has(place)) source.shared.set(place, sharedText(place, source, takesFractions));
  return source.shared.get(place);
}

/**
 * @param {Exclude<PlaceRow, { payload: unknown }>} place
 * @param {Source} source
 * @param {boolean} takesFractions
 */
function sharedText(place, { request, endpoint, json }, takesFractions) {
  if ("header" in place) return request.headers.get(place.header);
  if ("query" in place) return queryValue(request.url, place.query);
  if ("body" in place) return json === undefined ? undefined : scalarAt(json, place.body, takesFractions);
  switch (place.whole) {
    case "method":
      return request.method || undefined;
    case "url":
      return endpoint || undefined;
    case "body":
    case "time":
      // Known to the signature that signs them.
      return undefined;
  }
}

/**
 * @param {{ readonly text: string, readonly payload: object }} event
 * @param {readonly string[]} tokens
 * @param {boolean} takesFractions
 */
function payloadText({ text, payload }, tokens, takesFractions) {
  const value = follow(payload, tokens);
  // Of a number, its digits as sent.
  return typeof value === "number" ? scalarAt(text, tokens, takesFractions) : textOf(value);
}

/**
 * What reference tokens lead to in a value.
 *
 * @param {unknown} root
 * @param {readonly string[]} tokens
 */
function follow(root, tokens) {
  let value = root;
  for (const token of tokens) {
    // The `length` of an array is a number, which is looked for in the text.
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, token)) return undefined;
    value = /** @type {Readonly<Record<string, unknown>>} */ (value)[token];
  }
  return value;
}

/**
 * The text of a scalar in a JSON text.
 *
 * @param {string} json
 * @param {readonly string[]} tokens
 * @param {boolean} takesFractions
 */
function scalarAt(json, tokens, takesFractions) {
  const span = spanAt(json, tokens);
  if (span === undefined || json[span.start] === "{" || json[span.start] === "[") return undefined;
  const text = json.slice(span.start, span.end);
  const value = /** @type {unknown} */ (JSON.parse(text));
  if (typeof value !== "number") return textOf(value);
  return takesFractions || /^-?[0-9]+$/.test(text) ? text : undefined;
}

/** @param {unknown} value */
function textOf(value) {
  if (typeof value === "string") return value !== "" && value.isWellFormed() ? value : undefined;
  return typeof value === "boolean" ? String(value) : undefined;
}

/**
 * Literals and the texts of places, one after the other; nothing if a place is missing.
 *
 * @param {Pieces} pieces
 * @param {Source} source
 */
export function compose(pieces, source) {
  let composed = "";
  for (const piece of pieces) {
    const text = typeof piece === "string" ? piece : textAt(piece, source);
    if (text === undefined) return undefined;
    composed += text;
  }
  return composed;
}

/**
 * A place that is signed, as the specification writes it.
 *
 * @param {PlaceRow} place
 */
export function writtenPlace(place) {
  if ("header" in place) return `{header:${place.header}}`;
  if ("query" in place) return `{query:${place.query}}`;
  if ("whole" in place) return `{${place.whole}}`;
  const [name, tokens] = "body" in place ? ["body", place.body] : ["payload", place.payload];
  return `{${name}:${tokens.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}}`;
}
