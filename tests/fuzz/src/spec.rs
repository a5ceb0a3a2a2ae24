//! Any text as a file of a specification: an answer in time, and findings that are somewhere in the text.

use eventspec_catalog::{Sources, resolve};
use serde_json::Value;

/// A specification to begin with, one file of each kind.
pub const FILES: [(&str, &str); 8] = [
    ("events/order.toml", include_str!("../base/events/order.toml")),
    ("types/item.toml", include_str!("../base/types/item.toml")),
    ("groups/shared.toml", include_str!("../base/groups/shared.toml")),
    ("catalog.toml", include_str!("../base/catalog.toml")),
    ("samples/order_placed/full.json", include_str!("../base/samples/order_placed/full.json")),
    ("types/kind.toml", include_str!("../base/types/kind.toml")),
    ("delivery/webhook.toml", include_str!("../base/delivery/webhook.toml")),
    ("samples/requests/webhook/order_placed.http", include_str!("../base/samples/requests/webhook/order_placed.http")),
];
/// Ends a file in an input. No text has this byte.
const END: u8 = 0xff;

/// Checks bytes as files: the first byte of each says which one it replaces.
pub fn check(bytes: &[u8]) {
    let mut sources = Sources::default();
    for (path, text) in FILES {
        sources.insert(path, text);
    }
    for file in bytes.split(|byte| *byte == END) {
        let Some((choice, text)) = file.split_first() else { continue };
        let (path, _) = FILES[usize::from(*choice) % FILES.len()];
        sources.insert(path, String::from_utf8_lossy(text));
    }
    let Err(report) = resolve(&sources) else { return };
    assert!(!report.diagnostics().is_empty(), "refused without a finding");
    let printed = report.render("", false);
    for finding in report.diagnostics() {
        let place = report.place(finding);
        is_in(&sources, place.file(), place.line(), place.column());
        assert!(printed.contains(finding.code.as_str()), "{} is not printed", finding.code);
        assert!(!finding.message.is_empty() && !finding.help.is_empty(), "{} has no message or help", finding.code);
    }
    let json: Value = serde_json::from_str(&report.to_json("")).expect("findings are JSON");
    let related = json.as_array().into_iter().flatten().filter_map(|finding| finding["related"].as_array());
    for place in related.flatten() {
        let number = |key: &str| place[key].as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
        is_in(&sources, place["file"].as_str().unwrap_or_default(), number("line"), number("column"));
    }
}

/// Whether a place is one of a character of the file, or right after its last.
fn is_in(sources: &Sources, file: &str, line: usize, column: usize) {
    let known = sources.iter().any(|(path, _)| path == file);
    let text = sources.text(file).split('\n').nth(line.wrapping_sub(1));
    let is_column = text.is_some_and(|text| (1..=text.chars().count() + 1).contains(&column));
    assert!(known && is_column, "no such place: {file}:{line}:{column}");
}
