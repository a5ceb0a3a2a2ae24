//! Rust: tokens, printed once; and string literals in examples, which are Markdown.

use std::fmt::{self, Display, Formatter};

use eventspec_catalog::is_invisible;
use proc_macro2::{Ident, Literal, TokenStream};

use super::{Code, Language, Markdown, Written};

/// Rust.
pub(crate) struct Rust;

impl Language for Rust {
    fn comment(text: &'static str) -> String {
        format!("// {text}")
    }
}

impl Code<Rust> {
    /// Prints tokens. What emitters build parses by construction; the raw tokens are there so that this cannot fail.
    pub(crate) fn of_tokens(tokens: &TokenStream) -> Self {
        Self::of_file(&syn::parse2(tokens.clone()).map_err(|_| tokens.clone()))
    }

    /// Prints a file, or the tokens it was to be made from should they not have parsed.
    pub(crate) fn of_file(file: &Result<syn::File, TokenStream>) -> Self {
        Self::finished(visible_literals(match file {
            Ok(file) => prettyplease::unparse(file),
            Err(tokens) => tokens.to_string(),
        }))
    }
}

/// A string literal. It has no line end, so it ends no block of code in Markdown.
pub(crate) struct RustString<'a>(pub &'a str);

impl Written<Markdown> for RustString<'_> {}

impl Display for RustString<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&visible_literals(Literal::string(self.0).to_string()))
    }
}

// An identifier is letters, digits and `_`; tokens in an example are made of these.
impl Written<Markdown> for Ident {}

/// Code in which nothing is invisible. What is not ASCII and not printable is inside of string literals, and escaped by their
/// printer, but for a few letters that have no shape.
fn visible_literals(code: String) -> String {
    if code.is_ascii() || !code.chars().any(|c| !c.is_ascii() && is_invisible(c)) {
        return code;
    }
    let mut out = String::with_capacity(code.len());
    for c in code.chars() {
        if !c.is_ascii() && is_invisible(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_show_what_is_in_them() {
        assert_eq!(RustString("a\"\n\\é").to_string(), "\"a\\\"\\n\\\\é\"");
        // A letter without a shape, which printers of literals take for one that can be seen.
        assert_eq!(RustString("\u{3164}é").to_string(), "\"\\u{3164}é\"");
    }

    #[test]
    fn tokens_are_printed_in_any_case() {
        assert_eq!(
            Code::of_tokens(&quote::quote!(
                const A: &str = "\u{3164}";
            ))
            .as_str(),
            "const A: &str = \"\\u{3164}\";\n"
        );
        assert_eq!(Code::of_tokens(&quote::quote!(const)).as_str(), "const");
    }
}
