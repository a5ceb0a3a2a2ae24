//! The modules that `suite/main.rs` declares, as a list of calls of their `tests()`: so a new module is one line there. A macro
//! could do that, too, but rustfmt does not look into modules that a macro declares.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

const MAIN: &str = "suite/main.rs";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={MAIN}");
    let main = fs::read_to_string(MAIN)?;
    let modules = main.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    let calls: Vec<String> = modules.map(|module| format!("{module}::tests()")).collect();
    let list = format!("[{}]\n", calls.join(", "));
    Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join("tests.rs"), list)?)
}
