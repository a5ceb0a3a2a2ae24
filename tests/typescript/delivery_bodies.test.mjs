/** The receivers of deliveries against the delivery contract: events of bodies of every kind, their names and what is known of them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { delivery, deliveryTable, eventType, named, objectTable, presets, receiver, row, types } from "./presets.mjs";

const bytes = (text) => new TextEncoder().encode(text);
const post = (body, headers = {}) => ({ headers, body });

/** The names and texts of the events and the refused elements of a body; or the class and offset of the rejection. */
async function read(receive, body, headers) {
  const result = await receive(post(body, headers));
  if (!result.ok) return [result.error.class, ...(result.error.offset === undefined ? [] : [result.error.offset])];
  return {
    events: result.events.map(({ index, name, event }) => [index, name, event.raw]),
    refused: result.refused.map(({ index, error, raw }) => [index, error.class, error.offset, raw]),
  };
}

/** What reading gives where nothing is refused. */
const events = (...raw) => ({ events: raw.map((text, index) => [index, JSON.parse(text).type, text]), refused: [] });

test("events in an array keep their texts", async () => {
  const receive = receiver({ events: ["data"] });
  const texts = ['{ "type":"order","total":12345678901234567890.10, "total" : 1e2 }', '{"type":"x","a":[1,{"b":"]}\\"\\\\"}],"ü":"\\u00fc"}', '{"type":"refund"}'];
  const body = ` {"n":[1],"data":\n[ ${texts.join(" ,\t")} ] , "type":"no"}\r\n`;
  assert.deepEqual(await read(receive, body), events(...texts));
  const { events: found } = await receive(post(body));
  assert.equal(found[0].event.field("total").json, "1e2");
  assert.deepEqual(found.map(({ event }) => event.known), [true, false, true]);
});

test("an array, an object, or a string of either", async () => {
  const [one, two] = ['{"type":"order"}', '{"type":"refund","a":"\\u0041"}'];
  for (const [tokens, body, expected] of [
    [[], `[${one},${two}]`, events(one, two)],
    [[], ` ${one} `, events(one)],
    [[], "[]", events()],
    [[], " [ ] ", events()],
    [["p"], `{"p":${one}}`, events(one)],
    [["p"], `{"p":${JSON.stringify(`[${one} , ${two}]`)}}`, events(one, two)],
    [["p"], `{"p":${JSON.stringify(` ${two}`)}}`, events(two)],
    [["p"], `{"p":[${two}],"p":[${one}]}`, events(one)],
    [["p"], `{"p":[${two}],"\\u0070":[${one}]}`, events(one)],
    [["a", "b"], `{"a":{"b":[${one}]}}`, events(one)],
    [["a", "1"], `{"a":[0,[${one}]]}`, events(one)],
    [["a/b~"], `{"a/b~":[${one}]}`, events(one)],
    [["__proto__"], `{"__proto__":[${one}]}`, events(one)],
    [["p"], "{}", ["no_events"]],
    [["p"], `[${one}]`, ["no_events"]],
    [["p"], '{"p":null}', ["no_events"]],
    [["p"], '{"p":1}', ["no_events"]],
    [["p"], '{"p":""}', ["no_events"]],
    [["p"], '{"p":"[1,"}', ["no_events"]],
    [["p"], '{"p":"1"}', ["no_events"]],
    [["p"], `{"p":${JSON.stringify(JSON.stringify(one))}}`, ["no_events"]],
    [["p"], '{"p":"{\\"type\\":\\"\\ud83d\\"}"}', ["no_events"]],
    [["a", "01"], `{"a":[0,[${one}]]}`, ["no_events"]],
    [[], "1", ["no_events"]],
    [["constructor"], "{}", ["no_events"]],
  ]) {
    assert.deepEqual(await read(receiver({ events: tokens }), body), expected, body);
  }
});

test("what is wrong with an element costs that element alone", async () => {
  assert.deepEqual(await read(receiver({ events: [] }), '[ 1 ,{"type":"order"},[],"a",{"type":1.0},{},{"type":7}, {"type":true}]'), {
    events: [[1, "order", '{"type":"order"}'], [6, "7", '{"type":7}'], [7, "true", '{"type":true}']],
    refused: [[0, "not_an_object", 0, "1"], [2, "not_an_object", 0, "[]"], [3, "not_an_object", 0, '"a"'], [4, "no_name", undefined, '{"type":1.0}'], [5, "no_name", undefined, "{}"]],
  });
  assert.deepEqual(await read(receiver({ events: [] }), "{}"), { events: [], refused: [[0, "no_name", undefined, "{}"]] });
});

test("what is wrong with the text costs the whole request, with the first offset", async () => {
  const receive = receiver({ events: [] });
  for (const [body, expected] of [
    ["", ["syntax", 0]],
    ["[", ["syntax", 1]],
    ["[1,]", ["syntax", 3]],
    ["[,1]", ["syntax", 1]],
    ["[1 2]", ["syntax", 3]],
    ["[1}", ["syntax", 2]],
    ["[{]", ["syntax", 2]],
    ["[{}}", ["syntax", 3]],
    ['[{"a":1,}]', ["syntax", 8]],
    ['["a]', ["syntax", 4]],
    ['["\\"]', ["syntax", 5]],
    ['[{"ü":tru}]', ["syntax", 10]],
    ["[] x", ["syntax", 3]],
    ["[]]", ["syntax", 2]],
    ["[[1]", ["syntax", 4]],
    ["{]", ["syntax", 1]],
    ["\ufeff[]", ["syntax", 0]],
    [new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]), ["not_utf8", 2]],
  ]) {
    assert.deepEqual(await read(receive, body), expected, String(body));
  }
  const inside = receiver({ events: ["data"] });
  for (const [body, expected] of [
    ['{"data":[{}],}', ["syntax", 13]],
    ['{"data":[{}] "a":1}', ["syntax", 13]],
    ['{"a" 1,"data":[{}]}', ["syntax", 5]],
    ['{"a":01,"data":[tru]}', ["syntax", 6]],
    ['{"a":1,"data":[tru],"b":01}', ["syntax", 18]],
    ['{"data":"[1,"]', ["syntax", 13]],
    ['{"data":[{}]', ["syntax", 12]],
  ]) {
    assert.deepEqual(await read(inside, body), expected, body);
  }
});

test("the limit of depth is that of each event", async () => {
  const build = (given) => delivery(deliveryTable(row(given)), types)({ unverified: true, maxDepth: 3 });
  const three = '{"type":"order","a":[[1]]}';
  const four = '{"type":"order","a":[[[]]]}';
  assert.deepEqual(await read(build({}), three), events(three));
  assert.deepEqual(await read(build({}), four), ["too_deep", 22]);
  assert.deepEqual(await read(build({ events: [] }), `[${three},${three}]`), events(three, three));
  assert.deepEqual(await read(build({ events: [] }), `[${four}]`), ["too_deep", 23]);
  assert.deepEqual(await read(build({ events: [] }), `[${four},]`), ["too_deep", 23]);
  assert.deepEqual(await read(build({ events: ["d"] }), `{"d":[${three}]}`), events(three));
  assert.deepEqual(await read(build({ events: ["d"] }), `{"d":[${four}]}`), ["too_deep", 28]);
  assert.deepEqual(await read(build({ events: ["d"] }), `{"d":${four}}`), ["too_deep", 27]);
  assert.deepEqual(await read(build({ events: ["d"] }), `{"d":${JSON.stringify(`[${three}]`)}}`), events(three));
  assert.deepEqual(await read(build({ events: ["d"] }), `{"d":${JSON.stringify(four)}}`), ["no_events"]);
  assert.deepEqual(await read(build({ body: "json-lines" }), `${four}\n${three}`), { events: [[1, "order", three]], refused: [[0, "too_deep", 22, four]] });
  assert.deepEqual(await read(build({ body: "form" }), "a[b][c]=1&type=order"), { events: [[0, "order", '{"a":{"b":{"c":"1"}},"type":"order"}']], refused: [] });
  assert.deepEqual(await read(build({ body: "form" }), "x=1&a[b][c][]=1"), ["too_deep", 4]);
  assert.deepEqual(await read(build({ body: "form" }), "x=1&a[b][c][d]=1"), ["too_deep", 4]);
  const deep = `[${"[".repeat(100_000)}`;
  for (const given of [{}, { events: [] }, { events: ["a"] }, { body: "json-lines" }]) {
    const found = await read(build(given), deep);
    assert.equal(given.body === undefined ? found[0] : found.refused[0][1], "too_deep");
  }
});

test("lines", async () => {
  const receive = receiver({ body: "json-lines" });
  const [one, two] = ['{"type":"order"}', ' {"type":"x","n":12345678901234567890} '];
  const lines = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));
  assert.deepEqual(await read(receive, `${one}\n${two}`), { events: [[0, "order", one], [1, "x", two]], refused: [] });
  assert.deepEqual(await read(receive, `\n\r\n${one}\r\n\n${two}\n`), { events: [[0, "order", one], [1, "x", two]], refused: [] });
  assert.deepEqual(await read(receive, ""), { events: [], refused: [] });
  const bad = new Uint8Array([0x7b, 0xff]);
  assert.deepEqual(await read(receive, lines("{\n", " 1\r\n", `${one}\n`, bad, "\n{}\n \n{}\r")), {
    events: [[2, "order", one]],
    refused: [[0, "syntax", 1, "{"], [1, "not_an_object", 1, " 1"], [3, "not_utf8", 1, bad], [4, "no_name", undefined, "{}"], [5, "syntax", 1, " "], [6, "no_name", undefined, "{}\r"]],
  });
});

test("forms", async () => {
  const receive = receiver({ body: "form", event: [named("order")] });
  const long = "x".repeat(3);
  for (const [body, expected] of [
    ["", {}],
    ["a=1", { a: "1" }],
    ["a=1&&b=&c&=d&", { a: "1", b: "", c: "", "": "d" }],
    ["a+b=c%20d%2B&e==", { "a b": "c d+", e: "=" }],
    ["a=%zz%&b=%4&c=%C3%BC&d=ü", { a: "%zz%", b: "%4", c: "ü", d: "ü" }],
    ["a=1&b=2&a=3&a=4", { a: ["1", "3", "4"], b: "2" }],
    ["a[]=1", { a: ["1"] }],
    ["a[]=1&a[]=2&a=3", { a: ["1", "2", "3"] }],
    ["a=1&a[]=2", { a: ["1", "2"] }],
    ["d[m][X]=1&d[m][Y]=2&d[m][X]=3&d[n][]=4", { d: { m: { X: ["1", "3"], Y: "2" }, n: ["4"] } }],
    ["d%5B0%5D=2&d[1]=3&d[m]=1", { d: { 0: "2", 1: "3", m: "1" } }],
    ["a[b]c=1&[a]=2&a[=3&a]=4&a[b]]=5&a[[b]]=6&[]=7", { "a[b]c": "1", "[a]": "2", "a[": "3", "a]": "4", "a[b]]": "5", "a[[b]]": "6", "[]": "7" }],
    // Where a key would lead through a scalar or a list, or put a scalar where an object is.
    ["a=1&a[b]=2&a[b]=3", { a: "1", "a[b]": ["2", "3"] }],
    ["a[]=1&a[b]=2", { a: ["1"], "a[b]": "2" }],
    ["a[][b]=1&a[][]=2", { "a[][b]": "1", "a[][]": "2" }],
    ["a[b][c]=1&a[b]=2&a[b][]=3", { a: { b: { c: "1" } }, "a[b]": "2", "a[b][]": "3" }],
    ["a[b]=1&a[b][c][d]=2&a[e]=3", { a: { b: "1", e: "3" }, "a[b][c][d]": "2" }],
    ["__proto__[x]=1&constructor=2&toString[a]=3", JSON.parse('{"__proto__":{"x":"1"},"constructor":"2","toString":{"a":"3"}}')],
    [`a=${encodeURIComponent('"\\/\b\f\n\r\t\u0001\u001f\u007f\u2028😀')}${long}`, { a: `"\\/\b\f\n\r\t\u0001\u001f\u007f\u2028😀${long}` }],
  ]) {
    const result = await receive(post(body));
    assert.ok(result.ok, body);
    assert.equal(result.events[0].event.raw, JSON.stringify(expected), body);
    assert.deepEqual(result.events[0].event.payload, expected, body);
  }
  // A key without brackets is the literal of itself: it stays, beside the object.
  assert.deepEqual(await read(receive, "a[b]=1&a=2&a=3&a[c]=4"), { events: [[0, "order", '{"a":{"b":"1","c":"4"},"a":["2","3"]}']], refused: [] });
  for (const [body, expected] of [
    ["a=%ff", ["not_utf8", 0]],
    ["a=1&%C3=2", ["not_utf8", 4]],
    [Buffer.from([0x61, 0x3d, 0x31, 0x26, 0x26, 0x62, 0x3d, 0xc3]), ["not_utf8", 5]],
  ]) {
    assert.deepEqual(await read(receive, body), expected);
  }
  const mailchimp = delivery(deliveryTable(presets.mailchimp), types)({ secrets: ["k y"] });
  const request = { url: "/hook?secret=k+y", headers: {}, body: "type=order&data%5Bmerges%5D%5BFNAME%5D=A" };
  assert.equal((await mailchimp(request)).events[0].event.raw, '{"type":"order","data":{"merges":{"FNAME":"A"}}}');
  assert.equal((await receive(post("type=&a=b"))).events[0].name, "order");
  assert.deepEqual(await read(receiver({ body: "form" }), "type="), ["no_name"]);
});

test("CloudEvents", async () => {
  const receive = delivery(deliveryTable(presets.cloudEvents), types)({ unverified: true });
  const text = ' {"specversion":"1.0","id":"1","source":"/s","type":"order","data":{"n":12345678901234567890}}';
  for (const type of ["application/cloudevents+json", "Application/CloudEvents+JSON ; charset=utf-8"]) {
    const { events: found } = await receive(post(text, { "content-type": type }));
    assert.deepEqual([found[0].event.raw, found[0].id], [text, "/s 1"]);
  }
  const batch = (body) => read(receive, body, { "content-type": "application/cloudevents-batch+json" });
  assert.deepEqual(await batch(`[${text},1]`), { events: [[0, "order", text.trim()]], refused: [[1, "not_an_object", 0, "1"]] });
  assert.deepEqual(await batch(text), ["no_events"]);
  assert.deepEqual(await batch(`"[]"`), ["no_events"]);
  assert.deepEqual(await read(receive, "1", { "content-type": "application/cloudevents+json" }), ["not_an_object", 0]);
  assert.deepEqual(await read(receive, text), ["no_events"]);
  const attributes = { "ce-type": "order", "CE-SpecVersion": "1.0", "ce-source": "/caf%C3%A9%25+", "ce-id": "%ff", "ce-subject": "s", "x-ce-y": "1", "ce-empty": "" };
  const head = '{"source":"/café%+","specversion":"1.0","subject":"s","type":"order"';
  for (const [contentType, body, tail] of [
    [undefined, "", ""],
    [undefined, " {\"n\": 1.0} ", ',"data": {"n": 1.0} '],
    ["application/json", "[1e2]", ',"datacontenttype":"application/json","data":[1e2]'],
    ["application/vnd.x+JSON;v=1", "1", ',"datacontenttype":"application/vnd.x+JSON;v=1","data":1'],
    ["text/json", "null", ',"datacontenttype":"text/json","data":null'],
    ["text/plain", 'a"\u2028\n', ',"datacontenttype":"text/plain","data":"a\\"\u2028\\n"'],
    ["application/octet-stream", new Uint8Array([0, 255]), ',"datacontenttype":"application/octet-stream","data_base64":"AP8="'],
    ["application/json", "", ',"datacontenttype":"application/json"'],
  ]) {
    const result = await receive(post(body, { ...attributes, "content-type": contentType }));
    assert.ok(result.ok, String(contentType));
    const { event, id } = result.events[0];
    assert.equal(event.raw, `${head}${tail}}`);
    assert.deepEqual(event.payload, JSON.parse(event.raw));
    assert.equal(id, undefined); // its id is not UTF-8
  }
  const binary = (body, type) => read(receive, body, { ...attributes, "content-type": type });
  assert.deepEqual(await binary('1,"type":"refund"', undefined), ["syntax", 1]);
  assert.deepEqual(await binary(new Uint8Array([0x22, 0xff]), "text/plain"), ["not_utf8", 1]);
  assert.deepEqual(await binary("[".repeat(128), "application/json"), ["too_deep", 127]);
  assert.deepEqual((await binary('"x"', undefined)).events[0][1], "order");
});

test("names: optional parts, fallbacks and aliases", async () => {
  const known = ["issues", "issues.opened", "a.b.c", "any"].map((name) => eventType(name, objectTable([["type", "string"]]), name === "issues" ? ["problems"] : []));
  const build = (event) => delivery(deliveryTable(row({ event })), known)({ unverified: true });
  const github = { pieces: [{ header: "x-event" }], optional: [[".", { payload: ["action"] }]] };
  const three = { pieces: [{ payload: ["a"] }], optional: [[".", { payload: ["b"] }], [".", { payload: ["c"] }]] };
  for (const [event, header, payload, expected] of [
    [[github], "issues", '{"action":"opened"}', ["issues.opened", "issues.opened", true]],
    [[github], "issues", '{"action":"closed"}', ["issues", "issues", true]],
    [[github], "issues", "{}", ["issues", "issues", true]],
    [[github], "problems", '{"action":"x"}', ["problems", "issues", true]],
    [[github], "push", '{"action":"x"}', ["push.x", "push.x", false]],
    [[github], "push", "{}", ["push", "push", false]],
    [[github], undefined, '{"action":"opened"}', undefined],
    [[three], undefined, '{"a":"a","b":"b","c":"c"}', ["a.b.c", "a.b.c", true]],
    [[three], undefined, '{"a":"x","b":"b","c":"c"}', ["x.b.c", "x.b.c", false]],
    [[three], undefined, '{"a":"issues","c":"c"}', ["issues", "issues", true]],
    [[three], undefined, '{"a":"x","c":"c"}', ["x", "x", false]],
    [[three, github], "issues", '{"a":"x"}', ["issues", "issues", true]],
    [[three, github], "push", '{"a":"x","b":"y"}', ["x.y", "x.y", false]],
    [[github, named("any")], "issues", "{}", ["issues", "issues", true]],
    [[github, named("any")], "push", '{"action":"x"}', ["push.x", "any", true]],
    [[github, named("any")], undefined, "{}", ["any", "any", true]],
    [[github, named("lost")], "push", "{}", ["push", "push", false]],
    [[github, named("lost")], undefined, "{}", ["lost", "lost", false]],
    [[named("any")], undefined, "{}", ["any", "any", true]],
    [[named("any"), github], "push", "{}", ["any", "any", true]],
    [[named("lost"), github], "issues", "{}", ["issues", "issues", true]],
  ]) {
    const result = await build(event)(post(payload, { "x-event": header }));
    if (expected === undefined) {
      assert.equal(result.error?.class, "no_name");
      continue;
    }
    const [{ name, event: got }] = result.events;
    assert.deepEqual([name, got.name, got.known], expected, `${header} ${payload}`);
    // Only an alias is one: that of a fallback has the fallback's name.
    assert.equal(got.deviations.some(({ class: cls }) => cls === "event_alias"), name === "problems");
  }
});

test("names: a value never holds the literal that follows it", async () => {
  const place = (key) => ({ payload: [key] });
  const two = { pieces: [place("a")], optional: [[".", place("b")], [":", place("c")]] };
  const long = named(place("a"), "::", place("b"));
  for (const [template, payload, expected] of [
    [two, { a: "x.y" }, undefined],
    [two, { a: "x.y", b: "z" }, undefined],
    // The last place that is there is followed by what is left out.
    [two, { a: "x", b: "y:z" }, "x"],
    [two, { a: "x:w", b: "y.z", c: "v:u" }, "x:w.y.z:v:u"],
    [long, { a: "x", b: ":y::z" }, "x:::y::z"],
    [long, { a: "x:", b: "y" }, undefined],
    [long, { a: "x::y", b: "z" }, undefined],
  ]) {
    const result = await receiver({ event: [template] })(post(JSON.stringify(payload)));
    assert.equal(result.ok ? result.events[0].name : result.error.class, expected ?? "no_name", JSON.stringify(payload));
  }
  // Not even if an event of that name is listed.
  const known = [eventType("issues.opened", objectTable([["type", "string"]]))];
  const github = { pieces: [{ header: "x-event" }], optional: [[".", place("action")]] };
  const receive = delivery(deliveryTable(row({ event: [github] })), known)({ unverified: true });
  assert.equal((await receive(post("{}", { "x-event": "issues.opened" }))).error.class, "no_name");
});

test("numbers keep their digits, wherever their key is", async () => {
  const receive = (...tokens) => receiver({ event: [named({ payload: tokens })] });
  for (const [tokens, text, expected] of [
    [["n"], '{"n" :\t12345678901234567890}', "12345678901234567890"],
    [["n"], '{"n":1,"n":2}', "2"],
    [["n"], '{"n":1,"\\u006e":2}', "2"],
    [["n"], '{"a":{"n":1},"n":2}', "2"],
    [["n"], '{"n":1,"a":{"n":2}}', "1"],
    [["n"], '{"a":"n","n":-3}', "-3"],
    [["n"], '{"n":4,"a":"\\"n\\""}', "4"],
    [["n"], '{"n":1.0}', undefined],
    [["a", "0"], '{"a":[5],"b":"0"}', "5"],
    [["a", "length"], '{"a":[5],"length":7}', undefined],
    [["a", "length"], '{"a":{"length":7}}', "7"],
    [[""], '{"":6}', "6"],
  ]) {
    const result = await receive(...tokens)(post(text));
    assert.equal(result.ok ? result.events[0].name : undefined, expected, text);
  }
});

test("a place is a text, an integer or a boolean", async () => {
  const receive = receiver({ event: [named({ payload: ["a", "0", "b"] })] });
  for (const [value, expected] of [
    ['"x"', "x"],
    ['"1.5"', "1.5"],
    ["12345678901234567890", "12345678901234567890"],
    ["-0", "-0"],
    ["true", "true"],
    ["false", "false"],
    ['"\\ud83d\\ude00"', "😀"],
    ['1,"b":"last"', "last"],
    ['"first","b":null', undefined],
    ['"\\ud83d"', undefined],
    ['""', undefined],
    ["1.0", undefined],
    ["1e2", undefined],
    ["null", undefined],
    ["[]", undefined],
    ["{}", undefined],
  ]) {
    const result = await receive(post(`{"a":[{"b":${value}}]}`));
    assert.equal(result.ok ? result.events[0].name : undefined, expected, value);
  }
  for (const tokens of [["a", "length"], ["toString"], ["__proto__"], ["type", "0"], ["a", "00"]]) {
    assert.deepEqual(await read(receiver({ event: [named({ payload: tokens })] }), '{"type":"xyz","a":["x"]}'), ["no_name"]);
  }
  assert.deepEqual((await read(receiver({ event: [named({ payload: ["__proto__"] })] }), '{"__proto__":"x"}')).events[0][1], "x");
});

test("what is known of an event", async () => {
  const given = {
    events: ["data"],
    id: [{ body: ["batch"] }, "/", { payload: ["id"] }],
    sentAt: { at: { payload: ["at"] }, type: "unix" },
    version: { header: "x-version" },
    attempt: { query: "try" },
  };
  const request = { url: "/?try=2", headers: { "x-version": "v1" }, body: '{"batch":12345678901234567890,"data":[{"type":"order","id":"a","at":1.5},{"type":"order","at":"1700000000.25"},{"type":"order","id":3,"at":"007"}]}' };
  const result = await receiver(given)(request);
  assert.deepEqual(result.events.map(({ event, name, ...known }) => known), [
    { index: 0, id: "12345678901234567890/a", sentAt: { seconds: 1, nanoseconds: 500_000_000 }, version: "v1", attempt: "2" },
    { index: 1, id: undefined, sentAt: { seconds: 1_700_000_000, nanoseconds: 250_000_000 }, version: "v1", attempt: "2" },
    { index: 2, id: "12345678901234567890/3", sentAt: undefined, version: "v1", attempt: "2" },
  ]);
  for (const [type, value, seconds] of [
    ["unix_ms", "1700000000123", 1_700_000_000],
    ["unix", "1700000000", 1_700_000_000],
    ["unix", "253402300799", 253_402_300_799],
    ["unix", "253402300800", undefined],
    ["unix", "999999999999999", undefined],
    ["unix", "1699999999.99999999999999999", 1_699_999_999],
    ["rfc3339", '"2023-11-14T22:13:20Z"', 1_700_000_000],
    ["rfc2822", '"Tue, 14 Nov 2023 22:13:20 +0000"', 1_700_000_000],
    ["rfc3339", '"soon"', undefined],
    ["unix", "1e400", undefined],
    ["unix", "null", undefined],
  ]) {
    const { events: [event] } = await receiver({ sentAt: { at: { payload: ["at"] }, type } })(post(`{"type":"order","at":${value}}`));
    assert.equal(event.sentAt?.seconds, seconds, value);
  }
  const whole = receiver({ id: [{ body: ["id"] }] });
  assert.equal((await whole(post('{"type":"order","id":"x"}'))).events[0].id, "x");
  assert.equal((await receiver({ body: "json-lines", id: [{ body: ["id"] }] })(post('{"type":"order","id":"x"}'))).events[0].id, undefined);
});

test("a large delivery is read in linear time", async () => {
  const item = `{"type":"order","a":"${"\\\"".repeat(50)}"}`;
  const body = bytes(`{"batch":"b","data":[${Array(20_000).fill(item).join(",")}]}`);
  const before = performance.now();
  const result = await receiver({ events: ["data"], id: [{ body: ["batch"] }, { query: "k" }] })({ url: `/?${"k&".repeat(2000)}`, headers: {}, body });
  assert.equal(result.events.length, 20_000);
  assert.ok(performance.now() - before < 5000);
});

test("the limit of events", async () => {
  const build = (given, maxEvents) => delivery(deliveryTable(row(given)), types)({ unverified: true, maxEvents });
  const two = '{"type":"order"},1';
  for (const [given, body] of [
    [{ events: [] }, `[${two}]`],
    [{ events: ["d"] }, `{"d":[${two}]}`],
    [{ events: ["d"] }, `{"d":${JSON.stringify(`[${two}]`)}}`],
    [{ body: "json-lines" }, two.replace(",", "\n\n")],
  ]) {
    const { events: found, refused } = await build(given, 2)(post(body));
    assert.deepEqual([found.length, refused.length], [1, 1]);
    const { error } = await build(given, 1)(post(body));
    assert.deepEqual([error.class, error.status], ["too_large", 413]);
  }
  // What would take gigabytes.
  for (const [given, body] of [[{ events: [] }, `[${"1,".repeat(4_000_000)}1]`], [{ body: "json-lines" }, "1\n".repeat(4_000_000)]]) {
    assert.deepEqual(await read(build(given), body), ["too_large"]);
  }
});

/** The names of the events of a request and its challenge; or the class of its rejection. */
async function challenged(receive, request) {
  const { ok, events: found, error, challenge } = await receive({ headers: {}, ...request });
  return ok ? [found.map(({ name }) => name), challenge] : error.class;
}

test("a challenge without a body is not verified", async () => {
  const receive = receiver({ handshake: { query: "hub.challenge" } }, { verify: () => false });
  for (const method of ["GET", "POST"]) {
    assert.deepEqual(await challenged(receive, { method, url: "/?hub.mode=subscribe&hub.challenge=1%3C2", body: "" }), [[], "1<2"]);
  }
  for (const url of ["/", "/?hub.challenge=", "/?hub.challenge=a&hub.challenge=b", "/?hub.challenge=a%0d%0ab", "/?hub.challenge=caf%C3%A9", `/?hub.challenge=${"a".repeat(1025)}`]) {
    assert.equal(await challenged(receive, { url, body: "" }), "wrong_signature", url);
  }
  assert.deepEqual(await challenged(receive, { url: `/?hub.challenge=${"a".repeat(1024)}`, body: "" }), [[], "a".repeat(1024)]);
  assert.equal(await challenged(receive, { url: "/?hub.challenge=a", body: "{}" }), "wrong_signature");
  const inHeader = receiver({ handshake: { header: "x-hook-secret" } });
  assert.deepEqual(await challenged(inHeader, { headers: { "X-Hook-Secret": " abc " }, body: "" }), [[], "abc"]);
});

test("a challenge in a body takes no event away", async () => {
  const at = (...tokens) => ({ handshake: { body: tokens } });
  const challenge = at("challenge");
  for (const [given, body, expected] of [
    [challenge, '{"type":"url_verification","challenge":"abc"}', [["url_verification"], "abc"]],
    [challenge, ' {"challenge":7} ', [[], "7"]],
    [{ ...challenge, events: ["data"] }, '{"challenge":"abc"}', [[], "abc"]],
    [{ ...challenge, events: ["data"] }, '{"challenge":"abc","data":[{"type":"a"},1]}', [["a"], "abc"]],
    [at("0", "code"), '[{"code":"abc"}]', [[], "abc"]],
    [{ ...at("0", "code"), events: [] }, '[{"code":"abc"}]', [[], "abc"]],
    [{ ...at("hub", "challenge"), body: "form" }, "hub[challenge]=a+b", [[], "a b"]],
    [challenge, '{"challenge":"abc"', "syntax"],
    [{ ...challenge, body: "cloudevents" }, '{"challenge":"abc"}', "no_events"],
    [{ ...challenge, body: "json-lines" }, '{"challenge":"abc"}', [[], undefined]],
    ...["null", "1.5", '""', '["a"]', '"a\\nb"', '"caf\\u00e9"'].map((value) => [challenge, `{"challenge":${value}}`, "no_name"]),
  ]) {
    assert.deepEqual(await challenged(receiver(given), { body }), expected, body);
  }
});

test("a place in the body is one in the text that is composed of a form", async () => {
  const receive = receiver({ body: "form", event: [named({ payload: ["type"] })], id: [{ body: ["meta", "id"] }] });
  const { events: found } = await receive(post("type=order&meta[id]=7"));
  assert.equal(found[0].id, "7");
});
