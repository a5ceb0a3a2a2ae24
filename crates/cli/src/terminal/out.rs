//! Printing. A reader that has seen enough, such as `head`, is not an error; an output that cannot be written, such as one to a full
//! disk, is one.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write as _};

/// Prints to standard output.
macro_rules! out {
    ($($part:tt)*) => { $crate::terminal::print(format_args!($($part)*)) };
}

/// Prints a line to standard output.
macro_rules! outln {
    ($($part:tt)*) => { $crate::terminal::print(format_args!("{}\n", format_args!($($part)*))) };
}

/// Prints to standard error.
macro_rules! err {
    ($($part:tt)*) => { $crate::terminal::print_error(format_args!($($part)*)) };
}

/// Prints a line to standard error.
macro_rules! errln {
    ($($part:tt)*) => { $crate::terminal::print_error(format_args!("{}\n", format_args!($($part)*))) };
}

pub(crate) use {err, errln, out, outln};

/// Commands print when their work is done, so that there is nothing left to do when that fails.
pub(crate) fn print(text: Arguments<'_>) {
    let mut stdout = anstream::stdout().lock();
    // In one write, so that a reader gets all of it or nothing.
    match stdout.write_all(text.to_string().as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            print_error(format_args!("error: cannot write to standard output: {error}\n"));
            std::process::exit(3);
        }
        _ => {}
    }
}

/// A failure of this cannot be reported.
pub(crate) fn print_error(text: Arguments<'_>) {
    let _ = anstream::stderr().lock().write_all(text.to_string().as_bytes());
}
