//! Divisions (those of scores are in their own room): exact on integers, rounded once, half up, at two decimals.

use std::cmp::Ordering;

use crate::texts::numbers::Hundredths;

/// Hundredths in 100 %.
const WHOLE: u128 = 10_000;

/// `numerator / denominator` in hundredths of a percent, half up. `None` without a denominator: not applicable.
#[must_use]
pub fn percent(numerator: u64, denominator: u64) -> Option<Hundredths> {
    let (numerator, denominator) = (u128::from(numerator), u128::from(denominator));
    if denominator == 0 {
        return None;
    }
    Hundredths::try_from((2 * numerator * WHOLE + denominator) / (2 * denominator)).ok()
}

/// The change from `before` to `now`, in hundredths of a percentage point: the difference of the exact fractions, rounded
/// half away from zero. `None` when either has no denominator.
#[must_use]
pub fn change_in_points(now: (u64, u64), before: (u64, u64)) -> Option<Hundredths> {
    let wide = |number: u64| i128::from(number);
    let denominator = wide(now.1) * wide(before.1);
    if denominator == 0 {
        return None;
    }
    // Counts of dossiers stay far below 2^50, so the products stay below 2^127.
    let difference = wide(now.0).checked_mul(wide(before.1))? - wide(before.0).checked_mul(wide(now.1))?;
    let doubled = difference.checked_mul(2 * 10_000)?;
    let half = if doubled < 0 { -denominator } else { denominator };
    Hundredths::try_from((doubled + half) / (2 * denominator)).ok()
}

/// How many more dossiers of the same denominator would have met `at_least`; 0 when it is met.
#[must_use]
pub fn missing_dossiers(numerator: u64, denominator: u64, at_least: Hundredths) -> u64 {
    let at_least = u128::try_from(at_least).unwrap_or(0);
    let needed = (u128::from(denominator) * at_least).div_ceil(WHOLE);
    u64::try_from(needed).unwrap_or(u64::MAX).saturating_sub(numerator)
}

/// Orders two rates, the lower first, exactly, on their counts; one without a denominator comes before every other.
#[must_use]
pub fn compare_rates(left: Option<(u64, u64)>, right: Option<(u64, u64)>) -> Ordering {
    let known = |rate: Option<(u64, u64)>| rate.filter(|(_, denominator)| *denominator > 0);
    match (known(left), known(right)) {
        (Some((n, d)), Some((m, e))) => (u128::from(n) * u128::from(e)).cmp(&(u128::from(m) * u128::from(d))),
        (left, right) => left.is_some().cmp(&right.is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_round_half_up_at_two_decimals() {
        assert_eq!(percent(979, 2556), Some(3830));
        assert_eq!(percent(56, 2142), Some(261));
        assert_eq!(percent(1, 8), Some(1250));
        // 0.005 % goes up, a hair less goes down.
        assert_eq!(percent(1, 20_000), Some(1));
        assert_eq!(percent(1, 20_001), Some(0));
        assert_eq!(percent(0, 5), Some(0));
        assert_eq!(percent(5, 5), Some(10_000));
        assert_eq!(percent(5, 0), None);
        assert_eq!(percent(u64::MAX, u64::MAX), Some(10_000));
    }

    #[test]
    fn changes_are_differences_of_exact_fractions() {
        assert_eq!(change_in_points((979, 2556), (56, 2142)), Some(3569));
        assert_eq!(change_in_points((56, 2142), (979, 2556)), Some(-3569));
        assert_eq!(change_in_points((1, 2), (0, 0)), None);
        // 33.333… − 16.666… is 16.67, though 33.33 − 16.67 is 16.66.
        assert_eq!(change_in_points((1, 3), (1, 6)), Some(1667));
        assert_eq!(change_in_points((1, 20_000), (0, 1)), Some(1));
        assert_eq!(change_in_points((0, 1), (1, 20_000)), Some(-1));
    }

    #[test]
    fn rates_are_ordered_by_their_exact_fractions() {
        // Both are 33.33 % when rounded.
        assert_eq!(compare_rates(Some((3333, 10_000)), Some((1, 3))), Ordering::Less);
        assert_eq!(compare_rates(Some((2, 6)), Some((1, 3))), Ordering::Equal);
        assert_eq!(compare_rates(None, Some((0, 3))), Ordering::Less);
        assert_eq!(compare_rates(Some((0, 0)), None), Ordering::Equal);
    }

    #[test]
    fn missing_dossiers_are_the_fewest_that_would_do() {
        for denominator in 0..60_u64 {
            for numerator in 0..=denominator {
                for at_least in [0, 1, 1000, 3333, 4000, 9950, 10_000] {
                    let missing = missing_dossiers(numerator, denominator, at_least);
                    let meets = |more: u64| {
                        u128::from(numerator + more) * 10_000
                            >= u128::from(denominator) * u128::try_from(at_least).unwrap()
                    };
                    assert!(meets(missing));
                    assert!(missing == 0 || !meets(missing - 1));
                }
            }
        }
    }
}
