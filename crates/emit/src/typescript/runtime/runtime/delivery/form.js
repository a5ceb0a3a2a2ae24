/** A body of form fields in, the text of an event out. */

import { binaryText } from "./codec.js";
import { pairOf } from "./request.js";

/** A key that leads through objects. */
const PATH = /^([^[\]]+)((?:\[[^[\]]*\])+)$/;

/**
 * The event of a form, or where that has a fault.
 *
 * @param {Uint8Array} bytes
 * @param {number} maxDepth
 * @returns {{ ok: true, text: string, payload: object } | { ok: false, error: { class: "not_utf8" | "too_deep", offset: number } }}
 */
export function formText(bytes, maxDepth) {
  const root = new FormObject();
  let offset = 0;
  for (const pair of binaryText(bytes).split("&")) {
    if (pair !== "") {
      const [key, value] = pairOf(pair);
      if (key === undefined || value === undefined) return { ok: false, error: { class: "not_utf8", offset } };
      if (put(root, key, value) > maxDepth) return { ok: false, error: { class: "too_deep", offset } };
    }
    offset += pair.length + 1;
  }
  const text = root.json();
  return { ok: true, text, payload: JSON.parse(text) };
}

/**
 * Puts a value where its key leads, and says at which level of nesting that is.
 *
 * @param {FormObject} root
 * @param {string} key
 * @param {string} value
 */
function put(root, key, value) {
  if (!key.includes("[")) return root.add(key, value, false);
  const [, first = "", brackets = ""] = PATH.exec(key) ?? [];
  const steps = brackets === "" ? [key] : [first, ...brackets.slice(1, -1).split("][")];
  const isAppended = steps.length > 1 && steps.at(-1) === "";
  if (isAppended) steps.pop();
  const last = /** @type {string} */ (steps.at(-1));
  // Through a list leads nothing.
  const start = steps.includes("", 1) ? undefined : root;
  const object = steps.slice(0, -1).reduce((found, step) => found?.inside(step), start);
  if (object === undefined || object.objects.has(last)) return root.add(key, value, false);
  return object.add(last, value, isAppended) + steps.length - 1;
}

/** The values of a key, and whether they are a list. */
class Values {
  isList = false;
  /** @type {string[]} */
  texts = [];

  /** @returns {string} */
  json() {
    return JSON.stringify(this.isList ? this.texts : this.texts[0]);
  }
}

/** An object of a form. */
class FormObject {
  /** @type {Map<string, FormObject>} */
  objects = new Map();
  /** @type {Map<string, Values>} */
  #values = new Map();
  /** @type {{ key: string, value: FormObject | Values }[]} In the order in which they occur for the first time. */
  #members = [];

  /**
   * The object under a key; nothing if something else is there.
   *
   * @param {string} key
   */
  inside(key) {
    const found = this.objects.get(key);
    if (found !== undefined || this.#values.has(key)) return found;
    const object = new FormObject();
    this.objects.set(key, object);
    this.#members.push({ key, value: object });
    return object;
  }

  /**
   * Adds a value under a key, and says how many levels that has from here.
   *
   * @param {string} key
   * @param {string} text
   * @param {boolean} isAppended
   */
  add(key, text, isAppended) {
    const found = this.#values.get(key);
    const values = found ?? new Values();
    if (found === undefined) {
      this.#values.set(key, values);
      this.#members.push({ key, value: values });
    }
    values.texts.push(text);
    values.isList ||= isAppended || values.texts.length > 1;
    return values.isList ? 2 : 1;
  }

  /** @returns {string} */
  json() {
    return `{${this.#members.map(({ key, value }) => `${JSON.stringify(key)}:${value.json()}`).join(",")}}`;
  }
}
