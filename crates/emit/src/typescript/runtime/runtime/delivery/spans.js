/**
 * Where values are in a text, so that an event is parsed alone and keeps its text. The text need not have been checked: what is
 * found in one that is not JSON is not JSON either, alone or with the rest of the text.
 */

import { stringEnd } from "../lens.js";
import { skipSpace } from "../scan.js";

/** @typedef {{ readonly start: number, readonly end: number }} Span */

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
/** Of `[` and `]` with the bit that makes them `{` and `}`. */
const OPENING = 123;
const CLOSING = 125;

/**
 * The value that reference tokens lead to: of members with the same key, the last.
 *
 * @param {string} text
 * @param {readonly string[]} tokens
 * @returns {Span | undefined}
 */
export function spanAt(text, tokens) {
  let start = skipSpace(text, 0);
  if (tokens.length === 0) {
    const end = valueEnd(text, start);
    return end < 0 ? undefined : { start, end };
  }
  let found;
  for (const token of tokens) {
    found = text[start] === "{" ? memberAt(text, start, token) : text[start] === "[" ? itemAt(text, start, token) : undefined;
    if (found === undefined) return undefined;
    ({ start } = found);
  }
  return found;
}

/**
 * The digits of a number that is known to be a member of this key; nothing if the key may be there twice, or be an index.
 *
 * @param {string} text
 * @param {string} key
 */
export function memberDigits(text, key) {
  const quoted = `"${key}"`;
  const at = text.indexOf(quoted);
  // Without an escape, a key is written in one way, and no quotes but its own are around it.
  if (at < 0 || text.includes(quoted, at + 1) || text.includes("\\") || /^[0-9]/.test(key)) return undefined;
  NUMBER.lastIndex = skipSpace(text, skipSpace(text, at + quoted.length) + 1);
  return NUMBER.exec(text)?.[0];
}

const NUMBER = /-?[0-9][0-9.eE+-]*/y;

/**
 * The items of an array, up to a number of them; nothing if there is something else between them than a comma.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} most
 */
export function itemsAt(text, start, most) {
  /** @type {Span[]} */
  const items = [];
  let i = skipSpace(text, start + 1);
  if (text[i] === "]") return items;
  for (;;) {
    const end = valueEnd(text, i);
    if (end < 0) return undefined;
    items.push({ start: i, end });
    i = skipSpace(text, end);
    if (text[i] === "]" || items.length >= most) return items;
    if (text.charCodeAt(i) !== COMMA) return undefined;
    i = skipSpace(text, i + 1);
  }
}

/**
 * @param {string} text
 * @param {number} start
 * @param {string} token
 */
function itemAt(text, start, token) {
  // As RFC 6901 writes an index: digits, and no zero before others.
  return /^(?:0|[1-9][0-9]*)$/.test(token) ? itemsAt(text, start, Number(token) + 1)?.[Number(token)] : undefined;
}

/**
 * @param {string} text
 * @param {number} start
 * @param {string} wanted
 * @returns {Span | undefined}
 */
function memberAt(text, start, wanted) {
  let found;
  let i = skipSpace(text, start + 1);
  while (text.charCodeAt(i) === QUOTE) {
    const keyEnd = stringEnd(text, i);
    const colon = skipSpace(text, keyEnd);
    if (keyEnd < 0 || text.charCodeAt(colon) !== COLON) return undefined;
    const value = skipSpace(text, colon + 1);
    const end = valueEnd(text, value);
    if (end < 0) return undefined;
    if (isString(text, i, keyEnd, wanted)) found = { start: value, end };
    i = skipSpace(text, end);
    if (text.charCodeAt(i) === COMMA) i = skipSpace(text, i + 1);
  }
  return found;
}

/**
 * Whether a string stands for a text.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {string} wanted
 */
function isString(text, start, end, wanted) {
  const inner = text.slice(start + 1, end - 1);
  if (!inner.includes("\\")) return inner === wanted;
  try {
    return JSON.parse(text.slice(start, end)) === wanted;
  } catch {
    return false;
  }
}

/**
 * The end of a value: of an object or array, its last bracket; of a scalar, what can be no part of one. -1 if it has none.
 *
 * @param {string} text
 * @param {number} start
 */
function valueEnd(text, start) {
  if (text.charCodeAt(start) === QUOTE) return stringEnd(text, start);
  let depth = 0;
  for (let i = start; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      i = stringEnd(text, i) - 1;
      if (i < 0) return -1;
    } else if ((code | 32) === OPENING) {
      depth += 1;
    } else if ((code | 32) === CLOSING) {
      depth -= 1;
      if (depth <= 0) return depth === 0 ? i + 1 : scalarEnd(start, i);
    } else if (depth === 0 && (code <= 32 || code === COMMA)) {
      return scalarEnd(start, i);
    }
  }
  return depth > 0 ? -1 : scalarEnd(start, text.length);
}

/**
 * @param {number} start
 * @param {number} end
 */
function scalarEnd(start, end) {
  return end > start ? end : -1;
}
