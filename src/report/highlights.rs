//! What a reader looks for first: the headline, who leads and who lags, what is missing.

use std::cmp::Reverse;

use crate::indicators::{Definitions, Kind};
use crate::standards::Verdict;

use super::documents::{Headline, Standing, Task};
use super::league::league;
use super::model::{Figure, NOT_ATTRIBUTABLE, Report, Scope};
use super::places::{About, Places};
use super::placing::{FEWEST_RANKED, too_few};
use super::targets::{self, gravest, urgency};

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
            let levels = targets::levels(report, &places, figure, compared_with);
            let told = targets::told(report, figure, &levels);
            let is_shown = found.threshold.is_some() || !levels.is_empty() || (indicator.headline && tells);
            let mut headline = Headline { figure, compared, levels, told, verdict: None };
            headline.verdict = gravest(report, &headline).and_then(|figure| figure.verdict);
            is_shown.then_some(headline)
        });
        shown.collect::<Vec<_>>()
    };
    let (mut rates, counts) = (of_kind(Kind::Rate), of_kind(Kind::Count));
    // A stable sort: of equals, the order of the definitions stays.
    rates.sort_by_key(|headline| gravest(report, headline).map(urgency));
    (rates, counts)
}

/// Who leads and who lags at the rates of the headline, in its order.
pub(super) fn standings(report: &Report) -> Vec<Standing> {
    let indicators = report.headline.iter().filter_map(|headline| report.figures.get(headline.figure));
    let mut standings = Vec::new();
    for indicator in indicators.map(|figure| figure.indicator) {
        for (level, shown) in report.levels.iter().enumerate().filter(|(_, shown)| shown.id != NOT_ATTRIBUTABLE) {
            let league = league(report, indicator, shown, None, FEWEST_RANKED);
            let ranked: Vec<_> =
                league.ranked.iter().filter_map(|placed| Some((placed.place?, placed.figure))).collect();
            let Some((lead, lag)) = ends(&ranked) else { continue };
            // A verdict needs no rank: units with few dossiers have one all the same.
            let units = league.ranked.iter().chain(&league.unranked);
            let rated: Vec<&Figure> = units
                .filter_map(|placed| report.figures.get(placed.figure))
                .filter(|figure| figure.percent.is_some())
                .collect();
            let verdicts = || rated.iter().filter_map(|figure| figure.verdict);
            let judged = verdicts().count() > 0;
            standings.push(Standing {
                indicator,
                level,
                lead: lead.units,
                lead_others: lead.others,
                lag: lag.units,
                lag_others: lag.others,
                rated: rated.len(),
                met: judged.then(|| verdicts().filter(|verdict| *verdict == Verdict::Met).count()),
                least: FEWEST_RANKED,
                too_few: rated.iter().filter(|figure| too_few(figure, FEWEST_RANKED)).count(),
            });
        }
    }
    standings
}

/// Who is named at one end of a league.
#[derive(Debug, PartialEq, Eq)]
struct End {
    /// Places of figures, the very end first.
    units: Vec<usize>,
    /// Units with the rate of the last one named that are not.
    others: usize,
}

/// Who leads and who lags among `(rank, figure)`, the first on top; none where one unit has a rank, or all have the same.
fn ends(ranked: &[(usize, usize)]) -> Option<(End, End)> {
    let ((best, _), (weakest, _)) = (*ranked.first()?, *ranked.last()?);
    let most = MOST_NAMED.min(ranked.len() / 2);
    // One as good as the best lags behind nobody, one as weak as the weakest leads nobody.
    let mut lead: Vec<_> = ranked.iter().copied().take(most).filter(|(place, _)| *place != weakest).collect();
    let mut lag: Vec<_> = ranked.iter().rev().copied().take(most).filter(|(place, _)| *place != best).collect();
    // A rate named at both ends is the middle: its units would lead and lag at once.
    if let (Some((middle, _)), Some((other, _))) = (lead.last().copied(), lag.last().copied())
        && middle == other
    {
        lead.retain(|(place, _)| *place != middle);
        lag.retain(|(place, _)| *place != middle);
    }
    // Those with the rate of the last one named are named too, while there is room.
    for (named, order) in [(&mut lead, ranked.to_vec()), (&mut lag, ranked.iter().rev().copied().collect())] {
        let last = named.last().map(|(place, _)| *place);
        let tied: Vec<_> = order.into_iter().filter(|unit| Some(unit.0) == last && !named.contains(unit)).collect();
        named.extend(tied.into_iter().take(MOST_NAMED.saturating_sub(named.len())));
    }
    let end = |named: Vec<(usize, usize)>| {
        let last = named.last().map(|(place, _)| *place);
        let of_last = |units: &[(usize, usize)]| units.iter().filter(|(place, _)| Some(*place) == last).count();
        let others = of_last(ranked).saturating_sub(of_last(&named));
        End { units: named.into_iter().map(|(_, figure)| figure).collect(), others }
    };
    (!lead.is_empty()).then(|| (end(lead), end(lag)))
}

/// What is missing to meet the thresholds that are missed, overall, at a level or by a unit; in the order of the headline.
pub(super) fn tasks(report: &Report) -> Vec<Task> {
    let mut tasks = Vec::new();
    for headline in &report.headline {
        let Some(overall) = report.figures.get(headline.figure) else { continue };
        let indicator = overall.indicator;
        let missed = |figure: &Figure| {
            figure.indicator == indicator && figure.scope == Scope::Unit && figure.verdict == Some(Verdict::Missed)
        };
        let places = report.figures.iter().enumerate().filter(|(_, figure)| missed(figure));
        let (no_unit, named): (Vec<_>, Vec<_>) =
            places.partition(|(_, figure)| figure.unit_name.as_deref().unwrap_or_default().is_empty());
        let mut units: Vec<usize> = named.into_iter().map(|(place, _)| place).collect();
        units.sort_by_key(|place| {
            report.figures.get(*place).map(|figure| (Reverse(figure.missing), figure.unit_name.clone()))
        });
        let others = units.len().saturating_sub(MOST_TASKED);
        units.truncate(MOST_TASKED);
        let overall = (overall.verdict == Some(Verdict::Missed)).then_some(headline.figure);
        let misses =
            |place: &usize| report.figures.get(*place).is_some_and(|figure| figure.verdict == Some(Verdict::Missed));
        let levels: Vec<usize> = headline.told.iter().map(|level| level.figure).filter(misses).collect();
        if overall.is_some() || !levels.is_empty() || !units.is_empty() {
            let no_unit = no_unit.first().map(|(place, _)| *place);
            tasks.push(Task { indicator, overall, levels, units, others, no_unit });
        }
    }
    tasks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Units with these rates, the best first, named by their number from 0: who leads, others; who lags, others.
    fn named(rates: &[u64]) -> Option<(Vec<usize>, usize, Vec<usize>, usize)> {
        let rank = |rate: &u64| 1 + rates.iter().filter(|other| *other > rate).count();
        let ranked: Vec<_> = rates.iter().enumerate().map(|(number, rate)| (rank(rate), number)).collect();
        ends(&ranked).map(|(lead, lag)| (lead.units, lead.others, lag.units, lag.others))
    }

    #[test]
    fn those_with_the_rate_of_the_last_one_named_are_counted_regression() {
        // Seven units at 100 %: three are named, four are said.
        assert_eq!(named(&[100, 100, 100, 100, 100, 100, 100, 50, 40, 30]), Some((vec![0, 1, 2], 4, vec![9, 8, 7], 0)));
        assert_eq!(named(&[90, 80, 70, 60, 50, 40]), Some((vec![0, 1, 2], 0, vec![5, 4, 3], 0)));
        assert_eq!(named(&[90, 80, 70, 60, 0, 0, 0, 0, 0]), Some((vec![0, 1, 2], 0, vec![8, 7, 6], 2)));
    }

    #[test]
    fn of_two_equal_units_at_an_end_both_are_named_regression() {
        // Half of three units is one, but the second best is as good as the best and there is room for three.
        assert_eq!(named(&[90, 90, 10]), Some((vec![0, 1], 0, vec![2], 0)));
        assert_eq!(named(&[90, 10, 10]), Some((vec![0], 0, vec![2, 1], 0)));
        // All but the best are the weakest, and all but the weakest the best.
        assert_eq!(named(&[90, 50, 50, 50]), Some((vec![0], 0, vec![3, 2, 1], 0)));
        assert_eq!(named(&[90, 90, 90, 50]), Some((vec![0, 1, 2], 0, vec![3], 0)));
        assert_eq!(named(&[90, 90, 90, 90, 50]), Some((vec![0, 1, 2], 1, vec![4], 0)));
    }

    #[test]
    fn no_unit_leads_and_lags_at_once_regression() {
        // The four at 70 % are the middle.
        assert_eq!(named(&[90, 80, 70, 70, 70, 70, 60, 50]), Some((vec![0, 1], 0, vec![7, 6], 0)));
        assert_eq!(named(&[90, 70, 70, 50]), Some((vec![0], 0, vec![3], 0)));
        assert_eq!(named(&[70, 70, 70]), None);
        assert_eq!(named(&[70]), None);
        assert_eq!(named(&[]), None);
    }

    proptest! {
        /// Whoever is better than one who is named is named too, or has the rate of one who is and is counted.
        #[test]
        fn nobody_at_an_end_is_left_out_without_a_word(mut rates in prop::collection::vec(0_u64..6, 0..30)) {
            rates.sort_unstable();
            rates.reverse();
            let Some((lead, lead_others, lag, lag_others)) = named(&rates) else {
                prop_assert!(rates.len() < 2 || rates.first() == rates.last());
                return Ok(());
            };
            let (least, most) = (rates[*lead.last().unwrap()], rates[*lag.last().unwrap()]);
            prop_assert!(least > most, "{:?}", rates);
            prop_assert_eq!(lead.len() + lead_others, rates.iter().filter(|rate| **rate >= least).count());
            prop_assert_eq!(lag.len() + lag_others, rates.iter().filter(|rate| **rate <= most).count());
            prop_assert!(lead.len() <= 3 && lag.len() <= 3);
        }
    }
}
