//! The file of a delivery.

use eventspec_catalog::{Catalog, Delivery};

use super::paragraph;
use crate::requests::{self, Verification};
use crate::sample_requests;
use crate::write::{Code, CodeBlock, Markdown, PlainText, code};

/// How requests arrive, how to verify them, how to answer, and requests as they were sent.
pub(super) fn delivery(catalog: &Catalog, delivery: &Delivery) -> Code<Markdown> {
    let source = delivery.source.as_ref().map(|source| code!("Source: {}\n\n", PlainText(source)));
    code!(
        "# Delivery {name}\n\n{doc}{source}## How requests arrive\n\n{arrival}\n## How to verify a request\n\n{verify}\n## How to answer\n\n{answer}{samples}",
        name = PlainText(&delivery.name),
        doc = paragraph(delivery.doc.as_ref()),
        source = source.unwrap_or_else(Code::empty),
        arrival = list(requests::arrival(delivery)),
        verify = verify(delivery),
        answer = list(requests::answer(delivery)),
        samples = samples(catalog, delivery)
    )
}

fn verify(delivery: &Delivery) -> Code<Markdown> {
    let all = requests::verifications(delivery);
    if all.is_empty() {
        return code!("{}\n", requests::UNSIGNED);
    }
    let several = (all.len() > 1).then_some(requests::SEVERAL);
    let first = Code::<Markdown>::join([requests::VERIFY_FIRST].into_iter().chain(several), " ");
    let one = |Verification { name, steps }: Verification<Markdown>| {
        let heading = name.map(|name| code!("\n### Signature {}\n", name));
        let steps = steps.into_iter().map(|step| code!("1. {}\n", step));
        code!("{}\n{}", heading.unwrap_or_else(Code::empty), Code::join(steps, ""))
    };
    code!("{}\n{}", first, Code::join(all.into_iter().map(one), ""))
}

fn samples(catalog: &Catalog, delivery: &Delivery) -> Code<Markdown> {
    let requests = sample_requests::of_delivery(catalog, delivery);
    if requests.is_empty() {
        return Code::empty();
    }
    let one = |(name, text): &(String, String)| {
        code!("\n### {}\n\n{}\n", PlainText(name), CodeBlock { language: "http", text })
    };
    code!("\n## Sample requests\n{}", Code::join(requests.iter().map(one), ""))
}

fn list(items: Vec<Code<Markdown>>) -> Code<Markdown> {
    Code::join(items.into_iter().map(|item| code!("- {}\n", item)), "")
}
