//! What all pages have around their content.

use askama::Template;
use eventspec_catalog::Catalog;

use super::text;
use crate::Files;
use crate::write::{Code, FileName, Html, View, print, views};

/// Where a page is in the site.
#[derive(Clone, Copy)]
pub(super) enum Page {
    /// At the top.
    Top,
    /// In a folder.
    Below,
}

impl Page {
    /// The way to the top of the site.
    pub(super) fn root(self) -> &'static str {
        match self {
            Self::Top => "",
            Self::Below => "../",
        }
    }
}

views! {
    #[derive(Template)]
    #[template(path = "docs/page.html", escape = "none")]
    struct Frame {
        root: &'static str,
        site: Code<Html>,
        version: Code<Html>,
        package: Code<Html>,
        title: Code<Html>,
        main: Code<Html>,
        changelog: bool,
    }
}

/// Adds a page.
pub(super) fn add(
    catalog: &Catalog,
    files: &mut Files,
    (page, path): (Page, &Code<FileName>),
    title: &str,
    content: &(impl Template + View),
) {
    let frame = Frame {
        root: page.root(),
        site: text(&catalog.title).with_breaks(),
        version: text(&catalog.version),
        package: text(&catalog.name),
        title: text(title),
        main: print(content).with_breaks(),
        changelog: catalog.changelog.is_some(),
    };
    files.add(path, &print::<Html>(&frame));
}
