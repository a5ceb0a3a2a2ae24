//! The two sides of a comparison, and what decides which values each takes.

use std::sync::OnceLock;

use eventspec_catalog::{Catalog, Shapes};
use eventspec_payloads::contrast::Reader;

use crate::finding::Side;
use crate::pairing::Pairing;

/// The two catalogues of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// The one compared with.
    pub old: &'a Catalog,
    /// The one that is there now.
    pub new: &'a Catalog,
    /// What of the one is what of the other.
    pub pairing: &'a Pairing<'a>,
    /// What values are tried with.
    pub shapes: &'a SideShapes,
}

/// The shapes of two catalogues, each made when the first value is tried: they are never freed.
#[derive(Debug, Default)]
pub struct SideShapes {
    old: OnceLock<Shapes>,
    new: OnceLock<Shapes>,
}

impl<'a> Sides<'a> {
    /// The catalogue of a side.
    pub fn on(self, side: Side) -> &'a Catalog {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    /// What decides which values the types of a side take.
    pub(crate) fn reader(self, side: Side) -> Reader<'a> {
        self.shapes.reader(self.on(side), side)
    }
}

impl SideShapes {
    /// What decides which values the types of a side take; `catalog` is always the one of that side.
    pub(crate) fn reader<'a>(&'a self, catalog: &'a Catalog, side: Side) -> Reader<'a> {
        let shapes = match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        };
        Reader { catalog, shapes: shapes.get_or_init(|| Shapes::new(catalog)) }
    }
}
