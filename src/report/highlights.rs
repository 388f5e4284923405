//! What a reader looks for first: the headline, who leads and who lags, what is missing.

use std::cmp::{Ordering, Reverse};

use crate::indicators::{Definitions, Kind};
use crate::standards::{Verdict, compare_rates};

use super::documents::{Headline, Standing, Task};
use super::league::league;
use super::model::{Figure, NOT_ATTRIBUTABLE, Report, Scope};
use super::places::{About, Places};
use super::placing::{FEWEST_RANKED, too_few};

/// Units named at either end of a standing.
const MOST_NAMED: usize = 3;
/// Units named in a task; the others are counted.
const MOST_TASKED: usize = 5;

/// The headline: rates, then counts.
pub(super) fn headline(report: &Report, definitions: &Definitions) -> (Vec<Headline>, Vec<Headline>) {
    let places = Places::new(report);
    let compared_with = report.comparisons.iter().position(|compared| compared.touched > 0);
    let of_kind = |kind: Kind| {
        let chosen = definitions.indicators.iter().enumerate().filter(move |(_, indicator)| indicator.kind == kind);
        let shown = chosen.filter_map(|(place, indicator)| {
            let figure = places.find(About::whole(Scope::All, None), place)?;
            let about = About { comparison: compared_with, ..About::whole(Scope::All, None) };
            let compared = compared_with.and_then(|_| places.find(about, place));
            let found = report.figures.get(figure)?;
            let tells = found.percent.is_some() || (kind == Kind::Count && found.numerator.is_some()) || found.hidden;
            (found.threshold.is_some() || (indicator.headline && tells)).then_some(Headline { figure, compared })
        });
        shown.collect::<Vec<_>>()
    };
    let (mut rates, counts) = (of_kind(Kind::Rate), of_kind(Kind::Count));
    // A stable sort: of equals, the order of the definitions stays.
    rates.sort_by_key(|headline| report.figures.get(headline.figure).map(urgency));
    (rates, counts)
}

/// Missed first, the widest gap on top; then what could not be judged, what is met, and what has no threshold.
fn urgency(figure: &Figure) -> (u8, Reverse<i64>) {
    let group = match figure.verdict {
        Some(Verdict::Missed) => 0,
        Some(Verdict::NotAvailable | Verdict::NotApplicable) => 1,
        Some(Verdict::Met) => 2,
        None => 3,
    };
    (group, Reverse(figure.short_by.unwrap_or_default()))
}

/// Who leads and who lags at the rates of the headline, in its order.
pub(super) fn standings(report: &Report) -> Vec<Standing> {
    let indicators = report.headline.iter().filter_map(|headline| report.figures.get(headline.figure));
    let mut standings = Vec::new();
    for indicator in indicators.map(|figure| figure.indicator) {
        for (level, shown) in report.levels.iter().enumerate().filter(|(_, shown)| shown.id != NOT_ATTRIBUTABLE) {
            let league = league(report, indicator, shown, None, FEWEST_RANKED);
            let ranked: Vec<usize> = league.ranked.iter().map(|placed| placed.figure).collect();
            // A verdict needs no rank: units with few dossiers have one all the same.
            let units = league.ranked.iter().chain(&league.unranked);
            let rated: Vec<&Figure> = units
                .filter_map(|placed| report.figures.get(placed.figure))
                .filter(|figure| figure.percent.is_some())
                .collect();
            let named = MOST_NAMED.min(ranked.len() / 2);
            let rate =
                |place: &usize| report.figures.get(*place).and_then(|figure| figure.numerator.zip(figure.denominator));
            // One as good as the best lags behind nobody, one as weak as the weakest leads nobody.
            let differs = |place: &&usize, other: Option<&usize>| {
                other.is_some_and(|other| compare_rates(rate(place), rate(other)) != Ordering::Equal)
            };
            let lead: Vec<usize> =
                ranked.iter().take(named).filter(|place| differs(place, ranked.last())).copied().collect();
            let lag: Vec<usize> =
                ranked.iter().rev().take(named).filter(|place| differs(place, ranked.first())).copied().collect();
            // One unit with a rank, or all of them equal: nobody leads.
            if lead.is_empty() {
                continue;
            }
            let verdicts = || rated.iter().filter_map(|figure| figure.verdict);
            let judged = verdicts().count() > 0;
            standings.push(Standing {
                indicator,
                level,
                lead,
                lag,
                rated: rated.len(),
                met: judged.then(|| verdicts().filter(|verdict| *verdict == Verdict::Met).count()),
                least: FEWEST_RANKED,
                too_few: rated.iter().filter(|figure| too_few(figure, FEWEST_RANKED)).count(),
            });
        }
    }
    standings
}

/// What is missing to meet the thresholds that are missed, overall or by a unit; in the order of the headline.
pub(super) fn tasks(report: &Report) -> Vec<Task> {
    let mut tasks = Vec::new();
    for headline in &report.headline {
        let Some(overall) = report.figures.get(headline.figure).filter(|figure| figure.threshold.is_some()) else {
            continue;
        };
        let indicator = overall.indicator;
        let missed = |figure: &Figure| {
            figure.indicator == indicator && figure.scope == Scope::Unit && figure.verdict == Some(Verdict::Missed)
        };
        let places = report.figures.iter().enumerate().filter(|(_, figure)| missed(figure));
        let mut units: Vec<usize> = places.map(|(place, _)| place).collect();
        units.sort_by_key(|place| {
            report.figures.get(*place).map(|figure| (Reverse(figure.missing), figure.unit_name.clone()))
        });
        let others = units.len().saturating_sub(MOST_TASKED);
        units.truncate(MOST_TASKED);
        let overall = (overall.verdict == Some(Verdict::Missed)).then_some(headline.figure);
        if overall.is_some() || !units.is_empty() {
            tasks.push(Task { indicator, overall, units, others });
        }
    }
    tasks
}
