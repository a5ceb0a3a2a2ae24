//! An entry in a file that people write, too: what they wrote stays.

use super::{READERS, changelog_markdown, heading};
use crate::kinds::Kind;
use crate::report::Report;

/// How the first line of a file begins that has none.
const TITLE: &str = "# Changelog";

/// A changelog with the entry of this release above the older ones, under what is not released. An entry of the same version is written
/// anew, but for the lines that people wrote. `None` if nothing changed.
pub fn changelog_file(report: &Report, file: &str) -> Option<String> {
    if report.findings.is_empty() {
        return None;
    }
    let start = heading(report.version());
    let (before, mut versions) = parts(file, "## ");
    let known = versions.iter().position(|version| version.starts_with(&start));
    let entry = merged(&changelog_markdown(report), known.map_or("", |index| versions.remove(index)));
    let unreleased = versions.iter().position(|version| is_unreleased(version));
    let place = unreleased.map_or(0, |index| index + 1);
    versions.insert(place.min(versions.len()), &entry);
    let before = if before.trim().is_empty() { TITLE } else { before };
    let all: Vec<&str> = std::iter::once(before).chain(versions).map(str::trim).collect();
    Some(all.join("\n\n") + "\n")
}

/// Whether a part of the file has what comes after the last release.
fn is_unreleased(version: &str) -> bool {
    let title = version.trim_start_matches("## ").trim_start_matches('[').to_ascii_lowercase();
    title.starts_with("unreleased")
}

/// The text of a changelog before the first heading of a level, which begins with `mark`, then each heading with what is below it. Code
/// has no headings.
pub fn parts<'a>(text: &'a str, mark: &str) -> (&'a str, Vec<&'a str>) {
    let (mut starts, mut offset, mut is_code) = (Vec::new(), 0, false);
    for line in text.split_inclusive('\n') {
        is_code ^= line.trim_start().starts_with("```");
        if !is_code && line.starts_with(mark) {
            starts.push(offset);
        }
        offset += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let before = text.get(..starts.first().copied().unwrap_or(text.len())).unwrap_or_default();
    (before, starts.iter().zip(ends).filter_map(|(start, end)| text.get(*start..end)).collect())
}

/// An entry with the lines that people added to an older text of it, each in the section where it was.
fn merged(new: &str, old: &str) -> String {
    let ((head, sections), (old_head, mut old_sections)) = (parts(new, "### "), parts(old, "### "));
    // Somebody may have added the day.
    let title = old_head.lines().next().or_else(|| head.lines().next()).unwrap_or_default();
    let below = |text: &'_ str| text.split_once('\n').map_or("", |(_, below)| below).to_owned();
    let mut out = vec![title.to_owned(), by_hand(&below(old_head)), below(head)];
    for section in sections {
        let title = section.lines().next();
        let known = old_sections.iter().position(|old| old.lines().next() == title);
        let kept = known.map(|index| by_hand(&below(old_sections.remove(index))));
        out.push(joined([section.to_owned(), kept.unwrap_or_default()], "\n"));
    }
    for section in old_sections {
        let kept = by_hand(&below(section));
        if !kept.is_empty() {
            out.push(joined([section.lines().next().unwrap_or_default().to_owned(), kept], "\n\n"));
        }
    }
    joined(out, "\n\n")
}

/// Parts that are not empty, with something between them.
fn joined(parts: impl IntoIterator<Item = String>, between: &str) -> String {
    let parts = parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(between)
}

/// The lines that no command wrote.
fn by_hand(text: &str) -> String {
    let (mut out, mut is_ours) = (String::new(), true);
    for line in text.lines() {
        // What is below an item, and empty lines, go with what is above them.
        if !line.is_empty() && (!line.starts_with("  - ") || !is_ours || !is_written_below(line)) {
            is_ours = is_written(line);
        }
        if !is_ours {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.trim_end().to_owned()
}

/// Whether a line is one as `changelog_markdown` writes them.
fn is_written(line: &str) -> bool {
    let is_of_readers = || READERS.iter().any(|reader| line.starts_with(&format!("**{reader}:** ")));
    let is_change =
        || Kind::ALL.iter().any(|kind| line.contains(&format!("`: {}", kind.row().what.trim_end_matches('.'))));
    let is_by_event =
        || line.contains("`: `") && Kind::ALL.iter().any(|kind| line.ends_with(&format!("(`{}`)", kind.code())));
    match line.strip_prefix("- ") {
        Some(_) => is_change() || is_by_event(),
        None => {
            line == "No changes." || line.starts_with("**Packages with a version of their own:** ") || is_of_readers()
        }
    }
}

/// Whether a line is one as `changelog_markdown` writes them below a change.
fn is_written_below(line: &str) -> bool {
    let rest = line.trim_start_matches("  - ");
    rest.starts_with("why: ") || READERS.iter().any(|reader| rest.starts_with(&format!("{reader}: ")))
}

#[cfg(test)]
mod tests {
    use crate::{Approvals, Audiences, Names, Policy, Report};

    use super::changelog_file;

    fn report() -> Report {
        let old = eventspec_catalog::resolve(&eventspec_catalog::Code::UnknownType.explanation().right.sources());
        let old = old.unwrap_or_else(|report| panic!("{}", report.render("", false)));
        let mut new = old.clone();
        new.payloads[0].fields.remove(0);
        let names = Names { base: "v1", base_root: "", root: "" };
        Report::new(&old, &new, &Policy::new(Audiences::default(), "2026-01-31"), &Approvals::default(), names)
    }

    #[test]
    fn an_entry_is_put_above_the_older_ones_and_replaces_its_own() {
        let report = report();
        let version = report.version().to_owned();
        let first = changelog_file(&report, "").unwrap();
        assert!(first.starts_with(&format!("# Changelog\n\n## [{version}]\n\n")), "{first}");
        assert_eq!(changelog_file(&report, &first), Some(first.clone()));
        let head = "# What changed\n\nOur words.\n";
        let older = "## [0.0.1]\n\n- It was made.\n";
        let entry = first.strip_prefix("# Changelog\n\n").unwrap();
        let expected = format!("{head}\n{entry}\n{older}");
        let stale = "- `events/x.y`: An optional field was added: `string`\n  - Receivers: a notice\n  - why: It is.\n";
        let by_event = "### By event\n\n- `x`: `events/x.y` (`field-added-optional`)\n";
        for stale in [
            String::new(),
            format!("## [{version}]\n\n**Receivers:** breaking.\n\n### Added\n\n{stale}\n{by_event}\n"),
            format!("## [{version}]\n\nNo changes.\n\n"),
        ] {
            assert_eq!(changelog_file(&report, &format!("{head}\n{stale}{older}")).as_deref(), Some(expected.as_str()));
        }
        // The day that somebody wrote stays.
        let dated = first.replacen(&format!("[{version}]"), &format!("[{version}] - 2026-01-31"), 1);
        assert_eq!(changelog_file(&report, &dated), Some(dated.clone()));
        // An entry that is not the first comes to the top.
        let newer = format!("{head}\n## [9.0.0]\n\n- Newer.\n\n## [{version}]\n\n- Older.\n");
        let moved = changelog_file(&report, &newer).unwrap();
        assert!(moved.ends_with("## [9.0.0]\n\n- Newer.\n") && moved.contains("- Older.\n"), "{moved}");
    }

    #[test]
    fn what_people_wrote_stays() {
        let report = report();
        let first = changelog_file(&report, "").unwrap();
        let (removed, by_event) = ("### Removed\n\n", "\n### By event\n");
        assert!(first.contains(removed) && first.contains(by_event), "{first}");
        let item = "- We removed it because nobody read it:\n  - not even we.\n\n  Really.\n";
        let mut mine = first.replacen("]\n", "]\n\nA release of a quiet year.\n\nIt is small.\n", 1);
        mine = mine.replacen(by_event, &format!("{item}{by_event}"), 1);
        mine.push_str("\n### Fixed\n\n```\n## Not a heading\n```\n");
        assert_eq!(changelog_file(&report, &mine).as_deref(), Some(mine.as_str()));
    }

    #[test]
    fn what_is_not_released_stays_above() {
        let report = report();
        let entry = changelog_file(&report, "").unwrap();
        let entry = entry.strip_prefix("# Changelog\n\n").unwrap();
        for title in ["[Unreleased]", "Unreleased"] {
            let head = format!("# Changelog\n\n## {title}\n\n### Changed\n\n- Soon.\n");
            let older = "## [0.0.1]\n\n- It was made.\n";
            let expected = format!("{head}\n{entry}\n{older}");
            let before = format!("{head}\n{older}");
            assert_eq!(changelog_file(&report, &before).as_deref(), Some(expected.as_str()));
            assert_eq!(changelog_file(&report, &expected).as_deref(), Some(expected.as_str()));
        }
    }
}
