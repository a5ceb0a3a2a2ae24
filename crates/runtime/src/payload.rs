//! What every payload type can do besides reading its fields.

use std::borrow::Cow;

use crate::deviation::{Deviation, DeviationClass};
use crate::error::DecodeError;
use crate::field::Field;
use crate::json::Json;
use crate::lens::Lens;
use crate::limits::Limits;
use crate::shape::Shape;

/// A payload, which borrows its text or owns it. Generated types implement it.
///
/// What is read from it borrows the payload, whose text it may be. Objects inside it are views of that text: see
/// [`Object`](crate::Object).
///
/// These are methods of a trait so that no field name of a specification can clash with them.
pub trait Payload<'a>: Sized {
    /// The same type without borrowed text.
    type Owned: Payload<'static>;

    /// The members of the object.
    #[doc(hidden)]
    const SHAPE: &'static Shape;

    /// Wraps a decoded object of [`Self::SHAPE`].
    #[doc(hidden)]
    fn from_lens(lens: Lens<'a>) -> Self;

    /// The decoded object.
    #[doc(hidden)]
    fn lens(&self) -> &Lens<'a>;

    /// The decoded object, by value.
    #[doc(hidden)]
    fn into_lens(self) -> Lens<'a>;

    /// Decodes a payload, borrowing its text.
    fn decode(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        Self::decode_with(bytes, Limits::default())
    }

    /// The same for a text: it is not checked for UTF-8 again.
    fn decode_str(text: &'a str) -> Result<Self, DecodeError> {
        Lens::decode_str(text, Self::SHAPE, Limits::default()).map(Self::from_lens)
    }

    /// Decodes a payload under other limits.
    fn decode_with(bytes: &'a [u8], limits: Limits) -> Result<Self, DecodeError> {
        Lens::decode(bytes, Self::SHAPE, limits).map(Self::from_lens)
    }

    /// The text, byte for byte as it was decoded.
    fn json<'s>(&'s self) -> &'s str
    where
        'a: 's,
    {
        self.lens().json()
    }

    /// The members that are not in the specification, in the order they were sent.
    fn extra<'s>(&'s self) -> Vec<(Cow<'s, str>, Json<'s>)>
    where
        'a: 's,
    {
        self.lens().extra().collect()
    }

    /// The state of any place in the payload, by its RFC 6901 JSON Pointer: `/items/0/price`. The text of the value is as sent.
    ///
    /// Each step finds a field under any of its names, and reads it as the specification says: a value of another type is
    /// [`FieldState::Unexpected`](crate::FieldState::Unexpected), as an accessor would say. Below what the specification says nothing of, all values are values. What is
    /// not there, and what is not a pointer, is [`FieldState::Absent`](crate::FieldState::Absent).
    fn at<'s>(&'s self, pointer: &str) -> Field<'s, Json<'s>>
    where
        'a: 's,
    {
        self.lens().at(pointer)
    }

    /// Every deviation of the payload from the specification, in the order of the text.
    fn deviations<'s>(&'s self) -> Vec<Deviation<'s>>
    where
        'a: 's,
    {
        self.lens().deviations()
    }

    /// The payload as a type of serde's: one of the strict SDK, or your own.
    ///
    /// # Errors
    ///
    /// Fails if the payload does not match the type, with all deviations.
    #[cfg(feature = "serde")]
    fn to_strict<'s, T: serde::de::DeserializeOwned>(&'s self) -> Result<T, crate::serde::Misfit<'s>>
    where
        'a: 's,
    {
        crate::serde::misfit::read(self.json(), || self.deviations())
    }

    /// Copies the text, so that the payload outlives the bytes it was decoded from.
    fn into_owned(self) -> Self::Owned {
        Self::Owned::from_lens(self.into_lens().into_owned())
    }
}

/// An event that is not in the specification. Nothing of it is lost.
#[derive(Clone, Debug)]
pub struct UnknownEvent<'a> {
    name: Cow<'a, str>,
    lens: Lens<'a>,
}

impl<'a> UnknownEvent<'a> {
    /// Decodes the payload of an unknown event; `shape` has the fields that every event carries.
    #[doc(hidden)]
    pub fn decode(name: &'a str, text: &'a str, shape: &'static Shape, limits: Limits) -> Result<Self, DecodeError> {
        Ok(Self { name: Cow::Borrowed(name), lens: Lens::decode_str(text, shape, limits)? })
    }

    /// The event's name, as sent.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, byte for byte as it was decoded.
    pub fn json(&self) -> &str {
        self.lens.json()
    }

    /// The payload.
    #[doc(hidden)]
    pub fn lens(&self) -> &Lens<'a> {
        &self.lens
    }

    /// The members of the payload, in the order they were sent.
    pub fn members(&self) -> impl Iterator<Item = (Cow<'_, str>, Json<'_>)> {
        Json::scanned(self.lens.json().trim_ascii(), false).members()
    }

    /// One deviation: the event is unknown. Its payload is not inspected.
    pub fn deviations(&self) -> Vec<Deviation<'_>> {
        vec![Deviation::of_event(DeviationClass::UnknownEvent, &self.name)]
    }

    /// Copies the text, so that the event outlives the bytes it was decoded from.
    pub fn into_owned(self) -> UnknownEvent<'static> {
        UnknownEvent { name: Cow::Owned(self.name.into_owned()), lens: self.lens.into_owned() }
    }
}

/// Makes a tuple struct around a [`Lens`] a payload type.
#[doc(hidden)]
#[macro_export]
macro_rules! payload {
    ($name:ident, $shape:path) => {
        impl<'a> $crate::Payload<'a> for $name<'a> {
            type Owned = $name<'static>;
            const SHAPE: &'static $crate::Shape = &$shape;

            fn from_lens(lens: $crate::Lens<'a>) -> Self {
                Self(lens)
            }

            fn lens(&self) -> &$crate::Lens<'a> {
                &self.0
            }

            fn into_lens(self) -> $crate::Lens<'a> {
                self.0
            }
        }

        impl ::core::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}
