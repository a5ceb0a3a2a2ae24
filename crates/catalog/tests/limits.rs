//! Lists and values at a limit are accepted, and one more is a finding.

use std::fmt::Write as _;

use eventspec_catalog::{Code, Sources, limits, resolve_without_samples};

const HEAD: &str = "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n";
const EVENT: &str = "doc = \"E.\"\nevent = [{ name = \"e\", doc = \"E.\" }]\n";

/// The findings of a specification: the code, the file with the line, and the message of each.
fn findings(files: &[(&str, String)]) -> Vec<(Code, String, String)> {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", HEAD);
    files.iter().for_each(|(path, text)| sources.insert(*path, text.clone()));
    let Err(report) = resolve_without_samples(&sources) else { return Vec::new() };
    let told = |found: &eventspec_catalog::Diagnostic| {
        let place = report.place(found);
        (found.code, format!("{}:{}", place.file(), place.line()), found.message.clone())
    };
    report.diagnostics().iter().map(told).collect()
}

/// A field of the given type and other keys.
fn field(name: &str, ty: &str, keys: &str) -> String {
    format!("[[field]]\nname = \"{name}\"\ntype = \"{ty}\"\n{keys}\ndoc = \"F.\"\n")
}

/// So many words, one on each line of a list.
fn list(count: usize) -> String {
    (0..count).fold("[\n".to_owned(), |mut list, index| {
        let _ = writeln!(list, "\"w{index}\",");
        list
    }) + "]"
}

/// Asserts that a specification of so many is accepted, and that one more is the finding.
fn at_most(most: usize, what: &str, place: &str, files: impl Fn(usize) -> Vec<(&'static str, String)>) {
    assert_eq!(findings(&files(most)), [], "{what}");
    let expected = (Code::Limit, place.to_owned(), format!("there are more than {most} {what}"));
    assert_eq!(findings(&files(most + 1)), [expected]);
}

#[test]
fn lists_have_a_limit() {
    at_most(limits::VALUES, "`values` of one enum", "events/e.toml:10007", |count| {
        vec![("events/e.toml", EVENT.to_owned() + &field("f", "string", &format!("values = {}", list(count))))]
    });
    at_most(limits::ALIASES, "`aliases` of one name", "events/e.toml:107", |count| {
        vec![("events/e.toml", EVENT.to_owned() + &field("f", "string", &format!("aliases = {}", list(count))))]
    });
    at_most(limits::ALIASES, "`aliases` of one name", "events/e.toml:106", |count| {
        let event = format!("[[event]]\nname = \"e\"\ndoc = \"E.\"\naliases = {}", list(count));
        vec![("events/e.toml", format!("doc = \"E.\"\n{event}\n{}", field("f", "string", "")))]
    });
    at_most(limits::RESERVED, "`reserved` keys", "events/e.toml:5002", |count| {
        vec![("events/e.toml", format!("reserved = {}\n{EVENT}{}", list(count), field("f", "string", "")))]
    });
    at_most(limits::FIELDS, "fields of one object", "types/t.toml:25002", |count| {
        let fields = (0..count).map(|index| field(&format!("f{index}"), "string", "")).collect::<String>();
        vec![
            ("events/e.toml", EVENT.to_owned() + &field("f", "t", "")),
            ("types/t.toml", format!("doc = \"T.\"\n{fields}")),
        ]
    });
}

#[test]
fn files_that_are_listed_have_a_limit() {
    let file = |folder: &str, index: usize, text: String| (&*format!("{folder}/w{index}.toml").leak(), text);
    at_most(limits::INCLUDES, "entries in one `include`", "events/e.toml:1002", |count| {
        let group = |index: usize| format!("doc = \"G.\"\n{}", field(&format!("g{index}"), "string", ""));
        let payload = format!("include = {}\n{EVENT}{}", list(count), field("f", "string", ""));
        let groups = (0..count).map(|index| file("groups", index, group(index)));
        [("events/e.toml", payload)].into_iter().chain(groups).collect()
    });
    at_most(limits::ALTERNATIVES, "alternatives of one union", "events/e.toml:5", |count| {
        let union = (0..count).map(|index| format!("w{index}")).collect::<Vec<_>>().join(" | ");
        let own = |index: usize| field(&format!("f{index}"), "string", "required = true");
        let types = (0..count).map(|index| file("types", index, format!("doc = \"T.\"\n{}", own(index))));
        [("events/e.toml", EVENT.to_owned() + &field("f", &union, ""))].into_iter().chain(types).collect()
    });
}

/// They would be followed as deep as they go.
#[test]
fn groups_include_each_other_a_few_levels_deep() {
    let files = |levels: usize| -> Vec<(&'static str, String)> {
        let group = |level: usize| {
            let include = if level + 1 < levels { format!("include = [\"g{}\"]\n", level + 1) } else { String::new() };
            let text = format!("{include}doc = \"G.\"\n{}", field(&format!("f{level}"), "string", ""));
            (&*format!("groups/g{level}.toml").leak(), text)
        };
        let payload = ("events/e.toml", format!("include = [\"g0\"]\n{EVENT}"));
        (0..levels).map(group).chain([payload]).collect()
    };
    assert_eq!(findings(&files(limits::INCLUDE_DEPTH)), []);
    let message = "includes lead to each other more than 64 levels deep".to_owned();
    let expected = [(Code::Limit, "groups/g63.toml:1".to_owned(), message)];
    assert_eq!(findings(&files(limits::INCLUDE_DEPTH + 1)), expected);
    assert_eq!(findings(&files(30_000)), expected);
}

/// What a refinement is of is so many keys away, and so many refinements wait for each other.
#[test]
fn refinements_lead_a_few_levels_deep() {
    let refine = |at: &str, keys: &str| format!("[[refine]]\nat = \"{at}\"\n{keys}\n");
    let far = |keys: usize| {
        let refined = refine(&format!("/f{}", "/f0".repeat(keys - 1)), "doc = \"R.\"");
        [vec![("events/e.toml", EVENT.to_owned() + &refined + &field("f", "t0", ""))], nested(70, 1)].concat()
    };
    assert_eq!(findings(&far(limits::INCLUDE_DEPTH)), []);
    let message = "a refinement leads through more than 64 levels".to_owned();
    assert_eq!(
        findings(&far(limits::INCLUDE_DEPTH + 1)),
        [(Code::BadRefinement, "events/e.toml:4".to_owned(), message)]
    );
    // Each type refines a field of the next one.
    let waiting = |types: usize| -> Vec<(&'static str, String)> {
        let of = |index: usize| {
            let fields = field("x", "string", "") + &field("n", &format!("t{:03}", index + 1), "");
            let text = format!("doc = \"T.\"\n{}{fields}", refine("/n/x", "required = true"));
            (&*format!("types/t{index:03}.toml").leak(), text)
        };
        let last = (&*format!("types/t{types:03}.toml").leak(), format!("doc = \"T.\"\n{}", field("x", "string", "")));
        let event = ("events/e.toml", EVENT.to_owned() + &field("f", "t000", ""));
        (0..types).map(of).chain([last, event]).collect()
    };
    assert_eq!(findings(&waiting(limits::INCLUDE_DEPTH + 1)), []);
    let message = "refinements depend on each other more than 64 levels deep".to_owned();
    assert_eq!(
        findings(&waiting(limits::INCLUDE_DEPTH + 2)),
        [(Code::BadRefinement, "types/t064.toml:3".to_owned(), message)]
    );
}

/// Of all origins together.
#[test]
fn fields_of_groups_count() {
    let files = |own: usize| {
        let fields = |name: &str, count: usize| -> String {
            (0..count).map(|index| field(&format!("{name}{index}"), "string", "")).collect()
        };
        let payload = format!("include = [\"g\"]\n{EVENT}{}", fields("e", own));
        vec![("events/e.toml", payload), ("groups/g.toml", format!("doc = \"G.\"\n{}", fields("g", 3_000)))]
    };
    assert_eq!(findings(&files(limits::FIELDS - 3_000)), []);
    let message = "`e` has 5001 fields; the limit is 5000".to_owned();
    assert_eq!(findings(&files(limits::FIELDS - 2_999)), [(Code::Limit, "events/e.toml:1".to_owned(), message)]);
}

/// Doubles have all of them.
#[test]
fn listed_integers_have_53_bits() {
    let most = (1_i64 << 53) - 1;
    let of = |values: &str| {
        vec![("events/e.toml", EVENT.to_owned() + &field("f", "integer", &format!("values = [{values}]")))]
    };
    assert_eq!(findings(&of(&format!("{most}, -{most}, 0"))), []);
    for beyond in [most + 1, -most - 1] {
        let message =
            "`values` has an integer beyond 53 bits, which many readers of JSON take for another one".to_owned();
        let expected = [(Code::WrongValue, "events/e.toml:6".to_owned(), message)];
        assert_eq!(findings(&of(&format!("0, {beyond}"))), expected);
    }
}

/// Objects `t0`, `t1`, and so on. All but the last have so many required fields, each of the next type.
fn nested(levels: usize, width: usize) -> Vec<(&'static str, String)> {
    let of = |level: usize| {
        let ty = if level + 1 < levels { format!("t{}", level + 1) } else { "string".to_owned() };
        let fields = (0..width).map(|index| field(&format!("f{index}"), &ty, "required = true")).collect::<String>();
        (&*format!("types/t{level}.toml").leak(), format!("doc = \"T.\"\n{fields}"))
    };
    (0..levels).map(of).collect()
}

#[test]
fn the_smallest_value_has_a_limit() {
    let event = |ty: &str, keys: &str| ("events/e.toml", EVENT.to_owned() + &field("f", ty, keys));
    let limit = |place: &str, message: &str| (Code::Limit, place.to_owned(), message.to_owned());
    // Twelve levels of two are 8,191 values, and thirteen are 16,383: the innermost that is too large is told, once.
    let too_large = limit("types/t0.toml:1", "the smallest value of `t0` is made of more than 10000 values");
    assert_eq!(findings(&[vec![event("t0", "")], nested(12, 2)].concat()), []);
    assert_eq!(findings(&[vec![event("t0", "")], nested(13, 2)].concat()), [too_large]);
    let far = findings(&[vec![event("t0", "required = true")], nested(100, 2)].concat());
    assert_eq!(far, [limit("types/t87.toml:1", "the smallest value of `t87` is made of more than 10000 values")]);
    // A payload that is too large although no type of it is.
    let fields = field("g", "t0", "required = true") + &field("h", "t0", "required = true");
    let payload = vec![("events/e.toml", EVENT.to_owned() + &fields)];
    let too_large = limit("events/e.toml:1", "the smallest value of `e` is made of more than 10000 values");
    assert_eq!(findings(&[payload, nested(12, 2)].concat()), [too_large]);
    // What may be left out, null, blank or empty is no part of it, and of a union the smallest alternative is.
    for (ty, keys) in [
        ("t0", ""),
        ("t0", "required = true\nnullable = true"),
        ("list<t0>", "required = true"),
        ("map<t0>", "required = true"),
        ("t0 | integer", "required = true"),
    ] {
        let payload = EVENT.to_owned() + &field("g", ty, keys) + &field("h", ty, keys);
        assert_eq!(findings(&[vec![("events/e.toml", payload)], nested(12, 2)].concat()), [], "{ty} {keys}");
    }
}

#[test]
fn the_smallest_value_is_not_deeper_than_what_is_decoded() {
    let event = ("events/e.toml", EVENT.to_owned() + &field("f", "t0", "required = true"));
    let most = limits::VALUE_DEPTH - 1;
    assert_eq!(findings(&[vec![event.clone()], nested(most, 1)].concat()), []);
    let found = findings(&[vec![event], nested(most + 1, 1)].concat());
    let message = format!("the smallest value of `t0` is nested more than {most} levels deep");
    assert_eq!(found, [(Code::Limit, "types/t0.toml:1".to_owned(), message)]);
}
