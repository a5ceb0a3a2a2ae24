//! All naming of the Rust SDK. Identifiers of the model are ASCII words without an underscore at either end, so an
//! appended underscore steps out of the way of a keyword without meeting another name.

use eventspec_catalog::Ident;
use proc_macro2::{Ident as Token, Span};

use crate::write::{Code, FileName, FileStem, code};

/// Keywords of every edition, also the reserved ones.
const KEYWORDS: [&str; 49] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// What the root of the crate exports beside payloads.
pub(super) const ROOT: [&str; 34] = [
    "BooleanText",
    "BuildError",
    "Builder",
    "Date",
    "DateTime",
    "DecodeError",
    "Deviation",
    "DeviationClass",
    "ErrorClass",
    "Event",
    "EventName",
    "Field",
    "FieldError",
    "FieldState",
    "Input",
    "Instant",
    "IntegerText",
    "Json",
    "JsonKind",
    "Limits",
    "List",
    "Map",
    "Number",
    "NumberText",
    "Object",
    "Owned",
    "Payload",
    "Text",
    "Timestamp",
    "UnixMillis",
    "UnixMillisText",
    "UnixSeconds",
    "UnixSecondsText",
    "UnknownEvent",
];

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: [&str; 3] = ["crate", "self", "super"];

/// What every payload, every object inside one, or every builder can do by a trait. A method of a field would take its place, so that a
/// field that is added would break source.
const OF_EVERY_OBJECT: [&str; 33] = [
    "as_view",
    "at",
    "borrow",
    "borrow_mut",
    "build",
    "build_partial",
    "builder",
    "clone",
    "clone_from",
    "clone_into",
    "decode",
    "decode_str",
    "decode_with",
    "default",
    "deviations",
    "extra",
    "fmt",
    "from",
    "from_edit",
    "from_lens",
    "from_view",
    "into",
    "into_edit",
    "into_lens",
    "into_owned",
    "into_view",
    "json",
    "lens",
    "remove",
    "rest",
    "to_owned",
    "to_strict",
    "try_into",
];

/// The method that reads or sets a field: `clone_` for `clone`.
pub(crate) fn accessor(ident: &Ident) -> Token {
    let snake = ident.snake();
    if OF_EVERY_OBJECT.contains(&snake) { Token::new(&format!("{snake}_"), Span::call_site()) } else { function(ident) }
}

/// A function: `r#type` for `type`, `self_` for `self`.
pub(crate) fn function(ident: &Ident) -> Token {
    let snake = ident.snake();
    if NEVER_RAW.contains(&snake) {
        Token::new(&format!("{snake}_"), Span::call_site())
    } else if KEYWORDS.contains(&snake) {
        Token::new_raw(snake, Span::call_site())
    } else {
        Token::new(snake, Span::call_site())
    }
}

/// A static.
pub(crate) fn constant(ident: &Ident) -> Token {
    Token::new(&ident.snake().to_ascii_uppercase(), Span::call_site())
}

/// A type or a variant.
pub(crate) fn pascal(ident: &Ident) -> Token {
    pascal_beside(ident, &[])
}

/// A variant beside others that the SDK adds itself.
pub(crate) fn pascal_beside(ident: &Ident, taken: &[&str]) -> Token {
    let pascal = ident.pascal();
    let clash = pascal == "Self" || taken.contains(&pascal.as_str());
    Token::new(&if clash { format!("{pascal}_") } else { pascal }, Span::call_site())
}

/// The variant of an event, in the enums of both crates.
pub(crate) fn event(ident: &Ident) -> Token {
    pascal_beside(ident, &["Unknown"])
}

/// The variant of a value of an enum, or of an alternative of a union.
pub(crate) fn value(ident: &Ident) -> Token {
    pascal_beside(ident, &["Other"])
}

/// The path of a payload's type: all of them are exported from the root, but for those that something else there is called like.
pub(crate) fn payload_path(krate: &Token, ident: &Ident) -> String {
    let name = pascal(ident);
    if ROOT.contains(&name.to_string().as_str()) {
        format!("{krate}::payloads::{name}")
    } else {
        format!("{krate}::{name}")
    }
}

/// The trait of a group.
pub(crate) fn group(ident: &Ident) -> Token {
    Token::new(&format!("{}Fields", ident.pascal()), Span::call_site())
}

/// The crate as code calls it. Names of catalogues are lower-case words with hyphens between them.
pub(crate) fn library(catalog_name: &str) -> Token {
    Token::new(Ident::new(catalog_name).snake(), Span::call_site())
}

/// A module; its file has the same name.
pub(crate) fn module(ident: &Ident) -> Token {
    Token::new(file(ident).as_str(), Span::call_site())
}

/// The file of a module, without its ending. A keyword cannot be a module name.
pub(crate) fn file(ident: &Ident) -> Code<FileName> {
    let snake = ident.snake();
    let clash = NEVER_RAW.contains(&snake) || KEYWORDS.contains(&snake);
    code!("{}{}", FileStem(ident), if clash { "_" } else { "" })
}

#[cfg(test)]
mod tests {
    use syn::{Item, TraitItem};

    use super::*;

    /// The traits whose methods can be called on a payload, an object inside one, or a builder.
    const TRAITS: [&str; 3] = [
        include_str!("../../../runtime/src/builder.rs"),
        include_str!("../../../runtime/src/object.rs"),
        include_str!("../../../runtime/src/payload.rs"),
    ];

    #[test]
    fn methods_of_traits_are_not_hidden_by_accessors() {
        let mut count = 0;
        for text in TRAITS {
            for item in syn::parse_file(text).unwrap().items {
                let Item::Trait(item) = item else { continue };
                for method in item.items {
                    let TraitItem::Fn(method) = method else { continue };
                    let name = method.sig.ident.to_string();
                    assert!(OF_EVERY_OBJECT.contains(&name.as_str()), "{name} is a method of {}", item.ident);
                    count += 1;
                }
            }
        }
        assert!(count > 20, "{count} methods");
    }
}
