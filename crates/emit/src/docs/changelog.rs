//! What changed from version to version: the file of the specification as a page, with its headings as those of the page.

use askama::Template;
use eventspec_catalog::Catalog;
use eventspec_diff::changelog_parts;

use super::{Page, page, text};
use crate::Files;
use crate::write::{Code, Html, HtmlProse, code, views};

views! {
    #[derive(Template)]
    #[template(path = "docs/changelog.html", escape = "none")]
    struct Changelog {
        intro: Code<Html>,
        versions: Vec<Version>,
    }

    struct Version {
        title: Code<Html>,
        intro: Code<Html>,
        sections: Vec<Section>,
    }

    struct Section {
        title: Code<Html>,
        body: Code<Html>,
    }
}

/// Adds the page, if the specification has the file.
pub(super) fn add(catalog: &Catalog, files: &mut Files) {
    let Some(changelog) = &catalog.changelog else { return };
    let (intro, versions) = parts(changelog, "## ");
    // The page has its own title.
    let intro = if intro.starts_with("# ") { intro.split_once('\n').map_or("", |(_, rest)| rest) } else { intro };
    let content = Changelog { intro: prose(intro), versions: versions.into_iter().map(version).collect() };
    page::add(catalog, files, (Page::Top, &Code::literal("changelog.html")), "Changelog", &content);
}

fn version((title, body): (&str, &str)) -> Version {
    let (intro, sections) = parts(body, "### ");
    let section = |(title, body)| Section { title: text(title), body: prose(body) };
    Version {
        // A version stands in brackets, and perhaps a day behind them.
        title: text(&title.replacen('[', "", 1).replacen(']', "", 1)),
        intro: prose(intro),
        sections: sections.into_iter().map(section).collect(),
    }
}

fn prose(markdown: &str) -> Code<Html> {
    code!("{}", HtmlProse(markdown))
}

/// What stands before the first heading of a level, then the title and the body of each part.
fn parts<'a>(text: &'a str, mark: &str) -> (&'a str, Vec<(&'a str, &'a str)>) {
    let (before, parts) = changelog_parts(text, mark);
    let part = |part: &'a str| {
        let (title, body) = part.split_once('\n').unwrap_or((part, ""));
        (title.get(mark.len()..).unwrap_or_default().trim(), body)
    };
    (before, parts.into_iter().map(part).collect())
}

#[cfg(test)]
mod tests {
    use eventspec_catalog::{Sources, resolve};

    use super::parts;
    use crate::{Target, emit};

    #[test]
    fn what_is_written_in_the_file_is_text_on_the_page() {
        let odd = "<script>alert(1)</script>\u{202e}";
        let link = "![x](x.png) [go](javascript:alert(1)) [on](https://a.example)";
        let mut sources = Sources::default();
        sources.insert("catalog.toml", "name = \"x-events\"\nversion = \"1.0.0\"\ntitle = \"x\"\n");
        sources.insert("events/x.toml", "[[event]]\nname = \"x\"\n");
        sources.insert("samples/x/documented.json", "{}");
        sources
            .insert("CHANGELOG.md", format!("# {odd}\n{odd}\n## [1.0.0] {odd}\n{odd}\n### {odd}\n{odd}\n\n{link}\n"));
        let catalog = resolve(&sources).unwrap();
        let files = emit(&catalog, Target::Docs).unwrap().into_files();
        let page = &files["docs/changelog.html"];
        let main = page.split_once("<main").unwrap().1;
        let escaped = "&lt;script&gt;alert(1)&lt;/script&gt;(U+202E)";
        assert_eq!(main.matches(escaped).count(), 5, "{main}");
        assert!(!main.contains("<script") && !main.contains("<img") && !main.contains("javascript:"), "{main}");
        assert!(main.contains("<h2>1.0.0 &lt;") && main.contains("<a href=\"https://a.example\">on</a>"), "{main}");
        assert!(files["docs/index.html"].contains("<a href=\"changelog.html\">"));
        // A catalogue without that file gets no page.
        let without = emit(&eventspec_catalog::Catalog { changelog: None, ..catalog }, Target::Docs).unwrap();
        assert!(without.iter().all(|(path, text)| !path.contains("changelog") && !text.contains("changelog.html")));
    }

    #[test]
    fn a_file_is_split_at_its_headings() {
        let text = "# T\n\nx\n## [2.0.0]\n\n### A\n- a\n```\n## code\n```\n## [1.0.0]";
        let (before, versions) = parts(text, "## ");
        assert_eq!(before, "# T\n\nx\n");
        assert_eq!(versions, [("[2.0.0]", "\n### A\n- a\n```\n## code\n```\n"), ("[1.0.0]", "")]);
        assert_eq!(parts(versions[0].1, "### "), ("\n", vec![("A", "- a\n```\n## code\n```\n")]));
        assert_eq!(parts("x", "## "), ("x", vec![]));
        assert_eq!(parts("", "## "), ("", vec![]));
    }
}
