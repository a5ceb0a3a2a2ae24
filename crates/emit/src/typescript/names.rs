//! Every name of the TypeScript package: of interfaces, of values, and of the modules they are in.

use std::fmt::{self, Display, Formatter};

use eventspec_catalog::Ident;

use super::Ts;
use crate::write::{Code, Embeds, FileStem, code};

/// The types that the package exports itself.
const OWN_TYPES: [&str; 28] = [
    "Bytes",
    "Changes",
    "ConformingEvent",
    "DecodeError",
    "DecodeErrorClass",
    "DecodeOptions",
    "DecodeResult",
    "DeviatingEvent",
    "Deviation",
    "DeviationClass",
    "Event",
    "EventAliases",
    "EventFor",
    "EventHandlers",
    "EventMap",
    "EventName",
    "EventNameOrAlias",
    "EventOf",
    "EventPayload",
    "EventType",
    "Field",
    "Input",
    "KnownEvent",
    "Other",
    "PlainObject",
    "UncheckedPayload",
    "UnknownEvent",
    "UnknownField",
];

/// Words that cannot name a value of a module, and the values that the package has itself.
const TAKEN_VALUES: &str = "arguments await break case catch class const continue debugger decode default delete do \
    else enum eval eventNames export exports extends false finally for function handle if implements import in instanceof \
    interface let module new null package private protected public require return runtime static super switch this throw \
    true try typeof undefined var void while with yield";

/// The name of the interface or type of a payload or a named type: `Order`. One that looks like a group's steps aside.
pub(super) fn interface(ident: &Ident) -> Ts {
    let name = ident.pascal();
    let clash = OWN_TYPES.contains(&name.as_str()) || name.ends_with("Fields");
    code!("{}{}", Name(&name), if clash { "_" } else { "" })
}

/// The name of the interface of a group: `CommonFields`.
pub(super) fn group_interface(ident: &Ident) -> Ts {
    code!("{}Fields", Name(&ident.pascal()))
}

/// The name of the value that stands for an event type: `orderCreate`. Guards are called `is…`, so a
/// name that looks like one steps aside.
pub(crate) fn event<L>(ident: &Ident) -> Code<L> {
    let name = camel(ident);
    let looks_like_guard =
        name.strip_prefix("is").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    let clash = looks_like_guard || TAKEN_VALUES.split(' ').any(|taken| taken == name);
    code!("{}{}", Name(&name), if clash { "_" } else { "" })
}

/// The name of the function that builds receivers of a delivery. It has a module of its own, with `memorySeen`.
pub(super) fn delivery<L>(ident: &Ident) -> Code<L> {
    let name = event(ident);
    if name.as_str() == "memorySeen" { code!("{}_", name) } else { name }
}

/// The name of the guard of an event type: `isOrderCreate`.
pub(super) fn guard<L>(ident: &Ident) -> Code<L> {
    code!("is{}", Name(&ident.pascal()))
}

/// The name by which a module knows a table of its own or of another: `$order`. No public name has a
/// `$`, so it meets none.
pub(super) fn table(ident: &Ident) -> Ts {
    code!("${}", Name(&camel(ident)))
}

/// The name of the rows of a group: `$group_common`. In the name of a table `_` stands between digits only.
pub(super) fn group_rows(ident: &Ident) -> Ts {
    code!("$group_{}", Name(ident.snake()))
}

/// The path of the module of a payload, a group or a named type below its folder, as an import has it.
pub(super) fn module(ident: &Ident) -> Ts {
    code!("{}", Name(&FileStem(ident).to_string()))
}

/// An identifier of the model, whose words are ASCII letters and digits.
struct Name<'a>(&'a str);

// The same in every language.
impl<L> Embeds<L> for Name<'_> {}

impl Display for Name<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

fn camel(ident: &Ident) -> String {
    let name = ident.pascal();
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::TypeScript;

    #[test]
    fn names_step_aside_for_the_language_and_the_package() {
        assert_eq!(interface(&Ident::new("event")).as_str(), "Event_");
        assert_eq!(interface(&Ident::new("line_item")).as_str(), "LineItem");
        assert_eq!(event::<TypeScript>(&Ident::new("delete")).as_str(), "delete_");
        assert_eq!(event::<TypeScript>(&Ident::new("is_order")).as_str(), "isOrder_");
        assert_eq!(event::<TypeScript>(&Ident::new("issue_opened")).as_str(), "issueOpened");
        assert_eq!(event::<TypeScript>(&Ident::new("is_2")).as_str(), "is_2");
        assert_eq!(guard::<TypeScript>(&Ident::new("is_order")).as_str(), "isIsOrder");
    }

    #[test]
    fn lists_are_sorted_and_free_of_repeats() {
        assert!(OWN_TYPES.is_sorted_by(|a, b| a < b) && TAKEN_VALUES.split(' ').is_sorted_by(|a, b| a < b));
    }
}
