/**
 * Where a text stops being JSON (RFC 8259). `JSON.parse` says that it does, in words that differ from
 * engine to engine; this says where. It keeps its own stack, so nesting cannot exhaust the call stack.
 */

/** @typedef {{ readonly class: "syntax" | "too_deep", readonly index: number }} Fault */

const QUOTE = 34;
const PLUS = 43;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const BACKSLASH = 92;

/**
 * The first fault of a text, at an index in UTF-16 units.
 *
 * @param {string} text
 * @param {number} maxDepth
 * @returns {Fault | undefined}
 */
export function findFault(text, maxDepth) {
  /** @type {string[]} */
  const closers = [];
  /** @type {"value" | "value or ]" | "key" | "key or }" | "after"} */
  let expected = "value";
  let i = 0;
  for (;;) {
    i = skipSpace(text, i);
    const char = text[i];
    if (expected === "after") {
      const closer = closers.at(-1);
      if (closer === undefined) return char === undefined ? undefined : syntax(i);
      if (char === closer) closers.pop();
      else if (char === ",") expected = closer === "}" ? "key" : "value";
      else return syntax(i);
      i += 1;
      continue;
    }
    if ((char === "}" && expected === "key or }") || (char === "]" && expected === "value or ]")) {
      closers.pop();
      expected = "after";
      i += 1;
      continue;
    }
    if (expected === "key" || expected === "key or }") {
      if (char !== '"') return syntax(i);
      const end = stringEnd(text, i);
      if (end < 0) return syntax(~end);
      i = skipSpace(text, end);
      if (text[i] !== ":") return syntax(i);
      expected = "value";
      i += 1;
      continue;
    }
    if (char === "{" || char === "[") {
      if (closers.length >= maxDepth) return { class: "too_deep", index: i };
      closers.push(char === "{" ? "}" : "]");
      expected = char === "{" ? "key or }" : "value or ]";
      i += 1;
      continue;
    }
    i = scalarEnd(text, i);
    if (i < 0) return syntax(~i);
    expected = "after";
  }
}

/**
 * Whether a text may be nested deeper than a limit, judged by its number of opening brackets.
 *
 * @param {string} text
 * @param {number} maxDepth
 */
export function mayBeTooDeep(text, maxDepth) {
  // The first character is one, or white space: counting it spares a search in nearly all texts.
  let brackets = 1;
  for (const bracket of ["{", "["]) {
    for (let i = text.indexOf(bracket, 1); i >= 0; i = text.indexOf(bracket, i + 1)) {
      brackets += 1;
      if (brackets > maxDepth) return true;
    }
  }
  return brackets > maxDepth;
}

/**
 * The index of the first character that is not JSON white space.
 *
 * @param {string} text
 * @param {number} start
 */
export function skipSpace(text, start) {
  let i = start;
  for (;;) {
    const code = text.charCodeAt(i);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return i;
    i += 1;
  }
}

/**
 * @param {number} index
 * @returns {Fault}
 */
function syntax(index) {
  return { class: "syntax", index };
}

/**
 * The end of a string, number or literal; the complement (`~`) of the fault's index if it has one.
 *
 * @param {string} text
 * @param {number} start
 */
function scalarEnd(text, start) {
  const code = text.charCodeAt(start);
  if (code === QUOTE) return stringEnd(text, start);
  if (code === MINUS || isDigit(code)) return numberEnd(text, start);
  for (const literal of ["true", "false", "null"]) {
    if (text[start] === literal[0]) return literalEnd(text, start, literal);
  }
  return ~start;
}

/**
 * @param {string} text
 * @param {number} start
 */
function stringEnd(text, start) {
  for (let i = start + 1; ; i += 1) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) return i + 1;
    if (!(code >= 32)) return ~i;
    if (code !== BACKSLASH) continue;
    i += 1;
    if (text[i] === "u") {
      for (const last = i + 4; i < last; i += 1) {
        if (!/^[0-9A-Fa-f]$/.test(text.charAt(i + 1))) return ~(i + 1);
      }
    } else if (!/^["\\/bfnrt]$/.test(text.charAt(i))) {
      return ~i;
    }
  }
}

/**
 * @param {string} text
 * @param {number} start
 */
function numberEnd(text, start) {
  let i = text.charCodeAt(start) === MINUS ? start + 1 : start;
  if (!isDigit(text.charCodeAt(i))) return ~i;
  i = text.charCodeAt(i) === ZERO ? i + 1 : digitsEnd(text, i);
  if (text.charCodeAt(i) === DOT) {
    if (!isDigit(text.charCodeAt(i + 1))) return ~(i + 1);
    i = digitsEnd(text, i + 1);
  }
  if (text[i] === "e" || text[i] === "E") {
    const sign = text.charCodeAt(i + 1);
    i += sign === PLUS || sign === MINUS ? 2 : 1;
    if (!isDigit(text.charCodeAt(i))) return ~i;
    i = digitsEnd(text, i);
  }
  return i;
}

/**
 * @param {string} text
 * @param {number} start
 */
function digitsEnd(text, start) {
  let i = start;
  while (isDigit(text.charCodeAt(i))) i += 1;
  return i;
}

/**
 * @param {string} text
 * @param {number} start
 * @param {string} literal
 */
function literalEnd(text, start, literal) {
  for (let i = 0; i < literal.length; i += 1) {
    if (text[start + i] !== literal[i]) return ~(start + i);
  }
  return start + literal.length;
}

/** @param {number} code */
function isDigit(code) {
  return code >= 48 && code <= 57;
}
