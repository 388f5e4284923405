use clap::CommandFactory;
use clap_complete::Shell;

use super::arguments::Cli;
use super::failure::Failure;
use super::{console, exit};

/// `cchc completions`
pub(super) fn run(shell: Shell) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "cchc", &mut script);
    console::print(&script)?;
    Ok(exit::DONE)
}
