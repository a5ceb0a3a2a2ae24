//! Every name of the TypeScript package: of interfaces, of values, and of the modules they are in.

use eventspec_catalog::{Catalog, Ident};

/// The types that the package exports itself.
const OWN_TYPES: [&str; 20] = [
    "Changes",
    "DecodeError",
    "DecodeErrorClass",
    "DecodeOptions",
    "DecodeResult",
    "Deviation",
    "DeviationClass",
    "Event",
    "EventAliases",
    "EventFor",
    "EventMap",
    "EventName",
    "EventOf",
    "EventPayload",
    "EventType",
    "Field",
    "Input",
    "KnownEvent",
    "UnknownEvent",
    "UnknownField",
];

/// Words that cannot name a value of a module, and the values that the package has itself.
const TAKEN_VALUES: &str = "arguments await break case catch class const continue debugger decode default delete do \
    else enum eval export extends false finally for function if implements import in instanceof interface let new null \
    package private protected public return runtime static super switch this throw true try typeof undefined var void \
    while with yield";

/// Names of devices, which some file systems keep for themselves whatever the ending.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// The longest module name that is kept whole; file systems stop at 255 bytes.
const LONGEST_MODULE: usize = 100;

/// The name of the interface or type of a payload or a named type: `Order`.
pub(super) fn interface(ident: &Ident) -> String {
    let name = ident.pascal();
    if OWN_TYPES.contains(&name.as_str()) { name + "_" } else { name }
}

/// The name of the interface of a group: `CommonFields`.
pub(super) fn group_interface(catalog: &Catalog, ident: &Ident) -> String {
    let name = ident.pascal() + "Fields";
    let mut others =
        catalog.payloads.iter().map(|payload| &payload.ident).chain(catalog.types.iter().map(|def| &def.ident));
    if others.any(|other| other.pascal() == name) { name + "_" } else { name }
}

/// The name of the value that stands for an event type: `orderCreate`. Guards are called `is…`, so a
/// name that looks like one steps aside.
pub(super) fn event(ident: &Ident) -> String {
    let name = camel(ident);
    let looks_like_guard =
        name.strip_prefix("is").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    if looks_like_guard || TAKEN_VALUES.split(' ').any(|taken| taken == name) { name + "_" } else { name }
}

/// The name of the guard of an event type: `isOrderCreate`.
pub(super) fn guard(ident: &Ident) -> String {
    format!("is{}", ident.pascal())
}

/// The name by which a module knows a table of its own or of another: `$order`. No public name has a
/// `$`, so it meets none.
pub(super) fn table(ident: &Ident) -> String {
    format!("${}", camel(ident))
}

/// The name of the rows of a group: `$group_common`. In the name of a table `_` stands between digits only.
pub(super) fn group_rows(ident: &Ident) -> String {
    format!("$group_{}", ident.snake())
}

/// The name of the module of a payload, a group or a named type, without its ending: `line_item`.
pub(super) fn module(ident: &Ident) -> String {
    let name = ident.snake();
    let is_port = (name.starts_with("com") || name.starts_with("lpt"))
        && name.len() == 4
        && name.ends_with(|c: char| c.is_ascii_digit());
    if DEVICES.contains(&name) || is_port {
        return format!("{name}_");
    }
    match name.get(..LONGEST_MODULE) {
        Some(start) if name.len() > LONGEST_MODULE => format!("{start}_{:016x}", fnv1a(name)),
        _ => name.to_owned(),
    }
}

fn camel(ident: &Ident) -> String {
    let name = ident.pascal();
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect()
}

/// A hash that is the same everywhere and always.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_step_aside_for_the_language_and_the_package() {
        assert_eq!(interface(&Ident::new("event")), "Event_");
        assert_eq!(interface(&Ident::new("line_item")), "LineItem");
        assert_eq!(event(&Ident::new("delete")), "delete_");
        assert_eq!(event(&Ident::new("is_order")), "isOrder_");
        assert_eq!(event(&Ident::new("issue_opened")), "issueOpened");
        assert_eq!(event(&Ident::new("is_2")), "is2");
        assert_eq!(guard(&Ident::new("is_order")), "isIsOrder");
        assert_eq!(module(&Ident::new("con")), "con_");
        assert_eq!(module(&Ident::new("com1")), "com1_");
    }

    #[test]
    fn long_names_make_short_and_distinct_files() {
        let (a, b) = (module(&Ident::new(&"a".repeat(10_000))), module(&Ident::new(&"a".repeat(10_001))));
        assert!(a.len() < 130 && b.len() < 130 && a != b);
    }

    #[test]
    fn lists_are_sorted_and_free_of_repeats() {
        assert!(OWN_TYPES.is_sorted_by(|a, b| a < b) && TAKEN_VALUES.split(' ').is_sorted_by(|a, b| a < b));
    }
}
