/** Tables of a specification as the runtime uses them: made of the rows that modules have, when first used. */

import { PATTERNS, datePattern, dateTest, isEmail, isTimestamp, isUri, isUuid } from "./formats.js";

/** @import { Deviation, EnumTable, FieldRow, ObjectTable, TypeRow, TypeTable, UnionTable } from "../runtime.js" */

/** The types of the built-in names, and what a named one is. A format is a string with a condition. */
/** @typedef {"string" | "number" | "integer" | "boolean" | "format" | "any" | "list" | "map" | "object" | "enum" | "union"} Kind */

const FORMATS = new Map([
  ["timestamp", isTimestamp],
  ["uuid", isUuid],
  ["uri", isUri],
  ["email", isEmail],
]);

/** The type of a value. */
export class Type {
  /** @param {TypeRow} row */
  constructor(row) {
    const [name, rest] = typeof row === "string" || typeof row === "function" ? [row, undefined] : row;
    /** @type {TypeTable | undefined} */
    this.table = typeof name === "function" ? name() : undefined;
    /** @type {((text: string) => boolean) | undefined} Whether a text is of the format. */
    this.isOf = name === "date" ? dateTest(String(rest)) : FORMATS.get(String(name));
    /** @type {RegExp | undefined} What nearly all texts of the format match, and no other. */
    this.pattern = name === "date" ? datePattern(String(rest)) : PATTERNS.get(String(name));
    this.kind = /** @type {Kind} */ (this.table?.kind ?? (this.isOf === undefined ? name : "format"));
    /** @type {Type | undefined} The type of items or values. */
    this.item = this.kind === "list" || this.kind === "map" ? new Type(/** @type {TypeRow} */ (rest)) : undefined;
    /** @type {boolean} Whether `""` is a value of the type, where the specification does not say. */
    this.takesEmpty = this.kind === "string" || this.kind === "any" || tableTakesEmpty(this.table);
  }
}

/**
 * @param {TypeTable | undefined} table
 * @returns {boolean}
 */
function tableTakesEmpty(table) {
  if (table instanceof Union) return table.variants.some((variant) => variant.takesEmpty);
  return table instanceof Enum && table.values.includes("");
}

/** A field of an object. */
export class FieldInfo {
  /**
   * @param {FieldRow} row
   * @param {number} index
   */
  constructor([key, row, flags = "", aliases = []], index) {
    this.key = key;
    this.index = index;
    this.type = new Type(row);
    this.required = flags.includes("required");
    this.nullable = flags.includes("nullable");
    this.blank = flags.includes("blank");
    this.aliases = aliases;
    // Answers that the fast path wants at once.
    this.pattern = this.type.pattern;
    this.takesText = this.type.kind === "string" || this.type.kind === "any";
    this.takesNumber = this.type.kind === "number";
    /** @type {Deviation} */
    this.missing = Object.freeze({ class: "missing_field", path: `/${escapeStep(key)}`, seen: undefined });
  }
}

/**
 * The members of an object, as the specification has them.
 *
 * @implements {ObjectTable}
 */
export class ObjectType {
  kind = /** @type {const} */ ("object");
  #rows;
  /** @type {readonly FieldInfo[] | undefined} */
  #fields;
  /** @type {ReadonlyMap<string, FieldInfo> | undefined} */
  #byKey;

  /** @param {readonly (readonly FieldRow[])[]} groups */
  constructor(groups) {
    this.#rows = groups;
  }

  /** The fields in documented order. */
  get fields() {
    this.#fields ??= this.#rows.flat().map((row, index) => new FieldInfo(row, index));
    return this.#fields;
  }

  /** The fields by their keys and aliases. */
  get byKey() {
    this.#byKey ??= new Map(this.fields.flatMap((field) => [field.key, ...field.aliases].map((key) => [key, field])));
    return this.#byKey;
  }
}

/**
 * A string of known values.
 *
 * @implements {EnumTable}
 */
export class Enum {
  kind = /** @type {const} */ ("enum");

  /**
   * @param {readonly string[]} values
   * @param {boolean} closed
   */
  constructor(values, closed) {
    this.values = values;
    this.closed = closed;
  }
}

/**
 * A value of one of several types.
 *
 * @implements {UnionTable}
 */
export class Union {
  kind = /** @type {const} */ ("union");
  #rows;
  /** @type {readonly Type[] | undefined} */
  #variants;
  /** @type {boolean | undefined} */
  #hasAliases;

  /** @param {readonly TypeRow[]} rows */
  constructor(rows) {
    this.#rows = rows;
  }

  get variants() {
    this.#variants ??= this.#rows.map((row) => new Type(row));
    return this.#variants;
  }

  /** Whether a required field of an alternative has an alias. */
  get hasAliases() {
    this.#hasAliases ??= this.variants.some(
      ({ table }) => table instanceof ObjectType && table.fields.some((field) => field.required && field.aliases.length > 0),
    );
    return this.#hasAliases;
  }
}

/**
 * A key as a step of an RFC 6901 JSON Pointer.
 *
 * @param {string} key
 */
export function escapeStep(key) {
  return key.toWellFormed().replaceAll("~", "~0").replaceAll("/", "~1");
}
