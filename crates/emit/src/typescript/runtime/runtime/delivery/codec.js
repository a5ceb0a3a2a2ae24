/** Bytes as hexadecimal digits, Base64 and percent-encoding. Every engine reads these forms alike: what is not exactly one is refused. */

import { decodeUtf8 } from "../input.js";

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64_URL = `${BASE64.slice(0, 62)}-_`;
const PERCENT = 37;
const PLUS = 43;
const SPACE = 32;

const encoder = new TextEncoder();

/** @param {string} text */
export function utf8(text) {
  return encoder.encode(text);
}

/** @param {Uint8Array} bytes */
export function toHex(bytes) {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** @param {Uint8Array} bytes */
export function toBase64(bytes) {
  const text = sextets(bytes, BASE64);
  return text.padEnd(Math.ceil(text.length / 4) * 4, "=");
}

/** @param {Uint8Array} bytes */
export function toBase64Url(bytes) {
  return sextets(bytes, BASE64_URL);
}

/**
 * @param {Uint8Array} bytes
 * @param {string} alphabet
 */
function sextets(bytes, alphabet) {
  const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let [bits, kept, length] = [0, 0, 0];
  const add = (/** @type {number} */ sextet) => {
    codes[length] = alphabet.charCodeAt(sextet & 63);
    length += 1;
  };
  for (const byte of bytes) {
    [bits, kept] = [((bits << 8) | byte) & 0xffff, kept + 8];
    for (; kept >= 6; kept -= 6) add(bits >> (kept - 6));
  }
  if (kept > 0) add(bits << (6 - kept));
  return /** @type {string} */ (decodeUtf8(codes));
}

/**
 * Pairs of hexadecimal digits in any case.
 *
 * @param {string} text
 */
export function fromHex(text) {
  if (!/^(?:[0-9A-Fa-f]{2})*$/.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

/**
 * Base64 of the standard alphabet, padded correctly or not at all; the bits that stand for nothing are zero.
 *
 * @param {string} text
 */
export function fromBase64(text) {
  const digits = text.length % 4 === 0 ? text.replace(/={1,2}$/, "") : text;
  if (!/^[0-9A-Za-z+/]*$/.test(digits) || digits.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let [bits, kept, length] = [0, 0, 0];
  for (const digit of digits) {
    [bits, kept] = [((bits << 6) | BASE64.indexOf(digit)) & 0xffff, kept + 6];
    if (kept < 8) continue;
    kept -= 8;
    bytes[length] = bits >> kept;
    length += 1;
  }
  return (bits & ((1 << kept) - 1)) === 0 ? bytes : undefined;
}

/**
 * The text of percent-encoded bytes; nothing if it is not UTF-8. A `%` that two hexadecimal digits do not follow stands for itself.
 *
 * @param {Uint8Array} bytes
 * @param {boolean} isForm Whether `+` is a space.
 */
export function percentDecoded(bytes, isForm) {
  const decoded = new Uint8Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i += 1, length += 1) {
    const byte = /** @type {number} */ (bytes[i]);
    const value = byte === PERCENT ? digitOf(bytes[i + 1]) * 16 + digitOf(bytes[i + 2]) : NaN;
    decoded[length] = Number.isNaN(value) ? (byte === PLUS && isForm ? SPACE : byte) : value;
    if (!Number.isNaN(value)) i += 2;
  }
  return decodeUtf8(decoded.subarray(0, length));
}

/** @param {number | undefined} code */
function digitOf(code = 0) {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : NaN;
}
