use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::texts::Texts;

/// How often a line that waits moves.
const TICK: Duration = Duration::from_millis(200);

/// A progress bar by bytes read, on stderr when that is a terminal. `bytes`: how many are to be read, asked only if it is seen.
pub(super) fn bar(bytes: impl FnOnce() -> u64, messages: &Texts, quiet: bool) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, target(quiet));
    if !bar.is_hidden() {
        bar.set_length(bytes());
    }
    let template = "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(messages.get("progress.reading"));
    tick(&bar);
    bar
}

/// Lets a bar that is seen move by itself. The library takes a thread for it and fails where the system has none to give.
fn tick(bar: &ProgressBar) {
    if !bar.is_hidden() && thread::Builder::new().spawn(|| ()).is_ok() {
        bar.enable_steady_tick(TICK);
    }
}

/// A line that says what is being done, on stderr when that is a terminal. It goes when it is dropped.
pub(super) struct Line {
    spinner: ProgressBar,
}

impl Line {
    pub(super) fn new(said: String, quiet: bool) -> Self {
        let spinner = ProgressBar::with_draw_target(None, target(quiet));
        spinner.set_message(said);
        tick(&spinner);
        Self { spinner }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.spinner.finish_and_clear();
    }
}

/// Turns a bar of bytes into a line that says what is done after reading.
pub(super) fn turn(bar: &ProgressBar, said: String) {
    bar.set_style(ProgressStyle::default_spinner());
    bar.set_message(said);
}

fn target(quiet: bool) -> ProgressDrawTarget {
    if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() }
}
