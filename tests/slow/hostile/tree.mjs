/**
 * Parses TypeScript, JavaScript and HTML: one JSON object `{ path, text }` a line in, `{ tree, literals, tags }` or
 * `{ error }` a line out. `{ pattern, texts }` is answered with `{ matches }`. The tree is without places, comments and the values of string literals, which come apart, in order;
 * tags are those of comments.
 *
 * The tree of a page is its elements and their attributes; literals are the texts and the values of attributes. What inline
 * Markdown can make is text, as long as it does nothing.
 */

import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(process.argv[2]);
const { parse } = require("@babel/parser");
const parse5 = require("parse5");
const LEFT_OUT = new Set(["start", "end", "loc", "extra", "leadingComments", "trailingComments", "innerComments", "errors"]);

const TAME = new Set(["p", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "br", "hr", "a", "wbr"]);

/** Whether an element only says how its text looks, or leads to a page of somebody else or to the same one. */
function isTame({ nodeName, attrs = [] }) {
  const harmless = ({ name, value }) =>
    (nodeName === "a" && (name === "title" || (name === "href" && /^(?:#$|https?:|mailto:)/i.test(value)))) ||
    (nodeName === "ol" && name === "start");
  return TAME.has(nodeName) && attrs.every(harmless);
}

function page(text) {
  const parts = [];
  const literals = [];
  let open = false;
  const walk = (node) => {
    if (node.nodeName === "#comment" && !node.data.startsWith(" @generated")) throw new Error(`a comment: ${node.data}`);
    if (node.nodeName === "#text") {
      if (open) literals[literals.length - 1] += node.value;
      else if (node.value.trim() !== "") literals.push(node.value);
      open ||= node.value.trim() !== "";
    } else if (isTame(node)) {
      node.childNodes.forEach(walk);
    } else {
      open = false;
      parts.push(node.nodeName, ...(node.attrs ?? []).map(({ name }) => `@${name}`), "{");
      literals.push(...(node.attrs ?? []).map(({ value }) => value));
      node.childNodes?.forEach(walk);
      open = false;
      parts.push("}");
    }
  };
  walk(parse5.parse(text));
  return { tree: parts.join(" "), literals, tags: [] };
}

/** Whether each text matches a pattern, as JSON Schema reads it. */
function matches(pattern, texts) {
  const expression = new RegExp(pattern, "u");
  return { matches: texts.map((text) => expression.test(text)) };
}

function read({ path, text }) {
  if (path.endsWith(".html")) return page(text);
  const options = { sourceType: "module", plugins: /\.c?ts$/.test(path) ? [["typescript", { dts: /\.d\.c?ts$/.test(path) }]] : [] };
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
    answer = "pattern" in request ? matches(request.pattern, request.texts) : read(request);
  } catch (error) {
    answer = { error: String(error.message) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
