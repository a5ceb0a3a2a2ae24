//! A page for specification authors: every code of a finding, as `explain` has it.

use askama::Template;
use eventspec_catalog::{Catalog, Code as FindingCode};

use super::{Page, page};
use crate::Files;
use crate::write::{Code, Html, HtmlProse, code, views};

views! {
    #[derive(Template)]
    #[template(path = "docs/findings.html", escape = "none")]
    struct Findings {
        findings: Vec<Finding>,
    }

    struct Finding {
        code: &'static str,
        what: Code<Html>,
        why: Code<Html>,
        wrong: Code<Html>,
        right: Code<Html>,
    }
}

/// Adds the page.
pub(super) fn add(catalog: &Catalog, files: &mut Files) {
    let findings = Findings { findings: FindingCode::ALL.iter().map(|code| finding(*code)).collect() };
    page::add(catalog, files, (Page::Top, &Code::literal("findings.html")), "Findings", &findings);
}

fn finding(code: FindingCode) -> Finding {
    let explanation = code.explanation();
    Finding {
        code: code.as_str(),
        what: code!("{}", HtmlProse(explanation.what)),
        why: code!("{}", HtmlProse(explanation.why)),
        wrong: code!("{}", HtmlProse(explanation.wrong.markdown)),
        right: code!("{}", HtmlProse(explanation.right.markdown)),
    }
}
