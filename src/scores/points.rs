//! From a ratio to points: exact on integers, rounded once, half up, at two decimals.

use crate::texts::numbers::Hundredths;

/// Ten-thousandths in 1: bounds of ratios have up to four decimals.
pub(super) const ONE: i64 = 10_000;

/// An exact ratio; the denominator is above 0, the numerator not below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    /// Numerator.
    pub numerator: i128,
    /// Denominator.
    pub denominator: i128,
}

/// How a ratio becomes points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// `max · r / full_at`, never above the maximum; `full_at` in ten-thousandths, 10 000 for plain `max · r`.
    Linear {
        /// The ratio that earns all points.
        full_at: i64,
    },
    /// The points of the last step that the ratio reaches; none below the first. Ascending.
    Steps(Vec<Step>),
}

/// From this ratio on, these points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// In ten-thousandths.
    pub from: i64,
    /// Points in hundredths.
    pub points: Hundredths,
}

/// The points of a ratio, in hundredths. A ratio above 1 earns what 1 earns, one below 0 what 0 earns.
#[must_use]
pub fn points(rule: &Rule, max: Hundredths, ratio: Ratio) -> Hundredths {
    let whole = i128::from(ONE);
    let numerator = ratio.numerator.clamp(0, ratio.denominator);
    match rule {
        Rule::Linear { full_at } => {
            // Counts are below 2^40 and a ratio is of two of them at most, so the products stay far below 2^127.
            let exact = i128::from(max) * numerator * whole;
            let divisor = ratio.denominator * i128::from(*full_at);
            let rounded = (2 * exact + divisor) / (2 * divisor);
            Hundredths::try_from(rounded).map_or(max, |points| points.min(max))
        }
        Rule::Steps(steps) => {
            let reached = |step: &&Step| i128::from(step.from) * ratio.denominator <= numerator * whole;
            steps.iter().rev().find(reached).map_or(0, |step| step.points)
        }
    }
}

/// `6`, `0.8` or `0,80` as a whole number of its `decimals`th decimal; none when it has more decimals or is no number.
pub(super) fn parse_decimal(text: &str, decimals: usize) -> Option<i64> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || fraction.len() > decimals {
        return None;
    }
    format!("{whole}{fraction:0<decimals$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(numerator: i128, denominator: i128) -> Ratio {
        Ratio { numerator, denominator }
    }

    const PLAIN: Rule = Rule::Linear { full_at: ONE };

    #[test]
    fn linear_points_round_half_up_once() {
        assert_eq!(points(&PLAIN, 2000, ratio(1, 2)), 1000);
        assert_eq!(points(&PLAIN, 600, ratio(1, 3)), 200);
        // 1 · 1/200 = 0.005 goes up, a hair less goes down.
        assert_eq!(points(&PLAIN, 100, ratio(1, 200)), 1);
        assert_eq!(points(&PLAIN, 100, ratio(1, 201)), 0);
        assert_eq!(points(&PLAIN, 600, ratio(-1, 3)), 0);
        assert_eq!(points(&PLAIN, 600, ratio(4, 3)), 600);
    }

    #[test]
    fn capped_points_are_full_at_their_bound() {
        let at = |full_at| Rule::Linear { full_at };
        assert_eq!(points(&at(8000), 200, ratio(2, 5)), 100);
        assert_eq!(points(&at(8000), 200, ratio(4, 5)), 200);
        assert_eq!(points(&at(8000), 200, ratio(9, 10)), 200);
        assert_eq!(points(&at(5000), 600, ratio(1, 4)), 300);
    }

    #[test]
    fn steps_count_from_their_exact_bound() {
        let steps = Rule::Steps(vec![Step { from: 5000, points: 100 }, Step { from: 8000, points: 200 }]);
        for (numerator, expected) in [(0, 0), (499, 0), (500, 100), (799, 100), (800, 200), (1000, 200)] {
            assert_eq!(points(&steps, 200, ratio(numerator, 1000)), expected, "{numerator}");
        }
    }

    /// A model that does no division: the points p are right when p − ½ ≤ exact < p + ½ in hundredths.
    #[test]
    fn points_are_the_nearest_hundredths_of_the_exact_fraction() {
        for denominator in 1..40_i128 {
            for numerator in 0..=denominator {
                for (max, full_at) in [(200, 8000), (600, 9000), (2000, 10_000), (150, 3333), (1, 10_000)] {
                    let found = i128::from(points(&Rule::Linear { full_at }, max, ratio(numerator, denominator)));
                    let (max, full_at) = (i128::from(max), i128::from(full_at));
                    // exact = top / bottom
                    let (top, bottom) = (max * numerator * 10_000, denominator * full_at);
                    if top >= max * bottom {
                        assert_eq!(found, max);
                    } else {
                        assert!((2 * found - 1) * bottom <= 2 * top && 2 * top < (2 * found + 1) * bottom);
                    }
                }
            }
        }
    }

    #[test]
    fn decimals_are_read_exactly() {
        assert_eq!(parse_decimal("0.80", 4), Some(8000));
        assert_eq!(parse_decimal("0,5", 4), Some(5000));
        assert_eq!(parse_decimal("20", 2), Some(2000));
        for wrong in ["", ".5", "1.234", "-1", "1e3", "1.2.3", "x"] {
            assert_eq!(parse_decimal(wrong, 2), None, "{wrong}");
        }
    }
}
