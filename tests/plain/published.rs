//! What is published for people: a site that is light.

use std::fs;
use std::path::Path;

use eventspec_tests::catalogues::nector;
use eventspec_tests::{Verdict, fail};

/// Bytes of the site for each event: 300 KiB for the 16 of Nector.
const BYTES_PER_EVENT: u64 = 300 * 1024 / 16;

#[test]
fn site_is_light() -> Verdict {
    let catalogue = nector();
    let bytes = size(&catalogue.generated.join("docs"))?;
    let events = u64::try_from(catalogue.catalog.events().count())?;
    if bytes < events * BYTES_PER_EVENT { Ok(()) } else { fail(format!("{bytes} bytes for {events} events")) }
}

fn size(directory: &Path) -> std::io::Result<u64> {
    fs::read_dir(directory)?
        .map(|entry| {
            let entry = entry?;
            if entry.path().is_dir() { size(&entry.path()) } else { Ok(entry.metadata()?.len()) }
        })
        .sum()
}
