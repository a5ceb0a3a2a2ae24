//! What is printed, and the line that says what is being done.

mod out;
mod progress;

pub(crate) use self::out::{
    err, errln, out, out_styled, outln, print, print_error, print_json, print_json_text, print_styled,
    print_styled_error, printable,
};
pub(crate) use self::progress::Progress;
