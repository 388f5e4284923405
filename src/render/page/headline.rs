//! The tiles at the top: the rates that matter, and how many dossiers there were.

use serde::Serialize;

use crate::report::documents::Headline;
use crate::report::model::{Figure, Report};
use crate::standards::Verdict;
use crate::texts::{Message, Texts, numbers};

use super::super::cells;
use super::figures::{Cell, at_least, change, share};

/// A rate, overall.
#[derive(Debug, Serialize)]
pub(super) struct Tile {
    title: String,
    /// It has a threshold.
    judged: bool,
    cell: Cell,
    /// Length of its bar in per cent; none without a rate.
    bar: Option<String>,
    /// Where its threshold stands on the bar.
    mark: Option<String>,
    /// The verdict in words, with the threshold.
    verdict: String,
    /// What is missing; empty unless the threshold is missed.
    missing: String,
    /// The change against the comparison period; empty without one.
    change: String,
}

/// A count, overall.
#[derive(Debug, Serialize)]
pub(super) struct Count {
    title: String,
    main: String,
    change: String,
}

/// A bar goes to 100 %.
const WHOLE: i64 = 10_000;

pub(super) fn tiles(report: &Report, texts: &Texts) -> Vec<Tile> {
    let tile = |(figure, change): (&Figure, String)| Tile {
        title: cells::title(figure, report, texts).to_owned(),
        judged: figure.threshold.is_some(),
        cell: Cell::new(figure, report, texts),
        bar: figure.percent.map(|percent| share(percent, WHOLE)),
        mark: figure.threshold.map(|threshold| share(threshold, WHOLE)),
        verdict: verdict(figure, texts),
        missing: missing(figure, texts),
        change,
    };
    shown(&report.headline, report, texts).map(tile).collect()
}

pub(super) fn counts(report: &Report, texts: &Texts) -> Vec<Count> {
    let count = |(figure, change): (&Figure, String)| Count {
        title: cells::title(figure, report, texts).to_owned(),
        main: Cell::new(figure, report, texts).main,
        change,
    };
    shown(&report.volume, report, texts).map(count).collect()
}

fn shown<'a>(
    headlines: &'a [Headline],
    report: &'a Report,
    texts: &'a Texts,
) -> impl Iterator<Item = (&'a Figure, String)> {
    headlines.iter().filter_map(move |headline| {
        let compared = headline.compared.and_then(|place| report.figures.get(place));
        let change = compared.and_then(|figure| change(figure, report, texts)).unwrap_or_default();
        Some((report.figures.get(headline.figure)?, change))
    })
}

fn verdict(figure: &Figure, texts: &Texts) -> String {
    let Some(threshold) = figure.threshold else { return texts.get("page.no_threshold") };
    let key = match figure.verdict {
        Some(Verdict::Missed) => "page.missed",
        Some(Verdict::Met) => "page.met",
        _ => "page.not_judged",
    };
    texts.say(&Message::new(key).with("threshold", at_least(threshold, texts)))
}

fn missing(figure: &Figure, texts: &Texts) -> String {
    let Some(missing) = figure.missing.filter(|missing| *missing > 0) else { return String::new() };
    let message = Message::new("page.missing")
        .with("points", cells::points(figure, texts))
        .with("missing", numbers::whole(missing, texts.lang()));
    texts.say(&message)
}
