//! Printing. A reader that has seen enough, such as `head`, is not an error; an output that cannot be written, such as one to a full
//! disk, is one.
//!
//! Arguments, paths and texts of a specification are in what is printed, and a terminal obeys what is in them: all control characters
//! are shown as code points, but for the ends of lines, tabs, and the colours of what is printed as styled.

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

/// Prints to standard output, in colour.
macro_rules! out_styled {
    ($($part:tt)*) => { $crate::terminal::print_styled(format_args!($($part)*)) };
}

pub(crate) use {err, errln, out, out_styled, outln};

use eventspec_catalog::{visible, visible_json};
use serde_json::Value;

/// Prints a text for people.
pub(crate) fn print(text: Arguments<'_>) {
    write(&printable(&text.to_string()));
}

/// Prints a text for people that has colours.
pub(crate) fn print_styled(text: Arguments<'_>) {
    write(&styled(&text.to_string()));
}

/// Prints a value for programs.
pub(crate) fn print_json(value: &Value) {
    print_json_text(format!("{value:#}\n"));
}

/// Prints JSON for programs.
pub(crate) fn print_json_text(json: String) {
    write(&visible_json(json));
}

/// Commands print when their work is done, so that there is nothing left to do when that fails.
fn write(text: &str) {
    let mut stdout = anstream::stdout().lock();
    // In one write, so that a reader gets all of it or nothing.
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            print_error(format_args!("error: cannot write to standard output: {error}\n"));
            std::process::exit(3);
        }
        _ => {}
    }
}

/// A failure of this cannot be reported.
pub(crate) fn print_error(text: Arguments<'_>) {
    let _ = anstream::stderr().lock().write_all(printable(&text.to_string()).as_bytes());
}

/// As [`print_error`], in colour.
pub(crate) fn print_styled_error(text: &str) {
    let _ = anstream::stderr().lock().write_all(styled(text).as_bytes());
}

/// A text that does not control a terminal.
pub(crate) fn printable(text: &str) -> String {
    text.split_inclusive(['\n', '\t']).fold(String::with_capacity(text.len()), |all, part| {
        let kept = part.trim_end_matches(['\n', '\t']);
        all + &visible(kept) + part.get(kept.len()..).unwrap_or_default()
    })
}

/// A text that controls nothing but the colours of a terminal.
fn styled(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut all = printable(parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once('m').filter(|(style, _)| style.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'))
        {
            Some((style, rest)) => all.extend(["\x1b[", style, "m", &printable(rest)]),
            None => all.push_str(&printable(&format!("\x1b[{part}"))),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_not_controlled() {
        assert_eq!(printable("a\x1b[31m\u{9b}2J\r\n\tb\u{202e}\n"), "a(U+001B)[31m(U+009B)2J(U+000D)\n\tb(U+202E)\n");
        assert_eq!(
            styled("a\x1b[1;31mb\x1b[0m\x1b[2J\x1b]0;m\x1b"),
            "a\x1b[1;31mb\x1b[0m(U+001B)[2J(U+001B)]0;m(U+001B)"
        );
    }
}
