//! The committed output is what the specification gives, and what it gives is the same every time.

use eventspec_tests::catalogues::{all, root};
use eventspec_tests::matrix::trial;
use eventspec_tests::{Verdict, cli, expect, fail};
use libtest_mimic::Trial;

pub(crate) fn tests() -> Vec<Trial> {
    let fresh = all().into_iter().map(|catalogue| {
        let (spec, out) = (catalogue.spec.display().to_string(), catalogue.generated.display().to_string());
        trial(format!("generated::{}::fresh", catalogue.name), move || fresh(&spec, &out))
    });
    fresh.collect()
}

fn fresh(spec: &str, out: &str) -> Verdict {
    let check: &[&str] = if expect::is_updating() { &[] } else { &["--check"] };
    let output = cli::run(&root(), &[&["generate", "--spec", spec, "--out", out], check].concat());
    let (code, printed, error) = cli::answer(&output);
    if code == 0 {
        Ok(())
    } else {
        fail(format!("{printed}{error}help: cargo xtask generate --spec {spec} --out {out}"))
    }
}
