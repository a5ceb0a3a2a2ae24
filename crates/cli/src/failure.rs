//! Why a command did not succeed, and the exit code of each reason.

use std::process::ExitCode;

use crate::terminal::errln;

/// Why a command did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// There are findings, or a test failed; both are already printed. Exit code 1.
    Findings,
    /// The command was called with something that makes no sense. Exit code 2.
    Usage(String),
    /// A file or program could not be used. Exit code 3.
    Io(String),
    /// The output is not what the specification gives. Exit code 4.
    Stale(String),
}

impl Failure {
    /// Prints the message to standard error, and gives the exit code.
    pub fn report(self) -> ExitCode {
        let (code, message) = match self {
            Self::Findings => return ExitCode::from(1),
            Self::Usage(message) => (2, message),
            Self::Io(message) => (3, message),
            Self::Stale(message) => (4, message),
        };
        errln!("error: {message}");
        ExitCode::from(code)
    }
}
