/** CloudEvents over HTTP: which of its modes a request is in, and the text of an event in binary mode. */

import { readInput } from "../input.js";
import { decodeUtf8, percentDecoded, toBase64 } from "./codec.js";
import { trimmed } from "./request.js";

/** @import { DecodeError } from "../../runtime.js" */
/** @import { ReceivedRequest } from "../delivery.js" */

/** @typedef {{ ok: true, text: string, payload: object } | { ok: false, error: DecodeError }} Read */

/**
 * @param {ReceivedRequest} request
 * @param {number} maxDepth
 * @returns {{ mode: "structured" | "batch" | "none" } | { mode: "binary", read: Read }}
 */
export function readCloudEvents(request, maxDepth) {
  const { headers } = request;
  const type = mediaType(headers.get("content-type"));
  if (type === "application/cloudevents+json") return { mode: "structured" };
  if (type === "application/cloudevents-batch+json") return { mode: "batch" };
  return headers.has("ce-specversion") ? { mode: "binary", read: composeEvent(request, type, maxDepth) } : { mode: "none" };
}

/** @param {string | undefined} contentType */
function mediaType(contentType) {
  return contentType === undefined ? undefined : trimmed(/** @type {string} */ (contentType.split(";")[0])).toLowerCase();
}

/**
 * The event of a request in binary mode: its attributes are headers, its data is the body.
 *
 * @param {ReceivedRequest} request
 * @param {string | undefined} type
 * @param {number} maxDepth
 * @returns {Read}
 */
function composeEvent({ headers, body }, type, maxDepth) {
  const attributes = [...headers].filter(([name]) => name.startsWith("ce-")).sort(([a], [b]) => (a < b ? -1 : 1));
  const members = attributes.flatMap(([name, value]) => {
    const decoded = percentDecoded(value, false);
    return decoded === undefined ? [] : [member(name.slice(3), decoded)];
  });
  const contentType = headers.get("content-type");
  if (contentType !== undefined) members.push(member("datacontenttype", contentType));
  const isJson = type === undefined || type === "application/json" || type === "text/json" || type.endsWith("+json");
  const isText = type !== undefined && type.startsWith("text/");
  if (body.length === 0) return composed(members);
  if (!isJson && !isText) return composed([...members, member("data_base64", toBase64(body))]);
  const text = decodeUtf8(body);
  if (text !== undefined && !isJson) return composed([...members, member("data", text)]);
  // Alone, so that it cannot be more than a value.
  const data = readInput(body, { maxBytes: Infinity, maxDepth: maxDepth - 1 });
  return data.ok || data.error.class === "not_an_object" ? composed([...members, `"data":${text}`]) : data;
}

/**
 * @param {string} key
 * @param {string} value
 */
function member(key, value) {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
}

/** @param {readonly string[]} members */
function composed(members) {
  const text = `{${members.join(",")}}`;
  return { ok: /** @type {const} */ (true), text, payload: /** @type {object} */ (JSON.parse(text)) };
}
