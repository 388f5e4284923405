//! The headline on one slide (áp phích).

use crate::standards::Verdict;

use super::charting::rate;
use super::charts::{ByLevel, LevelRate, Poster, Tile, Volume};
use super::documents::{Beside, Headline};
use super::model::Report;

/// Rates on the poster: more cannot be read from the back of a room.
const MOST_TILES: usize = 6;
/// Counts on the poster.
const MOST_VOLUME: usize = 4;

/// The poster; none when the headline is empty.
pub(super) fn poster(report: &Report) -> Option<Poster> {
    if report.headline.is_empty() && report.volume.is_empty() {
        return None;
    }
    let change = |headline: &Headline| {
        headline.compared.and_then(|place| report.figures.get(place)).and_then(|figure| figure.change)
    };
    let name = |indicator: usize| report.indicators.get(indicator).map(|indicator| indicator.short.clone());
    let tile = |headline: &Headline| {
        let figure = report.figures.get(headline.figure)?;
        Some(Tile {
            name: name(figure.indicator)?,
            rate: rate(figure),
            threshold: figure.threshold,
            verdict: headline.verdict,
            by_level: by_level(report, headline),
            change: change(headline),
        })
    };
    let volume = |headline: &Headline| {
        let figure = report.figures.get(headline.figure)?;
        Some(Volume {
            name: name(figure.indicator)?,
            count: figure.numerator,
            hidden: figure.hidden,
            change: change(headline),
        })
    };
    let tiles: Vec<Tile> = report.headline.iter().filter_map(tile).take(MOST_TILES).collect();
    let volume: Vec<Volume> = report.volume.iter().filter_map(volume).take(MOST_VOLUME).collect();
    let changes = tiles.iter().any(|tile| tile.change.is_some()) || volume.iter().any(|count| count.change.is_some());
    let compared = report.comparisons.iter().find(|compared| compared.touched > 0 && changes);
    Some(Poster {
        title: report.title.clone(),
        period: report.period.period.shown(),
        compared: compared.map(|compared| compared.period.shown()),
        others: report.headline.len().saturating_sub(tiles.len()),
        tiles,
        volume,
        standard: report.standard.as_ref().map(|standard| standard.title.clone()),
    })
}

/// The verdicts on levels; none where the figure overall says them.
fn by_level(report: &Report, headline: &Headline) -> Option<ByLevel> {
    if headline.told.is_empty() {
        return None;
    }
    let level = |held: &Beside| {
        let figure = report.figures.get(held.figure)?;
        let level = report.levels.iter().find(|level| figure.level.as_ref() == Some(&level.id))?;
        Some(LevelRate {
            level: level.title.clone(),
            rate: rate(figure),
            threshold: figure.threshold?,
            verdict: figure.verdict,
        })
    };
    let levels: Vec<LevelRate> = headline.levels.iter().filter_map(level).collect();
    let count = |verdict: Verdict| levels.iter().filter(|level| level.verdict == Some(verdict)).count();
    Some(ByLevel { met: count(Verdict::Met), missed: count(Verdict::Missed), levels })
}
