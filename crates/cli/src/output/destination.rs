//! Directories that a command must not write to, whatever it was told.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::Failure;

/// Refuses a directory that a flag names if it is a link, the root of a disk, a home or the root of a repository, or if it is in one of
/// the others, which are named with what they are.
///
/// # Errors
/// Says which it is, and what to do.
pub(crate) fn check(path: &Path, flag: &str, others: &[(&str, &Path)]) -> Result<(), Failure> {
    let refuse = |why: &str| {
        let message = format!("{} {why}\nhelp: choose another directory with {flag}", path.display());
        Err(Failure::Io(message))
    };
    // Of an absolute path, whoever wrote it knows where its folders lead.
    let parts: Vec<&Path> = if path.is_absolute() { vec![path] } else { path.ancestors().collect() };
    if let Some(link) = parts.into_iter().find(|part| fs::symlink_metadata(part).is_ok_and(|found| found.is_symlink()))
    {
        if link == path {
            return refuse("is a link, and files would be written to where it leads");
        }
        return refuse(&format!("is behind the link {}, and files would be written to where it leads", link.display()));
    }
    let real = real(path);
    if real.parent().is_none() {
        return refuse("is the root of a disk");
    }
    if std::env::home_dir().is_some_and(|home| !home.as_os_str().is_empty() && self::real(&home) == real) {
        return refuse("is a home directory");
    }
    if real.join(".git").exists() {
        return refuse("is the root of a repository");
    }
    if real.ancestors().any(is_git_directory) {
        return refuse("is inside of a directory of git");
    }
    for (what, other) in others {
        if real.starts_with(self::real(other)) && !real.is_file() {
            return refuse(&format!("and the {what} {} overlap", other.display()));
        }
    }
    Ok(())
}

/// Whether a directory is what git keeps a repository in.
fn is_git_directory(path: &Path) -> bool {
    let is_named = path.file_name().is_some_and(|name| name.eq_ignore_ascii_case(".git"));
    is_named || ["HEAD", "objects", "refs"].into_iter().all(|part| path.join(part).exists())
}

/// A path without links and `..` in it, as far as there is one.
pub(super) fn real(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    let absolute = std::path::absolute(path).unwrap_or_default();
    match (absolute.parent(), absolute.components().next_back()) {
        (Some(parent), Some(Component::Normal(name))) => real(parent).join(name),
        (Some(parent), Some(Component::ParentDir)) => real(parent).parent().map(Path::to_owned).unwrap_or_default(),
        (Some(parent), _) => real(parent),
        (None, _) => absolute,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(path: &Path, others: &[(&str, &Path)]) -> String {
        check(path, "--to", others).err().and_then(|failure| failure.answer().1).unwrap_or_default()
    }

    #[test]
    fn roots_homes_repositories_and_inputs_are_refused() {
        let desk = tempfile::tempdir().unwrap();
        let spec = desk.path().join("spec");
        fs::create_dir_all(spec.join("events")).unwrap();
        fs::create_dir_all(desk.path().join("repository/.git")).unwrap();
        for part in ["HEAD", "objects", "refs"] {
            fs::create_dir_all(desk.path().join("bare.git").join(part)).unwrap();
        }
        let others = [("specification", spec.as_path())];
        let cases = [
            (Path::new("/").to_owned(), "is the root of a disk"),
            (std::env::home_dir().unwrap(), "is a home directory"),
            (desk.path().join("repository"), "is the root of a repository"),
            (desk.path().join("repository/.git/hooks"), "is inside of a directory of git"),
            (desk.path().join("new/.git/hooks/generated"), "is inside of a directory of git"),
            (desk.path().join("bare.git/hooks"), "is inside of a directory of git"),
            (spec.clone(), "and the specification"),
            (spec.join("events/new"), "and the specification"),
            (desk.path().join("missing/../spec/new"), "and the specification"),
        ];
        for (path, why) in cases {
            assert!(refusal(&path, &others).contains(why), "{}", path.display());
        }
        assert_eq!(refusal(desk.path(), &others), "", "the specification may be below it");
        assert_eq!(refusal(&desk.path().join("repository/generated"), &others), "");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_refused() {
        let desk = tempfile::tempdir().unwrap();
        let link = desk.path().join("link");
        std::os::unix::fs::symlink(desk.path(), &link).unwrap();
        assert!(refusal(&link, &[]).contains("is a link"));
    }
}
