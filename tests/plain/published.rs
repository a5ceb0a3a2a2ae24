//! What is published for people: a site that is light.

use std::fs;
use std::path::Path;

use eventspec_tests::catalogues::nector;
use eventspec_tests::{Verdict, fail};

/// Bytes of the site for each event and delivery: 300 KiB for the 16 events of Nector.
const BYTES_PER_PAGE: u64 = 300 * 1024 / 16;

#[test]
fn site_is_light() -> Verdict {
    let catalogue = nector();
    let bytes = size(&catalogue.generated.join("docs"))?;
    let catalog = &catalogue.catalog;
    let pages = u64::try_from(catalog.events().count() + catalog.deliveries.len())?;
    if bytes < pages * BYTES_PER_PAGE {
        Ok(())
    } else {
        fail(format!("{bytes} bytes for {pages} events and deliveries"))
    }
}

fn size(directory: &Path) -> std::io::Result<u64> {
    fs::read_dir(directory)?
        .map(|entry| {
            let entry = entry?;
            if entry.path().is_dir() { size(&entry.path()) } else { Ok(entry.metadata()?.len()) }
        })
        .sum()
}
