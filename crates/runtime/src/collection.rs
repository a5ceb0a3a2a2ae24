//! Lists, maps and unions: opened when they are read.

use std::borrow::Cow;
use std::fmt;
use std::iter::{Enumerate, FusedIterator};
use std::marker::PhantomData;

use crate::field::{Field, FieldState, Value};
use crate::field_error::Origin;
use crate::json::{Elements, Json, JsonKind};
use crate::kind::Kind;
use crate::text;

/// An array whose items are of one type.
pub struct List<'a, T> {
    json: Json<'a>,
    kind: &'static Kind,
    item: PhantomData<T>,
}

impl<'a, T> List<'a, T> {
    /// The items, in order. The iterator outlives the list.
    #[expect(clippy::iter_not_returning_iterator, reason = "it is one for every type that can be read")]
    pub fn iter(&self) -> Items<'a, T> {
        Items { elements: self.json.elements(JsonKind::Array).enumerate(), kind: self.kind, item: PhantomData }
    }

    /// How many items there are; counts them.
    pub fn len(&self) -> usize {
        self.json.items().count()
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.json.items().next().is_none()
    }

    /// The array, as sent.
    pub fn json(&self) -> Json<'a> {
        self.json
    }
}

impl<'a, T: Value<'a>> List<'a, T> {
    /// The item at an index, from 0; goes there from the first.
    pub fn get(&self, index: usize) -> Field<'a, T> {
        self.iter().nth(index).unwrap_or_else(|| Field::absent(Origin::Item(index, self.kind)))
    }
}

impl<'a, T: Value<'a>> Value<'a> for List<'a, T> {
    fn read(json: Json<'a>, kind: &'static Kind) -> Option<Self> {
        let Kind::List(kind) = kind else { return None };
        (json.kind() == JsonKind::Array).then_some(Self { json, kind: kind.without_null().0, item: PhantomData })
    }
}

/// An object whose keys are data and whose values are of one type.
pub struct Map<'a, T> {
    json: Json<'a>,
    kind: &'static Kind,
    value: PhantomData<T>,
}

impl<'a, T> Map<'a, T> {
    /// Keys and values, in the order they were sent. Lone surrogates in a key become U+FFFD. The iterator outlives the map.
    #[expect(clippy::iter_not_returning_iterator, reason = "it is one for every type that can be read")]
    pub fn iter(&self) -> Entries<'a, T> {
        Entries { elements: self.json.elements(JsonKind::Object), kind: self.kind, value: PhantomData }
    }

    /// How many keys there are, repeated ones included; counts them.
    pub fn len(&self) -> usize {
        self.json.members().count()
    }

    /// Whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.json.members().next().is_none()
    }

    /// The object, as sent.
    pub fn json(&self) -> Json<'a> {
        self.json
    }
}

impl<'a, T: Value<'a>> Map<'a, T> {
    /// The value of a key, the last one if it occurs more than once.
    pub fn get(&self, key: &str) -> Field<'a, T> {
        let value = self.iter().filter(|(known, _)| known == key).last();
        value.map_or_else(|| Field::absent(Origin::Key(self.kind)), |(_, value)| value)
    }
}

impl<'a, T: Value<'a>> Value<'a> for Map<'a, T> {
    fn read(json: Json<'a>, kind: &'static Kind) -> Option<Self> {
        let Kind::Map(kind) = kind else { return None };
        (json.kind() == JsonKind::Object).then_some(Self { json, kind: kind.without_null().0, value: PhantomData })
    }
}

/// The items of a [`List`].
pub struct Items<'a, T> {
    elements: Enumerate<Elements<'a>>,
    kind: &'static Kind,
    item: PhantomData<T>,
}

impl<'a, T: Value<'a>> Iterator for Items<'a, T> {
    type Item = Field<'a, T>;

    fn next(&mut self) -> Option<Self::Item> {
        let (index, (_, json)) = self.elements.next()?;
        Some(Field::new(FieldState::read(json, self.kind, false), Origin::Item(index, self.kind)))
    }

    fn nth(&mut self, index: usize) -> Option<Self::Item> {
        let (index, (_, json)) = self.elements.nth(index)?;
        Some(Field::new(FieldState::read(json, self.kind, false), Origin::Item(index, self.kind)))
    }
}

/// The keys and values of a [`Map`].
pub struct Entries<'a, T> {
    elements: Elements<'a>,
    kind: &'static Kind,
    value: PhantomData<T>,
}

impl<'a, T: Value<'a>> Iterator for Entries<'a, T> {
    type Item = (Cow<'a, str>, Field<'a, T>);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, json) = self.elements.next()?;
        Some((text::unescape_lossy(key), Field::new(FieldState::read(json, self.kind, false), Origin::Key(self.kind))))
    }
}

macro_rules! iterated {
    ($($name:ident by $iterator:ident),*) => {$(
        impl<'a, T: Value<'a>> FusedIterator for $iterator<'a, T> {}

        impl<T> Clone for $iterator<'_, T> {
            fn clone(&self) -> Self {
                Self { elements: self.elements.clone(), ..*self }
            }
        }

        impl<T> fmt::Debug for $iterator<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($iterator)).finish_non_exhaustive()
            }
        }

        impl<'a, T: Value<'a>> IntoIterator for $name<'a, T> {
            type Item = <$iterator<'a, T> as Iterator>::Item;
            type IntoIter = $iterator<'a, T>;

            fn into_iter(self) -> Self::IntoIter {
                self.iter()
            }
        }

        impl<'a, T: Value<'a>> IntoIterator for &$name<'a, T> {
            type Item = <$iterator<'a, T> as Iterator>::Item;
            type IntoIter = $iterator<'a, T>;

            fn into_iter(self) -> Self::IntoIter {
                self.iter()
            }
        }
    )*};
}

iterated!(List by Items, Map by Entries);

macro_rules! as_sent {
    ($($name:ident),*) => {$(
        impl<T> Clone for $name<'_, T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<'_, T> {}

        impl<T> fmt::Debug for $name<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.json)
            }
        }
    )*};
}

as_sent!(List, Map);
