/** The verdict on a value of any type, and the state of a field that has it. */

import { choose } from "./choice.js";
import { plainVerdict } from "./plain_verdict.js";

/** @import { Field } from "../runtime.js" */
/** @import { Node } from "./lens.js" */
/** @import { Verdict } from "./plain_verdict.js" */
/** @import { Type } from "./shape.js" */

/**
 * A state of a field, or the class of its deviation.
 *
 * @param {Type} type
 * @param {boolean} isBlankMarked
 * @param {unknown} value
 * @param {Node | undefined} node
 * @returns {Verdict}
 */
export function verdictOf(type, isBlankMarked, value, node) {
  if (type.kind !== "union" || value === null || value === "") return plainVerdict(type, isBlankMarked, value, node);
  const chosen = choose(type, value, node);
  return chosen === undefined ? "unexpected_type" : plainVerdict(chosen, false, value, node);
}

/**
 * The state of a field with a value.
 *
 * @param {Type} type
 * @param {boolean} isBlankMarked
 * @param {Node} node
 * @returns {Field<unknown>}
 */
export function stateOf(type, isBlankMarked, node) {
  const { json } = node;
  const verdict = verdictOf(type, isBlankMarked, node.value, node);
  if (verdict === "null" || verdict === "blank") return { state: verdict, json };
  const value = /** @type {unknown} */ (JSON.parse(json));
  return { state: verdict === "value" || verdict === "unknown_value" ? "value" : "unexpected", json, value };
}
