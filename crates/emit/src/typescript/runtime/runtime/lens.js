/**
 * The values of a valid JSON text and their positions: members in their order, repeated ones included, and numbers in
 * their own spelling. `JSON.parse` keeps none of these.
 */

import { skipSpace } from "./scan.js";

/** A value of a text. Of an object or array, `value` is an empty one: what is in it is in `members` or `items`. */
export class Node {
  /**
   * @param {string} text
   * @param {number} start
   * @param {number} end
   * @param {unknown} value
   * @param {readonly Member[] | undefined} members
   * @param {readonly Node[] | undefined} items
   */
  constructor(text, start, end, value, members, items) {
    this.text = text;
    this.start = start;
    this.end = end;
    this.value = value;
    this.members = members;
    this.items = items;
  }

  /** The text of the value, as sent. */
  get json() {
    return this.text.slice(this.start, this.end);
  }

  /**
   * The last member with such a key: the one that counts.
   *
   * @param {(key: string) => boolean} isKey
   */
  lastOf(isKey) {
    return this.lastMember(isKey)?.node;
  }

  /**
   * The same with its key.
   *
   * @param {(key: string) => boolean} isKey
   */
  lastMember(isKey) {
    return this.members?.findLast(({ key }) => isKey(key));
  }
}

/**
 * A member of an object: its key with its escapes resolved, where that stands, and its value.
 *
 * @typedef {{ readonly key: string, readonly keyStart: number, readonly node: Node }} Member
 */

/**
 * Reads a text that is known to be JSON, nested no deeper than the call stack can bear.
 *
 * @param {string} text
 */
export function readNode(text) {
  return valueAt(text, skipSpace(text, 0));
}

const OBJECT = Object.freeze({});
/** @type {readonly unknown[]} */
const ARRAY = Object.freeze([]);

/**
 * @param {string} text
 * @param {number} start
 * @returns {Node}
 */
function valueAt(text, start) {
  switch (text.charCodeAt(start)) {
    case 34: {
      const end = stringEnd(text, start);
      return new Node(text, start, end, stringValue(text, start, end), undefined, undefined);
    }
    case 123:
      return objectAt(text, start);
    case 91:
      return arrayAt(text, start);
    case 116:
      return new Node(text, start, start + 4, true, undefined, undefined);
    case 102:
      return new Node(text, start, start + 5, false, undefined, undefined);
    case 110:
      return new Node(text, start, start + 4, null, undefined, undefined);
    default: {
      const end = numberEnd(text, start);
      return new Node(text, start, end, Number(text.slice(start, end)), undefined, undefined);
    }
  }
}

/**
 * @param {string} text
 * @param {number} start
 */
function objectAt(text, start) {
  /** @type {Member[]} */
  const members = [];
  let i = skipSpace(text, start + 1);
  while (text.charCodeAt(i) !== 125) {
    const keyEnd = stringEnd(text, i);
    const colon = skipSpace(text, keyEnd);
    const node = valueAt(text, skipSpace(text, colon + 1));
    members.push({ key: stringValue(text, i, keyEnd), keyStart: i, node });
    i = afterComma(text, node.end);
  }
  return new Node(text, start, i + 1, OBJECT, members, undefined);
}

/**
 * @param {string} text
 * @param {number} start
 */
function arrayAt(text, start) {
  /** @type {Node[]} */
  const items = [];
  let i = skipSpace(text, start + 1);
  while (text.charCodeAt(i) !== 93) {
    const node = valueAt(text, i);
    items.push(node);
    i = afterComma(text, node.end);
  }
  return new Node(text, start, i + 1, ARRAY, undefined, items);
}

/**
 * @param {string} text
 * @param {number} end
 */
function afterComma(text, end) {
  const i = skipSpace(text, end);
  return text.charCodeAt(i) === 44 ? skipSpace(text, i + 1) : i;
}

/**
 * The end of a string; -1 in a text that is not JSON and ends before it.
 *
 * @param {string} text
 * @param {number} start
 */
export function stringEnd(text, start) {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslash = end - 1;
    while (text.charCodeAt(backslash) === 92) backslash -= 1;
    if ((end - backslash) % 2 === 1) return end + 1;
  }
  return -1;
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {string}
 */
function stringValue(text, start, end) {
  const inner = text.slice(start + 1, end - 1);
  return inner.includes("\\") ? JSON.parse(text.slice(start, end)) : inner;
}

/**
 * @param {string} text
 * @param {number} start
 */
function numberEnd(text, start) {
  let i = start + 1;
  // Digits, signs, a point, an exponent: none is white space, a comma or a bracket that closes.
  for (let code = text.charCodeAt(i); code > 32 && code !== 44 && code !== 93 && code !== 125; code = text.charCodeAt(i)) i += 1;
  return i;
}
