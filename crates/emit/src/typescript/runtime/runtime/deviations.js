/** Every deviation of a payload from the specification, in the order of the decode contract. */

import { OTHER, choose, sentTag, tagVerdict } from "./choice.js";
import { Enum, ObjectType, Union, escapeStep } from "./shape.js";
import { verdictOf } from "./verdict.js";

/** @import { DeviationClass, NamePlaces } from "../runtime.js" */
/** @import { Node } from "./lens.js" */
/** @import { Type } from "./shape.js" */

/**
 * Called for each deviation, with its class, path, what was seen, and the expected type if there is one.
 *
 * @typedef {(cls: DeviationClass, path: string, seen?: string, type?: Type) => void} Report
 */

/**
 * The path from the payload to a value; formatted only when there is something to report.
 *
 * @typedef {{ readonly parent: Path, readonly key: string | number } | undefined} Path
 */

/**
 * Reports the deviations of a payload, member by member.
 *
 * @param {ObjectType} table
 * @param {NamePlaces | undefined} names
 * @param {Node} node
 * @param {Report} report
 */
export function inspect(table, names, node, report) {
  inspectObject(table, node, undefined, (cls, path, seen, type) => {
    const at = pointer(path);
    report(classOf(cls, names?.[at], seen), at, seen, type);
  });
}

/**
 * The class of a deviation, which is another one where a payload holds the name of its event.
 *
 * @param {DeviationClass} cls
 * @param {readonly string[] | undefined} aliases What is there under an alias of the event, at such a place.
 * @param {string} [seen]
 */
export function classOf(cls, aliases, seen = "") {
  if (cls !== "unknown_value" || aliases === undefined) return cls;
  return aliases.includes(String(JSON.parse(seen))) ? "event_alias" : "event_mismatch";
}

/**
 * Whether a payload with such a deviation still has the declared type.
 *
 * @param {DeviationClass} cls
 * @param {Type} [type] The expected type.
 */
export function keepsType(cls, type) {
  if (cls === "unknown_value") return type?.table instanceof Enum && !type.table.closed;
  return cls === "unknown_field" || cls === "duplicate_key";
}

/** @typedef {(cls: DeviationClass, path: Path, seen?: string, type?: Type) => void} PathReport */

/**
 * @param {ObjectType} table
 * @param {Node} node
 * @param {Path} path
 * @param {PathReport} report
 */
function inspectObject(table, { members = [] }, path, report) {
  const { fields } = table;
  const places = new Positions(fields.length);
  let next = 0;
  const found = members.map(({ key }, i) => {
    // Most members come in the documented order.
    const field = fields[next]?.key === key ? fields[next] : table.byKey.get(key);
    next = (field?.index ?? next - 1) + 1;
    places.note(field?.index ?? key, i);
    return field;
  });
  members.forEach(({ key, node }, i) => {
    const field = found[i];
    const id = field?.index ?? key;
    if (field !== undefined && field.key !== key) report("field_alias", { parent: path, key }, node.json);
    if (places.first(id) !== i) report("duplicate_key", { parent: path, key }, node.json);
    const info = field ?? table.rest;
    if (info === undefined) report("unknown_field", { parent: path, key }, node.json);
    else if (places.last(id) === i) inspectValue(info.type, info, node, path, key, report);
  });
  for (const field of fields) {
    if (field.required && places.last(field.index) < 0) report("missing_field", { parent: path, key: field.key }, undefined, field.type);
  }
}

/** Where each member occurs for the first and for the last time: fields by their index, other keys by themselves. */
class Positions {
  #first;
  #last;
  /** @type {Map<string, [number, number]> | undefined} */
  #others;

  /** @param {number} fields */
  constructor(fields) {
    /** @type {number[]} */
    this.#first = new Array(fields).fill(-1);
    /** @type {number[]} */
    this.#last = new Array(fields).fill(-1);
  }

  /**
   * @param {number | string} id
   * @param {number} place
   */
  note(id, place) {
    if (typeof id === "string") {
      this.#others ??= new Map();
      this.#others.set(id, [this.#others.get(id)?.[0] ?? place, place]);
      return;
    }
    if (this.#last[id] === -1) this.#first[id] = place;
    this.#last[id] = place;
  }

  /** @param {number | string} id */
  first(id) {
    return (typeof id === "string" ? this.#others?.get(id)?.[0] : this.#first[id]) ?? -1;
  }

  /** @param {number | string} id */
  last(id) {
    return (typeof id === "string" ? this.#others?.get(id)?.[1] : this.#last[id]) ?? -1;
  }
}

/**
 * @param {Type} type
 * @param {{ readonly nullable: boolean, readonly blank: boolean }} allowed
 * @param {Node} node
 * @param {Path} parent
 * @param {string | number} key
 * @param {PathReport} report
 */
function inspectValue(type, allowed, node, parent, key, report) {
  const verdict = verdictOf(type, allowed.blank, node.value, node);
  if (verdict === "value") {
    if (node.members !== undefined || node.items !== undefined) inspectInside(type, node, { parent, key }, report);
  } else if (verdict === "null") {
    if (!allowed.nullable && type.kind !== "any" && type.kind !== "null") report("unexpected_null", { parent, key }, node.json, type);
  } else if (verdict === "blank") {
    if (!allowed.blank) report("unexpected_blank", { parent, key }, node.json, type);
  } else {
    report(verdict, { parent, key }, node.json, type);
  }
}

/**
 * @param {Type} type
 * @param {Node} node
 * @param {Path} path
 * @param {PathReport} report
 */
function inspectInside(type, node, path, report) {
  if (type.table instanceof ObjectType) {
    inspectObject(type.table, node, path, report);
  } else if (type.table instanceof Union) {
    const chosen = choose(type, node.value, node);
    if (chosen === OTHER) {
      const tag = sentTag(type.table, node);
      const { tagType } = type.table;
      if (tag === undefined) report("missing_field", { parent: path, key: type.table.tag ?? "" }, undefined, tagType);
      else report(tagVerdict(tag.type, tag.node), { parent: path, key: tag.key }, tag.node.json, tagType);
    } else if (chosen !== undefined) inspectInside(chosen, node, path, report);
  } else if (type.item !== undefined) {
    const { item, allowed } = type;
    node.items?.forEach((value, i) => inspectValue(item, allowed, value, path, i, report));
    const members = node.members ?? [];
    const places = new Positions(0);
    members.forEach(({ key }, i) => places.note(key, i));
    members.forEach(({ key, node: value }, i) => {
      if (places.first(key) !== i) report("duplicate_key", { parent: path, key }, value.json);
      if (places.last(key) === i) inspectValue(item, allowed, value, path, key, report);
    });
  }
}

/**
 * A path as an RFC 6901 JSON Pointer.
 *
 * @param {Path} path
 * @returns {string}
 */
export function pointer(path) {
  return path === undefined ? "" : `${pointer(path.parent)}/${escapeStep(String(path.key))}`;
}
