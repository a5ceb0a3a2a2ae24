//! What every type of an object inside a payload can do besides reading its fields, and how it is kept beyond the payload.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::deviation::Deviation;
use crate::edit::{Input, input_json};
use crate::error::DecodeError;
use crate::field::Field;
use crate::json::Json;
use crate::lens::Lens;
use crate::limits::Limits;
use crate::payload::Payload;
use crate::shape::Shape;
use crate::view::View;

/// A typed view of an object inside a payload. Generated types implement it.
///
/// It borrows the text of the payload. What is read from it borrows that text too, rather than the view, so that one accessor can
/// follow another: `order.payment().value()?.holder().value()?.city()`.
///
/// These are methods of a trait so that no field name of a specification can clash with them.
pub trait Object<'a>: Sized {
    /// The same type over another text.
    type Over<'s>: Object<'s>;

    /// The members of the object.
    #[doc(hidden)]
    const SHAPE: &'static Shape;

    /// Wraps a decoded object of [`Self::SHAPE`].
    #[doc(hidden)]
    fn from_view(view: View<'a>) -> Self;

    /// The decoded object.
    #[doc(hidden)]
    fn as_view(&self) -> &View<'a>;

    /// The decoded object, by value.
    #[doc(hidden)]
    fn into_view(self) -> View<'a>;

    /// Decodes an object that stands alone.
    fn decode(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        Self::decode_with(bytes, Limits::default())
    }

    /// The same for a text: it is not checked for UTF-8 again.
    fn decode_str(text: &'a str) -> Result<Self, DecodeError> {
        View::decode_str(text, Self::SHAPE, Limits::default()).map(Self::from_view)
    }

    /// Decodes an object that stands alone under other limits.
    fn decode_with(bytes: &'a [u8], limits: Limits) -> Result<Self, DecodeError> {
        View::decode(bytes, Self::SHAPE, limits).map(Self::from_view)
    }

    /// The text, byte for byte as it was sent.
    fn json(&self) -> &'a str {
        self.as_view().json()
    }

    /// The members that are not in the specification, in the order they were sent.
    fn extra(&self) -> Vec<(Cow<'a, str>, Json<'a>)> {
        self.as_view().extra().collect()
    }

    /// The state of any place in the object, by its RFC 6901 JSON Pointer: `/items/0/price`. The text of the value is as sent.
    ///
    /// Each step finds a field under any of its names, and reads it as the specification says: a value of another type is
    /// [`FieldState::Unexpected`](crate::FieldState::Unexpected), as an accessor would say. Below what the specification says nothing of, all values are values. What is
    /// not there, and what is not a pointer, is [`FieldState::Absent`](crate::FieldState::Absent).
    fn at(&self, pointer: &str) -> Field<'a, Json<'a>> {
        self.as_view().at(pointer)
    }

    /// Every deviation of the object from the specification, in the order of the text. Paths begin at the object.
    fn deviations(&self) -> Vec<Deviation<'a>> {
        self.as_view().deviations()
    }

    /// The object as a type of serde's: one of the strict SDK, or your own.
    ///
    /// # Errors
    ///
    /// Fails if the object does not match the type, with all deviations.
    #[cfg(feature = "serde")]
    fn to_strict<T: serde::de::DeserializeOwned>(&self) -> Result<T, crate::serde::Misfit<'a>> {
        crate::serde::misfit::read(self.json(), || self.deviations())
    }

    /// Copies the text, so that the object outlives its payload.
    fn into_owned(self) -> Owned<Self::Over<'static>> {
        Owned::new(Lens::from(self.into_view()).into_owned())
    }
}

/// An object inside a payload with a text of its own: what [`Object::into_owned`] keeps, and what a builder of such an object makes.
///
/// `Owned<Address<'static>>` is a [`Payload`], and its fields are those of its [`Owned::view`].
pub struct Owned<T> {
    lens: Lens<'static>,
    object: PhantomData<T>,
}

impl<T> Owned<T> {
    fn new(lens: Lens<'static>) -> Self {
        Self { lens, object: PhantomData }
    }
}

impl<T: Object<'static>> Owned<T> {
    /// The object, with an accessor for each field. Copies the table of its members, and no text.
    pub fn view(&self) -> T::Over<'_> {
        T::Over::from_view(self.lens.view())
    }
}

impl<T: Object<'static>> Payload<'static> for Owned<T> {
    type Owned = Self;
    const SHAPE: &'static Shape = T::SHAPE;

    fn from_lens(lens: Lens<'static>) -> Self {
        Self::new(lens)
    }

    fn lens(&self) -> &Lens<'static> {
        &self.lens
    }

    fn into_lens(self) -> Lens<'static> {
        self.lens
    }
}

impl<T> From<Owned<T>> for Input<T> {
    fn from(object: Owned<T>) -> Self {
        input_json(object.lens.json())
    }
}

impl<T> Clone for Owned<T> {
    fn clone(&self) -> Self {
        Self::new(self.lens.clone())
    }
}

impl<T> fmt::Debug for Owned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.lens, f)
    }
}

/// Makes a tuple struct around a [`View`] the type of an object inside a payload.
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($name:ident, $shape:path) => {
        impl<'a> $crate::Object<'a> for $name<'a> {
            type Over<'s> = $name<'s>;
            const SHAPE: &'static $crate::Shape = &$shape;

            fn from_view(view: $crate::View<'a>) -> Self {
                Self(view)
            }

            fn as_view(&self) -> &$crate::View<'a> {
                &self.0
            }

            fn into_view(self) -> $crate::View<'a> {
                self.0
            }
        }

        impl<'a> $crate::Value<'a> for $name<'a> {
            fn read(json: $crate::Json<'a>, kind: &'static $crate::Kind) -> ::core::option::Option<Self> {
                $crate::open(json, kind).map(Self)
            }
        }

        impl ::core::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}
