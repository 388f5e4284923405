use ethnum::I256;

use crate::texts::numbers::Hundredths;

/// Hundredths of a percentage point in a whole.
const WHOLE: i64 = 10_000;

/// An exact fraction; its denominator is above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    /// Numerator.
    pub numerator: I256,
    /// Denominator.
    pub denominator: I256,
}

impl Fraction {
    /// As many times as `scale` goes into it, rounded half away from zero; `None` when that does not fit.
    #[must_use]
    pub fn times(self, scale: i64) -> Option<i128> {
        let two = I256::from(2);
        let doubled = self.numerator.checked_mul(I256::from(scale))?.checked_mul(two)?;
        let half = if doubled < I256::ZERO { -self.denominator } else { self.denominator };
        i128::try_from(doubled.checked_add(half)?.checked_div(self.denominator.checked_mul(two)?)?).ok()
    }

    /// In hundredths of a percentage point, rounded half away from zero.
    #[must_use]
    pub fn points(self) -> Option<Hundredths> {
        self.times(WHOLE).and_then(|points| Hundredths::try_from(points).ok())
    }
}
