/** Whether a request is from the sender, as the settings of a receiver say how to know. */

import { textAt, writtenPlace } from "./places.js";
import { CodeSignature, TokenSignature } from "./signature.js";

/** @import { DeliveryRow, ReceivedRequest, ReceiverOptions, RejectionClass } from "../delivery.js" */
/** @import { Source } from "./places.js" */

/** @typedef {{ class: RejectionClass, signature?: string, place?: string, offset?: number | undefined }} Fault */

/** @typedef {(source: Source, now: number) => Promise<Fault | undefined>} Sender */

/**
 * What finds fault with the sender of a request. Throws if a setting is missing, so that none that is forgotten lets a request pass.
 *
 * @param {DeliveryRow} row
 * @param {ReceiverOptions<string>} options
 * @returns {Sender}
 */
export function senderOf(row, { secrets, verify, unverified }) {
  const given = [secrets, verify, unverified].filter((setting) => setting !== undefined);
  if (given.length !== 1) throw new TypeError("one of `secrets`, `verify` and `unverified: true` has to say how the sender is verified");
  if (verify !== undefined) return byFunction(verify);
  if (secrets !== undefined) return bySignatures(signaturesOf(row, secrets));
  if (unverified !== true) throw new TypeError("`unverified` is not true");
  return async () => undefined;
}

/**
 * @param {(request: ReceivedRequest) => boolean | Promise<boolean>} verify
 * @returns {Sender}
 */
function byFunction(verify) {
  if (typeof verify !== "function") throw new TypeError("`verify` is not a function");
  return async ({ request }) => ((await verify(request)) === true ? undefined : { class: "wrong_signature" });
}

/**
 * Checks of one kind come before those of the next, whatever signature they are of.
 *
 * @param {readonly (CodeSignature | TokenSignature)[]} signatures
 * @returns {Sender}
 */
function bySignatures(signatures) {
  return async (source, now) => {
    for (const { name, places } of signatures) {
      const missing = places.find((place) => textAt(place, source) === undefined);
      if (missing !== undefined) return { class: "missing_signature", signature: name, place: writtenPlace(missing) };
    }
    const parsed = [];
    for (const signature of signatures) {
      const said = signature.parse(source);
      if (said === undefined) return { class: "malformed_signature", signature: signature.name };
      parsed.push({ signature, said });
    }
    for (const { signature, said } of parsed) {
      if (!(await signature.passes(said, source))) return { class: "wrong_signature", signature: signature.name };
    }
    for (const { signature, said } of parsed) {
      const lateness = signature.lateness(said, now);
      if (lateness !== undefined) return { class: lateness, signature: signature.name };
    }
    return undefined;
  };
}

/**
 * The signatures that secrets are named for.
 *
 * @param {DeliveryRow} row
 * @param {unknown} secrets
 */
function signaturesOf({ signatures }, secrets) {
  if (typeof secrets !== "object" || secrets === null) throw new TypeError("`secrets` is not a list");
  const byName = new Map(Array.isArray(secrets) ? [[onlyName(signatures), secrets]] : Object.entries(secrets));
  if (byName.size === 0) throw new TypeError("`secrets` names no signature");
  const unknown = [...byName.keys()].find((key) => !signatures.some(({ name }) => name === key));
  if (unknown !== undefined) throw new TypeError(`\`secrets\`: the delivery has no signature \`${unknown}\``);
  return signatures.flatMap((signature) => {
    if (!byName.has(signature.name)) return [];
    const list = byName.get(signature.name);
    try {
      if (!Array.isArray(list)) throw new TypeError("not a list");
      if (list.length === 0) throw new TypeError("no secret");
      if (globalThis.crypto?.subtle === undefined) throw new TypeError("this engine lacks WebCrypto, which verifies signatures");
      return [of(signature, [...list])];
    } catch (error) {
      throw new TypeError(`secrets of \`${signature.name}\`: ${/** @type {Error} */ (error).message}`);
    }
  });
}

/** @param {DeliveryRow["signatures"]} signatures */
function onlyName(signatures) {
  const [only] = signatures;
  if (only === undefined) throw new TypeError("`secrets`: the delivery has no signature");
  if (signatures.length > 1) {
    throw new TypeError(`\`secrets\` has to name the signatures: ${signatures.map(({ name }) => `\`${name}\``).join(", ")}`);
  }
  return only.name;
}

/**
 * @param {DeliveryRow["signatures"][number]} row
 * @param {readonly unknown[]} secrets
 */
function of(row, secrets) {
  return "equals" in row ? new TokenSignature(row, secrets) : new CodeSignature(row, secrets);
}
