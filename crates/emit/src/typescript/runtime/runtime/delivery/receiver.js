/** A request in, its events or the reason to reject it out. */

import { byName } from "../event_type.js";
import { KnownEvent, UnknownEvent } from "../event.js";
import { readBody } from "./body.js";
import { challengeInBody, challengeWithoutBody } from "./handshake.js";
import { Names } from "./names.js";
import { compose, headersIn, textAt } from "./places.js";
import { readRequest, requestOf } from "./request.js";
import { senderOf } from "./sender.js";
import { instantOf } from "./time.js";

/** @import { BodyOptions, Delivered, Delivery, DeliveryRow, IncomingRequest, RawRequest, ReceiveOptions, Receiver, ReceiverOptions, Refused, Rejection, RejectionClass } from "../delivery.js" */
/** @import { EventType } from "../event_type.js" */
/** @import { Contents, Element, Failure } from "./body.js" */
/** @import { Source } from "./places.js" */
/** @import { Fault } from "./sender.js" */

/** A delivery of the specification, with its templates taken apart. */
export class DeliveryTable {
  kind = /** @type {const} */ ("delivery");

  /** @param {DeliveryRow} row */
  constructor(row) {
    this.row = row;
    this.names = new Names(row.event);
  }
}

/** Known and unknown events. */
/** @typedef {KnownEvent | UnknownEvent} Event */

/**
 * @param {DeliveryTable} table
 * @param {readonly EventType[]} types
 * @param {ReceiverOptions<string>} options
 * @returns {Receiver<Event>}
 */
export function receiver(table, types, options) {
  const sender = senderOf(table.row, options);
  const events = new Events(table, byName(types));
  // A function may look at any of them.
  const wanted = options.verify === undefined ? headersIn(table.row) : undefined;
  const { url } = options;
  const maxBytes = checkedLimits(options);
  return async (/** @type {IncomingRequest} */ incoming, /** @type {ReceiveOptions} */ { now = Date.now() } = {}) => {
    // A time that is not a number is neither before nor after another.
    if (!Number.isFinite(now)) throw new TypeError("`now` is not a number of milliseconds");
    const request = await readRequest(incoming, wanted);
    if (request === undefined) return rejected({ class: "unreadable_body" });
    if (request.body.length > maxBytes) return rejected({ class: "too_large" });
    /** @type {Source} */
    const source = { request, endpoint: url ?? request.url, json: undefined, shared: new Map(), event: undefined };
    const challenge = challengeWithoutBody(table.row, source);
    if (challenge !== undefined) return { ok: true, events: [], refused: [], challenge };
    const fault = await sender(source, Math.floor(now));
    if (fault !== undefined) return rejected(fault);
    return events.of(readBody(table.row, request, options), source);
  };
}

/**
 * Reads bodies alone, of a delivery that has the names of events in them.
 *
 * @param {DeliveryTable} table
 * @param {readonly EventType[]} types
 */
export function bodyDecoder(table, types) {
  /** @type {Events | undefined} */
  let events;
  /**
   * @param {RawRequest["body"]} body
   * @param {BodyOptions} [options]
   * @returns {Delivery<Event>}
   */
  return (body, options = {}) => {
    const maxBytes = checkedLimits(options);
    const request = requestOf(body);
    if (request === undefined) return rejected({ class: "unreadable_body" });
    if (request.body.length > maxBytes) return rejected({ class: "too_large" });
    const contents = readBody(table.row, request, options);
    events ??= new Events(table, byName(types));
    return events.of(contents, { request, endpoint: undefined, json: undefined, shared: new Map(), event: undefined });
  };
}

/**
 * Refuses limits that are not numbers; gives that of the bytes.
 *
 * @param {BodyOptions} options
 */
function checkedLimits({ maxBytes = 16 * 1024 * 1024, maxDepth = 0, maxEvents = 0 }) {
  for (const [name, limit] of Object.entries({ maxBytes, maxDepth, maxEvents })) {
    // Nothing is greater than `NaN`, which a setting that is missing becomes.
    if (!(typeof limit === "number" && limit >= 0)) throw new TypeError(`\`${name}\` is not a number`);
  }
  return maxBytes;
}

/** The events of a delivery, by the types of a package. */
class Events {
  #row;
  #names;
  #types;
  #isListed;

  /**
   * @param {DeliveryTable} table
   * @param {ReadonlyMap<string, EventType>} types
   */
  constructor({ row, names }, types) {
    this.#row = row;
    this.#names = names;
    this.#types = types;
    this.#isListed = (/** @type {string} */ name) => types.has(name);
  }

  /**
   * @param {Contents | Failure} contents
   * @param {Source} source
   * @returns {Delivery<Event>}
   */
  of(contents, source) {
    source.json = contents.json;
    const delivery = contents.ok ? this.#all(contents, source) : rejected(contents.error);
    const challenge = challengeInBody(this.#row, source);
    if (challenge === undefined) return delivery;
    if (delivery.ok) return { ...delivery, challenge };
    // The body of a handshake need not have events.
    return WITHOUT_EVENTS.has(delivery.error.class) ? { ok: true, events: [], refused: [], challenge } : delivery;
  }

  /**
   * @param {Contents} contents
   * @param {Source} source
   * @returns {Delivery<Event>}
   */
  #all({ isOne, elements }, source) {
    /** @type {Delivered<Event>[]} */
    const events = [];
    /** @type {Refused[]} */
    const refused = [];
    elements.forEach((element, index) => {
      const read = this.#read(element, index, source);
      if ("event" in read) events.push(read);
      else refused.push(read);
    });
    const [first] = refused;
    if (isOne && first !== undefined) return rejected(first.error);
    return { ok: true, events, refused };
  }

  /**
   * @param {Element} element
   * @param {number} index
   * @param {Source} source
   * @returns {Delivered<Event> | Refused}
   */
  #read(element, index, source) {
    if (element.fault !== undefined) {
      const { class: cls, offset } = element.fault;
      return /** @type {Refused} */ ({ index, error: { class: cls, offset }, raw: element.raw });
    }
    const { text, payload } = element;
    source.event = element;
    const named = this.#names.of(source, this.#isListed);
    if (named === undefined) return { index, error: { class: "no_name" }, raw: text };
    const { name, decodedAs } = named;
    const type = this.#types.get(decodedAs);
    const event = type === undefined ? new UnknownEvent(name, text, payload) : new KnownEvent(type, decodedAs, text, payload);
    const { id, sentAt, version, attempt } = this.#row;
    const time = sentAt === null ? undefined : textAt(sentAt.at, source, true);
    return {
      event,
      name,
      index,
      id: id === null ? undefined : compose(id, source),
      sentAt: sentAt === null || time === undefined ? undefined : instantOf(sentAt.type, time),
      version: version === null ? undefined : textAt(version, source),
      attempt: attempt === null ? undefined : textAt(attempt, source),
    };
  }
}

/** What a body that can be read is rejected for. @type {ReadonlySet<RejectionClass>} */
const WITHOUT_EVENTS = new Set(["not_an_object", "no_events", "no_name"]);

/** @type {Readonly<Record<RejectionClass, readonly [status: Rejection["status"], message: string]>>} */
const CLASSES = {
  too_large: [413, "body too large, or too many events"],
  missing_signature: [401, "signature missing"],
  malformed_signature: [401, "malformed signature"],
  wrong_signature: [401, "wrong signature"],
  stale: [401, "signed too long ago"],
  future: [401, "signed in the future"],
  not_utf8: [400, "invalid UTF-8"],
  syntax: [400, "invalid JSON"],
  too_deep: [400, "body nested too deeply"],
  not_an_object: [400, "not a JSON object"],
  no_events: [400, "no events where the delivery has them"],
  no_name: [400, "the event has no name"],
  unreadable_body: [500, "the body cannot be read: pass its raw bytes, before anything parses it or reads the request"],
};

/**
 * @param {Fault} fault
 * @returns {{ ok: false, error: Rejection }}
 */
function rejected({ class: cls, signature, place, offset }) {
  const [status, words] = CLASSES[cls];
  const of = signature === undefined ? "" : ` (\`${signature}\`)`;
  const where = place === undefined ? "" : `: no ${place}`;
  const at = offset === undefined ? "" : ` at byte ${offset}`;
  return { ok: false, error: { class: cls, status, signature, place, offset, message: `${words}${of}${where}${at}` } };
}
