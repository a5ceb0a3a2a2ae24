/** Bytes as hexadecimal digits, Base64 and percent-encoding. Every engine reads these forms alike: what is not exactly one is refused. */

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64_URL = `${BASE64.slice(0, 62)}-_`;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @param {string} text */
export function utf8(text) {
  return encoder.encode(text);
}

/**
 * The text of bytes; nothing if they are not UTF-8.
 *
 * @param {Uint8Array} bytes
 */
export function decodeUtf8(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** @param {Uint8Array} bytes */
export function toHex(bytes) {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
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

/** How far each of four digits is from the end of the two bytes that it may be in. */
const SHIFTS = [10, 4, 6, 8];

/**
 * Six bits at a time, as digits.
 *
 * @param {Uint8Array} bytes
 * @param {string} alphabet
 */
function sextets(bytes, alphabet) {
  const digits = utf8(alphabet);
  const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let at = 0;
  for (let length = 0; length < codes.length; length += 1) {
    // It begins in one byte and may end in the next; a byte that is not there is zero.
    const shift = /** @type {number} */ (SHIFTS[length % 4]);
    const pair = (/** @type {number} */ (bytes[at]) << 8) | (bytes[at + 1] ?? 0);
    codes[length] = /** @type {number} */ (digits[(pair >> shift) & 63]);
    if (length % 4 !== 0) at += 1;
  }
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
 * Bytes as a text of as many characters, each of the code of a byte: engines search and cut texts faster than arrays.
 *
 * @param {Uint8Array} bytes
 */
export function binaryText(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  return text;
}

/** As many arguments as every engine takes. */
const CHUNK = 8192;

/**
 * The text of percent-encoded bytes; nothing if it is not UTF-8. A `%` that two hexadecimal digits do not follow stands for itself.
 *
 * @param {string} binary
 * @param {boolean} isForm Whether `+` is a space.
 */
export function percentDecoded(binary, isForm) {
  const spaced = isForm ? binary.replaceAll("+", " ") : binary;
  if (!/[%\x80-\xff]/.test(spaced)) return spaced;
  const encoded = spaced.replace(/%(?![0-9A-Fa-f]{2})|[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
