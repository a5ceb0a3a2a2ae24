//! Rust: tokens, printed once; and string literals in examples, which are Markdown.

use std::fmt::{self, Display, Formatter};

use eventspec_catalog::is_invisible;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::parse::{ParseStream, Parser};

use super::{Code, Embeds, Language, Markdown};
use crate::contained::contained;
use crate::error::Fault;

/// Characters of tokens that an error shows.
const SHOWN: usize = 200;

/// Rust.
pub(crate) struct Rust;

impl Language for Rust {
    fn comment(text: &'static str) -> String {
        format!("// {text}")
    }
}

impl Code<Rust> {
    /// Prints tokens that are a file.
    pub(crate) fn of_tokens(tokens: &TokenStream) -> Self {
        parse_file(tokens).and_then(|file| Self::of_file(&file)).unwrap_or_else(Self::from)
    }

    /// Prints the attributes of an item, to stand before it.
    pub(crate) fn of_attributes(tokens: &TokenStream) -> Self {
        Self::before("struct Item;\n", &quote! { #tokens struct Item; })
    }

    /// Prints the signature of a function, to stand before its body.
    pub(crate) fn of_signature(tokens: &TokenStream) -> Self {
        Self::before("{}\n", &quote! { #tokens {} })
    }

    /// What stands before the end of a file: only whole files can be printed.
    fn before(end: &str, file: &TokenStream) -> Self {
        let mut code = Self::of_tokens(file);
        if let Some(start) = code.text.strip_suffix(end) {
            code.text.truncate(start.len());
        }
        code
    }

    /// The same lines deeper inside of other code. No literal goes over several lines.
    pub(crate) fn indented(&self) -> Self {
        self.with(self.text.lines().map(|line| format!("    {line}\n")).collect())
    }

    /// Prints a file. prettyplease panics on syntax that it does not know.
    pub(crate) fn of_file(file: &syn::File) -> Result<Self, Fault> {
        let printed = contained(|| prettyplease::unparse(file));
        let text = printed.map_err(|said| Fault::new(format!("prettyplease {said}")))?;
        Ok(Self::trusted(visible_literals(text)))
    }
}

/// Tokens as a file.
pub(crate) fn parse_file(tokens: &TokenStream) -> Result<syn::File, Fault> {
    syn::parse2(tokens.clone()).map_err(|error| {
        let rest = from_fault.parse2(tokens.clone());
        unparsed(&error, rest.as_ref().unwrap_or(tokens))
    })
}

/// What is wrong with tokens. They have neither lines nor columns, so it shows where they begin.
pub(crate) fn unparsed(error: &syn::Error, tokens: &TokenStream) -> Fault {
    let shown: String = tokens.to_string().chars().take(SHOWN).collect();
    Fault::new(format!("tokens do not parse as Rust ({error}), beginning with `{shown}`"))
}

/// The tokens of a file from the first item on that does not parse.
fn from_fault(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    input.call(syn::Attribute::parse_inner)?;
    while input.fork().parse::<syn::Item>().is_ok() {
        input.parse::<syn::Item>()?;
    }
    input.parse()
}

/// A string literal. It has no line end, so it ends no block of code in Markdown.
pub(crate) struct RustString<'a>(pub &'a str);

impl Embeds<Markdown> for RustString<'_> {}

impl Display for RustString<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&visible_literals(Literal::string(self.0).to_string()))
    }
}

// An identifier is letters, digits and `_`; tokens in an example are made of these.
impl Embeds<Markdown> for Ident {}

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
    use quote::quote;

    use super::*;

    #[test]
    fn strings_show_what_is_in_them() {
        assert_eq!(RustString("a\"\n\\é").to_string(), "\"a\\\"\\n\\\\é\"");
        // A letter without a shape, which printers of literals take for one that can be seen.
        assert_eq!(RustString("\u{3164}é").to_string(), "\"\\u{3164}é\"");
    }

    #[test]
    fn tokens_are_printed() {
        let tokens = quote!(
            const A: &str = "\u{3164}";
        );
        assert_eq!(Code::of_tokens(&tokens).as_str(), "const A: &str = \"\\u{3164}\";\n");
    }

    #[test]
    fn parts_of_a_file_are_printed() {
        let attributes = quote! { #[doc = " A $first\u{3164}."] #[deprecated(note = "a\nb")] };
        let expected = "    /// A $first\\u{3164}.\n    #[deprecated(note = \"a\\nb\")]\n";
        assert_eq!(Code::of_attributes(&attributes).indented().as_str(), expected);
        assert_eq!(Code::of_attributes(&quote!()).as_str(), "");
        assert_eq!(Code::of_signature(&quote!(pub fn r#type(self) -> Self)).as_str(), "pub fn r#type(self) -> Self ");
        assert!(Code::of_signature(&quote!(fn)).indented().whole().is_err());
    }

    fn fault(tokens: &TokenStream) -> String {
        Code::of_tokens(tokens).whole().unwrap_err().cause
    }

    #[test]
    fn tokens_that_do_not_parse_are_shown_from_their_item_on() {
        let tokens = quote! {
            #![doc = "A file."]
            struct Fine { a: u8 }
            impl Broken { fn f() { struct } }
            struct Later;
        };
        let shown = "impl Broken { fn f () { struct } } struct Later ;";
        assert_eq!(
            fault(&tokens),
            format!(
                "tokens do not parse as Rust (unexpected end of input, expected identifier), beginning with `{shown}`"
            )
        );
        let long = std::iter::repeat_n(quote!(const), 100).collect();
        assert!(fault(&long).ends_with(&format!("`{}co`", "const ".repeat(33))), "{}", fault(&long));
    }

    /// syn has items without a body and such as tokens, and prettyplease panics on them.
    #[test]
    fn syntax_that_cannot_be_printed_is_a_fault() {
        let fault = fault(&quote!(
            const A: u8;
        ));
        assert!(fault.starts_with("prettyplease panicked at ") && fault.contains("const A : u8 ;"), "{fault}");
    }
}
