/**
 * The verdict on a value of a type that is not a union. Values are those that `JSON.parse` gives; what it does not keep (digits, repeated keys,
 * the text) is in the {@link Node} of the value. Without a node, any verdict other than that the value conforms is a guess.
 */

import { integerVerdict, isSureUnix, unixInstant } from "./formats.js";
import { Enum, Union } from "./shape.js";

/** @import { DeviationClass } from "../runtime.js" */
/** @import { Node } from "./lens.js" */
/** @import { Type } from "./shape.js" */

/** @typedef {"null" | "blank" | "value" | DeviationClass} Verdict */

/** Whole numbers up to this are exact: no text that the fast path accepts for them has a fraction. */
const SURE = 2 ** 42;

/**
 * A state of a field, or the class of its deviation. Of a union, these are the null and the blank state.
 *
 * @param {Type} type
 * @param {boolean} isBlankMarked
 * @param {unknown} value
 * @param {Node | undefined} node
 * @returns {Verdict}
 */
export function plainVerdict(type, isBlankMarked, value, node) {
  if (value === null) return "null";
  if (value === "") return isBlankMarked || !type.takesEmpty ? "blank" : "value";
  switch (type.kind) {
    case "any":
      return "value";
    case "string":
      return typeof value === "string" ? textVerdict(value, node) : "unexpected_type";
    case "format":
      return typeof value === "string" ? formatVerdict(type, value) : "unexpected_type";
    case "number":
      if (typeof value !== "number") return "unexpected_type";
      return Number.isFinite(value) ? "value" : "out_of_range";
    case "integer":
      return typeof value === "number" ? integerVerdictOf(value, node) : "unexpected_type";
    case "unix":
      return typeof value === "number" ? unixVerdict(type, value, node) : "unexpected_type";
    case "boolean":
      return typeof value === "boolean" ? "value" : "unexpected_type";
    case "null":
      return "unexpected_type";
    case "list":
      return Array.isArray(value) ? "value" : "unexpected_type";
    case "map":
    case "object":
      return kindOf(value) === "object" ? "value" : "unexpected_type";
    case "enum":
      return enumVerdict(type, value, node);
    case "union": // Alternatives are not unions, and every other value is read as one of them.
      return "unexpected_type";
  }
}

/**
 * @param {string} text
 * @param {Node | undefined} node
 */
function textVerdict(text, node) {
  // Half a surrogate pair is sent as an escape. A string that has one as it is was never bytes.
  return text.isWellFormed() || node?.json.includes("\\") === false ? "value" : "invalid_unicode";
}

/**
 * @param {Type} type
 * @param {string} text
 */
function formatVerdict(type, text) {
  if (type.pattern?.test(text) || type.isOf?.(text)) return "value";
  return text.isWellFormed() ? "bad_format" : "invalid_unicode";
}

/**
 * @param {Type} type
 * @param {unknown} value
 * @param {Node | undefined} node
 */
function enumVerdict({ table }, value, node) {
  if (!(table instanceof Enum) || typeof value !== table.of) return "unexpected_type";
  if (typeof value === "number") {
    const verdict = integerVerdictOf(value, node);
    if (verdict !== "value") return verdict;
  }
  // Known integers are exact in a double, and no other integer is read as one of them.
  if (table.values.includes(/** @type {string | number | boolean} */ (value))) return "value";
  return typeof value === "string" && !value.isWellFormed() ? "invalid_unicode" : "unknown_value";
}

/**
 * @param {number} value
 * @param {Node | undefined} node
 */
function integerVerdictOf(value, node) {
  if (node !== undefined) return integerVerdict(node.json);
  return isSure(value) ? "value" : "out_of_range";
}

/**
 * @param {Type} type
 * @param {number} value
 * @param {Node | undefined} node
 */
function unixVerdict({ places = 0 }, value, node) {
  return isSureUnix(value, places) || (node !== undefined && unixInstant(node.json, places) !== undefined) ? "value" : "out_of_range";
}

/**
 * Whether the text of a number is certainly that of an integer.
 *
 * @param {number} value
 */
export function isSure(value) {
  return Math.abs(value) < SURE && Math.floor(value) === value;
}

/**
 * The JSON kind of a value, as types call it.
 *
 * @param {unknown} value
 */
export function kindOf(value) {
  if (typeof value !== "object") return typeof value;
  return value === null ? "null" : Array.isArray(value) ? "list" : "object";
}

/**
 * Whether values of a JSON kind can be of a type.
 *
 * @param {Type} type
 * @param {string} kind
 * @returns {boolean}
 */
export function takesKind(type, kind) {
  if (type.table instanceof Enum) return kind === type.table.of;
  if (type.table instanceof Union) return type.table.variants.some((variant) => takesKind(variant, kind));
  switch (type.kind) {
    case "any":
      return true;
    case "boolean":
    case "list":
    case "null":
    case "number":
    case "object":
    case "string":
      return kind === type.kind;
    case "format":
      return kind === "string";
    case "integer":
    case "unix":
      return kind === "number";
    case "map":
      return kind === "object";
    case "enum":
    case "union":
      return false;
  }
}
