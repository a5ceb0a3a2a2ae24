//! Times in requests: of signatures, which are compared with now, and of events, which are only read.

use super::rules::TimeType;
use crate::formats::{self, Instant};
use crate::json::{Json, JsonKind};
use crate::kind::UnixUnit;

/// Most digits of a signature's time.
const DIGITS: usize = 15;

/// The milliseconds since 1970 of a signature's time.
pub(super) fn signed_millis(text: &str, ty: TimeType) -> Option<i64> {
    let whole = || {
        let is_whole = text.len() <= DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i64>().ok().filter(|_| is_whole)
    };
    match ty {
        TimeType::Unix => whole()?.checked_mul(1000),
        TimeType::UnixMillis => whole(),
        TimeType::Rfc3339 => formats::instant(text).map(millis),
        TimeType::Rfc2822 => formats::rfc2822(text).map(millis),
    }
}

/// To the millisecond, rounded down. Instants are between the years 1 and 9999.
fn millis(instant: Instant) -> i64 {
    instant.seconds.saturating_mul(1000).saturating_add(i64::from(instant.nanoseconds / 1_000_000))
}

/// The point in time of a text, as its type says of payloads; the number of a unix time as its JSON text.
pub(super) fn instant(text: &str, ty: TimeType) -> Option<Instant> {
    let unix = |unit| {
        Json::scalar(text).filter(|json| json.kind() == JsonKind::Number).and_then(|_| formats::unix(text, unit))
    };
    match ty {
        TimeType::Unix => unix(UnixUnit::Seconds),
        TimeType::UnixMillis => unix(UnixUnit::Millis),
        TimeType::Rfc3339 => formats::instant(text),
        TimeType::Rfc2822 => formats::rfc2822(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_signatures() {
        use TimeType::{Rfc2822, Rfc3339, Unix, UnixMillis};
        let cases = [
            ("0", Unix, Some(0)),
            ("007", Unix, Some(7000)),
            ("1492774577", Unix, Some(1_492_774_577_000)),
            ("999999999999999", Unix, Some(999_999_999_999_999_000)),
            ("0000000000000001", Unix, None),
            ("", Unix, None),
            ("+1", Unix, None),
            ("-1", Unix, None),
            ("1.0", Unix, None),
            ("1e3", Unix, None),
            (" 1", Unix, None),
            ("\u{661}", Unix, None),
            ("1492774577123", UnixMillis, Some(1_492_774_577_123)),
            ("1970-01-01T00:00:01.9999Z", Rfc3339, Some(1999)),
            ("1969-12-31T23:59:59.9999Z", Rfc3339, Some(-1)),
            ("1970-01-01T01:00:00+01:00", Rfc3339, Some(0)),
            ("1970-01-01 00:00:01Z", Rfc3339, None),
            ("Thu, 1 Jan 1970 00:00:01 GMT", Rfc2822, Some(1000)),
            ("Thu, 1 Jan 1970", Rfc2822, None),
        ];
        for (text, ty, expected) in cases {
            assert_eq!(signed_millis(text, ty), expected, "{text} {ty:?}");
        }
    }

    #[test]
    fn times_of_events() {
        let read = |text, ty| instant(text, ty).map(|instant| (instant.seconds, instant.nanoseconds));
        assert_eq!(read("1700000000.25", TimeType::Unix), Some((1_700_000_000, 250_000_000)));
        assert_eq!(read("1700000000250", TimeType::UnixMillis), Some((1_700_000_000, 250_000_000)));
        assert_eq!(read("-1", TimeType::Unix), Some((-1, 0)));
        for text in ["", "07", "1,5", "x", "true", "\"7\"", "1e400"] {
            assert_eq!(read(text, TimeType::Unix), None, "{text}");
        }
        assert_eq!(read("2023-11-14T22:13:20Z", TimeType::Rfc3339), Some((1_700_000_000, 0)));
        assert_eq!(read("Tue, 14 Nov 2023 22:13:20 +0000", TimeType::Rfc2822), Some((1_700_000_000, 0)));
    }
}
