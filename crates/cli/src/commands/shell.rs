//! `completions` and `man`: made from the arguments that are parsed.

use crate::program;
use crate::terminal::out;

#[derive(clap::Args)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    shell: clap_complete::Shell,
}

/// Prints the completions of a shell. A shell completes one word, so `cargo xtask` has to be a function named `xtask`.
pub(crate) fn completions(mut cli: clap::Command, args: &CompletionsArgs) {
    let name = program::name().rsplit(' ').next().unwrap_or_default();
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut cli, name, &mut text);
    out!("{}", String::from_utf8_lossy(&text));
}

#[cfg(feature = "man")]
pub(crate) use man::{ManArgs, man};

#[cfg(feature = "man")]
mod man {
    use crate::Failure;
    use crate::terminal::out;

    #[derive(clap::Args)]
    pub(crate) struct ManArgs {
        /// The command to document [default: all].
        command: Option<String>,
    }

    /// Prints a man page.
    pub(crate) fn man(mut cli: clap::Command, args: &ManArgs) -> Result<(), Failure> {
        cli.build();
        let program = cli.get_display_name().unwrap_or_default().to_owned();
        let (page, title) = match &args.command {
            None => (cli, program.clone()),
            Some(name) => {
                let page = cli.find_subcommand(name).cloned().ok_or_else(|| unknown(&cli, name))?;
                (page.version(env!("CARGO_PKG_VERSION")), format!("{program}-{name}"))
            }
        };
        let source = format!("{} {}", program, env!("CARGO_PKG_VERSION"));
        let mut text = Vec::new();
        clap_mangen::Man::new(page)
            .title(title)
            .source(source)
            .render(&mut text)
            .map_err(|error| Failure::Io(error.to_string()))?;
        out!("{}", String::from_utf8_lossy(&text));
        Ok(())
    }

    fn unknown(cli: &clap::Command, name: &str) -> Failure {
        let known: Vec<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
        Failure::Usage(format!("unknown command `{name}`\nhelp: use one of: {}", known.join(", ")))
    }
}
