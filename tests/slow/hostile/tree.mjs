/**
 * Parses TypeScript and JavaScript: one JSON object `{ path, text }` a line in, `{ tree, literals, tags }` or `{ error }`
 * a line out. The tree is without places, comments and the values of string literals, which come apart, in order; tags
 * are those of comments.
 */

import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const { parse } = createRequire(process.argv[2])("@babel/parser");
const LEFT_OUT = new Set(["start", "end", "loc", "extra", "leadingComments", "trailingComments", "innerComments", "errors"]);

function read({ path, text }) {
  const options = { sourceType: "module", plugins: path.endsWith(".ts") ? [["typescript", { dts: path.endsWith(".d.ts") }]] : [] };
  const file = parse(text, options);
  const literals = [];
  const shape = JSON.stringify(file.program, (key, value) => {
    if (LEFT_OUT.has(key)) return undefined;
    // A key is a name or a string, whichever it can be.
    if (value?.type === "TSPropertySignature" && value.key.type === "Identifier") {
      return { ...value, key: { type: "StringLiteral", value: value.key.name } };
    }
    if (value?.type === "StringLiteral") {
      literals.push(value.value);
      return { type: value.type };
    }
    return value;
  });
  const tags = file.comments.flatMap(({ value }) => value.match(/(?<![\w\\])@\w+/g) ?? []);
  return { tree: createHash("sha256").update(shape).digest("hex"), literals, tags };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = read(request);
  } catch (error) {
    answer = { error: String(error.message) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
