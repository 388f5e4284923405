//! The program's divisions against long division and exact fractions.

use cchc::standards::{change_in_points, missing_dossiers, percent};
use cchc::texts::numbers::plain_decimal;
use proptest::prelude::*;

use super::super::model::percent::percent as long_division;
use super::check;

const CASES: u32 = 10_000;

fn fraction() -> impl Strategy<Value = (u64, u64)> {
    let denominator = prop_oneof![3 => 0..300_u64, 2 => 0..40_000_u64, 1 => 0..u64::from(u32::MAX) * 1000];
    denominator.prop_flat_map(|denominator| (0..=denominator, Just(denominator)))
}

#[test]
fn percents_are_those_of_long_division() {
    check(CASES, &fraction(), |(numerator, denominator)| {
        let program = percent(numerator, denominator).map(plain_decimal);
        prop_assert_eq!(program, long_division(numerator, denominator));
        Ok(())
    });
    // Every half within reach: numerators that end on five thousandths.
    for denominator in [8_u64, 16, 32, 80, 160, 800, 2000, 20_000] {
        for numerator in 0..=denominator.min(800) {
            let program = percent(numerator, denominator).map(plain_decimal);
            assert_eq!(program, long_division(numerator, denominator), "{numerator}/{denominator}");
        }
    }
}

#[test]
fn missing_dossiers_are_the_fewest_that_reach_the_threshold() {
    check(CASES, &(fraction(), 0..=10_000_i64), |((numerator, denominator), at_least)| {
        let missing = missing_dossiers(numerator, denominator, at_least);
        let at_least = u128::try_from(at_least).unwrap();
        let reaches = |more: u64| u128::from(numerator + more) * 10_000 >= u128::from(denominator) * at_least;
        prop_assert!(reaches(missing));
        prop_assert!(missing == 0 || !reaches(missing - 1));
        Ok(())
    });
}

#[test]
fn a_change_is_the_nearest_hundredth_of_the_exact_difference() {
    check(CASES, &(fraction(), fraction()), |(now, before)| {
        let wide = |number: u64| i128::from(number);
        let whole = wide(now.1) * wide(before.1);
        let Some(change) = change_in_points(now, before) else {
            prop_assert_eq!(whole, 0);
            return Ok(());
        };
        let exact = (wide(now.0) * wide(before.1) - wide(before.0) * wide(now.1)) * 10_000;
        let error = exact - i128::from(change) * whole;
        // Within half a hundredth, and a half goes away from zero.
        prop_assert!(2 * error.abs() <= whole);
        prop_assert!(2 * error.abs() != whole || i128::from(change).abs() * whole > exact.abs());
        prop_assert_eq!(change_in_points(before, now), Some(-change));
        Ok(())
    });
}
