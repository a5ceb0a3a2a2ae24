//! The table of an object: where each known field stands in its text. The text is kept beside it, by a `Lens` or a `View`.

use std::borrow::Cow;
use std::fmt;

use crate::error::{DecodeError, ErrorClass};
use crate::field::{Field, FieldState, Value};
use crate::field_error::Origin;
use crate::json::{Json, JsonKind};
use crate::kind::{Kind, compound_kind, format_kind};
use crate::limits::Limits;
use crate::scan::{self, End, Fault, MAX_DEPTH};
use crate::shape::{FieldDef, Shape};
use crate::text;

/// How many documented keys are tried before a key is looked up.
const LOOKAHEAD: usize = 4;

/// A range of the text. No value ends at 0, so an empty span is an absent one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    /// The lowest bits; the highest says whether the value is plain.
    start: u32,
    end: u32,
}

/// The bit of [`Span::start`] that a text of at most 2 GiB has no use for.
const PLAIN: u32 = 1 << 31;

impl Span {
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "a text is at most 2 GiB long")]
    fn new(start: usize, end: End) -> Self {
        let plain = if end.plain { PLAIN } else { 0 };
        Self { start: start as u32 | plain, end: end.at as u32 }
    }

    #[inline]
    pub(crate) fn of(self, text: &str) -> Option<Json<'_>> {
        if self.end == 0 {
            return None;
        }
        let text = text.get((self.start & !PLAIN) as usize..self.end as usize)?;
        Some(Json::scanned(text, self.start & PLAIN != 0))
    }

    /// The bytes, and whether the value is known to be plain.
    pub(crate) fn plain_bytes(self, text: &str) -> Option<(&[u8], bool)> {
        let bytes = text.as_bytes().get((self.start & !PLAIN) as usize..self.end as usize)?;
        Some((bytes, self.start & PLAIN != 0))
    }

    /// Whether a value is of its type at a glance, with nothing in it to look into; most values are.
    #[inline(always)]
    pub(crate) fn is_obviously_valid(self, kind: &Kind, text: &str) -> bool {
        let start = self.start & !PLAIN;
        // An absent value has no text before its end.
        let Some(first) = text.as_bytes().get(start as usize).filter(|_| self.end > start) else { return false };
        let is = |json: JsonKind| self.start & PLAIN != 0 && JsonKind::of(*first) == json;
        // `""` may be the lack of a value.
        let is_text = || is(JsonKind::String) && self.end - start > 2;
        let is_right = || self.of(text).is_some_and(|json| kind.verdict(json).is_none());
        let inner = || text.get(start as usize + 1..self.end as usize - 1);
        match kind {
            Kind::Boolean => is(JsonKind::Boolean),
            Kind::Number => is(JsonKind::Number),
            Kind::Integer | Kind::Unix(_) | Kind::Integers { .. } => is(JsonKind::Number) && is_right(),
            Kind::Constant(_) => is(JsonKind::Boolean) && is_right(),
            Kind::String => is_text(),
            Kind::Enum { .. } | format_kind!() => {
                is_text() && inner().is_some_and(|inner| kind.text_verdict(inner).is_none())
            }
            Kind::Any => true,
            Kind::Null | compound_kind!() => false,
        }
    }
}

/// A member that is not simply a known field under its own key for the first time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Irregular {
    /// The field, or `None` for an unknown key.
    pub field: Option<usize>,
    /// Whether the field occurred before.
    pub repeated: bool,
    /// Whether the key is one of the field's aliases.
    pub alias: bool,
    pub key: Span,
    pub value: Span,
}

/// Where the members of an object stand in its text, which every method is given again.
#[derive(Clone)]
pub(crate) struct Table {
    shape: &'static Shape,
    spans: Box<[Span]>,
    irregular: Vec<Irregular>,
}

impl Table {
    /// Decodes the text of a payload.
    pub(crate) fn decode(text: &str, shape: &'static Shape, limits: Limits) -> Result<Self, DecodeError> {
        limits.admit(text.as_bytes())?;
        let fail = |class, offset| DecodeError::new(class, offset, text.as_bytes());
        let depth = limits.depth.min(MAX_DEPTH);
        Self::scan(text, shape, depth).map_err(|fault| match not_an_object(text, depth, fault) {
            Ok(offset) => fail(ErrorClass::NotAnObject, offset),
            Err(fault) => fail(fault.class(), fault.offset()),
        })
    }

    /// Opens an object inside a payload that was scanned before; `None` for other values.
    pub(crate) fn open(json: Json<'_>, shape: &'static Shape) -> Option<Self> {
        Self::scan(json.as_str(), shape, MAX_DEPTH).ok()
    }

    /// Of `{}`.
    pub(crate) fn empty(shape: &'static Shape) -> Self {
        let spans = vec![Span::default(); shape.fields.len()].into_boxed_slice();
        Self { shape, spans, irregular: Vec::new() }
    }

    fn scan(text: &str, shape: &'static Shape, depth: u32) -> Result<Self, Fault> {
        let bytes = text.as_bytes();
        let open = scan::space(bytes, 0);
        let Some(levels) = depth.checked_sub(1) else {
            return Err(Fault::too_deep(open));
        };
        let start = scan::space(bytes, scan::take(bytes, open, b'{')?);
        // Not `vec![...; n]`, which asks for zeroed memory: glibc keeps none of that at hand.
        let mut spans = Vec::with_capacity(shape.fields.len());
        spans.resize(shape.fields.len(), Span::default());
        let spans = spans.into_boxed_slice();
        let mut table = Self { shape, spans, irregular: Vec::new() };
        let close =
            if scan::peek(bytes, start) == Some(b'}') { start + 1 } else { table.members(text, start, levels)? };
        scan::end(bytes, close)?;
        Ok(table)
    }

    /// Reads members up to the closing bracket: in order as long as they keep to it, then in any order.
    fn members(&mut self, text: &str, at: usize, levels: u32) -> Result<usize, Fault> {
        let mut stop = Stop { at, next: 0, more: true };
        while stop.more {
            stop = self.in_order(text.as_bytes(), stop.at, levels, stop.next)?;
            if stop.more {
                stop = self.in_any_order(text, stop.at, levels, stop.next)?;
            }
        }
        Ok(stop.at)
    }

    /// Reads members as long as they keep to the documented order. Senders do, and leave fields out, so the next few
    /// documented keys are tried; in a loop of its own, which is most of the speed.
    #[inline(never)]
    fn in_order(&mut self, bytes: &[u8], mut at: usize, levels: u32, mut next: usize) -> Result<Stop, Fault> {
        let fields = self.shape.fields.iter().zip(&mut self.spans).enumerate().skip(next);
        let mut tries = LOOKAHEAD;
        for (index, (field, slot)) in fields {
            if !scan::starts_with(bytes, at, field.quoted) {
                tries -= 1;
                if tries == 0 {
                    break;
                }
                continue;
            }
            if slot.end != 0 {
                break;
            }
            let start = scan::space(bytes, at + field.quoted.len());
            let end = scan::value(bytes, start, levels)?;
            *slot = Span::new(start, end);
            let (after, more) = scan::separator(bytes, end.at, b'}')?;
            (at, next, tries) = (after, index + 1, LOOKAHEAD);
            if !more {
                return Ok(Stop { at, next, more });
            }
        }
        Ok(Stop { at, next, more: true })
    }

    /// Looks keys up until the one comes that is expected, or one soon after it.
    #[inline(never)]
    fn in_any_order(&mut self, text: &str, mut at: usize, levels: u32, mut next: usize) -> Result<Stop, Fault> {
        let bytes = text.as_bytes();
        // A run of fields was left out if the first key is one that comes later: that is order, too.
        let mut expected = next..=usize::MAX;
        loop {
            let (start, key) = scan::key(bytes, at)?;
            let found = match bytes.get(at + 1..key.at - 1) {
                Some(inner) if key.plain => self.shape.lookup(inner),
                _ => text.get(at..key.at).and_then(|quoted| self.shape.find(quoted)),
            };
            let end = scan::value(bytes, start, levels)?;
            let index = self.member(found, Span::new(at, key), Span::new(start, end), bytes.len());
            let (after, more) = scan::separator(bytes, end.at, b'}')?;
            at = after;
            // Keys that are unknown come in runs, and say nothing of the order.
            let is_expected = index.is_some_and(|index| expected.contains(&index));
            next = index.map_or(next, |index| index + 1);
            if is_expected || !more {
                return Ok(Stop { at, next, more });
            }
            if index.is_some() {
                expected = next..=next;
            }
        }
    }

    /// Notes a member of a text of that length; the index of its field.
    fn member(&mut self, found: Option<(usize, bool)>, key: Span, value: Span, length: usize) -> Option<usize> {
        let Some((index, alias, slot)) =
            found.and_then(|(index, alias)| Some((index, alias, self.spans.get_mut(index)?)))
        else {
            self.note(Irregular { field: None, repeated: false, alias: false, key, value }, length);
            return None;
        };
        let repeated = slot.end != 0;
        *slot = value;
        if repeated || alias {
            self.note(Irregular { field: Some(index), repeated, alias, key, value }, length);
        }
        Some(index)
    }

    /// Adds a member that is not simply a field. Where many are, there is room for as many more as the text seems to have.
    #[inline]
    fn note(&mut self, member: Irregular, length: usize) {
        let known = self.irregular.len();
        if known == self.irregular.capacity() {
            let expected = known * length / (member.value.end as usize).max(1);
            self.irregular.reserve_exact(expected.saturating_sub(known).max(4));
        }
        self.irregular.push(member);
    }

    pub(crate) fn shape(&self) -> &'static Shape {
        self.shape
    }

    /// The same members under a shape with the same fields under the same keys.
    pub(crate) fn narrowed(&self, shape: &'static Shape) -> Self {
        Self { shape, ..self.clone() }
    }

    pub(crate) fn spans(&self) -> &[Span] {
        &self.spans
    }

    pub(crate) fn irregular(&self) -> &[Irregular] {
        &self.irregular
    }

    /// The value of a field as sent, by its index in [`Shape::fields`].
    pub(crate) fn get<'a>(&self, text: &'a str, index: usize) -> Option<Json<'a>> {
        self.spans.get(index)?.of(text)
    }

    /// The state of a field, by its index in [`Shape::fields`].
    pub(crate) fn read<'a, T: Value<'a>>(&self, text: &'a str, index: usize) -> Field<'a, T> {
        match self.shape.fields.get(index) {
            Some(field) => self.read_as(text, index, field),
            None => Field::absent(Origin::Place),
        }
    }

    /// The state of a field as another definition of it has it.
    pub(crate) fn read_as<'a, T: Value<'a>>(
        &self,
        text: &'a str,
        index: usize,
        field: &'static FieldDef,
    ) -> Field<'a, T> {
        let json = self.get(text, index);
        let state = json.map_or(FieldState::Absent, |json| FieldState::read(json, &field.kind, field.blank));
        Field::new(state, Origin::Object(self.shape, field))
    }

    /// What is there, never the values: payloads hold people's data and logs keep it.
    pub(crate) fn debug(&self, text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = self.spans.iter().filter(|span| span.end != 0).count();
        let unknown = self.irregular.iter().filter(|member| member.field.is_none()).count();
        f.debug_struct(self.shape.name)
            .field("bytes", &text.len())
            .field("known_fields", &known)
            .field("unknown_fields", &unknown)
            .finish()
    }
}

/// The members of a text that are not among the fields, in the order they were sent. Lone surrogates in a key become U+FFFD.
pub(crate) fn unlisted(
    members: impl Iterator<Item = Irregular>,
    text: &str,
) -> impl Iterator<Item = (Cow<'_, str>, Json<'_>)> {
    let unlisted = members.filter(|member| member.field.is_none());
    unlisted.filter_map(move |member| {
        let key = member.key.of(text)?.as_str();
        Some((text::unescape_lossy(key), member.value.of(text)?))
    })
}

/// Those of them that have the type that the specification has for the rest, read as it.
pub(crate) fn rest<'a, T: Value<'a>>(
    unlisted: impl Iterator<Item = (Cow<'a, str>, Json<'a>)>,
    shape: &'static Shape,
) -> impl Iterator<Item = (Cow<'a, str>, Field<'a, T>)> {
    let rest = shape.rest.as_ref();
    unlisted.filter_map(move |(key, json)| {
        let kind = &rest?.kind;
        Some((key, Field::new(FieldState::read(json, kind, false), Origin::Key(kind))))
    })
}

/// Where members stop keeping to the documented order.
struct Stop {
    at: usize,
    /// The field that is expected next.
    next: usize,
    /// Whether there is another member; else the object has ended.
    more: bool,
}

/// Where a text that is JSON, and of another kind than an object, begins; else why it is not JSON.
fn not_an_object(text: &str, depth: u32, fault: Fault) -> Result<usize, Fault> {
    let bytes = text.as_bytes();
    let start = scan::space(bytes, 0);
    if scan::peek(bytes, start) == Some(b'{') {
        return Err(fault);
    }
    scan::value(bytes, start, depth).and_then(|end| scan::end(bytes, end.at)).map(|_| start)
}
