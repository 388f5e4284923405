//! What parts add to a change, and intervals of rates, against exact fractions.

use cchc::standards::{Fraction, Pair, change_in_points, contribution, wilson};
use ethnum::I256;
use proptest::prelude::*;

use super::super::model::shares::{Part, Ratio, shares};
use super::check;

const CASES: u32 = 10_000;

fn counts(most: u64) -> impl Strategy<Value = (u64, u64)> {
    (0..=most).prop_flat_map(|denominator| (0..=denominator, Just(denominator)))
}

fn parts() -> impl Strategy<Value = Vec<Part>> {
    prop::collection::vec((counts(30), counts(30)).prop_map(|(now, before)| [now, before]), 0..5)
}

fn all(parts: &[Part]) -> Pair {
    let sum = |period: usize| {
        parts.iter().map(|part| part[period]).fold((0, 0), |sum, counts| (sum.0 + counts.0, sum.1 + counts.1))
    };
    Pair { now: sum(0), before: sum(1) }
}

fn ratio(fraction: Fraction) -> Ratio {
    Ratio::new(fraction.numerator.try_into().unwrap(), fraction.denominator.try_into().unwrap())
}

#[test]
fn rate_and_mix_parts_add_up_to_the_change_exactly() {
    check(CASES, &parts(), |parts| {
        let all = all(&parts);
        let own: Option<Vec<_>> =
            parts.iter().map(|[now, before]| contribution(Pair { now: *now, before: *before }, all)).collect();
        let model = shares(&parts);
        if parts.is_empty() || model.is_none() {
            prop_assert!(own.is_none_or(|own| own.is_empty()) && (parts.is_empty() || model.is_none()));
            return Ok(());
        }
        let (own, model) = (own.unwrap(), model.unwrap());
        let mut sum = Ratio(0, 1);
        for (own, (by_rate, by_mix)) in own.iter().zip(model) {
            prop_assert_eq!((ratio(own.rate), ratio(own.mix)), (by_rate, by_mix));
            prop_assert_eq!(ratio(own.both), by_rate.plus(by_mix));
            prop_assert_eq!(own.rate.points().map(i128::from), Some(by_rate.points()));
            prop_assert_eq!(own.mix.points().map(i128::from), Some(by_mix.points()));
            sum = sum.plus(ratio(own.both));
        }
        let rate = |(numerator, denominator): (u64, u64)| Ratio::new(numerator.into(), denominator.into());
        prop_assert_eq!(sum, rate(all.now).minus(rate(all.before)), "the change of all");
        prop_assert_eq!(change_in_points(all.now, all.before).map(i128::from), Some(sum.points()));
        Ok(())
    });
}

#[test]
fn a_part_that_is_absent_in_one_period_adds_mix_only() {
    check(CASES, &(parts(), counts(30), any::<bool>()), |(mut parts, counts, now)| {
        parts.push(if now { [counts, (0, 0)] } else { [(0, 0), counts] });
        let [now, before] = *parts.last().unwrap();
        if let Some(contribution) = contribution(Pair { now, before }, all(&parts)) {
            prop_assert_eq!(ratio(contribution.rate), Ratio(0, 1));
            prop_assert_eq!(ratio(contribution.mix), ratio(contribution.both));
        }
        Ok(())
    });
}

/// A part that is all there is adds its change, and no mix, whatever the size.
#[test]
fn large_counts_do_not_overflow() {
    let big = Pair { now: (3_000_000_001, 9_000_000_000), before: (1, 8_999_999_999) };
    let found = contribution(big, big).unwrap();
    assert_eq!(found.both.points(), change_in_points(big.now, big.before));
    assert_eq!((found.rate.points(), found.mix.points()), (found.both.points(), Some(0)));
}

/// An end p of the interval satisfies (x/n − p)² = z²·p·(1−p)/n: outside of it the left side is larger. In integers, with
/// p in hundredths of a percent and z = 1959964/1000000.
#[test]
fn an_interval_holds_the_exact_one_and_is_a_hundredth_wider_at_most() {
    let sizes = prop_oneof![3 => counts(40), 2 => counts(5000), 1 => counts(1_000_000_000)];
    check(CASES, &sizes, |(x, n)| {
        let Some(interval) = wilson(x, n) else {
            prop_assert_eq!(n, 0);
            return Ok(());
        };
        let wide = |number: i64| I256::from(number);
        let (x, n) = (I256::from(x), I256::from(n));
        // Above 0 when `p` lies outside of the exact interval, 0 at its ends.
        let outside = |p: i64| {
            let away = x * wide(10_000) - wide(p) * n;
            let z = wide(1_959_964);
            let scale = wide(1_000_000);
            away * away * scale * scale - z * z * wide(p) * wide(10_000 - p) * n
        };
        let (low, high) = (interval.low, interval.high);
        prop_assert!(0 <= low && low < high && high <= 10_000);
        prop_assert!(wide(low) * n <= x * wide(10_000) && x * wide(10_000) <= wide(high) * n, "holds the rate");
        prop_assert!(outside(low) >= I256::ZERO && outside(high) >= I256::ZERO, "holds the exact interval");
        // An exact interval of less than a hundredth has no hundredth within.
        let within = high - low == 1 || (outside(low + 1) <= I256::ZERO && outside(high - 1) <= I256::ZERO);
        prop_assert!(within, "no wider than it must be");
        Ok(())
    });
}
