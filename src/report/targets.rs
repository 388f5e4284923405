//! What is held against a threshold (chỉ tiêu giao): overall, and by level where overall does not say it.

use std::cmp::Reverse;

use crate::standards::Verdict;

use super::documents::{Beside, Headline};
use super::model::{Figure, Report, Scope};
use super::places::{About, Places};

impl Report {
    /// The figures that tell all thresholds of a rate: overall, and the levels held against another one.
    #[must_use]
    pub fn thresholds(&self, indicator: usize) -> Vec<&Figure> {
        let of = |figure: &&Figure| {
            figure.indicator == indicator && figure.scope != Scope::Unit && figure.threshold.is_some()
        };
        let all = || self.figures.iter().filter(of);
        let overall = all().find(|figure| figure.scope == Scope::All).and_then(|figure| figure.threshold);
        all().filter(|figure| figure.scope == Scope::All || figure.threshold != overall).collect()
    }
}

/// The figures of levels that are held against a threshold, from the top. A level that is all there is says nothing of its
/// own, unless overall there is no threshold.
pub(super) fn levels(
    report: &Report,
    places: &Places<'_>,
    overall: usize,
    compared_with: Option<usize>,
) -> Vec<Beside> {
    let Some(whole) = report.figures.get(overall) else { return Vec::new() };
    let same = |figure: &Figure| {
        figure.threshold == whole.threshold
            && (figure.numerator, figure.denominator) == (whole.numerator, whole.denominator)
    };
    let of_level = |level: &str| {
        let about = About::whole(Scope::Level, Some(level));
        let figure = places.find(about, whole.indicator)?;
        let found = report.figures.get(figure)?;
        let about = About { comparison: compared_with, ..about };
        let compared = compared_with.and_then(|_| places.find(about, whole.indicator));
        (found.threshold.is_some() && !same(found)).then_some(Beside { figure, compared })
    };
    report.levels.iter().filter_map(|level| of_level(&level.id)).collect()
}

/// Of these levels, those that say what the whole does not: all of them where it has no threshold, and those that miss theirs
/// where it does not miss its own.
pub(super) fn told(report: &Report, overall: usize, levels: &[Beside]) -> Vec<Beside> {
    let Some(whole) = report.figures.get(overall) else { return Vec::new() };
    let misses = |figure: &Figure| figure.verdict == Some(Verdict::Missed);
    let is_told = |level: &&Beside| {
        let figure = report.figures.get(level.figure);
        figure.is_some_and(|figure| whole.threshold.is_none() || (misses(figure) && !misses(whole)))
    };
    levels.iter().filter(is_told).copied().collect()
}

/// What a rate of the headline is held against: the whole, if it has a threshold, and the levels that are told.
fn held<'a>(report: &'a Report, headline: &'a Headline) -> impl Iterator<Item = Beside> + 'a {
    let has_threshold = report.figures.get(headline.figure).is_some_and(|figure| figure.threshold.is_some());
    let whole = has_threshold.then_some(Beside { figure: headline.figure, compared: headline.compared });
    whole.into_iter().chain(headline.told.iter().copied())
}

/// All that is held against a threshold, for the rates of the headline: missed ones first, the widest gap on top.
pub(super) fn targets(report: &Report) -> Vec<Beside> {
    let mut targets: Vec<Beside> = report.headline.iter().flat_map(|headline| held(report, headline)).collect();
    // A stable sort: of equals, the order of the headline stays.
    targets.sort_by_key(|target| report.figures.get(target.figure).map(urgency));
    targets
}

/// What makes a rate as urgent as it is: its figure overall or that of a level.
pub(super) fn gravest<'a>(report: &'a Report, headline: &Headline) -> Option<&'a Figure> {
    let figures = held(report, headline).filter_map(|held| report.figures.get(held.figure));
    figures.min_by_key(|figure| urgency(figure)).or_else(|| report.figures.get(headline.figure))
}

/// Missed first, the widest gap on top; then what could not be judged, what is met, and what has no threshold.
pub(super) fn urgency(figure: &Figure) -> (u8, Reverse<i64>) {
    let group = match figure.verdict {
        Some(Verdict::Missed) => 0,
        Some(Verdict::NotAvailable | Verdict::NotApplicable) => 1,
        Some(Verdict::Met) => 2,
        None => 3,
    };
    (group, Reverse(figure.short_by.unwrap_or_default()))
}
