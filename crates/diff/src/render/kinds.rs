//! The table of change kinds as a page.

use std::fmt::Write as _;

use crate::audience::{Audience, Audiences, Strictness};
use crate::effect::Effect;
use crate::effects::Effects;
use crate::finding::Around;
use crate::kinds::Kind;

const HEAD: &str = "# Kinds of change

The effect of each kind of change on each audience. This page is generated from the table in `crates/diff/src/kinds.rs` and the
`effects.rs` of each language in `crates/emit/src`. The slow tests check every cell: they make the change, also in an object
inside a list, generate the old and new SDKs and schemas, and run, compile and resolve them on each other's payloads, source and references.

- **receivers** use an SDK of the old specification and receive new payloads; **senders** make payloads by the old specification,
  which the new one validates; **stored** payloads of the old specification are read with a new SDK; **schemas** are references to
  the schemas, and the names that generators make of their titles; the other columns are source written for the old SDK and compiled
  with the new one.
- A cell is `tolerant / strict`. *Tolerant* means the SDKs' `decode`, and source that is not exhaustive. *Strict* is the worst of
  the strict types, the `~standard` interface and (for receivers and senders) the schemas in both drafts with formats asserted, and
  source that names every member and case. A validator that treats formats as annotations is not affected by changes of a format.
- `.`: safe; `notice`: works, with a new deviation; `degrade`: works, but a value or event that the code relies on is no longer
  found; **break**: no longer decodes, validates, compiles or resolves.
- *closed*: in a payload or object that is `closed`; *rest*: in one that has a `rest`.

";

/// The page.
pub fn kinds(audiences: &Audiences) -> String {
    let names: Vec<&str> = audiences.iter().map(Audience::as_str).collect();
    let mut out = format!("{HEAD}| kind | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    for kind in Kind::ALL {
        let row = kind.row();
        let _ = writeln!(out, "| [`{0}`](#{0}) | {1} |", row.code, cells(audiences, *kind, Around::Open));
        for around in
            [Around::Closed, Around::Rest].into_iter().filter(|around| Effects::depend_on(*around, audiences, *kind))
        {
            let _ = writeln!(out, "| *{}* | {} |", around.as_str(), cells(audiences, *kind, around));
        }
    }
    for kind in Kind::ALL {
        let row = kind.row();
        let _ = writeln!(out, "\n## {}\n\n{} {}\n\n**Do:** {}", row.code, row.what, row.why, row.remedy);
    }
    out
}

fn cells(audiences: &Audiences, kind: Kind, around: Around) -> String {
    let effects = Effects::of(audiences, kind, around);
    let word = |effect: Effect| match effect {
        Effect::Safe => ".",
        Effect::Break => "**break**",
        other => other.as_str(),
    };
    let cell = |audience: Audience| {
        let [tolerant, strict] = Strictness::ALL.map(|strictness| effects.get(audience, strictness));
        if tolerant == strict { word(tolerant).to_owned() } else { format!("{} / {}", word(tolerant), word(strict)) }
    };
    audiences.iter().map(cell).collect::<Vec<_>>().join(" | ")
}
