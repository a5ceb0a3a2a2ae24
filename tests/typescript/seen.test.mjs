/** The implementations of `Seen` that its documentation shows, on stores that know just what they ask for. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { transformSync } from "esbuild";

import { seenExamples } from "./seen_examples.mjs";

const examples = seenExamples();

async function example(name) {
  const { code } = transformSync(examples.get(name), { loader: "ts" });
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`))[name];
}

/** Two processes that share a store; `expire` ends what is in progress. */
async function agree(one, other, expire) {
  assert.equal(await one.begin("a"), "new");
  assert.equal(await other.begin("a"), "in_progress");
  await other.release("a");
  assert.equal(await other.begin("a"), "in_progress");
  await one.release("a");
  assert.equal(await other.begin("a"), "new");
  expire();
  assert.equal(await one.begin("a"), "new");
  await other.release("a");
  assert.equal(await other.begin("a"), "in_progress");
  await one.done("a");
  await one.release("a");
  assert.equal(await other.begin("a"), "done");
}

test("both are shown", () => assert.deepEqual([...examples.keys()], ["redisSeen", "postgresSeen"]));

test("on Redis", async () => {
  const keys = new Map();
  const command = async ([name, ...args]) => {
    if (name === "GET") return keys.get(args[0]) ?? null;
    if (name === "SET") {
      const [key, value, ...options] = args;
      assert.equal(options.at(-2), "PX");
      if (options[0] === "NX" && keys.has(key)) return null;
      keys.set(key, value);
      return "OK";
    }
    const [, , key, owner] = args;
    if (keys.get(key) === owner) keys.delete(key);
    return null;
  };
  const redisSeen = await example("redisSeen");
  await agree(redisSeen(command, "one"), redisSeen(command, "other"), () => keys.clear());
});

test("on Postgres", async () => {
  const table = new Map();
  const query = async (sql, [id, owner]) => {
    const row = table.get(id);
    if (sql.startsWith("SELECT")) return { rows: row ? [row] : [] };
    if (sql.startsWith("DELETE")) {
      if (row?.owner === owner && !row.is_done) table.delete(id);
      return { rows: [] };
    }
    const isDone = sql.includes("is_done = true");
    if (!isDone && row && !row.expired) return { rows: [] };
    table.set(id, { owner, is_done: isDone });
    return { rows: sql.includes("RETURNING") ? [{ is_done: false }] : [] };
  };
  const postgresSeen = await example("postgresSeen");
  await agree(postgresSeen({ query }, "one"), postgresSeen({ query }, "other"), () => table.forEach((row) => (row.expired = true)));
});
