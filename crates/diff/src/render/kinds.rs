//! The table of change kinds as a page.

use std::fmt::Write as _;

use crate::audience::{Audience, Audiences, Strictness};
use crate::effect::{Effect, Effects};
use crate::kinds::Kind;

const HEAD: &str = "# Kinds of change

What each change of a specification does to whom. This page is written from the table in `crates/diff/src/kinds.rs` and from the
`effects.rs` of each language in `crates/emit/src`, and the slow tests try every cell of it: they make the change, also in an
object inside a list, generate the old and new SDKs and schemas, and run and compile them on each other's payloads and source.

- **receivers** have an SDK of the old specification and are sent payloads of the new one; **senders** make payloads as the
  old one says and have them judged by the new one; **stored** payloads of the old one are read with an SDK of the new one;
  the other columns are source of a language that uses the old SDK and is compiled with the new one.
- A cell is `tolerant / strict`. *Tolerant* is the SDKs' `decode`, and source that reads, makes and matches with room for
  more. *Strict* is the worst of the strict types, the `~standard` interface and (for receivers and senders) the schemas in both
  drafts with formats asserted, and source that names every member and case. A validator that takes formats as annotations
  finds nothing in changes of a format.
- `.` safe; `notice`: it works and something new is reported; `degrade`: it works, and a value or event that the code relies
  on is no longer found; **break**: it fails to decode, to validate or to compile.
- *closed*: in a payload or object that is `closed`.

";

/// The page.
pub fn kinds(audiences: &Audiences) -> String {
    let names: Vec<&str> = audiences.iter().map(Audience::as_str).collect();
    let mut out = format!("{HEAD}| kind | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    for kind in Kind::ALL {
        let row = kind.row();
        let _ = writeln!(out, "| [`{0}`](#{0}) | {1} |", row.code, cells(audiences, *kind, false));
        if audiences.minds_closed(*kind) {
            let _ = writeln!(out, "| *closed* | {} |", cells(audiences, *kind, true));
        }
    }
    for kind in Kind::ALL {
        let row = kind.row();
        let _ = writeln!(out, "\n## {}\n\n{} {}\n\n**Do:** {}", row.code, row.what, row.why, row.remedy);
    }
    out
}

fn cells(audiences: &Audiences, kind: Kind, closed: bool) -> String {
    let effects = Effects::of(audiences, kind, closed);
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
