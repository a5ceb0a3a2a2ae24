//! Texts of times: made from patterns, and read by another reader than that of the SDKs.

use eventspec_catalog::{Scalar, TimePattern, TimePiece};

use crate::built_in::Case;
use crate::random::Random;
use crate::tree::{Node, TextKind};

/// A time as the parts of its text.
#[derive(Clone, Debug)]
pub struct Written {
    /// Year, month and day.
    pub day: [usize; 3],
    /// Hour and minute.
    pub clock: [usize; 2],
    /// The second, with a fraction or not.
    pub second: String,
    /// The offset.
    pub zone: &'static str,
}

impl Written {
    /// A day, at ten o'clock.
    pub(crate) fn at_ten(day: [usize; 3]) -> Self {
        Self { day, clock: [10, 0], second: "00".to_owned(), zone: "Z" }
    }

    /// At random.
    pub(crate) fn random(random: &mut Random) -> Self {
        let (day, clock) = (random.day(), [random.below(24), random.below(60)]);
        Self { day, clock, second: format!("{:02}", random.below(60)), zone: "Z" }
    }

    /// As a pattern writes it.
    pub fn text(&self, pattern: &TimePattern) -> String {
        let ([year, month, day], [hour, minute]) = (self.day, self.clock);
        pattern.text(|piece| match piece {
            TimePiece::Year => format!("{year:04}"),
            TimePiece::Month => format!("{month:02}"),
            TimePiece::Day => format!("{day:02}"),
            TimePiece::Hour => format!("{hour:02}"),
            TimePiece::Minute => format!("{minute:02}"),
            TimePiece::Second => self.second.clone(),
            TimePiece::Zone => self.zone.to_owned(),
            TimePiece::Literal(literal) => literal.to_string(),
        })
    }
}

/// What is barely of a pattern, and what is nearly.
pub(crate) fn cases(scalar: &Scalar, pattern: &TimePattern) -> Vec<Case> {
    let value = || TextKind::ValueOf(scalar.clone());
    let case = |name, text: String, kind| Case { name, value: Node::of(text.into(), kind) };
    let last = Written { clock: [23, 59], second: "59".to_owned(), ..Written::at_ten([2026, 12, 31]) };
    let plain = last.text(pattern);
    let mut cases = vec![case("date", plain.clone(), value())];
    if pattern.has(TimePiece::Day) && pattern.has(TimePiece::Month) {
        let no_day = Written { day: [2026, 2, 30], ..last.clone() };
        cases.push(case("date of no day", no_day.text(pattern), TextKind::ValidatorsDisagree));
    }
    cases.push(case("space behind it", format!("{plain} "), TextKind::Plain));
    let mut add = |name, written: Written, kind| cases.push(case(name, written.text(pattern), kind));
    if pattern.has(TimePiece::Hour) {
        add("hour 24", Written { clock: [24, 0], ..last.clone() }, TextKind::Plain);
        add("minute 60", Written { clock: [23, 60], ..last.clone() }, TextKind::Plain);
    }
    if pattern.has(TimePiece::Second) {
        let second = |second: &str| Written { second: second.to_owned(), ..last.clone() };
        add("leap second", second("60"), value());
        add("second 61", second("61"), TextKind::Plain);
        add("fraction of a second", second("59.1234567890"), value());
        add("fraction without digits", second("59."), TextKind::Plain);
        add("fraction behind a comma", second("59,5"), TextKind::Plain);
    }
    if pattern.has(TimePiece::Zone) {
        let zone = |zone| Written { zone, ..last.clone() };
        add("offset", zone("-05:30"), value());
        add("offset of a day", zone("+24:00"), TextKind::Plain);
        // ajv takes it for RFC 3339.
        add("offset without a colon", zone("+0530"), TextKind::ValidatorsDisagree);
        add("small letter for the offset", zone("z"), TextKind::Plain);
        add("no offset", zone(""), TextKind::Plain);
    }
    if plain.contains('T') {
        cases.push(case("small letter between date and time", plain.replace('T', "t"), TextKind::Plain));
    }
    cases
}

/// The same of RFC 2822.
pub(crate) fn rfc2822() -> Vec<Case> {
    let case = |name, text: &'static str, kind| Case { name, value: Node::of(text.into(), kind) };
    let value = |name, text| case(name, text, TextKind::ValueOf(Scalar::Rfc2822));
    let other = |name, text| case(name, text, TextKind::Plain);
    vec![
        value("weekday of another day", "Mon, 31 Jan 2026 10:00:00 +0000"),
        value("day of one digit", "1 Jan 2026 23:59 -0530"),
        value("day with a zero before it", "Thu, 01 Jan 2026 23:59:60 UT"),
        case("date of no day", "30 Feb 2026 10:00:00 GMT", TextKind::ValidatorsDisagree),
        other("day 0", "0 Jan 2026 10:00:00 GMT"),
        other("whole weekday", "Saturday, 31 Jan 2026 10:00:00 GMT"),
        other("weekday of another language", "Sam, 31 Jan 2026 10:00:00 GMT"),
        other("weekday without a space", "Sat,31 Jan 2026 10:00:00 GMT"),
        other("month in small letters", "31 jan 2026 10:00:00 GMT"),
        other("year of two digits", "31 Jan 26 10:00:00 GMT"),
        other("hour 24", "31 Jan 2026 24:00:00 GMT"),
        other("fraction of a second", "31 Jan 2026 10:00:00.5 GMT"),
        other("named zone", "31 Jan 2026 10:00:00 EST"),
        other("offset with a colon", "31 Jan 2026 10:00:00 +00:00"),
        other("offset of a day", "31 Jan 2026 10:00:00 +2400"),
        other("no offset", "31 Jan 2026 10:00:00"),
        other("two spaces", "31 Jan 2026  10:00:00 GMT"),
        other("space behind it", "31 Jan 2026 10:00:00 GMT "),
    ]
}

/// A value of RFC 2822 at random.
pub(crate) fn random_rfc2822(random: &mut Random) -> String {
    let Written { day: [year, month, day], clock: [hour, minute], second, .. } = Written::random(random);
    let name = |names: &[&'static str], index: usize| names.get(index).copied().unwrap_or_default();
    // January and February belong to the year before, which is how Sakamoto counts.
    let (years, shift) = (year - usize::from(month < 3), [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]);
    let shift = shift.get(month - 1).copied().unwrap_or(0);
    let weekday = name(&WEEKDAYS, (years + years / 4 - years / 100 + years / 400 + shift + day) % 7);
    format!("{weekday}, {day} {} {year} {hour:02}:{minute:02}:{second} +0000", name(&MONTHS, month - 1))
}

const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Whether a text is in a pattern, and there is such a time.
pub(crate) fn is_in(pattern: &TimePattern, text: &str) -> bool {
    let (mut rest, mut day) = (text, [2000, 1, 1]);
    for piece in pattern.pieces() {
        let read = match piece {
            TimePiece::Year => number(rest, 4, 9999).map(|(year, rest)| ([year, day[1], day[2]], rest)),
            TimePiece::Month => number(rest, 2, 12).map(|(month, rest)| ([day[0], month, day[2]], rest)),
            TimePiece::Day => number(rest, 2, 31).map(|(of_month, rest)| ([day[0], day[1], of_month], rest)),
            TimePiece::Hour => number(rest, 2, 23).map(|(_, rest)| (day, rest)),
            TimePiece::Minute => number(rest, 2, 59).map(|(_, rest)| (day, rest)),
            TimePiece::Second => number(rest, 2, 60).and_then(|(_, rest)| Some((day, after_fraction(rest)?))),
            TimePiece::Zone => after_zone(rest, ":").map(|rest| (day, rest)),
            TimePiece::Literal(literal) => rest.strip_prefix(literal).map(|rest| (day, rest)),
        };
        let Some(read) = read else { return false };
        (day, rest) = read;
    }
    rest.is_empty() && is_day(day)
}

/// Whether a text is an RFC 3339 date-time.
pub(crate) fn is_rfc3339(text: &str) -> bool {
    let parts = || {
        let (date, clock) = text.split_once(['T', 't'])?;
        let parts: Vec<&str> = date.split('-').collect();
        let [year, month, day] = parts.as_slice() else { return None };
        let day = [whole(year, 4, 9999)?, whole(month, 2, 12)?, whole(day, 2, 31)?];
        let (_, clock) = number(clock, 2, 23)?;
        let (_, clock) = number(clock.strip_prefix(':')?, 2, 59)?;
        let (_, clock) = number(clock.strip_prefix(':')?, 2, 60)?;
        let zone = after_fraction(clock)?;
        (zone == "z" || after_zone(zone, ":")?.is_empty()).then_some(day)
    };
    parts().is_some_and(is_day)
}

/// Whether a text is an RFC 2822 date and time of the contract.
pub(crate) fn is_rfc2822(text: &str) -> bool {
    let mut words: Vec<&str> = text.split(' ').collect();
    let weekday = words.first().and_then(|word| word.strip_suffix(','));
    if let Some(weekday) = weekday {
        if !WEEKDAYS.contains(&weekday) {
            return false;
        }
        words.remove(0);
    }
    let [day, month, year, clock, zone] = words.as_slice() else { return false };
    let month = MONTHS.iter().position(|name| name == month).map(|index| index + 1);
    let clock: Vec<&str> = clock.split(':').collect();
    let is_clock = match clock.as_slice() {
        [hour, minute] => whole(hour, 2, 23).and(whole(minute, 2, 59)).is_some(),
        [hour, minute, second] => whole(hour, 2, 23).and(whole(minute, 2, 59)).and(whole(second, 2, 60)).is_some(),
        _ => false,
    };
    let is_zone = ["GMT", "UT", "Z"].contains(zone) || after_zone(zone, "") == Some("") && *zone != "Z";
    let day = whole(day, 1, 9).or_else(|| whole(day, 2, 31));
    let all = day.zip(month).zip(whole(year, 4, 9999)).map(|((day, month), year)| [year, month, day]);
    is_clock && is_zone && all.is_some_and(is_day)
}

/// A number of so many digits at the start of a text, and what is behind it.
fn number(text: &str, digits: usize, most: usize) -> Option<(usize, &str)> {
    let (head, rest) = text.split_at_checked(digits)?;
    let value = head.bytes().all(|byte| byte.is_ascii_digit()).then(|| head.parse::<usize>().ok())??;
    (value <= most).then_some((value, rest))
}

fn whole(text: &str, digits: usize, most: usize) -> Option<usize> {
    number(text, digits, most).filter(|(_, rest)| rest.is_empty()).map(|(value, _)| value)
}

fn after_fraction(text: &str) -> Option<&str> {
    let Some(fraction) = text.strip_prefix('.') else { return Some(text) };
    let rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < fraction.len()).then_some(rest)
}

fn after_zone<'t>(text: &'t str, between: &str) -> Option<&'t str> {
    if let Some(rest) = text.strip_prefix('Z') {
        return Some(rest);
    }
    let (_, rest) = number(text.strip_prefix(['+', '-'])?, 2, 23)?;
    number(rest.strip_prefix(between)?, 2, 59).map(|(_, rest)| rest)
}

fn is_day([year, month, day]: [usize; 3]) -> bool {
    let is_leap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0;
    let longest = match month {
        2 => 28 + usize::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    month > 0 && day > 0 && day <= longest
}
