//! What is printed, and the line that says what is being done.

mod out;
mod progress;

pub(crate) use self::out::{err, errln, out, outln, print, print_error};
pub(crate) use self::progress::Progress;
