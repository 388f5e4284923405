#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the one place that prints")]

use std::io::{self, IsTerminal, Write};

use crate::matching::is_invisible;
use crate::render::terminal::Screen;

/// Columns of a table when stdout is no terminal: the same bytes everywhere.
const PLAIN_WIDTH: usize = 100;

/// Writes results to stdout. A reader that has gone away (`| head`) is no error.
///
/// # Errors
/// When stdout cannot be written to for any other reason, such as a full disk.
pub(super) fn print(text: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Writes a message to stderr.
pub(super) fn say(text: &str) {
    // A name from a file must not steer the terminal.
    let harmless: String =
        text.chars().filter(|letter| *letter == '\n' || !(letter.is_control() || is_invisible(*letter))).collect();
    // Nowhere is left to report a stderr that cannot be written to.
    let _ = writeln!(io::stderr().lock(), "{harmless}");
}

/// The screen that stdout is.
pub(super) fn screen() -> Screen {
    let is_terminal = io::stdout().is_terminal();
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let width = if is_terminal { terminal_width() } else { PLAIN_WIDTH };
    Screen { width, colour: is_terminal && !plain }
}

fn terminal_width() -> usize {
    comfy_table::Table::new().width().map_or(PLAIN_WIDTH, usize::from).max(60)
}
