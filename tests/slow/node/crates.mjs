/**
 * A Cargo registry on loopback, in memory: it takes what `cargo publish` sends and hands it out again. A crate that was
 * published here is found here, also by crates that name it as one of crates.io; all others stay where they are.
 *
 *     node crates.mjs
 *
 * Prints its address as soon as it answers, and ends when its standard input does.
 */

import { createHash } from "node:crypto";
import { createServer } from "node:http";

/** Name to published versions, each a line of the index and the file. */
const crates = new Map();

const server = createServer(async (request, response) => {
  const answer = request.method === "PUT" ? publish(await body(request)) : find(request.url);
  response.writeHead(answer === undefined ? 404 : 200).end(answer);
});
server.listen(0, "127.0.0.1", () => console.log(address()));
process.stdin.on("end", () => process.exit()).resume();

function address() {
  return `http://127.0.0.1:${server.address().port}/`;
}

async function body(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What Cargo sends: a length and the metadata, a length and the `.crate` file. */
function publish(bytes) {
  const start = 4 + bytes.readUInt32LE(0);
  const metadata = JSON.parse(bytes.toString("utf8", 4, start));
  const file = bytes.subarray(start + 4, start + 4 + bytes.readUInt32LE(start));
  const versions = crates.get(metadata.name) ?? [];
  crates.set(metadata.name, [...versions, { line: indexLine(metadata, file), vers: metadata.vers, file }]);
  return JSON.stringify({ warnings: { invalid_categories: [], invalid_badges: [], other: [] } });
}

function indexLine({ name, vers, deps, features, rust_version }, file) {
  const cksum = createHash("sha256").update(file).digest("hex");
  return JSON.stringify({ name, vers, deps: deps.map(dependency), cksum, features2: features, yanked: false, rust_version, v: 2 });
}

function dependency({ name, version_req: req, explicit_name_in_toml: alias, registry, ...rest }) {
  return { ...rest, name: alias ?? name, package: alias ? name : undefined, req, registry: crates.has(name) ? null : registry };
}

/** `/config.json`, `/dl/NAME/VERSION`, or a path of the index, whose last part is the name. */
function find(url) {
  if (url === "/config.json") return JSON.stringify({ dl: `${address()}dl/{crate}/{version}`, api: address() });
  const [, folder, name, version] = url.split("/");
  if (folder === "dl") return crates.get(name)?.find(({ vers }) => vers === version)?.file;
  return crates.get(url.split("/").at(-1))?.map(({ line }) => `${line}\n`).join("");
}
