//! Writes what people would write by hand: a struct per payload with serde's derive, so that the benches compare with
//! the whole catalogue and never with a struct that fell behind it.

#[path = "src/structs.rs"]
mod structs;

use std::path::PathBuf;
use std::{env, fs};

use eventspec_catalog::{Sources, resolve};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../spec");
    println!("cargo::rerun-if-changed={}", root.display());
    let sources = Sources::load(&root).unwrap_or_else(|error| panic!("{error}"));
    let catalog = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("spec/", false)));
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join("derive.rs");
    fs::write(&out, structs::structs(&catalog)).unwrap_or_else(|error| panic!("{}: {error}", out.display()));
}
