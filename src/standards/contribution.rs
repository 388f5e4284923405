//! What each part (a unit, a field …) adds to the change of the rate of all: by its own rate, and by its weight.

use ethnum::I256;

use super::fraction::Fraction;

/// Numerator and denominator.
pub type Counts = (u64, u64);

/// The counts of one part, or of all, in two periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// In the report's own period.
    pub now: Counts,
    /// In the period it is compared with.
    pub before: Counts,
}

/// What a part adds to the change of all, as exact fractions: over all parts they add up to the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contribution {
    /// Its rate changed: (w₀ + w₁)/2 · (r₁ − r₀).
    pub rate: Fraction,
    /// Its share of the denominator changed: (w₁ − w₀) · ((r₀ + r₁)/2 − (R₀ + R₁)/2).
    pub mix: Fraction,
    /// Both together.
    pub both: Fraction,
}

/// The contribution of `part` to the change of `all`, where w is the part's share of the denominator, r its rate and R the
/// rate of all. A part without a denominator in one period has weight 0 there and the rate of the other period: all it adds
/// is mix. `None` when all has no denominator in one of the periods, and for counts beyond some 10¹⁰.
#[must_use]
pub fn contribution(part: Pair, all: Pair) -> Option<Contribution> {
    let wide = |(numerator, denominator): Counts| (I256::from(numerator), I256::from(denominator));
    let ((all_now_n, all_now), (all_before_n, all_before)) = (wide(all.now), wide(all.before));
    if all.now.1 == 0 || all.before.1 == 0 {
        return None;
    }
    let (weight_now, weight_before) = (I256::from(part.now.1), I256::from(part.before.1));
    let (now, before) = match (part.now.1, part.before.1) {
        (0, 0) => ((0, 1), (0, 1)),
        (0, _) => (part.before, part.before),
        (_, 0) => (part.now, part.now),
        _ => (part.now, part.before),
    };
    let ((now_n, now_d), (before_n, before_d)) = (wide(now), wide(before));
    let two = I256::from(2);
    let times = |factors: &[I256]| factors.iter().try_fold(I256::ONE, |product, factor| product.checked_mul(*factor));
    // Shares over the common denominator D₀·D₁, rates over d₀·d₁.
    let (share_now, share_before) = (times(&[weight_now, all_before])?, times(&[weight_before, all_now])?);
    let (rate_now, rate_before) = (times(&[now_n, before_d])?, times(&[before_n, now_d])?);
    let (of_shares, of_rates) = (times(&[all_now, all_before])?, times(&[now_d, before_d])?);
    let denominator = times(&[two, of_shares, of_shares, of_rates])?;
    let rate = times(&[share_now.checked_add(share_before)?, rate_now.checked_sub(rate_before)?, of_shares])?;
    let own = times(&[rate_now.checked_add(rate_before)?, of_shares])?;
    let overall = times(&[all_now_n, all_before])?.checked_add(times(&[all_before_n, all_now])?)?;
    let above = own.checked_sub(times(&[overall, of_rates])?)?;
    let mix = times(&[share_now.checked_sub(share_before)?, above])?;
    let fraction = |numerator| Fraction { numerator, denominator };
    Some(Contribution { rate: fraction(rate), mix: fraction(mix), both: fraction(rate.checked_add(mix)?) })
}
