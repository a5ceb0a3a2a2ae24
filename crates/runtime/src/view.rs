//! The view: the text of an object inside a payload, always borrowed, and the table of its members.

use std::borrow::Cow;
use std::fmt;

use crate::deviation::Deviation;
use crate::deviations;
use crate::error::DecodeError;
use crate::field::{Field, Value};
use crate::json::Json;
use crate::limits::Limits;
use crate::place;
use crate::shape::Shape;
use crate::table::{self, Table};

/// A decoded object that borrows its text. What is read from it lives as long as the text, and longer than the view.
#[derive(Clone)]
pub struct View<'a> {
    text: &'a str,
    table: Table,
}

impl<'a> View<'a> {
    pub(crate) fn new(text: &'a str, table: Table) -> Self {
        Self { text, table }
    }

    pub(crate) fn into_parts(self) -> (&'a str, Table) {
        (self.text, self.table)
    }

    /// Decodes an object that stands alone.
    pub fn decode(bytes: &'a [u8], shape: &'static Shape, limits: Limits) -> Result<Self, DecodeError> {
        Self::decode_str(limits.text(bytes)?, shape, limits)
    }

    /// Decodes the text of an object that stands alone.
    pub fn decode_str(text: &'a str, shape: &'static Shape, limits: Limits) -> Result<Self, DecodeError> {
        Ok(Self::new(text, Table::decode(text, shape, limits)?))
    }

    /// Opens an object inside a payload that was scanned before; `None` for other values.
    pub fn open(json: Json<'a>, shape: &'static Shape) -> Option<Self> {
        Some(Self::new(json.as_str(), Table::open(json, shape)?))
    }

    /// The text, as it was sent.
    pub fn json(&self) -> &'a str {
        self.text
    }

    /// What the object is supposed to be.
    pub fn shape(&self) -> &'static Shape {
        self.table.shape()
    }

    /// The value of a field as sent, by its index in [`Shape::fields`].
    pub fn get(&self, index: usize) -> Option<Json<'a>> {
        self.table.get(self.text, index)
    }

    /// The state of a field, by its index in [`Shape::fields`].
    pub fn read<T: Value<'a>>(&self, index: usize) -> Field<'a, T> {
        self.table.read(self.text, index)
    }

    /// The members that are not in the specification: those of [`View::unlisted`], none if it has a type for them.
    pub fn extra(&self) -> impl Iterator<Item = (Cow<'a, str>, Json<'a>)> + use<'a> {
        let shape = self.shape();
        self.unlisted().filter(move |_| shape.rest.is_none())
    }

    /// The members that are not among the fields but of the type that the specification has for the rest.
    pub fn rest<T: Value<'a>>(&self) -> impl Iterator<Item = (Cow<'a, str>, Field<'a, T>)> + use<'a, T> {
        table::rest(self.unlisted(), self.shape())
    }

    /// The members that are not among the fields, in the order they were sent. Lone surrogates in a key become U+FFFD.
    ///
    /// The iterator outlives the view, as that of a list does.
    pub fn unlisted(&self) -> impl Iterator<Item = (Cow<'a, str>, Json<'a>)> + use<'a> {
        table::unlisted(self.table.irregular().to_vec().into_iter(), self.text)
    }

    /// The state of any place in the object, by its JSON Pointer.
    pub fn at(&self, pointer: &str) -> Field<'a, Json<'a>> {
        place::at(&self.table, self.text, pointer)
    }

    /// Every deviation of the object from the specification, in the order of the text.
    pub fn deviations(&self) -> Vec<Deviation<'a>> {
        deviations::deviations(&self.table, self.text, None)
    }
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.table.debug(self.text, f)
    }
}
