/** The implementations of `Seen` that its documentation shows, as TypeScript. */

import { readFileSync } from "node:fs";

const declarations = new URL("../../crates/emit/src/typescript/runtime/runtime/delivery.d.ts", import.meta.url);

/** Each by the name of what it exports. */
export function seenExamples() {
  const [, comment] = /([^]*)\nexport interface Seen /.exec(readFileSync(declarations, "utf8"));
  const blocks = [...comment.slice(comment.lastIndexOf("/**")).replace(/^ \* ?/gm, "").matchAll(/```ts\n([^]*?)```/g)];
  return new Map(blocks.map(([, text]) => [/export const (\w+)/.exec(text)[1], text]));
}
