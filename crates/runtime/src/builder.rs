//! What every builder can do besides setting fields.

use crate::edit::Edit;
use crate::error::DecodeError;
use crate::payload::Payload;

/// A payload under construction. Generated types implement it.
///
/// These are methods of a trait so that no field name of a specification can clash with them.
pub trait Builder<'a>: Sized {
    /// What is built.
    type Built: Payload<'static>;

    /// Wraps changes to an object.
    #[doc(hidden)]
    fn from_edit(edit: Edit<'a>) -> Self;

    /// The changes, by value.
    #[doc(hidden)]
    fn into_edit(self) -> Edit<'a>;

    /// Removes a field by its wire name.
    #[must_use]
    fn remove(self, name: &str) -> Self {
        Self::from_edit(self.into_edit().remove(name))
    }

    /// The payload. Nothing is refused that the specification does not expect: ask for its deviations.
    ///
    /// # Errors
    /// Fails only if the payload passes the default limits of decoding.
    fn build(self) -> Result<Self::Built, DecodeError> {
        self.into_edit().build()
    }
}

/// Makes a tuple struct around an [`Edit`] the builder of a payload.
#[doc(hidden)]
#[macro_export]
macro_rules! builder {
    ($name:ident makes $built:ty) => {
        impl<'a> $crate::Builder<'a> for $name<'a> {
            type Built = $built;

            fn from_edit(edit: $crate::Edit<'a>) -> Self {
                Self(edit)
            }

            fn into_edit(self) -> $crate::Edit<'a> {
                self.0
            }
        }

        impl ::core::default::Default for $name<'_> {
            fn default() -> Self {
                Self($crate::Edit::new(<$built as $crate::Payload<'static>>::SHAPE))
            }
        }
    };
    ($name:ident, $($payload:tt)+) => {
        $crate::builder!($name makes $($payload)+<'static>);

        impl<'a> ::core::convert::From<$($payload)+<'a>> for $name<'a> {
            fn from(payload: $($payload)+<'a>) -> Self {
                Self($crate::Edit::of($crate::Payload::into_lens(payload)))
            }
        }
    };
}

/// Makes a tuple struct around an [`Edit`] the builder of an object inside a payload: it makes objects with a text of their own.
#[doc(hidden)]
#[macro_export]
macro_rules! object_builder {
    ($name:ident, $($object:tt)+) => {
        $crate::builder!($name makes $crate::Owned<$($object)+<'static>>);

        impl<'a> ::core::convert::From<$($object)+<'a>> for $name<'a> {
            fn from(object: $($object)+<'a>) -> Self {
                Self($crate::Edit::of($crate::Object::into_view(object).into()))
            }
        }

        impl ::core::convert::From<$crate::Owned<$($object)+<'static>>> for $name<'_> {
            fn from(object: $crate::Owned<$($object)+<'static>>) -> Self {
                Self($crate::Edit::of($crate::Payload::into_lens(object)))
            }
        }

        impl ::core::convert::From<$($object)+<'_>> for $crate::Input<$($object)+<'static>> {
            fn from(object: $($object)+<'_>) -> Self {
                $crate::input_json($crate::Object::json(&object))
            }
        }
    };
}
