//! League tables (bảng xếp hạng): the units of each level by one rate, for `cchc rank`.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::standards::{Interval, compare_rates, wilson};

use super::charts::Movement;
use super::model::{Figure, LevelShown, NOT_ATTRIBUTABLE, Report, Scope};
use super::placing::{best_first, counts, enough, movement, places, too_few};

/// The units of one level by rank at one rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct League {
    /// The level.
    pub level: LevelShown,
    /// Place in [`Report::comparisons`] of the period that ranks are compared with; none when none has dossiers.
    pub compared: Option<usize>,
    /// Units with a rank, the first on top; equal rates by name.
    pub ranked: Vec<Placed>,
    /// Units without one: too few dossiers, none, or not available; the best on top.
    pub unranked: Vec<Placed>,
}

/// A unit of a league.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its rank, from 1; equal rates share one (1, 2, 2, 4).
    pub place: Option<usize>,
    /// Its rank in the period compared with.
    pub place_before: Option<usize>,
    /// How the rank changed; none when that is not known.
    pub movement: Option<Movement>,
    /// At an end of the league; none in between, and when all are equal.
    pub end: Option<End>,
    /// Its figure: place in [`Report::figures`].
    pub figure: usize,
    /// Its figure of the period compared with.
    pub before: Option<usize>,
    /// What the rate may be.
    pub interval: Option<Interval>,
    /// Fewer dossiers than the minimum, or an interval so wide that the rate says little.
    pub is_small: bool,
}

/// An end of a league.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Nobody is better.
    Best,
    /// Nobody is worse.
    Worst,
}

impl End {
    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            End::Best => "best",
            End::Worst => "worst",
        }
    }
}

/// The leagues of a rate: of each level, or of the one named. Units with fewer than `least` dossiers in the denominator have
/// no rank, in either period.
#[must_use]
pub fn leagues(report: &Report, indicator: usize, level: Option<&str>, least: u64) -> Vec<League> {
    let compared = report.comparisons.iter().position(|compared| compared.touched > 0);
    // Former units are no longer there to be ranked.
    let wanted = |shown: &&LevelShown| shown.id != NOT_ATTRIBUTABLE && level.is_none_or(|level| level == shown.id);
    let league = |level: &LevelShown| league(report, indicator, level, compared, least);
    report.levels.iter().filter(wanted).map(league).filter(|league| !league.is_empty()).collect()
}

impl League {
    fn is_empty(&self) -> bool {
        self.ranked.is_empty() && self.unranked.is_empty()
    }
}

/// The league of one level; ranks are compared with those of `compared`, a place in [`Report::comparisons`].
pub(super) fn league(
    report: &Report,
    indicator: usize,
    level: &LevelShown,
    compared: Option<usize>,
    least: u64,
) -> League {
    let units = |comparison: Option<usize>| -> Vec<(usize, &Figure)> {
        let is_of = |figure: &Figure| {
            figure.indicator == indicator
                && figure.scope == Scope::Unit
                && figure.comparison == comparison
                && figure.part.is_none()
                && figure.level.as_deref() == Some(&level.id)
        };
        report.figures.iter().enumerate().filter(|(_, figure)| is_of(figure)).collect()
    };
    let before = if compared.is_some() { units(compared) } else { Vec::new() };
    let places_before = places(&before.iter().map(|(_, figure)| enough(figure, least)).collect::<Vec<_>>());
    let before: BTreeMap<Option<&str>, (usize, Option<usize>)> = before
        .iter()
        .zip(places_before)
        .map(|((number, figure), place)| (figure.unit.as_deref(), (*number, place)))
        .collect();
    let mut now = units(None);
    now.sort_by(|(_, left), (_, right)| best_first(left, right));
    let rates: Vec<_> = now.iter().map(|(_, figure)| enough(figure, least)).collect();
    let ends = ends(&rates);
    let placed = now.iter().zip(places(&rates)).map(|((number, figure), place)| {
        let (before, place_before) = before.get(&figure.unit.as_deref()).copied().unzip();
        let place_before = place_before.flatten();
        // One that had too few dossiers to be ranked is not new.
        let was = before.and_then(|number| report.figures.get(number)).and_then(counts).filter(|(_, of)| *of == 0);
        let interval = counts(figure).and_then(|(numerator, denominator)| wilson(numerator, denominator));
        Placed {
            place,
            place_before,
            movement: place.and_then(|place| movement(place, place_before, was)),
            end: enough(figure, least).and_then(|rate| ends.of(rate)),
            figure: *number,
            before,
            interval,
            is_small: too_few(figure, least) || interval.is_some_and(Interval::is_wide),
        }
    });
    let (ranked, unranked) = placed.partition(|placed| placed.place.is_some());
    League { level: level.clone(), compared, ranked, unranked }
}

/// The best and the worst rate of a league.
struct Ends(Option<((u64, u64), (u64, u64))>);

fn ends(rates: &[Option<(u64, u64)>]) -> Ends {
    let known = || rates.iter().flatten().copied().filter(|(_, denominator)| *denominator > 0);
    let order = |left: &(u64, u64), right: &(u64, u64)| compare_rates(Some(*left), Some(*right));
    let ends = known().max_by(order).zip(known().min_by(order));
    Ends(ends.filter(|(best, worst)| order(best, worst) != Ordering::Equal))
}

impl Ends {
    fn of(&self, rate: (u64, u64)) -> Option<End> {
        let (best, worst) = self.0?;
        let is = |end| compare_rates(Some(rate), Some(end)) == Ordering::Equal;
        // Without a denominator it is no rate.
        match rate.1 {
            0 => None,
            _ if is(best) => Some(End::Best),
            _ if is(worst) => Some(End::Worst),
            _ => None,
        }
    }
}
