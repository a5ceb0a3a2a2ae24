//! How a payload departs from its specification.

use std::collections::HashSet;
use std::fmt::{self, Write as _};

use crate::collection::choose;
use crate::field::fits_format;
use crate::formats::{self, Integer};
use crate::json::{Json, JsonKind};
use crate::lens::Lens;
use crate::shape::{FieldDef, Kind};
use crate::text;

/// What kind of departure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeviationClass {
    /// The specification has no event of this name.
    UnknownEvent,
    /// The event came under an alias.
    EventAlias,
    /// The field came under an alias.
    FieldAlias,
    /// The field, or unknown key, occurred before in the same object.
    DuplicateKey,
    /// The key is not in the specification.
    UnknownField,
    /// A required field is absent.
    MissingField,
    /// `null` where the specification has none.
    UnexpectedNull,
    /// `""` where the specification has none.
    UnexpectedBlank,
    /// A value of another type.
    UnexpectedType,
    /// A number beyond the range of its type.
    OutOfRange,
    /// A lone surrogate in a text.
    InvalidUnicode,
    /// A text that is not of the type's format.
    BadFormat,
    /// A value that the enum does not list.
    UnknownValue,
}

impl DeviationClass {
    /// The name that every SDK uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnknownEvent => "unknown_event",
            Self::EventAlias => "event_alias",
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

/// One departure from the specification.
#[derive(Clone, PartialEq, Eq)]
pub struct Deviation<'a> {
    class: DeviationClass,
    path: String,
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

impl Deviation<'_> {
    /// An event name that the specification does not have, or has as an alias.
    pub(crate) fn of_event(class: DeviationClass, name: &str) -> Self {
        let mut quoted = String::with_capacity(name.len() + 2);
        text::escape(name, &mut quoted);
        Self { class, path: String::new(), seen: Seen::Name(quoted), offset: 0 }
    }

    /// What kind of departure it is.
    pub fn class(&self) -> DeviationClass {
        self.class
    }

    /// Where it is: a JSON Pointer (RFC 6901) from the payload.
    pub fn path(&self) -> &str {
        &self.path
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

impl fmt::Display for Deviation<'_> {
    /// Class and place. What was seen may be somebody's data and is left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.class.as_str())?;
        if self.path.is_empty() { Ok(()) } else { write!(f, " at {}", self.path) }
    }
}

impl fmt::Debug for Deviation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The way from the payload to a value; written out only when there is something to report.
enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Quoted(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    fn write(&self, out: &mut String) {
        match self {
            Self::Root => {}
            Self::Key(parent, key) => parent.write_key(key, out),
            Self::Quoted(parent, quoted) => parent.write_key(&text::unescape_lossy(quoted), out),
            Self::Index(parent, index) => {
                parent.write(out);
                let _ = write!(out, "/{index}");
            }
        }
    }

    fn write_key(&self, key: &str, out: &mut String) {
        self.write(out);
        out.push('/');
        for c in key.chars() {
            match c {
                '~' => out.push_str("~0"),
                '/' => out.push_str("~1"),
                c => out.push(c),
            }
        }
    }
}

/// Gathers deviations, each with its position in the payload's text.
struct Gather<'a> {
    base: usize,
    out: Vec<Deviation<'a>>,
}

/// Lists the deviations of a payload in the order of the contract.
pub(crate) fn list<'a>(lens: &'a Lens<'_>) -> Vec<Deviation<'a>> {
    let text = lens.json();
    let mut gather = Gather { base: text.as_ptr() as usize, out: Vec::new() };
    gather.object(lens, text, &Path::Root);
    gather.out.sort_by_key(|deviation| deviation.offset);
    if let Some(alias) = lens.sent_as {
        gather.out.insert(0, Deviation::of_event(DeviationClass::EventAlias, alias));
    }
    gather.out
}

impl<'a> Gather<'a> {
    fn add(&mut self, class: DeviationClass, path: &Path<'_>, json: Json<'a>) {
        let offset = (json.as_str().as_ptr() as usize).saturating_sub(self.base);
        self.add_at(class, path, Seen::Json(json), offset);
    }

    fn add_at(&mut self, class: DeviationClass, path: &Path<'_>, seen: Seen<'a>, offset: usize) {
        let mut written = String::new();
        path.write(&mut written);
        self.out.push(Deviation { class, path: written, seen, offset });
    }

    /// `text` is the object's own text, which lives as long as the payload even where the lens does not.
    fn object(&mut self, lens: &Lens<'_>, text: &'a str, path: &Path<'_>) {
        self.odd(lens, text, path);
        let end = (text.as_ptr() as usize + text.len()).saturating_sub(self.base);
        for (index, field) in lens.shape().fields.iter().enumerate() {
            match lens.span(index).of(text) {
                Some(value) => {
                    let key = lens.sent_key(index).and_then(|key| key.of(text));
                    let path = key.map_or(Path::Key(path, field.name), |quoted| Path::Quoted(path, quoted));
                    self.member(Json::scanned(value), field, &path);
                }
                None if field.required => {
                    self.add_at(DeviationClass::MissingField, &Path::Key(path, field.name), Seen::Nothing, end);
                }
                None => {}
            }
        }
    }

    /// Unknown keys, aliases, and members that occurred before.
    fn odd(&mut self, lens: &Lens<'_>, text: &'a str, path: &Path<'_>) {
        let mut unknown = HashSet::new();
        for odd in lens.odd() {
            let (Some(quoted), Some(value)) = (odd.key.of(text), odd.value.of(text)) else { continue };
            let (path, value) = (Path::Quoted(path, quoted), Json::scanned(value));
            if odd.alias {
                self.add(DeviationClass::FieldAlias, &path, value);
            }
            let known_key = odd.field.is_none() && !unknown.insert(text::unescape_lossy(quoted));
            if odd.repeated || known_key {
                self.add(DeviationClass::DuplicateKey, &path, value);
            }
            if odd.field.is_none() {
                self.add(DeviationClass::UnknownField, &path, value);
            }
        }
    }

    fn member(&mut self, json: Json<'a>, field: &'static FieldDef, path: &Path<'_>) {
        self.value(json, &field.kind, field.nullable, field.blank, path);
    }

    fn value(&mut self, json: Json<'a>, kind: &'static Kind, nullable: bool, blank: bool, path: &Path<'_>) {
        let class = match (json.as_str(), kind) {
            ("null", _) if nullable => return,
            (_, Kind::Any) => return,
            ("null", _) => DeviationClass::UnexpectedNull,
            ("\"\"", _) if blank => return,
            ("\"\"", _) if !kind.takes_empty() => DeviationClass::UnexpectedBlank,
            _ => match self.typed(json, kind, path) {
                Some(class) => class,
                None => return,
            },
        };
        self.add(class, path, json);
    }

    /// What is wrong with a value that is neither null nor blank; what is wrong inside it is added.
    fn typed(&mut self, json: Json<'a>, kind: &'static Kind, path: &Path<'_>) -> Option<DeviationClass> {
        match (kind, json.kind()) {
            (Kind::Any, _) | (Kind::Boolean, JsonKind::Boolean) => None,
            (Kind::Number, JsonKind::Number) => {
                (!formats::is_finite(json.as_str())).then_some(DeviationClass::OutOfRange)
            }
            (Kind::Integer, JsonKind::Number) => match formats::integer(json.as_str()) {
                Integer::Exact(_) => None,
                Integer::Fraction => Some(DeviationClass::UnexpectedType),
                Integer::OutOfRange => Some(DeviationClass::OutOfRange),
            },
            (Kind::List(item), JsonKind::Array) => {
                for (index, json) in json.items().enumerate() {
                    self.value(json, item, false, false, &Path::Index(path, index));
                }
                None
            }
            (Kind::Map(value), JsonKind::Object) => {
                self.map(json, value, path);
                None
            }
            (Kind::Object(shape), JsonKind::Object) => {
                if let Some(lens) = Lens::open(json, shape) {
                    self.object(&lens, json.as_str(), path);
                }
                None
            }
            (Kind::Union(_), _) => match choose(json, kind) {
                Some((_, chosen)) => self.typed(json, chosen, path),
                None => Some(DeviationClass::UnexpectedType),
            },
            (
                Kind::String
                | Kind::Timestamp
                | Kind::Date(_)
                | Kind::Uuid
                | Kind::Uri
                | Kind::Email
                | Kind::Enum { .. },
                JsonKind::String,
            ) => string(json, kind),
            _ => Some(DeviationClass::UnexpectedType),
        }
    }

    /// Of a key that occurs more than once only the last value counts.
    fn map(&mut self, json: Json<'a>, kind: &'static Kind, path: &Path<'_>) {
        let members: Vec<_> =
            json.quoted_members().map(|(quoted, value)| (quoted, text::unescape_lossy(quoted), value)).collect();
        let last: std::collections::HashMap<&str, usize> =
            members.iter().enumerate().map(|(index, (_, key, _))| (key.as_ref(), index)).collect();
        let mut seen = HashSet::new();
        for (index, (quoted, key, value)) in members.iter().enumerate() {
            let path = Path::Quoted(path, quoted);
            if !seen.insert(key.as_ref()) {
                self.add(DeviationClass::DuplicateKey, &path, *value);
            }
            if last.get(key.as_ref()) == Some(&index) {
                self.value(*value, kind, false, false, &path);
            }
        }
    }
}

fn string(json: Json<'_>, kind: &Kind) -> Option<DeviationClass> {
    let Some(text) = json.string() else { return Some(DeviationClass::InvalidUnicode) };
    match kind {
        Kind::Enum { values, .. } => (!values.contains(&text.as_ref())).then_some(DeviationClass::UnknownValue),
        _ => (!fits_format(&text, kind)).then_some(DeviationClass::BadFormat),
    }
}
