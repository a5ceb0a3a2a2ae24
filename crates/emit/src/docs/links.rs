//! Where everything is: paths of pages below the site's folder. They are made of identifiers and of words of our own.

use eventspec_catalog::{Delivery, Event, Group, Ident, Payload, TypeDef};

use super::Page;
use crate::write::{Code, FileName, FileStem, Html, HtmlText, code};

/// The page of an event.
pub(super) fn event(event: &Event) -> Code<FileName> {
    code!("events/{}.html", FileStem(&event.ident))
}

/// The page of a group.
pub(super) fn group(group: &Group) -> Code<FileName> {
    code!("groups/{}.html", FileStem(&group.ident))
}

/// The page of a named type.
pub(super) fn type_def(def: &TypeDef) -> Code<FileName> {
    code!("types/{}.html", FileStem(&def.ident))
}

/// The page of a delivery.
pub(super) fn delivery(delivery: &Delivery) -> Code<FileName> {
    code!("deliveries/{}.html", FileStem(&delivery.ident))
}

/// The page that has the own fields of a payload: that of its first event.
pub(super) fn payload(payload: &Payload) -> Code<FileName> {
    payload.events.first().map_or_else(Code::empty, event)
}

/// A link to a page of the site, called by a name.
pub(super) fn link(from: Page, to: &Code<FileName>, name: &str) -> Code<Html> {
    code!("<a href=\"{}{}\"><code>{}</code></a>", from.root(), to, HtmlText(name))
}

/// Links to the pages of events, in a list.
pub(super) fn events<'a>(from: Page, events: impl IntoIterator<Item = &'a Event>) -> Code<Html> {
    Code::join(events.into_iter().map(|to| link(from, &event(to), &to.name)), ", ")
}

/// The name of a file without folder and ending.
pub(super) fn stem(ident: &Ident) -> Code<FileName> {
    code!("{}", FileStem(ident))
}
