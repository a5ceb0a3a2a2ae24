/** Changes members of a JSON text and leaves every other byte of it alone. */

import { readNode } from "./lens.js";
import { skipSpace } from "./scan.js";

/**
 * Sets a member of an object. An existing member keeps its position and its key; a new one is appended. Of several
 * occurrences, the last is set, since it is the one that counts; `undefined` removes them all.
 *
 * @param {string} json
 * @param {string} key
 * @param {(other: string) => boolean} isKey whether another key is this one, or an alias of it
 * @param {unknown} value
 */
export function setMember(json, key, isKey, value) {
  const text = JSON.stringify(value);
  if (text === undefined) return removeMembers(json, isKey);
  const members = readNode(json).members ?? [];
  const target = members.findLast((member) => isKey(member.key));
  if (target !== undefined) return json.slice(0, target.node.start) + text + json.slice(target.node.end);
  const last = members.at(-1);
  const end = last?.node.end ?? skipSpace(json, 0) + 1;
  return `${json.slice(0, end)}${last === undefined ? "" : ","}${JSON.stringify(key)}:${text}${json.slice(end)}`;
}

/**
 * @param {string} json
 * @param {(key: string) => boolean} isKey
 */
function removeMembers(json, isKey) {
  let text = json;
  for (;;) {
    const members = readNode(text).members ?? [];
    const i = members.findIndex(({ key }) => isKey(key));
    const [previous, member, next] = [members[i - 1], members[i], members[i + 1]];
    if (member === undefined) return text;
    // With the comma before it; the first member has only the one after it.
    const start = previous?.node.end ?? member.keyStart;
    const end = previous === undefined ? (next?.keyStart ?? member.node.end) : member.node.end;
    text = text.slice(0, start) + text.slice(end);
  }
}
