use std::collections::BTreeMap;

use crate::indicators::{Definitions, Kind};
use crate::tally::Tally;

/// The family of each indicator: those that an identity ties together, or that count the same in every group.
pub(super) fn families(definitions: &Definitions, tally: &Tally) -> Vec<usize> {
    let count = definitions.indicators.len();
    let mut families: Vec<usize> = (0..count).collect();
    let mut join = |one: usize, other: usize| {
        let (from, to) = (families[one].max(families[other]), families[one].min(families[other]));
        for family in &mut families {
            if *family == from {
                *family = to;
            }
        }
    };
    for identity in &definitions.identities {
        for part in &identity.parts {
            join(identity.total, *part);
        }
    }
    // The numbers that each indicator shows, over all groups and periods: equal ones give each other away.
    let mut seen: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
    for (place, indicator) in definitions.indicators.iter().enumerate() {
        let numerators: Vec<u64> = tally.cells().map(|(_, cell)| cell.of(place).numerator).collect();
        let denominators: Vec<u64> = tally.cells().map(|(_, cell)| cell.of(place).denominator).collect();
        let shown = [Some(numerators), (indicator.kind == Kind::Rate).then_some(denominators)];
        // Nothing at all, everywhere, ties nothing together.
        for numbers in shown.into_iter().flatten().filter(|numbers| numbers.iter().any(|number| *number > 0)) {
            match seen.get(&numbers) {
                Some(other) => join(*other, place),
                None => {
                    seen.insert(numbers, place);
                }
            }
        }
    }
    families
}
