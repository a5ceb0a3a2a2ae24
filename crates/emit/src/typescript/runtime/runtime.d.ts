/**
 * What every module of this package shares: events, the five states of a field, deviations and errors.
 */

/**
 * What a payload is decoded from: its JSON text, that text as UTF-8, or a value that is turned into its JSON text
 * first. Pass the text if you have it: only it has every digit, duplicate and space that was sent. A string is taken to
 * be well-formed Unicode, as all is that came in UTF-8.
 */
export type Input = string | Uint8Array | object;

/** Limits of decoding. */
export interface DecodeOptions {
  /** The longest text, in bytes of UTF-8. Default: 16 MiB. */
  readonly maxBytes?: number | undefined;
  /** How deep arrays and objects may be nested; the payload itself is level 1. Default 128, at most 1000. */
  readonly maxDepth?: number | undefined;
}

/** An event, or why the input is none. */
export type DecodeResult<E> =
  | { readonly ok: true; readonly event: E; readonly error?: undefined }
  | { readonly ok: false; readonly error: DecodeError; readonly event?: undefined };

/** Why an input cannot be decoded, and where. */
export interface DecodeError {
  /** What kind of fault it is. */
  readonly class: DecodeErrorClass;
  /** The byte of the UTF-8 text at which it went wrong. */
  readonly offset: number;
  /** The line of that byte, from 1. */
  readonly line: number;
  /** Its column in bytes, from 1. */
  readonly column: number;
  /** All of this in one sentence. */
  readonly message: string;
}

/** The kinds of fault that decoding refuses. There is no other. */
export type DecodeErrorClass = "too_large" | "not_utf8" | "syntax" | "too_deep" | "not_an_object";

/**
 * An event that the specification has.
 *
 * `payload` is the plain object that `JSON.parse` makes of the text, so it has what JavaScript can hold: 2.0 is 2,
 * integers beyond 2^53 are rounded, of duplicate keys the last remains. `raw` has it all: read such values through
 * {@link KnownEvent.field}, whose `json` is the text of the value as sent. The types of `payload` say what the
 * specification says; `deviations` says where this payload departs from it.
 */
export interface KnownEvent<N extends string, P extends object> {
  /** The name, as the specification has it. */
  readonly name: N;
  /** Whether the specification has the event. */
  readonly known: true;
  /** The name the event came under: `name`, or an alias of it. */
  readonly sentAs: string;
  /** The payload, parsed. */
  readonly payload: P;
  /** The text that was sent, byte for byte: the encoding of the event. */
  readonly raw: string;
  /** Every way in which the payload departs from the specification; found when first read, so read it before `payload` is changed. */
  readonly deviations: readonly Deviation[];
  /** The fields that the specification does not have, in the order they were sent. */
  readonly unknownFields: readonly UnknownField[];
  /** Which of its five states a field is in. Finds it under its aliases, too. */
  field<K extends keyof P & string>(key: K): Field<P[K]>;
  /**
   * The event with other values: a field that is there keeps its place, a new one goes to the end, `undefined`
   * removes. All other text stays as it was sent. This event is not changed.
   */
  edit(changes: Changes<P>): KnownEvent<N, P>;
}

/** New values of fields; `undefined` removes a field. */
export type Changes<P> = { readonly [K in keyof P]?: P[K] | undefined };

/**
 * The name of an event that the specification does not have. A string like any other, with a type of its own, so
 * that comparing `name` with the name of an event tells the members of a union apart.
 */
declare enum UnknownEventName {
  Any = "",
}

/** An event that the specification does not have: kept whole, and not looked into. */
export interface UnknownEvent {
  /** The name it came under. */
  readonly name: UnknownEventName;
  /** Whether the specification has the event. */
  readonly known: false;
  /** The name it came under. */
  readonly sentAs: string;
  /** The payload, parsed. */
  readonly payload: { readonly [key: string]: unknown };
  /** The text that was sent, byte for byte. */
  readonly raw: string;
  /** That the event is unknown, and nothing else. */
  readonly deviations: readonly Deviation[];
}

/** A field that the specification does not have. */
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

/** One way in which a payload departs from the specification. */
export interface Deviation {
  /** What kind of departure it is. */
  readonly class: DeviationClass;
  /** An RFC 6901 JSON Pointer from the payload, with keys as sent. */
  readonly path: string;
  /** The JSON text that was seen there; none for a field that is missing. */
  readonly seen?: string | undefined;
}

/** The kinds of departure from the specification. */
export type DeviationClass =
  | "unknown_event"
  | "event_alias"
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
 * One event type: decodes that event alone, and is a Standard Schema of its payload. Importing it brings the table of
 * its payload and of no other.
 */
export interface EventType<N extends string, P extends object> {
  /** The name on the wire. */
  readonly name: N;
  /** Other names seen on the wire. */
  readonly aliases: readonly string[];
  /** Decodes a payload of this event. Never throws, whatever the input. */
  decode(input: Input, options?: DecodeOptions): DecodeResult<KnownEvent<N, P>>;
  /**
   * The {@link https://standardschema.dev | Standard Schema} interface. Stricter than `decode`: it has issues with
   * every payload that the declared type does not hold for. Unknown fields, repeated keys and new values of open enums pass.
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
  | Exclude<BuiltIn, "date">
  | readonly ["date", string]
  | readonly ["list" | "map", TypeRow]
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
  | "date"
  | "uuid"
  | "uri"
  | "email"
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
  readonly values: readonly string[];
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
export declare function enumTable(values: readonly string[], closed: boolean): EnumTable;

/** @internal */
export declare function unionTable(variants: readonly TypeRow[]): UnionTable;

/** @internal */
export declare function eventType<N extends string, P extends object>(
  name: N,
  table: ObjectTable,
  aliases?: readonly string[],
): EventType<N, P>;

/** @internal */
export declare function decoder(
  types: readonly EventType<string, object>[],
): (name: string, input: Input, options?: DecodeOptions) => DecodeResult<KnownEvent<string, object> | UnknownEvent>;

export {};
