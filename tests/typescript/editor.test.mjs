/** What an editor says where the name of an event is written: all names, and what is wrong with another one. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript-5";

import { eventNames } from "../../generated/typescript/index.js";

const PACKAGE = fileURLToPath(new URL("../../generated/typescript/index.js", import.meta.url));
const PROGRAM = "/program.ts";

/** The language service of a program whose cursor is at `|`. */
function editor(code) {
  const text = `import { decode, handle, type Event } from ${JSON.stringify(PACKAGE)};\ndeclare const event: Event;\n${code}`;
  const at = text.indexOf("|");
  const read = (path) => (path === PROGRAM ? text.replace("|", "") : ts.sys.readFile(path));
  const service = ts.createLanguageService({
    getScriptFileNames: () => [PROGRAM],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => (read(path) === undefined ? undefined : ts.ScriptSnapshot.fromString(read(path))),
    getCurrentDirectory: () => "/",
    getCompilationSettings: () => ({ strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, types: [] }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === PROGRAM || ts.sys.fileExists(path),
    readFile: read,
  });
  const errors = () => service.getSemanticDiagnostics(PROGRAM).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  const offered = () => service.getCompletionsAtPosition(PROGRAM, at, {})?.entries.map(({ name }) => name.replaceAll('"', ""));
  return { errors, offered };
}

test("names of events are offered", () => {
  for (const code of ['decode("|", "{}");', 'if (event.name === "|") void 0;', "handle(event, { | });"]) {
    const offered = editor(code).offered() ?? [];
    assert.deepEqual(eventNames.filter((name) => !offered.includes(name)), [], code);
  }
});

test("a misspelt name has an error that speaks of names, and not of `never`", () => {
  for (const code of [
    'decode("ordr_create", "{}");',
    "handle(event, { ordr_create: () => 1 });",
    "handle(event, { order_create: () => 1, ordr_create: () => 1 });",
  ]) {
    const [error = ""] = editor(code).errors();
    assert.match(error, /EventNameOrAlias|Did you mean to write 'order_create'|"this is not the name of an event"/, code);
    assert.doesNotMatch(error, /never/);
  }
});

test("a promise without its `await` is called that", () => {
  const [error = ""] = editor('decode("order_create", Promise.resolve("{}"));').errors();
  assert.match(error, /^Argument of type 'Promise<string>' is not assignable to parameter of type 'Input'/);
});
