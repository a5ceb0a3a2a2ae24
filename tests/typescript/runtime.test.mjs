/** The runtime of the TypeScript SDK against the decode contract, class by class. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const source = new URL("../../crates/emit/src/typescript/runtime/", import.meta.url);
const { decoder, enumTable, eventType, handle, objectTable, unionTable } = await import(new URL("runtime.js", source).href);
const { isEmail, isRfc2822, isTimestamp, isUri, isUuid, integerVerdict, timeTest } = await import(new URL("runtime/formats.js", source).href);

const card = objectTable([["kind", () => enumTable(["card"], true), "required"], ["digits", "string"]]);
const bank = objectTable([["kind", () => enumTable(["bank"], true), "required"], ["iban", "string"]]);
const color = enumTable(["red", "green"], false);
const table = objectTable(
  [["id", "uuid", "required"]],
  [
    ["name", "string"],
    ["total", "number", "nullable blank"],
    ["count", "integer", "", ["counter"]],
    ["color", () => color],
    ["day", ["date", "DD-MM"], "blank"],
    ["at", "timestamp"],
    ["tags", ["list", "string"]],
    ["notes", ["map", "integer"]],
    ["paid", () => unionTable([() => card, () => bank, "number"])],
    ["extra", "any"],
    ["price", ["text", "number"]],
    ["points", ["text", "integer"]],
    ["paid_at", ["timestamp", "unix"]],
    ["sent_at", ["timestamp", "unix_ms"]],
    ["printed_at", ["text", "timestamp(unix)"]],
    ["mailed_at", ["timestamp", "rfc2822"]],
    ["loaded_at", ["timestamp", "DD.MM.YYYY, hh:mm:ss Z"]],
    ["slot", ["datetime", "YYYYMMDDThhmm"]],
    ["seen_at", () => unionTable([["timestamp", "unix"], "timestamp", ["timestamp", "rfc2822"], ["timestamp", "YYYY-MM-DD hh:mmZ"]])],
    ["trial", () => unionTable(["boolean", ["text", "boolean"], "string"])],
  ],
);
const ID = '"id":"449ebf4f-f3e2-471a-a21f-47d8e148f259"';
const order = eventType("order", table, ["ordre"]);
const decode = decoder([order]);

/** Decodes an order whose members are the given text, beside its id. */
function event(members) {
  const result = decode("order", `{${ID}${members === "" ? "" : ","}${members}}`);
  assert.ok(result.ok, result.error?.message);
  return result.event;
}

function deviations(members) {
  return event(members).deviations.map(({ class: cls, path, seen }) => [cls, path, seen]);
}

test("what is refused, and where", () => {
  const deep = (levels) => `{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`;
  for (const [input, cls, offset, line = 1, column = offset + 1] of [
    ["", "syntax", 0],
    ["{", "syntax", 1],
    ['{"a":tru}', "syntax", 8],
    ['{"a":01}', "syntax", 6],
    ['{"a":1.}', "syntax", 7],
    ['{"a":-}', "syntax", 6],
    ['{"a":1e+}', "syntax", 8],
    ['{"a":1,}', "syntax", 7],
    ['{"a":[1,]}', "syntax", 8],
    ['{"a" 1}', "syntax", 5],
    ["{a:1}", "syntax", 1],
    ['{"a":"\\x"}', "syntax", 7],
    ['{"a":"\\u12g4"}', "syntax", 10],
    ['{"a":"\t"}', "syntax", 6],
    ['{"a":"b', "syntax", 7],
    ['{"ü":\n nul}', "syntax", 11, 2, 5],
    ["{} x", "syntax", 3],
    ["\ufeff{}", "syntax", 0],
    ["{}\u00a0", "syntax", 2],
    [" [1]", "not_an_object", 1],
    ["null", "not_an_object", 0],
    ['"a"', "not_an_object", 0],
    [deep(128), "too_deep", 132],
    [`${deep(128)}x`, "too_deep", 132],
    [`{x${deep(128)}`, "syntax", 1],
    [`{"a":${"[".repeat(128)}${"]".repeat(128)},"a":1}`, "too_deep", 132],
    [new Uint8Array([0x7b, 0xc3, 0xbc, 0xff]), "not_utf8", 3],
    [new Uint8Array([0xef, 0xbf, 0xbd, 0xe2, 0x82]), "not_utf8", 3],
  ]) {
    const { ok, error } = decode("order", input);
    assert.equal(ok, false, String(input));
    const { class: actual, offset: at, line: inLine, column: inColumn } = error;
    assert.deepEqual([actual, at, inLine, inColumn], [cls, offset, line, column], String(input).slice(0, 40));
  }
  assert.ok(decode("order", deep(127)).ok);
});

test("limits can be changed", () => {
  assert.equal(decode("order", '{"a":[]}', { maxDepth: 1 }).error.class, "too_deep");
  assert.equal(decode("order", '{"a":[]}', { maxBytes: 7 }).error.offset, 7);
  assert.equal(decode("order", '{"ä":1}', { maxBytes: 7 }).error.class, "too_large");
  assert.ok(decode("order", '{"ä":1}', { maxBytes: 8 }).ok);
  assert.ok(decode("order", '{"a":"[[[[[["}', { maxDepth: 1 }).ok);
  // A setting that is missing lets nothing pass.
  assert.equal(decode("order", "{}", { maxDepth: NaN }).error.class, "too_deep");
  assert.equal(decode("order", "{}", { maxBytes: NaN }).error.class, "too_large");
});

test("values that are not text are turned into text, and never throw", () => {
  assert.equal(decode("order", { name: "x", total: undefined }).event.raw, '{"name":"x"}');
  const cycle = {};
  cycle.self = cycle;
  for (const input of [cycle, { a: 1n }, { toJSON: () => { throw new Error("no"); } }, { get a() { throw new Error("no"); } }]) {
    const { error } = decode("order", input);
    assert.equal(error.class, "syntax");
    assert.match(error.message, /^the object has no JSON text/);
  }
  assert.equal(decode("order", { toJSON: () => undefined }).error.class, "syntax");
});

test("buffers of any kind are the text that they view", () => {
  const text = `{${ID},"name":"ü"}`;
  const around = new TextEncoder().encode(`[1] ${text}   `);
  const inside = [around.byteOffset + 4, new TextEncoder().encode(text).length];
  const shared = new SharedArrayBuffer(around.length);
  new Uint8Array(shared).set(around);
  for (const view of [Uint8Array, Int8Array, Uint8ClampedArray, DataView, Buffer.from]) {
    for (const buffer of [around.buffer, shared]) {
      const bytes = view === Buffer.from ? Buffer.from(buffer, ...inside) : new view(buffer, ...inside);
      assert.equal(decode("order", bytes).event?.raw, text, view.name);
    }
  }
  const exact = around.slice(4, 4 + inside[1]);
  assert.equal(decode("order", exact.buffer).event.raw, text);
  assert.equal(decode("order", runInNewContext("(bytes) => new Uint8Array(bytes)")([...exact])).event.raw, text);
  const even = new TextEncoder().encode("{}");
  assert.equal(decode("order", new Uint16Array(even.buffer)).event.raw, "{}");
  assert.equal(decode("order", new Uint8Array([0x7b, 0xff]).buffer).error.class, "not_utf8");
});

test("what is not a payload is refused by its name, with what to pass instead", async () => {
  class Order {
    total = 1;
  }
  for (const [input, kind, instead] of [
    [Promise.resolve("{}"), "a Promise", "`await` it first"],
    [{ then: () => undefined }, "a Promise", "`await` it first"],
    [new Request("http://localhost/", { method: "POST", body: "{}" }), "a Request", "pass `await request.text()`"],
    [new Response("{}"), "a Response", "pass `await response.text()`"],
    [new Response("{}").body, "a ReadableStream", "pass `await new Response(stream).text()`"],
    [new Blob(["{}"]), "a Blob", "pass `await blob.text()`"],
    [new Map([["total", 1]]), "a Map", "pass `Object.fromEntries(...)` of it"],
    [new FormData(), "a FormData", "pass `Object.fromEntries(...)` of it"],
    [new URLSearchParams("a=1"), "a URLSearchParams", "pass `Object.fromEntries(...)` of it"],
    [new Set(), "a Set", "pass a plain object, or its JSON text"],
    [new TypeError("x"), "an Error", "pass a plain object, or its JSON text"],
    [new Date(0), "a Date", "pass a plain object, or its JSON text"],
    [new Order(), "an Order", "pass a plain object, or its JSON text"],
    [new (class extends Order {})(), "a class instance", "pass a plain object, or its JSON text"],
    [Order, "a function", "call it first"],
    [[{}], "an Array", "decode its items one by one"],
    [null, "null", "pass a plain object, or its JSON text"],
    [undefined, "undefined", "read the body first"],
    [1, "a number", "pass a plain object, or its JSON text"],
    [Symbol("x"), "a symbol", "pass a plain object, or its JSON text"],
    [{ [Symbol.toStringTag]: "Fake", __proto__: { __proto__: {} } }, "a Fake", "pass a plain object, or its JSON text"],
    [{ [Symbol.toStringTag]: "x\n".repeat(99), __proto__: { __proto__: {} } }, "a class instance", "pass a plain object, or its JSON text"],
  ]) {
    const message = `this is ${kind}, not a payload: ${instead}`;
    assert.deepEqual(decode("order", input), { ok: false, error: { class: "not_an_object", offset: 0, line: 1, column: 1, message } });
    assert.deepEqual(order["~standard"].validate(input), { issues: [{ message }] });
  }
});

test("plain objects of any realm are payloads", () => {
  const foreign = runInNewContext('({ name: "x", then: 1, forEach: [] })');
  for (const input of [foreign, { ...foreign, __proto__: null }, new Proxy(foreign, {})]) {
    assert.equal(decode("order", input).event.raw, '{"name":"x","then":1,"forEach":[]}');
  }
});

test("decoding throws nothing that an object throws", () => {
  const thrower = () => {
    throw new Error("no");
  };
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const traps = Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((trap) => [trap, thrower]));
  for (const input of [proxy, new Proxy({}, traps), { get then() { return thrower(); } }, new (class { get [Symbol.toStringTag]() { return thrower(); } })()]) {
    assert.equal(decode("order", input).error.class, "syntax");
    assert.equal(order["~standard"].validate(input).issues.length, 1);
  }
});

test("nothing is lost", () => {
  const text = `\n{ ${ID} , "total" : 0.10, "x":1e400,"x":2.0, "y":"\\ud83d", "7":1 }\t`;
  const { event } = decode("order", text);
  assert.equal(event.raw, text);
  assert.deepEqual(event.unknownFields.map(({ key, json }) => [key, json]), [["x", "1e400"], ["x", "2.0"], ["y", '"\\ud83d"'], ["7", "1"]]);
  assert.equal(decode("order", new TextEncoder().encode(text)).event.raw, text);
});

test("the five states", () => {
  const field = (members, key) => event(members).field(key);
  assert.deepEqual(field("", "total"), { state: "absent" });
  assert.deepEqual(field('"total":null', "total"), { state: "null", json: "null" });
  assert.deepEqual(field('"total":""', "total"), { state: "blank", json: '""' });
  assert.deepEqual(field('"total":2.0', "total"), { state: "value", json: "2.0", value: 2 });
  assert.deepEqual(field('"total":"2"', "total"), { state: "unexpected", json: '"2"', value: "2" });
  assert.equal(field('"total":1e400', "total").state, "unexpected");
  assert.equal(field('"name":""', "name").state, "value");
  assert.equal(field('"at":""', "at").state, "blank");
  assert.equal(field('"color":"blue"', "color").state, "value");
  assert.equal(field('"count":1,"counter":2', "count").json, "2");
  assert.equal(field('"co\\u0075nt":9007199254740993', "count").json, "9007199254740993");
  assert.equal(field("", "constructor").state, "absent");
});

test("any place by its pointer", () => {
  const at = (members, pointer) => event(members).at(pointer);
  assert.deepEqual(at('"total":2.0', "/total"), { state: "value", json: "2.0", value: 2 });
  assert.deepEqual(at('"ordinary":1,"co\\u0075nter":2.5', "/count"), { state: "unexpected", json: "2.5", value: 2.5 });
  assert.deepEqual(at('"tags":["a",""]', "/tags/1"), { state: "value", json: '""', value: "" });
  for (const index of ["2", "01", "-1", "1.0", " 1"]) assert.equal(at('"tags":["a",""]', `/tags/${index}`).state, "absent");
  assert.deepEqual(at('"notes":{"a/b~":"x"}', "/notes/a~1b~0"), { state: "unexpected", json: '"x"', value: "x" });
  assert.equal(at('"notes":{"a":null}', "/notes/a").state, "null");
  assert.equal(at('"notes":{"a":""}', "/notes/a").state, "blank");
  assert.equal(at('"paid":{"kind":"bank","iban":5}', "/paid/iban").state, "unexpected");
  assert.equal(at('"paid":{"kind":"bank","digits":5}', "/paid/digits").state, "value");
  assert.deepEqual(at('"other":{"a":[{"b":9007199254740993}]}', "/other/a/0/b").json, "9007199254740993");
  assert.equal(at('"other":1,"other":2', "/other").json, "2");
  assert.equal(at('"lone \\ud800":1', "/lone \ufffd").json, "1");
  for (const pointer of ["/missing", "total", "/tags/~", "/total/0", "/constructor"]) assert.equal(at('"total":1', pointer).state, "absent");
  assert.equal(at("", "").json, `{${ID}}`);
});

test("each class of deviation", () => {
  for (const [members, ...expected] of [
    [""],
    ['"total":null,"day":"","extra":null,"name":""'],
    ['"nmae":1', ["unknown_field", "/nmae", "1"]],
    ['"a/b~":{ }', ["unknown_field", "/a~1b~0", "{ }"]],
    ['"counter":1', ["field_alias", "/counter", "1"]],
    ['"count":"x","counter":1', ["field_alias", "/counter", "1"], ["duplicate_key", "/counter", "1"]],
    ['"x":1,"x":2', ["unknown_field", "/x", "1"], ["duplicate_key", "/x", "2"], ["unknown_field", "/x", "2"]],
    ['"name":null', ["unexpected_null", "/name", "null"]],
    ['"at":""', ["unexpected_blank", "/at", '""']],
    ['"total":"12.5"', ["unexpected_type", "/total", '"12.5"']],
    ['"count":2.5', ["unexpected_type", "/count", "2.5"]],
    ['"count":9223372036854775808', ["out_of_range", "/count", "9223372036854775808"]],
    ['"total":-1e400', ["out_of_range", "/total", "-1e400"]],
    ['"name":"\\udc00"', ["invalid_unicode", "/name", '"\\udc00"']],
    ['"day":"31-04"', ["bad_format", "/day", '"31-04"']],
    ['"color":"blue"', ["unknown_value", "/color", '"blue"']],
    ['"tags":["a",1,null,""]', ["unexpected_type", "/tags/1", "1"], ["unexpected_null", "/tags/2", "null"]],
    ['"notes":{"a":"","a":1,"b":""}', ["duplicate_key", "/notes/a", "1"], ["unexpected_blank", "/notes/b", '""']],
    ['"paid":{"kind":"bank","iban":1}', ["unexpected_type", "/paid/iban", "1"]],
    ['"paid":{"kind":"cash"}', ["unknown_value", "/paid/kind", '"cash"']],
    ['"paid":{}', ["missing_field", "/paid/kind", undefined]],
    ['"paid":[]', ["unexpected_type", "/paid", "[]"]],
    ['"__proto__":1,"constructor":2', ["unknown_field", "/__proto__", "1"], ["unknown_field", "/constructor", "2"]],
  ]) {
    assert.deepEqual(deviations(members), expected, members);
  }
  assert.deepEqual(decode("order", "{}").event.deviations, [{ class: "missing_field", path: "/id", seen: undefined }]);
});

test("the fast path sees what the parsed values do not tell", () => {
  for (const [members, ...expected] of [
    // As long as the shortest text of the same values.
    ['"total":1,"total":1e13', ["duplicate_key", "/total", "1e13"]],
    ['"total":1e6,"name":"a","name":"b"', ["duplicate_key", "/name", '"b"']],
    ['"count":2.0000000000000000000000001', ["unexpected_type", "/count", "2.0000000000000000000000001"]],
    ['"count":9223372036854775807'],
    ['"count":9223372036854775808', ["out_of_range", "/count", "9223372036854775808"]],
    ['"count":4398046511104.0001', ["unexpected_type", "/count", "4398046511104.0001"]],
    ['"total":0.001'], ['"total":-0'], ['"total":1e3'], ['"total":12000'], ['"total":-1234567.89'], ['"total":0.1'],
    ['"tags":["a","b"],"notes":{"x":1,"y":20000}'],
    ['"notes":{"x":1,"x":1}', ["duplicate_key", "/notes/x", "1"]],
    ['"paid":{"kind":"card","digits":"1"},"extra":{"a":[]}'],
    ['"name":"\\n"'], [' "name" : "a" '],
    ['"day":"29-02"'], ['"day":"30-02"', ["bad_format", "/day", '"30-02"']],
    ['"at":"2024-02-29T23:59:60+05:30"'],
  ]) {
    assert.deepEqual(deviations(members), expected, members);
  }
});

test("members in any order, and with gaps", () => {
  const found = (text) => decode("order", text).event.deviations.map(({ class: cls, path }) => [cls, path]);
  assert.deepEqual(found(`{"extra":1,"name":"a",${ID},"total":2}`), []);
  assert.deepEqual(found('{"extra":1,"name":"a","total":2}'), [["missing_field", "/id"]]);
  assert.deepEqual(found('{"paid":{}}'), [["missing_field", "/paid/kind"], ["missing_field", "/id"]]);
  Object.prototype["inherited"] = 1;
  try {
    assert.deepEqual(found(`{${ID}}`), []);
  } finally {
    delete Object.prototype["inherited"];
  }
});

test("a string that was never bytes is kept as it is", () => {
  const { event } = decode("order", `{${ID},"name":"\ud800"}`);
  assert.deepEqual([event.payload.name, event.deviations], ["\ud800", []]);
});

test("a payload conforms as Standard Schema judges, whatever is read first", () => {
  for (const [members, conforms] of [
    ["", true],
    ['"nmae":1,"total":null,"day":"","color":"blue","name":"a","name":"b"', true],
    [' "name" : "\\u0061" , "count" : 2.0', true],
    ['"paid":{"kind":"card","digits":"1","new":[]}', true],
    ['"seen_at":1769853600.25,"extra":{"a":[]}', true],
    ['"paid":{"kind":"cash"}', false],
    ['"paid":{}', false],
    ['"counter":1', false],
    ['"name":null', false],
    ['"at":""', false],
    ['"count":2.0000000000000000000000001', false],
    ['"total":1e400', false],
    ['"name":"\\ud800"', false],
    ['"day":"31-04"', false],
    ['"tags":["a",1]', false],
    ['"name":1,"name":"a"', true],
  ]) {
    const text = `{${ID}${members === "" ? "" : ","}${members}}`;
    const [first, second] = [decode("order", text).event, decode("order", text).event];
    const { deviations } = second;
    assert.equal(first.conforms, conforms, members);
    assert.equal(second.conforms, conforms, members);
    assert.deepEqual(first.deviations, deviations, members);
    assert.equal(order["~standard"].validate(text).issues === undefined, conforms, members);
  }
  assert.equal(decode("order", "{}").event.conforms, false);
  assert.equal(decode("order", '{"type":"payment"}').event.conforms, false);
  // An alias of the event says nothing of the payload.
  assert.equal(decode("ordre", `{${ID}}`).event.conforms, true);
  assert.equal(decode("other", "{}").event.conforms, false);
  assert.equal(event("").edit({ count: 2.5 }).conforms, false);
});

test("names of events", () => {
  const alias = decode("ordre", `{${ID}}`).event;
  assert.deepEqual([alias.name, alias.sentAs, alias.known], ["order", "ordre", true]);
  assert.deepEqual(alias.deviations, [{ class: "event_alias", path: "", seen: '"ordre"' }]);
  for (const name of ["", "toString", "__proto__", "order "]) {
    const unknown = decode(name, '{"a":1}').event;
    assert.deepEqual([unknown.name, unknown.known, unknown.raw], [name, false, '{"a":1}']);
    assert.deepEqual(unknown.deviations, [{ class: "unknown_event", path: "", seen: JSON.stringify(name) }]);
  }
});

test("a handler is called for its event, and another one for all others", () => {
  const { event } = decode("order", "{}");
  const other = ({ name }) => `other ${name}`;
  assert.equal(handle(event, { order: ({ name }) => name }, other), "order");
  assert.equal(handle(event, {}, other), "other order");
  assert.equal(handle(event, { order: undefined }, other), "other order");
  assert.equal(handle(event, {}), undefined);
  assert.equal(handle(decode("toString", "{}").event, { order: () => 1 }, other), "other toString");
  // A handler may be a method, and an event may be called like one of every object.
  class Handlers {
    said = "hello";
    order() {
      return this.said;
    }
  }
  assert.equal(handle(event, new Handlers()), "hello");
  const named = decoder([eventType("constructor", table)])("constructor", "{}").event;
  assert.equal(handle(named, {}, other), "other constructor");
  assert.equal(handle(named, { constructor: () => 1 }, other), 1);
});

test("an edit leaves all other text as it was", () => {
  const text = `{ ${ID}, "counter" : 1,\n "x":0.10, "x":1e400 }`;
  const { event } = decode("order", text);
  assert.equal(event.edit({ count: 2 }).raw, `{ ${ID}, "counter" : 2,\n "x":0.10, "x":1e400 }`);
  assert.equal(event.edit({ total: "" }).raw, `{ ${ID}, "counter" : 1,\n "x":0.10, "x":1e400,"total":"" }`);
  assert.equal(event.edit({ count: undefined }).raw, `{ ${ID},\n "x":0.10, "x":1e400 }`);
  assert.equal(event.edit({ x: undefined, id: undefined, count: undefined, name: "a" }).raw, '{"name":"a"  }');
  assert.equal(event.raw, text);
  assert.equal(event.edit({ count: 2 }).payload.counter, 2);
});

test("Standard Schema refuses what the declared type would not hold for", () => {
  const { validate, version } = order["~standard"];
  assert.equal(version, 1);
  assert.deepEqual(validate(`{${ID},"new":1,"color":"blue"}`).value.new, 1);
  assert.deepEqual(validate({ name: 1 }).issues.map(({ path }) => path), [["name"], ["id"]]);
  for (const value of [undefined, null, 1, "x", Symbol("x"), () => 1]) assert.equal(validate(value).issues?.length, 1);
});

test("Standard Schema says what was expected and what kind of thing was found, and never the value", () => {
  const { validate } = order["~standard"];
  for (const [members, path, message] of [
    ['"name":1.5', ["name"], "expected a string, found a number"],
    ['"name":"\\ud800"', ["name"], "expected a string, found a string with half of a surrogate pair"],
    ['"total":"12.5"', ["total"], "expected a number, found a string"],
    ['"total":-1e400', ["total"], "expected a number, found a number out of range"],
    ['"count":2.5', ["count"], "expected an integer, found a number"],
    ['"counter":2', ["counter"], "expected under its own key, found under an alias"],
    ['"color":[]', ["color"], "expected a string, found an array"],
    ['"day":"31-04"', ["day"], "expected a time of the form DD-MM, found another string"],
    ['"at":""', ["at"], "expected an RFC 3339 timestamp, found an empty string"],
    ['"at":null', ["at"], "expected an RFC 3339 timestamp, found null"],
    ['"tags":{"a":1}', ["tags"], "expected an array, found an object"],
    ['"tags":["a",true]', ["tags", "1"], "expected a string, found a boolean"],
    ['"notes":[]', ["notes"], "expected an object, found an array"],
    ['"paid":[]', ["paid"], "expected an object or a number, found an array"],
    ['"paid":{"kind":"cash"}', ["paid", "kind"], 'expected "card", found another string'],
    ['"paid":{}', ["paid", "kind"], 'expected "card", found nothing'],
    ['"price":"x"', ["price"], "expected a number in a string, found another string"],
    ['"printed_at":"x"', ["printed_at"], "expected a Unix time in seconds in a string, found another string"],
    ['"paid_at":"x"', ["paid_at"], "expected a Unix time in seconds, found a string"],
    ['"mailed_at":"x"', ["mailed_at"], "expected an RFC 2822 date, found another string"],
    ['"slot":1', ["slot"], "expected a time of the form YYYYMMDDThhmm, found a number"],
    ['"id":"x"', ["id"], "expected a UUID, found another string"],
  ]) {
    assert.deepEqual(validate(`{${ID},${members}}`), { issues: [{ message, path }] }, members);
  }
  assert.deepEqual(validate({}), { issues: [{ message: "expected a UUID, found nothing", path: ["id"] }] });
  const tagged = eventType("tagged", objectTable([["by", () => unionTable([() => card, () => bank], "kind")]]));
  for (const [by, found] of [[{ kind: "cash" }, "another string"], [{ kind: 1 }, "a number"], [{}, "nothing"]]) {
    const issues = [{ message: `expected one of "card", "bank", found ${found}`, path: ["by", "kind"] }];
    assert.deepEqual(tagged["~standard"].validate({ by }), { issues });
  }
  const long = "secret".repeat(999);
  const many = eventType("many", objectTable([["a", () => enumTable([...Array(999).keys()].map((i) => `value ${i}`), true)], ["b", "integer"]]));
  for (const { message } of many["~standard"].validate({ a: long, b: long }).issues) {
    assert.ok(message.length < 250 && !message.includes("secret"), message);
  }
});

test("a place with a part of the event's name has it, or is told to be that of another event", () => {
  const code = enumTable([7], true);
  const shape = objectTable([["code", () => code, "required"], ["live", "boolean"]]);
  const type = eventType("code.7", shape, ["code.9"], { "/code": ["9"] });
  const first = (json) => {
    const { event: decoded } = decoder([type])("code.7", `{"code":${json}}`);
    const [found] = decoded.deviations;
    return found && `${found.class} ${found.path} ${found.seen}`;
  };
  assert.equal(first("7"), undefined);
  assert.equal(first("7.0"), undefined);
  for (const alias of ["9", "9.0", "0.9e1", "900E-2"]) assert.equal(first(alias), `event_alias /code ${alias}`);
  // Beyond what a double has, another number is not the alias.
  for (const other of ["8", "-9", "9007199254740993", "9000000000000000001"]) assert.equal(first(other), `event_mismatch /code ${other}`);
  assert.equal(first('"9"'), 'unexpected_type /code "9"');
  const messages = (json) => type["~standard"].validate(`{"code":${json}}`).issues?.map(({ message }) => message);
  assert.equal(messages("7"), undefined);
  assert.deepEqual(messages("8"), ["expected 7, found the name of another event"]);
  assert.deepEqual(messages("9.0"), ["expected 7, found an alias of the event's name"]);
});

test("formats", () => {
  for (const [format, good, bad] of [
    [isTimestamp, ["2023-05-26T07:44:03.862Z", "2024-02-29t23:59:60+05:30"], ["2023-02-29T00:00:00Z", "2023-05-26T24:00:00Z", "2023-05-26T07:44:03.Z", "2023-05-26T07:44:03Z\n", "2023-05-26T07:44:03+24:00"]],
    [isUuid, ["449EBF4F-f3e2-471a-a21f-47d8e148f259"], ["449ebf4ff3e2471aa21f47d8e148f259", "449ebf4f-f3e2-471a-a21f-47d8e148f259\n"]],
    [isUri, ["https://a.b/c?d=%20#e", "urn:x"], ["", "https:", "1x:y", "x:%2", "http://ä.de", "http://a b"]],
    [isEmail, ["a+b@c.io", "ä@b"], ["a", "@b", "a@b..c", "a@-b", "a b@c", "a@b@c", "a@b_c", "a\u0085@b", "\ud800@b"]],
  ]) {
    for (const text of good) assert.ok(format(text), text);
    for (const text of bad) assert.ok(!format(text), text);
  }
  for (const [pattern, good, bad] of [
    ["DD-MM", ["29-02"], ["1-2", "00-01", "01-13", "01-01x", "31-04"]],
    ["YYYY/MM/DD", ["2023/02/28"], ["2023/02/29", "2023-02-28"]],
    ["YYYYMMDDThhmmss", ["20240229T235960.5"], ["20240229t235960", "20240229T235960.", "20240229T240000", "20240229T236000"]],
    ["hh:mm, DD.MM.YYYY", ["00:00, 01.01.0000"], ["00:00,01.01.0000", "00:00, 01x01.0000"]],
    ["YYYY-MM-DD hh:mm:ssZ", ["2024-02-29 00:00:60Z", "2024-02-29 00:00:00.123-23:59"], ["2024-02-29 00:00:61Z", "2024-02-29 00:00:00z", "2024-02-29 00:00:00+0530", "2024-02-29 00:00:00+24:00", "2024-02-29 00:00:00"]],
  ]) {
    for (const text of good) assert.ok(timeTest(pattern)(text), text);
    for (const text of bad) assert.ok(!timeTest(pattern)(text), text);
  }
  for (const text of ["Sun, 31 Jan 2026 10:00:00 +0000", "1 Jan 2026 23:59 GMT", "01 Jan 2026 23:59:60 UT", "29 Feb 2024 00:00 Z"]) assert.ok(isRfc2822(text), text);
  for (const text of ["Sunday, 31 Jan 2026 10:00 Z", "sun, 31 Jan 2026 10:00 Z", "0 Jan 2026 10:00 Z", "30 Feb 2026 10:00 Z", "1 jan 2026 10:00 Z", "1 Jan 26 10:00 Z", "1 Jan 2026 10:00 EST", "1 Jan 2026 10:00 +00:00", "1 Jan 2026 10:00 +2400", "1 Jan 2026 10:00"]) {
    assert.ok(!isRfc2822(text), text);
  }
});

test("numbers and booleans in strings", () => {
  const one = event('"price":"398.00","points":"1\\u0032e1","trial":"true","total":1.5,"name":"5"');
  assert.deepEqual(one.number("price"), { state: "value", json: '"398.00"', value: 398 });
  assert.equal(one.number("points").value, 120);
  assert.equal(one.boolean("trial").value, true);
  assert.equal(one.number("total").value, 1.5);
  assert.equal(one.payload.price, "398.00");
  // A string that says nothing of what it stands for is neither.
  assert.deepEqual([one.number("name").state, one.boolean("price").state, one.number("count").state], ["unexpected", "unexpected", "absent"]);
  assert.equal(event('"trial":"yes"').boolean("trial").state, "unexpected");
  const odd = event('"price":"007","points":"2.5"');
  assert.deepEqual(odd.deviations.map((one) => one.class), ["bad_format", "bad_format"]);
  assert.equal(odd.number("price").state, "unexpected");
});

test("points in time", () => {
  const instant = (members, key) => event(members).instant(key);
  const expected = { seconds: 1769853600, nanoseconds: 250000000 };
  for (const [key, json] of [
    ["at", '"2026-01-31T15:30:00.25+05:30"'],
    ["paid_at", "1769853600.250"],
    ["paid_at", "17698536002.5e-1"],
    ["sent_at", "1769853600250"],
    ["printed_at", '"1769853600.25"'],
    ["loaded_at", '"31.01.2026, 10:00:00.25 Z"'],
    ["loaded_at", '"31.01.2026, 04:30:00.2500000001 -05:30"'],
    ["seen_at", "1769853600.25"],
    ["seen_at", '"2026-01-31T10:00:00.25Z"'],
  ]) {
    assert.deepEqual(instant(`"${key}":${json}`, key), { state: "value", json, value: expected });
  }
  assert.deepEqual(instant('"paid_at":-1.5', "paid_at").value, { seconds: -2, nanoseconds: 500000000 });
  const whole = { seconds: 1769853600, nanoseconds: 0 };
  assert.deepEqual(instant('"mailed_at":"Sat, 31 Jan 2026 15:30 +0530"', "mailed_at").value, whole);
  assert.deepEqual(instant('"seen_at":"31 Jan 2026 10:00:00 GMT"', "seen_at").value, whole);
  assert.deepEqual(instant('"seen_at":"2026-01-31 10:00Z"', "seen_at").value, whole);
  assert.deepEqual(instant('"mailed_at":"31 Dec 2016 23:59:60 UT"', "mailed_at").value, { seconds: 1483228799, nanoseconds: 0 });
  // Nobody states its offset.
  const slot = event('"slot":"20260131T1000"');
  assert.deepEqual([slot.field("slot").value, slot.instant("slot").state, slot.deviations], ["20260131T1000", "unexpected", []]);
  assert.deepEqual(instant('"at":"0001-01-01T00:00:00Z"', "at").value, { seconds: -62135596800, nanoseconds: 0 });
  assert.deepEqual(instant('"at":"2016-12-31T23:59:60Z"', "at").value, { seconds: 1483228799, nanoseconds: 0 });
  const odd = event('"paid_at":1769853600250,"sent_at":253402300800000,"printed_at":"253402300800","name":"0"');
  assert.deepEqual(odd.deviations.map((one) => one.class), ["out_of_range", "out_of_range", "bad_format"]);
  assert.deepEqual(["paid_at", "name", "at"].map((key) => odd.instant(key).state), ["unexpected", "unexpected", "absent"]);
  // Half a nanosecond before the year 10000, which is lost in a double.
  assert.deepEqual(event('"paid_at":253402300799.9999999995').deviations, []);
});

test("integers by value, not by spelling", () => {
  const verdicts = {
    value: ["2", "-0", "2.0", "1e2", "1.5e1", "1500e-2", "0e99999999999999999999", "9223372036854775807", "-9223372036854775808.0", "1E+2"],
    unexpected_type: ["2.5", "1e-1", "1e-99999999999999999999", "2.0000000000000000000000001"],
    out_of_range: ["9223372036854775808", "-9223372036854775809", "1e400", "1e99999999999999999999"],
  };
  for (const [verdict, texts] of Object.entries(verdicts)) {
    for (const text of texts) assert.equal(integerVerdict(text), verdict, text);
  }
});
