//! What every builder can do besides setting fields.

use std::error::Error;
use std::fmt;

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

    /// The object, with every field that is required.
    ///
    /// What else the specification does not expect is not refused: ask for the deviations of what was built.
    ///
    /// # Errors
    /// Fails if required fields are not set, and lists all of them. Those that an object lacked when it was received are not asked for.
    fn build(self) -> Result<Self::Built, BuildError> {
        let edit = self.into_edit();
        let missing = edit.missing();
        if missing.is_empty() {
            return edit.build().map_err(BuildError::limit);
        }
        Err(BuildError { object: <Self::Built as Payload<'static>>::SHAPE.name, missing, limit: None })
    }

    /// The object as it is, whatever it lacks: what receivers are tested with.
    ///
    /// # Errors
    /// Fails only if the object passes the default limits of decoding.
    fn build_partial(self) -> Result<Self::Built, BuildError> {
        self.into_edit().build().map_err(BuildError::limit)
    }
}

/// Why an object was not built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildError {
    object: &'static str,
    missing: Vec<&'static str>,
    limit: Option<DecodeError>,
}

impl BuildError {
    fn limit(error: DecodeError) -> Self {
        Self { object: "", missing: Vec::new(), limit: Some(error) }
    }

    /// The required fields that are not set, by their keys. Empty if the object passes the limits of decoding.
    pub fn missing(&self) -> &[&'static str] {
        &self.missing
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(error) = &self.limit {
            return error.fmt(f);
        }
        write!(f, "`{}` lacks required fields: ", self.object)?;
        for (index, field) in self.missing.iter().enumerate() {
            write!(f, "{}`{field}`", if index == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl Error for BuildError {}

/// Makes a tuple struct around an [`Edit`] the builder of a payload.
#[doc(hidden)]
#[macro_export]
macro_rules! builder {
    ($name:ident, $($payload:tt)+) => {
        $crate::builder!(@ $name makes $($payload)+<'static>);
        $crate::builder!(@ $name of $($payload)+);

        impl<'a> ::core::convert::From<$($payload)+<'a>> for $name<'a> {
            fn from(payload: $($payload)+<'a>) -> Self {
                Self($crate::Edit::of($crate::Payload::into_lens(payload)))
            }
        }
    };
    (@ $name:ident of $($object:tt)+) => {
        impl $($object)+<'_> {
            /// Makes one for senders and tests: set the fields, then [`build`](crate::Builder::build).
            pub fn builder() -> $name<'static> {
                <$name<'static> as ::core::default::Default>::default()
            }
        }
    };
    (@ $name:ident makes $built:ty) => {
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
}

/// Makes a tuple struct around an [`Edit`] the builder of an object inside a payload: it makes objects with a text of their own.
#[doc(hidden)]
#[macro_export]
macro_rules! object_builder {
    ($name:ident, $($object:tt)+) => {
        $crate::builder!(@ $name makes $crate::Owned<$($object)+<'static>>);
        $crate::builder!(@ $name of $($object)+);

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
