use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::texts::Texts;

/// A progress bar by bytes read, on stderr when that is a terminal.
pub(super) fn bar(bytes: u64, texts: &Texts, quiet: bool) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(bytes), target);
    let template = "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(texts.get("progress.reading"));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
