//! The files of this crate, for the program `eventspec`: `pack` puts the crate beside those that depend on it.

/// The version of this crate.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is said of this crate where crates are listed.
pub const DESCRIPTION: &str = env!("CARGO_PKG_DESCRIPTION");

/// The licence of this crate.
pub const LICENSE: &str = env!("CARGO_PKG_LICENSE");

/// The oldest Rust that builds this crate.
pub const RUST_VERSION: &str = env!("CARGO_PKG_RUST_VERSION");

/// Where this crate is developed.
pub const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// `Cargo.toml`: as it was written or, in a published crate, as cargo has rewritten it.
pub const MANIFEST: &str = include_str!("../Cargo.toml");

/// Pairs of a path below the crate and the text of that file.
macro_rules! files {
    ($($path:literal),* $(,)?) => { &[$(($path, include_str!(concat!("../", $path)))),*] };
}

/// Every other file of this crate, by path.
pub const FILES: &[(&str, &str)] = files![
    "CONTRACT.md",
    "DELIVERY.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "src/builder.rs",
    "src/choice.rs",
    "src/collection.rs",
    "src/convert.rs",
    "src/decimal.rs",
    "src/delivery/cloudevents.rs",
    "src/delivery/delivered.rs",
    "src/delivery/form.rs",
    "src/delivery/handshake.rs",
    "src/delivery/mod.rs",
    "src/delivery/names.rs",
    "src/delivery/percent.rs",
    "src/delivery/places.rs",
    "src/delivery/pointer.rs",
    "src/delivery/reading.rs",
    "src/delivery/receiver.rs",
    "src/delivery/rejection.rs",
    "src/delivery/request.rs",
    "src/delivery/rules.rs",
    "src/delivery/secret.rs",
    "src/delivery/seen.rs",
    "src/delivery/setup.rs",
    "src/delivery/sign.rs",
    "src/delivery/time.rs",
    "src/delivery/verify.rs",
    "src/deviation.rs",
    "src/deviations.rs",
    "src/edit.rs",
    "src/error.rs",
    "src/field.rs",
    "src/field_error.rs",
    "src/formats.rs",
    "src/json.rs",
    "src/json_pointer.rs",
    "src/kind.rs",
    "src/lens.rs",
    "src/lib.rs",
    "src/limits.rs",
    "src/object.rs",
    "src/occurrences.rs",
    "src/payload.rs",
    "src/place.rs",
    "src/scalar.rs",
    "src/scan.rs",
    "src/serde/misfit.rs",
    "src/serde/mod.rs",
    "src/serde/text.rs",
    "src/serde/values.rs",
    "src/shape.rs",
    "src/sources.rs",
    "src/swar.rs",
    "src/table.rs",
    "src/text.rs",
    "src/verdict.rs",
    "src/view.rs",
];
