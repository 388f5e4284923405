//! Rankings (xếp hạng) of the units of a level at one rate, and how ranks moved since the period compared with.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::indicators::Kind;
use crate::standards::compare_rates;

use super::charting::{MOST_BARS, rate, subtitle};
use super::charts::{Movement, Ranked, Ranking};
use super::highlights::best_first;
use super::model::{Figure, LevelShown, NOT_ATTRIBUTABLE, Report, Scope};

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

/// The ranking of a level; none when fewer than two of its units have a rate.
fn ranking(report: &Report, place: usize, level: &LevelShown) -> Option<Ranking> {
    let indicator = report.indicators.get(place)?;
    let of_level = |figure: &&Figure, comparison: Option<usize>| {
        figure.indicator == place
            && figure.scope == Scope::Unit
            && figure.comparison == comparison
            && figure.part.is_none()
            && figure.level.as_deref() == Some(&level.id)
    };
    let mut figures: Vec<&Figure> = report.figures.iter().filter(|figure| of_level(figure, None)).collect();
    let ranked = figures.iter().filter(|figure| figure.percent.is_some()).count();
    if ranked < 2 || figures.len() > MOST_BARS {
        return None;
    }
    figures.sort_by(|left, right| best_first(left, right));
    let compared_with = report.comparisons.iter().position(|compared| compared.touched > 0);
    let before: Vec<&Figure> = match compared_with {
        Some(_) => report.figures.iter().filter(|figure| of_level(figure, compared_with)).collect(),
        None => Vec::new(),
    };
    let places_before = places(&before.iter().map(|figure| counts(figure)).collect::<Vec<_>>());
    let by_unit: BTreeMap<Option<&str>, (&Figure, Option<usize>)> =
        before.iter().zip(places_before).map(|(figure, place)| (figure.unit.as_deref(), (*figure, place))).collect();
    let places = places(&figures.iter().map(|figure| counts(figure)).collect::<Vec<_>>());
    let row = |(figure, place): (&&Figure, Option<usize>)| Ranked {
        place,
        label: figure.unit_name.clone().unwrap_or_default(),
        rate: rate(figure),
        verdict: figure.verdict,
        movement: compared_with.and(place).and_then(|now| {
            let (figure, before) = by_unit.get(&figure.unit.as_deref())?;
            movement(now, *before, counts(figure))
        }),
    };
    Some(Ranking {
        indicator: indicator.id.clone(),
        level: level.id.clone(),
        title: indicator.title.clone(),
        subtitle: subtitle(report, Some(&level.title)),
        threshold: figures.first().and_then(|figure| figure.threshold),
        compared: compared_with.and_then(|place| report.comparisons.get(place)).map(|compared| compared.period.shown()),
        rows: figures.iter().zip(places).map(row).collect(),
    })
}

pub(super) fn counts(figure: &Figure) -> Option<(u64, u64)> {
    figure.numerator.zip(figure.denominator)
}

/// How the rank `now` differs from that of before. Without a rank before, only a unit that is known to have had nothing
/// to rank is new; of one that is hidden or not available nothing can be said.
pub(super) fn movement(now: usize, before: Option<usize>, counts: Option<(u64, u64)>) -> Option<Movement> {
    let Some(before) = before else {
        return counts.map(|_| Movement::New);
    };
    Some(match now.cmp(&before) {
        Ordering::Less => Movement::Up(before - now),
        Ordering::Greater => Movement::Down(now - before),
        Ordering::Equal => Movement::Same,
    })
}

/// The rank of each rate, the highest first, exactly, on the counts: equal ones share a rank and leave out the next ones. A
/// rate without a denominator has none.
pub(super) fn places(rates: &[Option<(u64, u64)>]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> =
        (0..rates.len()).filter(|index| rates[*index].is_some_and(|(_, denominator)| denominator > 0)).collect();
    order.sort_by(|left, right| compare_rates(rates[*right], rates[*left]));
    let mut places: Vec<Option<usize>> = vec![None; rates.len()];
    let mut last: Option<(usize, usize)> = None;
    for (number, index) in order.into_iter().enumerate() {
        let place = match last {
            Some((other, place)) if compare_rates(rates[other], rates[index]) == Ordering::Equal => place,
            _ => number + 1,
        };
        places[index] = Some(place);
        last = Some((index, place));
    }
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn equal_fractions_share_a_place_and_leave_out_the_next() {
        let rates = [Some((1, 3)), Some((9, 10)), Some((2, 6)), None, Some((0, 5)), Some((0, 0)), Some((3333, 10_000))];
        assert_eq!(places(&rates), [Some(2), Some(1), Some(2), None, Some(5), None, Some(4)]);
        assert_eq!(places(&[]), []);
    }

    #[test]
    fn ranks_move_up_down_or_not_and_the_unknown_is_not_told() {
        assert_eq!(movement(1, Some(3), Some((1, 2))), Some(Movement::Up(2)));
        assert_eq!(movement(4, Some(3), Some((1, 2))), Some(Movement::Down(1)));
        assert_eq!(movement(3, Some(3), Some((1, 2))), Some(Movement::Same));
        assert_eq!(movement(3, None, Some((0, 0))), Some(Movement::New));
        assert_eq!(movement(3, None, None), None, "hidden or not available before");
    }

    proptest! {
        /// The plain model: one more than the units that are better, told by long multiplication.
        #[test]
        fn a_place_is_one_more_than_the_number_of_better_units(
            rates in prop::collection::vec(prop::option::of((0_u64..12, 0_u64..12)), 0..40),
        ) {
            let found = places(&rates);
            for (index, rate) in rates.iter().enumerate() {
                let better = |(n, d): (u64, u64)| {
                    rates.iter().flatten().filter(|(m, e)| *e > 0 && m * d > n * e).count()
                };
                let expected = rate.filter(|(_, d)| *d > 0).map(|rate| 1 + better(rate));
                prop_assert_eq!(found[index], expected, "{:?}", rates);
            }
        }
    }
}
