//! Rankings (xếp hạng) of the units of a level at one rate, and how ranks moved since the period compared with.

use crate::indicators::Kind;

use super::charting::{MOST_BARS, rate, subtitle};
use super::charts::{Ranked, Ranking};
use super::league::{Placed, league};
use super::model::{LevelShown, NOT_ATTRIBUTABLE, Report};
use super::placing::{FEWEST_RANKED, too_few};

/// A ranking per level, for every rate of the headline and every rate with a threshold at the level.
pub(super) fn rankings(report: &Report) -> Vec<Ranking> {
    let mut rankings = Vec::new();
    for (place, indicator) in report.indicators.iter().enumerate() {
        if indicator.kind != Kind::Rate {
            continue;
        }
        let of_headline = report.headline.iter().filter_map(|headline| report.figures.get(headline.figure));
        let is_headline = of_headline.into_iter().any(|figure| figure.indicator == place);
        let of_level = |level| ranking(report, place, level);
        let wanted = |ranking: &Ranking| is_headline || ranking.threshold.is_some();
        // Former units are no longer there to be compared.
        let levels = report.levels.iter().filter(|level| level.id != NOT_ATTRIBUTABLE);
        rankings.extend(levels.filter_map(of_level).filter(wanted));
    }
    rankings
}

/// The ranking of a level; none when fewer than two of its units have a place.
fn ranking(report: &Report, place: usize, level: &LevelShown) -> Option<Ranking> {
    let indicator = report.indicators.get(place)?;
    let compared = report.comparisons.iter().position(|compared| compared.touched > 0);
    let league = league(report, place, level, compared, FEWEST_RANKED);
    let units: Vec<&Placed> = league.ranked.iter().chain(&league.unranked).collect();
    if league.ranked.len() < 2 || units.len() > MOST_BARS {
        return None;
    }
    let row = |placed: &&Placed| {
        let figure = report.figures.get(placed.figure)?;
        Some(Ranked {
            place: placed.place,
            label: figure.unit_name.clone().unwrap_or_default(),
            rate: rate(figure),
            verdict: figure.verdict,
            movement: placed.movement,
        })
    };
    let figures = || units.iter().filter_map(|placed| report.figures.get(placed.figure));
    Some(Ranking {
        indicator: indicator.id.clone(),
        level: level.id.clone(),
        title: indicator.title.clone(),
        subtitle: subtitle(report, Some(&level.title)),
        threshold: figures().next().and_then(|figure| figure.threshold),
        compared: compared.and_then(|place| report.comparisons.get(place)).map(|compared| compared.period.shown()),
        least: FEWEST_RANKED,
        too_few: figures().filter(|figure| too_few(figure, FEWEST_RANKED)).count(),
        rows: units.iter().filter_map(row).collect(),
    })
}
