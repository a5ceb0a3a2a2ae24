/**
 * Runs patterns against texts that grow, in an engine that backtracks, and says at which length one takes too long.
 *
 *     node patterns.mjs
 *
 * Reads lines { pattern, prefix, pump, suffix, most, milliseconds }: the text is the prefix, the pump as often as fits, and the suffix.
 * Answers each with a line { length }: the first length that takes longer, or null if none up to the most characters does.
 */

import { createInterface } from "node:readline";

const tooLong = ({ pattern, prefix, pump, suffix, most, milliseconds }) => {
  const regex = new RegExp(pattern, "u");
  // A step is small where each character may double the time.
  for (let length = 10; length <= most; length = Math.ceil(length * 1.06)) {
    const text = prefix + pump.repeat(Math.ceil(length / pump.length)) + suffix;
    const start = performance.now();
    regex.test(text);
    if (performance.now() - start > milliseconds) return text.length;
  }
  return null;
};

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify({ length: tooLong(JSON.parse(line)) })}\n`);
}
