//! What a generated file is to the language it is in: its tree, without the text of literals, and the literals apart.

use std::fmt::Write as _;

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use pulldown_cmark::{Event, Options, Parser, Tag};
use quote::ToTokens;
use serde_json::Value;
use syn::visit_mut::{self, VisitMut};

use crate::node::Node;

/// A file as its language reads it.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Tree {
    /// Everything but literals.
    pub shape: String,
    /// The values of literals, in order.
    pub literals: Vec<String>,
    /// Markdown in it.
    pub prose: Vec<String>,
}

impl Tree {
    fn add(&mut self, shape: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.shape.write_fmt(shape);
    }
}

/// Parses a file by the ending of its name.
pub(crate) fn parse(node: &mut Node, path: &str, text: &str) -> Result<Tree, String> {
    let ending = path.rsplit('.').next().unwrap_or_default();
    let tree = match ending {
        "rs" => rust(text),
        "cjs" | "cts" | "html" | "js" | "ts" => node.parse(path, text),
        "json" => json(text),
        "ndjson" => lines(text),
        "toml" => toml(text),
        "md" | "txt" => Ok(Tree { prose: vec![text.to_owned()], ..Tree::default() }),
        other => Err(format!("no parser for `.{other}`: add one to tests/slow/hostile/trees.rs")),
    };
    tree.map_err(|error| format!("{path} cannot be read: {error}\n{}", text.chars().take(400).collect::<String>()))
}

fn rust(text: &str) -> Result<Tree, String> {
    let mut file = syn::parse_file(text).map_err(|error| error.to_string())?;
    let mut docs = Docs::default();
    docs.visit_file_mut(&mut file);
    let mut tree = Tree { prose: docs.0, ..Tree::default() };
    tokens(file.into_token_stream(), &mut tree);
    Ok(tree)
}

/// Takes the documentation of each item out, one text for each.
#[derive(Default)]
struct Docs(Vec<String>);

impl VisitMut for Docs {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        let doc = |attribute: &syn::Attribute| match &attribute.meta {
            syn::Meta::NameValue(meta) => doc(meta),
            _ => None,
        };
        let lines: Vec<String> = attributes.iter().filter_map(doc).collect();
        if !lines.is_empty() {
            self.0.push(lines.join("\n"));
        }
        attributes.retain(|attribute| doc(attribute).is_none());
    }

    /// The output of a macro has not been parsed into items yet.
    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        mac.tokens = self.taken_out(std::mem::take(&mut mac.tokens));
    }

    /// A long arm is printed in a block.
    fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
        visit_mut::visit_arm_mut(self, arm);
        arm.comma = Some(syn::Token![,](Span::call_site()));
        if let syn::Expr::Block(block) = arm.body.as_ref()
            && let [syn::Stmt::Expr(inner, None)] = block.block.stmts.as_slice()
        {
            *arm.body = inner.clone();
        }
    }
}

impl Docs {
    /// Tokens without the documentation in them.
    fn taken_out(&mut self, stream: TokenStream) -> TokenStream {
        let (mut out, mut lines) = (TokenStream::new(), Vec::new());
        let mut tokens = stream.into_iter().peekable();
        while let Some(token) = tokens.next() {
            if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#')
                && let Some(TokenTree::Group(attribute)) = tokens.peek()
                && let Some(line) = syn::parse2(attribute.stream()).ok().and_then(|meta| doc(&meta))
            {
                lines.push(line);
                tokens.next();
                continue;
            }
            if !lines.is_empty() {
                self.0.push(std::mem::take(&mut lines).join("\n"));
            }
            out.extend([match token {
                TokenTree::Group(group) => {
                    TokenTree::Group(Group::new(group.delimiter(), self.taken_out(group.stream())))
                }
                other => other,
            }]);
        }
        out
    }
}

/// A line of documentation.
fn doc(meta: &syn::MetaNameValue) -> Option<String> {
    match &meta.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) if meta.path.is_ident("doc") => {
            Some(text.value())
        }
        _ => None,
    }
}

fn tokens(stream: TokenStream, tree: &mut Tree) {
    let mut tokens = stream.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            // A long list is printed with a comma more.
            TokenTree::Punct(punct) if punct.as_char() == ',' && tokens.peek().is_none() => {}
            TokenTree::Group(group) => {
                tree.add(format_args!("{:?}<", group.delimiter()));
                self::tokens(group.stream(), tree);
                tree.shape.push('>');
            }
            TokenTree::Literal(literal) => match syn::parse2::<syn::LitStr>(TokenTree::Literal(literal.clone()).into())
            {
                Ok(text) => {
                    tree.shape.push_str("\"\" ");
                    tree.literals.push(text.value());
                }
                Err(_) => tree.add(format_args!("{literal} ")),
            },
            other => tree.add(format_args!("{other} ")),
        }
    }
}

fn json(text: &str) -> Result<Tree, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut tree = Tree::default();
    values(&value, &mut tree);
    Ok(tree)
}

/// An object a line. Whether a schema takes a payload is left open where validators disagree, as about some characters.
fn lines(text: &str) -> Result<Tree, String> {
    let mut tree = Tree::default();
    for line in text.lines() {
        let members: serde_json::Map<String, Value> = serde_json::from_str(line).map_err(|error| error.to_string())?;
        values(&Value::Object(members.into_iter().filter(|(key, _)| key != "valid").collect()), &mut tree);
    }
    Ok(tree)
}

/// How descriptions begin that the documents about APIs have in Markdown, and not as the specification has them.
const IN_MARKDOWN: [&str; 2] = ["- The body is ", "1. Take the signature from "];

fn values(value: &Value, tree: &mut Tree) {
    match value {
        Value::String(text) if IN_MARKDOWN.iter().any(|start| text.starts_with(start)) => {
            tree.shape.push_str("Markdown ");
            tree.prose.push(text.clone());
        }
        Value::String(text) => {
            tree.shape.push_str("\"\" ");
            tree.literals.push(text.clone());
        }
        Value::Array(items) => {
            tree.shape.push('[');
            items.iter().for_each(|item| values(item, tree));
            tree.shape.push(']');
        }
        Value::Object(members) => {
            tree.shape.push('{');
            for (key, value) in members {
                tree.literals.push(key.clone());
                values(value, tree);
            }
            tree.shape.push('}');
        }
        other => tree.add(format_args!("{other} ")),
    }
}

fn toml(text: &str) -> Result<Tree, String> {
    let value: toml::Value = toml::from_str(text).map_err(|error| error.to_string())?;
    json(&serde_json::to_string(&value).map_err(|error| error.to_string())?)
}

/// What Markdown does beside showing text: blocks of code (which rustdoc runs), HTML, links and images.
pub(crate) fn doings(markdown: &str) -> Vec<String> {
    // What rustdoc reads.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut out = Vec::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => out.push(format!("code {kind:?}")),
            Event::Start(Tag::Link { dest_url, .. }) => out.push(format!("link {dest_url}")),
            Event::Start(Tag::Image { dest_url, .. }) => out.push(format!("image {dest_url}")),
            Event::Html(html) | Event::InlineHtml(html) => out.push(format!("html {html}")),
            Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => out.push("footnote".to_owned()),
            _ => {}
        }
    }
    out
}

/// The letters and digits that a reader of Markdown sees, in order. On a page the numbers of lists are not text.
pub(crate) fn seen(markdown: &str, is_page: bool) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(markdown, Options::empty()) {
        match event {
            Event::Text(text) | Event::Code(text) => out.extend(text.chars().filter(|c| c.is_alphanumeric())),
            Event::Html(text) | Event::InlineHtml(text) if is_page => out.push_str(&text),
            Event::Start(Tag::List(Some(number))) if !is_page => out.push_str(&number.to_string()),
            _ => {}
        }
    }
    out
}
