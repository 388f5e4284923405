//! Who stands before whom: places of rates, how they moved, and how many dossiers a place takes.

use std::cmp::Ordering;

use crate::standards::compare_rates;

use super::charts::Movement;
use super::model::Figure;

/// A unit with fewer dossiers than this in the denominator of its rate has no place: one dossier more would move it by ten
/// points and more. A custom of this program, which no law knows; `cchc rank` can be asked for another minimum, the pictures
/// and the Word report take this one.
pub const FEWEST_RANKED: u64 = 10;

/// Numerator and denominator, where both are known.
pub(super) fn counts(figure: &Figure) -> Option<(u64, u64)> {
    figure.numerator.zip(figure.denominator)
}

/// Orders figures of units: the best first by the exact fraction, those without a rate last; then by name.
pub(super) fn best_first(left: &Figure, right: &Figure) -> Ordering {
    compare_rates(counts(right), counts(left)).then_with(|| left.unit_name.cmp(&right.unit_name))
}

/// Numerator and denominator of a rate over as many dossiers as a place takes; none of any other.
pub(super) fn enough(figure: &Figure, least: u64) -> Option<(u64, u64)> {
    counts(figure).filter(|(_, denominator)| *denominator >= least)
}

/// True of a rate over some dossiers, but fewer than a place takes.
pub(super) fn too_few(figure: &Figure, least: u64) -> bool {
    counts(figure).is_some_and(|(_, denominator)| denominator > 0 && denominator < least)
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
