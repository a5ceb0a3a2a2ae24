//! A specification directory in, its texts out.

use std::fs;
use std::path::Path;

use eventspec_catalog::{Sources, limits};

use crate::Failure;

/// Reads every `.toml` and `.json` file below a directory.
pub(crate) fn load(directory: &Path) -> Result<Sources, Failure> {
    if !directory.is_dir() {
        let directory = directory.display();
        let help = "name the directory that holds `catalog.toml` with --spec, or run this at the top of the repository";
        return Err(Failure::Io(format!("there is no directory {directory}\nhelp: {help}")));
    }
    let mut sources = Sources::default();
    let mut files = 0;
    read_below(directory, "", &mut sources, &mut files)?;
    Ok(sources)
}

fn read_below(directory: &Path, prefix: &str, sources: &mut Sources, files: &mut usize) -> Result<(), Failure> {
    let fail =
        |path: &Path, error: &dyn std::fmt::Display| Failure::Io(format!("cannot read {}: {error}", path.display()));
    for entry in fs::read_dir(directory).map_err(|error| fail(directory, &error))? {
        let entry = entry.map_err(|error| fail(directory, &error))?;
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_str().ok_or_else(|| fail(&path, &"its name is not UTF-8; rename it"))?;
        if name.starts_with('.') {
            continue;
        }
        let below = format!("{prefix}{name}");
        let metadata = fs::metadata(&path).map_err(|error| fail(&path, &error))?;
        if metadata.is_dir() {
            if prefix.matches('/').count() < 8 {
                read_below(&path, &format!("{below}/"), sources, files)?;
            }
        } else if path.extension().is_some_and(|ending| ending == "toml" || ending == "json") {
            *files += 1;
            if *files > limits::FILES {
                return Err(fail(directory, &format!("more than {} files", limits::FILES)));
            }
            if metadata.len() > limits::FILE_BYTES as u64 {
                return Err(fail(&path, &format!("more than {} bytes", limits::FILE_BYTES)));
            }
            let text = fs::read_to_string(&path).map_err(|error| fail(&path, &error))?;
            sources.insert(below, text);
        }
    }
    Ok(())
}
