//! Which unknowns follow from linear equations.

use std::collections::{BTreeMap, BTreeSet};

/// A prime: what follows from sums with small factors follows modulo it.
const PRIME: i128 = (1 << 61) - 1;

/// The hidden numbers that follow from the equations, when everything else is known (Gaussian elimination).
pub(super) fn determined<Name: Ord + Clone>(
    equations: Vec<Vec<(Name, i64)>>,
    hides: &dyn Fn(&Name) -> bool,
) -> BTreeSet<Name> {
    let mut solved: BTreeMap<Name, BTreeMap<Name, i128>> = BTreeMap::new();
    for equation in equations {
        let mut row: BTreeMap<Name, i128> = BTreeMap::new();
        for (name, factor) in equation.into_iter().filter(|(name, _)| hides(name)) {
            add(&mut row, &BTreeMap::from([(name, 1)]), i128::from(factor));
        }
        let known: Vec<Name> = row.keys().filter(|name| solved.contains_key(*name)).cloned().collect();
        for name in known {
            let factor = row[&name];
            add(&mut row, &solved[&name], -factor);
        }
        let Some((pivot, factor)) = row.iter().next().map(|(name, factor)| (name.clone(), *factor)) else { continue };
        let mut unit = BTreeMap::new();
        add(&mut unit, &row, inverse(factor));
        for other in solved.values_mut() {
            if let Some(factor) = other.get(&pivot).copied() {
                add(other, &unit, -factor);
            }
        }
        solved.insert(pivot, unit);
    }
    solved.into_iter().filter(|(_, row)| row.len() == 1).map(|(name, _)| name).collect()
}

fn add<Name: Ord + Clone>(row: &mut BTreeMap<Name, i128>, other: &BTreeMap<Name, i128>, factor: i128) {
    for (name, more) in other {
        let sum = row.entry(name.clone()).or_default();
        *sum = (*sum + more * factor).rem_euclid(PRIME);
        if *sum == 0 {
            row.remove(name);
        }
    }
}

/// By Fermat: the power `PRIME - 2`.
fn inverse(factor: i128) -> i128 {
    let (mut base, mut power, mut result) = (factor.rem_euclid(PRIME), PRIME - 2, 1);
    while power > 0 {
        if power % 2 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        power /= 2;
    }
    result
}
