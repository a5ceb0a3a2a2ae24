/**
 * Reads parts of a valid JSON text where they stand: members in their order, duplicates included, and
 * numbers in their own spelling. `JSON.parse` keeps none of these.
 */

import { skipSpace } from "./scan.js";

/**
 * A member of an object: its key, where that stands, and where its value starts and ends.
 *
 * @typedef {{ readonly key: string, readonly keyStart: number, readonly start: number, readonly end: number }} Member
 */

/**
 * The members of an object: keys with their escapes resolved, and where each value stands.
 *
 * @param {string} json
 * @returns {Member[]}
 */
export function membersOf(json) {
  /** @type {Member[]} */
  const members = [];
  let i = skipSpace(json, skipSpace(json, 0) + 1);
  while (json[i] !== "}") {
    const keyEnd = stringEnd(json, i);
    const start = skipSpace(json, skipSpace(json, keyEnd) + 1);
    const end = valueEnd(json, start);
    members.push({ key: stringValue(json.slice(i, keyEnd)), keyStart: i, start, end });
    i = afterComma(json, end);
  }
  return members;
}

/**
 * The texts of the items of an array.
 *
 * @param {string} json
 */
export function itemsOf(json) {
  const items = [];
  let i = skipSpace(json, skipSpace(json, 0) + 1);
  while (json[i] !== "]") {
    const end = valueEnd(json, i);
    items.push(json.slice(i, end));
    i = afterComma(json, end);
  }
  return items;
}

/**
 * The value of a JSON string.
 *
 * @param {string} json
 * @returns {string}
 */
export function stringValue(json) {
  return json.includes("\\") ? JSON.parse(json) : json.slice(1, -1);
}

/**
 * @param {string} json
 * @param {number} end
 */
function afterComma(json, end) {
  const i = skipSpace(json, end);
  return json[i] === "," ? skipSpace(json, i + 1) : i;
}

/**
 * @param {string} json
 * @param {number} start
 */
function valueEnd(json, start) {
  const first = json[start];
  if (first === '"') return stringEnd(json, start);
  if (first === "{" || first === "[") return containerEnd(json, start);
  let i = start;
  while (i < json.length && isScalarCode(json.charCodeAt(i))) i += 1;
  return i;
}

/**
 * @param {string} json
 * @param {number} start
 */
function stringEnd(json, start) {
  for (let end = json.indexOf('"', start + 1); ; end = json.indexOf('"', end + 1)) {
    let backslash = end - 1;
    while (json[backslash] === "\\") backslash -= 1;
    if ((end - backslash) % 2 === 1) return end + 1;
  }
}

/**
 * @param {string} json
 * @param {number} start
 */
function containerEnd(json, start) {
  let depth = 0;
  let i = start;
  for (;;) {
    const char = json[i];
    if (char === '"') {
      i = stringEnd(json, i);
      continue;
    }
    i += 1;
    if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") depth -= 1;
    if (depth === 0) return i;
  }
}

/**
 * Whether a character can be part of a number or a literal: not white space, a comma or a closing bracket.
 *
 * @param {number} code
 */
function isScalarCode(code) {
  return code > 32 && code !== 44 && code !== 93 && code !== 125;
}
