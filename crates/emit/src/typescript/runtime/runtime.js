/** What every module of this package calls: the decode contract, once, driven by tables. */

import { EventType, Registry } from "./runtime/event_type.js";
import { Enum, ObjectType, Union } from "./runtime/shape.js";

/** @import * as declared from "./runtime.js" */

/** @type {typeof declared.objectTable} */
export const objectTable = (...groups) => new ObjectType(groups);

/** @type {typeof declared.objectWithRest} */
export const objectWithRest = (rest, ...groups) => new ObjectType(groups, rest);

/** @type {typeof declared.enumTable} */
export const enumTable = (values, closed) => new Enum(values, closed);

/** @type {typeof declared.unionTable} */
export const unionTable = (variants, tag) => new Union(variants, tag);

// The tables hold at run time what the types declare at compile time; no checker can see that, hence the casts.

/** @type {typeof declared.eventType} */
export const eventType = (name, table, aliases = [], namePlaces) =>
  /** @type {any} */ (new EventType(name, /** @type {any} */ (table), aliases, namePlaces));

/** @type {typeof declared.handle} */
export const handle = (event, handlers, other) => {
  // An event may be called like a member of every object.
  const isInherited = event.name in Object.prototype && !Object.hasOwn(handlers, event.name);
  const handler = event.known && !isInherited ? handlers[event.name] : undefined;
  return handler === undefined ? other?.(event) : handler.call(handlers, event);
};

/** @type {typeof declared.decoder} */
export const decoder = (types) => {
  const registry = new Registry(/** @type {any} */ (types));
  return (name, input, options) => /** @type {any} */ (registry.decode(name, input, options));
};
