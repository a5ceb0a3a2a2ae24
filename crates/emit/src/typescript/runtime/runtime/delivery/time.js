/** Points in time that a request states. */

import { rfc2822Instant, textTest, timestampInstant, unixInstant } from "../formats.js";

/** @import { Instant } from "../../runtime.js" */
/** @import { TimeRow } from "../delivery.js" */

const isUnix = textTest("timestamp(unix)");
const isUnixMs = textTest("timestamp(unix_ms)");
/** Its difference from any time is a double, exact or larger than every tolerance. */
const DIGITS = /^[0-9]{1,15}$/;

/**
 * The time of a signature in milliseconds since 1970, rounded down; nothing if it is not of its type.
 *
 * @param {TimeRow} type
 * @param {string} text
 */
export function signatureTime(type, text) {
  switch (type) {
    case "unix":
      return DIGITS.test(text) ? Number(text) * 1000 : undefined;
    case "unix_ms":
      return DIGITS.test(text) ? Number(text) : undefined;
    case "rfc3339":
      return milliseconds(timestampInstant(text));
    case "rfc2822":
      return milliseconds(rfc2822Instant(text));
  }
}

/** @param {Instant | undefined} instant */
function milliseconds(instant) {
  return instant && instant.seconds * 1000 + Math.floor(instant.nanoseconds / 1_000_000);
}

/**
 * The point in time of a text or of the text of a number, as decoding reads it.
 *
 * @param {TimeRow} type
 * @param {string} text
 * @returns {Instant | undefined}
 */
export function instantOf(type, text) {
  switch (type) {
    case "unix":
      return isUnix(text) ? unixInstant(text, 9) : undefined;
    case "unix_ms":
      return isUnixMs(text) ? unixInstant(text, 6) : undefined;
    case "rfc3339":
      return timestampInstant(text);
    case "rfc2822":
      return rfc2822Instant(text);
  }
}
