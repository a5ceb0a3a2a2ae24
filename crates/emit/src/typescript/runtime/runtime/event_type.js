/** Event types, alone and as the registry of a whole catalogue. */

import { inspect, keepsType } from "./deviations.js";
import { KnownEvent, UnknownEvent } from "./event.js";
import { fastPath } from "./fast_path.js";
import { readInput } from "./input.js";
import { messageOf } from "./issues.js";
import { readNode } from "./lens.js";

/** @import { DecodeOptions, Input, NamePlaces } from "../runtime.js" */
/** @import { ObjectType } from "./shape.js" */

/** One event type: its wire name, its aliases, and the table of its payload. */
export class EventType {
  /**
   * @param {string} name
   * @param {ObjectType} table
   * @param {readonly string[]} aliases
   * @param {NamePlaces} [namePlaces]
   */
  constructor(name, table, aliases, namePlaces) {
    this.name = name;
    this.table = table;
    this.aliases = aliases;
    this.namePlaces = namePlaces;
  }

  /**
   * @param {Input} input
   * @param {DecodeOptions} [options]
   */
  decode(input, options) {
    return this.decodeAs(this.name, input, options);
  }

  /**
   * Decodes an event that was sent under this name.
   *
   * @param {string} sentAs
   * @param {Input} input
   * @param {DecodeOptions} [options]
   */
  decodeAs(sentAs, input, options) {
    const read = readInput(input, options);
    if (!read.ok) return read;
    return { ok: read.ok, event: new KnownEvent(this, sentAs, read.text, read.payload) };
  }

  get "~standard"() {
    const validate = (/** @type {unknown} */ value) => validatePayload(this, value);
    return /** @type {const} */ ({ version: 1, vendor: "eventspec", validate });
  }
}

/** Every event type of a catalogue, found by name and alias. */
export class Registry {
  #types;
  /** @type {ReadonlyMap<string, EventType> | undefined} */
  #byName;

  /** @param {readonly EventType[]} types */
  constructor(types) {
    this.#types = types;
  }

  /**
   * @param {string} name
   * @param {Input} input
   * @param {DecodeOptions} [options]
   */
  decode(name, input, options) {
    this.#byName ??= byName(this.#types);
    const type = this.#byName.get(name);
    if (type !== undefined) return type.decodeAs(name, input, options);
    const read = readInput(input, options);
    return read.ok ? { ok: read.ok, event: new UnknownEvent(name, read.text, read.payload) } : read;
  }
}

/**
 * Event types by their names and aliases.
 *
 * @param {readonly EventType[]} types
 * @returns {ReadonlyMap<string, EventType>}
 */
export function byName(types) {
  return new Map(types.flatMap((type) => [type.name, ...type.aliases].map((key) => [key, type])));
}

/**
 * What Standard Schema asks for: the payload if its declared type holds, else an issue for each reason why not.
 *
 * @param {EventType} type
 * @param {unknown} input
 */
function validatePayload({ table, namePlaces }, input) {
  const read = readInput(input);
  if (!read.ok) return { issues: [{ message: read.error.message }] };
  if (fastPath(table, namePlaces, read.payload, read.text)?.conforms) return { value: read.payload };
  /** @type {{ message: string, path: string[] }[]} */
  const issues = [];
  inspect(table, namePlaces, readNode(read.text), (cls, path, seen, type) => {
    if (!keepsType(cls, type)) issues.push({ message: messageOf(cls, seen, type), path: stepsOf(path) });
  });
  return issues.length > 0 ? { issues } : { value: read.payload };
}

/** @param {string} pointer */
function stepsOf(pointer) {
  return pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
