//! Faults that a table of effects alone missed, each once found by running deployed SDKs.

use eventspec_catalog::{Catalog, Sources, resolve_without_samples};
use eventspec_payloads::tree::{Member, Node};

use super::{Reading, outcome, reading};
use crate::witness::{Proof, Sides};
use crate::{
    Approvals, Audience, Audiences, Comparison, Effect, Effects, Finding, Judged, Kind, Names, Policy, Report, Side,
    Strictness, compare,
};

/// The old or new side: the fields of the event `ev`, and files of types.
type Spec<'a> = (&'a str, &'a [(&'a str, &'a str)]);

fn catalog(spec: Spec<'_>) -> Catalog {
    resolved(spec).unwrap_or_else(|report| panic!("{}", report.render("", false)))
}

fn resolved((fields, types): Spec<'_>) -> Result<Catalog, eventspec_catalog::Report> {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
    sources.insert("events/ev.toml", format!("doc = \"E.\"\nevent = [{{ name = \"ev\", doc = \"E.\" }}]\n{fields}\n"));
    for (name, body) in types {
        sources.insert(format!("types/{name}.toml"), format!("doc = \"T.\"\n{body}\n"));
    }
    resolve_without_samples(&sources)
}

fn field(name: &str, rest: &str) -> String {
    format!("[[field]]\nname = \"{name}\"\ndoc = \"F.\"\n{rest}\n")
}

fn tag(value: &str, closed: bool) -> String {
    field(
        "kind",
        &format!("type = \"string\"\nclosed = {closed}\nrequired = true\nvalues = [{{ value = \"{value}\" }}]"),
    )
}

/// Told apart by its tag, and by a member that may be absent.
fn bank() -> String {
    tag("bank", true) + &field("iban", "type = \"string\"")
}

/// What is found of one kind, judged, and the smallest payload that shows it.
fn judged(old: Spec<'_>, new: Spec<'_>, kind: Kind) -> (Judged, String) {
    let (old, new) = (catalog(old), catalog(new));
    let policy = Policy::new(Audiences::default(), "2026-01-31");
    let names = Names { base: "base", base_root: "", root: "" };
    let report = Report::new(&old, &new, &policy, &Approvals::default(), names);
    assert!(report.fails(), "{:#?}", report.findings);
    let found = report.findings.into_iter().find(|judged| judged.finding.kind == kind).expect("a finding of the kind");
    for audience in Audience::WIRE {
        assert_eq!(found.effects.get(audience, Strictness::Tolerant), Effect::Break, "{}", audience.as_str());
    }
    let Some(Proof::Payload { event, json, .. }) = found.witnesses.first().map(|witness| witness.proof.clone()) else {
        panic!("no payload: {:?}", found.witnesses)
    };
    assert_eq!(event, "ev");
    assert!(misread(&old, &new, &json), "{json} is read the same");
    (found, json)
}

fn misread(old: &Catalog, new: &Catalog, json: &str) -> bool {
    let Comparison { pairing, shapes, .. } = compare(old, new);
    reading(Sides { old, new, pairing: &pairing, shapes: &shapes }, "ev", json, Side::Old) == Reading::Other
}

fn kinds(old: &Catalog, new: &Catalog) -> Vec<Kind> {
    crate::diff(old, new).iter().map(|finding| finding.kind).collect()
}

fn values(finding: &Finding) -> [&str; 3] {
    [Some(&finding.path), finding.old.as_ref(), finding.new.as_ref()].map(|text| text.map_or("", String::as_str))
}

#[test]
fn a_map_that_was_in_front_of_an_object() {
    let types = [("obj", field("m", "type = \"string\""))];
    let types = types.each_ref().map(|(name, body)| (*name, body.as_str()));
    let (old, new) = (field("g", "type = \"map<integer> | obj\""), field("g", "type = \"obj | map<integer>\""));
    let (found, witness) = judged((&old, &types), (&new, &types), Kind::UnionChoiceChanged);
    assert_eq!(values(&found.finding), ["events/ev.g", "map<integer>", "obj"]);
    assert_eq!(witness, r#"{"g":{}}"#);
    // What fits one of them better is read as that one, in any order.
    let (old, new) = (catalog((&old, &types)), catalog((&new, &types)));
    for json in [r#"{"g":{"m":"x"}}"#, r#"{"g":{"k":1}}"#] {
        assert!(!misread(&old, &new, json), "{json}");
    }
}

#[test]
fn a_tag_that_was_opened() {
    let (card, open, bank) = (tag("card", true), tag("card", false), bank());
    let pay = field("payment", "type = \"card | bank\"");
    let (old, new) = ([("card", card.as_str()), ("bank", &bank)], [("card", open.as_str()), ("bank", &bank)]);
    let (found, witness) = judged((&pay, &old), (&pay, &new), Kind::UnionChoiceChanged);
    assert_eq!(values(&found.finding), ["events/ev.payment", "bank", "card"]);
    assert_eq!(witness, r#"{"payment":{"kind":"bank"}}"#);
}

#[test]
fn an_alternative_that_came_in_front() {
    let (open, bank) = (tag("card", false), bank());
    let types = [("card", open.as_str()), ("bank", &bank)];
    let (old, new) =
        (field("payment", "type = \"bank | string\""), field("payment", "type = \"card | bank | string\""));
    let (found, _) = judged((&old, &types), (&new, &types), Kind::UnionChoiceChanged);
    assert_eq!(values(&found.finding), ["events/ev.payment", "bank", "card"]);
}

#[test]
fn a_type_that_became_an_alternative_behind_another() {
    let (open, bank) = (tag("card", false), bank());
    let types = [("card", open.as_str()), ("bank", &bank)];
    let (old, new) = (field("payments", "type = \"list<bank>\""), field("payments", "type = \"list<card | bank>\""));
    let (found, witness) = judged((&old, &types), (&new, &types), Kind::UnionChoiceChanged);
    assert_eq!(values(&found.finding), ["events/ev.payments[]", "bank", "card"]);
    assert_eq!(witness, r#"{"payments":[{"kind":"bank"}]}"#);
    let (found, witness) = judged((&new, &types), (&old, &types), Kind::UnionChoiceChanged);
    assert_eq!(values(&found.finding), ["events/ev.payments[]", "card", "bank"]);
    assert_eq!(witness, r#"{"payments":[{"kind":"bank"}]}"#);
}

#[test]
fn a_member_that_a_choice_relied_on() {
    let number = |required: bool| field("number", &format!("type = \"string\"\nrequired = {required}"));
    let (strict, loose, bank) = (number(true), number(false), field("iban", "type = \"string\""));
    let pay = field("payments", "type = \"list<payment>\"");
    let union = "type = \"card | bank\"";
    let old = [("card", strict.as_str()), ("bank", &bank), ("payment", union)];
    let new = [("card", loose.as_str()), ("bank", &bank), ("payment", union)];
    let (found, witness) = judged((&pay, &old), (&pay, &new), Kind::UnionChoiceChanged);
    assert_eq!(values(&found.finding), ["types/payment", "bank", "card"]);
    assert_eq!(witness, r#"{"payments":[{}]}"#);
}

#[test]
fn an_alias_that_moved_to_another_field() {
    let a = |aliases: &str| field("a", &format!("type = \"string\"\n{aliases}"));
    let b = |aliases: &str| field("b", &format!("type = \"number\"\n{aliases}"));
    let (old, new) = (a("aliases = [\"x\"]") + &b(""), a("") + &b("aliases = [\"x\"]"));
    let (found, witness) = judged((&old, &[]), (&new, &[]), Kind::KeyReassigned);
    assert_eq!(values(&found.finding), ["events/ev.x", "a", "b"]);
    assert!(witness.starts_with(r#"{"x":"#), "{witness}");
    let (old, new) = (catalog((&old, &[])), catalog((&new, &[])));
    assert!(misread(&old, &new, r#"{"x":"t"}"#));
    // It is still read, by the other field: that it was removed from the one and added to the other would be told wrongly.
    assert_eq!(kinds(&old, &new), [Kind::KeyReassigned]);
}

#[test]
fn an_alias_that_became_the_key_of_another_field() {
    let a = |aliases: &str| field("a", &format!("type = \"string\"\n{aliases}"));
    let old = catalog((&a("aliases = [\"x\", \"y\"]"), &[]));
    let new = catalog((&(a("") + &field("x", "type = \"string\"")), &[]));
    let expected = [Kind::AliasRemovedOptional, Kind::FieldAddedOptional, Kind::KeyReassigned];
    assert_eq!(kinds(&old, &new), expected, "`y` is removed, `x` is not");
    let removed = crate::diff(&old, &new).into_iter().find(|finding| finding.kind == Kind::AliasRemovedOptional);
    assert_eq!(removed.and_then(|finding| finding.old).as_deref(), Some("y"));
}

#[test]
fn a_field_that_became_an_alias_of_another() {
    let (net, gross) = (field("net", "type = \"number\""), field("gross", "type = \"number\""));
    let old = net + &gross;
    let new = field("gross", "type = \"number\"\naliases = [\"net\"]");
    let (found, witness) = judged((&old, &[]), (&new, &[]), Kind::KeyReassigned);
    assert_eq!(values(&found.finding), ["events/ev.net", "net", "gross"]);
    assert!(witness.starts_with(r#"{"net":"#), "{witness}");
    assert!(misread(&catalog((&old, &[])), &catalog((&new, &[])), r#"{"gross":119,"net":100}"#));
}

#[test]
fn an_event_alias_that_moved_to_another_event() {
    let event = |aliases: &str, others: &str| {
        let fields = field("a", "type = \"string\"");
        format!(
            "[[event]]\nname = \"first\"\ndoc = \"E.\"\n{aliases}\n[[event]]\nname = \"second\"\ndoc = \"E.\"\n{others}\n{fields}"
        )
    };
    let of = |fields: &str| {
        let mut sources = Sources::default();
        sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
        sources.insert("events/ev.toml", format!("doc = \"E.\"\n{fields}"));
        resolve_without_samples(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)))
    };
    let (old, new) = (of(&event("aliases = [\"ev\"]", "")), of(&event("", "aliases = [\"ev\"]")));
    let Comparison { findings, pairing, shapes } = compare(&old, &new);
    let [found] = &findings[..] else { panic!("{findings:#?}") };
    assert_eq!((found.kind, values(found)), (Kind::EventNameReassigned, ["ev", "first", "second"]));
    let sides = Sides { old: &old, new: &new, pairing: &pairing, shapes: &shapes };
    assert_eq!(reading(sides, "ev", "{}", Side::Old), Reading::Other);
}

#[test]
fn what_is_read_the_same_is_no_finding() {
    let renamed = (field("net", "type = \"number\""), field("gross", "type = \"number\"\naliases = [\"net\"]"));
    let apart = (field("it", "type = \"string | number\""), field("it", "type = \"number | string | boolean\""));
    let replaced = (field("it", "type = \"uuid | number\""), field("it", "type = \"string | number\""));
    for (old, new) in [renamed, apart, replaced] {
        let (old, new) = (catalog((&old, &[])), catalog((&new, &[])));
        let kinds: Vec<Kind> = compare(&old, &new).findings.iter().map(|finding| finding.kind).collect();
        assert!(!kinds.iter().any(|kind| kind.misleads()), "{kinds:?}");
    }
}

/// The effects of all changes together on those who exchange payloads: receivers, senders, stored.
fn effects(old: Spec<'_>, new: Spec<'_>) -> ([[Effect; 2]; 3], Vec<Kind>) {
    let (old, new) = (catalog(old), catalog(new));
    let findings = crate::diff(&old, &new);
    let audiences = Audiences::default();
    let worst = findings
        .iter()
        .fold(Effects::safe(&audiences), |worst, finding| worst.worst(&Effects::of_finding(&audiences, finding)));
    let cells = Audience::WIRE.map(|audience| Strictness::ALL.map(|strictness| worst.get(audience, strictness)));
    (cells, findings.iter().map(|finding| finding.kind).collect())
}

const SAFE: [Effect; 2] = [Effect::Safe; 2];

#[test]
fn a_member_of_a_type_that_no_event_reaches() {
    let members = |required: bool| field("m", &format!("type = \"string\"\nrequired = {required}"));
    let (old, new) = (members(false), members(true));
    let (found, kinds) = effects(("", &[("obj", &old)]), ("", &[("obj", &new)]));
    assert_eq!((found, kinds), ([SAFE; 3], vec![Kind::MemberBecameRequired]));
    let used = field("f", "type = \"obj\"");
    let (found, _) = effects((&used, &[("obj", &old)]), (&used, &[("obj", &new)]));
    assert_eq!(found, [SAFE, [Effect::Notice, Effect::Break], [Effect::Notice, Effect::Break]]);
    // What only the new side reaches is told by the field that leads to it.
    let (found, kinds) = effects(("", &[("obj", &old)]), (&used, &[("obj", &new)]));
    assert_eq!(found, [[Effect::Notice, Effect::Safe], SAFE, SAFE], "{kinds:?}");
}

#[test]
fn an_alternative_under_another_name() {
    let obj = field("m", "type = \"string\"\nrequired = true");
    let (old, new) = (field("f", "type = \"card | integer\""), field("f", "type = \"cheque | integer\""));
    let (found, kinds) = effects((&old, &[("card", &obj)]), (&new, &[("cheque", &obj)]));
    assert_eq!(found, [SAFE; 3], "{kinds:?}");
    assert_eq!(kinds, [Kind::TypeRenamed]);
    // Where both are there, it is the union that changed.
    let both = [("card", obj.as_str()), ("cheque", &obj)];
    let (_, kinds) = effects((&old, &both), (&new, &both));
    assert_eq!(kinds, [Kind::AlternativeAdded, Kind::AlternativeRemoved]);
}

#[test]
fn a_type_under_another_name() {
    let fields = |ty: &str| field("f", &format!("type = \"{ty}\"")) + &field("g", &format!("type = \"list<{ty}>\""));
    let obj = |required: bool| field("m", &format!("type = \"string\"\nrequired = {required}"));
    let card = obj(true);
    let old = catalog((&fields("card"), &[("card", &card)]));
    let new = catalog((&fields("cheque"), &[("cheque", &card)]));
    let found = crate::diff(&old, &new);
    let [renamed] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((renamed.kind, values(renamed)), (Kind::TypeRenamed, ["types/cheque", "card", "cheque"]));
    assert_eq!(renamed.events, ["ev"]);
    // What else changed about it is told where it is.
    let loose = obj(false);
    let new = catalog((&fields("cheque"), &[("cheque", &loose)]));
    let found = crate::diff(&old, &new);
    let paths: Vec<(Kind, &str)> = found.iter().map(|finding| (finding.kind, finding.path.as_str())).collect();
    assert_eq!(paths, [(Kind::TypeRenamed, "types/cheque"), (Kind::MemberBecameOptional, "types/cheque.m")]);
    // What still has its name has none of another.
    let both = catalog((&fields("cheque"), &[("card", &card), ("cheque", &card)]));
    assert_eq!(kinds(&old, &both), [Kind::Retyped, Kind::Retyped, Kind::TypeAdded]);
}

#[test]
fn a_type_that_takes_more() {
    let of = |ty: &str| field("f", &format!("type = \"{ty}\""));
    let obj = field("m", "type = \"string\"\nrequired = true");
    let types = [("obj", obj.as_str())];
    let safe_for_the_old = [SAFE, SAFE];
    for (old, new, kind) in [
        ("uuid", "string | integer", Kind::WidenedToUnion),
        ("integer", "string | number", Kind::WidenedToUnion),
        ("list<uuid>", "list<string | integer>", Kind::WidenedToUnion),
        ("obj", "map<any>", Kind::TypeWidened),
    ] {
        let (found, kinds) = effects((&of(old), &types), (&of(new), &types));
        assert_eq!(kinds.first(), Some(&kind), "{old} to {new}: {kinds:?}");
        assert_eq!(found[1..], safe_for_the_old, "{old} to {new}: {kinds:?}");
        assert!(found[0] > SAFE);
        let (found, kinds) = effects((&of(new), &types), (&of(old), &types));
        assert_eq!(found[0], SAFE, "{new} to {old}: {kinds:?}");
    }
}

#[test]
fn null_is_a_value_of_any() {
    let (any, nullable) = (field("f", "type = \"any\""), field("f", "type = \"string\"\nnullable = true"));
    let (_, kinds) = effects((&any, &[]), (&nullable, &[]));
    assert_eq!(kinds, [Kind::NarrowedFromAny]);
    let (_, kinds) = effects((&nullable, &[]), (&any, &[]));
    assert_eq!(kinds, [Kind::WidenedToAny]);
}

fn tags(values: &[&str]) -> String {
    let values: Vec<String> = values.iter().map(|value| format!("{{ value = \"{value}\" }}")).collect();
    field("kind", &format!("type = \"string\"\nclosed = true\nrequired = true\nvalues = [{}]", values.join(", ")))
}

/// To deployed SDKs, a new payment matches no alternative; they report its tag.
#[test]
fn a_tag_that_is_new() {
    let (card, bank, more) = (tags(&["card"]), tags(&["bank"]), tags(&["bank", "giro"]));
    let pay = field("pay", "type = \"card | bank\"");
    let (old, new) =
        ([("card", card.as_str()), ("bank", bank.as_str())], [("card", card.as_str()), ("bank", more.as_str())]);
    let (found, kinds) = effects((&pay, &old), (&pay, &new));
    assert_eq!(found, [[Effect::Notice, Effect::Break], SAFE, SAFE], "{kinds:?}");
    assert!(!kinds.contains(&Kind::UnionChoiceChanged));
}

#[test]
fn a_tag_that_moved_to_another_alternative() {
    let (card, bank, less, more) = (tags(&["card", "giro"]), tags(&["bank"]), tags(&["card"]), tags(&["bank", "giro"]));
    let pay = field("pay", "type = \"card | bank\"");
    let (old, new) =
        ([("card", card.as_str()), ("bank", bank.as_str())], [("card", less.as_str()), ("bank", more.as_str())]);
    let (found, witness) = judged((&pay, &old), (&pay, &new), Kind::UnionChoiceChanged);
    assert_eq!(values(&found.finding), ["events/ev.pay", "card", "bank"]);
    assert_eq!(witness, r#"{"pay":{"kind":"giro"}}"#);
}

#[test]
fn an_empty_string_that_several_facts_decide_about() {
    // It was a value, and is blank to an enum, although nobody says `blank`.
    let values = "type = \"string\"\nvalues = [{ value = \"a\" }]";
    let (old, new) = (field("f", "type = \"string\""), field("f", values));
    let (found, kinds) = effects((&old, &[]), (&new, &[]));
    assert_eq!(kinds, [Kind::StringToOpenEnum]);
    assert_eq!(found, [SAFE, [Effect::Degrade, Effect::Break], [Effect::Degrade, Effect::Break]]);
    // The old schema refuses it for its length.
    let least = "type = \"string\"\nmin_length = 1\nexample = \"a\"";
    let (old, new) = (field("f", least), field("f", &format!("{least}\nblank = true")));
    let (found, kinds) = effects((&old, &[]), (&new, &[]));
    assert_eq!(kinds, [Kind::BlankMeaningSet]);
    assert_eq!(found[0], [Effect::Degrade, Effect::Break]);
}

#[test]
fn a_constraint_of_what_was_another_type() {
    let of = |rest: &str| catalog((&field("f", rest), &[]));
    let short = "type = \"string\"\nmax_length = 5";
    let least = "type = \"integer\"\nminimum = 3";
    for (old, new, expected) in [
        // A length is nothing to a number, and the least number nothing to a text.
        (short, "type = \"integer\"", vec![Kind::Retyped]),
        (short, least, vec![Kind::Retyped]),
        (least, short, vec![Kind::Retyped]),
        (short, "type = \"list<string>\"\nmin_items = 1", vec![Kind::Retyped]),
        // Those of both types are held to it.
        (least, "type = \"number\"", vec![Kind::IntegerToNumber, Kind::ConstraintLoosened]),
        ("type = \"number\"", least, vec![Kind::NumberToInteger, Kind::ConstraintTightened]),
        (short, "type = \"uuid\"", vec![Kind::FormatAdded, Kind::ConstraintLoosened]),
        (short, "type = \"any\"", vec![Kind::WidenedToAny, Kind::ConstraintLoosened]),
        // No date is longer than ten characters.
        ("type = \"string\"\nmax_length = 10", "type = \"date\"", vec![Kind::DateAdded]),
    ] {
        assert_eq!(kinds(&of(old), &of(new)), expected, "{old} to {new}");
    }
}

/// What all findings say of an audience.
fn stated(findings: &[Finding], audience: Audience) -> [Effect; 2] {
    let audiences = Audiences::default();
    let all = findings.iter().map(|finding| Effects::of_finding(&audiences, finding));
    let worst = all.fold(Effects::safe(&audiences), |worst, effects| worst.worst(&effects));
    Strictness::ALL.map(|strictness| worst.get(audience, strictness))
}

/// One of two closed objects without tags gains a key that the other has. Whatever members a side sends, what happens is stated.
#[test]
fn closed_alternatives_without_a_tag() {
    // Of `a` and `b`: absent, optional or required.
    let object = |states: [u8; 2]| -> String {
        let fields = ["a", "b"].iter().zip(states).filter(|(_, state)| *state > 0);
        let fields = fields.map(|(key, state)| field(key, &format!("type = \"string\"\nrequired = {}", state == 2)));
        format!("closed = true\n{}", fields.collect::<String>())
    };
    let payloads = [&[][..], &["a"], &["b"], &["a", "b"]].map(|keys| {
        let members = keys.iter().map(|key| Member::new(key, Node::text("t"))).collect();
        Node::Object(vec![Member::new("pay", Node::Object(members))])
    });
    let pairs = (0..2).flat_map(|state| (0..9u8).map(move |other| (state, [other % 3, other / 3])));
    for (state, other) in pairs.filter(|(_, other)| other[1] > 0) {
        for (before, union) in (1..3).flat_map(|before| ["one | other", "other | one"].map(|union| (before, union))) {
            let pay = field("pay", &format!("type = \"{union}\""));
            let (one, gained, other) = (object([before, 0]), object([before, state + 1]), object(other));
            // With an alternative that nothing is read as, one of them is refused.
            let without = resolved((&pay, &[("one", &one), ("other", &other)]));
            let with = resolved((&pay, &[("one", &gained), ("other", &other)]));
            let (Ok(without), Ok(with)) = (without, with) else { continue };
            for (old, new) in [(&without, &with), (&with, &without)] {
                let Comparison { findings, pairing, shapes } = compare(old, new);
                let sides = Sides { old, new, pairing: &pairing, shapes: &shapes };
                for (audience, from) in [(Audience::Receivers, Side::New), (Audience::Senders, Side::Old)] {
                    let [tolerant, strict] = stated(&findings, audience);
                    for met in payloads.iter().filter_map(|payload| outcome(sides, "ev", payload, from)) {
                        let met = (met.tolerant, met.standard.max(met.schemas));
                        assert!(met.0 <= tolerant && met.1 <= strict, "{union} {one} {gained} {other} {met:?}");
                    }
                }
            }
        }
    }
}

/// A text may be a value of two formats: then the first that is listed takes it.
#[test]
fn a_text_of_two_formats() {
    let of = |ty: &str| field("f", &format!("type = \"{ty}\""));
    for (old, new, was, is) in [
        ("email | uri", "uri | email", "email", "uri"),
        ("uri", "email | uri", "uri", "email"),
        ("list<email | uri>", "list<uri | email>", "email", "uri"),
    ] {
        let (found, witness) = judged((&of(old), &[]), (&of(new), &[]), Kind::UnionChoiceChanged);
        assert_eq!((found.finding.old.as_deref(), found.finding.new.as_deref()), (Some(was), Some(is)));
        assert!(witness.contains("\"mailto:a@b.example\""), "{witness}");
    }
}

/// A field, and the rest of its definition on both sides.
type Changed = (&'static str, [Option<String>; 2]);

/// What is said of changed fields among so many that did not change: the fingerprint and path of each finding, its effects, and whom
/// its proofs are for; and the length of each payload that is one, with the number of members left out of it.
type Told = (Vec<(String, String, Effects, Vec<(&'static str, Strictness)>)>, Vec<(usize, usize)>);

fn told(changes: &[&Changed], others: usize) -> Told {
    let required = |ty: &str| format!("type = \"{ty}\"\nrequired = true");
    let of_side = |side: usize| {
        let own = changes.iter().filter_map(|(name, rest)| Some(field(name, rest[side].as_ref()?))).collect::<String>();
        let others = (0..others).map(|index| field(&format!("other{index}"), &required("string"))).collect::<String>();
        let inner = field("f", &required(["string", "boolean"][side]));
        catalog((&(own + &others), &[("inner", &inner)]))
    };
    let policy = Policy::new(Audiences::default(), "2026-01-31");
    let names = Names { base: "base", base_root: "", root: "" };
    let report = Report::new(&of_side(0), &of_side(1), &policy, &Approvals::default(), names);
    let told = |judged: &Judged| {
        let proven = judged.witnesses.iter().map(|one| (one.audience.as_str(), one.strictness)).collect();
        (judged.finding.fingerprint(), judged.finding.path.clone(), judged.effects.clone(), proven)
    };
    let left_out = |judged: &Judged| match judged.witnesses.first().map(|witness| &witness.proof) {
        Some(Proof::Payload { json, left_out, .. }) => Some((json.len(), *left_out)),
        Some(Proof::Source(_)) | None => None,
    };
    (report.findings.iter().map(told).collect(), report.findings.iter().filter_map(left_out).collect())
}

/// Fields that have nothing to do with each other, in groups that have.
fn changed_fields() -> Vec<Vec<Changed>> {
    let optional = |ty: &str| format!("type = \"{ty}\"");
    let required = |ty: &str| optional(ty) + "\nrequired = true";
    let text = || required("string");
    let both = |old: String, new: String| [Some(old), Some(new)];
    let date = |format: &str| required(&format!("date({format})"));
    vec![
        vec![("retyped", both(text(), required("integer")))],
        vec![("gone", [Some(text()), None])],
        vec![("added", [None, Some(text())])],
        vec![("became_required", both(optional("string"), text()))],
        vec![("became_nullable", both(text(), text() + "\nnullable = true"))],
        vec![("blank", both(text() + "\nblank = true", text()))],
        vec![("date", both(date("DD/MM/YYYY"), date("MM/DD/YYYY")))],
        vec![("unix", both(required("timestamp(unix)"), required("timestamp(unix_ms)")))],
        vec![("choice", both(required("email | uri"), required("uri | email")))],
        vec![
            ("was_called", [Some(text()), None]),
            ("is_called", [None, Some(text() + "\naliases = [\"was_called\"]")]),
        ],
        vec![
            ("giver", both(text() + "\naliases = [\"key\"]", text())),
            ("taker", both(text(), text() + "\naliases = [\"key\"]")),
        ],
        vec![("inner", both(required("list<inner>"), required("list<inner>")))],
        vec![("shorter", both(text(), text() + "\nmax_length = 3"))],
    ]
}

/// Among a hundred fields that did not change, the same is found, with the same effects, and with proofs for the same audiences.
#[test]
fn in_a_large_payload() {
    let changes = changed_fields();
    let all: Vec<&Changed> = changes.iter().flatten().collect();
    let ((small, whole), (large, parts)) = (told(&all, 0), told(&all, 150));
    assert_eq!(small, large);
    assert!(small.len() >= changes.len(), "{small:#?}");
    assert!(whole.iter().all(|(_, left_out)| *left_out == 0));
    assert_eq!(whole.len(), parts.len());
    assert!(parts.iter().all(|(length, left_out)| *length < 100 && *left_out > 150), "{parts:?}");
}

/// The effects of a change, and so its fingerprint, do not depend on what else changed in the payload.
#[test]
fn beside_other_changes() {
    let changes = changed_fields();
    let (together, _) = told(&changes.iter().flatten().collect::<Vec<_>>(), 0);
    // Every side has the type, whatever the fields are: what its change does is in the group that has a field of it.
    for group in changes.iter().filter(|group| group[0].0 != "inner") {
        let (alone, _) = told(&group.iter().collect::<Vec<_>>(), 0);
        let mut own = alone.iter().filter(|(_, path, ..)| path != "types/inner.f").peekable();
        assert!(own.peek().is_some(), "{group:?}");
        own.for_each(|finding| assert!(together.contains(finding), "{finding:?} is not in {together:#?}"));
    }
}
