//! The pages of deliveries.

use askama::Template;
use eventspec_catalog::{Catalog, Delivery};

use super::overview::source;
use super::{Page, links, page, paragraphs, text};
use crate::Files;
use crate::requests::{self, Verification};
use crate::sample_requests;
use crate::write::{Attribute, BreakableName, Code, ExactText, Html, code, views};

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
        requests: Vec<RequestView>,
        markdown: Code<Html>,
    }

    struct SignatureView {
        name: Option<Code<Html>>,
        steps: Vec<Code<Html>>,
    }

    struct RequestView {
        name: Code<Html>,
        label: Code<Html>,
        text: Code<Html>,
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
        requests: sample_requests::of_delivery(catalog, delivery).iter().map(request_view).collect(),
        markdown: code!("deliveries/{}.md", links::stem(&delivery.ident)),
    };
    page::add(catalog, files, (Page::Below, &links::delivery(delivery)), &delivery.name, &content);
}

fn request_view((name, message): &(String, String)) -> RequestView {
    RequestView { name: text(name), label: code!("{}", Attribute(name)), text: code!("{}", ExactText(message)) }
}
