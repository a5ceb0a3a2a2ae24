/** Requests in, verified events out: what the deliveries of a specification are received with. */

import type { Bytes, DecodeErrorClass, DecodeOptions, EventType, Instant, KnownEvent, UnknownEvent } from "../runtime.js";

/**
 * A request, as it arrived. A web `Request` is read by the receiver, so nothing else may have read its body; of any other
 * framework, pass the bytes of the body, not what a middleware parsed.
 */
export type IncomingRequest = WebRequest | RawRequest;

/** What a receiver takes of a web `Request`. */
export interface WebRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeadersLike;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A request of any framework. */
export interface RawRequest {
  /** As sent; needed only where it is signed. */
  readonly method?: string | undefined;
  /** As requested, with its query; a path is enough. Needed only where a value is in it, or where it is signed. */
  readonly url?: string | undefined;
  readonly headers: HeadersLike | HeaderRecord | readonly (readonly [name: string, value: string])[];
  /** The bytes of the body, or the text if they were decoded as UTF-8. */
  readonly body: string | Bytes;
}

/** The headers of a web `Request`, or a `Map`. */
export interface HeadersLike {
  forEach(callback: (value: string, name: string) => void): void;
}

/** Headers by name, as Node has them. */
export interface HeaderRecord {
  readonly [name: string]: string | readonly string[] | undefined;
}

/** What a receiver is built from: how the sender is verified, and limits. `S` are the names of the delivery's signatures. */
export type ReceiverOptions<S extends string> = ReceiverSettings & (VerifiedBySecrets<S> | VerifiedByFunction | Unverified);

/** Limits are those of decoding: `maxBytes` of the body, `maxDepth` of each event. */
export interface BodyOptions extends DecodeOptions {
  /** How many events a body may have, those that are refused among them. Default: 100,000. */
  readonly maxEvents?: number | undefined;
}

/** Limits, and what a receiver is told of its endpoint. */
export interface ReceiverSettings extends BodyOptions {
  /** The URL of the endpoint as the sender knows it, if the URL is signed and something in front of the endpoint changes it. */
  readonly url?: string | undefined;
}

/** The sender is verified by its signatures. */
export interface VerifiedBySecrets<S extends string> {
  /**
   * One or more secrets, any of them may be the right one: have two while you replace one. By the name of the signature if the
   * delivery has several; each that is named has to pass. Building the receiver throws if one is missing, empty or malformed.
   */
  readonly secrets: Secrets<S>;
  readonly verify?: undefined;
  readonly unverified?: undefined;
}

/** The sender is verified by a function: for certificates and public keys. */
export interface VerifiedByFunction {
  /** Whether the request is from the sender. What it throws, `receive` throws. */
  readonly verify: (request: ReceivedRequest) => boolean | Promise<boolean>;
  readonly secrets?: undefined;
  readonly unverified?: undefined;
}

/** The sender is not verified: anybody can send events. */
export interface Unverified {
  readonly unverified: true;
  readonly secrets?: undefined;
  readonly verify?: undefined;
}

/** Secrets of one signature. `undefined`, which an environment variable may be, is refused when the receiver is built. */
export type SecretList = readonly (string | undefined)[];

/** Secrets of a delivery: a list if it has one signature, else lists by name. */
export type Secrets<S extends string> = [S] extends [never] ? never : IsUnion<S> extends true ? NamedSecrets<S> : SecretList | NamedSecrets<S>;

/** Secrets by the name of their signature. */
export type NamedSecrets<S extends string> = { readonly [Name in S]?: SecretList };

type IsUnion<S, All = S> = true extends (S extends S ? ([All] extends [S] ? false : true) : never) ? true : false;

/** A request as the function of a receiver sees it. */
export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  /** By name in lower case; headers of the same name are joined by `, `. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** Makes events of a request. Resolves whatever the request contains. */
export type Receiver<E> = (request: IncomingRequest, options?: ReceiveOptions) => Promise<Delivery<E>>;

/** Builds a receiver of a delivery whose signatures have these names. Throws a `TypeError` if the sender would not be verified as said. */
export type ReceiverBuilder<S extends string, E> = (options: ReceiverOptions<S>) => Receiver<E>;

/** What a call may say. */
export interface ReceiveOptions {
  /** The time to compare times of signatures with, in milliseconds since 1970. Default: `Date.now()`. */
  readonly now?: number | undefined;
}

/** The events of a request, or why it is rejected. */
export type Delivery<E> =
  | {
      readonly ok: true;
      readonly events: readonly Delivered<E>[];
      readonly refused: readonly Refused[];
      /**
       * What the sender wants to have back, to see that somebody receives here. Answer with 200, this text and nothing else, as
       * `text/plain`: it is what the sender says, and nothing shows who sent it if it was not in the body.
       */
      readonly challenge?: string | undefined;
      readonly error?: undefined;
    }
  | { readonly ok: false; readonly error: Rejection; readonly events?: undefined; readonly refused?: undefined; readonly challenge?: undefined };

/** An event, and what the delivery says of it. */
export interface Delivered<E> {
  readonly event: E;
  /** The name that it was delivered under. */
  readonly name: string;
  /** Its position in the delivery, from 0. */
  readonly index: number;
  /** Its id, if it has one. One that is not in the payload is that of the whole delivery: unique together with `index`. */
  readonly id: string | undefined;
  /** When it was sent, as the sender says. */
  readonly sentAt: Instant | undefined;
  /** The version of the payload. */
  readonly version: string | undefined;
  /** Which attempt to deliver it this is. */
  readonly attempt: string | undefined;
}

/** An element of a delivery of several that is not an event; the others are not affected. */
export type Refused = RefusedText | RefusedBytes;

/** One whose text can be read. */
export interface RefusedText {
  /** Its position in the delivery, from 0. */
  readonly index: number;
  readonly error: { readonly class: "syntax" | "too_deep" | "not_an_object" | "no_name"; readonly offset?: number | undefined };
  /** Its text, as sent. */
  readonly raw: string;
}

/** A line that is not UTF-8. */
export interface RefusedBytes {
  /** Its position in the delivery, from 0. */
  readonly index: number;
  readonly error: { readonly class: "not_utf8"; readonly offset: number };
  /** Its bytes, as sent. */
  readonly raw: Uint8Array;
}

/** Why a request is rejected. It holds nothing of the request's content, so it is safe to log. */
export interface Rejection {
  readonly class: RejectionClass;
  /** The HTTP status to answer with. */
  readonly status: 400 | 401 | 413 | 500;
  /** The name of the signature that is at fault. */
  readonly signature?: string | undefined;
  /** The place that is missing, as the specification writes it. */
  readonly place?: string | undefined;
  /** The offset of the error in the body, in bytes. */
  readonly offset?: number | undefined;
  /** All of it in one sentence. */
  readonly message: string;
}

/** Every reason to reject a request. */
export type RejectionClass =
  | DecodeErrorClass
  | "missing_signature"
  | "malformed_signature"
  | "wrong_signature"
  | "stale"
  | "future"
  | "no_events"
  | "no_name"
  | "unreadable_body";

/**
 * Tells whether an event was handled: senders repeat what was not answered in time.
 *
 * {@link memorySeen} knows what one process has seen. With several, or to remember across restarts, implement it on a store. Then:
 *
 * - `begin` is atomic: one command or statement decides. If it reads first and writes later, two processes are told that an id is new.
 * - The mark "in progress" expires, since a process may end in the middle of its handler. Its lease is longer than the slowest
 *   handler takes: when it ends too early, the next attempt is handled while the first still is.
 * - The mark "done" is kept for longer than the sender repeats a delivery, which may be days.
 * - `release` removes only a mark of its own, and never "done": after the end of a lease the mark may belong to somebody else.
 *
 * A process that ends between its handler and `done` handles the event again. Where that matters, let the handler write to the same
 * database, and run `done` in its transaction.
 *
 * On Redis, `SET` with `NX` writes only if there is no such key, and `GET` then tells only whether the key that was there is done.
 * `owner` is another text in each process:
 *
 * ```ts
 * // With node-redis: (args) => client.sendCommand(args). With ioredis: ([name, ...args]) => client.call(name, ...args).
 * type Command = (args: [string, ...string[]]) => Promise<unknown>;
 *
 * const RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end";
 *
 * export const redisSeen = (command: Command, owner: string): Seen => ({
 *   async begin(id) {
 *     if (await command(["SET", `seen:${id}`, owner, "NX", "PX", "60000"])) return "new"; // a minute
 *     return (await command(["GET", `seen:${id}`])) === "done" ? "done" : "in_progress";
 *   },
 *   async done(id) {
 *     await command(["SET", `seen:${id}`, "done", "PX", "604800000"]); // a week
 *   },
 *   async release(id) {
 *     await command(["EVAL", RELEASE, "1", `seen:${id}`, owner]);
 *   },
 * });
 * ```
 *
 * On Postgres, the first statement gives a row if the id is new, or if its mark has expired. It is committed at once, outside of the
 * transaction of a handler, since whoever asks for the same id waits for it. Delete expired rows now and then:
 *
 * ```ts
 * // CREATE TABLE seen (id text PRIMARY KEY, owner text, is_done boolean NOT NULL, expires timestamptz NOT NULL)
 * // With pg: pool
 * type Pool = { query(sql: string, values: string[]): Promise<{ rows: { is_done: boolean }[] }> };
 *
 * export const postgresSeen = (pool: Pool, owner: string): Seen => ({
 *   async begin(id) {
 *     const begun = await pool.query(
 *       `INSERT INTO seen VALUES ($1, $2, false, now() + interval '1 minute')
 *        ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, is_done = false, expires = excluded.expires
 *        WHERE seen.expires <= now() RETURNING is_done`,
 *       [id, owner],
 *     );
 *     if (begun.rows.length > 0) return "new";
 *     const { rows } = await pool.query("SELECT is_done FROM seen WHERE id = $1", [id]);
 *     return rows[0]?.is_done ? "done" : "in_progress";
 *   },
 *   async done(id) {
 *     await pool.query(
 *       `INSERT INTO seen VALUES ($1, NULL, true, now() + interval '7 days')
 *        ON CONFLICT (id) DO UPDATE SET owner = NULL, is_done = true, expires = excluded.expires`,
 *       [id],
 *     );
 *   },
 *   async release(id) {
 *     await pool.query("DELETE FROM seen WHERE id = $1 AND owner = $2 AND NOT is_done", [id, owner]);
 *   },
 * });
 * ```
 */
export interface Seen {
  /** Whether an id is new, and marks it as in progress if so. */
  begin(id: string): SeenState | Promise<SeenState>;
  /** Marks an id as handled: call it when the handler has succeeded. */
  done(id: string): void | Promise<void>;
  /** Forgets an id: call it when the handler has failed, so that the next attempt is new. */
  release(id: string): void | Promise<void>;
}

/** What is known of an id. */
export type SeenState = "new" | "done" | "in_progress";

/** A {@link Seen} in the memory of one process. */
export interface MemorySeen extends Seen {
  begin(id: string): SeenState;
  done(id: string): void;
  release(id: string): void;
}

/** Bounds of what is remembered. */
export interface MemorySeenOptions {
  /** How many ids. Of more, the oldest that are done are forgotten first. */
  readonly max: number;
  /** For how long after it was marked last, in milliseconds. */
  readonly maxAge: number;
  /** The clock, in milliseconds. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** Remembers ids in the memory of one process. */
export declare function memorySeen(options: MemorySeenOptions): MemorySeen;

/**
 * Where a value is in a request.
 *
 * @internal
 */
export type PlaceRow =
  | { readonly header: string }
  | { readonly query: string }
  | { readonly payload: readonly string[] }
  | { readonly body: readonly string[] }
  | { readonly whole: "body" | "method" | "url" | "time" };

/**
 * Literals and places, one after the other.
 *
 * @internal
 */
export type Pieces = readonly (string | PlaceRow)[];

/** @internal */
export type TimeRow = "unix" | "unix_ms" | "rfc3339" | "rfc2822";

/** @internal */
export interface TemplateRow {
  readonly pieces: Pieces;
  readonly optional: readonly Pieces[];
}

/** @internal */
export interface CodeRow {
  readonly name: string;
  readonly at: PlaceRow;
  readonly split: string | null;
  readonly parts: readonly { readonly literal: string; readonly capture: "time" | CodeForm }[];
  readonly signed: Pieces;
  readonly algorithm: "hmac-sha1" | "hmac-sha256" | "hmac-sha512";
  readonly secret: SecretForm;
  readonly time: { readonly at: PlaceRow | null; readonly type: TimeRow; readonly tolerance: number | null } | null;
}

/** @internal */
export interface TokenRow {
  readonly name: string;
  readonly at: PlaceRow;
  readonly equals: { readonly literal: string; readonly form: "secret" | "sha256-hex" | "base64" };
}

/** @internal */
export type CodeForm = "hex" | "hex-upper" | "base64" | "base64url";

/** @internal */
export interface SecretForm {
  readonly literal: string;
  readonly optional: boolean;
  readonly encoding: "text" | "hex" | "base64";
}

/**
 * A delivery of the specification.
 *
 * @internal
 */
export interface DeliveryRow {
  readonly name: string;
  readonly body: "json" | "json-lines" | "form" | "cloudevents";
  readonly events: readonly string[] | null;
  readonly event: readonly TemplateRow[];
  readonly id: Pieces | null;
  readonly sentAt: { readonly at: PlaceRow; readonly type: TimeRow } | null;
  readonly version: PlaceRow | null;
  readonly attempt: PlaceRow | null;
  readonly signatures: readonly (CodeRow | TokenRow)[];
  readonly handshake: PlaceRow | null;
}

/** @internal */
export interface DeliveryTable {
  readonly kind: "delivery";
}

/** @internal */
export declare function deliveryTable(row: DeliveryRow): DeliveryTable;

/**
 * What builds the receivers of a delivery, whose events are of these types.
 *
 * @internal
 */
export declare function delivery(
  table: DeliveryTable,
  types: readonly EventType<string, object>[],
): ReceiverBuilder<string, KnownEvent<string, object> | UnknownEvent>;

/**
 * The same for a delivery whose bodies say what their events are called.
 *
 * @internal
 */
export declare function deliveryByBody(
  table: DeliveryTable,
  types: readonly EventType<string, object>[],
): ReceiverBuilder<string, KnownEvent<string, object> | UnknownEvent> & {
  decode: (body: string | Bytes, options?: BodyOptions) => Delivery<KnownEvent<string, object> | UnknownEvent>;
};

export {};
