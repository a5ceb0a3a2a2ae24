//! The samples of catalogues in the shape of what well-known vendors send, through both of their crates.

use std::fmt::Write as _;
use std::fs;

use eventspec_tests::catalogues::{VENDORS, root, vendor};
use eventspec_tests::{Verdict, fail, program};

use crate::write;

/// Reads each of `catalogue event file ...`: no byte is lost, nothing departs, and the strict types have the same value.
const READ: &str = r#"macro_rules! read {
    ($krate:ident, $strict:ident, $event:expr, $text:expr) => {{
        let event = $krate::Event::decode($event, $text.as_bytes()).unwrap();
        assert_eq!((event.json(), event.deviations().len()), ($text, 0));
        let strict = $strict::Event::decode($event, $text.as_bytes()).unwrap();
        assert_eq!(strict.to_value().unwrap(), serde_json::from_str::<serde_json::Value>($text).unwrap());
    }};
}
"#;

#[test]
fn samples_of_vendors_are_read_by_both_crates() -> Verdict {
    let directory = tempfile::tempdir()?;
    let (mut dependencies, mut arms, mut args) = (String::new(), String::new(), Vec::new());
    for name in VENDORS {
        let catalog = vendor(name).catalog;
        write(&directory.path().join(name), &catalog)?;
        for (suffix, package) in [("", "rust"), ("-strict", "rust-strict")] {
            let krate = format!("{name}{suffix}").replace('-', "_");
            writeln!(
                dependencies,
                "{krate} = {{ package = \"{}{suffix}\", path = \"{name}/{package}\" }}",
                catalog.name
            )?;
        }
        writeln!(arms, "            \"{name}\" => read!({name}, {name}_strict, event, text.as_str()),")?;
        for (index, sample) in catalog.samples.iter().enumerate() {
            let file = directory.path().join(format!("{name}-{index}.json"));
            fs::write(&file, &sample.text)?;
            args.extend([name.to_owned(), sample.event.clone(), file.display().to_string()]);
        }
    }
    let runtime = root().join("crates/runtime");
    let manifest = format!(
        "[package]\nname = \"reader\"\nedition = \"2024\"\n\n[dependencies]\nserde_json = \"1\"\n{dependencies}\n\
         [patch.crates-io]\neventspec-runtime = {{ path = {:?} }}\n\n[workspace]\n",
        runtime.display().to_string()
    );
    let main = format!(
        "{READ}\nfn main() {{\n    let args: Vec<String> = std::env::args().skip(1).collect();\n    for one in args.chunks(3) {{\n        \
         let (event, text) = (one[1].as_str(), std::fs::read_to_string(&one[2]).unwrap());\n        match one[0].as_str() {{\n{arms}            \
         other => panic!(\"{{other}}\"),\n        }}\n    }}\n    println!(\"{{}}\", args.len() / 3);\n}}\n"
    );
    fs::create_dir(directory.path().join("src"))?;
    fs::write(directory.path().join("Cargo.toml"), manifest)?;
    fs::write(directory.path().join("src/main.rs"), main)?;
    // The versions of what is here already.
    fs::copy(root().join("Cargo.lock"), directory.path().join("Cargo.lock"))?;
    let run = ["run", "--quiet", "--offline", "--"].into_iter().chain(args.iter().map(String::as_str));
    let printed = program::run(directory.path(), env!("CARGO"), &run.collect::<Vec<_>>())?;
    let samples = args.len() / 3;
    println!("samples read by the tolerant and the strict crate of {} catalogues: {samples}", VENDORS.len());
    if printed == format!("{samples}\n") { Ok(()) } else { fail(printed) }
}
