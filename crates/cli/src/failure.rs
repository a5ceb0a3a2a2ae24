//! Why a command did not succeed, and the exit code of each reason.

use std::process::ExitCode;

use eventspec_emit::EmitError;

use crate::terminal::errln;

/// Why a command did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// There are findings, or a test failed; both are already printed. Exit code 1.
    Findings,
    /// Wrong usage of the command line. Exit code 2.
    Usage(String),
    /// A file or program could not be used. Exit code 3.
    Io(String),
    /// The output is out of date. Exit code 4.
    Stale(String),
    /// A specification that was accepted could not be emitted: a bug. Exit code 5.
    Bug(EmitError),
}

impl Failure {
    /// Prints the message to standard error, and gives the exit code.
    pub fn report(self) -> ExitCode {
        let (code, message) = self.answer();
        if let Some(message) = message {
            errln!("error: {message}");
        }
        ExitCode::from(code)
    }

    /// The exit code, and the message that is still to be printed.
    pub(crate) fn answer(self) -> (u8, Option<String>) {
        match self {
            Self::Findings => (1, None),
            Self::Usage(message) => (2, Some(message)),
            Self::Io(message) => (3, Some(message)),
            Self::Stale(message) => (4, Some(message)),
            Self::Bug(error) => (5, Some(error.to_string())),
        }
    }
}
