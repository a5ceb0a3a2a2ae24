/** The alternative of a union that a value is read as, by the values of `JSON.parse` or, with a node, by its text. */

import { kindOf, plainVerdict, takesKind } from "./plain_verdict.js";
import { Enum, ObjectType, Type, Union } from "./shape.js";

/** @import { DeviationClass } from "../runtime.js" */
/** @import { Node } from "./lens.js" */
/** @import { FieldInfo } from "./shape.js" */

/** An object whose tag is that of no alternative, where no other alternative takes it: it is not looked into. */
export const OTHER = new Type("any");

/**
 * A value that was sent, and its node if its text was read.
 *
 * @typedef {{ readonly value: unknown, readonly node: Node | undefined }} Sent
 */

/**
 * What a value of a union is read as; nothing if no alternative takes its JSON kind, or the type is not a union.
 *
 * @param {Type} union
 * @param {unknown} value
 * @param {Node | undefined} node
 * @returns {Type | undefined}
 */
export function choose({ table }, value, node) {
  if (!(table instanceof Union)) return undefined;
  const kind = kindOf(value);
  const candidates = table.variants.filter((variant) => takesKind(variant, kind));
  if (candidates.length === 0) return undefined;
  const sent = { value, node };
  if (kind === "object") return ofObject(table, candidates, sent) ?? OTHER;
  return candidates.length > 1 ? (candidates.find((variant) => fits(variant, sent)) ?? candidates[0]) : candidates[0];
}

/**
 * The tag of an object that matches no alternative, as the first alternative that finds one finds it; and the type of the first tag that
 * takes its JSON kind.
 *
 * @param {Union} union
 * @param {Node} node
 */
export function sentTag(union, node) {
  const tags = [...union.tagged.values()];
  for (const { table, field } of tags) {
    const sent = node.lastMember((key) => table.byKey.get(key) === field);
    if (sent === undefined) continue;
    const types = tags.map((tag) => tag.field.type);
    const type = types.find((of) => takesKind(of, kindOf(sent.node.value))) ?? field.type;
    return { key: sent.key, node: sent.node, type };
  }
  return undefined;
}

/**
 * What is wrong with a tag that no alternative lists.
 *
 * @param {Type} type
 * @param {Node} node
 * @returns {DeviationClass}
 */
export function tagVerdict(type, node) {
  const verdict = plainVerdict(type, false, node.value, node);
  if (verdict === "null" || verdict === "blank") return `unexpected_${verdict}`;
  return verdict === "value" ? "unknown_value" : verdict;
}

/**
 * The alternative of an object; nothing if its tag is that of none and nothing else takes it.
 *
 * @param {Union} union
 * @param {readonly Type[]} candidates
 * @param {Sent} object
 */
function ofObject(union, candidates, object) {
  if (union.tagged.size === 0) return bestOf(union, candidates, object);
  const listing = listingOf(union, object);
  return bestOf(union, listing.length > 0 ? listing : candidates.filter((variant) => !union.tagged.has(variant)), object);
}

/**
 * The alternatives that list the tag of an object.
 *
 * @param {Union} union
 * @param {Sent} object
 */
function listingOf(union, object) {
  if (!union.hasAliases) {
    const sent = memberOf(object, union.tag ?? "");
    if (typeof sent?.value === "string") return union.byTag.get(sent.value) ?? [];
  }
  return union.variants.filter((variant) => {
    const tag = union.tagged.get(variant);
    const sent = tag && lastOf(object, tag.table, tag.field);
    return tag && sent && isListed(tag.field.type, sent);
  });
}

/**
 * The last member of a key.
 *
 * @param {Sent} object
 * @param {string} key
 * @returns {Sent | undefined}
 */
function memberOf({ value, node }, key) {
  if (node !== undefined) return sentOf(node.lastOf((other) => other === key));
  const members = /** @type {Readonly<Record<string, unknown>>} */ (value);
  return Object.hasOwn(members, key) ? { value: members[key], node: undefined } : undefined;
}

/**
 * The last member of a field.
 *
 * @param {Sent} object
 * @param {ObjectType} table
 * @param {FieldInfo} field
 */
function lastOf(object, table, field) {
  return object.node === undefined ? memberOf(object, field.key) : sentOf(object.node.lastOf((key) => table.byKey.get(key) === field));
}

/**
 * @param {Node | undefined} node
 * @returns {Sent | undefined}
 */
function sentOf(node) {
  return node && { value: node.value, node };
}

/**
 * Whether a value is one that an enum lists.
 *
 * @param {Type} type
 * @param {Sent} sent
 */
function isListed(type, { value, node }) {
  // Without its text, a number is as exact as its shortest text.
  if (node === undefined) return type.table instanceof Enum && type.table.values.includes(/** @type {string} */ (value));
  return plainVerdict(type, false, value, node) === "value";
}

/**
 * How far an object is from an alternative, by the JSON kinds of its members, whatever is inside them.
 *
 * @typedef {object} Fit
 * @property {number} faults Required members that are absent, and members of another kind or of a value that is not known.
 * @property {number} unlisted Keys that are not listed.
 * @property {number} listed Fields that are there.
 * @property {number} keys How many keys there are: as many fields as an alternative can list.
 */

/**
 * The alternative that an object fits best; `any` is left for what fits no other one. The first of those that are alike.
 *
 * @param {Union} union
 * @param {readonly Type[]} candidates
 * @param {Sent} object
 */
function bestOf(union, candidates, object) {
  if (candidates.length < 2) return candidates[0];
  const members = object.node === undefined ? Object.keys(/** @type {object} */ (object.value)) : membersOf(union, object.node);
  let best;
  let least = { faults: 0, unlisted: 0, listed: 0, keys: 0 };
  for (const candidate of candidates) {
    if (candidate.kind === "any") continue;
    const fit = fitOf(candidate, object, members);
    const more = fit.faults + fit.unlisted - least.faults - least.unlisted;
    if (best === undefined || more < 0 || (more === 0 && fit.listed > least.listed)) [best, least] = [candidate, fit];
    // Nothing fits better.
    if (least.faults + least.unlisted === 0 && least.listed === least.keys) return best;
  }
  const anything = candidates.find(({ kind }) => kind === "any");
  return best === undefined || (anything !== undefined && least.faults > 0) ? anything : best;
}

/**
 * The members of an object, looked through once for all alternatives: an object may have very many that none of them lists.
 *
 * @typedef {object} Members
 * @property {ReadonlyMap<string, Node>} listed Those with a key of any alternative; of those with the same key, the last. In their order.
 * @property {ReadonlySet<string>} unlisted The other keys.
 * @property {number} count
 */

/**
 * @param {Union} union
 * @param {Node} node
 * @returns {Members}
 */
function membersOf({ keys }, { members = [] }) {
  /** @type {Map<string, Node>} */
  const listed = new Map();
  /** @type {Set<string>} */
  const unlisted = new Set();
  for (const { key, node } of members) {
    if (!keys.has(key)) {
      unlisted.add(key.toWellFormed());
      continue;
    }
    // Where the last one is, not where the first was.
    listed.delete(key);
    listed.set(key, node);
  }
  return { listed, unlisted, count: members.length };
}

/**
 * @param {Type} type
 * @param {Sent} object
 * @param {Members | readonly string[]} members those of its node, or the keys of its value
 * @returns {Fit}
 */
function fitOf({ table, item, allowed }, { value, node }, members) {
  if (!(table instanceof ObjectType)) {
    const values = node === undefined ? Object.values(/** @type {object} */ (value)) : valuesOf(node);
    return fitOfMap(/** @type {Type} */ (item), allowed.nullable, values);
  }
  if ("listed" in members) return fitOfMembers(table, members);
  return fitOfValue(table, /** @type {Readonly<Record<string, unknown>>} */ (value), members);
}

/**
 * @param {Type} item
 * @param {boolean} isNullable
 * @param {readonly unknown[]} values
 */
function fitOfMap(item, isNullable, values) {
  return { faults: values.filter((value) => !takes(item, isNullable, value)).length, unlisted: 0, listed: 0, keys: values.length };
}

/**
 * The values that count: of those with the same key, the last.
 *
 * @param {Node} node
 */
function valuesOf({ members = [] }) {
  return [...new Map(members.map(({ key, node: { value } }) => [key.toWellFormed(), value])).values()];
}

/**
 * Of parsed values, whose keys are all different, and no aliases.
 *
 * @param {ObjectType} table
 * @param {Readonly<Record<string, unknown>>} value
 * @param {readonly string[]} keys
 */
function fitOfValue(table, value, keys) {
  const { fields, byKey, rest } = table;
  const fit = { faults: table.required, unlisted: 0, listed: 0, keys: keys.length };
  let next = 0;
  for (const key of keys) {
    // Most members come in the documented order.
    const field = fields[next]?.key === key ? fields[next] : byKey.get(key);
    if (field === undefined) {
      if (rest !== undefined) continue;
      // How many there are does not matter: such an object is read again by its text.
      fit.unlisted = 1;
      break;
    }
    next = field.index + 1;
    fit.listed += 1;
    if (field.required) fit.faults -= 1;
    if (!isPossible(field, value[key], undefined)) fit.faults += 1;
  }
  return fit;
}

/**
 * @param {ObjectType} table
 * @param {Members} members
 */
function fitOfMembers(table, { listed, unlisted, count }) {
  /** @type {Map<FieldInfo, Node>} */
  const found = new Map();
  let others = unlisted.size;
  for (const [key, node] of listed) {
    const field = table.byKey.get(key);
    // The last one counts, under any of its names.
    if (field !== undefined) found.set(field, node);
    // The well-formed text of an unlisted key may be that of another alternative's.
    else if (!unlisted.has(key)) others += 1;
  }
  const fit = { faults: table.required, unlisted: table.rest === undefined ? others : 0, listed: found.size, keys: count };
  for (const [field, node] of found) {
    if (field.required) fit.faults -= 1;
    if (!isPossible(field, node.value, node)) fit.faults += 1;
  }
  return fit;
}

/**
 * Whether a value may be that of a field, by its JSON kind; and if all values of the field are known, by its value.
 *
 * @param {FieldInfo} field
 * @param {unknown} value
 * @param {Node | undefined} node
 */
function isPossible({ type, nullable, blank }, value, node) {
  if (blank && value === "") return true;
  if (!takes(type, nullable, value)) return false;
  return value === null || !(type.table instanceof Enum && type.table.closed) || isListed(type, { value, node });
}

/**
 * Whether a type has values of the JSON kind of a value.
 *
 * @param {Type} type
 * @param {boolean} isNullable
 * @param {unknown} value
 */
function takes(type, isNullable, value) {
  return value === null ? isNullable || type.kind === "any" || type.kind === "null" : takesKind(type, kindOf(value));
}

/**
 * Whether a value that is not an object looks like a type that takes its JSON kind.
 *
 * @param {Type} type
 * @param {Sent} sent
 */
function fits(type, { value, node }) {
  switch (type.kind) {
    case "format":
    case "integer":
    case "unix":
    case "enum":
      return plainVerdict(type, false, value, node) === "value";
    case "any":
    case "boolean":
    case "list":
    case "map":
    case "null":
    case "number":
    case "object":
    case "string":
    case "union":
      return true;
  }
}
