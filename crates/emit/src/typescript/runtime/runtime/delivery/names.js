/** The name of an event, composed of what was sent. */

import { compose } from "./places.js";

/** @import { Pieces, TemplateRow } from "../delivery.js" */
/** @import { Source } from "./places.js" */

/** The templates of a delivery, as candidates in the order in which they are tried. */
export class Names {
  /** @param {readonly TemplateRow[]} templates */
  constructor(templates) {
    const last = templates.at(-1);
    const isFixed = last !== undefined && last.optional.length === 0 && last.pieces.every((piece) => typeof piece === "string");
    /** @type {string | undefined} What decides where no candidate is listed. */
    this.fallback = isFixed ? last.pieces.join("") : undefined;
    /** @type {readonly Pieces[]} */
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
    for (const pieces of this.candidates) {
      const name = compose(pieces, source);
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
 */
function candidatesOf({ pieces, optional }) {
  return Array.from({ length: optional.length + 1 }, (_, dropped) => [...pieces, ...optional.slice(0, optional.length - dropped).flat()]);
}
