//! The catalogues under test and their samples.

use std::path::{Path, PathBuf};

use eventspec_catalog::{Catalog, Sources, resolve};

/// A catalogue, and where its output is.
pub struct Catalogue {
    /// Its name in test names.
    pub name: &'static str,
    /// The specification.
    pub spec: PathBuf,
    /// What is generated from it.
    pub generated: PathBuf,
    /// The specification, resolved.
    pub catalog: Catalog,
}

/// The top of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// The bundled catalogue and the nested one.
pub fn all() -> Vec<Catalogue> {
    vec![nector(), shop()]
}

/// The bundled catalogue.
pub fn nector() -> Catalogue {
    load("nector", root().join("spec"), root().join("generated"))
}

/// The nested one.
pub fn shop() -> Catalogue {
    let shop = root().join("tests/cases/shop");
    load("shop", shop.join("spec"), shop.join("expected"))
}

/// Catalogues in the shape of what well-known vendors send: a payment processor, a chat, a store, a mailer and a host of repositories.
pub const VENDORS: [&str; 6] = ["payments", "chat", "store", "mail", "code_host", "meters"];

/// One of them. Nothing of its output is committed.
pub fn vendor(name: &'static str) -> Catalogue {
    load(name, root().join("tests/cases/vendors").join(name).join("spec"), PathBuf::new())
}

fn load(name: &'static str, spec: PathBuf, generated: PathBuf) -> Catalogue {
    let sources = Sources::load(&spec).unwrap_or_else(|error| panic!("{error}"));
    let catalog = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)));
    Catalogue { name, spec, generated, catalog }
}
