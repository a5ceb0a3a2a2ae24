//! The formats of the decode contract: text in, verdict out.
//!
//! `eventspec-catalog` asks the same functions about samples and examples, so that specification and SDK cannot
//! disagree. They are not for users of the runtime, and change without notice.

use crate::decimal::Decimal;
use crate::kind::UnixUnit;

/// A point in time: whole seconds since the beginning of 1970 in UTC, and what is beyond them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    /// The last whole second before it, or at it; negative before 1970.
    pub seconds: i64,
    /// Nanoseconds since then, less than a second; what is finer is left out.
    pub nanoseconds: u32,
}

const SECOND: i128 = 1_000_000_000;
/// The first second of the year 1, and the first after the year 9999.
const YEARS: std::ops::Range<i64> = -62_135_596_800..253_402_300_800;

/// A point in time between the years 1 and 9999 from the text of a JSON number.
pub fn unix(text: &str, unit: UnixUnit) -> Option<Instant> {
    let Decimal { negative, digits, exponent } = Decimal::of(text);
    let shift = exponent.saturating_add(match unit {
        UnixUnit::Seconds => 9,
        UnixUnit::Millis => 6,
    });
    // In nanoseconds, the end of the year 9999 has 21 digits.
    let length = i128::try_from(digits.len()).ok()?.saturating_add(shift);
    if !digits.is_empty() && length > 24 {
        return None;
    }
    let kept = digits.get(..usize::try_from(length).unwrap_or(0)).unwrap_or(&digits);
    let zeros = usize::try_from(shift).unwrap_or(0);
    let size = if digits.is_empty() { 0 } else { format!("0{kept}{}", "0".repeat(zeros)).parse::<i128>().ok()? };
    // What was cut off makes a negative number smaller.
    let total = if negative { -size - i128::from(kept.len() < digits.len()) } else { size };
    instant_of(total)
}

/// A point in time from its nanoseconds.
fn instant_of(total: i128) -> Option<Instant> {
    let seconds = i64::try_from(total.div_euclid(SECOND)).ok().filter(|seconds| YEARS.contains(seconds))?;
    Some(Instant { seconds, nanoseconds: u32::try_from(total.rem_euclid(SECOND)).ok()? })
}

/// The point in time of an RFC 3339 date-time. Second 60 is read as 59.
pub fn instant(text: &str) -> Option<Instant> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u16>().ok();
    if !is_timestamp(text) {
        return None;
    }
    let rest = text.get(19..)?;
    let fraction = rest.strip_prefix('.').unwrap_or_default();
    let fraction = fraction.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let parts = TimeParts {
        year: number(0, 4),
        month: number(5, 7),
        day: number(8, 10),
        hour: number(11, 13)?,
        minute: number(14, 16)?,
        second: number(17, 19)?,
        nanoseconds: nanoseconds(fraction.as_bytes())?,
        offset: zone_offset(rest.get(rest.len().checked_sub(6).unwrap_or(rest.len())..).unwrap_or_default()),
    };
    parts.instant()
}

/// The first nine digits of a fraction.
fn nanoseconds(fraction: &[u8]) -> Option<u32> {
    let digits = fraction.iter().chain(std::iter::repeat(&b'0')).take(9);
    digits.map(|digit| u32::from(digit.wrapping_sub(b'0'))).reduce(|value, digit| value * 10 + digit)
}

/// The seconds that a zone of signed hours and minutes is ahead of UTC, with a colon between them or not; 0 for any other zone.
fn zone_offset(zone: &str) -> i64 {
    let seconds = |digits: &str| {
        Some(
            digits.get(..2)?.parse::<i64>().ok()? * 3600
                + digits.get(digits.len().checked_sub(2)?..)?.parse::<i64>().ok()? * 60,
        )
    };
    match zone.as_bytes() {
        [b'+', ..] => zone.get(1..).and_then(seconds).unwrap_or(0),
        [b'-', ..] => -zone.get(1..).and_then(seconds).unwrap_or(0),
        _ => 0,
    }
}

/// Days since the beginning of 1970, by the calendar of today.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March, so that a leap day is the last.
    let year = if month > 2 { year } else { year - 1 };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// What an integer reads from the text of a JSON number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integer {
    /// Its value.
    Exact(i64),
    /// It has a fractional part.
    Fraction,
    /// It has none, and does not fit.
    OutOfRange,
}

/// Reads the text of a JSON number as an integer: `2`, `2.0` and `1e2` are integers.
pub fn integer(text: &str) -> Integer {
    if let Ok(value) = text.parse::<i64>() {
        return Integer::Exact(value);
    }
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let significant = || whole.chars().chain(fraction.chars()).skip_while(|c| *c == '0');
    if significant().next().is_none() {
        return Integer::Exact(0);
    }
    let Ok(exponent) = exponent.strip_prefix('+').unwrap_or(exponent).parse::<i64>() else {
        return if exponent.starts_with('-') { Integer::Fraction } else { Integer::OutOfRange };
    };
    // The value is `significant` digits times ten to the power of `shift`.
    let shift = exponent.saturating_sub(i64::try_from(fraction.len()).unwrap_or(i64::MAX));
    let mut kept: Vec<char> = significant().collect();
    if shift < 0 {
        let trailing = kept.iter().rev().take_while(|c| **c == '0').count();
        let drop = usize::try_from(shift.unsigned_abs()).unwrap_or(usize::MAX);
        if drop > trailing {
            return Integer::Fraction;
        }
        kept.truncate(kept.len() - drop);
    } else {
        if shift > 19 || kept.len() > 19 {
            return Integer::OutOfRange;
        }
        kept.extend((0..shift).map(|_| '0'));
    }
    if negative {
        kept.insert(0, '-');
    }
    kept.into_iter().collect::<String>().parse().map_or(Integer::OutOfRange, Integer::Exact)
}

/// Whether the nearest double to the text of a JSON number is finite.
pub fn is_finite(text: &str) -> bool {
    // Up to 300 digits without an exponent are; all that has to be parsed is what hardly anybody sends.
    let is_plain = text.len() <= 300 && !text.bytes().any(|byte| matches!(byte, b'e' | b'E'));
    is_plain || text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// An RFC 3339 date-time.
pub fn is_timestamp(text: &str) -> bool {
    let Some((head, rest)) = text.as_bytes().split_first_chunk::<19>() else { return false };
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, b'T' | b't', h0, h1, b':', n0, n1, b':', s0, s1] = *head else {
        return false;
    };
    let digits = [y0, y1, y2, y3, m0, m1, d0, d1, h0, h1, n0, n1, s0, s1];
    if !digits.iter().fold(true, |all, byte| all & byte.is_ascii_digit()) {
        return false;
    }
    let two = |tens: u8, ones: u8| u16::from(tens - b'0') * 10 + u16::from(ones - b'0');
    let (year, hour, minute, second) = (two(y0, y1) * 100 + two(y2, y3), two(h0, h1), two(n0, n1), two(s0, s1));
    is_day(Some(year), Some(two(m0, m1)), Some(two(d0, d1)))
        && hour < 24
        && minute < 60
        && second <= 60
        && is_zone(rest.strip_prefix(b".").map_or(Some(rest), after_digits))
}

/// What follows one digit or more.
fn after_digits(text: &[u8]) -> Option<&[u8]> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.get(digits..).filter(|_| digits > 0)
}

/// `Z`, or hours and minutes from it.
fn is_zone(text: Option<&[u8]>) -> bool {
    match text {
        Some(b"Z" | b"z") => true,
        Some(&[b'+' | b'-', h0, h1, b':', m0, m1]) => {
            let is_below = |tens: u8, most: u8, ones: u8| tens < most && tens.is_ascii_digit() && ones.is_ascii_digit();
            (is_below(h0, b'2', h1) || (h0 == b'2' && (b'0'..b'4').contains(&h1))) && is_below(m0, b'6', m1)
        }
        _ => false,
    }
}

/// What a text of a time pattern says. A part that the pattern does not have is `None` of a date, and 0 of a clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TimeParts {
    /// The year.
    pub year: Option<u16>,
    /// The month, from 1.
    pub month: Option<u16>,
    /// The day of the month, from 1.
    pub day: Option<u16>,
    /// The hour.
    pub hour: u16,
    /// The minute.
    pub minute: u16,
    /// The second; 60 where a leap second is written.
    pub second: u16,
    /// What is beyond the second; what is finer is left out.
    pub nanoseconds: u32,
    /// Seconds that its clock is ahead of UTC.
    pub offset: i64,
}

impl TimeParts {
    /// Whether there are such a day and such a time of day.
    fn are_possible(&self) -> bool {
        is_day(self.year, self.month, self.day) && self.hour < 24 && self.minute < 60 && self.second <= 60
    }

    /// The point in time, if it is stated. Second 60 is read as 59.
    fn instant(&self) -> Option<Instant> {
        let day = days(i64::from(self.year?), i64::from(self.month?), i64::from(self.day?));
        let clock = i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second.min(59));
        Some(Instant { seconds: day * 86_400 + clock - self.offset, nanoseconds: self.nanoseconds })
    }
}

/// What a text says in a pattern of `YYYY`, `MM`, `DD`, `hh`, `mm`, `ss`, `Z` and literal characters. Seconds may have a fraction.
pub fn time(text: &str, pattern: &str) -> Option<TimeParts> {
    let mut parts = TimeParts::default();
    let (mut pattern, mut rest) = (pattern.as_bytes(), Digits(text.as_bytes()));
    while let Some(first) = pattern.first() {
        let length = match first {
            b'Y' => {
                parts.year = Some(rest.number(4)?);
                4
            }
            b'M' => {
                parts.month = Some(rest.number(2)?);
                2
            }
            b'D' => {
                parts.day = Some(rest.number(2)?);
                2
            }
            b'h' => {
                parts.hour = rest.number(2)?;
                2
            }
            b'm' => {
                parts.minute = rest.number(2)?;
                2
            }
            b's' => {
                (parts.second, parts.nanoseconds) = (rest.number(2)?, rest.fraction()?);
                2
            }
            b'Z' => {
                parts.offset = rest.zone()?;
                1
            }
            literal => {
                rest.literal(&[*literal])?;
                1
            }
        };
        pattern = pattern.get(length..)?;
    }
    (rest.0.is_empty() && parts.are_possible()).then_some(parts)
}

/// The point in time of a text in a pattern that has a whole date, a clock and `Z`. Second 60 is read as 59.
pub fn pattern_instant(text: &str, pattern: &str) -> Option<Instant> {
    time(text, pattern)?.instant()
}

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The point in time of an RFC 2822 date: `Fri, 6 Jan 2023 15:04:05 +0100`. Weekday and seconds may be missing, and the weekday may
/// be another one than that of the day. Second 60 is read as 59.
pub fn rfc2822(text: &str) -> Option<Instant> {
    let rest = match text.split_once(", ") {
        Some((weekday, rest)) => WEEKDAYS.contains(&weekday).then_some(rest)?,
        None => text,
    };
    let (day, rest) = rest.split_once(' ')?;
    let (month, rest) = rest.split_once(' ')?;
    let month = MONTHS.iter().position(|name| *name == month)?;
    let mut clock = Digits(rest.as_bytes());
    let mut parts = TimeParts {
        day: Some(Digits(day.as_bytes()).whole(1..=2)?),
        month: Some(u16::try_from(month).ok()? + 1),
        year: Some(clock.number(4)?),
        ..TimeParts::default()
    };
    clock.literal(b" ")?;
    parts.hour = clock.number(2)?;
    clock.literal(b":")?;
    parts.minute = clock.number(2)?;
    if clock.literal(b":").is_some() {
        parts.second = clock.number(2)?;
    }
    clock.literal(b" ")?;
    let zone = rest.get(rest.len() - clock.0.len()..)?;
    parts.offset = match zone.as_bytes() {
        b"GMT" | b"UT" | b"Z" => 0,
        &[sign, h0, h1, m0, m1] if is_zone(Some(&[sign, h0, h1, b':', m0, m1])) => zone_offset(zone),
        _ => return None,
    };
    parts.are_possible().then(|| parts.instant())?
}

/// Whether the stated parts can belong to one day.
fn is_day(year: Option<u16>, month: Option<u16>, day: Option<u16>) -> bool {
    let leap = year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
    let length = match month {
        Some(2) if leap => 29,
        Some(2) => 28,
        Some(4 | 6 | 9 | 11) => 30,
        _ => 31,
    };
    month.is_none_or(|m| (1..=12).contains(&m)) && day.is_none_or(|d| (1..=length).contains(&d))
}

/// Unreserved and reserved characters of RFC 3986.
const URI: u8 = 1;
/// The same and `%`.
const ENCODED_URI: u8 = 2;
const HEX: u8 = 4;
const DASH: u8 = 8;
/// Letters, digits and hyphens: the labels of a domain.
const LABEL: u8 = 16;
/// What the local part of an address may hold of ASCII.
const LOCAL: u8 = 32;

/// The classes of each byte; none for what is not ASCII.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where it would be an error")]
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0u8;
    while byte < 0x7f {
        let is_other = matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}');
        classes[byte as usize] = class(URI, byte > b' ' && !is_other && byte != b'%')
            | class(ENCODED_URI, byte > b' ' && !is_other)
            | class(HEX, byte.is_ascii_hexdigit())
            | class(DASH, byte == b'-')
            | class(LABEL, byte.is_ascii_alphanumeric() || byte == b'-')
            | class(LOCAL, byte > b' ' && byte != b'@');
        byte += 1;
    }
    classes
};

const fn class(class: u8, is_member: bool) -> u8 {
    if is_member { class } else { 0 }
}

/// Whether all characters are of a class.
#[inline]
fn are_all(text: &[u8], class: u8) -> bool {
    // Without a branch for each character.
    text.iter().fold(class, |all, byte| all & CLASSES.get(usize::from(*byte)).copied().unwrap_or(0)) != 0
}

/// 8-4-4-4-12 hexadecimal digits.
pub fn is_uuid(text: &str) -> bool {
    let Ok(bytes) = <&[u8; 36]>::try_from(text.as_bytes()) else { return false };
    let group = |from: usize, to: usize, class| bytes.get(from..to).is_some_and(|part| are_all(part, class));
    let digits = [(0, 8), (9, 13), (14, 18), (19, 23), (24, 36)];
    let dashes = [(8, 9), (13, 14), (18, 19), (23, 24)];
    digits.iter().all(|(from, to)| group(*from, *to, HEX)) && dashes.iter().all(|(from, to)| group(*from, *to, DASH))
}

/// A scheme, a colon, and characters of RFC 3986.
pub fn is_uri(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(colon) = bytes.iter().position(|byte| *byte == b':') else { return false };
    let (Some((first, scheme)), Some(rest)) =
        (bytes.get(..colon).and_then(<[u8]>::split_first), bytes.get(colon + 1..))
    else {
        return false;
    };
    first.is_ascii_alphabetic()
        && scheme.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-'))
        && !rest.is_empty()
        && (are_all(rest, URI) || are_all(rest, ENCODED_URI) && are_percents_encodings(rest))
}

/// Whether every `%` has two hexadecimal digits after it.
fn are_percents_encodings(text: &[u8]) -> bool {
    text.split(|byte| *byte == b'%').skip(1).all(|part| part.get(..2).is_some_and(|digits| are_all(digits, HEX)))
}

/// A local part, `@` and a domain of labels.
pub fn is_email(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(at) = bytes.iter().rposition(|byte| *byte == b'@') else { return false };
    let (Some(local), Some(domain)) = (text.get(..at), bytes.get(at + 1..)) else { return false };
    let is_label = |label: &[u8]| {
        !label.is_empty() && label.first() != Some(&b'-') && label.last() != Some(&b'-') && are_all(label, LABEL)
    };
    let is_local =
        || are_all(local.as_bytes(), LOCAL) || !local.chars().any(|c| c == '@' || c.is_whitespace() || c.is_control());
    !local.is_empty() && is_local() && domain.split(|byte| *byte == b'.').all(is_label)
}

/// Reads fixed numbers of digits and single literals off the front of a text.
struct Digits<'a>(&'a [u8]);

impl Digits<'_> {
    fn number(&mut self, digits: usize) -> Option<u16> {
        let (head, rest) = self.0.split_at_checked(digits)?;
        let mut value = 0u16;
        for byte in head {
            value = value * 10 + u16::from(byte.is_ascii_digit().then(|| byte - b'0')?);
        }
        self.0 = rest;
        Some(value)
    }

    /// All that is left, if it is a number of so many digits.
    fn whole(&mut self, digits: std::ops::RangeInclusive<usize>) -> Option<u16> {
        let length = self.0.len();
        digits.contains(&length).then(|| self.number(length))?
    }

    /// The nanoseconds of a fraction; 0 without one.
    fn fraction(&mut self) -> Option<u32> {
        let Some(fraction) = self.0.strip_prefix(b".") else { return Some(0) };
        let rest = after_digits(fraction)?;
        self.0 = rest;
        nanoseconds(fraction.get(..fraction.len() - rest.len())?)
    }

    /// The offset of `Z` or `±hh:mm`.
    fn zone(&mut self) -> Option<i64> {
        let length = if self.0.first() == Some(&b'Z') { 1 } else { 6 };
        let (zone, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        is_zone(Some(zone)).then(|| std::str::from_utf8(zone).map_or(0, zone_offset))
    }

    fn literal(&mut self, any_of: &[u8]) -> Option<()> {
        let (first, rest) = self.0.split_first()?;
        any_of.contains(first).then(|| self.0 = rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_by_value_not_by_spelling() {
        for (text, expected) in [
            ("2", Integer::Exact(2)),
            ("-0", Integer::Exact(0)),
            ("2.0", Integer::Exact(2)),
            ("1e2", Integer::Exact(100)),
            ("1.5e1", Integer::Exact(15)),
            ("1500e-2", Integer::Exact(15)),
            ("0e99999999999999999999", Integer::Exact(0)),
            ("0.000", Integer::Exact(0)),
            ("9007199254740993", Integer::Exact(9_007_199_254_740_993)),
            ("9223372036854775807", Integer::Exact(i64::MAX)),
            ("-9223372036854775808", Integer::Exact(i64::MIN)),
            ("-9223372036854775808.0", Integer::Exact(i64::MIN)),
            ("9223372036854775808", Integer::OutOfRange),
            ("1e400", Integer::OutOfRange),
            ("1e99999999999999999999", Integer::OutOfRange),
            ("1e-99999999999999999999", Integer::Fraction),
            ("2.5", Integer::Fraction),
            ("1e-1", Integer::Fraction),
            ("2.0000000000000000000000001", Integer::Fraction),
        ] {
            assert_eq!(integer(text), expected, "{text}");
        }
    }

    #[test]
    fn unix_times() {
        let at = |seconds, nanoseconds| Some(Instant { seconds, nanoseconds });
        for (text, unit, expected) in [
            ("0", UnixUnit::Seconds, at(0, 0)),
            ("-0.0", UnixUnit::Millis, at(0, 0)),
            ("1700000000.25", UnixUnit::Seconds, at(1_700_000_000, 250_000_000)),
            ("1700000000250.5", UnixUnit::Millis, at(1_700_000_000, 250_500_000)),
            ("17e8", UnixUnit::Seconds, at(1_700_000_000, 0)),
            ("-1.5", UnixUnit::Seconds, at(-2, 500_000_000)),
            ("-1e-12", UnixUnit::Seconds, at(-1, 999_999_999)),
            ("1e-99999999999999999999", UnixUnit::Seconds, at(0, 0)),
            ("253402300799.9999999999", UnixUnit::Seconds, at(253_402_300_799, 999_999_999)),
            ("253402300800", UnixUnit::Seconds, None),
            ("-62135596800", UnixUnit::Seconds, at(-62_135_596_800, 0)),
            ("-62135596800.0000000001", UnixUnit::Seconds, None),
            ("253402300800000", UnixUnit::Millis, None),
            ("1e400", UnixUnit::Millis, None),
            ("1e99999999999999999999", UnixUnit::Seconds, None),
        ] {
            assert_eq!(unix(text, unit), expected, "{text} {unit:?}");
        }
    }

    #[test]
    fn instants() {
        for (text, seconds, nanoseconds) in [
            ("1970-01-01T00:00:00Z", 0, 0),
            ("2023-11-14T22:13:20.250Z", 1_700_000_000, 250_000_000),
            ("2023-11-15T03:43:20+05:30", 1_700_000_000, 0),
            ("2024-02-29t12:00:00.1234567899-00:30", 1_709_209_800, 123_456_789),
            ("1969-12-31T23:59:59.5Z", -1, 500_000_000),
            ("2016-12-31T23:59:60Z", 1_483_228_799, 0),
            ("0001-01-01T00:00:00Z", YEARS.start, 0),
            ("9999-12-31T23:59:59Z", YEARS.end - 1, 0),
        ] {
            assert_eq!(instant(text), Some(Instant { seconds, nanoseconds }), "{text}");
        }
        assert_eq!(instant("2023-02-29T00:00:00Z"), None);
    }

    #[test]
    fn timestamps() {
        for good in [
            "2023-05-26T07:44:03.862Z",
            "2023-05-26t07:44:03z",
            "2023-05-26T07:44:03.000+05:30",
            "2024-02-29T23:59:60Z",
            "0000-01-01T00:00:00-23:59",
        ] {
            assert!(is_timestamp(good), "{good}");
        }
        for bad in [
            "",
            "2023-05-26",
            "2023-05-26 07:44:03Z",
            "2023-05-26T07:44:03",
            "2023-05-26T07:44:03.Z",
            "2023-02-29T07:44:03Z",
            "2023-13-01T00:00:00Z",
            "2023-05-26T24:00:00Z",
            "2023-05-26T07:44:61Z",
            "2023-05-26T07:44:03+0530",
            "2023-05-26T07:44:03+24:00",
            "2023-05-26T07:44:03Z ",
            "２023-05-26T07:44:03Z",
        ] {
            assert!(!is_timestamp(bad), "{bad}");
        }
    }

    #[test]
    fn dates() {
        let day = |year, month, day| Some(TimeParts { year, month, day, ..TimeParts::default() });
        assert_eq!(time("31-12", "DD-MM"), day(None, Some(12), Some(31)));
        assert_eq!(time("29-02", "DD-MM"), day(None, Some(2), Some(29)));
        assert_eq!(time("2023/02/28", "YYYY/MM/DD"), day(Some(2023), Some(2), Some(28)));
        for (text, format) in [
            ("29-02-2023", "DD-MM-YYYY"),
            ("31-04", "DD-MM"),
            ("1-2", "DD-MM"),
            ("00-01", "DD-MM"),
            ("01-01x", "DD-MM"),
        ] {
            assert_eq!(time(text, format), None, "{text}");
        }
    }

    #[test]
    fn times_in_patterns() {
        let (spaced, packed) = ("YYYY-MM-DD hh:mm:ssZ", "DDMMYYYYThhmmss Z");
        for (text, pattern, seconds, nanoseconds) in [
            ("2023-11-14 22:13:20Z", spaced, 1_700_000_000, 0),
            ("2023-11-15 03:43:20.25+05:30", spaced, 1_700_000_000, 250_000_000),
            ("2016-12-31 23:59:60Z", spaced, 1_483_228_799, 0),
            ("14112023T221320.1234567899 -00:30", packed, 1_700_001_800, 123_456_789),
            ("Z 22:13, 14.11.2023", "Z hh:mm, DD.MM.YYYY", 1_699_999_980, 0),
        ] {
            assert_eq!(pattern_instant(text, pattern), Some(Instant { seconds, nanoseconds }), "{text}");
        }
        for text in [
            "2023-11-14 22:13:20",
            "2023-11-14 22:13:20z",
            "2023-11-14T22:13:20Z",
            "2023-11-14 22:13:20.Z",
            "2023-11-14 22:13:20,5Z",
            "2023-11-14 22:13:20+0530",
            "2023-11-14 22:13:20+24:00",
            "2023-11-14 24:13:20Z",
            "2023-11-14 22:60:20Z",
            "2023-11-14 22:13:61Z",
            "2023-02-29 22:13:20Z",
            "2023-11-14 22:13:20Z ",
            "2023-11-14 22:13:20+05:3ä",
        ] {
            assert_eq!(time(text, spaced), None, "{text}");
        }
        assert_eq!(
            time("2023-11-14 22:13", "YYYY-MM-DD hh:mm").map(|parts| (parts.hour, parts.minute)),
            Some((22, 13))
        );
    }

    #[test]
    fn rfc_2822() {
        for (text, seconds) in [
            ("Tue, 14 Nov 2023 22:13:20 +0000", 1_700_000_000),
            ("14 Nov 2023 22:13:20 GMT", 1_700_000_000),
            ("Sun, 14 Nov 2023 22:13:20 UT", 1_700_000_000),
            ("15 Nov 2023 03:43:20 +0530", 1_700_000_000),
            ("14 Nov 2023 22:13 Z", 1_699_999_980),
            ("6 Jan 2023 15:04:05 -0130", 1_673_022_845),
            ("06 Jan 2023 15:04:05 -0130", 1_673_022_845),
            ("31 Dec 2016 23:59:60 GMT", 1_483_228_799),
        ] {
            assert_eq!(rfc2822(text), Some(Instant { seconds, nanoseconds: 0 }), "{text}");
        }
        for text in [
            "",
            "Tuesday, 14 Nov 2023 22:13:20 GMT",
            "tue, 14 Nov 2023 22:13:20 GMT",
            "Tue,14 Nov 2023 22:13:20 GMT",
            "Tue, , 14 Nov 2023 22:13:20 GMT",
            "Tue, 14 nov 2023 22:13:20 GMT",
            "014 Nov 2023 22:13:20 GMT",
            "0 Nov 2023 22:13:20 GMT",
            "31 Nov 2023 22:13:20 GMT",
            "29 Feb 2023 22:13:20 GMT",
            "14 Nov 23 22:13:20 GMT",
            "14 Nov 2023 22:13:20.5 GMT",
            "14 Nov 2023 24:13:20 GMT",
            "14 Nov 2023 22:13:20 EST",
            "14 Nov 2023 22:13:20 +00:00",
            "14 Nov 2023 22:13:20 +2400",
            "14 Nov 2023 22:13:20",
            "14 Nov 2023 22:13:20 GMT ",
        ] {
            assert_eq!(rfc2822(text), None, "{text}");
        }
    }

    #[test]
    fn uuids_uris_emails() {
        assert!(is_uuid("449ebf4f-f3e2-471a-a21f-47d8e148f259") && is_uuid("449EBF4F-F3E2-471A-A21F-47D8E148F259"));
        assert!(
            !is_uuid("449ebf4ff3e2471aa21f47d8e148f259")
                && !is_uuid("449ebf4g-f3e2-471a-a21f-47d8e148f259")
                && !is_uuid("")
        );
        for good in ["https://a.b/c?d=%20#e", "mailto:a@b.c", "urn:x"] {
            assert!(is_uri(good), "{good}");
        }
        for bad in ["", "a.b/c", "https:", "1x:y", "http://ä.de", "http://a b", "x:%2", "x:%zz", ":x"] {
            assert!(!is_uri(bad), "{bad}");
        }
        for good in ["ayush+fri26may@nector.io", "ä@b", "'a'@b-c.d1"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [" @b", "", "a", "@b", "a@", "a@b..c", "a@-b", "a b@c", "a@b@c", "a@b_c"] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
