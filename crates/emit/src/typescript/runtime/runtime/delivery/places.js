/** The values of places: in a request, in the payload of an event and in the body around it. */

import { queryValue } from "./request.js";
import { memberDigits, spanAt } from "./spans.js";

/** @import { DeliveryRow, Pieces, PlaceRow, ReceivedRequest } from "../delivery.js" */

/**
 * What places are looked up in.
 *
 * @typedef {object} Source
 * @property {ReceivedRequest} request
 * @property {string | undefined} endpoint The URL of the endpoint.
 * @property {string | undefined} json The body, if it is JSON.
 * @property {Map<PlaceRow, string | undefined>} shared What all events of the request have at the same place.
 * @property {{ readonly text: string, readonly payload: object } | undefined} event
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
  if ("header" in place) return source.request.headers.get(place.header);
  // A body of many events is searched once.
  if (!source.shared.has(place)) source.shared.set(place, sharedText(place, source, takesFractions));
  return source.shared.get(place);
}

/**
 * @param {Exclude<PlaceRow, { payload: unknown } | { header: unknown }>} place
 * @param {Source} source
 * @param {boolean} takesFractions
 */
function sharedText(place, { request, endpoint, json }, takesFractions) {
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
  if (typeof value !== "number") return textOf(value);
  // Of a number, its digits as sent.
  const digits = memberDigits(text, /** @type {string} */ (tokens.at(-1)));
  return digits === undefined ? scalarAt(text, tokens, takesFractions) : numberText(digits, takesFractions);
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
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, token)) return undefined;
    if (token === "length" && Array.isArray(value)) return undefined;
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
  return typeof value === "number" ? numberText(text, takesFractions) : textOf(value);
}

/**
 * @param {string} digits
 * @param {boolean} takesFractions
 */
function numberText(digits, takesFractions) {
  return takesFractions || /^-?[0-9]+$/.test(digits) ? digits : undefined;
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

/**
 * The headers that a delivery says something of; all of them in CloudEvents.
 *
 * @param {DeliveryRow} row
 * @returns {ReadonlySet<string> | undefined}
 */
export function headersIn({ body, event, id, sentAt, version, attempt, signatures, handshake }) {
  if (body === "cloudevents") return undefined;
  const names = event.flatMap(({ pieces, optional }) => [...pieces, ...optional.flat()]);
  const signed = signatures.flatMap((signature) => [signature.at, ...("signed" in signature ? [...signature.signed, signature.time?.at] : [])]);
  const places = [...names, ...(id ?? []), sentAt?.at, version, attempt, handshake, ...signed];
  return new Set(places.flatMap((place) => (typeof place === "object" && place !== null && "header" in place ? [place.header] : [])));
}
