/** Input of any kind in, its text and the parsed payload out, or where and why it is not a payload. */

import { refusalOf } from "./refused.js";
import { findFault, mayBeTooDeep, skipSpace } from "./scan.js";

/** @import { DecodeError, DecodeErrorClass, DecodeOptions, Input } from "../runtime.js" */

/** @typedef {{ ok: true, text: string, payload: object } | { ok: false, error: DecodeError }} Read */

/** `maxDepth` beyond this would let a payload exhaust the call stack of those who walk it. */
export const HIGHEST_DEPTH = 1000;

const encoder = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Reads a payload. Never throws, whatever the input.
 *
 * @param {unknown} input
 * @param {DecodeOptions} [options]
 * @returns {Read}
 */
export function readInput(input, { maxBytes = 16 * 1024 * 1024, maxDepth = 128 } = {}) {
  const [most, depth] = [limit(maxBytes), Math.min(limit(maxDepth), HIGHEST_DEPTH)];
  if (typeof input === "string") return readString(input, most, depth);
  try {
    const bytes = bytesOf(input);
    if (bytes !== undefined) return readBytes(bytes, most, depth);
    const refusal = refusalOf(input);
    return refusal === undefined ? readString(JSON.stringify(input), most, depth) : refuse("not_an_object", refusal);
  } catch {
    return refuse("syntax", "the object has no JSON text: it has a cycle, a BigInt, or something that throws when it is read");
  }
}

/**
 * The bytes of any buffer, of any realm; nothing if it is something else.
 *
 * @param {unknown} input
 */
export function bytesOf(input) {
  if (ArrayBuffer.isView(input)) {
    const bytes = input instanceof Uint8Array ? input : new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
    return input.buffer instanceof ArrayBuffer || isOf("ArrayBuffer", input.buffer) ? bytes : bytes.slice();
  }
  if (isOf("ArrayBuffer", input)) return new Uint8Array(/** @type {ArrayBuffer} */ (input));
  // Others may change what is shared, and decoders do not take it.
  return isOf("SharedArrayBuffer", input) ? new Uint8Array(/** @type {SharedArrayBuffer} */ (input)).slice() : undefined;
}

/**
 * @param {"ArrayBuffer" | "SharedArrayBuffer"} kind
 * @param {unknown} value
 */
function isOf(kind, value) {
  return Object.prototype.toString.call(value) === `[object ${kind}]`;
}

/**
 * Nothing is greater than `NaN`, which a setting that is missing becomes: as a limit it would be none.
 *
 * @param {number} number
 */
function limit(number) {
  return number >= 0 ? number : 0;
}

/**
 * @param {string} text
 * @param {number} maxBytes
 * @param {number} maxDepth
 */
function readString(text, maxBytes, maxDepth) {
  // A UTF-16 unit takes one to three bytes, so most texts need no counting.
  if (text.length > maxBytes || (text.length * 3 > maxBytes && encoder.encode(text).length > maxBytes)) {
    return fail("too_large", encoder.encode(text.slice(0, maxBytes)).subarray(0, maxBytes));
  }
  return readText(text, maxDepth);
}

/**
 * @param {Uint8Array} bytes
 * @param {number} maxBytes
 * @param {number} maxDepth
 */
function readBytes(bytes, maxBytes, maxDepth) {
  if (bytes.length > maxBytes) return fail("too_large", bytes.subarray(0, maxBytes));
  let text;
  try {
    text = strict.decode(bytes);
  } catch {
    return fail("not_utf8", bytes.subarray(0, validUpTo(bytes)));
  }
  return readText(text, maxDepth);
}

/**
 * @param {string} text
 * @param {number} maxDepth
 * @returns {Read}
 */
export function readText(text, maxDepth) {
  // Before parsing, since not every engine's parser is safe from deep nesting.
  const fault = mayBeTooDeep(text, maxDepth) ? findFault(text, maxDepth) : undefined;
  if (fault !== undefined) return failAt(fault.class, text, fault.index);
  let payload;
  try {
    payload = JSON.parse(text);
  } catch {
    const { class: cls, index } = findFault(text, maxDepth) ?? { class: "syntax", index: text.length };
    return failAt(cls, text, index);
  }
  const isObject = typeof payload === "object" && payload !== null && !Array.isArray(payload);
  return isObject ? { ok: true, text, payload } : failAt("not_an_object", text, skipSpace(text, 0));
}

/**
 * @param {DecodeErrorClass} cls
 * @param {string} text
 * @param {number} index
 */
function failAt(cls, text, index) {
  return fail(cls, encoder.encode(text.slice(0, index)));
}

/** The message of each class. It contains nothing of the payload, so it is safe to log. */
const MESSAGES = {
  too_large: "payload too large",
  not_utf8: "invalid UTF-8",
  syntax: "invalid JSON",
  too_deep: "payload nested too deeply",
  not_an_object: "not a JSON object",
};

/**
 * @param {DecodeErrorClass} cls
 * @param {Uint8Array} before the bytes up to the fault
 */
function fail(cls, before) {
  const offset = before.length;
  const column = offset - before.lastIndexOf(10);
  const line = before.reduce((line, byte) => (byte === 10 ? line + 1 : line), 1);
  return failure({ class: cls, offset, line, column, message: `${MESSAGES[cls]} at line ${line}, column ${column} (byte ${offset})` });
}

/**
 * What is wrong with a value that was never a text.
 *
 * @param {DecodeErrorClass} cls
 * @param {string} message
 */
function refuse(cls, message) {
  return failure({ class: cls, offset: 0, line: 1, column: 1, message });
}

/**
 * @param {DecodeError} error
 * @returns {{ ok: false, error: DecodeError }}
 */
function failure(error) {
  return { ok: false, error };
}

/**
 * How many of the first bytes are UTF-8: where the first replacement character stands that was not sent as one.
 *
 * @param {Uint8Array} bytes
 */
function validUpTo(bytes) {
  const text = lenient.decode(bytes);
  let [from, offset] = [0, 0];
  for (;;) {
    const index = text.indexOf("\uFFFD", from);
    offset += encoder.encode(text.slice(from, index)).length;
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) return offset;
    [from, offset] = [index + 1, offset + 3];
  }
}
