/** Values that are not payloads, and what to pass instead, in words for whoever passed them. */

const ENTRIES = "pass `Object.fromEntries(...)` of it";

/** @type {Readonly<Record<string, string>>} What to pass instead of values that are easily taken for a payload. */
const INSTEAD = {
  undefined: "read the body first",
  function: "call it first",
  Promise: "`await` it first",
  Request: "pass `await request.text()`",
  Response: "pass `await response.text()`",
  Blob: "pass `await blob.text()`",
  File: "pass `await file.text()`",
  ReadableStream: "pass `await new Response(stream).text()`",
  IncomingMessage: "read its body first",
  Array: "decode its items one by one",
  Map: ENTRIES,
  Headers: ENTRIES,
  FormData: ENTRIES,
  URLSearchParams: ENTRIES,
};

/**
 * Why a value is not a payload; nothing if it is a plain object. May throw whatever a proxy or a getter throws.
 *
 * @param {unknown} value
 */
export function refusalOf(value) {
  if (isPlain(value)) return undefined;
  const kind = kindOf(value);
  const article = kind === "null" || kind === "undefined" ? "" : /^[AEIO]/.test(kind) ? "an " : "a ";
  const instead = Object.hasOwn(INSTEAD, kind) ? INSTEAD[kind] : "pass a plain object, or its JSON text";
  return `this is ${article}${kind}, not a payload: ${instead}`;
}

/**
 * Whether a value is an object without a class, of any realm: test runners have several.
 *
 * @param {unknown} value
 */
function isPlain(value) {
  if (typeof value !== "object" || value === null || isThenable(value)) return false;
  const prototype = /** @type {unknown} */ (Object.getPrototypeOf(value));
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** @param {object} value */
function isThenable(value) {
  return "then" in value && typeof value.then === "function";
}

/**
 * What a value is called: a type of the language, or a class.
 *
 * @param {unknown} value
 */
function kindOf(value) {
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  if (isThenable(value)) return "Promise";
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  const name = tag === "Object" ? String(value.constructor.name) : tag;
  // Anybody can choose it, and messages are logged.
  return /^[A-Za-z_$][\w$]{0,60}$/.test(name) ? name : "class instance";
}
