//! Many findings: as many of each code are printed as somebody reads, and the rest is counted.

use std::fs;

use eventspec_tests::{Verdict, cli, contains, fail};

/// A line may be as long as a file, and have thousands of findings.
#[test]
fn a_long_line_is_shown_where_the_finding_is() -> Verdict {
    let desk = tempfile::tempdir()?;
    let spec = desk.path().join("spec");
    fs::create_dir_all(spec.join("types"))?;
    fs::write(spec.join("catalog.toml"), "name = \"x-events\"\nversion = \"1.0.0\"\ntitle = \"x\"\ndoc = \"x\"\n")?;
    let values: String =
        (0..5_000).map(|index| format!("\"é{}\", ", if index == 4_000 { 3_000 } else { index })).collect();
    let long = "n".repeat(1_000_000);
    fs::write(spec.join("types/many.toml"), format!("doc = \"x\"\nvalues = [{values}]\n{long} = 1\n"))?;
    let (_, out, error) = cli::answer(&cli::run(desk.path(), &["check"]));
    let said = out + &error;
    // Ten columns before the first, and then two quotes, `é`, a comma, a space and one to four digits for each.
    let column = |index: usize| 11 + (0..index).map(|index: usize| 5 + index.to_string().len()).sum::<usize>();
    let (second, first) = (
        format!("spec/types/many.toml:2:{}\n", column(4_000)),
        format!("::: spec/types/many.toml:2:{}\n", column(3_000)),
    );
    contains(
        &said,
        &[
            "the value `é3000` is defined twice",
            &second,
            "\"é3999\", \"é3000\", \"é4001\"",
            &first,
            "\"é2999\", \"é3000\"",
        ],
    )?;
    contains(&said, &["unknown key `nnn", "nnn…nnn", "--> spec/types/many.toml:3:1\n"])?;
    if said.len() > 10_000 { fail(format!("{} bytes are printed", said.len())) } else { Ok(()) }
}

#[test]
fn some_findings_of_a_code_stand_for_all() -> Verdict {
    let desk = tempfile::tempdir()?;
    let spec = desk.path().join("spec");
    fs::create_dir_all(spec.join("groups"))?;
    fs::write(spec.join("catalog.toml"), "name = \"x-events\"\nversion = \"1\"\ntitle = \"x\"\ndoc = \"x\"\n")?;
    let fields = (0..60).map(|index| format!("[[field]]\nname = \"f{index}\"\ntype = \"strin\"\ndoc = \"x\"\n"));
    fs::write(spec.join("groups/many.toml"), format!("doc = \"x\"\n{}", fields.collect::<String>()))?;
    let said = |args: &[&str]| {
        let (_, out, error) = cli::answer(&cli::run(desk.path(), args));
        out + &error
    };
    let (some, all) = (said(&["check"]), said(&["check", "--all-findings"]));
    let shown = |text: &str| text.matches("error[unknown-type]").count();
    if (shown(&some), shown(&all)) != (50, 60) {
        return fail(format!("{} and {} findings are printed", shown(&some), shown(&all)));
    }
    // The others are not pushed out.
    contains(&some, &["error[wrong-value]", "10 more: unknown-type\n62 findings\n", "--all-findings"])?;
    let json: Vec<serde_json::Value> = serde_json::from_str(&said(&["check", "--format", "json"]))?;
    if json.len() == 62 { Ok(()) } else { fail(format!("JSON has {} findings", json.len())) }
}
