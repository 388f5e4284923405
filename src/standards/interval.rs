//! How far a rate over few dossiers can be trusted: the Wilson score interval at 95 %, on integers.

use crate::texts::numbers::Hundredths;

/// z of 95 %, in millionths: 1.959964.
const Z: u128 = 1_959_964;
/// Millionths in 1.
const SCALE: u128 = 1_000_000;
/// Hundredths in 100 %.
const WHOLE: u128 = 10_000;
/// More dossiers than this are not reckoned with: the squares would not fit.
const MOST: u64 = 1_000_000_000_000;

/// A rate whose interval is wider than 20 points rests on few dossiers.
pub const WIDE: Hundredths = 2_000;

/// What a rate may be, if the dossiers counted are taken for a sample of all such dossiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The lower end in hundredths of a percent, rounded down.
    pub low: Hundredths,
    /// The upper end, rounded up.
    pub high: Hundredths,
}

impl Interval {
    /// True when it is so wide that the rate says little.
    #[must_use]
    pub fn is_wide(self) -> bool {
        self.high - self.low > WIDE
    }
}

/// The Wilson score interval of `numerator / denominator` with z = 1.959964:
/// `(2x + z² ∓ z·√(z² + 4x(n−x)/n)) / (2(n + z²))`, never narrower than the exact one and at most a hundredth wider at each
/// end. `None` without a denominator, for a numerator above it, and beyond 10¹² dossiers.
#[must_use]
pub fn wilson(numerator: u64, denominator: u64) -> Option<Interval> {
    if denominator == 0 || numerator > denominator || denominator > MOST {
        return None;
    }
    let (x, n) = (u128::from(numerator), u128::from(denominator));
    // Everything times SCALE²: with Z = z·SCALE the root is √(Z⁴ + 4·Z²·SCALE²·x(n−x)/n).
    let z_squared = Z * Z;
    let factor = 4 * z_squared * SCALE * SCALE;
    let product = x * (n - x);
    let radicand = z_squared * z_squared + factor * (product / n) + (factor * (product % n)).div_ceil(n);
    let root = radicand.isqrt();
    // Rounded up: both ends move outwards.
    let root = if root * root == radicand { root } else { root + 1 };
    let middle = 2 * x * SCALE * SCALE + z_squared;
    let whole = 2 * (n * SCALE * SCALE + z_squared);
    let low = WHOLE * middle.saturating_sub(root) / whole;
    let high = (WHOLE * (middle + root)).div_ceil(whole).min(WHOLE);
    Some(Interval { low: i64::try_from(low).ok()?, high: i64::try_from(high).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I,
    /// method 3: four decimals, nearest. Ours go outwards.
    #[test]
    fn intervals_are_those_published() {
        for (x, n, low, high) in [(81, 263, 2553, 3662), (15, 148, 624, 1605), (0, 20, 0, 1611), (1, 29, 61, 1718)] {
            let interval = wilson(x, n).unwrap();
            assert!((low - 1..=low).contains(&interval.low), "{x}/{n}: {interval:?}");
            assert!((high..=high + 1).contains(&interval.high), "{x}/{n}: {interval:?}");
        }
    }

    /// `(2x + z² ∓ z·√(z² + 4x(n−x)/n)) / (2(n + z²))` with z = 1.959964, by Python's `decimal` at 60 digits.
    #[test]
    fn intervals_go_outwards() {
        let cases = [
            (1, 1, 2065, 10_000),                       // 20.654931 … 100
            (0, 1, 0, 7935),                            // 0 … 79.345069
            (5, 10, 2365, 7635),                        // 23.659309 … 76.340691
            (979, 2556, 3643, 4021),                    // 36.436344 … 40.202834
            (56, 2142, 201, 338),                       // 2.018780 … 3.379637
            (15, 15, 7961, 10_000),                     // 79.611670 … 100
            (2_147_483_648, 4_294_967_296, 4999, 5001), // 49.998505 … 50.001495
        ];
        for (x, n, low, high) in cases {
            assert_eq!(wilson(x, n), Some(Interval { low, high }), "{x}/{n}");
        }
    }

    #[test]
    fn one_of_one_is_wide_and_what_is_no_rate_has_none() {
        assert!(wilson(1, 1).unwrap().is_wide());
        assert!(wilson(15, 15).unwrap().is_wide() && !wilson(16, 16).unwrap().is_wide());
        assert_eq!((wilson(0, 0), wilson(2, 1), wilson(1, u64::MAX)), (None, None, None));
    }
}
