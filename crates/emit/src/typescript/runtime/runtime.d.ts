/**
 * What every module of this package shares: events, the five states of a field, deviations and errors.
 */

/**
 * What a payload is decoded from: its JSON text, that text as UTF-8 in a buffer of any kind, or a plain object that is turned into
 * its JSON text first. Pass the text if you have it: only the text has every digit, duplicate and space as sent. A string is assumed
 * to be well-formed Unicode, as any text decoded from UTF-8 is.
 *
 * Anything else is refused when it is decoded, with an error that says what to pass instead, and mostly by the compiler as well: a
 * `Promise` without its `await`, a `Request`, a `Map`, an array. A value of type `unknown` needs to be narrowed to one of these.
 */
export type Input = string | Bytes | PlainObject;

/** A buffer, or a view of a part of one: `Uint8Array`, `Buffer`, `DataView` and others. */
export type Bytes = ArrayBufferLike | ArrayBufferView;

/** An object that has data alone: a literal, what `JSON.parse` gives, or an interface of your own. */
export type PlainObject = { readonly [key: string]: unknown } | (object & NotBuiltIn & NotError);

/** What the objects have that are not data: those of the language, and those of the platform, which the compiler need not know. */
interface NotBuiltIn {
  readonly [Symbol.asyncIterator]?: never;
  readonly [Symbol.hasInstance]?: never;
  readonly [Symbol.iterator]?: never;
  readonly [Symbol.match]?: never;
  readonly [Symbol.toPrimitive]?: never;
  readonly [Symbol.toStringTag]?: never;
  readonly arrayBuffer?: NotFunction;
  readonly forEach?: NotFunction;
  readonly getReader?: NotFunction;
  readonly then?: NotFunction;
}

/** An `Error` has all three. */
type NotError = { readonly name?: never } | { readonly message?: never } | { readonly stack?: never };

/** Payloads can have members of these names, too. */
type NotFunction = string | number | boolean | null | undefined | (object & { readonly [Symbol.hasInstance]?: never });

/** Limits of decoding. */
export interface DecodeOptions {
  /** The longest text, in bytes of UTF-8. Default: 16 MiB. */
  readonly maxBytes?: number | undefined;
  /** How deep arrays and objects may be nested; the payload itself is level 1. Default 128, at most 1000. */
  readonly maxDepth?: number | undefined;
}

/** An event, or why the input cannot be decoded. */
export type DecodeResult<E> =
  | { readonly ok: true; readonly event: E; readonly error?: undefined }
  | { readonly ok: false; readonly error: DecodeError; readonly event?: undefined };

/** Why an input cannot be decoded, and where. */
export interface DecodeError {
  /** The kind of error. */
  readonly class: DecodeErrorClass;
  /** The offset of the error, in bytes of the UTF-8 text. */
  readonly offset: number;
  /** The line of that byte, from 1. */
  readonly line: number;
  /** Its column in bytes, from 1. */
  readonly column: number;
  /** The error in one sentence, with its position in a text. It contains nothing of the payload, so it is safe to log. */
  readonly message: string;
}

/** What the compiler takes a tag for that is not in the specification. No value is equal to it, so the cases of a `switch` leave it. */
declare enum Unlisted {
  value = "\u0000unlisted",
}

/**
 * An object of a union whose tag is that of no alternative: what the `default` of a `switch` on the tag is left with. Its tag is a
 * value that was sent, whatever the compiler says: compare it as a string with `as string`.
 */
export type Other<Tag extends string> = { readonly [Key in Tag]?: Unlisted };

/** Every kind of error that decoding returns. */
export type DecodeErrorClass = "too_large" | "not_utf8" | "syntax" | "too_deep" | "not_an_object";

/**
 * An event that is in the specification. Its payload has the type of the specification if it {@link ConformingEvent.conforms}; vendors
 * send others, too, and those have a payload that is not checked.
 */
export type KnownEvent<N extends string, P extends object> = ConformingEvent<N, P> | DeviatingEvent<N, P>;

/** An event whose payload has the type that the specification says. */
export interface ConformingEvent<N extends string, P extends object> extends EventOfSpecification<N, P> {
  /**
   * Whether the payload has the type of the specification: nothing required is missing, and no value is of another type or form. Unknown
   * fields, repeated keys and new values of open enums do not matter. Computed when this or `deviations` is first read, so read it before
   * changing `payload`.
   */
  readonly conforms: true;
  /**
   * The plain object that `JSON.parse` makes of the text, with the limits of JavaScript: 2.0 is 2, integers beyond 2^53 are rounded, and
   * of duplicate keys only the last remains.
   */
  readonly payload: P;
}

/** An event whose payload has not: something is missing, or a value is of another type or form. */
export interface DeviatingEvent<N extends string, P extends object> extends EventOfSpecification<N, P> {
  /** Whether the payload has the type of the specification. */
  readonly conforms: false;
  /** The plain object that `JSON.parse` makes of the text. Any field may be missing or be something else. */
  readonly payload: UncheckedPayload<P>;
}

/**
 * A payload that may not have its declared type: only its keys are known. Check a value before you use it, or read it with {@link KnownEvent.field} or
 * {@link KnownEvent.at}, which say what it is.
 */
export type UncheckedPayload<P> = { readonly [K in keyof P]?: unknown };

/**
 * What all events of the specification have. `raw` is complete: values with more digits than JavaScript keeps, and repeated ones, are
 * read through `field`, whose `json` is the text of the value as sent.
 */
interface EventOfSpecification<N extends string, P extends object> {
  /** The name in the specification. */
  readonly name: N;
  /** Whether the event is in the specification. */
  readonly known: true;
  /** The name that was sent: `name`, or an alias of it. */
  readonly sentAs: string;
  /** The text that was sent, byte for byte: the encoding of the event. */
  readonly raw: string;
  /** Every deviation of the payload from the specification; computed when first read, so read it before changing `payload`. */
  readonly deviations: readonly Deviation[];
  /** The fields that are not in the specification, in the order they were sent: none if it has a type for the rest. */
  readonly unknownFields: readonly UnknownField[];
  /** The members that no field lists, if the specification has a type for them, in the order they were sent. */
  readonly rest: readonly UnknownField[];
  /** The state of a field, one of five. Aliases of the field are found too. */
  field<K extends keyof P & string>(key: K): Field<P[K]>;
  /** The state of a field as a number: one that is sent as a number, or in a string that is `text<number>` or `text<integer>`. */
  number<K extends keyof P & string>(key: K): Field<number>;
  /** The state of a field as a boolean: one that is sent as such, or in a string that is `text<boolean>`. */
  boolean<K extends keyof P & string>(key: K): Field<boolean>;
  /** The state of a field as a point in time: one that is a `timestamp` of any form, in a string or not. */
  instant<K extends keyof P & string>(key: K): Field<Instant>;
  /**
   * The state of any place in the payload, by its RFC 6901 JSON Pointer: `/items/0/price`. Each step finds a field under any of its
   * names, and reads it as the specification says. What is not there, and what is not a pointer, is absent.
   */
  at(pointer: string): Field<unknown>;
  /**
   * The event with other values: an existing field keeps its position, a new one is appended, and `undefined` removes
   * one. All other text stays as sent. This event is not changed.
   */
  edit(changes: Changes<P>): KnownEvent<N, P>;
}

/** New values of fields; `undefined` removes a field. */
export type Changes<P> = { readonly [K in keyof P]?: P[K] | undefined };

/**
 * The name of an event that is not in the specification. An ordinary string with a type of its own, so that comparing
 * `name` with the name of an event narrows a union.
 */
declare enum UnknownEventName {
  Any = "",
}

/** An event that is not in the specification: kept whole and not inspected. */
export interface UnknownEvent {
  /** The name that was sent. */
  readonly name: UnknownEventName;
  /** Whether the event is in the specification. */
  readonly known: false;
  /** The name that was sent. */
  readonly sentAs: string;
  /** No type is known that it could have. */
  readonly conforms: false;
  /** The payload, parsed. */
  readonly payload: { readonly [key: string]: unknown };
  /** The text that was sent, byte for byte. */
  readonly raw: string;
  /** One deviation: the event is unknown. */
  readonly deviations: readonly Deviation[];
}

/** A member that no field of the specification lists. */
export interface UnknownField {
  /** Its key. */
  readonly key: string;
  /** The text of its value, as sent. */
  readonly json: string;
  /** Its value, parsed. */
  readonly value: unknown;
}

/** The state of a field. `json` is the text of the value, as sent; `value` is that text parsed. */
export type Field<T> =
  | { readonly state: "absent"; readonly json?: undefined; readonly value?: undefined }
  | { readonly state: "null" | "blank"; readonly json: string; readonly value?: undefined }
  | { readonly state: "value"; readonly json: string; readonly value: Exclude<T, "" | null | undefined> }
  | { readonly state: "unexpected"; readonly json: string; readonly value: unknown };

/** A point in time, whatever it was sent as; the text is the `json` of its field. */
export interface Instant {
  /** The last whole second at or before it, since the beginning of 1970 in UTC. */
  readonly seconds: number;
  /** Nanoseconds since then; what is finer is left out. */
  readonly nanoseconds: number;
}

/** One deviation of a payload from the specification. */
export interface Deviation {
  /** The kind of deviation. */
  readonly class: DeviationClass;
  /** An RFC 6901 JSON Pointer from the payload, with keys as sent. */
  readonly path: string;
  /** The JSON text that was seen there; absent for a missing field. */
  readonly seen?: string | undefined;
}

/** The kinds of deviation. */
export type DeviationClass =
  | "unknown_event"
  | "event_alias"
  | "event_mismatch"
  | "field_alias"
  | "duplicate_key"
  | "unknown_field"
  | "missing_field"
  | "unexpected_null"
  | "unexpected_blank"
  | "unexpected_type"
  | "out_of_range"
  | "invalid_unicode"
  | "bad_format"
  | "unknown_value";

/**
 * One event type: decodes that event alone, and is a Standard Schema of its payload. Importing it imports only the table
 * of its payload.
 */
export interface EventType<N extends string, P extends object> {
  /** The name on the wire. */
  readonly name: N;
  /** Other names seen on the wire. */
  readonly aliases: readonly string[];
  /** Decodes a payload of this event. Never throws, whatever the input. */
  decode(input: Input, options?: DecodeOptions): DecodeResult<KnownEvent<N, P>>;
  /**
   * The {@link https://standardschema.dev | Standard Schema} interface. Stricter than `decode`: it reports issues for
   * every payload that does not have the declared type. Unknown fields, repeated keys and new values of open enums pass.
   */
  readonly "~standard": StandardProps<P>;
}

/** The properties of a Standard Schema, version 1. */
export interface StandardProps<P> {
  readonly version: 1;
  readonly vendor: "eventspec";
  readonly validate: (value: unknown) => StandardResult<P>;
  readonly types?: { readonly input: unknown; readonly output: P } | undefined;
}

/** The result of a Standard Schema. */
export type StandardResult<P> =
  | { readonly value: P; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path: readonly string[] }[] };

/**
 * The type of a value in a table.
 *
 * @internal
 */
export type TypeRow =
  | Exclude<BuiltIn, "datetime" | "date" | "text">
  | readonly ["timestamp" | "datetime" | "date" | "text", string]
  | readonly ["list" | "map", TypeRow, "nullable"?]
  | (() => TypeTable);

/**
 * The types that need no definition and have no parts, as specifications call them.
 *
 * @internal
 */
export type BuiltIn =
  | "string"
  | "number"
  | "integer"
  | "boolean"
  | "timestamp"
  | "datetime"
  | "date"
  | "uuid"
  | "uri"
  | "email"
  | "text"
  | "null"
  | "any";

/**
 * A field in a table: its key, its type, what it may be, and its aliases.
 *
 * @internal
 */
export type FieldRow = readonly [key: string, type: TypeRow, flags?: string, aliases?: readonly string[]];

/** @internal */
export interface ObjectTable {
  readonly kind: "object";
}

/** @internal */
export interface EnumTable {
  readonly kind: "enum";
  readonly values: readonly (string | number | boolean)[];
  readonly closed: boolean;
}

/** @internal */
export interface UnionTable {
  readonly kind: "union";
}

/** @internal */
export type TypeTable = ObjectTable | EnumTable | UnionTable;

/** @internal */
export declare function objectTable(...groups: readonly (readonly FieldRow[])[]): ObjectTable;

/** @internal */
export declare function objectWithRest(rest: FieldRow, ...groups: readonly (readonly FieldRow[])[]): ObjectTable;

/** @internal */
export declare function enumTable(values: readonly (string | number | boolean)[], closed: boolean): EnumTable;

/** @internal */
export declare function unionTable(variants: readonly TypeRow[], tag?: string): UnionTable;

/**
 * Where the payload holds parts of the event's name, as JSON Pointers, and what is there under an alias.
 *
 * @internal
 */
export type NamePlaces = Readonly<Record<string, readonly string[]>>;

/** @internal */
export declare function eventType<N extends string, P extends object>(
  name: N,
  table: ObjectTable,
  aliases?: readonly string[],
  namePlaces?: NamePlaces,
): EventType<N, P>;

/** @internal */
export declare function handle<E extends { readonly name: string; readonly known: boolean }>(
  event: E,
  handlers: Readonly<Record<string, ((event: E) => unknown) | undefined>>,
  other?: (event: E) => unknown,
): unknown;

/** @internal */
export declare function decoder(
  types: readonly EventType<string, object>[],
): (name: string, input: Input, options?: DecodeOptions) => DecodeResult<KnownEvent<string, object> | UnknownEvent>;

export {};
