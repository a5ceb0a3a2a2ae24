/** The name of an event, composed of what was sent. */

import { textAt } from "./places.js";

/** @import { Pieces, TemplateRow } from "../delivery.js" */
/** @import { Source } from "./places.js" */

/**
 * Pieces that a name may be composed of, and the literal that would follow if there were more.
 *
 * @typedef {{ readonly pieces: Pieces, readonly next: string | undefined }} Candidate
 */

/** The templates of a delivery, as candidates in the order in which they are tried. */
export class Names {
  /** @param {readonly TemplateRow[]} templates */
  constructor(templates) {
    const last = templates.at(-1);
    const isFixed = last !== undefined && last.optional.length === 0 && last.pieces.every((piece) => typeof piece === "string");
    /** @type {string | undefined} What decides where no candidate is listed. */
    this.fallback = isFixed ? last.pieces.join("") : undefined;
    /** @type {readonly Candidate[]} */
    this.candidates = (isFixed ? templates.slice(0, -1) : templates).flatMap(candidatesOf);
  }

  /**
   * The name that an event is delivered under, and the one that it is decoded as; nothing if it has none.
   *
   * @param {Source} source
   * @param {(name: string) => boolean} isListed
   */
  of(source, isListed) {
    let first;
    for (const candidate of this.candidates) {
      const name = composeName(candidate, source);
      if (name === undefined) continue;
      if (isListed(name)) return { name, decodedAs: name };
      first ??= name;
    }
    const { fallback } = this;
    const name = first ?? fallback;
    if (name === undefined) return undefined;
    return { name, decodedAs: fallback !== undefined && isListed(fallback) ? fallback : name };
  }
}

/**
 * A template with all of its optional parts, then with fewer of them, the last one dropped first.
 *
 * @param {TemplateRow} template
 * @returns {Candidate[]}
 */
function candidatesOf({ pieces, optional }) {
  return Array.from({ length: optional.length + 1 }, (_, dropped) => {
    const kept = optional.length - dropped;
    const next = optional[kept]?.[0];
    return { pieces: [...pieces, ...optional.slice(0, kept).flat()], next: typeof next === "string" ? next : undefined };
  });
}

/**
 * The name of a candidate; nothing if a value is missing or holds the literal that follows it: from such a name it could not be told
 * where the value ends.
 *
 * @param {Candidate} candidate
 * @param {Source} source
 */
function composeName({ pieces, next }, source) {
  let name = "";
  /** @type {number | undefined} */
  let valueAt;
  for (const piece of pieces) {
    const end = name.length;
    const text = typeof piece === "string" ? piece : textAt(piece, source);
    if (text === undefined) return undefined;
    name += text;
    if (typeof piece === "string" && valueAt !== undefined && name.indexOf(piece, valueAt) !== end) return undefined;
    valueAt = typeof piece === "string" ? undefined : end;
  }
  return valueAt !== undefined && next !== undefined && name.includes(next, valueAt) ? undefined : name;
}
