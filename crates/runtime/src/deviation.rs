//! Deviations of a payload from its specification.

use std::fmt;

use crate::formats::{self, Integer};
use crate::json::{Json, JsonKind};
use crate::json_pointer::JsonPointer;
use crate::shape::NamePlace;
use crate::text;

/// The class of a deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeviationClass {
    /// The event is not in the specification.
    UnknownEvent,
    /// The event was sent under an alias.
    EventAlias,
    /// The payload does not hold the name of this event.
    EventMismatch,
    /// The field was sent under an alias.
    FieldAlias,
    /// The field, or unknown key, occurred before in the same object.
    DuplicateKey,
    /// The key is not in the specification.
    UnknownField,
    /// A required field is absent.
    MissingField,
    /// `null` where it is not allowed.
    UnexpectedNull,
    /// `""` where it is not allowed.
    UnexpectedBlank,
    /// A value of another type.
    UnexpectedType,
    /// A number beyond the range of its type.
    OutOfRange,
    /// A lone surrogate in a text.
    InvalidUnicode,
    /// A text that does not have the type's format.
    BadFormat,
    /// A value that the enum does not list.
    UnknownValue,
}

impl DeviationClass {
    /// Every class.
    pub const ALL: [Self; 14] = [
        Self::UnknownEvent,
        Self::EventAlias,
        Self::EventMismatch,
        Self::FieldAlias,
        Self::DuplicateKey,
        Self::UnknownField,
        Self::MissingField,
        Self::UnexpectedNull,
        Self::UnexpectedBlank,
        Self::UnexpectedType,
        Self::OutOfRange,
        Self::InvalidUnicode,
        Self::BadFormat,
        Self::UnknownValue,
    ];

    /// The name that every SDK uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnknownEvent => "unknown_event",
            Self::EventAlias => "event_alias",
            Self::EventMismatch => "event_mismatch",
            Self::FieldAlias => "field_alias",
            Self::DuplicateKey => "duplicate_key",
            Self::UnknownField => "unknown_field",
            Self::MissingField => "missing_field",
            Self::UnexpectedNull => "unexpected_null",
            Self::UnexpectedBlank => "unexpected_blank",
            Self::UnexpectedType => "unexpected_type",
            Self::OutOfRange => "out_of_range",
            Self::InvalidUnicode => "invalid_unicode",
            Self::BadFormat => "bad_format",
            Self::UnknownValue => "unknown_value",
        }
    }
}

/// One deviation from the specification.
#[derive(Clone)]
pub struct Deviation<'a> {
    class: DeviationClass,
    /// `None` for the event, or for a value that stands alone.
    place: Option<JsonPointer<'a>>,
    seen: Seen<'a>,
    /// Where in the text it belongs; orders the list.
    offset: usize,
}

/// What was seen at the place.
#[derive(Clone, PartialEq, Eq)]
enum Seen<'a> {
    Nothing,
    Json(Json<'a>),
    Name(String),
}

impl<'a> Deviation<'a> {
    /// An event name that the specification does not have, or has as an alias.
    pub(crate) fn of_event(class: DeviationClass, name: &str) -> Self {
        let mut quoted = String::with_capacity(name.len() + 2);
        text::escape(name, &mut quoted);
        Self { class, place: None, seen: Seen::Name(quoted), offset: 0 }
    }

    /// Something, or nothing, at a place of the payload.
    pub(crate) fn at(
        class: DeviationClass,
        place: Option<JsonPointer<'a>>,
        seen: Option<Json<'a>>,
        offset: usize,
    ) -> Self {
        Self { class, place, seen: seen.map_or(Seen::Nothing, Seen::Json), offset }
    }

    /// The same, if what was seen is the name of an event at a place of names: an alias of the one that is decoded, or another one.
    pub(crate) fn with_names(mut self, places: &[NamePlace]) -> Self {
        if self.class != DeviationClass::UnknownValue {
            return self;
        }
        let path = self.path();
        if let Some(place) = places.iter().find(|place| place.pointer == path) {
            let is_alias = |alias: &str| match &self.seen {
                Seen::Json(json) if json.kind() == JsonKind::Number => {
                    alias.parse().is_ok_and(|value| formats::integer(json.as_str()) == Integer::Exact(value))
                }
                Seen::Json(json) => json.as_str() == alias || json.string().is_some_and(|text| text == alias),
                Seen::Nothing | Seen::Name(_) => false,
            };
            let has_alias = place.aliases.iter().any(|alias| is_alias(alias));
            self.class = if has_alias { DeviationClass::EventAlias } else { DeviationClass::EventMismatch };
        }
        self
    }

    /// Reports it as a warning of `tracing`, with the fields `event`, `class` and `path`. What was seen stays out of the log: it is
    /// somebody's data.
    #[cfg(feature = "tracing")]
    pub fn warn(&self, event: &str) {
        tracing::warn!(
            event,
            class = self.class.as_str(),
            path = self.path(),
            "the payload departs from its specification"
        );
    }

    /// The class of a deviation.
    pub fn class(&self) -> DeviationClass {
        self.class
    }

    /// Where it is: a JSON Pointer (RFC 6901) from the payload.
    ///
    /// It is written when it is asked for: many deviations below one long key would take a lot of memory.
    pub fn path(&self) -> String {
        self.place.as_ref().map(ToString::to_string).unwrap_or_default()
    }

    /// Where it is in the text: the first byte of what was seen, or the end of the object that lacks a field. Of the event, 0.
    #[doc(hidden)]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The documented key there, if it is not the one that the member has; always for a missing field.
    #[doc(hidden)]
    pub fn documented_key(&self) -> Option<&'static str> {
        self.place.as_ref().and_then(JsonPointer::documented_key)
    }

    /// The JSON that was seen there, as sent; nothing for a missing field.
    pub fn seen(&self) -> Option<&str> {
        match &self.seen {
            Seen::Nothing => None,
            Seen::Json(json) => Some(json.as_str()),
            Seen::Name(name) => Some(name),
        }
    }
}

impl PartialEq for Deviation<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.class == other.class && self.seen == other.seen && self.path() == other.path()
    }
}

impl Eq for Deviation<'_> {}

impl fmt::Display for DeviationClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Deviation<'_> {
    /// Class and location. What was seen may be private data and is omitted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.class.as_str())?;
        self.place.as_ref().map_or(Ok(()), |place| write!(f, " at {place}"))
    }
}

impl fmt::Debug for Deviation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
