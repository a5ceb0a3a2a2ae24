//! Two texts in; what differs in them out, as much of it as somebody reads.

use similar::TextDiff;

/// Lines that are printed of the differences of one file, and of all files of a run.
const OF_FILE: usize = 200;
const OF_ALL: usize = 2_000;
/// Lines of two texts that are compared: the time it takes grows with the square of what differs.
const COMPARED: usize = 20_000;

/// What would change in a file, as a unified diff.
pub(crate) fn unified_diff(path: &str, old: &str, new: &str) -> String {
    let [was, is] = [old, new].map(|text| text.lines().count());
    if was + is > COMPARED {
        return format!("  it has {was} lines and would have {is}: too many to show what differs\n");
    }
    TextDiff::from_lines(old, new).unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string()
}

/// What may still be printed of the differences of a run.
pub(crate) struct Differences {
    lines: usize,
}

impl Differences {
    pub(crate) fn new() -> Self {
        Self { lines: OF_ALL }
    }

    /// A diff, cut where it grows long, and how many lines are left out.
    pub(crate) fn shown(&mut self, diff: &str) -> String {
        let most = OF_FILE.min(self.lines);
        let count = diff.lines().count();
        self.lines -= count.min(most);
        match count.saturating_sub(most) {
            0 => diff.to_owned(),
            more => {
                let shown: String = diff.split_inclusive('\n').take(most).collect();
                let lines = if more == 1 { "line" } else { "lines" };
                format!("{shown}  ({more} more {lines} of this diff)\n")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_diff_is_cut_and_counted() {
        let text = |count: usize, word: &str| format!("{word}\n").repeat(count);
        let short = unified_diff("a", &text(3, "old"), &text(3, "new"));
        assert_eq!(Differences::new().shown(&short), short);
        // Two lines of header, one of position, and 500 that go and come.
        let long = unified_diff("a", &text(500, "old"), &text(500, "new"));
        let shown = Differences::new().shown(&long);
        assert_eq!(shown.lines().count(), OF_FILE + 1);
        assert!(shown.ends_with("\n  (803 more lines of this diff)\n"), "{shown}");
        assert!(
            unified_diff("a", &text(20_000, "x"), "y\n").starts_with("  it has 20000 lines and would have 1: too many")
        );
    }

    #[test]
    fn many_diffs_are_cut_and_counted() {
        let diff = "+\n".repeat(150);
        let mut all = Differences::new();
        let shown: String = (0..100).map(|_| all.shown(&diff)).collect();
        assert_eq!(shown.matches("+\n").count(), OF_ALL);
        assert!(shown.ends_with("  (150 more lines of this diff)\n"), "{shown}");
        assert_eq!(Differences { lines: 149 }.shown(&diff).lines().last(), Some("  (1 more line of this diff)"));
    }
}
