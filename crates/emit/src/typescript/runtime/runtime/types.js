/** What a value is of, by the decode contract: the JSON text of a value and its type in, a verdict out. */

import { integerVerdict, isDate, isOfFormat } from "./formats.js";
import { membersOf, stringValue } from "./lens.js";

/** @import { DeviationClass, FieldInfo, FieldRow, TypeTable, TypeRow } from "../runtime.js" */
/** @import * as declared from "../runtime.js" */

/** @typedef {"null" | "blank" | "value" | DeviationClass} Verdict */

/**
 * The members of an object, as the specification has them.
 *
 * @implements {declared.ObjectTable}
 */
export class ObjectTable {
  kind = /** @type {const} */ ("object");
  #groups;
  /** @type {readonly FieldInfo[] | undefined} */
  #fields;
  /** @type {ReadonlyMap<string, FieldInfo> | undefined} */
  #byKey;

  /** @param {readonly (readonly FieldRow[])[]} groups */
  constructor(groups) {
    this.#groups = groups;
  }

  /** The fields in documented order; made when first asked for. */
  get fields() {
    this.#fields ??= this.#groups.flat().map(fieldInfo);
    return this.#fields;
  }

  /** The fields by their keys and aliases. */
  get byKey() {
    this.#byKey ??= new Map(this.fields.flatMap((field) => [field.key, ...field.aliases].map((key) => [key, field])));
    return this.#byKey;
  }
}

/**
 * @param {FieldRow} row
 * @returns {FieldInfo}
 */
function fieldInfo([key, type, flags = "", aliases = []]) {
  const has = new Set(flags.split(" "));
  return { key, type, required: has.has("required"), nullable: has.has("nullable"), blank: has.has("blank"), aliases };
}

/**
 * What a value is to a type: a state of a field, or the class of its deviation.
 *
 * @param {TypeRow} type
 * @param {boolean} isBlankMarked
 * @param {string} json
 * @returns {Verdict}
 */
export function judge(type, isBlankMarked, json) {
  if (json === "null") return "null";
  if (json === '""') return isBlankMarked || !takesEmpty(type) ? "blank" : "value";
  if (typeof type === "function") return judgeNamed(type(), json);
  const kind = kindOf(json);
  const name = typeof type === "string" ? type : type[0];
  if (name === "any") return "value";
  if (kind !== KINDS.get(name)) return "unexpected_type";
  if (name === "integer") return integerVerdict(json);
  if (kind === "number") return Number.isFinite(Number(json)) ? "value" : "out_of_range";
  return kind === "string" ? judgeString(type, json) : "value";
}

/**
 * The alternative of a union that a value is read as.
 *
 * @param {readonly TypeRow[]} variants
 * @param {string} json
 */
export function choose(variants, json) {
  const kind = kindOf(json);
  const candidates = variants.filter((variant) => takesKind(variant, kind));
  return candidates.length > 1 ? (candidates.find((variant) => fits(variant, json)) ?? candidates[0]) : candidates[0];
}

/** The JSON kind of the values of each built-in type. */
const KINDS = new Map([
  ["string", "string"],
  ["number", "number"],
  ["integer", "number"],
  ["boolean", "boolean"],
  ["timestamp", "string"],
  ["date", "string"],
  ["uuid", "string"],
  ["uri", "string"],
  ["email", "string"],
  ["list", "array"],
  ["map", "object"],
]);

/** @param {string} json */
function kindOf(json) {
  switch (json[0]) {
    case '"':
      return "string";
    case "{":
      return "object";
    case "[":
      return "array";
    case "t":
    case "f":
      return "boolean";
    case "n":
      return "null";
    default:
      return "number";
  }
}

/**
 * @param {TypeTable} table
 * @param {string} json
 * @returns {Verdict}
 */
function judgeNamed(table, json) {
  if (table.kind === "union") {
    const chosen = choose(table.variants, json);
    return chosen === undefined ? "unexpected_type" : judge(chosen, false, json);
  }
  if (kindOf(json) !== tableKind(table)) return "unexpected_type";
  if (table.kind === "object") return "value";
  const text = stringValue(json);
  if (!text.isWellFormed()) return "invalid_unicode";
  return table.values.includes(text) ? "value" : "unknown_value";
}

/**
 * @param {Exclude<TypeRow, Function>} type
 * @param {string} json
 * @returns {Verdict}
 */
function judgeString(type, json) {
  const text = stringValue(json);
  if (!text.isWellFormed()) return "invalid_unicode";
  if (type === "string") return "value";
  const isOf = typeof type === "string" ? isOfFormat(type, text) : isDate(text, String(type[1]));
  return isOf ? "value" : "bad_format";
}

/**
 * Whether `""` is a value of the type rather than the lack of one, where the specification does not say.
 *
 * @param {TypeRow} type
 * @returns {boolean}
 */
function takesEmpty(type) {
  if (typeof type !== "function") return type === "string" || type === "any";
  const table = type();
  if (table.kind === "union") return table.variants.some(takesEmpty);
  return table.kind === "enum" && table.values.includes("");
}

/**
 * @param {TypeRow} type
 * @param {string} kind
 * @returns {boolean}
 */
function takesKind(type, kind) {
  if (typeof type === "function") return tableKind(type()) === kind;
  const name = typeof type === "string" ? type : type[0];
  return name === "any" || KINDS.get(name) === kind;
}

/** @param {TypeTable} table */
function tableKind(table) {
  return table.kind === "enum" ? "string" : table.kind;
}

/**
 * Whether a value of the right JSON kind speaks for an alternative.
 *
 * @param {TypeRow} type
 * @param {string} json
 */
function fits(type, json) {
  if (typeof type === "function") {
    const table = type();
    return table.kind === "object" ? fitsObject(table, json) : judgeNamed(table, json) === "value";
  }
  const isFormat = typeof type === "string" ? type !== "string" && KINDS.get(type) === "string" : type[0] === "date";
  return !(isFormat || type === "integer") || judge(type, false, json) === "value";
}

/**
 * @param {declared.ObjectTable} table
 * @param {string} json
 */
function fitsObject(table, json) {
  const values = new Map(membersOf(json).map(({ key, start, end }) => [table.byKey.get(key), json.slice(start, end)]));
  return table.fields.every((field) => {
    if (!field.required) return true;
    const value = values.get(field);
    return value !== undefined && (!isClosedEnum(field.type) || judge(field.type, false, value) === "value");
  });
}

/** @param {TypeRow} type */
function isClosedEnum(type) {
  if (typeof type !== "function") return false;
  const table = type();
  return table.kind === "enum" && table.closed;
}
