//! Which delivery is meant.

use eventspec_catalog::{Catalog, Delivery};

use super::Secrets;
use crate::Failure;

/// Which delivery is meant, and what verifies it.
#[derive(clap::Args)]
pub(crate) struct DeliveryArgs {
    /// Delivery of the specification, the name of a file below `delivery/`. May be left out if there is only one.
    #[arg(long, value_name = "NAME")]
    delivery: Option<String>,
    /// Secret of the signature; NAME=SECRET if the delivery has several signatures (may be repeated).
    ///
    /// The environment variable `EVENTSPEC_SECRET`, with a secret on each line, keeps it out of the history of the shell.
    #[arg(long, value_name = "SECRET", allow_hyphen_values = true)]
    secret: Vec<String>,
    /// URL of the endpoint as the sender knows it, if that is signed. Default: path and query, as requested.
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
}

impl DeliveryArgs {
    /// The delivery that is meant.
    pub(crate) fn chosen<'c>(&self, catalog: &'c Catalog) -> Result<&'c Delivery, Failure> {
        let deliveries = &catalog.deliveries;
        let flags = || deliveries.iter().map(|delivery| format!("--delivery {}", delivery.name)).collect::<Vec<_>>();
        match (&self.delivery, deliveries.as_slice()) {
            (_, []) => Err(Failure::Usage(
                "the specification does not say how events are delivered\nhelp: add a file such as `delivery/webhook.toml`"
                    .to_owned(),
            )),
            (None, [only]) => Ok(only),
            (None, _) => Err(Failure::Usage(format!(
                "the specification has several deliveries\nhelp: add one of: {}",
                flags().join(", ")
            ))),
            (Some(name), _) => deliveries.iter().find(|delivery| delivery.name == *name).ok_or_else(|| {
                Failure::Usage(format!("unknown delivery `{name}`\nhelp: use one of: {}", flags().join(", ")))
            }),
        }
    }

    /// The secrets that are given, in the order of the signatures.
    pub(crate) fn secrets(&self, delivery: &Delivery) -> Result<Secrets, Failure> {
        Secrets::of(delivery, &self.secret)
    }
}
