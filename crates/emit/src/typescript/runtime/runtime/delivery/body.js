/** The body of a request in, the texts and payloads of its events out. */

import { HIGHEST_DEPTH, readInput, readText } from "../input.js";
import { skipSpace } from "../scan.js";
import { readCloudEvents } from "./cloud_events.js";
import { decodeUtf8 } from "./codec.js";
import { formText } from "./form.js";
import { itemsAt, spanAt } from "./spans.js";

/** @import { DeliveryRow, ReceivedRequest, ReceiverSettings, RejectionClass } from "../delivery.js" */

/** @typedef {{ readonly class: RejectionClass, readonly offset?: number | undefined }} BodyFault */

/**
 * An event, or what should have been one.
 *
 * @typedef {{ readonly text: string, readonly payload: object, readonly fault?: undefined }
 *   | { readonly fault: BodyFault, readonly raw: string | Uint8Array }} Element
 */

/**
 * @typedef {object} Contents
 * @property {true} ok
 * @property {boolean} isOne Whether the body is one event, so that what is wrong with it is wrong with the request.
 * @property {readonly Element[]} elements
 * @property {string} [json] The body, if it is one JSON text, or the text that is composed of it.
 */

/**
 * @typedef {object} Failure
 * @property {false} ok
 * @property {BodyFault} error
 * @property {string | undefined} [json] The body, if it is JSON without events.
 */

/** @typedef {{ readonly maxDepth: number, readonly maxEvents: number }} Limits */

/** More than any sender has in a request. Without a limit, the events of `[1,1,...]` take a hundred times the memory of their text. */
const MOST_EVENTS = 100_000;

/** @type {Failure} */
const TOO_MANY = { ok: false, error: { class: "too_large" } };

/**
 * @param {DeliveryRow} row
 * @param {ReceivedRequest} request
 * @param {ReceiverSettings} settings
 * @returns {Contents | Failure}
 */
export function readBody({ body, events }, request, { maxDepth = 128, maxEvents = MOST_EVENTS }) {
  const depth = Math.min(maxDepth, HIGHEST_DEPTH);
  const limits = { maxDepth: depth, maxEvents };
  switch (body) {
    case "json":
      return events === null ? one(request.body, depth) : several(request.body, events, limits);
    case "json-lines":
      return readLines(request.body, limits);
    case "form":
      return composed(formText(request.body, depth));
    case "cloudevents":
      return cloudEvents(request, limits);
  }
}

/**
 * @param {ReceivedRequest} request
 * @param {Limits} limits
 * @returns {Contents | Failure}
 */
function cloudEvents(request, limits) {
  const found = readCloudEvents(request, limits.maxDepth);
  switch (found.mode) {
    case "structured":
      return one(request.body, limits.maxDepth);
    case "batch":
      return several(request.body, [], limits, "[");
    case "binary":
      return composed(found.read);
    case "none":
      return { ok: false, error: { class: "no_events" } };
  }
}

/**
 * A body that is one event.
 *
 * @param {Uint8Array} bytes
 * @param {number} maxDepth
 * @returns {Contents | Failure}
 */
function one(bytes, maxDepth) {
  const read = readInput(bytes, { maxBytes: Infinity, maxDepth });
  if (read.ok) return { ok: true, isOne: true, elements: [read], json: read.text };
  return read.error.class === "not_an_object" ? { ...read, json: decodeUtf8(bytes) } : read;
}

/**
 * An event whose text was composed.
 *
 * @param {{ ok: true, text: string, payload: object } | Failure} read
 * @returns {Contents | Failure}
 */
function composed(read) {
  return read.ok ? { ok: true, isOne: true, elements: [read], json: read.text } : read;
}

/**
 * A body that holds events at a place.
 *
 * @param {Uint8Array} bytes
 * @param {readonly string[]} tokens
 * @param {Limits} limits
 * @param {string} [wanted] How the value has to begin.
 * @returns {Contents | Failure}
 */
function several(bytes, tokens, limits, wanted) {
  const json = decodeUtf8(bytes);
  // Which says where it is not UTF-8.
  if (json === undefined) return one(bytes, limits.maxDepth);
  const split = splitEvents(json, tokens, limits, wanted);
  if (split.ok) return { ok: true, isOne: false, elements: split.elements, json };
  return split.error.class === "no_events" ? { ...split, json } : split;
}

/**
 * The events at a place of a text: each is parsed alone, and the rest of the text without them. If all of that is JSON, so is the text.
 *
 * @param {string} text
 * @param {readonly string[]} tokens
 * @param {Limits} limits
 * @param {string} [wanted]
 * @returns {{ ok: true, elements: Element[] } | Failure}
 */
function splitEvents(text, tokens, limits, wanted) {
  const { maxDepth, maxEvents } = limits;
  const span = spanAt(text, tokens);
  const first = span === undefined ? undefined : text[span.start];
  const depth = maxDepth + tokens.length + (first === "[" ? 1 : 0);
  if (span === undefined || (first !== "[" && first !== "{") || (wanted !== undefined && first !== wanted)) {
    const fault = faultOf(text, depth);
    if (fault !== undefined) return { ok: false, error: fault };
    return span !== undefined && first === '"' && wanted === undefined ? splitString(text, span, limits) : { ok: false, error: { class: "no_events" } };
  }
  const { start, end } = span;
  const spans = first === "{" ? [span] : itemsAt(text, start, maxEvents + 1);
  if (spans !== undefined && spans.length > maxEvents) return TOO_MANY;
  const rest = faultOf(`${text.slice(0, start)}${first === "{" ? "{}" : "[]"}${text.slice(end)}`, depth);
  const elements = rest === undefined ? spans?.map((item) => elementOf(text.slice(item.start, item.end), maxDepth)) : undefined;
  if (elements?.every((element) => element !== undefined)) return { ok: true, elements };
  // Only the whole text says which of its faults is the first.
  return { ok: false, error: faultOf(text, depth) ?? { class: "no_events" } };
}

/**
 * Where a text stops being JSON, of whatever kind, or is too deep.
 *
 * @param {string} text
 * @param {number} maxDepth
 */
function faultOf(text, maxDepth) {
  const read = readText(text, maxDepth);
  return read.ok || read.error.class === "not_an_object" ? undefined : read.error;
}

/**
 * The events in a string of JSON text.
 *
 * @param {string} text
 * @param {{ readonly start: number, readonly end: number }} span
 * @param {Limits} limits
 * @returns {{ ok: true, elements: Element[] } | Failure}
 */
function splitString(text, { start, end }, limits) {
  const inner = /** @type {string} */ (JSON.parse(text.slice(start, end)));
  const first = inner[skipSpace(inner, 0)];
  const split = inner.isWellFormed() && (first === "[" || first === "{") ? splitEvents(inner, [], limits) : undefined;
  return split?.ok || split?.error.class === "too_large" ? split : { ok: false, error: { class: "no_events" } };
}

/**
 * An element from its text; nothing if that is not JSON.
 *
 * @param {string} text
 * @param {number} maxDepth
 * @returns {Element | undefined}
 */
function elementOf(text, maxDepth) {
  const read = readText(text, maxDepth);
  if (read.ok) return read;
  return read.error.class === "not_an_object" ? { fault: read.error, raw: text } : undefined;
}

const CARRIAGE_RETURN = 13;
const NEWLINE = 10;

/**
 * The lines of a body that are not empty.
 *
 * @param {Uint8Array} bytes
 * @param {Limits} limits
 * @returns {Contents | Failure}
 */
function readLines(bytes, { maxDepth, maxEvents }) {
  /** @type {Element[]} */
  const elements = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    const line = bytes.subarray(start, newline > start && bytes[newline - 1] === CARRIAGE_RETURN ? newline - 1 : end);
    if (line.length > 0) elements.push(readLine(line, maxDepth));
    if (elements.length > maxEvents) return TOO_MANY;
    start = end + 1;
  }
  return { ok: true, isOne: false, elements };
}

/**
 * @param {Uint8Array} line
 * @param {number} maxDepth
 * @returns {Element}
 */
function readLine(line, maxDepth) {
  const read = readInput(line, { maxBytes: Infinity, maxDepth });
  return read.ok ? read : { fault: read.error, raw: decodeUtf8(line) ?? line.slice() };
}
