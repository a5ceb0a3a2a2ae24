//! Rust: parsed by syn.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

/// The file as syn reads it.
pub(super) fn parse(path: &str, text: &str) -> syn::File {
    syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"))
}

/// Its tokens without documentation, each literal as `0`.
pub(super) fn code(path: &str, text: &str) -> String {
    let mut out = String::new();
    tokens(parse(path, text).into_token_stream(), &mut out);
    out
}

fn tokens(stream: TokenStream, out: &mut String) {
    let mut tokens = stream.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if "#!".contains(punct.as_char()) && tokens.peek().is_some_and(is_doc) => {
                tokens.next();
                // Of `#![doc]` there is the `#` yet.
                if punct.as_char() == '!' {
                    out.truncate(out.len() - "# ".len());
                }
            }
            TokenTree::Group(group) => {
                out.push_str("( ");
                self::tokens(group.stream(), out);
                // A long list is printed with a comma more.
                while out.ends_with(", ") {
                    out.truncate(out.len() - ", ".len());
                }
                out.push_str(") ");
            }
            TokenTree::Literal(_) => out.push_str("0 "),
            other => {
                out.push_str(&other.to_string());
                out.push(' ');
            }
        }
    }
}

fn is_doc(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}
