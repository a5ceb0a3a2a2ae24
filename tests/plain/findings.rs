//! Many findings: as many of each code are printed as somebody reads, and the rest is counted.

use std::fs;

use eventspec_tests::{Verdict, cli, contains, fail};

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
