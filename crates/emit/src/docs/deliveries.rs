//! The pages of deliveries.

use askama::Template;
use eventspec_catalog::{Catalog, Delivery};

use super::overview::source;
use super::{Page, links, page, paragraphs};
use crate::Files;
use crate::requests::{self, Verification};
use crate::write::{BreakableName, Code, Html, code, views};

views! {
    #[derive(Template)]
    #[template(path = "docs/delivery.html", escape = "none")]
    struct DeliveryPage {
        name: Code<Html>,
        doc: Option<Code<Html>>,
        source: Option<Code<Html>>,
        arrival: Vec<Code<Html>>,
        verify_first: &'static str,
        several: &'static str,
        unsigned: &'static str,
        signatures: Vec<SignatureView>,
        answer: Vec<Code<Html>>,
        markdown: Code<Html>,
    }

    struct SignatureView {
        name: Option<Code<Html>>,
        steps: Vec<Code<Html>>,
    }
}

/// Adds the page of a delivery.
pub(super) fn add(catalog: &Catalog, delivery: &Delivery, files: &mut Files) {
    let signature = |Verification { name, steps }| SignatureView { name, steps };
    let content = DeliveryPage {
        name: code!("{}", BreakableName(&delivery.name)),
        doc: paragraphs(delivery.doc.as_ref()),
        source: delivery.source.as_deref().map(source),
        arrival: requests::arrival(delivery),
        verify_first: requests::VERIFY_FIRST,
        several: requests::SEVERAL,
        unsigned: requests::UNSIGNED,
        signatures: requests::verifications(delivery).into_iter().map(signature).collect(),
        answer: requests::answer(delivery),
        markdown: code!("deliveries/{}.md", links::stem(&delivery.ident)),
    };
    page::add(catalog, files, (Page::Below, &links::delivery(delivery)), &delivery.name, &content);
}
