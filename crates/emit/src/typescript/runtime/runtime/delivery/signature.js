/** Signatures: their codes, the bytes that are signed and the time at which that was done. */

import { decodeUtf8, toBase64, toBase64Url, toHex, utf8 } from "./codec.js";
import { textAt } from "./places.js";
import { isHeaderText, trimmed } from "./request.js";
import { secretBytes } from "./secret.js";
import { signatureTime } from "./time.js";

/** @import { CodeForm, CodeRow, PlaceRow, TokenRow } from "../delivery.js" */
/** @import { Source } from "./places.js" */

const HASHES = { "hmac-sha1": "SHA-1", "hmac-sha256": "SHA-256", "hmac-sha512": "SHA-512" };
/** More codes are not a rotation of secrets. */
const MOST_CODES = 16;

/** @type {Readonly<Record<CodeForm, (mac: Uint8Array) => string>>} */
const WRITTEN = {
  hex: toHex,
  "hex-upper": (mac) => toHex(mac).toUpperCase(),
  base64: toBase64,
  base64url: toBase64Url,
};

/**
 * What a signature says.
 *
 * @typedef {object} Parsed
 * @property {readonly { readonly form: CodeForm, readonly text: string }[]} codes
 * @property {string} time Its text, as it is signed.
 * @property {number | undefined} milliseconds
 */

/** @type {Parsed} */
const NOTHING = { codes: [], time: "", milliseconds: undefined };

/** A signature with codes, and the secrets that they may be made with. */
export class CodeSignature {
  #row;
  #secrets;
  /** @type {readonly CryptoKey[] | undefined} */
  #keys;
  #hasTime;

  /**
   * @param {CodeRow} row
   * @param {readonly unknown[]} secrets
   */
  constructor(row, secrets) {
    this.#row = row;
    this.#secrets = secrets.map((secret) => secretBytes(secret, row.secret));
    this.#hasTime = row.parts.some(({ capture }) => capture === "time");
    this.name = row.name;
    const signed = row.signed.filter((piece) => typeof piece === "object");
    /** The places that have to be there. */
    this.places = [row.at, ...(row.time?.at ? [row.time.at] : []), ...signed.filter((place) => !isOwn(place))];
  }

  /**
   * @param {Source} source
   * @returns {Parsed | undefined}
   */
  parse(source) {
    const { at, split, time } = this.#row;
    const text = textAt(at, source) ?? "";
    /** @type {{ form: CodeForm, text: string }[]} */
    const codes = [];
    /** @type {string[]} */
    const times = [];
    for (const piece of split === null ? [text] : text.split(split).map(trimmed)) {
      const part = this.#partOf(piece);
      const rest = piece.slice(part?.literal.length);
      if (part?.capture === "time") times.push(rest);
      else if (part !== undefined) codes.push({ form: part.capture, text: rest });
    }
    if (codes.length === 0 || codes.length > MOST_CODES) return undefined;
    if (time?.at) times.splice(0, times.length, textAt(time.at, source) ?? "");
    const [first = ""] = times;
    if (times.length !== (this.#hasTime || time !== null ? 1 : 0)) return undefined;
    const milliseconds = time === null ? undefined : signatureTime(time.type, first);
    return time !== null && milliseconds === undefined ? undefined : { codes, time: first, milliseconds };
  }

  /**
   * The part with the longest literal that a piece begins with.
   *
   * @param {string} piece
   */
  #partOf(piece) {
    /** @type {CodeRow["parts"][number] | undefined} */
    let longest;
    for (const part of this.#row.parts) {
      if (piece.startsWith(part.literal) && !(longest !== undefined && longest.literal.length >= part.literal.length)) longest = part;
    }
    return longest;
  }

  /**
   * Whether a code is that of a secret. All of them are compared, whichever is right.
   *
   * @param {Parsed} parsed
   * @param {Source} source
   */
  async passes({ codes, time }, source) {
    this.#keys ??= await keysOf(this.#secrets, HASHES[this.#row.algorithm]);
    const signed = signedBytes(this.#row.signed, time, source);
    let isSigned = false;
    for (const key of this.#keys) {
      const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, signed));
      for (const { form, text } of codes) isSigned = isSame(WRITTEN[form](mac), text) || isSigned;
    }
    return isSigned;
  }

  /**
   * What is wrong with the time of a signature.
   *
   * @param {Parsed} parsed
   * @param {number} now
   */
  lateness({ milliseconds }, now) {
    const tolerance = this.#row.time?.tolerance ?? null;
    if (tolerance === null || milliseconds === undefined) return undefined;
    if (now - milliseconds > tolerance * 1000) return "stale";
    return milliseconds - now > tolerance * 1000 ? "future" : undefined;
  }
}

/** A signature that is the secret itself, or what is made of it alone. */
export class TokenSignature {
  #row;
  #secrets;
  /** @type {Promise<readonly string[]> | undefined} */
  #expected;

  /**
   * @param {TokenRow} row
   * @param {readonly unknown[]} secrets
   */
  constructor(row, secrets) {
    this.#row = row;
    this.#secrets = secrets.map((secret) => secretBytes(secret));
    const { at, equals } = row;
    const isSent = (/** @type {unknown} */ secret) => isHeaderText(`${equals.literal}${secret}`);
    if ("header" in at && equals.form === "secret" && !secrets.every(isSent)) {
      throw new TypeError("a secret cannot arrive in a header: it has white space at an end, or a character that is not printable ASCII");
    }
    this.name = row.name;
    this.places = [row.at];
  }

  /** There is nothing in a token that could be malformed. */
  parse() {
    return NOTHING;
  }

  /**
   * @param {Parsed} _
   * @param {Source} source
   */
  async passes(_, source) {
    const { at, equals } = this.#row;
    this.#expected ??= Promise.all(this.#secrets.map(async (secret) => equals.literal + (await tokenOf(secret, equals.form))));
    const text = textAt(at, source) ?? "";
    let isEqual = false;
    for (const expected of await this.#expected) isEqual = isSame(expected, text) || isEqual;
    return isEqual;
  }

  /** A token has no time. */
  lateness() {
    return undefined;
  }
}

/**
 * Whether a place is known to the signature itself.
 *
 * @param {PlaceRow} place
 */
function isOwn(place) {
  return "whole" in place && (place.whole === "body" || place.whole === "time");
}

/**
 * @param {readonly Uint8Array<ArrayBuffer>[]} secrets
 * @param {string} hash
 */
function keysOf(secrets, hash) {
  return Promise.all(secrets.map((secret) => crypto.subtle.importKey("raw", secret, { name: "HMAC", hash }, false, ["sign"])));
}

/**
 * @param {CodeRow["signed"]} pieces
 * @param {string} time
 * @param {Source} source
 */
function signedBytes(pieces, time, source) {
  const body = /** @type {Uint8Array<ArrayBuffer>} */ (source.request.body);
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let [text, length] = ["", 0];
  const add = (/** @type {Uint8Array<ArrayBuffer>} */ part) => {
    length += part.length;
    parts.push(part);
  };
  const addText = () => {
    if (text !== "") add(utf8(text));
    text = "";
  };
  for (const piece of pieces) {
    if (typeof piece === "string") {
      text += piece;
    } else if ("whole" in piece && piece.whole === "body") {
      addText();
      add(body);
    } else {
      text += "whole" in piece && piece.whole === "time" ? time : (textAt(piece, source) ?? "");
    }
  }
  addText();
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const bytes = new Uint8Array(length);
  length = 0;
  for (const part of parts) {
    bytes.set(part, length);
    length += part.length;
  }
  return bytes;
}

/**
 * @param {Uint8Array<ArrayBuffer>} secret
 * @param {TokenRow["equals"]["form"]} form
 */
async function tokenOf(secret, form) {
  switch (form) {
    case "secret":
      return /** @type {string} */ (decodeUtf8(secret));
    case "sha256-hex":
      return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", secret)));
    case "base64":
      return toBase64(secret);
  }
}

/**
 * Compares texts in a time that depends on the length of the one that was sent alone.
 *
 * @param {string} expected
 * @param {string} sent
 */
function isSame(expected, sent) {
  let difference = expected.length ^ sent.length;
  for (let i = 0; i < sent.length; i += 1) difference |= expected.charCodeAt(i % expected.length) ^ sent.charCodeAt(i);
  return difference === 0;
}
