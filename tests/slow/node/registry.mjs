/**
 * An npm registry on loopback, empty and cut off from all others: anybody may publish, and it is gone with its directory.
 *
 *     node registry.mjs DIRECTORY
 *
 * Prints its address as soon as it answers, and ends when its standard input does.
 */

import { join, resolve } from "node:path";
import { runServer } from "verdaccio";

const directory = resolve(process.argv[2]);
const everybody = { access: "$all", publish: "$all" };
const app = await runServer({
  configPath: join(directory, "verdaccio.yaml"),
  self_path: join(directory, "verdaccio.yaml"),
  storage: join(directory, "storage"),
  uplinks: {},
  packages: { "@*/*": everybody, "**": everybody },
  auth: { htpasswd: { file: join(directory, "htpasswd"), max_users: -1 } },
  web: { enable: false },
  log: { type: "stderr", format: "pretty", level: "error" },
});
const server = app.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));
process.stdin.on("end", () => process.exit()).resume();
