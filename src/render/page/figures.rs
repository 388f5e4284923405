//! Figures as the page shows them.

use serde::Serialize;

use crate::indicators::Kind;
use crate::report::model::{Figure, Report};
use crate::standards::Verdict;
use crate::texts::numbers::{self, Hundredths, plain_decimal};
use crate::texts::{Message, Texts};

use super::super::cells::{self, CellText};

/// A figure.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Cell {
    /// Class by the verdict; empty without one.
    pub(super) class: &'static str,
    /// The rate or the count with its mark.
    pub(super) main: String,
    /// `n/d`; empty for counts.
    pub(super) counts: String,
}

impl Cell {
    pub(super) fn new(figure: &Figure, report: &Report, texts: &Texts) -> Self {
        let CellText { main, counts, verdict } = CellText::new(figure, report, texts);
        Self { class: class(verdict), main, counts }
    }

    /// The figure at this place; nothing where there is none.
    pub(super) fn at(place: usize, report: &Report, texts: &Texts) -> Self {
        let empty = || Self { class: "", main: String::new(), counts: String::new() };
        report.figures.get(place).map_or_else(empty, |figure| Self::new(figure, report, texts))
    }
}

/// Class of a verdict: `x` missed, `o` met.
pub(super) fn class(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Missed) => "x",
        Some(Verdict::Met) => "o",
        Some(Verdict::NotApplicable | Verdict::NotAvailable) | None => "",
    }
}

/// `≥ 40%`.
pub(super) fn at_least(threshold: Hundredths, texts: &Texts) -> String {
    format!("≥ {}", numbers::short_percent(threshold, texts.lang()))
}

/// What the report's own period differs by from a figure of a comparison period; none when it cannot be told.
pub(super) fn change(figure: &Figure, report: &Report, texts: &Texts) -> Option<String> {
    figure.change?;
    let period = report.comparisons.get(figure.comparison?)?.period.shown();
    let is_rate = report.indicators.get(figure.indicator).is_some_and(|indicator| indicator.kind == Kind::Rate);
    let key = if is_rate { "page.change_rate" } else { "page.change_count" };
    let message = Message::new(key)
        .with("change", cells::change(figure, report, texts))
        .with("before", CellText::new(figure, report, texts).line())
        .with("period", period);
    Some(texts.say(&message))
}

/// How far a value goes along an axis, as the share of a drawing's width in per cent: `38.3`.
pub(super) fn share(value: Hundredths, end: Hundredths) -> String {
    let share = plain_decimal((value.clamp(0, end) * 10_000 + end / 2) / end.max(1));
    share.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_stay_within_the_drawing() {
        assert_eq!(share(3830, 10_000), "38.3");
        assert_eq!(share(0, 10_000), "0");
        assert_eq!(share(12_000, 10_000), "100");
        assert_eq!(share(1, 3), "33.33");
    }
}
