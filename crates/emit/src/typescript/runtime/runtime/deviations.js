/** Every way in which a payload departs from the specification, in the order of the decode contract. */

import { itemsOf, membersOf, pointerStep } from "./lens.js";
import { choose, judge } from "./types.js";

/** @import { DeviationClass, FieldInfo, ObjectTable, TypeRow } from "../runtime.js" */

/**
 * Told of each deviation: its class, path, what was seen, and the type of the value if that is what it departs from.
 *
 * @typedef {(cls: DeviationClass, path: string, seen?: string, type?: TypeRow) => void} Report
 */

/** What items of lists and values of maps may be: nothing but values of their type. */
const ITEM = { nullable: false, blank: false };

/**
 * Reports what departs in an object and, member by member, inside it.
 *
 * @param {ObjectTable} table
 * @param {string} json
 * @param {string} path
 * @param {Report} report
 */
export function inspectObject(table, json, path, report) {
  const seen = inspectMembers(json, path, (key) => table.byKey.get(key) ?? key, report, (id, key, value, step, isLast) => {
    if (typeof id === "string") {
      report("unknown_field", step, value);
    } else if (isLast) {
      inspectValue(id.type, id, value, step, report);
    }
  });
  for (const field of table.fields) {
    if (field.required && !seen.has(field)) report("missing_field", path + pointerStep(field.key));
  }
}

/**
 * Walks the members of an object, reports aliases and repeated keys, and says which ids were seen.
 *
 * @template {string | FieldInfo} T
 * @param {string} json
 * @param {string} path
 * @param {(key: string) => T} identify
 * @param {Report} report
 * @param {(id: T, key: string, value: string, step: string, isLast: boolean) => void} visit
 */
function inspectMembers(json, path, identify, report, visit) {
  const members = membersOf(json).map((member) => ({ ...member, id: identify(member.key) }));
  const last = new Map(members.map((member) => [member.id, member]));
  const seen = new Set();
  for (const member of members) {
    const { id, key, start, end } = member;
    const value = json.slice(start, end);
    const step = path + pointerStep(key);
    if (typeof id !== "string" && id.key !== key) report("field_alias", step, value);
    if (seen.has(id)) report("duplicate_key", step, value);
    seen.add(id);
    visit(id, key, value, step, last.get(id) === member);
  }
  return seen;
}

/**
 * @param {TypeRow} type
 * @param {{ readonly nullable: boolean, readonly blank: boolean }} allowed
 * @param {string} json
 * @param {string} path
 * @param {Report} report
 */
function inspectValue(type, allowed, json, path, report) {
  const verdict = judge(type, allowed.blank, json);
  if (verdict === "null") {
    if (!allowed.nullable && type !== "any") report("unexpected_null", path, json, type);
  } else if (verdict === "blank") {
    if (!allowed.blank) report("unexpected_blank", path, json, type);
  } else if (verdict === "value") {
    inspectInside(type, json, path, report);
  } else {
    report(verdict, path, json, type);
  }
}

/**
 * @param {TypeRow} type
 * @param {string} json
 * @param {string} path
 * @param {Report} report
 */
function inspectInside(type, json, path, report) {
  if (typeof type === "function") {
    const table = type();
    if (table.kind === "object") inspectObject(table, json, path, report);
    const chosen = table.kind === "union" ? choose(table.variants, json) : undefined;
    if (chosen !== undefined) inspectInside(chosen, json, path, report);
  } else if (typeof type !== "string" && type[0] === "list") {
    const [, item] = type;
    itemsOf(json).forEach((value, i) => inspectValue(item, ITEM, value, `${path}/${i}`, report));
  } else if (typeof type !== "string" && type[0] === "map") {
    const [, value] = type;
    inspectMembers(json, path, (key) => key, report, (_id, _key, seen, step, isLast) => {
      if (isLast) inspectValue(value, ITEM, seen, step, report);
    });
  }
}
