//! Identifiers: a wire name in, the words of an identifier out. Knows no target.
//!
//! The words depend on the name alone, so adding a field never renames another. Two names with the
//! same words in one scope are refused by `resolve`, which asks for an `ident` on one of them.
//! Words are ASCII and never empty, begin with a letter, and carry no underscore at either end, so
//! a target may append `_` to step out of the way of a keyword without meeting another name.

use std::fmt::Write as _;

/// The words of an identifier in `snake_case`, as `meta_lead_name` for `meta.lead_name`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ident(String);

impl Ident {
    /// The identifier of a wire name. Characters outside ASCII letters and digits separate words;
    /// where nothing would be left, and for every character outside ASCII, the code point stands in.
    pub fn new(wire: &str) -> Self {
        // Most names are their own words, and a large catalogue has a hundred thousand of them.
        if is_snake(wire) {
            return Self(wire.to_owned());
        }
        let mut snake = words(wire);
        if snake.is_empty() {
            let points: Vec<String> = wire.chars().map(|c| format!("u{:x}", c as u32)).collect();
            snake = if points.is_empty() { "empty".to_owned() } else { points.join("_") };
        }
        if snake.starts_with(|c: char| c.is_ascii_digit()) {
            snake.insert(0, 'n');
        }
        Self(snake)
    }

    /// `snake_case`.
    pub fn snake(&self) -> &str {
        &self.0
    }

    /// `PascalCase`. Distinct for distinct identifiers: a word that begins with a digit has no capital to begin with, so
    /// the underscore before it stays.
    pub fn pascal(&self) -> String {
        let mut out = String::with_capacity(self.0.len());
        for word in self.0.split('_') {
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                out.push('_');
            }
            let mut chars = word.chars();
            out.extend(chars.next().map(|c| c.to_ascii_uppercase()));
            out.push_str(chars.as_str());
        }
        out
    }

    /// The identifier of a part of this one.
    #[must_use]
    pub(crate) fn join(&self, part: &str) -> Self {
        Self(format!("{}_{part}", self.0))
    }
}

/// What a type in place is called. Few fields define one, so the identifier is made only where one stands.
#[derive(Clone, Copy)]
pub(crate) enum NameInPlace<'a> {
    Of(&'a Ident),
    Part(&'a Self, &'a str),
}

impl<'a> NameInPlace<'a> {
    /// The name of a part of this one.
    pub(crate) fn part(&'a self, part: &'a str) -> Self {
        Self::Part(self, part)
    }

    pub(crate) fn ident(self) -> Ident {
        match self {
            Self::Of(ident) => ident.clone(),
            Self::Part(of, part) => of.ident().join(part),
        }
    }
}

/// Whether a name is words of lower-case letters and digits with one `_` between them, and begins with a letter.
fn is_snake(wire: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = wire.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_lowercase)
        && bytes.last().is_some_and(|last| *last != b'_')
        && bytes.iter().all(|byte| is_word(*byte) || *byte == b'_')
        && bytes.windows(2).all(|pair| pair != b"__")
}

/// Splits at separators and at the humps of camel case, lower-cases, and joins with `_`.
fn words(wire: &str) -> String {
    let mut out = String::with_capacity(wire.len());
    let chars: Vec<char> = wire.chars().collect();
    let mut boundary = false;
    for (i, &c) in chars.iter().enumerate() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() {
            boundary = true;
            continue;
        }
        let previous = i.checked_sub(1).and_then(|j| chars.get(j)).copied().unwrap_or('_');
        let next_is_lower = chars.get(i + 1).is_some_and(char::is_ascii_lowercase);
        let hump = c.is_ascii_uppercase()
            && (previous.is_ascii_lowercase()
                || previous.is_ascii_digit()
                || (previous.is_ascii_uppercase() && next_is_lower));
        if (boundary || hump || !c.is_ascii() || !previous.is_ascii()) && !out.is_empty() {
            out.push('_');
        }
        boundary = false;
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            let _ = write!(out, "u{:x}", c as u32);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snake(wire: &str) -> String {
        Ident::new(wire).snake().to_owned()
    }

    #[test]
    fn words_of_wire_names() {
        for (wire, expected) in [
            ("fiat_amount", "fiat_amount"),
            ("meta.coin_spent", "meta_coin_spent"),
            ("fiatAmount", "fiat_amount"),
            ("HTTPServer", "http_server"),
            ("utm2Source", "utm2_source"),
            ("2fa", "n2fa"),
            ("__proto__", "proto"),
            ("a__b", "a_b"),
            ("a_", "a"),
            ("", "empty"),
            ("!!", "u21_u21"),
            ("naïve", "na_uef_ve"),
            ("🎉", "u1f389"),
        ] {
            assert_eq!(snake(wire), expected, "{wire:?}");
        }
    }

    #[test]
    fn pascal_keeps_distinct_names_distinct() {
        assert_eq!(Ident::new("order_create").pascal(), "OrderCreate");
        assert_ne!(Ident::new("v1_2").pascal(), Ident::new("v12").pascal());
        assert_ne!(Ident::new("v_1").pascal(), Ident::new("v1").pascal());
    }
}
