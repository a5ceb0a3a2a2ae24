//! Secrets, as given on the command line or in the environment. None of them is ever printed.

use eventspec_catalog::{Delivery, Signature};

use crate::Failure;

/// Where secrets are looked for if no argument has one.
const VARIABLE: &str = "EVENTSPEC_SECRET";

/// The secrets of a delivery: for each of its signatures in order, those that are given.
pub(crate) struct Secrets(Vec<Vec<String>>);

impl Secrets {
    /// Those of the arguments, else those of the environment.
    pub(super) fn of(delivery: &Delivery, args: &[String]) -> Result<Self, Failure> {
        let from_environment: Vec<String>;
        let given = if args.is_empty() {
            let text = match std::env::var(VARIABLE) {
                Ok(text) => text,
                Err(std::env::VarError::NotPresent) => String::new(),
                Err(std::env::VarError::NotUnicode(_)) => {
                    return Err(Failure::Usage(format!("{VARIABLE} is not UTF-8")));
                }
            };
            from_environment = text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
            // The variable may be meant for other deliveries.
            if delivery.signatures.is_empty() { &[] } else { from_environment.as_slice() }
        } else {
            args
        };
        let mut secrets = vec![Vec::new(); delivery.signatures.len()];
        for secret in given {
            let (index, secret) = assigned(delivery, secret)?;
            if secret.is_empty() {
                return Err(Failure::Usage(
                    "a secret is empty\nhelp: remove it, or see whether a variable is not set".to_owned(),
                ));
            }
            if let Some(list) = secrets.get_mut(index) {
                list.push(secret.to_owned());
            }
        }
        Ok(Self(secrets))
    }

    /// Whether no signature has one.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    /// The signatures that have secrets, with these, and their positions.
    pub(crate) fn given<'d>(&self, delivery: &'d Delivery) -> impl Iterator<Item = (usize, &'d Signature, &[String])> {
        let lists = delivery.signatures.iter().zip(&self.0).enumerate();
        lists.filter(|(_, (_, list))| !list.is_empty()).map(|(index, (signature, list))| (index, signature, &list[..]))
    }

    /// Says how to give one.
    pub(crate) fn missing(delivery: &Delivery, instead: &str) -> Failure {
        let (Some(first), flags) = (delivery.signatures.first(), flags(delivery)) else {
            return Failure::Usage(format!("`{}` has no signature\nhelp: add {instead}", delivery.name));
        };
        let what = match delivery.signatures.len() {
            1 => format!("the signature of `{}`, at `{}`", delivery.name, first.at),
            count => format!("the {count} signatures of `{}`", delivery.name),
        };
        let message = format!(
            "a secret is needed for {what}\nhelp: add {flags}, or set {VARIABLE}, which keeps it out of the history of the \
             shell; or add {instead}"
        );
        Failure::Usage(message)
    }
}

/// The position of the signature that a secret is for, and the secret.
fn assigned<'s>(delivery: &Delivery, secret: &'s str) -> Result<(usize, &'s str), Failure> {
    match delivery.signatures.as_slice() {
        [] => Err(Failure::Usage(format!("`{}` has no signature that a secret could be for", delivery.name))),
        // It may have any characters in it.
        [_] => Ok((0, secret)),
        signatures => {
            let named = secret.split_once('=').and_then(|(name, secret)| {
                Some((signatures.iter().position(|signature| signature.name == name)?, secret))
            });
            named.ok_or_else(|| {
                let message = format!("`{}` has several signatures\nhelp: write {}", delivery.name, flags(delivery));
                Failure::Usage(message)
            })
        }
    }
}

/// How secrets are given on the command line.
fn flags(delivery: &Delivery) -> String {
    match delivery.signatures.as_slice() {
        [] | [_] => "--secret SECRET".to_owned(),
        signatures => {
            let flags = signatures.iter().map(|signature| format!("--secret {}=SECRET", signature.name));
            flags.collect::<Vec<_>>().join(" or ")
        }
    }
}
