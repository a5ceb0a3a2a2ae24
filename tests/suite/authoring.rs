//! What helps the people who write a specification: explanations of findings.

use eventspec_catalog::Code;
use eventspec_tests::catalogues::root;
use eventspec_tests::{Verdict, fail, xtask};
use libtest_mimic::Trial;

pub(crate) fn tests() -> Vec<Trial> {
    vec![
        Trial::test("authoring::explain_knows_every_code", every_code),
        Trial::test("authoring::explain_suggests_a_code", suggests),
    ]
}

/// Runs a command at the top of the repository and expects an exit code; gives what was printed.
fn said(args: &[&str], expected: i32) -> Result<String, libtest_mimic::Failed> {
    let (code, output, error) = xtask::answer(&xtask::run(&root(), args));
    if code == expected { Ok(output + &error) } else { fail(format!("exit {code}, not {expected}\n{output}{error}")) }
}

fn every_code() -> Verdict {
    let list = said(&["explain"], 0)?;
    let json: Vec<serde_json::Value> = serde_json::from_str(&said(&["explain", "--format", "json"], 0)?)?;
    for (code, json) in Code::ALL.iter().zip(&json) {
        // As it is pasted from a report.
        let text = said(&["explain", &format!("error[{code}]")], 0)?;
        let explanation = code.explanation();
        if !list.contains(code.summary()) || !text.contains(explanation.why) || json["what"] != explanation.what {
            return fail(format!("{code} is not explained:\n{list}\n{text}\n{json}"));
        }
        if text.contains("```") || text.contains('\x1b') {
            return fail(format!("{code} is printed with marks:\n{text}"));
        }
    }
    if json.len() == Code::ALL.len() { Ok(()) } else { fail("as JSON, codes are missing") }
}

fn suggests() -> Verdict {
    let text = said(&["explain", "unknown-tpye"], 2)?;
    if text.contains("did you mean `unknown-type`?") { Ok(()) } else { fail(text) }
}
