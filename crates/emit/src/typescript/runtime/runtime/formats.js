/**
 * The formats of the decode contract: text in, verdict out.
 *
 * Regular expressions, since engines compile them: a loop in JavaScript takes longer for URIs and times. But a UUID takes a
 * loop half the time: its digits are random, so an expression that has to choose between `[0-9]` and `[a-f]` mispredicts.
 */

// What nearly all values match; other values may still have the format.
export const URI_PATTERN = /^https?:[&-;=?-Z_a-z]+$/;
export const EMAIL_PATTERN = /^[!-?A-~]+@[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*(?:\.[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*)*$/;
/** Days up to 28, which every month has. */
export const TIMESTAMP_PATTERN =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;

/** 1 for each hexadecimal digit, by its code. */
const IS_DIGIT = Uint8Array.from({ length: 128 }, (_, code) => Number(/[0-9A-Fa-f]/.test(String.fromCharCode(code))));
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[!#$&-;=?-Z[\]_a-z~]|%[0-9A-Fa-f]{2})+$/;
const TIMESTAMP =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
/** White space and controls by Unicode (`\s` would add U+FEFF), and lone surrogates, which are not characters. */
const EMAIL = /^[^@\p{White_Space}\p{Cc}\p{Cs}]+@[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*(?:\.[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*)*$/u;

/** @param {string} text */
export function isUuid(text) {
  if (text.length !== 36) return false;
  let digits = 0;
  let codes = 0;
  for (let i = 0; i < 36; i += 1) {
    const code = text.charCodeAt(i);
    codes |= code;
    digits += /** @type {number} */ (IS_DIGIT[code & 127]);
  }
  // All are ASCII, 32 are digits, and the other four are hyphens where they belong.
  return codes < 128 && digits === 32 && isHyphen(text, 8) && isHyphen(text, 13) && isHyphen(text, 18) && isHyphen(text, 23);
}

/**
 * @param {string} text
 * @param {number} index
 */
function isHyphen(text, index) {
  return text.charCodeAt(index) === 45;
}

/** @param {string} text */
export function isUri(text) {
  return URI.test(text);
}

/** @param {string} text */
export function isEmail(text) {
  return EMAIL.test(text);
}

/** @param {string} text */
export function isTimestamp(text) {
  const found = TIMESTAMP.exec(text);
  return found !== null && isDay(Number(found[1]), Number(found[2]), Number(found[3]));
}

const CLOCK = { hh: "(?<hour>[01]\\d|2[0-3])", mm: "(?<minute>[0-5]\\d)", ss: "(?<second>[0-5]\\d|60)(?:\\.(?<fraction>\\d+))?" };
/** @type {Readonly<Record<string, string>>} What each part of a pattern of times is; a `T` and separators are themselves. */
const TIME_PARTS = {
  ...CLOCK,
  YYYY: "(?<year>\\d{4})",
  MM: "(?<month>0[1-9]|1[0-2])",
  DD: "(?<day>\\d\\d)",
  Z: "(?:Z|(?<sign>[+-])(?<hours>[01]\\d|2[0-3]):(?<minutes>[0-5]\\d))",
};

/**
 * The expression of a pattern of times.
 *
 * @param {string} pattern
 * @param {string} [day] Days up to 28, which every month has.
 */
export function timePattern(pattern, day = "(?:0[1-9]|1\\d|2[0-8])") {
  const expression = pattern.replace(/YYYY|MM|DD|hh|mm|ss|Z|[^T]/g, (part) => (part === "DD" ? day : (TIME_PARTS[part] ?? `\\${part}`)));
  return new RegExp(`^${expression}$`);
}

/**
 * The test of a pattern of times.
 *
 * @param {string} pattern
 * @returns {(text: string) => boolean}
 */
export function timeTest(pattern) {
  const expression = timePattern(pattern, TIME_PARTS["DD"]);
  return (text) => hasDay(expression.exec(text));
}

/**
 * Whether what was found of a pattern is of a day that there is.
 *
 * @param {RegExpExecArray | null} found
 * @returns {found is RegExpExecArray}
 */
function hasDay(found) {
  if (found === null) return false;
  const { year, month = 1, day = 1 } = found.groups ?? {};
  return isDay(year === undefined ? undefined : Number(year), Number(month), Number(day));
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const RFC2822 = new RegExp(
  `^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(?<day>\\d\\d?) (?<name>${MONTHS.join("|")}) (?<year>\\d{4}) ${CLOCK.hh}:${CLOCK.mm}(?::(?<second>[0-5]\\d|60))? (?:GMT|UT|Z|(?<sign>[+-])(?<hours>[01]\\d|2[0-3])(?<minutes>[0-5]\\d))$`,
);

/**
 * The point in time of an RFC 2822 date. Second 60 is read as 59.
 *
 * @param {string} text
 * @returns {Instant | undefined}
 */
export function rfc2822Instant(text) {
  const parts = RFC2822.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const month = MONTHS.indexOf(/** @type {string} */ (parts["name"])) + 1;
  return isDay(Number(parts["year"]), month, Number(parts["day"])) ? instantOf({ ...parts, month: String(month) }) : undefined;
}

/** @param {string} text */
export function isRfc2822(text) {
  return rfc2822Instant(text) !== undefined;
}

/**
 * What reads the point in time of a text in a pattern of times. Second 60 is read as 59.
 *
 * @param {string} pattern
 * @returns {(text: string) => Instant | undefined}
 */
export function patternInstant(pattern) {
  const expression = timePattern(pattern, TIME_PARTS["DD"]);
  return (text) => {
    const found = expression.exec(text);
    return hasDay(found) ? instantOf(found.groups ?? {}) : undefined;
  };
}

/**
 * The point in time of its parts.
 *
 * @param {Readonly<Record<string, string | undefined>>} parts
 * @returns {Instant}
 */
function instantOf({ year, month, day, hour, minute, second = "0", fraction = "", sign, hours, minutes }) {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const offset = sign === undefined ? 0 : (Number(hours) * 3600 + Number(minutes) * 60) * (sign === "-" ? -1 : 1);
  const clock = Number(hour) * 3600 + Number(minute) * 60 + Math.min(Number(second), 59);
  return { seconds: date.getTime() / 1000 + clock - offset, nanoseconds: Number(fraction.padEnd(9, "0").slice(0, 9)) };
}

/**
 * Whether a month has this day, in any year if none is stated.
 *
 * @param {number | undefined} year
 * @param {number} month
 * @param {number} day
 */
function isDay(year, month, day) {
  const isLeap = year === undefined || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
  const length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return length !== undefined && day >= 1 && day <= length;
}

/** @import { Instant } from "../runtime.js" */

/** @type {Readonly<Record<string, number>>} The power of ten of a nanosecond in each unit of a unix time. */
export const UNIX_PLACES = { unix: 9, unix_ms: 6 };
/** As most senders write one, and as a double holds it exactly. */
const WHOLE = /^[0-9]{1,15}$/;
/** The first second of the year 1, and the first after the year 9999. */
const FIRST = -62_135_596_800;
const END = 253_402_300_800;

/**
 * The point in time of the text of a JSON number, if it is of the years 1 to 9999.
 *
 * @param {string} json
 * @param {number} places
 * @returns {Instant | undefined}
 */
export function unixInstant(json, places) {
  if (WHOLE.test(json)) {
    const [count, perSecond] = [Number(json), 10 ** (9 - places)];
    const seconds = Math.floor(count / perSecond);
    return seconds < END ? { seconds, nanoseconds: (count % perSecond) * 10 ** places } : undefined;
  }
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = PARTS.exec(json) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const shift = Number(exponent) - fraction.length + places;
  if (digits !== "" && digits.length + shift > 24) return undefined;
  const kept = shift < 0 ? digits.slice(0, Math.max(0, digits.length + shift)) : digits;
  const size = digits === "" ? 0n : BigInt(kept + "0".repeat(Math.max(0, shift)));
  // What is cut off makes a negative number smaller.
  const isCut = /[1-9]/.test(digits.slice(kept.length));
  const total = sign === "-" ? -size - (isCut ? 1n : 0n) : size;
  const nanoseconds = ((total % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const seconds = Number((total - nanoseconds) / 1_000_000_000n);
  return seconds >= FIRST && seconds < END ? { seconds, nanoseconds: Number(nanoseconds) } : undefined;
}

/**
 * Whether a number is certainly a unix time, whatever digits it has lost.
 *
 * @param {number} value
 * @param {number} places
 */
export function isSureUnix(value, places) {
  const seconds = value / 10 ** (9 - places);
  return seconds > FIRST + 1 && seconds < END - 1;
}

/**
 * The point in time of an RFC 3339 date-time. Second 60 is read as 59.
 *
 * @param {string} text
 * @returns {Instant | undefined}
 */
export function timestampInstant(text) {
  if (!isTimestamp(text)) return undefined;
  const [year, month, day, hour, minute, second] = text.slice(0, 19).split(/[-Tt:]/);
  const [, fraction, sign, hours, minutes] = /^(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(text.slice(19)) ?? [];
  return instantOf({ year, month, day, hour, minute, second, fraction, sign, hours, minutes });
}

const PARTS = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]\+?(-?\d+))?$/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * The test of a text that is the JSON text of something.
 *
 * @param {string} of
 * @returns {(text: string) => boolean}
 */
export function textTest(of) {
  if (of === "boolean") return (text) => text === "true" || text === "false";
  if (of === "integer") return (text) => NUMBER.test(text) && integerVerdict(text) === "value";
  const places = UNIX_PLACES[of.replace(/^timestamp\((.*)\)$/, "$1")];
  if (places !== undefined) return (text) => NUMBER.test(text) && unixInstant(text, places) !== undefined;
  return (text) => NUMBER.test(text) && Number.isFinite(Number(text));
}

/**
 * The verdict on the text of a JSON number as a 64-bit integer.
 *
 * @param {string} json
 * @returns {"value" | "unexpected_type" | "out_of_range"}
 */
export function integerVerdict(json) {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = PARTS.exec(json) ?? [];
  const decimals = fraction.replace(/0+$/, "");
  const digits = (whole + decimals).replace(/^0+/, "");
  if (digits === "") return "value";
  // The value is `digits` times ten to the power of `shift`.
  const shift = Number(exponent) - decimals.length;
  if (shift < 0) {
    const kept = digits.length + shift;
    if (kept <= 0 || /[1-9]/.test(digits.slice(kept))) return "unexpected_type";
    return isInRange(sign, digits.slice(0, kept));
  }
  return shift > 19 ? "out_of_range" : isInRange(sign, digits + "0".repeat(shift));
}

/**
 * @param {string} sign
 * @param {string} digits
 */
function isInRange(sign, digits) {
  const limit = sign === "-" ? "9223372036854775808" : "9223372036854775807";
  const fits = digits.length < limit.length || (digits.length === limit.length && digits <= limit);
  return fits ? "value" : "out_of_range";
}
