//! What a pilot chooses, by going through every choice there is.

use std::collections::{BTreeMap, BTreeSet};

/// A dossier received in the period.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    /// Key of its unit.
    pub(crate) unit: String,
    /// Its procedure or field; empty: none.
    pub(crate) group: String,
    pub(crate) is_online: bool,
}

/// A unit of the level of communes.
#[derive(Debug, Clone)]
pub(crate) struct Commune {
    pub(crate) key: String,
    pub(crate) district: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Wishes {
    /// In hundredths of a percent.
    pub(crate) goal: u128,
    /// Of volume, gap and spread.
    pub(crate) weights: [u128; 3],
    pub(crate) procedures: usize,
    pub(crate) communes: usize,
    pub(crate) districts: usize,
    pub(crate) least: u128,
}

/// What is chosen.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// Groups by rank.
    pub(crate) groups: Vec<String>,
    /// Communes by key.
    pub(crate) communes: BTreeSet<String>,
    /// Points and total of every commune that could be chosen, in hundredths.
    pub(crate) points: BTreeMap<String, ([u128; 3], u128)>,
}

pub(crate) fn chosen(received: &[Received], communes: &[Commune], wishes: &Wishes) -> Chosen {
    let count = |is: &dyn Fn(&Received) -> bool| -> (u128, u128) {
        let of: Vec<&Received> = received.iter().filter(|dossier| is(dossier)).collect();
        (of.iter().filter(|dossier| dossier.is_online).count() as u128, of.len() as u128)
    };
    // Short of the goal, with enough dossiers.
    let can = |(n, d): (u128, u128)| d > 0 && d >= wishes.least && n * 10_000 < wishes.goal * d;
    let names: BTreeSet<&str> = received.iter().map(|dossier| dossier.group.as_str()).collect();
    let mut groups: Vec<(u128, u128, &str)> = Vec::new();
    for name in names.into_iter().filter(|name| !name.is_empty()) {
        let (n, d) = count(&|dossier| dossier.group == name);
        if can((n, d)) {
            groups.push((wishes.goal * d - 10_000 * n, d, name));
        }
    }
    groups.sort_by(|left, right| (right.0, right.1, left.2).cmp(&(left.0, left.1, right.2)));
    let groups: Vec<String> = groups.into_iter().take(wishes.procedures).map(|(_, _, name)| name.to_owned()).collect();

    let has_dossiers = |commune: &&Commune| received.iter().any(|dossier| dossier.unit == commune.key);
    let known: Vec<&Commune> = communes.iter().filter(has_dossiers).collect();
    let counts_of =
        |commune: &Commune| count(&|dossier| dossier.unit == commune.key && groups.contains(&dossier.group));
    // One that cannot be chosen limits nobody.
    let is_limited = known.iter().any(|commune| can(counts_of(commune)) && commune.district.is_some());
    let mut candidates: Vec<(&Commune, (u128, u128), u128)> = Vec::new();
    for commune in known {
        let counts = counts_of(commune);
        let of =
            |group: &&String| received.iter().any(|dossier| dossier.unit == commune.key && dossier.group == **group);
        if can(counts) && (commune.district.is_some() || !is_limited) {
            candidates.push((commune, counts, groups.iter().filter(of).count() as u128));
        }
    }
    let mut points = BTreeMap::new();
    for (commune, (n, d), spread) in &candidates {
        let volumes = candidates.iter().map(|(_, (_, d), _)| (*d, 1));
        let gaps = candidates.iter().map(|(_, (n, d), _)| (wishes.goal * d - 10_000 * n, *d));
        let spreads = candidates.iter().map(|(_, _, spread)| (*spread, 1));
        let of =
            [share((*d, 1), volumes), share((wishes.goal * d - 10_000 * n, *d), gaps), share((*spread, 1), spreads)];
        let total = of.iter().zip(wishes.weights).map(|(points, weight)| points * weight).sum();
        points.insert(commune.key.clone(), (of, total));
    }
    let mut best: (usize, u128, Vec<&str>) = (0, 0, Vec::new());
    for set in 0_u32..1 << candidates.len() {
        let of: Vec<&Commune> = candidates
            .iter()
            .enumerate()
            .filter(|(bit, _)| set >> bit & 1 == 1)
            .map(|(_, (commune, ..))| *commune)
            .collect();
        let districts: BTreeSet<&Option<String>> = of.iter().map(|commune| &commune.district).collect();
        if of.len() > wishes.communes || (is_limited && districts.len() > wishes.districts) {
            continue;
        }
        let mut keys: Vec<&str> = of.iter().map(|commune| commune.key.as_str()).collect();
        keys.sort_unstable();
        let total = keys.iter().map(|key| points[*key].1).sum();
        if (of.len(), total) > (best.0, best.1) || ((of.len(), total) == (best.0, best.1) && keys < best.2) {
            best = (of.len(), total, keys);
        }
    }
    Chosen { groups, communes: best.2.into_iter().map(str::to_owned).collect(), points }
}

/// The hundredth of 100 points that `value` is nearest to as a share of the highest of `all`; half way, the one above.
fn share(value: (u128, u128), all: impl Iterator<Item = (u128, u128)>) -> u128 {
    let most = all.reduce(|most, one| if one.0 * most.1 > most.0 * one.1 { one } else { most }).unwrap();
    if most.0 == 0 {
        return 0;
    }
    let (above, below) = (value.0 * most.1, value.1 * most.0);
    (0..=10_000).find(|points| 20_000 * above < (2 * points + 1) * below).unwrap()
}
