//! The program: arguments in, exit code out.

use std::process::ExitCode;

/// Emitting is many small allocations, which the system's allocator is slow at.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = eventspec::command("eventspec");
    let matches = eventspec::matches(&cli);
    eventspec::run(cli, &matches).map_or_else(eventspec::Failure::report, |()| ExitCode::SUCCESS)
}
