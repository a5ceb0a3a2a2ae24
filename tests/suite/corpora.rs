//! What fuzzers found worth keeping: a test for each corpus.

use eventspec_fuzz::CHECKS;
use eventspec_fuzz_corpora as corpora;
use eventspec_tests::catalogues::root;
use eventspec_tests::matrix::trial;
use eventspec_tests::{Verdict, fail};
use libtest_mimic::Trial;

pub(crate) fn tests() -> Vec<Trial> {
    let corpora = CHECKS.iter();
    corpora.map(|(name, check)| trial(format!("corpora::{name}"), move || corpus(name, *check))).collect()
}

fn corpus(name: &str, check: eventspec_fuzz::Check) -> Verdict {
    let path = root().join(corpora::path(name));
    let inputs = corpora::read(&path)?;
    if inputs.len() < 20 {
        return fail(format!("only {} inputs in {}", inputs.len(), path.display()));
    }
    inputs.iter().for_each(|input| check(input));
    Ok(())
}
