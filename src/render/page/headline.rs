//! The tiles at the top: the rates that matter, and how many dossiers there were.

use serde::Serialize;

use crate::report::documents::{Beside, Headline};
use crate::report::model::{Figure, Report};
use crate::standards::Verdict;
use crate::texts::{Message, Texts, numbers};

use super::super::cells;
use super::figures::{Cell, at_least, change, class, share};

/// A rate, overall.
#[derive(Debug, Serialize)]
pub(super) struct Tile {
    title: String,
    /// It has a threshold, or levels do.
    judged: bool,
    /// Class by the verdict; of levels where the rate overall has none.
    class: &'static str,
    cell: Cell,
    /// Length of its bar in per cent; none without a rate.
    bar: Option<String>,
    /// Where its threshold stands on the bar.
    mark: Option<String>,
    /// The verdict in words, with the threshold.
    verdict: String,
    /// The levels that say what the rate overall does not.
    levels: Vec<LevelLine>,
    /// What is missing; empty unless the threshold is missed.
    missing: String,
    /// The change against the comparison period; empty without one.
    change: String,
}

/// A level against its threshold.
#[derive(Debug, Serialize)]
pub(super) struct LevelLine {
    class: &'static str,
    name: String,
    said: String,
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
    let tile = |(headline, figure, change): (&Headline, &Figure, String)| Tile {
        title: cells::title(figure, report, texts).to_owned(),
        judged: figure.threshold.is_some() || !headline.told.is_empty(),
        class: class(if figure.threshold.is_some() { figure.verdict } else { headline.verdict }),
        levels: headline.told.iter().filter_map(|held| level(held, report, texts)).collect(),
        cell: Cell::new(figure, report, texts),
        bar: figure.percent.map(|percent| share(percent, WHOLE)),
        mark: figure.threshold.map(|threshold| share(threshold, WHOLE)),
        verdict: verdict(headline, figure, texts),
        missing: missing(figure, texts),
        change,
    };
    shown(&report.headline, report, texts).map(tile).collect()
}

pub(super) fn counts(report: &Report, texts: &Texts) -> Vec<Count> {
    let count = |(_, figure, change): (&Headline, &Figure, String)| Count {
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
) -> impl Iterator<Item = (&'a Headline, &'a Figure, String)> {
    headlines.iter().filter_map(move |headline| {
        let compared = headline.compared.and_then(|place| report.figures.get(place));
        let change = compared.and_then(|figure| change(figure, report, texts)).unwrap_or_default();
        Some((headline, report.figures.get(headline.figure)?, change))
    })
}

fn level(held: &Beside, report: &Report, texts: &Texts) -> Option<LevelLine> {
    let figure = report.figures.get(held.figure)?;
    let said = if figure.hidden { texts.get("cell.hidden") } else { cells::judgement(figure, report, texts) };
    Some(LevelLine { class: class(figure.verdict), name: cells::about(figure, report, texts), said })
}

fn verdict(headline: &Headline, figure: &Figure, texts: &Texts) -> String {
    let Some(threshold) = figure.threshold else {
        return texts.get(if headline.told.is_empty() { "page.no_threshold" } else { "page.level_thresholds" });
    };
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
