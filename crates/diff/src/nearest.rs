//! The name that another one was probably meant to be.

/// The most similar name.
pub(crate) fn closest<'n>(name: &str, others: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    scored(name, others).map(|(_, other)| other)
}

/// The most similar name, if it is similar enough to be suggested.
pub(crate) fn nearest<'n>(name: &str, others: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    scored(name, others).filter(|(score, _)| *score > 0.82).map(|(_, other)| other)
}

fn scored<'n>(name: &str, others: impl Iterator<Item = &'n str>) -> Option<(f64, &'n str)> {
    others.map(|other| (strsim::jaro_winkler(name, other), other)).max_by(|a, b| a.0.total_cmp(&b.0))
}
