//! Payloads made or changed member by member; what is not changed keeps its text and its order.

use std::fmt::Write as _;
use std::marker::PhantomData;

use crate::error::DecodeError;
use crate::json::Json;
use crate::lens::Lens;
use crate::limits::Limits;
use crate::payload::Payload;
use crate::scalar::{
    BooleanText, Date, DateTime, IntegerText, Number, NumberText, Timestamp, UnixMillis, UnixMillisText, UnixSeconds,
    UnixSecondsText,
};
use crate::shape::Shape;
use crate::text;
use crate::{List, Map, Text};

/// What a field is set to: a value of its type, or what vendors send in its place.
#[derive(Debug)]
pub struct Input<T> {
    json: String,
    of: PhantomData<T>,
}

impl<T> Input<T> {
    fn new(json: String) -> Self {
        Self { json, of: PhantomData }
    }

    /// `null`, whether the specification has it or not.
    pub fn null() -> Self {
        Self::new("null".to_owned())
    }

    /// `""`, whether the specification has it or not.
    pub fn blank() -> Self {
        Self::new("\"\"".to_owned())
    }

    /// Any JSON value: what an SDK is to be tested with.
    pub fn json(json: Json<'_>) -> Self {
        Self::new(json.as_str().to_owned())
    }

    fn string(value: &str) -> Self {
        let mut json = String::with_capacity(value.len() + 2);
        text::escape(value, &mut json);
        Self::new(json)
    }
}

macro_rules! from_text {
    ($($of:ty),*) => {$(
        impl From<&str> for Input<$of> {
            fn from(value: &str) -> Self {
                Self::string(value)
            }
        }

        impl From<String> for Input<$of> {
            fn from(value: String) -> Self {
                Self::string(&value)
            }
        }
    )*};
}

from_text!(
    Text<'static>,
    Timestamp<'static>,
    DateTime<'static>,
    Date<'static>,
    NumberText<'static>,
    IntegerText<'static>,
    BooleanText<'static>,
    UnixSecondsText<'static>,
    UnixMillisText<'static>
);

macro_rules! from_number {
    ($($of:ty, $text:ty: $($from:ty),*;)*) => {$($(
        impl From<$from> for Input<$of> {
            fn from(value: $from) -> Self {
                Self::new(value.to_string())
            }
        }

        impl From<$from> for Input<$text> {
            fn from(value: $from) -> Self {
                Self::new(format!("\"{value}\""))
            }
        }
    )*)*};
}

from_number! {
    Number<'static>, NumberText<'static>: i32, i64, u32, u64, Number<'_>;
    i64, IntegerText<'static>: i32, i64, u32;
    bool, BooleanText<'static>: bool;
    UnixSeconds<'static>, UnixSecondsText<'static>: i32, i64, u32, u64, Number<'_>, UnixSeconds<'_>;
    UnixMillis<'static>, UnixMillisText<'static>: i64, u64, Number<'_>, UnixMillis<'_>;
}

impl From<f64> for Input<Number<'static>> {
    /// The shortest digits that read as the same double. JSON has no NaN and no infinity: they become `null`.
    fn from(value: f64) -> Self {
        if value.is_finite() { Self::new(value.to_string()) } else { Self::null() }
    }
}

impl From<()> for Input<()> {
    fn from((): ()) -> Self {
        Self::null()
    }
}

impl From<Json<'_>> for Input<Json<'static>> {
    fn from(value: Json<'_>) -> Self {
        Self::json(value)
    }
}

impl<T, I: Into<Input<T>>> FromIterator<I> for Input<List<'static, T>> {
    fn from_iter<A: IntoIterator<Item = I>>(items: A) -> Self {
        let items: Vec<String> = items.into_iter().map(|item| item.into().json).collect();
        Self::new(format!("[{}]", items.join(",")))
    }
}

impl<'k, T, I: Into<Input<T>>> FromIterator<(&'k str, I)> for Input<Map<'static, T>> {
    fn from_iter<A: IntoIterator<Item = (&'k str, I)>>(members: A) -> Self {
        let mut json = String::from("{");
        for (key, value) in members {
            if json.len() > 1 {
                json.push(',');
            }
            text::escape(key, &mut json);
            json.push(':');
            json.push_str(&value.into().json);
        }
        json.push('}');
        Self::new(json)
    }
}

/// For generated types: an object or a union alternative by its text, an enum by its wire value.
#[doc(hidden)]
pub fn input_json<T>(json: &str) -> Input<T> {
    Input::new(json.to_owned())
}

/// See [`input_json`].
#[doc(hidden)]
pub fn input_text<T>(value: &str) -> Input<T> {
    Input::string(value)
}

/// An object under change. Generated builders wrap one.
#[derive(Clone, Debug)]
pub struct Edit<'a> {
    lens: Lens<'a>,
    /// Whether the object was received: it may then lack what is required.
    received: bool,
    /// By field: the new text of its value, or `None` to remove it. The last change of a field counts.
    changes: Vec<(usize, Option<String>)>,
}

/// What is to become of a field.
#[derive(Clone, Copy)]
enum Change<'e> {
    None,
    Removed,
    Set(&'e str),
}

impl<'e> Change<'e> {
    fn is_removal(self) -> bool {
        matches!(self, Self::Removed)
    }

    fn text(self) -> Option<&'e str> {
        match self {
            Self::Set(json) => Some(json),
            Self::None | Self::Removed => None,
        }
    }
}

/// A member of the text that is changed.
struct Member {
    key: usize,
    value: (usize, usize),
    field: Option<usize>,
}

impl<'a> Edit<'a> {
    /// An empty object of a shape.
    pub fn new(shape: &'static Shape) -> Edit<'static> {
        Edit { lens: Lens::empty(shape), received: false, changes: Vec::new() }
    }

    /// An object that was decoded.
    pub fn of(lens: Lens<'a>) -> Self {
        Self { lens, received: true, changes: Vec::new() }
    }

    /// Sets a field by its index in the shape.
    #[must_use]
    pub fn set<T>(mut self, index: usize, value: Input<T>) -> Self {
        self.changes.push((index, Some(value.json)));
        self
    }

    /// Removes a field by its wire name, under whatever key it came.
    #[must_use]
    pub fn remove(mut self, name: &str) -> Self {
        let index = self.lens.shape().fields.iter().position(|field| field.name == name);
        self.changes.extend(index.map(|index| (index, None)));
        self
    }

    /// The changed object.
    ///
    /// # Errors
    /// Fails only if it passes the limits of decoding.
    pub fn build<P: Payload<'static>>(self) -> Result<P, DecodeError> {
        Lens::decode_owned(self.text(), P::SHAPE, Limits::default()).map(P::from_lens)
    }

    /// The required fields that the object would lack, leaving out those that it lacked when it was received.
    pub fn missing(&self) -> Vec<&'static str> {
        let fields = self.lens.shape().fields.iter().enumerate().filter(|(_, field)| field.required);
        let missing = fields.filter(|(index, _)| {
            let was_sent = self.lens.get(*index).is_some();
            match self.change(Some(*index)) {
                Change::None => !was_sent && !self.received,
                Change::Removed => was_sent || !self.received,
                Change::Set(_) => false,
            }
        });
        missing.map(|(_, field)| field.name).collect()
    }

    /// The last change of a field.
    fn change(&self, field: Option<usize>) -> Change<'_> {
        match self.changes.iter().rev().find(|(index, _)| Some(*index) == field) {
            None => Change::None,
            Some((_, None)) => Change::Removed,
            Some((_, Some(json))) => Change::Set(json),
        }
    }

    fn text(&self) -> String {
        let text = self.lens.json();
        let mut members = self.members();
        let before = members.len();
        members.retain(|member| !self.change(member.field).is_removal());
        let is_shorter = members.len() < before;
        let mut out = String::with_capacity(text.len() + 64);
        let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        // Up to the first member, then member by member with the space between them, as far as nothing was removed.
        let open = text.find('{').map_or(0, |at| at + 1);
        let close = text.rfind('}').unwrap_or(text.len());
        let mut at = if is_shorter { open } else { members.first().map_or(open, |member| member.key) };
        out.push_str(part(0, at));
        for (position, member) in members.iter().enumerate() {
            if is_shorter {
                out.push_str(if position == 0 { "" } else { "," });
                at = member.key;
            }
            // Of a field that occurs more than once the last one counts.
            let is_last = || !members.iter().skip(position + 1).any(|other| other.field == member.field);
            if let Some(json) = self.change(member.field).text().filter(|_| is_last()) {
                out.push_str(part(at, member.value.0));
                out.push_str(json);
                at = member.value.1;
            } else if is_shorter {
                out.push_str(part(at, member.value.1));
                at = member.value.1;
            }
        }
        let end = members.last().map_or(open, |member| member.value.1);
        out.push_str(part(at, end));
        let mut is_empty = members.is_empty();
        for (index, field) in self.lens.shape().fields.iter().enumerate() {
            let is_new = members.iter().all(|member| member.field != Some(index));
            if let Some(json) = self.change(Some(index)).text().filter(|_| is_new) {
                let comma = if is_empty { "" } else { "," };
                let _ = write!(out, "{comma}{}{json}", field.quoted);
                is_empty = false;
            }
        }
        out.push_str(part(if is_shorter { close } else { end }, text.len()));
        out
    }

    fn members(&self) -> Vec<Member> {
        let (text, shape) = (self.lens.json(), self.lens.shape());
        let offset = |part: &str| (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let object = Json::scanned(text.trim_ascii(), false);
        let member = |(quoted, value): (&str, Json<'_>)| {
            let start = offset(value.as_str());
            let field = shape.find(quoted).map(|(index, _)| index);
            Member { key: offset(quoted), value: (start, start + value.as_str().len()), field }
        };
        let mut members = Vec::with_capacity(shape.fields.len());
        members.extend(object.quoted_members().map(member));
        members
    }
}
