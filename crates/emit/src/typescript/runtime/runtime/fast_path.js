/**
 * The fast path of deviations. Most payloads conform to the specification, or depart from it in a member or two; the parsed values alone
 * show that, in about the time of visiting each once.
 *
 * What `JSON.parse` does not keep shows in a length: the shortest text with these values has no white space, repeated keys,
 * escapes or spare digits. If the text that was sent is as short, it has none either; and if it is as short without the white space between
 * its values, it has nothing but white space more.
 */

import { OTHER, choose } from "./choice.js";
import { classOf, keepsType, pointer } from "./deviations.js";
import { kindOf, takesKind } from "./plain_verdict.js";
import { ObjectType, Union } from "./shape.js";
import { verdictOf } from "./verdict.js";

/** @import { Deviation, DeviationClass, NamePlaces } from "../runtime.js" */
/** @import { Path } from "./deviations.js" */
/** @import { FieldInfo, Type } from "./shape.js" */

/**
 * A text of this length more than the shortest one may hide white space, an escape or an exponent, which do not matter,
 * but no member: the shortest takes five characters (`,"":1`).
 */
const SPARE = 4;

/** Beyond this, doubles have digits that their text need not have. */
const EXACT = 1e15;

/** A number with an exponent, which may be shorter than without. In a string it is followed by a quote. */
const EXPONENT = /\d[eE][-+]?\d+\s*[,\]}]/;

/** What is known so far about a payload. */
class FastPath {
  /** The length of the text. */
  length = 0;
  /** How many characters shorter it could be for its numbers, written with exponents. */
  spare = 0;
  /** @type {Deviation[]} In the order of the contract. */
  found = [];
  /** Whether a text is among them, which is right only if nothing is written otherwise than in the shortest way. */
  shows = false;
  /** Whether such a text has a number in it, which may be as short with an exponent. */
  showsNumber = false;
  /** Whether such a text is that of an object or array, which has no white space in it either. */
  showsNested = false;
  /** Whether the payload has the declared type. */
  conforms = true;

  /** @param {NamePlaces | undefined} names */
  constructor(names) {
    this.names = names;
  }

  /**
   * @param {DeviationClass} cls
   * @param {Path} parent
   * @param {string | number} key
   * @param {string | undefined} json
   * @param {Type} [type]
   */
  report(cls, parent, key, json, type) {
    const path = pointer({ parent, key });
    this.found.push({ class: classOf(cls, this.names?.[path], json), path, seen: json });
    this.shows = true;
    if (!keepsType(cls, type)) this.conforms = false;
  }
}

/**
 * The deviations of a payload, and whether it has the declared type; nothing if its text must be read.
 *
 * @param {ObjectType} table
 * @param {NamePlaces | undefined} names
 * @param {object} payload
 * @param {string} text
 * @returns {{ readonly found: Deviation[], readonly conforms: boolean } | undefined}
 */
export function fastPath(table, names, payload, text) {
  const seen = new FastPath(names);
  if (!conforms(table, /** @type {Readonly<Record<string, unknown>>} */ (payload), seen, undefined)) return undefined;
  if (seen.spare > SPARE || (seen.shows && (seen.spare > 0 || seen.showsNumber) && EXPONENT.test(text))) return undefined;
  if (seen.length === text.length) return seen;
  return seen.length < text.length && !seen.showsNested && seen.length === lengthWithoutSpace(text) ? seen : undefined;
}

/**
 * The length of a text without the white space between its values; NaN if it has escapes.
 *
 * @param {string} text
 */
function lengthWithoutSpace(text) {
  if (text.includes("\\")) return NaN;
  let { length } = text;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 0x22) i = text.indexOf('"', i + 1);
    else if (unit <= 0x20) length -= 1;
  }
  return length;
}

/**
 * @param {ObjectType} table
 * @param {Readonly<Record<string, unknown>>} value
 * @param {FastPath} seen
 * @param {Path} path
 */
function conforms(table, value, seen, path) {
  const { fields } = table;
  const before = seen.found.length;
  /** @type {FieldInfo[]} Required fields that are missing. */
  const missing = [];
  let next = 0;
  let isOrdered = true;
  let length = 1;
  // Inherited keys cannot match: either no field has the name, or the length check fails.
  for (const key in value) {
    // Most members are in the documented order, and skipped fields are absent.
    if (isOrdered) {
      const from = next;
      const found = missing.length;
      for (; next < fields.length; next += 1) {
        const passed = /** @type {FieldInfo} */ (fields[next]);
        if (passed.key === key) break;
        if (passed.required) missing.push(passed);
      }
      if (next === fields.length) {
        // One that is not listed says nothing of the order.
        if (table.byKey.has(key)) isOrdered = false;
        else [next, missing.length] = [from, found];
      }
    }
    const listed = isOrdered ? (fields[next]?.key === key ? fields[next] : undefined) : find(table, key, next);
    if (listed === undefined && table.byKey.has(key)) return false;
    const field = listed ?? table.rest;
    if (listed !== undefined) next = listed.index + 1;
    length += key.length + 4;
    const item = value[key];
    if (field === undefined) {
      const json = shortest(item, seen);
      if (json === undefined) return false;
      seen.report("unknown_field", path, key, json);
    } else if (typeof item === "string") {
      length += item.length + 2;
      if (field.takesText || field.pattern?.test(item) || textConforms(field.type, field.blank, item)) continue;
      if (!reportText(field.type, field.blank, item, seen, path, key)) return false;
    } else if (typeof item === "number" && field.takesNumber) {
      length += numberLength(item, seen);
    } else if (!valueConforms(field.type, field.nullable, item, seen, path, key)) {
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
    if (rest.required && (isOrdered || !Object.hasOwn(value, rest.key))) missing.push(rest);
  }
  const isInOrder = seen.found.length === before || !isReordered(value);
  for (const field of missing) {
    seen.found.push(path === undefined ? field.missing : { ...field.missing, path: pointer({ parent: path, key: field.key }) });
  }
  if (missing.length > 0) seen.conforms = false;
  return isInOrder;
}

/**
 * Whether an object may have its members in another order than its text: those whose keys are indices come first.
 *
 * @param {object} value
 */
function isReordered(value) {
  return Object.keys(value).some((key) => isDigit(key.charCodeAt(0)));
}

/** @param {number} unit */
function isDigit(unit) {
  return unit >= 0x30 && unit <= 0x39;
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
 * Reports a string that is not of its type; false if its text must be read.
 *
 * @param {Type} type
 * @param {boolean} isBlankMarked
 * @param {string} text
 * @param {FastPath} seen
 * @param {Path} parent
 * @param {string | number} key
 */
function reportText(type, isBlankMarked, text, seen, parent, key) {
  const verdict = verdictOf(type, isBlankMarked, text, undefined);
  if (verdict === "value" || verdict === "null" || verdict === "invalid_unicode") return false;
  seen.report(verdict === "blank" ? "unexpected_blank" : verdict, parent, key, `"${text}"`, type);
  return true;
}

/**
 * Measures a value that is not a string, and reports what is wrong with it; false if its text must be read.
 *
 * @param {Type} type
 * @param {boolean} isNullable
 * @param {unknown} value
 * @param {FastPath} seen
 * @param {Path} parent
 * @param {string | number} key
 * @returns {boolean}
 */
function valueConforms(type, isNullable, value, seen, parent, key) {
  if (value === null) {
    seen.length += 4;
    if (!isNullable && type.kind !== "any" && type.kind !== "null") seen.report("unexpected_null", parent, key, "null", type);
    return true;
  }
  const verdict = verdictOf(type, false, value, undefined);
  if (verdict !== "value") {
    // Of a number that a type may have, the text decides.
    if (typeof value === "number" && takesKind(type, "number")) return false;
    const json = shortest(value, seen);
    if (json === undefined || verdict === "null" || verdict === "blank") return false;
    seen.report(verdict, parent, key, json, type);
    return true;
  }
  if (typeof value === "number") {
    seen.length += numberLength(value, seen);
    return true;
  }
  if (typeof value === "boolean") {
    seen.length += value ? 4 : 5;
    return true;
  }
  return insideConforms(type, /** @type {object} */ (value), seen, { parent, key });
}

/**
 * @param {Type} type
 * @param {object} value
 * @param {FastPath} seen
 * @param {Path} path
 * @returns {boolean}
 */
function insideConforms(type, value, seen, path) {
  if (type.table instanceof Union) {
    // An alternative may be chosen by an alias, which needs a closer look.
    if (type.table.hasAliases) return false;
    const chosen = choose(type, value, undefined);
    // Values alone choose an alternative that fits; of those that do not, the text tells which is the best, or that only `any` is left.
    if (chosen === undefined || chosen === OTHER || chosen.kind === "any") return false;
    const before = seen.found.length;
    return insideConforms(chosen, value, seen, path) && seen.found.length === before;
  }
  if (type.table instanceof ObjectType) {
    return conforms(type.table, /** @type {Readonly<Record<string, unknown>>} */ (value), seen, path);
  }
  if (type.item === undefined) return measure(value, seen); // Of type any.
  const before = seen.found.length;
  const keys = Object.keys(value);
  const items = Object.values(value);
  const isList = Array.isArray(value);
  seen.length += 2 + Math.max(0, items.length - 1);
  if (!isList) for (const key of keys) seen.length += key.length + 3;
  const { item: itemType, allowed } = type;
  for (let i = 0; i < items.length; i += 1) {
    if (!itemConforms(itemType, allowed.nullable, items[i], seen, path, isList ? i : /** @type {string} */ (keys[i]))) return false;
  }
  return isList || seen.found.length === before || !isReordered(value);
}

/**
 * @param {Type} type
 * @param {boolean} isNullable
 * @param {unknown} value
 * @param {FastPath} seen
 * @param {Path} parent
 * @param {string | number} key
 */
function itemConforms(type, isNullable, value, seen, parent, key) {
  if (typeof value !== "string") return valueConforms(type, isNullable, value, seen, parent, key);
  seen.length += value.length + 2;
  return textConforms(type, false, value) || reportText(type, false, value, seen, parent, key);
}

/**
 * The shortest text of a value, which is added to the length; nothing if the text that was sent must be read.
 *
 * @param {unknown} value
 * @param {FastPath} seen
 */
function shortest(value, seen) {
  if (!measure(value, seen)) return undefined;
  if (typeof value === "string") return `"${value}"`;
  // `1e2` is as short as 100, and `5e-2` as 0.05.
  if (typeof value === "number" && value !== 0) seen.showsNumber ||= value % 100 === 0 || Math.abs(value) < 0.1;
  if (typeof value !== "object" || value === null) return String(value);
  seen.showsNumber = true;
  seen.showsNested = true;
  return JSON.stringify(value);
}

/**
 * Adds the length of the shortest text of a value; false if members may be in another order than they were sent.
 *
 * @param {unknown} value
 * @param {FastPath} seen
 * @returns {boolean}
 */
function measure(value, seen) {
  switch (kindOf(value)) {
    case "string":
      seen.length += /** @type {string} */ (value).length + 2;
      return true;
    case "number":
      seen.length += numberLength(/** @type {number} */ (value), seen);
      return true;
    case "list":
    case "object": {
      const inner = /** @type {object} */ (value);
      const items = Object.values(inner);
      seen.length += 2 + Math.max(0, items.length - 1);
      if (!Array.isArray(inner)) {
        if (isReordered(inner)) return false;
        for (const key of Object.keys(inner)) seen.length += key.length + 3;
      }
      return items.every((item) => measure(item, seen));
    }
    default:
      seen.length += String(value).length;
      return true;
  }
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
