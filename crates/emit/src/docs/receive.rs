//! How to handle an event with the generated packages, as code to copy.

use eventspec_catalog::{Catalog, Event, Field, Payload, Scalar};

use crate::Target;
use crate::write::{Code, ExactText, Html, code, views};

views! {
    /// Code in one language.
    pub(super) struct Snippet {
        pub(super) language: &'static str,
        pub(super) code: Code<Html>,
    }
}

/// The code for each SDK.
pub(super) fn snippets(catalog: &Catalog, event: &Event, payload: &Payload) -> Vec<Snippet> {
    let field = example_field(catalog, payload);
    let receive = Target::ALL.iter().filter_map(|target| target.row().receive.as_ref());
    let snippet = receive.map(|receive| {
        let text = (receive.code)(catalog, event, field);
        Snippet { language: receive.language, code: code!("{}", ExactText(&text)) }
    });
    snippet.collect()
}

/// A field to show: a number of the event's own rather than an id, or than what all events have.
fn example_field<'a>(catalog: &'a Catalog, payload: &'a Payload) -> Option<&'a Field> {
    let fields = || catalog.fields(payload).filter(|field| field.deprecated.is_none());
    let numbers = fields().filter(|field| field.ty.scalar() == Some(&Scalar::Number) && !field.blank);
    numbers.last().or_else(|| fields().last())
}
