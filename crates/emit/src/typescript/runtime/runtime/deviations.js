/** Every way in which a payload departs from the specification, in the order of the decode contract. */

import { itemsOf, membersOf } from "./lens.js";
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
 * The way from the payload to a value; written out only when there is something to report.
 *
 * @typedef {{ readonly parent: Path, readonly key: string | number } | undefined} Path
 */

/**
 * Reports what departs in a payload, member by member.
 *
 * @param {ObjectTable} table
 * @param {string} json
 * @param {Report} report
 */
export function inspect(table, json, report) {
  inspectObject(table, json, undefined, (cls, path, seen, type) => report(cls, pointer(path), seen, type));
}

/** @typedef {(cls: DeviationClass, path: Path, seen?: string, type?: TypeRow) => void} PathReport */

/**
 * @param {ObjectTable} table
 * @param {string} json
 * @param {Path} path
 * @param {PathReport} report
 */
function inspectObject(table, json, path, report) {
  /** @type {(key: string) => string | FieldInfo} */
  const identify = (key) => table.byKey.get(key) ?? key;
  const seen = inspectMembers(json, path, identify, report, (id, value, step, isLast) => {
    if (typeof id === "string") {
      report("unknown_field", step, value);
    } else if (isLast) {
      inspectValue(id.type, id, value, step, report);
    }
  });
  for (const field of table.fields) {
    if (field.required && !seen.has(field)) report("missing_field", { parent: path, key: field.key });
  }
}

/**
 * Walks the members of an object, reports aliases and repeated keys, and says which ids were seen.
 *
 * @template {string | FieldInfo} T
 * @param {string} json
 * @param {Path} path
 * @param {(key: string) => T} identify
 * @param {PathReport} report
 * @param {(id: T, value: string, step: Path, isLast: boolean) => void} visit
 */
function inspectMembers(json, path, identify, report, visit) {
  const members = membersOf(json);
  const ids = members.map(({ key }) => identify(key));
  const last = new Map(ids.map((id, i) => [id, i]));
  const seen = new Set();
  members.forEach(({ key, start, end }, i) => {
    const id = /** @type {T} */ (ids[i]);
    const value = json.slice(start, end);
    const step = { parent: path, key };
    if (typeof id !== "string" && id.key !== key) report("field_alias", step, value);
    if (seen.has(id)) report("duplicate_key", step, value);
    seen.add(id);
    visit(id, value, step, last.get(id) === i);
  });
  return seen;
}

/**
 * @param {TypeRow} type
 * @param {{ readonly nullable: boolean, readonly blank: boolean }} allowed
 * @param {string} json
 * @param {Path} path
 * @param {PathReport} report
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
 * @param {Path} path
 * @param {PathReport} report
 */
function inspectInside(type, json, path, report) {
  if (typeof type === "function") {
    const table = type();
    if (table.kind === "object") inspectObject(table, json, path, report);
    const chosen = table.kind === "union" ? choose(table.variants, json) : undefined;
    if (chosen !== undefined) inspectInside(chosen, json, path, report);
  } else if (typeof type !== "string" && type[0] === "list") {
    const [, item] = type;
    itemsOf(json).forEach((value, i) => inspectValue(item, ITEM, value, { parent: path, key: i }, report));
  } else if (typeof type !== "string" && type[0] === "map") {
    const [, value] = type;
    inspectMembers(json, path, (key) => key, report, (_key, seen, step, isLast) => {
      if (isLast) inspectValue(value, ITEM, seen, step, report);
    });
  }
}

/**
 * A path as an RFC 6901 JSON Pointer.
 *
 * @param {Path} path
 * @returns {string}
 */
function pointer(path) {
  if (path === undefined) return "";
  const key = String(path.key).toWellFormed().replaceAll("~", "~0").replaceAll("/", "~1");
  return `${pointer(path.parent)}/${key}`;
}
