//! What `diff` says of two specifications, and how it finds the old one.

use std::fs;
use std::path::Path;
use std::process::Command;

use eventspec_catalog::{Sources, resolve_without_samples};
use eventspec_tests::catalogues::root;
use eventspec_tests::{Failed, Verdict, cli, contains, expect, fail};

/// A repository of git with a specification in it, committed on `main`, and a branch that is checked out.
struct Repository {
    directory: tempfile::TempDir,
}

const CATALOG: &str = "name = \"acme-events\"\ntitle = \"Acme events\"\nversion = \"1.0.0\"\ndoc = \"d\"\n";
const ORDER: &str = r#"doc = "An order."
[[event]]
name = "order_placed"
doc = "d"
[[field]]
name = "total"
type = "number"
doc = "d"
[[field]]
name = "fax"
type = "string"
doc = "d"
deprecated = { sunset = "2026-06-30" }
"#;

impl Repository {
    fn new() -> Result<Self, Failed> {
        let repository = Self { directory: tempfile::tempdir()? };
        repository.write("catalog.toml", CATALOG)?;
        repository.write("events/order.toml", ORDER)?;
        repository.write("samples/order_placed/s.json", "{}")?;
        repository.git(&["init", "--quiet", "--initial-branch", "main"])?;
        repository.commit()?;
        repository.git(&["checkout", "--quiet", "-b", "work"])?;
        Ok(repository)
    }

    fn path(&self) -> &Path {
        self.directory.path()
    }

    fn write(&self, file: &str, text: &str) -> Verdict {
        let path = self.path().join("spec").join(file);
        fs::create_dir_all(path.parent().unwrap_or(&path))?;
        Ok(fs::write(path, text)?)
    }

    fn edit(&self, from: &str, to: &str) -> Verdict {
        self.write("events/order.toml", &ORDER.replacen(from, to, 1))
    }

    fn git(&self, args: &[&str]) -> Verdict {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").args(identity).args(args).current_dir(self.path()).output()?;
        if output.status.success() { Ok(()) } else { fail(String::from_utf8_lossy(&output.stderr)) }
    }

    fn commit(&self) -> Verdict {
        self.git(&["add", "."])?;
        self.git(&["commit", "--quiet", "--message", "m"])
    }

    /// Runs `diff` and expects an exit code and parts of what is printed.
    fn diff(&self, args: &[&str], expected: i32, parts: &[&str]) -> Verdict {
        let args: Vec<&str> = ["diff"].iter().chain(args).copied().collect();
        self.run(&args, expected, parts)
    }

    /// Runs a command and expects an exit code and parts of what is printed.
    fn run(&self, args: &[&str], expected: i32, parts: &[&str]) -> Verdict {
        let (code, output, error) = cli::answer(&cli::run(self.path(), args));
        let said = output + &error;
        if code != expected {
            return fail(format!("exit {code}, not {expected}\n{said}"));
        }
        contains(&said, parts)
    }
}

#[test]
fn nothing_changed_nothing_said() -> Verdict {
    let repository = Repository::new()?;
    // Order, comments and white space are nothing.
    let mut fields: Vec<&str> = ORDER.split("[[field]]").collect();
    fields.swap(1, 2);
    repository.write("events/order.toml", &format!("# A comment.\n\n{}", fields.join("\n [[field]]")))?;
    repository.diff(&[], 0, &["0 changes against", "where HEAD left main"])
}

#[test]
fn the_default_base_is_where_the_branch_left() -> Verdict {
    let repository = Repository::new()?;
    repository.edit("number", "string")?;
    repository.commit()?;
    // What came to main in the meantime is not this branch's doing.
    repository.git(&["checkout", "--quiet", "main"])?;
    repository.edit("An order.", "A purchase.")?;
    repository.commit()?;
    repository.git(&["checkout", "--quiet", "work"])?;
    repository.diff(&[], 1, &["1 change against", "break[retyped]", "spec/events/order.toml:6:8"])
}

#[test]
fn directory_file_and_revision_are_one_base() -> Verdict {
    let repository = Repository::new()?;
    let copy = repository.path().join("old");
    fs::create_dir_all(copy.join("events"))?;
    fs::write(copy.join("catalog.toml"), CATALOG)?;
    fs::write(copy.join("events/order.toml"), ORDER)?;
    repository.edit("number", "integer")?;
    for base in ["old", "old/catalog.toml", "main", "HEAD~0"] {
        repository.diff(&["--base", base], 1, &[&format!("1 change against {base}"), "number-to-integer"])?;
    }
    Ok(())
}

#[test]
fn a_missing_base_is_fixed_by_a_command() -> Verdict {
    let repository = Repository::new()?;
    repository.diff(&["--base", "v9"], 3, &["no revision or directory `v9`", "git fetch origin v9"])?;
    for tracking in ["origin/main", "remotes/origin/main", "refs/remotes/origin/main"] {
        repository.diff(&["--base", tracking], 3, &["no revision or directory", "`git fetch origin main`"])?;
    }
    repository.diff(&["--base=--version"], 3, &["no revision or directory"])?;
    repository.git(&["branch", "--quiet", "-D", "main"])?;
    repository.diff(&[], 3, &["no default branch", "--base", "git fetch origin main"])?;
    repository.diff(&["--spec", "nowhere"], 3, &["nowhere does not exist"])
}

#[test]
fn a_specification_without_an_older_one_is_new() -> Verdict {
    let directory = tempfile::tempdir()?;
    let repository = Repository { directory };
    fs::write(repository.path().join("readme"), "Nothing yet.")?;
    repository.git(&["init", "--quiet", "--initial-branch", "main"])?;
    repository.commit()?;
    repository.git(&["checkout", "--quiet", "-b", "work"])?;
    repository.write("catalog.toml", CATALOG)?;
    repository.write("events/order.toml", ORDER)?;
    repository.write("samples/order_placed/s.json", "{}")?;
    let new = ["which has no spec: everything is new", "[event-added] `order_placed`"];
    repository.diff(&[], 0, &new)?;
    repository.diff(&["--base", "main", "--threshold", "all=notice"], 0, &new)?;
    repository.run(&["check", "--against", "main", "--require-version"], 0, &new)?;
    repository.run(&["changelog"], 0, &["## [1.0.0]", "An event was added: `order_placed`"])?;
    repository.run(&["changelog", "--to", "main"], 3, &["main has no spec", "pass another revision with --to"])
}

#[test]
fn a_union_with_lists_of_itself_is_compared() -> Verdict {
    let repository = Repository::new()?;
    let tree =
        |leaf: &str| repository.write("types/tree.toml", &format!("doc = \"d\"\ntype = \"list<tree> | {leaf}\"\n"));
    tree("string")?;
    repository.edit("\"number\"", "\"tree\"")?;
    repository.commit()?;
    tree("number")?;
    let witnesses = ["receivers refuse this order_placed:\n       {\"total\":1.5}", "{\"total\":\"text\"}"];
    repository.diff(&["--base", "HEAD"], 1, &witnesses)
}

#[test]
fn a_key_that_leads_to_another_field_is_a_break() -> Verdict {
    let repository = Repository::new()?;
    repository.edit("deprecated = { sunset = \"2026-06-30\" }", "aliases = [\"sum\"]")?;
    repository.commit()?;
    repository.edit("type = \"number\"", "type = \"number\"\naliases = [\"sum\"]")?;
    let parts = ["break[key-reassigned]", "fax -> total", "receivers misread this order_placed:\n       {\"sum\":"];
    repository.diff(&["--base", "HEAD"], 1, &parts)
}

#[test]
fn thresholds_decide_the_exit_code() -> Verdict {
    let repository = Repository::new()?;
    repository
        .edit("doc = \"d\"\n[[field]]", "doc = \"d\"\n[[event]]\nname = \"order_lost\"\ndoc = \"d\"\n[[field]]")?;
    repository.diff(&[], 0, &["degrade[event-added]"])?;
    repository.diff(&["--threshold", "receivers=degrade"], 1, &[])?;
    repository.diff(&["--threshold", "typescript.strict=break"], 1, &[])?;
    repository.diff(&["--threshold", "strict=break", "--threshold", "all=never"], 0, &[])?;
    repository.diff(&["--threshold", "receivers=bad"], 2, &["AUDIENCE=EFFECT"])
}

#[test]
fn after_its_sunset_a_removal_is_not_a_failure() -> Verdict {
    let repository = Repository::new()?;
    let without = ORDER.rsplit_once("[[field]]").map_or("", |(before, _)| before);
    repository.write("events/order.toml", without)?;
    repository.diff(&["--today", "2026-06-30"], 1, &["field-removed-optional", "which has not come"])?;
    repository.diff(
        &["--today", "2026-07-01"],
        0,
        &["field-removed-optional", "was announced for after 2026-06-30"],
    )?;
    // It breaks source nevertheless, and the version says so.
    for today in ["2026-06-30", "2026-07-01"] {
        repository.run(&["changelog", "--today", today], 0, &["## [2.0.0]"])?;
    }
    let check = ["check", "--against", "main", "--today", "2026-07-01", "--require-version"];
    repository.run(&check, 1, &["the changes since main require 2.0.0"])?;
    repository.diff(&["--today", "2026-02-30"], 2, &["YYYY-MM-DD"])?;
    repository.diff(&["--today", "tomorrow"], 2, &["YYYY-MM-DD"])
}

#[test]
fn a_sunset_announces_a_day_to_come() -> Verdict {
    let repository = Repository::new()?;
    let today = ["--today", "2026-03-01"];
    let past = "the `sunset` is in the past";
    let sunset = |day: &str| repository.edit("2026-06-30", day);
    sunset("2026-07-31")?;
    repository.diff(&today, 0, &["safe", "[deprecation-changed]"])?;
    sunset("2026-05-31")?;
    repository.diff(&today, 0, &["notice[deprecation-sunset-earlier]", "sunset 2026-06-30 -> sunset 2026-05-31"])?;
    sunset("2026-02-28")?;
    repository.diff(&today, 1, &["notice[deprecation-sunset-earlier]", past])?;
    repository.diff(&[&today[..], &["--threshold", "all=never"]].concat(), 0, &[past])?;
    let deprecate = |day: &str| {
        repository
            .edit("doc = \"d\"\n[[field]]", &format!("doc = \"d\"\ndeprecated = {{ sunset = \"{day}\" }}\n[[field]]"))
    };
    deprecate("2026-03-01")?;
    repository.diff(&today, 0, &["notice[deprecation-set]"])?;
    deprecate("2026-02-28")?;
    repository.diff(&today, 1, &["notice[deprecation-set]", past])
}

#[test]
fn a_group_without_fields_is_a_part_of_its_payloads() -> Verdict {
    let repository = Repository::new()?;
    let field = "[[field]]\nname = \"it\"\ntype = \"string\"\ndoc = \"d\"\n";
    repository.write("groups/inner.toml", &format!("doc = \"d\"\n{field}"))?;
    repository.write("groups/outer.toml", "doc = \"d\"\ninclude = [\"inner\"]\n")?;
    let include = |group: &str| repository.edit("[[event]]", &format!("include = [\"{group}\"]\n[[event]]"));
    include("outer")?;
    repository.commit()?;
    include("inner")?;
    let pass = "fn take(_: &impl acme_events::groups::OuterFields) {} take(it)";
    repository.diff(
        &["--base", "HEAD"],
        1,
        &["[group-not-included]", "A payload no longer includes a group: outer", pass],
    )?;
    repository.commit()?;
    include("outer")?;
    repository.diff(&["--base", "HEAD"], 0, &["[group-included]", "outer"])
}

#[test]
fn an_identifier_is_a_part_of_an_address() -> Verdict {
    let repository = Repository::new()?;
    repository.edit("name = \"order_placed\"", "name = \"order_placed\"\nident = \"placed\"")?;
    let only_wire = ["--threshold", "rust=never", "--threshold", "typescript=never"];
    repository.diff(
        &only_wire,
        1,
        &["[event-identifier-changed]", "references to the old `$id`", "strict receivers, senders"],
    )
}

#[test]
fn what_an_empty_text_means_is_read_otherwise() -> Verdict {
    let repository = Repository::new()?;
    let tier = |more: &str| repository.edit("type = \"string\"", &format!("type = \"string\"{more}"));
    tier("\nblank = true")?;
    let degrade = "= degrade  receivers, senders, stored, rust, typescript";
    repository.diff(&[], 0, &["degrade[blank-meaning-set]", degrade])?;
    repository.diff(&["--threshold", "stored=degrade"], 1, &[])?;
    repository.commit()?;
    tier("")?;
    repository.diff(&["--base", "HEAD"], 0, &["degrade[blank-meaning-unset]", degrade])
}

#[test]
fn who_reads_the_old_key_no_longer_finds_the_field() -> Verdict {
    let repository = Repository::new()?;
    let receivers = ["--threshold", "typescript=never", "--threshold", "receivers=degrade"];
    let total = |is: &str| repository.edit("name = \"total\"", is);
    total("name = \"sum\"\nident = \"total\"\naliases = [\"total\"]")?;
    repository.diff(&receivers, 1, &["[field-renamed-optional]", "= degrade  receivers"])?;
    total("name = \"total\"\naliases = [\"sum\"]")?;
    repository.diff(&receivers, 1, &["degrade[alias-added-optional]", "= degrade  receivers"])?;
    repository.commit()?;
    total("name = \"total\"")?;
    repository.diff(&["--base", "HEAD"], 0, &["degrade[alias-removed-optional]", "= degrade  senders, stored"])
}

#[test]
fn a_group_that_gains_a_required_field_is_made_otherwise() -> Verdict {
    let repository = Repository::new()?;
    let field = |name: &str| format!("[[field]]\nname = \"{name}\"\ntype = \"string\"\ndoc = \"d\"\nrequired = true\n");
    let group = |fields: &str| repository.write("groups/common.toml", &format!("doc = \"d\"\n{fields}"));
    let order = |fields: &str| {
        let head = "doc = \"d\"\ninclude = [\"common\"]\n[[event]]\nname = \"order_placed\"\ndoc = \"d\"\n";
        repository.write("events/order.toml", &format!("{head}{fields}"))
    };
    group(&field("kept"))?;
    order(&field("it"))?;
    repository.commit()?;
    group(&(field("kept") + &field("it")))?;
    order("")?;
    let made = "(it: Pick<CommonFields, \"kept\">): CommonFields => ({ ...it });";
    repository.diff(&["--base", "HEAD"], 1, &["[field-moved-to-group-required]", "= break    typescript", made])
}

#[test]
fn another_licence_is_not_documentation() -> Verdict {
    let repository = Repository::new()?;
    let license = |name: &str| repository.write("catalog.toml", &format!("{CATALOG}license = \"{name}\"\n"));
    license("MIT")?;
    repository.commit()?;
    license("GPL-3.0-only")?;
    let notice = ["notice[license-changed]", "MIT -> GPL-3.0-only", "= notice   rust, typescript"];
    repository.diff(&["--base", "HEAD"], 0, &notice)?;
    repository.diff(&["--base", "HEAD", "--threshold", "rust=notice"], 1, &notice)
}

#[test]
fn an_approval_lets_one_change_through() -> Verdict {
    let repository = Repository::new()?;
    repository.edit("number", "string")?;
    let suggested = cli::run(repository.path(), &["diff", "--suggest-approvals"]);
    let suggested = String::from_utf8(suggested.stdout)?;
    let file = repository.path().join("approvals.toml");
    // A reason is a person's to give.
    fs::write(&file, &suggested)?;
    repository.diff(&[], 1, &["error[wrong-value]: `reason` is empty", "--> approvals.toml:6:10", "write why"])?;
    let entry = suggested.replace("reason = \"\"", "expires = \"2026-06-30\"\nreason = \"It was never a number.\"");
    let entry = entry.replace("\"upstream\"", "\"correction\"");
    fs::write(&file, &entry)?;
    let check = ["check", "--against", "main", "--today"];
    repository.diff(&["--today", "2026-06-30"], 0, &["= approved correction: It was never a number."])?;
    repository.run(&[&check[..], &["2026-06-30"]].concat(), 0, &["retyped"])?;
    repository.run(&["changelog"], 0, &["(correction)", "why: It was never a number."])?;
    repository.diff(&["--today", "2026-07-01"], 1, &["break[retyped]"])?;
    repository.run(&[&check[..], &["2026-07-01"]].concat(), 1, &["expired after 2026-06-30"])?;
    repository.run(&[&check[..], &["2026-07-01", "--format", "json"]].concat(), 1, &["\"code\": \"retyped\""])?;
    repository.edit("An order.", "A purchase.")?;
    repository.run(&[&check[..], &["2026-06-30"]].concat(), 1, &["matches no change; remove it"])
}

/// All of them at once, each with its place and the edit that fixes it, as those of a specification.
#[test]
fn mistakes_in_approvals_are_findings() -> Verdict {
    let repository = Repository::new()?;
    let entries = [
        "fingerprint = \"00\"\ncause = \"upstrem\"\nreason = \" \"\nexpires = \"soon\"\n",
        "fingerprint = 12\nreason = \"x\"\nexpires = 2027-01-31\n",
        "fingerprint = \"00\"\ncause = \"upstream\"\nreson = \"x\"\n",
    ];
    let text: String = entries.iter().map(|entry| format!("[[approve]]\n{entry}")).collect();
    fs::write(repository.path().join("approvals.toml"), text + "[approved]\n")?;
    let findings = [
        ("unknown value `upstrem`", "3:9", "did you mean `upstream`?"),
        ("`reason` is empty", "4:10", "write why the change is let through"),
        ("`soon` is not a valid date", "5:11", "write it as `YYYY-MM-DD`"),
        ("missing key `cause`", "6:1", "add it, as in `cause = \"upstream\"`"),
        ("`fingerprint` takes a fingerprint in quotes; `12` is an integer", "7:15", "write it as in `fingerprint = "),
        ("`expires` takes a date in quotes; `2027-01-31` is a TOML date", "9:11", "`expires = \"2027-01-31\"`"),
        ("missing key `reason`", "10:1", "add it, as in `reason = \"It was never sent.\"`"),
        ("unknown key `reson`", "13:1", "did you mean `reason`?"),
        ("unknown key `approved`", "14:2", "approve"),
    ];
    for command in [&["diff", "--base", "HEAD"][..], &["check", "--against", "HEAD"], &["changelog", "--from", "HEAD"]]
    {
        let places = findings.map(|(_, place, _)| format!("--> approvals.toml:{place}\n"));
        let words = findings.iter().flat_map(|(message, _, help)| [*message, *help]);
        let expected: Vec<&str> = words.chain(places.iter().map(String::as_str)).chain(["9 findings\n"]).collect();
        repository.run(command, 1, &expected)?;
    }
    fs::write(repository.path().join("approvals.toml"), "a = \n[[approve]\n")?;
    repository.diff(
        &["--base", "HEAD"],
        1,
        &["error[toml-syntax]", "--> approvals.toml:1:5", "--> approvals.toml:2:11"],
    )
}

/// The fingerprint of the removal of a field that `order` and `other` have from a group.
fn fingerprint(order: &str, other: &str) -> Result<String, Failed> {
    let field = |name: &str| format!("[[field]]\nname = \"{name}\"\ntype = \"string\"\ndoc = \"d\"\n");
    let catalog = |fields: &str| {
        let mut sources = Sources::default();
        sources.insert("catalog.toml", CATALOG);
        sources.insert("groups/common.toml", format!("doc = \"d\"\n{}{fields}", field("kept")));
        for (name, head) in [("order", order), ("other", other)] {
            let event = format!("doc = \"d\"\n{head}\nevent = [{{ name = \"{name}_placed\", doc = \"d\" }}]\n");
            sources.insert(format!("events/{name}.toml"), event);
        }
        resolve_without_samples(&sources).map_err(|report| Failed::from(report.render("", false)))
    };
    let (old, new) = (catalog(&field("fax"))?, catalog("")?);
    match &eventspec_diff::diff(&old, &new)[..] {
        [removed] => Ok(removed.fingerprint()),
        others => fail(format!("{} changes", others.len())),
    }
}

#[test]
fn an_approval_is_of_what_the_change_hits() -> Verdict {
    let common = "include = [\"common\"]";
    let approved = fingerprint(common, "")?;
    // A closed payload refuses what an open one takes, and one more payload is one more that loses the field.
    for (order, other) in [("include = [\"common\"]\nclosed = true", ""), (common, common), ("", common)] {
        if fingerprint(order, other)? == approved {
            return fail(format!("{order:?} and {other:?} are approved, too"));
        }
    }
    Ok(())
}

#[test]
fn a_changelog_is_between_two_revisions() -> Verdict {
    let repository = Repository::new()?;
    repository.edit("number", "string")?;
    repository.commit()?;
    let args = ["changelog", "--from", "main", "--to", "HEAD"];
    repository.run(&args, 0, &["## [2.0.0]", "### Changed", "`number` → `string`"])?;
    repository.run(&["changelog", "--from", "HEAD"], 0, &["## [1.0.0]", "No changes."])
}

#[test]
fn a_version_that_is_too_low_is_a_finding_if_asked_for() -> Verdict {
    let repository = Repository::new()?;
    let check = ["check", "--against", "main", "--threshold", "all=never"];
    let strict = [&check[..], &["--require-version"]].concat();
    let (low, place) = ("the version is 1.0.0, but the changes since main require 2.0.0", "--> spec/catalog.toml:3:11");
    repository.run(&strict, 0, &["0 changes"])?;
    repository.edit("number", "string")?;
    repository.run(&check, 0, &["1.0.0 -> 2.0.0"])?;
    repository.run(&strict, 1, &[low, place, "help: write `version = \"2.0.0\"`"])?;
    repository.run(&[&strict[..], &["--format", "json"]].concat(), 1, &["\"is_enough\": false", low])?;
    for (version, code) in [("1.1.0", 1), ("2.0.0-rc.1", 0), ("2.0.0", 0), ("3.1.4", 0)] {
        repository.write("catalog.toml", &CATALOG.replace("1.0.0", version))?;
        repository.run(&strict, code, &[])?;
    }
    repository.run(&["check", "--require-version"], 2, &["--against"])
}

#[test]
fn the_page_of_kinds_is_the_table() -> Verdict {
    expect::file(&root().join("crates/cli/KINDS.md"), &eventspec_diff::render::kinds(&eventspec_emit::audiences()))
}
