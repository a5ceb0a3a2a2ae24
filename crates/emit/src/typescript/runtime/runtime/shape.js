/** Tables of a specification as the runtime uses them: made of the rows that modules have, when first used. */

import {
  EMAIL_PATTERN,
  TIMESTAMP_PATTERN,
  URI_PATTERN,
  UNIX_PLACES,
  isEmail,
  isRfc2822,
  isTimestamp,
  isUri,
  isUuid,
  patternInstant,
  rfc2822Instant,
  textTest,
  timePattern,
  timeTest,
  timestampInstant,
  unixInstant,
} from "./formats.js";

/** @import { BuiltIn, Deviation, EnumTable, FieldRow, Instant, ObjectTable, TypeRow, TypeTable, UnionTable } from "../runtime.js" */

/** The types of the built-in names, and what a named one is. A format is a string with a condition. */
/** @typedef {"string" | "number" | "integer" | "unix" | "boolean" | "null" | "format" | "any" | "list" | "map" | "object" | "enum" | "union"} Kind */

/**
 * What is known of a built-in type.
 *
 * @typedef {object} Row
 * @property {Kind} kind
 * @property {boolean} takesEmpty Whether `""` is a value of the type.
 * @property {(parameter: string) => (text: string) => boolean} [test] Whether a text is of the format.
 * @property {(parameter: string) => RegExp} [pattern] What nearly all texts of the format match, and no other.
 * @property {(text: string) => unknown} [read] What a text of the format stands for.
 */

/** @type {Readonly<Record<BuiltIn, Row>>} */
const BUILT_IN = {
  string: { kind: "string", takesEmpty: true },
  number: { kind: "number", takesEmpty: false },
  integer: { kind: "integer", takesEmpty: false },
  boolean: { kind: "boolean", takesEmpty: false },
  timestamp: { kind: "format", takesEmpty: false, test: () => isTimestamp, pattern: () => TIMESTAMP_PATTERN },
  datetime: { kind: "format", takesEmpty: false, test: timeTest, pattern: timePattern },
  date: { kind: "format", takesEmpty: false, test: timeTest, pattern: timePattern },
  // Its test is as fast as a pattern.
  uuid: { kind: "format", takesEmpty: false, test: () => isUuid },
  uri: { kind: "format", takesEmpty: false, test: () => isUri, pattern: () => URI_PATTERN },
  email: { kind: "format", takesEmpty: false, test: () => isEmail, pattern: () => EMAIL_PATTERN },
  text: { kind: "format", takesEmpty: false, test: textTest, read: JSON.parse },
  null: { kind: "null", takesEmpty: false },
  any: { kind: "any", takesEmpty: true },
};

/** @type {Readonly<Record<string, Row>>} Timestamps of other forms; any other parameter is a pattern. */
const TIMESTAMPS = {
  "": BUILT_IN.timestamp,
  unix: { kind: "unix", takesEmpty: false },
  unix_ms: { kind: "unix", takesEmpty: false },
  rfc2822: { kind: "format", takesEmpty: false, test: () => isRfc2822 },
};

/**
 * @param {BuiltIn} name
 * @param {string} parameter
 */
function rowOf(name, parameter) {
  return name === "timestamp" ? (TIMESTAMPS[parameter] ?? BUILT_IN.datetime) : BUILT_IN[name];
}

/**
 * What reads the point in time of a text of a timestamp that is not a unix time.
 *
 * @param {string} form
 */
function reader(form) {
  return form === "" ? timestampInstant : form === "rfc2822" ? rfc2822Instant : patternInstant(form);
}

/** What is in a list or map is not blank, and `null` only where the specification says so. */
const ITEM = { nullable: false, blank: false };
const NULLABLE_ITEM = { nullable: true, blank: false };

/** The type of a value. */
export class Type {
  /** @param {TypeRow} row */
  constructor(row) {
    const [name, rest, flag] = typeof row === "string" || typeof row === "function" ? [row, ""] : row;
    const parameter = typeof rest === "string" ? rest : "";
    /** What it is called in the tables: a built-in name, or nothing. */
    this.name = typeof name === "function" ? "" : name;
    this.parameter = parameter;
    /** @type {TypeTable | undefined} */
    this.table = typeof name === "function" ? name() : undefined;
    /** @type {Type | undefined} The type of items or values. */
    this.item = name === "list" || name === "map" ? new Type(rest) : undefined;
    /** What items and values may be beside that. */
    this.allowed = flag === "nullable" ? NULLABLE_ITEM : ITEM;
    const known = typeof name === "function" || name === "list" || name === "map" ? undefined : rowOf(name, parameter);
    /** @type {number | undefined} Of a unix time, in a string or not: the power of ten of its nanoseconds. */
    this.places = UNIX_PLACES[/unix(?:_ms)?/.exec(parameter)?.[0] ?? ""];
    /** @type {((text: string) => Instant | undefined) | undefined} The point in time of a text. */
    this.instantOf =
      this.places !== undefined
        ? (text) => unixInstant(text, /** @type {number} */ (this.places))
        : name === "timestamp"
          ? reader(parameter)
          : undefined;
    /** @type {((text: string) => boolean) | undefined} Whether a text is of the format. */
    this.isOf = known?.test?.(parameter);
    /** @type {RegExp | undefined} What nearly all texts of the format match, and no other. */
    this.pattern = known?.pattern?.(parameter);
    /** @type {((text: string) => unknown) | undefined} What a text of the format stands for. */
    this.read = known?.read;
    this.kind = /** @type {Kind} */ (this.table?.kind ?? known?.kind ?? name);
    /** @type {boolean} Whether `""` is a value of the type, where the specification does not say. */
    this.takesEmpty = known?.takesEmpty ?? tableTakesEmpty(this.table);
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
 * The members of an object in the specification.
 *
 * @implements {ObjectTable}
 */
export class ObjectType {
  kind = /** @type {const} */ ("object");
  #rows;
  #restRow;
  /** @type {FieldInfo | undefined} */
  #rest;
  /** @type {readonly FieldInfo[] | undefined} */
  #fields;
  /** @type {number | undefined} */
  #required;
  /** @type {ReadonlyMap<string, FieldInfo> | undefined} */
  #byKey;

  /**
   * @param {readonly (readonly FieldRow[])[]} groups
   * @param {FieldRow} [rest]
   */
  constructor(groups, rest) {
    this.#rows = groups;
    this.#restRow = rest;
  }

  /** What stands for every member that no field lists, if the specification has a type for them. */
  get rest() {
    if (this.#restRow !== undefined) this.#rest ??= new FieldInfo(this.#restRow, -1);
    return this.#rest;
  }

  /** The fields in documented order. */
  get fields() {
    this.#fields ??= this.#rows.flat().map((row, index) => new FieldInfo(row, index));
    return this.#fields;
  }

  /** How many fields are always sent. */
  get required() {
    this.#required ??= this.fields.filter((field) => field.required).length;
    return this.#required;
  }

  /** The fields by their keys and aliases. */
  get byKey() {
    this.#byKey ??= new Map(this.fields.flatMap((field) => [field.key, ...field.aliases].map((key) => [key, field])));
    return this.#byKey;
  }
}

/**
 * A string, integer or boolean of known values.
 *
 * @implements {EnumTable}
 */
export class Enum {
  kind = /** @type {const} */ ("enum");

  /**
   * @param {readonly (string | number | boolean)[]} values
   * @param {boolean} closed
   */
  constructor(values, closed) {
    this.values = values;
    /** What all of them are, as `typeof` calls it. */
    this.of = typeof values[0];
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
  /** @type {ReadonlySet<string> | undefined} */
  #keys;
  /** @type {ReadonlyMap<Type, { table: ObjectType, field: FieldInfo }> | undefined} */
  #tagged;
  /** @type {ReadonlyMap<string | number | boolean, readonly Type[]> | undefined} */
  #byTag;

  /**
   * @param {readonly TypeRow[]} rows
   * @param {string} [tag] The key by which objects say which alternative they are.
   */
  constructor(rows, tag) {
    this.#rows = rows;
    this.tag = tag;
  }

  get variants() {
    this.#variants ??= this.#rows.map((row) => new Type(row));
    return this.#variants;
  }

  /** Whether a field of an alternative has an alias. */
  get hasAliases() {
    this.#hasAliases ??= this.variants.some(
      ({ table }) => table instanceof ObjectType && table.fields.some((field) => field.aliases.length > 0),
    );
    return this.#hasAliases;
  }

  /** The keys that an alternative lists. */
  get keys() {
    this.#keys ??= new Set(this.variants.flatMap(({ table }) => (table instanceof ObjectType ? [...table.byKey.keys()] : [])));
    return this.#keys;
  }

  /** The alternatives with the tag, and their field of it: one that is always there, and whose values are all known. */
  get tagged() {
    this.#tagged ??= new Map(
      this.variants.flatMap((variant) => {
        const field = variant.table instanceof ObjectType ? variant.table.fields.find(({ key }) => key === this.tag) : undefined;
        const isTag = field?.required && !field.nullable && !field.blank && field.type.table instanceof Enum && field.type.table.closed;
        return isTag ? [[variant, { table: /** @type {ObjectType} */ (variant.table), field }]] : [];
      }),
    );
    return this.#tagged;
  }

  /** What the tag of an object has to be. */
  get tagType() {
    return new Type(() => new Enum([...this.byTag.keys()], true));
  }

  /** The alternatives by each of their tags. */
  get byTag() {
    if (this.#byTag !== undefined) return this.#byTag;
    /** @type {Map<string | number | boolean, Type[]>} */
    const byTag = new Map();
    for (const [variant, { field }] of this.tagged) {
      for (const value of /** @type {Enum} */ (field.type.table).values) byTag.set(value, [...(byTag.get(value) ?? []), variant]);
    }
    this.#byTag = byTag;
    return byTag;
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
