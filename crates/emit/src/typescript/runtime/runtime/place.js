/** Any place in a payload, by its JSON Pointer. */

import { OTHER, choose, sentTag } from "./choice.js";
import { ObjectType, Type, Union } from "./shape.js";

/** @import { Node } from "./lens.js" */

/** @typedef {{ readonly node: Node, readonly type: Type, readonly blank: boolean }} Place */

/** The type of what the specification says nothing of. */
const ANYTHING = new Type("any");

/**
 * What a pointer leads to; nothing if it is not a JSON Pointer.
 *
 * @param {ObjectType} table
 * @param {Node} root
 * @param {string} pointer
 * @returns {Place | undefined}
 */
export function placeAt(table, root, pointer) {
  if (pointer === "") return { node: root, type: ANYTHING, blank: false };
  if (!pointer.startsWith("/") || /~(?![01])/.test(pointer)) return undefined;
  const keys = pointer.slice(1).split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  let place = memberOf(table, root, keys[0] ?? "");
  for (const key of keys.slice(1)) place = place === undefined ? undefined : step(place, key);
  return place;
}

/**
 * The member of a key: a field under any of its names, or the last one that no field lists.
 *
 * @param {ObjectType} table
 * @param {Node} node
 * @param {string} key
 * @returns {Place | undefined}
 */
function memberOf(table, node, key) {
  const field = table.byKey.get(key);
  const found = node.lastOf((other) => (field === undefined ? isKey(other, key) : table.byKey.get(other) === field));
  const type = field === undefined ? (table.rest?.type ?? ANYTHING) : field.type;
  return found && { node: found, type, blank: field?.blank ?? false };
}

/**
 * Whether a key is the one of a pointer, in which lone surrogates are U+FFFD.
 *
 * @param {string} other
 * @param {string} key
 */
function isKey(other, key) {
  return other === key || other.toWellFormed() === key;
}

/**
 * What is below a place under a key or an index.
 *
 * @param {Place} place
 * @param {string} key
 * @returns {Place | undefined}
 */
function step({ node, type }, key) {
  const chosen = choose(type, node.value, node) ?? type;
  const tag = chosen === OTHER && type.table instanceof Union ? sentTag(type.table, node) : undefined;
  if (tag !== undefined && isKey(tag.key, key)) return { node: tag.node, type: tag.type, blank: false };
  const { kind, table, item } = chosen;
  if (node.members !== undefined && table instanceof ObjectType) return memberOf(table, node, key);
  // As RFC 6901 writes an index: digits, and no zero before others.
  const found = node.items !== undefined ? (/^(?:0|[1-9][0-9]*)$/.test(key) ? node.items[Number(key)] : undefined) : node.lastOf((other) => isKey(other, key));
  const fits = kind === (node.items === undefined ? "map" : "list");
  return found && { node: found, type: (fits ? item : undefined) ?? ANYTHING, blank: false };
}
