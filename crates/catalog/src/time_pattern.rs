//! Patterns of times: `YYYY-MM-DD hh:mm:ssZ`. A text in; a scalar, or what is wrong with the text, out.

use std::ops::Range;

use crate::scalar::{Scalar, ScalarName};

/// How a time is written: order and separators of its parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TimePattern(String);

/// A piece of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimePiece {
    /// `YYYY`: four digits.
    Year,
    /// `MM`: two digits.
    Month,
    /// `DD`: two digits.
    Day,
    /// `hh`: two digits.
    Hour,
    /// `mm`: two digits.
    Minute,
    /// `ss`: two digits, and a fraction or none.
    Second,
    /// `Z`: `Z`, or signed hours and minutes.
    Zone,
    /// `T` or a separator: itself.
    Literal(char),
}

use TimePiece::{Day, Hour, Literal, Minute, Month, Second, Year, Zone};

/// What patterns are made of beside separators.
const TOKENS: [(&str, TimePiece); 8] = [
    ("YYYY", Year),
    ("MM", Month),
    ("DD", Day),
    ("hh", Hour),
    ("mm", Minute),
    ("ss", Second),
    ("T", Literal('T')),
    ("Z", Zone),
];

const SEPARATORS: &str = " -/.,:";

impl TimePattern {
    /// That of a `date` without one: `YYYY-MM-DD`.
    pub(crate) fn of_dates() -> Self {
        Self("YYYY-MM-DD".to_owned())
    }

    /// How most texts of RFC 3339 are written.
    pub fn of_rfc3339() -> Self {
        Self("YYYY-MM-DDThh:mm:ssZ".to_owned())
    }

    /// The pattern as the specification has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it is made of.
    pub fn pieces(&self) -> impl Iterator<Item = TimePiece> + '_ {
        let mut at = 0;
        std::iter::from_fn(move || {
            let (token, piece) = piece(self.0.get(at..)?)?;
            at += token;
            Some(piece)
        })
    }

    /// Whether a part is in it.
    pub fn has(&self, part: TimePiece) -> bool {
        self.pieces().any(|piece| piece == part)
    }

    /// A text in the pattern: each part as `of` gives it.
    pub fn text(&self, of: impl Fn(TimePiece) -> String) -> String {
        self.pieces().map(of).collect()
    }
}

/// What a text begins with, and its length.
fn piece(text: &str) -> Option<(usize, TimePiece)> {
    let token = TOKENS.iter().find(|(token, _)| text.starts_with(token)).map(|(token, piece)| (token.len(), *piece));
    let separator = || text.chars().next().filter(|c| SEPARATORS.contains(*c)).map(|c| (c.len_utf8(), Literal(c)));
    token.or_else(separator)
}

/// What is wrong with a pattern, and where in it.
#[derive(Debug)]
pub(crate) struct PatternError {
    pub range: Range<usize>,
    pub message: String,
    pub help: String,
}

/// The types that are written with a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeClass {
    Timestamp,
    DateTime,
    Date,
}

impl TimeClass {
    pub(crate) const ALL: [Self; 3] = [Self::Timestamp, Self::DateTime, Self::Date];

    /// The class of a type that is written with a pattern, or may be.
    pub(crate) fn of(name: ScalarName) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }

    pub(crate) fn name(self) -> ScalarName {
        match self {
            Self::Timestamp => ScalarName::Timestamp,
            Self::DateTime => ScalarName::DateTime,
            Self::Date => ScalarName::Date,
        }
    }

    /// A pattern that is usual for it.
    pub(crate) fn usual(self) -> TimePattern {
        let pattern = match self {
            Self::Timestamp => "YYYY-MM-DD hh:mm:ssZ",
            Self::DateTime => "YYYY-MM-DD hh:mm:ss",
            Self::Date => "DD-MM-YYYY",
        };
        TimePattern(pattern.to_owned())
    }

    /// A type of the class.
    pub(crate) fn with(self, pattern: TimePattern) -> Scalar {
        match self {
            Self::Timestamp => Scalar::TimestampPattern(pattern),
            Self::DateTime => Scalar::DateTime(pattern),
            Self::Date => Scalar::Date(pattern),
        }
    }

    /// As it is written with a pattern that is usual for it.
    pub(crate) fn example(self) -> String {
        self.with(self.usual()).spelling()
    }
}

/// The scalar of a class and a pattern.
pub(crate) fn scalar(class: TimeClass, text: &str) -> Result<Scalar, PatternError> {
    let error = |range: Range<usize>, message: String, help: String| Err(PatternError { range, message, help });
    let whole = 0..text.len();
    let mut pieces: Vec<(Range<usize>, TimePiece)> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some((length, piece)) = text.get(at..).and_then(piece) else {
            return Err(unknown(text, at));
        };
        let range = at..at + length;
        let is_separator = matches!(piece, Literal(c) if c != 'T');
        if !is_separator && pieces.iter().any(|(_, known)| *known == piece) {
            let token = text.get(range.clone()).unwrap_or_default();
            return error(range, format!("`{token}` occurs twice in the pattern"), "remove one of the two".to_owned());
        }
        pieces.push((range, piece));
        at += length;
    }
    let has = |part: TimePiece| pieces.iter().any(|(_, piece)| *piece == part);
    if pieces.iter().all(|(_, piece)| matches!(piece, Literal(_))) {
        let message = format!("`{text}` has no part of a time");
        return error(whole, message, format!("write the pattern as in `{}`", class.example()));
    }
    let (is, why) = if has(Zone) {
        (TimeClass::Timestamp, "it has an offset, `Z`")
    } else if has(Hour) || has(Minute) || has(Second) || has(Literal('T')) {
        (TimeClass::DateTime, "it has a time of day, and no offset")
    } else {
        (TimeClass::Date, "it has neither a time of day nor an offset")
    };
    let name = is.name().as_str();
    let mandatory: &[TimePiece] = if is == TimeClass::Date { &[] } else { &[Year, Month, Day, Hour, Minute] };
    let missing = TOKENS.iter().filter(|(_, piece)| mandatory.contains(piece) && !has(*piece));
    let missing: Vec<String> = missing.map(|(token, _)| format!("`{token}`")).collect();
    if !missing.is_empty() {
        let message = format!("the pattern of a `{name}` needs {}", missing.join(", "));
        return error(whole, message, format!("add what is missing, as in `{}`, or use `string`", is.example()));
    }
    if is != class {
        let message = format!("`{text}` is the pattern of a `{name}`: {why}");
        return error(whole, message, format!("write `{name}({text})`"));
    }
    // A fraction would take what stands there.
    let after = pieces.iter().skip_while(|(_, piece)| *piece != Second).nth(1);
    if let Some((range, Literal('.') | Year | Month | Day | Hour | Minute)) = after {
        let message = "what follows `ss` would be read as its fraction";
        return error(range.clone(), message.to_owned(), "put another separator behind `ss`".to_owned());
    }
    Ok(class.with(TimePattern(text.to_owned())))
}

/// That a pattern has something else at a place.
fn unknown(text: &str, at: usize) -> PatternError {
    let rest = text.get(at..).unwrap_or_default();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len()).max(rest.chars().next().map_or(0, char::len_utf8));
    let found = rest.get(..word).unwrap_or_default();
    let meant = TOKENS.iter().find(|(token, _)| token.eq_ignore_ascii_case(found));
    let before = text.get(..at).unwrap_or_default();
    let fraction = found.trim_end_matches(['Z', 'z', 'X']);
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| matches!(byte, b'S' | b's' | b'f' | b'n'));
    let separator = before.get(before.len().saturating_sub(1)..).unwrap_or_default();
    let help = match meant {
        _ if is_fraction && (before.ends_with("ss.") || before.ends_with("ss,")) => {
            format!("remove `{separator}{fraction}`: `ss` takes a fraction")
        }
        Some((token, _)) => format!("write `{token}`"),
        None => {
            "use `YYYY`, `MM`, `DD`, `hh`, `mm`, `ss`, `T`, `Z` and ` -/.,:`; any other time is a `string`".to_owned()
        }
    };
    PatternError { range: at..at + word, message: format!("`{found}` is not part of a time pattern"), help }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_say_what_it_is() {
        for (class, pattern) in [
            (TimeClass::Timestamp, "YYYY-MM-DD hh:mm:ssZ"),
            (TimeClass::Timestamp, "DD/MM/YYYYThhmm Z"),
            (TimeClass::DateTime, "YYYYMMDDhhmmss"),
            (TimeClass::DateTime, "hh:mm, DD.MM.YYYY"),
            (TimeClass::Date, "DD.MM."),
            (TimeClass::Date, "YYYY"),
        ] {
            assert_eq!(scalar(class, pattern).unwrap().spelling(), format!("{}({pattern})", class.name().as_str()));
        }
        assert_eq!(scalar(TimeClass::Date, "YYYY-MM-DD").unwrap().spelling(), "date");
    }

    #[test]
    fn errors_point_at_what_is_wrong() {
        for (class, pattern, range, help) in [
            (TimeClass::Date, "yyyy-MM-DD", 0..4, "write `YYYY`"),
            (TimeClass::DateTime, "YYYY-MM-DD HH:mm", 11..13, "write `hh`"),
            (TimeClass::Date, "DD|MM", 2..3, "use `YYYY`"),
            (TimeClass::Date, "DD-MM-DD", 6..8, "remove one"),
            (TimeClass::DateTime, "DD-MM-YYYYThh:mmThh", 16..17, "remove one"),
            (TimeClass::Timestamp, "", 0..0, "write the pattern as in `timestamp(YYYY-MM-DD hh:mm:ssZ)`"),
            (TimeClass::Timestamp, "DD-MM", 0..5, "write `date(DD-MM)`"),
            (TimeClass::Timestamp, "YYYY-MM-DD hh:mm", 0..16, "write `datetime("),
            (TimeClass::DateTime, "YYYY-MM-DD hh:mmZ", 0..17, "write `timestamp("),
            (TimeClass::Date, "YYYY-MM-DDZ", 0..11, "add what is missing"),
            (TimeClass::DateTime, "hh:mm", 0..5, "add what is missing"),
            (TimeClass::DateTime, "hh:mm:ss.DD-MM-YYYY", 8..9, "put another separator"),
            (TimeClass::DateTime, "hhmmssDDMMYYYY", 6..8, "put another separator"),
            (TimeClass::Timestamp, "unix_ns", 0..7, "use `YYYY`"),
            (TimeClass::Timestamp, "YYYY-MM-DDThh:mm:ss.SSSZ", 20..24, "remove `.SSS`: `ss` takes a fraction"),
            (TimeClass::DateTime, "YYYY-MM-DD hh:mm:ss,fff", 20..23, "remove `,fff`: `ss` takes a fraction"),
        ] {
            let error = scalar(class, pattern).unwrap_err();
            assert_eq!(error.range, range, "{pattern}");
            assert!(error.help.starts_with(help), "{pattern}: {}", error.help);
        }
    }
}
