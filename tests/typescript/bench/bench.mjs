/**
 * How long it takes to decode an event and to list its deviations, beside parsing it alone and beside parsing and
 * validating it with the validators that people use. All in one process, in turns, on the same payloads.
 *
 *     npm ci && npm run bench        in tests/typescript/bench; [-- ROUNDS], default 100
 *
 * Prints a table in Markdown: times as multiples of `JSON.parse` alone. What is reported is the fastest round of each,
 * so other programs on the machine cost patience rather than truth.
 */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { decode } from "../../../generated/typescript/index.js";
import { validators, versions } from "./validators.mjs";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const ROUNDS = Number(process.argv[2] ?? 100);

/** Payloads of every event, a part of their fields left out. */
function payloads(absent) {
  const sample = ["xtask", "sample", "--count", "30", "--absent", String(absent)];
  const lines = execFileSync("cargo", sample, { cwd: ROOT, encoding: "utf8" }).trim().split("\n");
  // The text of the payload as it stands in the line, and not a part of a longer string.
  return lines.map((line) => ({
    event: JSON.parse(line).event,
    text: Buffer.from(line.slice(line.indexOf('"payload":') + 10, -1)).toString(),
  }));
}

/** Payloads that conform, or lack fields, and kinds that depart from the specification, or are written, as vendors do. */
const complete = payloads(0);
const COLUMNS = [
  ["0 % of fields absent", complete],
  ["2 %", payloads(0.02)],
  ["30 %", payloads(0.3)],
  ["an unknown field", complete.map(({ event, text }) => ({ event, text: text.replace("{", '{"unknown":1,') }))],
  ["a bad format", complete.map(({ event, text }) => ({ event, text: text.replace(/"business_uri":"[^"]*"/, '"business_uri":"none"') }))],
  ["a null", complete.map(({ event, text }) => ({ event, text: text.replace(/"business_name":"[^"]*"/, '"business_name":null') }))],
  ["indented", complete.map(({ event, text }) => ({ event, text: JSON.stringify(JSON.parse(text), undefined, 2) }))],
];

/** The fastest round of each way, in nanoseconds a payload. */
function race(ways, items) {
  const best = ways.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round += 1) {
    ways.forEach(([, run], way) => {
      // Once before it counts: else each pays for what the one before it left in the caches and in the heap.
      for (const item of items) run(item);
      const start = process.hrtime.bigint();
      for (const item of items) run(item);
      best[way] = Math.min(best[way], Number(process.hrtime.bigint() - start) / items.length);
    });
  }
  return best;
}

// Everything that is computed goes here, so that no engine leaves it out.
let sink = 0;

const schemaOf = (event) =>
  JSON.parse(readFileSync(`${ROOT}/generated/json-schema/2020-12/${event}.schema.json`, "utf8"));
const events = [...new Set(complete.map(({ event }) => event))];
const others = await validators(new Map(events.map((event) => [event, schemaOf(event)])));
const ways = [
  ["`JSON.parse` alone", ({ text }) => (sink += JSON.parse(text) ? 1 : 0)],
  ["decode", ({ event, text }) => (sink += decode(event, text).ok ? 1 : 0)],
  ["decode and list deviations", ({ event, text }) => (sink += decode(event, text).event.deviations.length)],
  ...others.map(([name, validate]) => [
    `\`JSON.parse\` and ${name}`,
    ({ event, text }) => (sink += validate(event, JSON.parse(text)) ? 1 : 0),
  ]),
];
const columns = COLUMNS.map(([, items]) => race(ways, items));

console.log(`Node.js ${process.versions.node}, ${versions.join(", ")}; ${new Date().toISOString().slice(0, 10)}\n`);
console.log(`| | ${COLUMNS.map(([title]) => title).join(" | ")} |\n|---|${COLUMNS.map(() => "---:|").join("")}`);
ways.forEach(([name], way) => {
  const cells = columns.map((best) => (way === 0 ? `${(best[0] / 1000).toFixed(2)} µs` : (best[way] / best[0]).toFixed(2)));
  console.log(`| ${name} | ${cells.join(" | ")} |`);
});
if (sink === 0) throw new Error("nothing was decoded");
