use crate::period::{Day, Period};
use crate::texts::Localized;

use super::files::LegalLater;

/// The legal basis (căn cứ pháp lý) of an indicator, from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalBasis {
    /// The first day; none: as far back as the figures go.
    pub from: Option<Day>,
    /// The laws.
    pub basis: Localized,
}

impl LegalBasis {
    /// The first basis, and those that follow it, by day.
    pub(super) fn all(first: Localized, later: Vec<LegalLater>) -> Vec<Self> {
        let mut bases = vec![Self { from: None, basis: first }];
        bases.extend(later.into_iter().map(|later| Self { from: Some(later.from), basis: later.basis }));
        bases.sort_by_key(|basis| basis.from);
        bases
    }

    /// What was in force on some day of the period, in order. `bases` are in order of their days.
    #[must_use]
    pub fn in_force(bases: &[Self], period: Period) -> Vec<&Localized> {
        let next = bases.iter().skip(1).map(|basis| basis.from).chain([None]);
        let is_in_force = |(basis, next): &(&Self, Option<Day>)| {
            basis.from.is_none_or(|from| from <= period.to) && next.is_none_or(|next| next > period.from)
        };
        bases.iter().zip(next).filter(is_in_force).map(|(basis, _)| &basis.basis).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_in_force_in_the_period_is_named() {
        let later = LegalLater { from: Day::from_civil(2025, 7, 1).unwrap(), basis: Localized::same("118") };
        let bases = LegalBasis::all(Localized::same("61"), vec![later]);
        let named = |from: (i32, u32, u32), to: (i32, u32, u32)| {
            let day = |(year, month, day)| Day::from_civil(year, month, day).unwrap();
            let period = Period { from: day(from), to: day(to) };
            LegalBasis::in_force(&bases, period).iter().map(|basis| basis.vi.clone()).collect::<Vec<_>>()
        };
        assert_eq!(named((2022, 7, 1), (2022, 7, 31)), ["61"]);
        assert_eq!(named((2025, 6, 1), (2025, 6, 30)), ["61"]);
        assert_eq!(named((2025, 6, 1), (2025, 7, 1)), ["61", "118"]);
        assert_eq!(named((2025, 7, 1), (2025, 7, 31)), ["118"]);
    }
}
