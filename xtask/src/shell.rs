//! `completions` and `man`: what a shell and a manual reader need, printed from the same arguments that are parsed.

use clap::{Command, CommandFactory};
use clap_complete::Shell;

use crate::out::out;
use crate::{Cli, Failure};

/// The name that completions are for: `cargo xtask` is two words, so a shell function of one word stands for it.
const NAME: &str = "xtask";

/// Prints the completions of a shell.
pub(crate) fn completions(shell: Shell) {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command().bin_name(NAME), NAME, &mut text);
    out!("{}", String::from_utf8_lossy(&text));
}

/// Prints a page of the manual, of a command or of all.
pub(crate) fn man(command: Option<&str>) -> Result<(), Failure> {
    let mut cli = Cli::command();
    cli.build();
    let page = match command {
        None => cli.clone(),
        Some(name) => cli.find_subcommand(name).cloned().ok_or_else(|| unknown(&cli, name))?,
    };
    let title = format!("cargo-xtask{}", command.map_or_else(String::new, |name| format!("-{name}")));
    let mut text = Vec::new();
    let page = page.version(env!("CARGO_PKG_VERSION"));
    clap_mangen::Man::new(page).title(title).render(&mut text).map_err(|error| Failure::Io(error.to_string()))?;
    out!("{}", String::from_utf8_lossy(&text));
    Ok(())
}

fn unknown(cli: &Command, name: &str) -> Failure {
    let known: Vec<&str> = cli.get_subcommands().map(Command::get_name).collect();
    Failure::Usage(format!("there is no command `{name}`\nhelp: use one of: {}", known.join(", ")))
}
