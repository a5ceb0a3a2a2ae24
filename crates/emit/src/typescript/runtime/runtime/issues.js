/** Deviations as Standard Schema reports them, in words for people: what was expected, and the kind of thing that was found, never its text. */

import { Enum, Union } from "./shape.js";

/** @import { DeviationClass } from "../runtime.js" */
/** @import { Type } from "./shape.js" */

/** @type {Readonly<Record<string, string>>} The types that need no further word. */
const TYPES = {
  string: "a string",
  number: "a number",
  integer: "an integer",
  boolean: "a boolean",
  null: "null",
  uuid: "a UUID",
  uri: "a URI",
  email: "an email address",
  any: "any value",
  list: "an array",
  map: "an object",
};

/** @type {Readonly<Record<string, string>>} Timestamps that have no pattern. */
const TIMESTAMPS = {
  "": "an RFC 3339 timestamp",
  unix: "a Unix time in seconds",
  unix_ms: "a Unix time in milliseconds",
  rfc2822: "an RFC 2822 date",
};

/** How much of the values or types of a list is told, in characters. */
const MOST = 160;

/**
 * What is wrong, in a sentence.
 *
 * @param {DeviationClass} cls
 * @param {string} [seen] The text of the value.
 * @param {Type} [type] The expected type.
 */
export function messageOf(cls, seen, type) {
  if (cls === "field_alias") return "expected under its own key, found under an alias";
  const expected = `expected ${type === undefined ? "a value" : wordsOf(type)}`;
  return `${expected}, found ${seen === undefined ? "nothing" : foundOf(cls, seen)}`;
}

/**
 * @param {DeviationClass} cls
 * @param {string} seen
 */
function foundOf(cls, seen) {
  if (cls === "event_mismatch") return "the name of another event";
  if (cls === "event_alias") return "an alias of the event's name";
  const first = seen.charAt(0);
  if (first === '"') {
    if (cls === "invalid_unicode") return "a string with half of a surrogate pair";
    return seen === '""' ? "an empty string" : cls === "unexpected_type" ? "a string" : "another string";
  }
  if (first === "{") return "an object";
  if (first === "[") return "an array";
  if (first === "n") return "null";
  if (first === "t" || first === "f") return "a boolean";
  return cls === "out_of_range" ? "a number out of range" : cls === "unknown_value" ? "another number" : "a number";
}

/**
 * A type, as a message calls it.
 *
 * @param {Type} type
 * @returns {string}
 */
function wordsOf({ table, name, parameter }) {
  if (table instanceof Union) return listed([...new Set(table.variants.map(wordsOf))], " or ");
  if (!(table instanceof Enum)) return table === undefined ? builtIn(name, parameter) : "an object";
  if (!table.closed) return TYPES[table.of === "number" ? "integer" : table.of] ?? "a value";
  const values = table.values.map((value) => JSON.stringify(value));
  return values.length === 1 ? listed(values, "") : `one of ${listed(values, ", ")}`;
}

/**
 * @param {string} name
 * @param {string} parameter
 */
function builtIn(name, parameter) {
  if (name === "text") {
    const [inner = "", form = ""] = parameter.split(/[()]/);
    return `${inner === "timestamp" ? TIMESTAMPS[form] : TYPES[inner]} in a string`;
  }
  return TYPES[name] ?? (name === "timestamp" ? TIMESTAMPS[parameter] : undefined) ?? `a time of the form ${parameter}`;
}

/**
 * As many parts as a message has room for.
 *
 * @param {readonly string[]} parts
 * @param {string} separator
 */
function listed(parts, separator) {
  const text = parts.join(separator);
  return text.length > MOST ? `${text.slice(0, MOST).toWellFormed()}...` : text;
}
