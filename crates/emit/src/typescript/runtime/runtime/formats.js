/** The formats of the decode contract: text in, verdict out. */

const FORMATS = new Map([
  ["timestamp", isTimestamp],
  ["uuid", isUuid],
  ["uri", isUri],
  ["email", isEmail],
]);

/**
 * Whether a text is of a format.
 *
 * @param {string} format
 * @param {string} text
 */
export function isOfFormat(format, text) {
  return FORMATS.get(format)?.(text) === true;
}

/**
 * What the text of a JSON number is to a 64-bit integer.
 *
 * @param {string} json
 * @returns {"value" | "unexpected_type" | "out_of_range"}
 */
export function integerVerdict(json) {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]\+?(-?\d+))?$/.exec(json) ?? [];
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

/**
 * Whether a text is a date in a format of `DD`, `MM`, `YYYY` and literal characters.
 *
 * @param {string} text
 * @param {string} format
 */
export function isDate(text, format) {
  /** @type {Record<string, number>} */
  const parts = {};
  let i = 0;
  for (const [token] of format.matchAll(/YYYY|MM|DD|[^]/gu)) {
    const piece = text.slice(i, i + token.length);
    if (/^(?:YYYY|MM|DD)$/.test(token)) {
      if (piece.length !== token.length || !/^\d+$/.test(piece)) return false;
      parts[token] = Number(piece);
    } else if (piece !== token) {
      return false;
    }
    i += token.length;
  }
  return i === text.length && isDay(parts["YYYY"], parts["MM"], parts["DD"]);
}

/**
 * Whether the stated parts can belong to one day.
 *
 * @param {number | undefined} year
 * @param {number | undefined} month
 * @param {number | undefined} day
 */
function isDay(year, month = 1, day = 1) {
  const isLeap = year === undefined || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
  const length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return length !== undefined && day >= 1 && day <= length;
}

/** @param {string} text */
function isTimestamp(text) {
  const pattern = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-](\d\d):(\d\d))$/;
  const found = pattern.exec(text);
  if (found === null) return false;
  const [year, month, day, hour = 0, minute = 0, second = 0, offsetHour = 0, offsetMinute = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const isTime = hour < 24 && minute < 60 && second <= 60 && offsetHour < 24 && offsetMinute < 60;
  return isTime && isDay(year, month, day);
}

/** @param {string} text */
function isUuid(text) {
  return text.length === 36 && /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(text);
}

/** @param {string} text */
function isUri(text) {
  return /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$/.test(text);
}

/** @param {string} text */
function isEmail(text) {
  const at = text.lastIndexOf("@");
  // White space and controls as Unicode has them; `\s` would add U+FEFF.
  if (at < 1 || /[@\p{White_Space}\p{Cc}]/u.test(text.slice(0, at))) return false;
  const labels = text.slice(at + 1).split(".");
  return labels.every((label) => /^[A-Za-z0-9-]+$/.test(label) && !label.startsWith("-") && !label.endsWith("-"));
}
