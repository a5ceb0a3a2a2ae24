/**
 * The fast path of deviations. Most payloads conform to the specification, or lack a field or two; the parsed values alone
 * show that, in about the time of visiting each once.
 *
 * What `JSON.parse` does not keep shows in a length: the shortest text with these values has no white space, repeated keys,
 * escapes or spare digits. If the text that was sent is as short, it has none either.
 */

import { choose } from "./choice.js";
import { isSure } from "./plain_verdict.js";
import { ObjectType, Union } from "./shape.js";
import { verdictOf } from "./verdict.js";

/** @import { Deviation } from "../runtime.js" */
/** @import { FieldInfo, Type } from "./shape.js" */

/**
 * A text of this length more than the shortest one may hide white space, an escape or an exponent, which do not matter,
 * but no member: the shortest takes five characters (`,"":1`).
 */
const SPARE = 4;

/** Beyond this, doubles have digits that their text need not have. */
const EXACT = 1e15;

/** What is known so far about a payload. */
class FastPath {
  /** The length of the text. */
  length = 0;
  /** How many characters shorter it could be for its numbers, written with exponents. */
  spare = 0;
  /** @type {Deviation[]} Required fields of the payload that are missing. */
  missing = [];
}

/**
 * The deviations of a payload if they are only missing fields; nothing if its text must be read.
 *
 * @param {ObjectType} table
 * @param {object} payload
 * @param {string} text
 * @returns {Deviation[] | undefined}
 */
export function fastPath(table, payload, text) {
  const seen = new FastPath();
  const isFine = conforms(table, /** @type {Readonly<Record<string, unknown>>} */ (payload), seen, seen.missing);
  return isFine && seen.length === text.length && seen.spare <= SPARE ? seen.missing : undefined;
}

/**
 * @param {ObjectType} table
 * @param {Readonly<Record<string, unknown>>} value
 * @param {FastPath} seen
 * @param {Deviation[]} missing takes the required fields that are missing
 */
function conforms(table, value, seen, missing) {
  const { fields } = table;
  let next = 0;
  let isOrdered = true;
  let length = 1;
  // Inherited keys cannot match: either no field has the name, or the length check fails.
  for (const key in value) {
    // Most members are in the documented order, and skipped fields are absent.
    if (isOrdered) {
      for (; next < fields.length; next += 1) {
        const passed = /** @type {FieldInfo} */ (fields[next]);
        if (passed.key === key) break;
        if (passed.required) missing.push(passed.missing);
      }
      isOrdered = next < fields.length;
    }
    const listed = isOrdered ? fields[next] : find(table, key, next);
    const field = listed ?? (table.byKey.has(key) ? undefined : table.rest);
    if (field === undefined) return false;
    if (listed !== undefined) next = listed.index + 1;
    length += key.length + 4;
    const item = value[key];
    if (typeof item === "string") {
      length += item.length + 2;
      if (field.takesText || field.pattern?.test(item) || textConforms(field.type, field.blank, item)) continue;
      return false;
    } else if (typeof item === "number" && field.takesNumber) {
      length += numberLength(item, seen);
    } else if (!valueConforms(field.type, field.nullable, item, seen)) {
      return false;
    }
  }
  // Of n members there are n - 1 commas.
  seen.length += length === 1 ? 2 : length;
  // In another order, only now is it known which fields are absent.
  if (!isOrdered) {
    missing.length = 0;
    next = 0;
  }
  for (let i = next; i < fields.length; i += 1) {
    const rest = /** @type {FieldInfo} */ (fields[i]);
    if (rest.required && (isOrdered || !Object.hasOwn(value, rest.key))) missing.push(rest.missing);
  }
  return true;
}

/**
 * The field of a key, if it is not an alias.
 *
 * @param {ObjectType} table
 * @param {string} key
 * @param {number} next where it is if the order is only disturbed
 */
function find({ fields, byKey }, key, next) {
  const field = fields[next]?.key === key ? fields[next] : byKey.get(key);
  return field?.key === key ? field : undefined;
}

/**
 * @param {Type} type
 * @param {boolean} isBlankMarked
 * @param {string} text
 */
function textConforms(type, isBlankMarked, text) {
  if (text.length === 0) return isBlankMarked || type.takesEmpty;
  return type.isOf?.(text) ?? verdictOf(type, false, text, undefined) === "value";
}

/**
 * @param {Type} type
 * @param {boolean} isNullable
 * @param {unknown} value
 * @param {FastPath} seen
 * @returns {boolean}
 */
function valueConforms(type, isNullable, value, seen) {
  if (value === null) {
    seen.length += 4;
    return isNullable || type.kind === "any" || type.kind === "null";
  }
  if (verdictOf(type, false, value, undefined) !== "value") return false;
  if (typeof value === "number") {
    seen.length += numberLength(value, seen);
    return true;
  }
  if (typeof value === "boolean") {
    seen.length += value ? 4 : 5;
    return true;
  }
  return insideConforms(type, /** @type {object} */ (value), seen);
}

/**
 * @param {Type} type
 * @param {object} value
 * @param {FastPath} seen
 * @returns {boolean}
 */
function insideConforms(type, value, seen) {
  if (type.table instanceof Union) {
    // An alternative may be chosen by an alias, which needs a closer look.
    if (type.table.hasAliases) return false;
    const chosen = choose(type, value, undefined);
    return chosen !== undefined && insideConforms(chosen, value, seen);
  }
  if (type.table instanceof ObjectType) {
    /** @type {Deviation[]} */
    const missing = [];
    return conforms(type.table, /** @type {Readonly<Record<string, unknown>>} */ (value), seen, missing) && missing.length === 0;
  }
  if (type.item === undefined) return false; // Of type any: measuring it would not be fast.
  const keys = Object.keys(value);
  const items = Object.values(value);
  seen.length += 2 + Math.max(0, items.length - 1);
  if (!Array.isArray(value)) for (const key of keys) seen.length += key.length + 3;
  return items.every((item) => itemConforms(/** @type {Type} */ (type.item), type.allowed.nullable, item, seen));
}

/**
 * @param {Type} type
 * @param {boolean} isNullable
 * @param {unknown} value
 * @param {FastPath} seen
 */
function itemConforms(type, isNullable, value, seen) {
  if (typeof value !== "string") return valueConforms(type, isNullable, value, seen);
  seen.length += value.length + 2;
  return textConforms(type, false, value);
}

/**
 * The length of the shortest text of a number without an exponent; NaN if that takes too long to compute.
 *
 * @param {number} value
 * @param {FastPath} seen
 */
function numberLength(value, seen) {
  const sign = value < 0 ? 1 : 0;
  const size = Math.abs(value);
  const whole = Math.floor(size);
  if (whole === size) {
    if (size >= 1000 && size % 1000 === 0) seen.spare += exponentSaves(size);
    return sign + wholeLength(size);
  }
  // Prices need not be printed to be measured.
  const cents = Math.round(size * 100);
  if (cents / 100 === size && size < 1e12) return sign + wholeLength(whole) + (cents % 10 === 0 ? 2 : 3);
  return size < 0.01 || !(size < EXACT) ? NaN : String(value).length;
}

/** @param {number} size */
function wholeLength(size) {
  if (size < 10) return 1;
  if (size < 100) return 2;
  if (size < 1000) return 3;
  if (size < 10_000) return 4;
  return size < EXACT ? String(size).length : NaN;
}

/**
 * How much shorter `1e3` is than `1000`.
 *
 * @param {number} size
 */
function exponentSaves(size) {
  let zeros = 0;
  for (let rest = size; rest % 10 === 0 && rest > 0; rest /= 10) zeros += 1;
  return zeros - 1 - String(zeros).length;
}
