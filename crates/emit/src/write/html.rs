//! HTML: text, attributes, Markdown as HTML; and the style sheets and scripts beside a page.
//!
//! Attributes of our templates have double quotes, or hold an identifier.

use std::fmt::{self, Display, Formatter, Write};

use eventspec_catalog::Ident;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd, html};
use serde_json::Value;

use super::{Code, Embeds, FileName, Language, TypeScript, is_invisible, visible_json, write_visible};
use crate::error::Fault;

/// HTML, and drawings in SVG.
pub(crate) struct Html;

impl Language for Html {
    fn comment(text: &'static str) -> String {
        format!("<!-- {text} -->")
    }
}

/// Characters of a word without a place where a line may break. To break a long word of a script whose letters join, a browser takes
/// time that is quadratic in its length: a minute for 50,000 letters.
const LONGEST_WORD: usize = 1_000;

impl Code<Html> {
    /// With places where lines may break in words that are too long for a browser. All characters stay, and so does what is copied.
    pub(crate) fn with_breaks(&self) -> Self {
        let mut out = String::with_capacity(self.text.len());
        // In a drawing no line breaks.
        let mut is_drawing = false;
        for part in self.text.split_inclusive('>') {
            let (text, tag) = part.split_at(part.find('<').unwrap_or(part.len()));
            if is_drawing {
                out.push_str(text);
            } else {
                push_with_breaks(&mut out, text);
            }
            out.push_str(tag);
            is_drawing = tag.starts_with("<svg") || is_drawing && tag != "</svg>";
        }
        self.with(out)
    }
}

fn push_with_breaks(out: &mut String, text: &str) {
    let (mut length, mut is_reference) = (0, false);
    for c in text.chars() {
        // A reference such as `&amp;` is one character.
        if length == LONGEST_WORD && !is_reference && !c.is_whitespace() {
            out.push_str("<wbr>");
            length = 0;
        }
        out.push(c);
        is_reference = c == '&' || is_reference && c != ';';
        length = if c.is_whitespace() { 0 } else { length + usize::from(!is_reference) };
    }
}

/// Style sheets.
pub(crate) struct Css;

impl Language for Css {
    fn comment(text: &'static str) -> String {
        format!("/* {text} */")
    }
}

/// Text in an element. What a reader would not see is made visible.
pub(crate) struct HtmlText<'a>(pub &'a str);

impl Embeds<Html> for HtmlText<'_> {}

impl Display for HtmlText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0.bytes().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'&' | b'<' | b'>')) {
            return f.write_str(self.0);
        }
        self.0.chars().try_for_each(|c| match c {
            '\n' => f.write_char(c),
            c if is_invisible(c) => write_visible(f, c),
            c => write_escaped(f, c),
        })
    }
}

/// Text in an attribute between double quotes.
pub(crate) struct Attribute<'a>(pub &'a str);

impl Embeds<Html> for Attribute<'_> {}

impl Display for Attribute<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&HtmlText(self.0).to_string().replace('"', "&quot;"))
    }
}

/// Text that keeps each character, so that copying it from the page gives the same text.
pub(crate) struct ExactText<'a>(pub &'a str);

impl Embeds<Html> for ExactText<'_> {}

impl Display for ExactText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            // A parser of HTML would make a line feed of it.
            '\r' => f.write_str("&#13;"),
            c => write_escaped(f, c),
        })
    }
}

fn write_escaped(f: &mut Formatter<'_>, c: char) -> fmt::Result {
    match c {
        '&' => f.write_str("&amp;"),
        '<' => f.write_str("&lt;"),
        '>' => f.write_str("&gt;"),
        c => f.write_char(c),
    }
}

/// A name that may be broken after its dots and underscores.
pub(crate) struct BreakableName<'a>(pub &'a str);

impl Embeds<Html> for BreakableName<'_> {}

impl Display for BreakableName<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.split_inclusive(['_', '.']).enumerate().try_for_each(|(index, part)| {
            f.write_str(if index == 0 { "" } else { "<wbr>" })?;
            HtmlText(part).fmt(f)
        })
    }
}

/// The anchor of a field.
pub(crate) struct Anchor<'a>(pub &'a Ident);

impl Embeds<Html> for Anchor<'_> {}

impl Display for Anchor<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.snake())
    }
}

// A path is made of letters, digits, `_`, `-`, `.` and `/`, so it is an address as it is.
impl Embeds<Html> for Code<FileName> {
    fn fault(&self) -> Option<&Fault> {
        self.fault()
    }
}

/// Markdown, as paragraphs. HTML in it is text, an image is its description, and a link goes to a page or a mailbox.
pub(crate) struct HtmlProse<'a>(pub &'a str);

impl Embeds<Html> for HtmlProse<'_> {}

impl Display for HtmlProse<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&rendered(self.0))
    }
}

/// The same, without the paragraph around it where there is only one.
pub(crate) struct HtmlInline<'a>(pub &'a str);

impl Embeds<Html> for HtmlInline<'_> {}

impl Display for HtmlInline<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = rendered(self.0);
        let only = text.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        f.write_str(only.filter(|inner| !inner.contains("<p>")).unwrap_or(&text))
    }
}

fn rendered(markdown: &str) -> String {
    let mut visible = String::with_capacity(markdown.len());
    for c in markdown.chars() {
        if is_invisible(c) && c != '\n' && c != '\t' {
            visible.extend(format!("(U+{:04X})", u32::from(c)).chars());
        } else {
            visible.push(c);
        }
    }
    let mut out = String::with_capacity(visible.len() + 16);
    html::push_html(&mut out, Parser::new(&visible).filter_map(tamed));
    out.truncate(out.trim_end().len());
    out
}

/// What of Markdown gets into a page. Headings would break the outline of the page around them.
fn tamed(event: Event<'_>) -> Option<Event<'_>> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock | Tag::Heading { .. }) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock | TagEnd::Heading(_)) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        // Without the class that the language would be.
        Event::Start(Tag::CodeBlock(_)) => Some(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))),
        // The end of a link comes in any case, so a link to the page itself stands in for one that is taken out.
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = if is_outward(&dest_url) { dest_url } else { "#".into() };
            Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        event => Some(event),
    }
}

/// Whether an address is one that a reader may be sent to.
pub(crate) fn is_outward(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto"))
}

/// A value as an expression of a script.
pub(crate) struct ScriptValue<'a>(pub &'a Value);

impl Embeds<TypeScript> for ScriptValue<'_> {}

impl Display for ScriptValue<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&visible_json(self.0.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::code;

    #[test]
    fn text_stays_text() {
        assert_eq!(HtmlText("<b>&\"'\u{202e}\r").to_string(), "&lt;b&gt;&amp;\"'(U+202E)(U+000D)");
        assert_eq!(["&", "<", ">"].map(|text| HtmlText(text).to_string()), ["&amp;", "&lt;", "&gt;"]);
        assert_eq!(HtmlText("a\nb\t~").to_string(), "a\nb(U+0009)~");
        assert_eq!(Attribute("\"<'").to_string(), "&quot;&lt;'");
        assert_eq!(ExactText("a\r\n\u{202e}<\"").to_string(), "a&#13;\n\u{202e}&lt;\"");
        assert_eq!(BreakableName("a.b_<i>").to_string(), "a.<wbr>b_<wbr>&lt;i&gt;");
        assert_eq!(Anchor(&Ident::new("A.b")).to_string(), "a_b");
    }

    #[test]
    fn markdown_has_no_html_of_its_own() {
        for (text, expected) in [
            ("a `b<c` *d*", "a <code>b&lt;c</code> <em>d</em>"),
            ("a <img src=x onerror=y>", "a &lt;img src=x onerror=y&gt;"),
            ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
            ("![a](https://b.example/c.png)", "a"),
            ("[a](javascript:b)", "<a href=\"#\">a</a>"),
            ("[a](https://b.example/?c=\"&d)", "<a href=\"https://b.example/?c=%22&amp;d\">a</a>"),
            ("# a\u{202e}", "a(U+202E)"),
            ("a\tb", "a\tb"),
            ("```rust\na\n```", "<pre><code>a\n</code></pre>"),
        ] {
            assert_eq!(HtmlInline(text).to_string(), expected, "{text}");
        }
    }

    #[test]
    fn readers_are_sent_to_pages_and_mailboxes_only() {
        let addresses =
            ["https://a.example", "HTTP://a.example", "mailto:a@b.example", "javascript:a", "data:a", "a", "//a"];
        assert_eq!(addresses.map(is_outward), [true, true, true, false, false, false, false]);
    }

    #[test]
    fn long_words_may_be_broken() {
        let broken = |text: &str| code!("<p>{}</p>", HtmlText(text)).with_breaks().to_string();
        let (most, one) = ("a".repeat(LONGEST_WORD), "a");
        assert_eq!(broken(&format!("{most} {most}")), format!("<p>{most} {most}</p>"));
        assert_eq!(broken(&format!("{most}{most}{one}")), format!("<p>{most}<wbr>{most}<wbr>{one}</p>"));
        assert_eq!(broken(&"&".repeat(LONGEST_WORD + 1)), format!("<p>{}<wbr>&amp;</p>", "&amp;".repeat(LONGEST_WORD)));
        let drawing = format!("<svg><text>{most}{most}</text></svg><a title=\"{most}{most}\">{most}</a>");
        assert_eq!(Code::<Html>::trusted(drawing.clone()).with_breaks().to_string(), drawing);
    }

    #[test]
    fn paragraphs_stay_apart() {
        assert_eq!(HtmlInline("a\n\nb").to_string(), "<p>a</p>\n<p>b</p>");
        assert_eq!(HtmlInline("- a").to_string(), "<ul>\n<li>a</li>\n</ul>");
        assert_eq!(HtmlProse("a").to_string(), "<p>a</p>");
    }

    #[test]
    fn scripts_hold_values() {
        let value = serde_json::json!(["a\"b\u{2028}"]);
        assert_eq!(ScriptValue(&value).to_string(), "[\"a\\\"b\\u2028\"]");
    }
}
