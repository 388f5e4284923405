use ethnum::U256;

use crate::texts::numbers::Hundredths;

/// Hundredths in 100 points, and in 100 %.
const WHOLE: i64 = 10_000;

/// What communes are judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// Dossiers.
    Volume,
    /// Points below the goal.
    Gap,
    /// How many of the chosen groups of procedures there are dossiers of.
    Spread,
}

impl Criterion {
    /// All, in the order in which they are shown.
    pub const ALL: [Criterion; 3] = [Criterion::Volume, Criterion::Gap, Criterion::Spread];

    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Criterion::Volume => "volume",
            Criterion::Gap => "gap",
            Criterion::Spread => "spread",
        }
    }
}

/// The weight of each criterion, whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Weights([u64; 3]);

impl Weights {
    /// The largest weight.
    pub const MOST: u64 = 1000;

    /// The weight of a criterion.
    #[must_use]
    pub fn of(self, criterion: Criterion) -> u64 {
        let [volume, gap, spread] = self.0;
        match criterion {
            Criterion::Volume => volume,
            Criterion::Gap => gap,
            Criterion::Spread => spread,
        }
    }

    /// Sets the weight of a criterion.
    pub fn set(&mut self, criterion: Criterion, weight: u64) {
        let [volume, gap, spread] = &mut self.0;
        match criterion {
            Criterion::Volume => *volume = weight,
            Criterion::Gap => *gap = weight,
            Criterion::Spread => *spread = weight,
        }
    }

    /// True when some criterion counts.
    #[must_use]
    pub fn is_any(self) -> bool {
        self.0.iter().any(|weight| *weight > 0)
    }
}

/// What is known of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raw {
    /// Dossiers that are there already; not more than the denominator.
    pub numerator: u64,
    /// Dossiers; above 0.
    pub denominator: u64,
    /// Chosen groups that it has dossiers of.
    pub spread: u64,
}

/// The points of a candidate, in hundredths, 0 to 100 points each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Points {
    /// By its dossiers.
    pub volume: Hundredths,
    /// By its distance to the goal.
    pub gap: Hundredths,
    /// By how many of the groups it has.
    pub spread: Hundredths,
}

impl Points {
    /// The points by a criterion.
    #[must_use]
    pub fn of(self, criterion: Criterion) -> Hundredths {
        match criterion {
            Criterion::Volume => self.volume,
            Criterion::Gap => self.gap,
            Criterion::Spread => self.spread,
        }
    }

    /// The points times their weights, added up: exact.
    #[must_use]
    pub fn total(self, weights: Weights) -> Hundredths {
        let weighted = |criterion| Hundredths::try_from(weights.of(criterion)).unwrap_or_default() * self.of(criterion);
        Criterion::ALL.into_iter().map(weighted).sum()
    }
}

/// Volume × distance to the goal: `d · (goal − n/d)`, in ten-thousandths of a dossier; 0 when the goal is met.
#[must_use]
pub fn shortfall(numerator: u64, denominator: u64, goal: Hundredths) -> u128 {
    let goal = u128::try_from(goal).unwrap_or_default();
    (u128::from(denominator) * goal).saturating_sub(u128::from(numerator) * WHOLE.unsigned_abs() as u128)
}

/// The points of all candidates: by each criterion the share of the highest value there is, half up, at two decimals. Where all
/// values are 0, all get 0.
#[must_use]
pub fn points(candidates: &[Raw], goal: Hundredths) -> Vec<Points> {
    // A distance is a fraction: what is missing, over the dossiers.
    let gap = |raw: &Raw| (shortfall(raw.numerator, raw.denominator, goal), u128::from(raw.denominator.max(1)));
    let widest = candidates.iter().map(gap).reduce(|most, one| {
        if U256::from(one.0) * U256::from(most.1) > U256::from(most.0) * U256::from(one.1) { one } else { most }
    });
    let (most_missing, most_of) = widest.unwrap_or((0, 1));
    let most_volume = candidates.iter().map(|raw| raw.denominator).max().unwrap_or_default();
    let most_spread = candidates.iter().map(|raw| raw.spread).max().unwrap_or_default();
    let of = |raw: &Raw| {
        let (missing, of) = gap(raw);
        Points {
            volume: share(raw.denominator.into(), most_volume.into()),
            gap: share(U256::from(missing) * U256::from(most_of), U256::from(of) * U256::from(most_missing)),
            spread: share(raw.spread.into(), most_spread.into()),
        }
    };
    candidates.iter().map(of).collect()
}

/// `value / most` in hundredths of points, half up; 0 when the highest is 0.
fn share(value: U256, most: U256) -> Hundredths {
    let doubled = value * U256::from(2 * WHOLE.unsigned_abs()) + most;
    let rounded = doubled.checked_div(most * U256::from(2_u8));
    rounded.and_then(|rounded| Hundredths::try_from(rounded).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_shares_of_the_highest_value_rounded_half_up() {
        let raw = |numerator, denominator, spread| Raw { numerator, denominator, spread };
        // Gaps to 50 %: 50 − 0 = 50, 50 − 33.333… = 16.666…, none.
        let found = points(&[raw(0, 8, 1), raw(1, 3, 3), raw(9, 10, 2)], 5000);
        assert_eq!(found[0], Points { volume: 8000, gap: 10_000, spread: 3333 });
        assert_eq!(found[1], Points { volume: 3000, gap: 3333, spread: 10_000 });
        assert_eq!(found[2], Points { volume: 10_000, gap: 0, spread: 6667 });
        assert_eq!(points(&[raw(9, 10, 0)], 5000), [Points { volume: 10_000, gap: 0, spread: 0 }]);
        assert_eq!(points(&[], 5000), []);
        let mut weights = Weights::default();
        assert!(!weights.is_any());
        weights.set(Criterion::Gap, 3);
        weights.set(Criterion::Spread, 2);
        assert_eq!(found[0].total(weights), 3 * 10_000 + 2 * 3333);
        // 4 of 4 less than 50 %: d · (goal − n/d) = 8 · 0.5.
        assert_eq!(shortfall(0, 8, 5000), 40_000);
        assert_eq!(shortfall(9, 10, 5000), 0);
    }
}
