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
    // Any other file is not one, whatever is beside it.
    let order = "old/events/order.toml";
    repository.diff(&["--base", order], 3, &[&format!("{order} is neither a `catalog.toml` nor an archive")])
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
        &[
            "field-removed-optional",
            "was announced for after 2026-06-30",
            "= do       Its `sunset` has passed: release it with the version that the changes ask for.",
        ],
    )?;
    let wait = "- do: Remove it after its `sunset`, 2026-06-30.";
    repository.diff(&["--today", "2026-06-30", "--format", "markdown"], 1, &[wait])?;
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
    let no_code = ["--threshold", "rust=never", "--threshold", "typescript=never"];
    let reference = r#"{"$ref": "https://schemas.invalid/acme-events/2020-12/order_placed.schema.json"}"#;
    let broken = "schemas     break    references to schemas no longer resolve";
    let said = ["receivers   safe", "senders     safe", broken, "= break    rust, schemas, typescript", reference];
    repository.diff(&no_code, 1, &said)?;
    repository.diff(&[&no_code[..], &["--threshold", "schemas=never"]].concat(), 0, &[reference])?;
    repository.run(&["changelog", "--from", "HEAD"], 0, &["**Schema users:** breaking."])
}

/// The version of the schemas follows their addresses, that of what payloads are does not.
#[test]
fn another_address_is_another_version_of_the_schemas() -> Verdict {
    let repository = Repository::new()?;
    repository.write("catalog.toml", &format!("{CATALOG}schema_base = \"https://acme.example/\"\n"))?;
    let versions = "version     1.0.0 -> 2.0.0: spec patch, schemas major, crate patch, strict crate patch, npm patch";
    repository.diff(&[], 1, &["[schema-base-changed]", "= break    schemas", versions])
}

/// The title of an event's schema is its name on the wire, and generators name what they make after it.
#[test]
fn another_name_of_an_event_is_another_title() -> Verdict {
    let repository = Repository::new()?;
    let renamed = "name = \"order_sent\"\nident = \"order_placed\"\naliases = [\"order_placed\"]";
    repository.edit("name = \"order_placed\"", renamed)?;
    let said = "schemas     degrade  references to schemas still resolve, to one with another title";
    repository.diff(&[], 1, &["[event-renamed]", said])
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

#[test]
fn a_kind_of_change_has_the_severity_that_it_is_given() -> Verdict {
    let repository = Repository::new()?;
    let severity = |lines: &str| fs::write(repository.path().join("approvals.toml"), format!("[severity]\n{lines}\n"));
    let edited = ORDER.replacen("An order.", "A purchase.", 1);
    repository.write("events/order.toml", &edited.replacen("number", "string", 1))?;
    severity("retyped = \"warning\"")?;
    let parts = ["2 changes", "break[retyped]", "= severity warning, for every change of this kind"];
    repository.diff(&[], 0, &parts)?;
    repository.diff(&["--format", "github"], 0, &["::warning file=spec/events/order.toml,line=6"])?;
    severity("retyped = \"off\"")?;
    let off = ["1 change against", "not reported: 1 change of kinds that are off"];
    repository.diff(&[], 0, &off)?;
    repository.diff(&["--threshold", "all=notice"], 0, &off)?;
    repository.diff(&["--format", "markdown"], 0, &["Not reported: 1 change of kinds that are off."])?;
    // The version is that of all changes, and so is what is told at a release.
    repository.run(&["check", "--against", "main", "--require-version"], 1, &["require 2.0.0"])?;
    repository.run(&["changelog"], 0, &["## [2.0.0]", "`number` → `string`"])?;
    severity("retyped = \"off\"\ndescription-changed = \"error\"")?;
    let error = ["safe[description-changed]", "= severity error, for every change of this kind"];
    repository.diff(&["--threshold", "all=never"], 1, &error)?;
    repository.diff(&["--format", "json"], 1, &["\"severity\": \"error\"", "\"off\": 1", "\"fails\": true"])?;
    repository.diff(&["--format", "junit"], 1, &["failures=\"1\"", "\nerror, for every change of this kind\n"])?;
    // One change can be approved nevertheless.
    let entry = String::from_utf8(cli::run(repository.path(), &["diff", "--suggest-approvals"]).stdout)?;
    severity(&format!(
        "description-changed = \"error\"\nretyped = \"off\"\n{}",
        entry.replace("\"\"", "\"Reads better.\"")
    ))?;
    repository.diff(&[], 0, &["= approved upstream: Reads better."])?;
    severity("field-aded-optional = \"off\"")?;
    let near =
        ["approvals.toml:2:1", "unknown kind of change `field-aded-optional`", "did you mean `field-added-optional`?"];
    repository.diff(&[], 1, &near)?;
    severity("retyped = \"harmless\"")?;
    let words =
        ["approvals.toml:2:11", "`harmless` is not a valid severity", "write `\"error\"`, `\"warning\"` or `\"off\"`"];
    repository.diff(&[], 1, &words)?;
    severity("retyped = 3")?;
    repository.diff(&[], 1, &["approvals.toml:2:11", "a severity is a string"])
}

#[test]
fn a_filter_leaves_out_what_it_does_not_match() -> Verdict {
    let repository = Repository::new()?;
    let lost = "[[event]]\nname = \"order_lost\"\naliases = [\"gone\"]\ndoc = \"d\"\n";
    let group = |ty: &str| format!("doc = \"d\"\n[[field]]\nname = \"note\"\ntype = \"{ty}\"\ndoc = \"d\"\n");
    repository.write("events/lost.toml", &format!("doc = \"d\"\ninclude = [\"common\"]\n{lost}"))?;
    repository.write("groups/common.toml", &group("string"))?;
    repository.commit()?;
    repository.edit("number", "string")?;
    repository.write("groups/common.toml", &group("list<string>"))?;
    let run =
        |args: &[&str], code: i32, parts: &[&str]| repository.diff(&[&["--base", "HEAD"], args].concat(), code, parts);
    let left_out = "not reported: 1 change outside of the filter";
    run(&[], 1, &["2 changes", "[retyped]", "groups/common.note"])?;
    for event in ["order_placed", "order_p*", "*placed"] {
        run(&["--event", event], 1, &["1 change against", left_out, "`events/order.total`"])?;
    }
    run(&["--event", "gone"], 1, &["1 change against", left_out, "groups/common.note"])?;
    run(&["--event", "order_lost", "--event", "order_placed"], 1, &["2 changes against"])?;
    for path in ["groups/common", "groups/*", "groups/common.note", "*.note"] {
        run(&["--path", path], 1, &["1 change against", left_out, "groups/common.note"])?;
    }
    // Nothing that is left fails.
    run(&["--path", "*.fax"], 0, &["0 changes against", "not reported: 2 changes outside of the filter"])?;
    run(&["--path", "groups/*", "--event", "order_placed"], 0, &["0 changes against"])?;
    run(&["--path", "*.fax", "--format", "json"], 0, &["\"filtered\": 2", "\"next\": \"2.0.0\""])?;
    run(&["--event", "order_plced"], 2, &["no event is called `order_plced`", "did you mean `order_placed`?"])?;
    run(&["--event", "zzz*"], 2, &["no event is called `zzz*`", "events are `gone`, `order_lost`, `order_placed`"])?;
    run(&["--path", "groups/comon"], 2, &["nothing has the path `groups/comon`", "did you mean `groups/common`?"])
}

#[test]
fn what_concerns_every_event_passes_every_filter_by_event() -> Verdict {
    let repository = Repository::new()?;
    repository.write("catalog.toml", &CATALOG.replacen("acme-events", "acme-hooks", 1))?;
    repository.diff(&["--event", "order_placed"], 1, &["[package-renamed]"])
}

#[test]
fn a_sunset_is_announced_in_time() -> Verdict {
    let repository = Repository::new()?;
    let run = |today: &str, code: i32, parts: &[&str]| {
        repository.diff(&["--minimum-notice", "90d", "--today", today], code, parts)
    };
    let deprecate = |what: &str| {
        repository.edit("doc = \"d\"\n[[field]]", &format!("doc = \"d\"\ndeprecated = {{ {what} }}\n[[field]]"))
    };
    deprecate("sunset = \"2026-06-01\"")?;
    run("2026-03-03", 0, &["[deprecation-set]"])?;
    let less = "the `sunset` 2026-06-01 gives less notice than 90 days; write 2026-06-02 or a later day";
    run("2026-03-04", 1, &["notice[deprecation-set]", less])?;
    repository.run(&["check", "--against", "main", "--minimum-notice", "90d", "--today", "2026-03-04"], 1, &[less])?;
    repository.commit()?;
    let since = |what: &str, code: i32, parts: &[&str]| {
        deprecate(what)?;
        let args = ["--base", "HEAD", "--minimum-notice", "90d", "--today", "2026-03-04"];
        repository.diff(&args, code, parts)
    };
    // Who was told a nearer day loses nothing.
    since("sunset = \"2026-06-01\", use = \"order_made\"", 0, &["[deprecation-changed]"])?;
    since("sunset = \"2026-06-01\"", 0, &["0 changes"])?;
    since("sunset = \"2026-05-01\"", 1, &["[deprecation-sunset-earlier]", "less notice than 90 days"])?;
    since("since = \"1.0.0\"", 0, &["[deprecation-changed]"])?;
    repository.commit()?;
    since("since = \"1.0.0\", sunset = \"2026-05-01\"", 1, &["[deprecation-sunset-earlier]", "less notice"])?;
    for wrong in ["90", "3w", "d", "99999d"] {
        repository.diff(&["--minimum-notice", wrong], 2, &["write a number of days up to 36500, such as `90d`"])?;
    }
    Ok(())
}

#[test]
fn an_unstable_event_changes_freely() -> Verdict {
    let repository = Repository::new()?;
    let unstable = |text: &str| text.replacen("doc = \"d\"\n", "doc = \"d\"\nunstable = true\n", 1);
    let retyped = |text: &str| text.replacen("number", "string", 1);
    // Who becomes unstable is stable for what changes with it.
    repository.write("events/order.toml", &unstable(ORDER))?;
    let became = ["notice[event-became-unstable]", "= notice   rust, typescript"];
    repository.diff(&[], 0, &became)?;
    repository.write("events/order.toml", &retyped(&unstable(ORDER)))?;
    repository.diff(&[], 1, &["break[retyped]", became[0], "1.0.0 -> 2.0.0"])?;
    repository.write("events/order.toml", &unstable(ORDER))?;
    repository.commit()?;
    let run = |code: i32, parts: &[&str]| repository.diff(&["--base", "HEAD"], code, parts);
    repository.write("events/order.toml", &retyped(&unstable(ORDER)))?;
    let reported =
        ["break[retyped]", "it reaches only unstable events", "1.0.0 -> 1.1.0: spec minor, schemas minor, crate minor"];
    run(0, &reported)?;
    repository.diff(&["--base", "HEAD", "--threshold", "all=notice"], 0, &reported)?;
    repository.diff(&["--base", "HEAD", "--format", "json"], 0, &["\"unstable\": true", "\"fails\": false"])?;
    fs::write(repository.path().join("approvals.toml"), "[severity]\nretyped = \"error\"\n")?;
    run(0, &reported)?;
    fs::remove_file(repository.path().join("approvals.toml"))?;
    // Whoever relied on it before it is stable relied on nothing.
    repository.write("events/order.toml", &retyped(ORDER))?;
    run(0, &["safe", "[event-became-stable]", "break[retyped]"])?;
    // With a stable event on the same payload it is a break like any other.
    let kept = "[[event]]\nname = \"order_kept\"\ndoc = \"d\"\n";
    let two = |text: &str| text.replacen("[[field]]", &format!("{kept}[[field]]"), 1);
    repository.write("events/order.toml", &two(&unstable(ORDER)))?;
    repository.commit()?;
    repository.write("events/order.toml", &retyped(&two(&unstable(ORDER))))?;
    run(1, &["break[retyped]", "= events   order_placed, order_kept"])
}

#[test]
fn a_removed_key_is_reserved() -> Verdict {
    let repository = Repository::new()?;
    let without = ORDER.rsplit_once("[[field]]").map_or("", |(before, _)| before);
    repository.write("events/order.toml", without)?;
    let hint = "reserve the key in `events/order.toml`, as in `reserved = [\"fax\"]`";
    let today = ["--today", "2026-07-01"];
    repository.diff(&today, 0, &["[field-removed-optional]", hint])?;
    let reserving = |text: &str| text.replacen("[[event]]", "reserved = [\"fax\"]\n[[event]]", 1);
    repository.write("events/order.toml", &reserving(without))?;
    let (_, output, _) = cli::answer(&cli::run(repository.path(), &["diff"]));
    contains(&output, &["1 change against", "[field-removed-optional]"])?;
    if output.contains("reserve the key") {
        return fail(output);
    }
    repository.commit()?;
    // It comes back by removing the promise, which is told.
    repository.write("events/order.toml", &reserving(ORDER))?;
    repository.run(&["check"], 1, &["error[reserved-key]: the key `fax` is reserved", "events/order.toml:11:8"])?;
    repository.write("events/order.toml", ORDER)?;
    let misread = "senders may send this order_placed, which is now misread:\n       {\"fax\":\"text\"}";
    let back = [
        "3 changes against",
        "[reserved-removed] `events/order.fax`",
        "notice[field-added-optional]",
        "break[reserved-key-reused]: `events/order.fax`: A key that was reserved is the key or an alias of a field: fax",
        misread,
        "1 of 3 changes fails",
    ];
    repository.diff(&["--base", "HEAD"], 1, &back)?;
    // Nor may another field have it as an alias.
    let alias = without.replacen("type = \"number\"", "type = \"number\"\naliases = [\"fax\"]", 1);
    repository.write("events/order.toml", &alias)?;
    let alias = ["break[reserved-key-reused]: `events/order.fax`", "the key or an alias of a field: total"];
    repository.diff(&["--base", "HEAD"], 1, &alias)?;
    repository.write("events/order.toml", without)?;
    repository.diff(&["--base", "HEAD"], 0, &["1 change against", "events/order.toml:2:13 (in the base)"])
}

#[test]
fn a_key_is_reserved_where_its_field_was() -> Verdict {
    let repository = Repository::new()?;
    let group = |more: &str| {
        let field = "[[field]]\nname = \"kept\"\ntype = \"address\"\ndoc = \"d\"\n";
        repository.write("groups/common.toml", &format!("doc = \"d\"\n{field}{more}"))
    };
    let ty = |more: &str| {
        let field = "[[field]]\nname = \"city\"\ntype = \"string\"\ndoc = \"d\"\n";
        repository.write("types/address.toml", &format!("doc = \"d\"\n{field}{more}"))
    };
    let gone = "[[field]]\nname = \"gone\"\ntype = \"string\"\ndoc = \"d\"\n";
    let include = |is: bool| {
        let include = if is { "include = [\"common\"]\n" } else { "" };
        repository.edit("[[event]]", &format!("{include}[[event]]"))
    };
    let write = |more: &str, is_included: bool| -> Verdict {
        group(more)?;
        ty(more)?;
        include(is_included)
    };
    write(gone, true)?;
    repository.commit()?;
    write("", true)?;
    let in_each = ["reserve the key in `groups/common.toml`", "reserve the key in `types/address.toml`"];
    repository.diff(&["--base", "HEAD"], 1, &in_each)?;
    // What the payload loses with the group is still the group's.
    write(gone, false)?;
    let (_, output, _) = cli::answer(&cli::run(repository.path(), &["diff", "--base", "HEAD"]));
    if output.contains("[field-removed-optional]") && !output.contains("reserve the key") {
        Ok(())
    } else {
        fail(output)
    }
}

#[test]
fn an_object_in_place_is_compared_where_it_stands() -> Verdict {
    const OBJECT: &str = "type = \"object\"\n[[field.field]]\nname = \"gone\"\ntype = \"string\"\ndoc = \"d\"";
    let repository = Repository::new()?;
    let without = ORDER.replacen("[[field]]\nname = \"total\"\n", "", 1);
    let object = |text: &str| {
        let members = "\n[[field.field]]\nname = \"kept\"\ntype = \"integer\"\ndoc = \"d\"\n";
        without.replacen(
            "type = \"number\"\ndoc = \"d\"\n",
            &format!("[[field]]\nname = \"total\"\ndoc = \"d\"\n{text}{members}"),
            1,
        )
    };
    repository.write("events/order.toml", &object(OBJECT))?;
    repository.diff(&[], 1, &["break[retyped]", "number -> object"])?;
    repository.commit()?;
    repository.write("events/order.toml", &object("type = \"object\""))?;
    let removed = ["1 change against", "`events/order.total.gone`", "reserve the key in `events/order.toml:8:8`"];
    repository.diff(&["--base", "HEAD", "--today", "2026-07-01"], 1, &removed)?;
    repository.write("events/order.toml", &object("type = \"object\"\nreserved = [\"gone\"]"))?;
    let (_, output, _) = cli::answer(&cli::run(repository.path(), &["diff", "--base", "HEAD"]));
    if output.contains("reserve the key") {
        return fail(output);
    }
    // A list of it is another type.
    repository.write("events/order.toml", &object("type = \"list<object>\""))?;
    repository.diff(&["--base", "HEAD"], 1, &["break[retyped]", "object -> list<object>"])?;
    // What has a file of its own has another name, and is otherwise what it was.
    repository.write("events/order.toml", ORDER.replacen("\"number\"", "\"total\"", 1).as_str())?;
    let members = OBJECT.split_once('\n').map_or("", |(_, members)| members).replace("field.field", "field");
    let kept = members.replace("gone", "kept").replace("string", "integer");
    repository.write("types/total.toml", &format!("doc = \"d\"\n{members}\n{kept}\n"))?;
    repository.diff(
        &["--base", "HEAD"],
        1,
        &["2 changes against", "[type-added]", "[type-renamed]", "order_total -> total"],
    )
}

#[test]
fn null_among_values_is_told_where_it_is() -> Verdict {
    let repository = Repository::new()?;
    let ty = |ty: &str| repository.edit("\"number\"", &format!("\"{ty}\""));
    ty("map<list<integer>>")?;
    repository.commit()?;
    ty("map<list<integer?>>")?;
    let widened = [
        "1 change against",
        "break[became-nullable]: `events/order.total{}[]`: ",
        "integer -> integer?",
        "receivers refuse this order_placed:\n       {\"total\":{\"",
        "[null]}}",
    ];
    repository.diff(&["--base", "HEAD"], 1, &widened)?;
    ty("map<list<string?>>")?;
    repository.diff(
        &["--base", "HEAD"],
        1,
        &["2 changes against", "[became-nullable]", "break[retyped]", "integer -> string"],
    )?;
    ty("map<list<integer?>>")?;
    repository.commit()?;
    ty("map<list<integer>>")?;
    repository.diff(&["--base", "HEAD"], 1, &["1 change against", "[became-non-nullable]", "integer? -> integer"])?;
    // What takes any value takes `null`.
    ty("map<list<any>>")?;
    repository.diff(&["--base", "HEAD"], 1, &["1 change against", "[widened-to-any]"])?;
    // What is always `null` becomes wider where it may still be that.
    ty("null")?;
    repository.commit()?;
    ty("integer\"\nnullable = true\nevidence = \"documented")?;
    repository.diff(&["--base", "HEAD"], 1, &["1 change against", "[type-widened]", "null -> integer"])?;
    ty("integer")?;
    repository.diff(&["--base", "HEAD"], 1, &["1 change against", "[retyped]", "null -> integer"])
}

#[test]
fn the_worst_of_several_bases_counts() -> Verdict {
    let repository = Repository::new()?;
    let release = |version: &str| repository.write("catalog.toml", &CATALOG.replace("1.0.0", version));
    // Against the first release a field is gone; against the second the type of another changed, too.
    let without = ORDER.rsplit_once("[[field]]").map_or("", |(before, _)| before);
    repository.git(&["tag", "one"])?;
    release("2.0.0")?;
    repository.edit("number", "string")?;
    repository.commit()?;
    repository.git(&["tag", "two"])?;
    repository.write("events/order.toml", without)?;
    let today = ["--today", "2026-07-01"];
    let run = |args: &[&str], code: i32, parts: &[&str]| repository.diff(&[&today[..], args].concat(), code, parts);
    run(&["--base", "one"], 0, &["1 change against one", "1.0.0 -> 2.0.0"])?;
    run(&["--base", "two"], 1, &["2 changes against two", "2.0.0 -> 3.0.0"])?;
    for bases in [["one", "two"], ["two", "one"]] {
        let [first, second] = bases;
        let both = format!("= bases    {first}, {second}");
        let head = format!("2 changes against {first}, {second}");
        let args = ["--base", first, "--base", second];
        run(&args, 1, &[&head, "2.0.0 -> 3.0.0", "break[retyped]", "= bases    two\n", &both])?;
        let json = format!("\"bases\": [\n        \"{first}\",\n        \"{second}\"");
        run(&[&args[..], &["--format", "json"]].concat(), 1, &[&json, "\"next\": \"3.0.0\""])?;
    }
    // A version that is high enough for the one and not for the other is too low; each base counts for itself.
    repository.edit("An order.", "A purchase.")?;
    run(&["--base", "one", "--base", "two", "--format", "json"], 1, &["\"next\": \"3.0.0\""])?;
    run(&["--base", "one", "--base", "nowhere"], 3, &["no revision or directory `nowhere`"])?;
    run(&["--base", "one", "--base", "two", "--path", "events/odrer"], 2, &["did you mean `events/order`?"])
}

#[test]
fn an_announcement_counts_for_the_base_that_has_it() -> Verdict {
    let repository = Repository::new()?;
    repository.git(&["tag", "announced"])?;
    repository.edit("2026-06-30", "2031-06-30")?;
    repository.commit()?;
    repository.git(&["tag", "before"])?;
    repository.write("events/order.toml", ORDER.rsplit_once("[[field]]").map_or("", |(before, _)| before))?;
    let today = ["--today", "2026-07-01"];
    for bases in [["announced", "before"], ["before", "announced"]] {
        let args = ["--base", bases[0], "--base", bases[1]];
        let told = ["1 change against", "[field-removed-optional]", &format!("= bases    {}", bases.join(", "))];
        repository.diff(&[&today[..], &args].concat(), 1, &told)?;
    }
    repository.diff(&[&today[..], &["--base", "announced"]].concat(), 0, &["1 change against announced"])
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

/// What a new optional field asks for: a major version of the strict crate, whose literals break, and a minor one of all else.
#[test]
fn a_package_may_have_a_version_of_its_own() -> Verdict {
    let repository = Repository::new()?;
    let field = |name: &str| format!("{ORDER}[[field]]\nname = \"{name}\"\ntype = \"string\"\ndoc = \"d\"\n");
    let catalog = |version: &str, strict: &str| {
        let own = format!("\n[package.rust-strict]\nversion = \"{strict}\"\n");
        let head = CATALOG.replace("1.0.0", version);
        repository.write("catalog.toml", &if strict.is_empty() { head } else { head + &own })
    };
    let strict = ["check", "--against", "main", "--require-version"];
    repository.write("events/order.toml", &field("note"))?;
    let only = "only `rust-strict` has a breaking change: give it a version of its own (`[package.rust-strict]`, `version = \
                \"2.0.0\"`), and 1.1.0 is enough for the others";
    repository.diff(
        &[],
        0,
        &["version     1.0.0 -> 2.0.0: spec minor, schemas minor, crate minor, strict crate major", only],
    )?;
    repository.diff(&["--format", "json"], 0, &["\"split\": {\n", "\"others\": \"1.1.0\""])?;
    repository.diff(&["--format", "markdown"], 0, &["Version: 1.0.0 → 2.0.0 (", only])?;
    repository.run(&strict, 1, &["the version is 1.0.0, but the changes since main require 2.0.0"])?;
    catalog("1.1.0", "1.1.0")?;
    let own = "rust-strict 1.0.0 -> 2.0.0: strict crate major";
    let low =
        "the version of `rust-strict` is 1.1.0, but the changes since main require 2.0.0\n  --> spec/catalog.toml:7:11";
    repository.run(
        &strict,
        1,
        &["version     1.0.0 -> 1.1.0: spec minor, schemas minor, crate minor, npm minor", own, low],
    )?;
    catalog("1.0.0", "2.0.0")?;
    repository.run(&strict, 1, &["the version is 1.0.0, but the changes since main require 1.1.0"])?;
    catalog("1.1.0", "2.0.0")?;
    repository.run(&strict, 0, &[own])?;
    repository.run(
        &["changelog"],
        0,
        &["## [1.1.0]\n\n**Packages with a version of their own:** `rust-strict` 2.0.0."],
    )?;
    repository.commit()?;
    // From now on it has its own number, until it goes back to that of all.
    repository.write(
        "events/order.toml",
        &field("note").replace("name = \"note\"", "name = \"remark\"\naliases = [\"note\"]"),
    )?;
    let base = ["--base", "HEAD", "--threshold", "all=never"];
    repository.diff(&base, 0, &["version     1.1.0 -> 2.0.0", "rust-strict 2.0.0 -> 3.0.0"])?;
    catalog("2.0.0", "")?;
    repository.diff(&base, 0, &["version     1.1.0 -> 3.0.0: spec"])?;
    catalog("1.2.0", "")?;
    let back = "the version is 1.2.0, which is lower than 2.0.0 of `rust-strict` in the base";
    repository.diff(&base, 0, &[back])
}

#[test]
fn a_version_that_goes_back_is_said() -> Verdict {
    let repository = Repository::new()?;
    let catalog = |version: &str, strict: &str| {
        let head = CATALOG.replace("1.0.0", version);
        repository.write("catalog.toml", &format!("{head}\n[package.rust-strict]\nversion = \"{strict}\"\n"))
    };
    catalog("1.1.0", "3.0.0")?;
    repository.commit()?;
    let check = ["check", "--against", "HEAD", "--require-version"];
    catalog("1.0.9", "3.0.0")?;
    let lower = "the version is 1.0.9, which is lower than 1.1.0 in the base";
    repository.diff(&["--base", "HEAD"], 0, &["0 changes", lower])?;
    repository.diff(
        &["--base", "HEAD", "--format", "markdown"],
        0,
        &["**the version is 1.0.9, which is lower than"],
    )?;
    repository.diff(&["--base", "HEAD", "--format", "json"], 0, &[&format!("\"lowered\": [\n      \"{lower}\"")])?;
    repository.run(
        &check,
        1,
        &["error: the version is 1.0.9, which is lower than 1.1.0 in HEAD", "help: write `version = \"1.1.0\"`"],
    )?;
    // A preview comes before what it is a preview of.
    catalog("1.1.0", "3.0.0-rc.1")?;
    let lower = "the version of `rust-strict` is 3.0.0-rc.1, which is lower than 3.0.0 in";
    repository.diff(&["--base", "HEAD"], 0, &[&format!("{lower} the base")])?;
    repository.run(&check, 1, &[&format!("{lower} HEAD\n  --> spec/catalog.toml:7:11")])?;
    // It has what the changes require, and is lower than before nevertheless.
    catalog("1.1.0", "3.0.0")?;
    repository.run(&check, 0, &["0 changes"])
}

#[test]
fn what_may_be_absent_has_a_before_and_an_after() -> Verdict {
    let repository = Repository::new()?;
    let fax = |more: &str| repository.edit("type = \"string\"", &format!("type = \"string\"{more}"));
    fax("\nmin_length = 1\nmax_length = 3")?;
    repository.diff(&[], 1, &["is stricter: none -> min_length 1, max_length 3"])?;
    repository.diff(&["--format", "markdown"], 1, &["`events/order.fax`: none → `min_length 1, max_length 3` ("])?;
    repository.commit()?;
    fax("")?;
    repository.diff(&["--base", "HEAD"], 0, &["is less strict: min_length 1, max_length 3 -> none"])?;
    repository.run(&["changelog", "--from", "HEAD"], 0, &["less strict: `min_length 1, max_length 3` → none\n"])
}

/// Whoever names a file relies on it; the one that everybody has need not be there.
#[test]
fn many_mistakes_in_approvals_are_counted() -> Verdict {
    let repository = Repository::new()?;
    let long = "n".repeat(100_000);
    let entry = |index: usize| format!("[[approve]]\nfingerprint = \"{index}\"\ncause = \"{long}\"\nreason = \"r\"\n");
    let path = repository.path().join("approvals.toml");
    fs::write(&path, (0..60).map(entry).collect::<String>())?;
    let said = |args: &[&str]| {
        let (_, out, error) = cli::answer(&cli::run(repository.path(), args));
        out + &error
    };
    let (some, all) = (said(&["diff"]), said(&["diff", "--all-findings"]));
    let shown = |text: &str| text.matches("error[wrong-value]").count();
    if (shown(&some), shown(&all)) != (50, 60) {
        return fail(format!("{} and {} findings are printed", shown(&some), shown(&all)));
    }
    contains(&some, &["10 more: wrong-value\n60 findings\n", "--all-findings"])?;
    if some.len() > 50 * 5_000 {
        return fail(format!("{} bytes", some.len()));
    }
    // So are those that match nothing.
    let entry = |index: usize| {
        format!(
            "[[approve]]\nfingerprint = \"{index}\"\npath = \"a\\nerror: {long}\"\ncause = \"upstream\"\nreason = \"r\"\n"
        )
    };
    fs::write(&path, (0..60).map(entry).collect::<String>())?;
    let (some, all) = (said(&["check", "--against", "main"]), said(&["check", "--against", "main", "--all-findings"]));
    let shown = |text: &str| text.matches("matches no change; remove it").count();
    if (shown(&some), shown(&all)) != (50, 60) || some.len() > 50 * 1_000 {
        return fail(format!("{} and {} findings in {} bytes", shown(&some), shown(&all), some.len()));
    }
    contains(&some, &["error: the approval 0  a\\nerror: nnn", "10 more approvals have expired or match no change"])
}

/// What git has is not broken because it is not a specification.
#[test]
fn a_base_that_cannot_be_read_is_not_blamed_on_git() -> Verdict {
    let repository = Repository::new()?;
    fs::write(repository.path().join("spec/events/order.toml"), b"doc = \"\xe9\"\n")?;
    repository.commit()?;
    repository.edit("number", "string")?;
    let expected = "error: events/order.toml of the base is not UTF-8\nhelp: compare with another revision";
    repository.diff(&["--base", "HEAD"], 3, &[expected])
}

#[test]
fn an_approvals_file_that_is_named_is_there() -> Verdict {
    let repository = Repository::new()?;
    let named = ["--approvals", "aprovals.toml"];
    for command in [&["diff"][..], &["check", "--against", "main"], &["changelog"]] {
        repository.run(command, 0, &[])?;
        repository.run(&[command, &named].concat(), 3, &["cannot read aprovals.toml"])?;
    }
    Ok(())
}

/// What was renamed without saying so looks like a removal and an addition: of a similar name, or of the only thing alike.
#[test]
fn a_rename_is_suggested() -> Verdict {
    let repository = Repository::new()?;
    let run = |parts: &[&str]| repository.diff(&["--today", "2026-07-01", "--threshold", "all=never"], 0, parts);
    let ident =
        |old: &str| format!("give it `aliases = [\"{old}\"]`, and `ident = \"{old}\"` to keep its name in code");
    repository.edit("name = \"fax\"", "name = \"note\"")?;
    let reserve = "; otherwise reserve the key in `events/order.toml`, as in `reserved = [\"fax\"]`";
    run(&[&format!("if `note` is `fax` under another key, {}{reserve}", ident("fax"))])?;
    // It is what the help says it is.
    repository.edit("name = \"fax\"", "name = \"note\"\naliases = [\"fax\"]\nident = \"fax\"")?;
    run(&["1 change against", "[field-renamed-optional]"])?;
    // Two may be it.
    let more = "[[field]]\nname = \"more\"\ntype = \"string\"\ndoc = \"d\"\n";
    repository.write("events/order.toml", &(ORDER.replacen("name = \"fax\"", "name = \"note\"", 1) + more))?;
    run(&["= help     reserve the key in `events/order.toml`"])?;
    repository.edit("name = \"order_placed\"", "name = \"order_place\"")?;
    run(&[&format!("if `order_place` is `order_placed` under another name, {}", ident("order_placed"))])
}

/// Source that names one of them compiles all the same if the other has its type, and is about the other: nothing is shown that would
/// compile, and the help says so.
#[test]
fn identifiers_that_are_swapped_are_said_to_be() -> Verdict {
    let repository = Repository::new()?;
    let order = |[a, b]: [&str; 2], ty: &str| {
        let field = |name: &str, ident: &str, rest: &str| {
            format!("[[field]]\nname = \"{name}\"\nident = \"{ident}\"\ndoc = \"d\"\n{rest}\n")
        };
        let value = |name: &str, ident: &str| format!("{{ value = \"{name}\", ident = \"{ident}\" }}");
        let values = format!("type = \"string\"\nvalues = [{}, {}]", value("x", a), value("y", b));
        let fields = field("one", a, "type = \"string\"") + &field("two", b, ty) + &field("kind", "kind", &values);
        let event =
            |name: &str, ident: &str| format!("[[event]]\nname = \"{name}\"\nident = \"{ident}\"\ndoc = \"d\"\n");
        repository.write("samples/placed/s.json", "{}")?;
        repository.write("samples/lost/s.json", "{}")?;
        let events = event("placed", a) + &event("lost", b);
        repository.write("events/order.toml", &format!("doc = \"d\"\n{events}{fields}"))
    };
    fs::remove_dir_all(repository.path().join("spec/samples"))?;
    let args = ["diff", "--base", "HEAD"];
    for (ty, is_shown) in [("type = \"string\"", false), ("type = \"number\"", true)] {
        order(["first", "second"], ty)?;
        repository.commit()?;
        order(["second", "first"], ty)?;
        let (code, text, _) = cli::answer(&cli::run(repository.path(), &args));
        for name in ["two", "y", "lost"] {
            contains(
                &text,
                &[&format!("in code, `first` is now the name of `{name}`: source that compiles all the same")],
            )?;
        }
        if code != 1 || text.contains("= witness") != is_shown {
            return fail(format!("exit {code}\n{text}"));
        }
    }
    Ok(())
}

#[test]
fn code_in_a_hint_is_code_in_markdown() -> Verdict {
    let repository = Repository::new()?;
    repository.write("events/order.toml", ORDER.rsplit_once("[[field]]").map_or("", |(before, _)| before))?;
    let hint = "- help: reserve the key in `events/order.toml`, as in `reserved = [\"fax\"]`, so that no";
    repository.diff(&["--format", "markdown", "--today", "2026-07-01"], 0, &[hint])
}

#[test]
fn a_package_that_no_target_makes_is_a_finding() -> Verdict {
    let repository = Repository::new()?;
    repository.write("catalog.toml", &format!("{CATALOG}[package.rust_strict]\nversion = \"1.0\"\n"))?;
    let said = [
        "error[unknown-key]: unknown package `rust_strict`",
        "did you mean `rust-strict`?",
        "spec/catalog.toml:5:10",
        "`1.0` is not a valid semantic version",
    ];
    repository.run(&["check"], 1, &said)?;
    repository.diff(&[], 1, &said[..2])?;
    repository.write("catalog.toml", &format!("{CATALOG}[package.python]\nversion = \"1.0.0\"\n"))?;
    repository.run(
        &["check"],
        1,
        &["unknown package `python`", "use one of: json-schema, rust, rust-strict, typescript"],
    )?;
    repository.write("catalog.toml", &format!("{CATALOG}[package.rust]\n"))?;
    repository.run(&["check"], 1, &["missing key `version`", "spec/catalog.toml:5:1"])
}

#[test]
fn a_changelog_is_collected_in_a_file() -> Verdict {
    let repository = Repository::new()?;
    let write = ["changelog", "--write"];
    let file = repository.path().join("spec/CHANGELOG.md");
    repository.run(&write, 0, &["spec/CHANGELOG.md: nothing has changed since"])?;
    repository.edit("number", "string")?;
    repository.run(&write, 0, &["spec/CHANGELOG.md: 2.0.0 since"])?;
    let first = fs::read_to_string(&file)?;
    contains(
        &first,
        &["# Changelog\n\n## [2.0.0]\n", "### By event\n\n- `order_placed`: `events/order.total` (`retyped`)\n"],
    )?;
    repository.run(&write, 0, &["spec/CHANGELOG.md: unchanged"])?;
    // The version that is published is the one of the specification, if it is high enough.
    repository.write("catalog.toml", &CATALOG.replace("1.0.0", "3.0.0"))?;
    repository.run(&write, 0, &["spec/CHANGELOG.md: 3.0.0 since"])?;
    let second = fs::read_to_string(&file)?;
    if second.find("## [3.0.0]") > second.find("## [2.0.0]") || second.matches("## [").count() != 2 {
        return fail(second);
    }
    for args in [["--to", "main"], ["--event", "order_placed"], ["--format", "json"]] {
        repository.run(&[&write[..], &args].concat(), 2, &["cannot be used with"])?;
    }
    // It is part of the specification: a link in it is followed, and what is behind a link out of it is neither read nor written.
    fs::remove_file(&file)?;
    let own = repository.path().join("spec/.changes");
    fs::write(&own, &first)?;
    std::os::unix::fs::symlink(".changes", &file)?;
    repository.run(&write, 0, &["spec/CHANGELOG.md: 3.0.0 since"])?;
    if !fs::symlink_metadata(&file)?.is_symlink() || fs::read_to_string(&own)? != second {
        return fail("the link is replaced");
    }
    fs::remove_file(&file)?;
    std::os::unix::fs::symlink("/etc/hostname", &file)?;
    repository.run(&write, 1, &["`CHANGELOG.md` is a link that leads out of the specification"])
}

#[test]
fn a_changelog_of_an_event_has_its_changes() -> Verdict {
    let repository = Repository::new()?;
    let other = "doc = \"d\"\n[[event]]\nname = \"lead\"\ndoc = \"d\"\n[[field]]\nname = \"who\"\ntype = \"string\"\ndoc = \"d\"\n";
    repository.write("events/lead.toml", other)?;
    repository.commit()?;
    repository.write("events/lead.toml", &other.replace("string", "number"))?;
    repository.edit("fax", "telefax")?;
    let from = ["changelog", "--from", "HEAD"];
    repository.run(&from, 0, &["- `lead`: `events/lead.who` (`retyped`)\n- `order_placed`: `events/order."])?;
    let (code, text, _) = cli::answer(&cli::run(repository.path(), &[&from[..], &["--event", "lead"]].concat()));
    if code != 0 || !text.contains("`events/lead.who`") || text.contains("telefax") || text.contains("By event") {
        return fail(text);
    }
    repository.run(
        &[&from[..], &["--event", "order_placed", "--format", "json"]].concat(),
        0,
        &["\"order_placed\": ["],
    )?;
    repository.run(
        &[&from[..], &["--event", "laed"]].concat(),
        2,
        &["no event is called `laed`", "did you mean `lead`?"],
    )?;
    // As those of `diff`: an alias, or a pattern.
    repository.write(
        "events/lead.toml",
        &other.replace("doc = \"d\"\n[[field]]", "doc = \"d\"\naliases = [\"enquiry\"]\n[[field]]"),
    )?;
    repository.run(&[&from[..], &["--event", "enquiry"]].concat(), 0, &["An event has a new alias: `enquiry`"])?;
    for events in [&["--event", "l*"][..], &["--event", "lea?"], &["--event", "lead", "--event", "enquiry"]] {
        repository.run(&[&from[..], events, &["--format", "json"]].concat(), 0, &["\"lead\": ["])?;
    }
    repository.run(&[&from[..], &["--event", "x*"]].concat(), 2, &["no event is called `x*`", "events are `enquiry`"])
}

/// Who validates with the schemas is hit by what receivers' schemas refuse, as their version says.
#[test]
fn the_changelog_tells_users_of_schemas_what_they_meet() -> Verdict {
    let repository = Repository::new()?;
    let fax = |more: &str| repository.edit("type = \"string\"", &format!("type = \"string\"{more}"));
    fax("\nmax_length = 3")?;
    repository.commit()?;
    fax("")?;
    repository.diff(&["--base", "HEAD"], 0, &["schemas major, crate minor"])?;
    let told = [
        "**Schema users:** safe (strict: breaking).\n\n**SDK users:** safe.",
        "  - Schema users: safe (strict: breaking)\n",
    ];
    repository.run(&["changelog", "--from", "HEAD"], 0, &told)
}

/// Fifty fields of two types: one block, with what was and what is beside each place, and the worst at the end.
#[test]
fn equal_changes_are_told_together_and_the_worst_last() -> Verdict {
    let repository = Repository::new()?;
    let field = |name: &str, ty: &str| format!("[[field]]\nname = \"{name}\"\ntype = \"{ty}\"\ndoc = \"d\"\n");
    let order = |ty: [&str; 2], more: &str| {
        let fields = (0..50).map(|index| field(&format!("f{index}"), ty[index % 2])).collect::<String>();
        repository.write("events/order.toml", &format!("{ORDER}{fields}{more}"))
    };
    order(["string", "uuid"], "")?;
    repository.commit()?;
    order(["number", "boolean"], &field("came", "any"))?;
    let (code, text, _) = cli::answer(&cli::run(repository.path(), &["diff", "--base", "HEAD"]));
    let parts = [
        "     50  break[retyped], fails\n      1  notice[",
        "break[retyped]: 50 times: ",
        "`events/order.f7`: uuid -> boolean\n",
    ];
    contains(&text, &parts)?;
    let is_last = text.find("break[retyped]: 50") > text.find("`events/order.came`: ")
        && text.ends_with("\n50 of 51 changes fail\n");
    if code != 1 || !is_last || text.matches("= why").count() != 2 {
        return fail(format!("exit {code}\n{text}"));
    }
    let markdown = [
        "| 50 | `retyped` | break, fails |",
        "❌ break: `retyped` (50 times)",
        "- `events/order.f48`: `string` → `number` (",
    ];
    let args = |format: &'static str| ["diff", "--base", "HEAD", "--format", format];
    repository.run(&args("markdown"), 1, &markdown)?;
    repository.run(&args("json"), 1, &["\"count\": 50"])?;
    repository.run(&args("github"), 1, &["25 times: ", "%0Aspec/events/order.toml:"])
}

/// Schemas refuse what the SDKs accept: that fails by default, so the report does not call it safe.
#[test]
fn what_fails_is_not_called_safe() -> Verdict {
    let repository = Repository::new()?;
    repository.edit("type = \"string\"", "type = \"string\"\nmax_length = 3")?;
    repository.diff(&[], 1, &["1  break[constraint-tightened], fails", "\nbreak[constraint-tightened]: "])?;
    repository.diff(&["--threshold", "all=never"], 0, &["\nsafe[constraint-tightened]: "])
}

/// Nothing is said to have worked that did not: a payload that is refused by those who have the old SDK was never sent before.
#[test]
fn what_a_proof_shows_is_said_for_each_audience() -> Verdict {
    let repository = Repository::new()?;
    repository.edit("number", "string")?;
    let said = [
        "Proof: strict receivers refuse this `order_placed`.",
        "Proof: senders may send this `order_placed`, which was valid and no longer is.",
        "Proof: new strict types refuse this stored `order_placed`.",
        "Proof: rust source that compiled and no longer does.",
    ];
    repository.diff(&["--format", "markdown"], 1, &said)
}

#[test]
fn the_page_of_kinds_is_the_table() -> Verdict {
    expect::file(&root().join("crates/cli/KINDS.md"), &eventspec_diff::render::kinds(&eventspec_emit::audiences()))
}
