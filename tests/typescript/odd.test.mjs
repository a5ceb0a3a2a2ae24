/**
 * What the fast path says of payloads that depart in a member or two, and of how a text is written, is what reading the text says. Texts are
 * the base payloads of the vectors, changed in ways that hide something from their values.
 */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

/** The root of the repository: this test also reads the catalogue with objects, lists, maps and unions. */
const ROOT = new URL("../../", import.meta.url);
const CATALOGUES = ["generated", "tests/cases/shop/expected"];

/** Values that are unknown, of another type, or written so that their length tells nothing. */
const VALUES = [
  "1", "-0", "0.50", "5e-2", "0.05", "1e3", "1000", "12000", "1E0", "100000000000000000000", "9007199254740993", "1e400", '""', '"a"', '"a b"', '"\\u0061"',
  '"\\/"', '"\\ud800"', '"\\n"', "true", "false", "null", "[]", "{}", "[1,2]", "[ ]", '{"a":1}', '{"b":"x","1":2}', '{"a":1,"a":1}', '[1e2,"x"]', '{"a":[{"b":0.010}]}',
];
const KEYS = ["unlisted", "0", "42", "a b", "é", "\\u0061", "__proto__", "constructor", "toString", "id", "status", "items"];

/** How many changed payloads of each event are tried. */
const CHANGES = 1000;

/** Numbers of a seed, the same on every machine. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A text with one to three changes. */
function changed(text, pick) {
  let out = text;
  for (let changes = 1 + pick(3); changes > 0; changes -= 1) {
    const value = VALUES[pick(VALUES.length)];
    const places = [...out.matchAll(/[:[]\s*("[^"\\]*"|-?[\d.]+|true|false|null)\s*(?=[,}\]])/g)];
    const place = places[pick(Math.max(places.length, 1))];
    const at = place === undefined ? 0 : place.index + 1;
    switch (pick(6)) {
      case 0:
        out = out.replace("{", () => `{"${KEYS[pick(KEYS.length)]}":${value}${out.includes('":') ? "," : ""}`);
        break;
      case 1:
      case 2:
        if (place !== undefined) out = `${out.slice(0, at)}${value}${out.slice(place.index + place[0].length)}`;
        break;
      case 3:
        out = out.replace(/\}\s*$/, () => `${out.includes('":') ? "," : ""}"${KEYS[pick(KEYS.length)]}":${value}}`);
        break;
      case 4:
        out = `${out.slice(0, at)} ${out.slice(at)}`;
        break;
      default:
        try {
          out = JSON.stringify(JSON.parse(out), undefined, pick(2) === 0 ? 2 : "\t");
        } catch {
          return text;
        }
    }
  }
  return out;
}

for (const catalogue of CATALOGUES) {
  test(`${catalogue}: the fast path says what the text says`, async () => {
    const at = (path) => new URL(`${catalogue}/${path}`, ROOT);
    const { decode } = await import(at("typescript/index.js"));
    const { fastPath } = await import(at("typescript/runtime/fast_path.js"));
    const { inspect, keepsType } = await import(at("typescript/runtime/deviations.js"));
    const { readNode } = await import(at("typescript/runtime/lens.js"));
    const { eventTypes } = await tables(at);
    const pick = random(20261201);
    const counts = { payloads: 0, fast: 0, odd: 0 };
    for (const file of readdirSync(at("vectors/payloads"))) {
      const [first] = readFileSync(at(`vectors/payloads/${file}`), "utf8").split("\n");
      const { event, base } = JSON.parse(first);
      const { table, namePlaces } = eventTypes.get(event);
      const text = `{${base.join(",")}}`;
      for (const sent of [text, ...Array.from({ length: CHANGES }, () => changed(text, pick))]) {
        const result = decode(event, sent);
        if (!result.ok) continue;
        counts.payloads += 1;
        const fast = fastPath(table, namePlaces, result.event.payload, sent);
        if (fast === undefined) continue;
        counts.fast += 1;
        if (fast.found.some(({ class: kind }) => kind !== "missing_field")) counts.odd += 1;
        let conforms = true;
        const found = [];
        inspect(table, namePlaces, readNode(sent), (cls, path, seen, type) => {
          found.push({ class: cls, path, seen });
          if (!keepsType(cls, type)) conforms = false;
        });
        assert.deepEqual({ found: fast.found, conforms: fast.conforms }, { found, conforms }, sent);
      }
    }
    console.log(`# ${JSON.stringify(counts)}`);
    assert.ok(counts.fast > counts.payloads / 4 && counts.odd > 500, JSON.stringify(counts));
  });
}

/** The event types of a package, by name. */
async function tables(at) {
  const types = Object.values(await import(at("typescript/index.js"))).filter((value) => value?.table !== undefined);
  return { eventTypes: new Map(types.map((type) => [type.name, type])) };
}
