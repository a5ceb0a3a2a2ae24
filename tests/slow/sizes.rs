//! The time of a command is linear in what it is given: four times as much takes about four times as long.
//!
//! Prints a table: `cargo test -p eventspec-tests --test sizes -- --show-output`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

use eventspec_tests::{Verdict, cli, fail};

/// Four times as much may take this many times as long, on a machine that does other things too; quadratic would be sixteen.
const MOST: f64 = 10.0;
/// Shorter runs are mostly the start of the program.
const START: f64 = 0.15;

/// A kind of size: its name, how many there are of it at first, what makes a specification of so many, and the commands that
/// read it with their exit code.
type Size = (&'static str, usize, fn(usize) -> Vec<(String, String)>, &'static [(&'static [&'static str], i32)]);

const COMMANDS: &[(&[&str], i32)] = &[
    (&["check"], 0),
    (&["fmt", "--check"], 0),
    (
        &[
            "generate",
            "--check",
            "--target",
            "rust",
            "--target",
            "typescript",
            "--target",
            "docs",
            "--target",
            "json-schema",
        ],
        4,
    ),
];
const REPORTS: &[(&[&str], i32)] = &[
    (&["check"], 1),
    (&["check", "--all-findings"], 1),
    (&["check", "--format", "json"], 1),
    (&["fmt", "--check"], 0),
];
const SYNTAX: &[(&[&str], i32)] = &[(&["check"], 1), (&["check", "--all-findings"], 1), (&["fmt", "--check"], 1)];

const FINDINGS: &[(&[&str], i32)] =
    &[(&["check"], 1), (&["check", "--all-findings"], 1), (&["check", "--format", "json"], 1)];
const DIFFS: &[(&[&str], i32)] = &[
    (&["diff", "--base", "base"], 1),
    (&["diff", "--base", "base", "--format", "json"], 1),
    (&["diff", "--base", "base", "--format", "markdown"], 1),
];

const SIZES: [Size; 10] = [
    ("findings", 1_000, findings, REPORTS),
    ("findings on one long line", 1_000, one_line, FINDINGS),
    ("include cycles", 250, cycles, FINDINGS),
    ("levels of two required objects", 1_000, nested, FINDINGS),
    ("changed required fields of one payload", 1_000, changed_required, DIFFS),
    ("changed optional fields of one payload", 1_000, changed_optional, DIFFS),
    ("lines that are not TOML", 5_000, syntax, SYNTAX),
    ("patterns", 200, patterns, COMMANDS),
    ("characters of a word", 24_000, words, COMMANDS),
    ("files", 100, files, COMMANDS),
];

const HEAD: &str = "name = \"x-events\"\ntitle = \"x\"\nversion = \"1.0.0\"\ndoc = \"x\"\n";
const EVENT: &str = "doc = \"x\"\n\n[[event]]\nname = \"e\"\ndoc = \"x\"\n";

fn field(index: usize, rest: &str) -> String {
    format!("\n[[field]]\nname = \"f{index}\"\ndoc = \"x\"\n{rest}\n")
}

/// A specification of one event with these fields.
fn one(fields: String) -> Vec<(String, String)> {
    let sample = ("samples/e/a.json".to_owned(), "{}".to_owned());
    vec![("events/e.toml".to_owned(), EVENT.to_owned() + &fields), sample]
}

fn findings(count: usize) -> Vec<(String, String)> {
    one((0..count).map(|index| field(index, "type = \"strin\"")).collect())
}

fn one_line(count: usize) -> Vec<(String, String)> {
    one(field(0, &format!("type = \"string\"\nvalues = [{}]", "\"v\", ".repeat(count))))
}

/// Pairs of groups that include each other, each pair in an event of its own.
fn cycles(count: usize) -> Vec<(String, String)> {
    let of_one = |index: usize| {
        let group = |name: &str, other: &str| {
            let rest = field(index, "type = \"string\"").replace("\"f", &format!("\"{name}"));
            (format!("groups/{name}{index}.toml"), format!("include = [\"{other}{index}\"]\ndoc = \"x\"\n{rest}"))
        };
        let event = format!("include = [\"g{index}\"]\n{}", EVENT.replace("\"e\"", &format!("\"e{index}\"")));
        [group("g", "h"), group("h", "g"), (format!("events/e{index}.toml"), event)]
    };
    (0..count).flat_map(of_one).collect()
}

fn nested(count: usize) -> Vec<(String, String)> {
    let of_one = |level: usize| {
        let ty = if level + 1 < count { format!("t{}", level + 1) } else { "string".to_owned() };
        let rest = format!("type = \"{ty}\"\nrequired = true");
        (format!("types/t{level}.toml"), format!("doc = \"x\"\n{}{}", field(0, &rest), field(1, &rest)))
    };
    (0..count).map(of_one).chain(one(field(0, "type = \"t0\"\nrequired = true"))).collect()
}

fn changed_required(count: usize) -> Vec<(String, String)> {
    changed(count, "\nrequired = true")
}

fn changed_optional(count: usize) -> Vec<(String, String)> {
    changed(count, "")
}

/// A specification, and beside it another one in which every field has a different type.
fn changed(count: usize, rest: &str) -> Vec<(String, String)> {
    let of = |ty: &str| one((0..count).map(|index| field(index, &format!("type = \"{ty}\"{rest}"))).collect());
    let base = of("string").into_iter().map(|(path, text)| (format!("../base/{path}"), text));
    of("integer").into_iter().chain(base).chain([("../base/catalog.toml".to_owned(), HEAD.to_owned())]).collect()
}

fn syntax(count: usize) -> Vec<(String, String)> {
    one("x\n".repeat(count))
}

fn patterns(count: usize) -> Vec<(String, String)> {
    let pattern = "^([a-z]{1,9}[0-9]{2}-)*(ab|cd|ef)[A-Z]{1,40}$";
    let rest = format!("type = \"string\"\npattern = \"{pattern}\"\nexample = \"abc12-efXYZ\"");
    one((0..count).map(|index| field(index, &rest)).collect())
}

fn words(length: usize) -> Vec<(String, String)> {
    let word = "w".repeat(length);
    let rest = format!("type = \"string\"\nexample = \"{word}\"");
    let mut files = one(field(0, &rest).replace("doc = \"x\"", &format!("doc = \"{word}\"")));
    files[1].1 = format!("{{ \"f0\": \"{word}\" }}");
    files
}

fn files(count: usize) -> Vec<(String, String)> {
    let of_one = |index: usize| {
        let event = EVENT.replace("\"e\"", &format!("\"e{index}\"")) + &field(0, "type = \"string\"");
        [(format!("events/e{index}.toml"), event), (format!("samples/e{index}/a.json"), "{}".to_owned())]
    };
    (0..count).flat_map(of_one).collect()
}

#[test]
fn four_times_as_much_takes_four_times_as_long() -> Verdict {
    let (mut table, mut faults) = (String::new(), Vec::new());
    for (what, least, make, commands) in SIZES {
        let counts = [least, 2 * least, 4 * least];
        let desks = counts.map(|count| desk(&make(count)));
        for (args, expected) in commands {
            let mut times = Vec::new();
            for desk in &desks {
                times.push(time(desk.as_ref().map_err(ToString::to_string)?.path(), args, *expected)?);
            }
            let shown: Vec<String> = times.iter().map(|time| format!("{time:.2} s")).collect();
            let _ = writeln!(
                table,
                "| {what} {} | `{}` | {} |",
                counts.map(|count| count.to_string()).join(", "),
                args.join(" "),
                shown.join(", ")
            );
            if times[2] > MOST * times[0].max(START) {
                faults.push(format!("{what}, {args:?}: {times:?}"));
            }
        }
    }
    println!("| n, 2 n, 4 n | command | time |\n|---|---|---|\n{table}");
    if faults.is_empty() { Ok(()) } else { fail(faults.join("\n")) }
}

fn desk(files: &[(String, String)]) -> std::io::Result<tempfile::TempDir> {
    let desk = tempfile::tempdir()?;
    for (path, text) in [&("catalog.toml".to_owned(), HEAD.to_owned())].into_iter().chain(files) {
        let path = desk.path().join("spec").join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        fs::write(path, text)?;
    }
    Ok(desk)
}

/// Seconds that a command takes; the shortest of three runs.
fn time(directory: &Path, args: &[&str], expected: i32) -> Result<f64, String> {
    let mut least = f64::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        let output = cli::run(directory, args);
        least = least.min(start.elapsed().as_secs_f64());
        let (code, out, error) = cli::answer(&output);
        if code != expected {
            let said: String = (out + &error).chars().take(2_000).collect();
            return Err(format!("{args:?} exits {code}, not {expected}:\n{said}"));
        }
    }
    Ok(least)
}
