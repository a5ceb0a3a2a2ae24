/** Secrets as the settings of a receiver have them in, their bytes out. */

import { fromBase64, fromHex, utf8 } from "./codec.js";

/** @import { SecretForm } from "../delivery.js" */

/** The form of the secret of a token, which is sent as it is. */
const TEXT = /** @type {const} */ ({ literal: "", optional: false, encoding: "text" });

/**
 * The bytes of a secret. What is missing or malformed throws, in words that do not hold the secret.
 *
 * @param {unknown} secret
 * @param {SecretForm} [form]
 */
export function secretBytes(secret, form = TEXT) {
  if (typeof secret !== "string") throw new TypeError(`a secret is ${secret === undefined ? "undefined" : "not a string"}`);
  const { literal, optional, encoding } = form;
  const isMarked = secret.startsWith(literal);
  if (!isMarked && !optional) throw new TypeError(`a secret does not begin with \`${literal}\``);
  const bytes = decode(isMarked ? secret.slice(literal.length) : secret, encoding);
  if (bytes === undefined) throw new TypeError(`a secret is not ${WORDS[encoding]}`);
  if (bytes.length === 0) throw new TypeError("a secret is empty");
  return bytes;
}

const WORDS = { text: "well-formed text", hex: "pairs of hexadecimal digits", base64: "Base64" };

/**
 * @param {string} text
 * @param {SecretForm["encoding"]} encoding
 */
function decode(text, encoding) {
  switch (encoding) {
    case "text":
      return text.isWellFormed() ? utf8(text) : undefined;
    case "hex":
      return fromHex(text);
    case "base64":
      return fromBase64(text);
  }
}
