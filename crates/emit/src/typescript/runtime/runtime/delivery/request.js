/** A request of any framework in, one with its headers by name and its body in bytes out. */

import { bytesOf } from "../input.js";
import { binaryText, percentDecoded, utf8 } from "./codec.js";

/** @import { HeadersLike, IncomingRequest, RawRequest, ReceivedRequest, WebRequest } from "../delivery.js" */

/**
 * Reads a request; nothing if its body cannot be had as bytes.
 *
 * @param {IncomingRequest} request
 * @param {ReadonlySet<string>} [wanted] The headers that are looked at, if not all of them are.
 * @returns {Promise<ReceivedRequest | undefined>}
 */
export async function readRequest(request, wanted) {
  const body = "arrayBuffer" in request ? await bodyOf(request) : copyOf(request.body);
  return body && { method: request.method, url: request.url, headers: headersOf(request.headers, wanted), body };
}

/**
 * A request of a body alone; nothing if that cannot be had as bytes.
 *
 * @param {RawRequest["body"]} sent
 * @returns {ReceivedRequest | undefined}
 */
export function requestOf(sent) {
  const body = copyOf(sent);
  return body && { method: undefined, url: undefined, headers: new Map(), body };
}

/**
 * The body of a web `Request`; nothing if somebody else has read it, or if the connection broke.
 *
 * @param {WebRequest} request
 */
async function bodyOf(request) {
  try {
    return bytesOf(await request.arrayBuffer());
  } catch {
    return undefined;
  }
}

/**
 * The bytes of a body, which the caller may change while the sender is being verified.
 *
 * @param {unknown} body
 */
function copyOf(body) {
  if (typeof body === "string") return utf8(body);
  const bytes = bytesOf(body);
  // Much faster than `slice`, which asks what kind of array it is to make.
  return bytes && new Uint8Array(bytes);
}

/**
 * Headers by name in lower case. Without those that are empty or hold what a header cannot.
 *
 * @param {RawRequest["headers"]} headers
 * @param {ReadonlySet<string> | undefined} wanted
 * @returns {ReadonlyMap<string, string>}
 */
function headersOf(headers, wanted) {
  /** @type {Map<string, string>} */
  const joined = new Map();
  const add = (/** @type {unknown} */ value, /** @type {string} */ name) => {
    const key = name.toLowerCase();
    if (wanted?.has(key) === false) return;
    const before = joined.get(key);
    joined.set(key, before === undefined ? String(value) : `${before}, ${String(value)}`);
  };
  if (Array.isArray(headers)) {
    for (const [name, value] of headers) add(value, name);
  } else if (isHeaders(headers)) {
    headers.forEach(add);
  } else {
    for (const [name, values] of Object.entries(headers)) {
      for (const value of Array.isArray(values) ? values : [values]) if (value !== undefined && value !== null) add(value, name);
    }
  }
  for (const [name, value] of joined) {
    const text = trimmed(value);
    if (isHeaderText(text)) joined.set(name, text);
    else joined.delete(name);
  }
  return joined;
}

/**
 * @param {RawRequest["headers"]} headers
 * @returns {headers is HeadersLike}
 */
function isHeaders(headers) {
  return typeof headers.forEach === "function";
}

/**
 * Whether a header can have this text, when it is trimmed.
 *
 * @param {string} text
 */
export function isHeaderText(text) {
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text);
}

/**
 * A text without the spaces and tabs at its ends.
 *
 * @param {string} text
 */
export function trimmed(text) {
  let [start, end] = [0, text.length];
  while (isBlank(text, start)) start += 1;
  while (end > start && isBlank(text, end - 1)) end -= 1;
  return text.slice(start, end);
}

/**
 * @param {string} text
 * @param {number} index
 */
function isBlank(text, index) {
  const code = text.charCodeAt(index);
  return code === 32 || code === 9;
}

/**
 * The value of a key in the query of a URL; nothing if it is empty, there twice or not UTF-8.
 *
 * @param {string | undefined} url
 * @param {string} wanted
 */
export function queryValue(url, wanted) {
  const [, query = ""] = /^[^?#]*\?([^#]*)/.exec(url ?? "") ?? [];
  const found = binaryText(utf8(query)).split("&").flatMap((pair) => {
    const [key, value] = pairOf(pair);
    return key === wanted ? [value] : [];
  });
  return found.length === 1 && found[0] !== "" ? found[0] : undefined;
}

/**
 * Key and value of a pair as forms and queries have them; nothing in the place of one that is not UTF-8.
 *
 * @param {string} binary
 */
export function pairOf(binary) {
  const equals = binary.indexOf("=");
  const [key, value] = equals < 0 ? [binary, ""] : [binary.slice(0, equals), binary.slice(equals + 1)];
  return /** @type {const} */ ([percentDecoded(key, true), percentDecoded(value, true)]);
}
