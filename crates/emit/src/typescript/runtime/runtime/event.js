/** Decoded events: the text that was sent, and what can be read from it. */

import { choose } from "./choice.js";
import { inspect, keepsType } from "./deviations.js";
import { setMember } from "./edit.js";
import { fastPath } from "./fast_path.js";
import { stateOf } from "./verdict.js";
import { readNode } from "./lens.js";
import { placeAt } from "./place.js";

/** @import { Deviation, Field, Instant, UnknownField } from "../runtime.js" */
/** @import { Node } from "./lens.js" */
/** @import { EventType } from "./event_type.js" */
/** @import { Type } from "./shape.js" */

/** An event that is in the specification. */
export class KnownEvent {
  #type;
  #table;
  /** @type {readonly Deviation[] | undefined} */
  #deviations;
  #conforms = false;
  /** @type {Node | undefined} */
  #node;

  /** @readonly */
  known = true;

  /**
   * @param {EventType} type
   * @param {string} sentAs
   * @param {string} raw
   * @param {object} payload
   */
  constructor(type, sentAs, raw, payload) {
    this.name = type.name;
    this.sentAs = sentAs;
    this.#type = type;
    this.#table = type.table;
    this.raw = raw;
    this.payload = payload;
  }

  /** @returns {readonly Deviation[]} */
  get deviations() {
    this.#deviations ??= this.#judge();
    return this.#deviations;
  }

  get conforms() {
    this.#deviations ??= this.#judge();
    return this.#conforms;
  }

  /** @returns {readonly UnknownField[]} */
  get unknownFields() {
    return this.#table.rest === undefined ? this.#unlisted() : [];
  }

  /** @returns {readonly UnknownField[]} */
  get rest() {
    return this.#table.rest === undefined ? [] : this.#unlisted();
  }

  /** @returns {readonly UnknownField[]} */
  #unlisted() {
    const unlisted = this.#read().members?.filter(({ key }) => !this.#table.byKey.has(key)) ?? [];
    return unlisted.map(({ key, node: { json } }) => ({ key, json, value: /** @type {unknown} */ (JSON.parse(json)) }));
  }

  /**
   * @param {string} key
   * @returns {Field<unknown>}
   */
  field(key) {
    const info = this.#table.byKey.get(key);
    const node = this.#read().lastOf(this.#keysOf(key));
    return info === undefined || node === undefined ? { state: "absent" } : stateOf(info.type, info.blank, node);
  }

  /**
   * @param {string} pointer
   * @returns {Field<unknown>}
   */
  at(pointer) {
    const place = placeAt(this.#table, this.#read(), pointer);
    return place === undefined ? { state: "absent" } : stateOf(place.type, place.blank, place.node);
  }

  /** @param {string} key */
  number(key) {
    return /** @type {Field<number>} */ (this.#as("number", key));
  }

  /** @param {string} key */
  boolean(key) {
    return /** @type {Field<boolean>} */ (this.#as("boolean", key));
  }

  /**
   * @param {string} key
   * @returns {Field<Instant>}
   */
  instant(key) {
    const field = this.field(key);
    if (field.state !== "value") return field;
    const { json, value } = field;
    const instant = this.#typeOf(key, value, json).instantOf?.(typeof value === "string" ? value : json);
    return instant === undefined ? { state: "unexpected", json, value } : { state: "value", json, value: instant };
  }

  /** @param {Readonly<Record<string, unknown>>} changes */
  edit(changes) {
    let text = this.raw;
    for (const [key, value] of Object.entries(changes)) text = setMember(text, key, this.#keysOf(key), value);
    return new KnownEvent(this.#type, this.sentAs, text, JSON.parse(text));
  }

  /**
   * Whether a key means the same field as another.
   *
   * @param {string} key
   */
  #keysOf(key) {
    const { byKey } = this.#table;
    const id = byKey.get(key) ?? key;
    return (/** @type {string} */ other) => (byKey.get(other) ?? other) === id;
  }

  /**
   * The state of a field whose value is of a type, or a string that stands for one.
   *
   * @param {"number" | "boolean"} wanted
   * @param {string} key
   * @returns {Field<unknown>}
   */
  #as(wanted, key) {
    const field = this.field(key);
    if (field.state !== "value") return field;
    const { read } = this.#typeOf(key, field.value, field.json);
    const value = typeof field.value === "string" && read !== undefined ? read(field.value) : field.value;
    return typeof value === wanted ? { state: "value", json: field.json, value } : { state: "unexpected", json: field.json, value: field.value };
  }

  /**
   * The type of a field, or the alternative that its value is read as.
   *
   * @param {string} key
   * @param {unknown} value
   * @param {string} json
   */
  #typeOf(key, value, json) {
    const type = /** @type {Type} */ (this.#table.byKey.get(key)?.type);
    return choose(type, value, readNode(json)) ?? type;
  }

  #read() {
    this.#node ??= readNode(this.raw);
    return this.#node;
  }

  /** The deviations; sets whether the payload conforms. */
  #judge() {
    const seen = this.sentAs === this.name ? fastPath(this.#table, this.#type.namePlaces, this.payload, this.raw) : undefined;
    if (seen === undefined) return this.#inspect();
    this.#conforms = seen.conforms;
    return seen.found;
  }

  #inspect() {
    this.#conforms = true;
    /** @type {Deviation[]} */
    const found = [];
    if (this.sentAs !== this.name) found.push({ class: "event_alias", path: "", seen: JSON.stringify(this.sentAs) });
    inspect(this.#table, this.#type.namePlaces, this.#read(), (cls, path, seen, type) => {
      if (!keepsType(cls, type)) this.#conforms = false;
      found.push({ class: cls, path, seen });
    });
    return found;
  }
}

/** An event that is not in the specification: kept whole and not inspected. */
export class UnknownEvent {
  /** @readonly */
  known = false;
  /** @readonly */
  conforms = false;

  /**
   * @param {string} name
   * @param {string} raw
   * @param {object} payload
   */
  constructor(name, raw, payload) {
    this.name = name;
    this.sentAs = name;
    this.raw = raw;
    this.payload = payload;
  }

  /** @returns {readonly Deviation[]} */
  get deviations() {
    return [{ class: "unknown_event", path: "", seen: JSON.stringify(this.name) }];
  }
}
