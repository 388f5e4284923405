use clap_complete::Shell;

use super::failure::Failure;
use super::session::Session;
use super::{console, exit, help};

/// `cchc completions`
pub(super) fn run(session: &Session, shell: Shell) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::command(&session.messages), "cchc", &mut script);
    console::print(&script)?;
    Ok(exit::DONE)
}
