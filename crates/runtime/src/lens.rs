//! The lens: the text of a payload, borrowed or its own, and the table of its members.

use std::borrow::Cow;
use std::fmt;

use crate::deviation::Deviation;
use crate::deviations;
use crate::error::DecodeError;
use crate::field::{Field, Value};
use crate::json::Json;
use crate::limits::Limits;
use crate::place;
use crate::shape::{FieldDef, Part, Shape};
use crate::table::{self, Table};
use crate::view::View;

/// A decoded object that may own its text. Generated payload types wrap one and give it typed accessors.
#[derive(Clone)]
pub struct Lens<'a> {
    text: Cow<'a, str>,
    table: Table,
    /// The alias under which the event came.
    pub(crate) sent_as: Option<&'static str>,
    /// What the object is in its event, if that narrows it: the same fields, some with less to them.
    narrowed: Option<&'static Shape>,
}

impl<'a> Lens<'a> {
    fn new(text: Cow<'a, str>, table: Table) -> Self {
        Self { text, table, sent_as: None, narrowed: None }
    }

    /// Decodes a payload.
    pub fn decode(bytes: &'a [u8], shape: &'static Shape, limits: Limits) -> Result<Self, DecodeError> {
        Self::decode_str(limits.text(bytes)?, shape, limits)
    }

    /// Decodes the text of a payload.
    pub fn decode_str(text: &'a str, shape: &'static Shape, limits: Limits) -> Result<Self, DecodeError> {
        Ok(Self::new(Cow::Borrowed(text), Table::decode(text, shape, limits)?))
    }

    /// The same for a text that the payload is to keep.
    pub(crate) fn decode_owned(
        text: String,
        shape: &'static Shape,
        limits: Limits,
    ) -> Result<Lens<'static>, DecodeError> {
        let table = Table::decode(&text, shape, limits)?;
        Ok(Lens::new(Cow::Owned(text), table))
    }

    /// `{}`.
    pub(crate) fn empty(shape: &'static Shape) -> Lens<'static> {
        Lens::new(Cow::Borrowed("{}"), Table::empty(shape))
    }

    /// The text, as it was sent.
    pub fn json(&self) -> &str {
        &self.text
    }

    /// What the object is supposed to be.
    pub fn shape(&self) -> &'static Shape {
        self.table.shape()
    }

    /// The value of a field as sent, by its index in [`Shape::fields`].
    pub fn get(&self, index: usize) -> Option<Json<'_>> {
        self.table.get(&self.text, index)
    }

    /// The state of a field, by its index in [`Shape::fields`].
    pub fn read<'s, T: Value<'s>>(&'s self, index: usize) -> Field<'s, T> {
        self.table.read(&self.text, index)
    }

    /// The state of a field as another definition of it has it.
    fn read_as<'s, T: Value<'s>>(&'s self, index: usize, field: &'static FieldDef) -> Field<'s, T> {
        self.table.read_as(&self.text, index, field)
    }

    /// The members that are not in the specification: those of [`Lens::unlisted`], none if it has a type for them.
    pub fn extra(&self) -> impl Iterator<Item = (Cow<'_, str>, Json<'_>)> {
        self.unlisted().filter(|_| self.shape().rest.is_none())
    }

    /// The members that are not among the fields but of the type that the specification has for the rest.
    pub fn rest<'s, T: Value<'s>>(&'s self) -> impl Iterator<Item = (Cow<'s, str>, Field<'s, T>)> {
        table::rest(self.unlisted(), self.shape())
    }

    /// The members that are not among the fields, in the order they were sent. Lone surrogates in a key become U+FFFD.
    pub fn unlisted(&self) -> impl Iterator<Item = (Cow<'_, str>, Json<'_>)> {
        table::unlisted(self.table.irregular().iter().copied(), &self.text)
    }

    /// The state of any place in the object, by its JSON Pointer.
    pub fn at(&self, pointer: &str) -> Field<'_, Json<'_>> {
        place::at(&self.table_of_event(), &self.text, pointer)
    }

    /// Every deviation of the object from the specification, in the order of the text.
    pub fn deviations(&self) -> Vec<Deviation<'_>> {
        deviations::deviations(&self.table_of_event(), &self.text, self.sent_as)
    }

    /// The table as the event has it.
    fn table_of_event(&self) -> Cow<'_, Table> {
        self.narrowed.map_or(Cow::Borrowed(&self.table), |shape| Cow::Owned(self.table.narrowed(shape)))
    }

    /// The object as a view of this text. The table is copied, the text is not.
    pub(crate) fn view(&self) -> View<'_> {
        View::new(&self.text, self.table.clone())
    }

    /// Keeps the text, so that the payload outlives the bytes it came from.
    pub fn into_owned(self) -> Lens<'static> {
        let Self { text, table, sent_as, narrowed } = self;
        Lens { text: Cow::Owned(text.into_owned()), table, sent_as, narrowed }
    }

    /// Notes that the event came under an alias.
    #[must_use]
    pub fn sent_as(mut self, alias: Option<&'static str>) -> Self {
        self.sent_as = alias;
        self
    }

    /// Notes what the payload is in its event: its deviations and its places are those of that shape, whereas accessors read what the
    /// payload is in every event.
    #[must_use]
    pub fn narrowed(mut self, shape: &'static Shape) -> Self {
        self.narrowed = Some(shape);
        self
    }
}

impl<'a> From<View<'a>> for Lens<'a> {
    fn from(view: View<'a>) -> Self {
        let (text, table) = view.into_parts();
        Self::new(Cow::Borrowed(text), table)
    }
}

impl fmt::Debug for Lens<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.table.debug(&self.text, f)
    }
}

/// The fields of a shared group inside an object that includes it. For generated code.
#[derive(Clone, Copy, Debug)]
pub struct Slots<'s> {
    lens: &'s Lens<'s>,
    first: usize,
    /// The group, if its definitions are not those of the object.
    group: Option<&'static Part>,
}

impl<'s> Slots<'s> {
    /// The group's fields begin at the index `first` of the object's.
    pub fn new(lens: &'s Lens<'_>, first: usize) -> Self {
        Self { lens, first, group: None }
    }

    /// The same in an object that has narrower definitions of some of them: they are read as the group defines them.
    pub fn of_group(lens: &'s Lens<'_>, first: usize, group: &'static Part) -> Self {
        Self { lens, first, group: Some(group) }
    }

    /// The state of a field, by its index in the group.
    pub fn read<T: Value<'s>>(self, index: usize) -> Field<'s, T> {
        match self.group.and_then(|group| group.fields.get(index)) {
            Some(field) => self.lens.read_as(self.first + index, field),
            None => self.lens.read(self.first + index),
        }
    }
}
