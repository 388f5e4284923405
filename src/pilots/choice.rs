//! The best communes within few districts, exactly: no set of as many communes, in as many districts at most, has a higher
//! total.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A commune that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its total.
    pub total: i64,
    /// The district it lies in.
    pub district: String,
}

/// A set of candidates: places in the list, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Set {
    total: i64,
    members: Vec<usize>,
}

impl Set {
    /// The higher total is the better one; of equal totals the one whose first members come first.
    fn is_better(&self, other: &Set) -> bool {
        self.total.cmp(&other.total).then_with(|| other.members.cmp(&self.members)) == Ordering::Greater
    }

    fn with(&self, more: &Set) -> Set {
        let mut members = [self.members.as_slice(), more.members.as_slice()].concat();
        members.sort_unstable();
        Set { total: self.total + more.total, members }
    }
}

/// Chooses as many as `communes` of the candidates, in `districts` districts at most (none: without that limit); with the highest
/// total; of sets with the same total, the one with the earliest candidates. The places chosen, in order.
///
/// As many communes as asked come before a higher total: a pilot in four communes is not one in three.
#[must_use]
pub fn choose(candidates: &[Candidate], communes: usize, districts: Option<usize>) -> Vec<usize> {
    let mut by_district: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, candidate) in candidates.iter().enumerate() {
        // Without a limit all lie in one district.
        let district = districts.map_or("", |_| candidate.district.as_str());
        by_district.entry(district).or_default().push(place);
    }
    if districts.is_some_and(|most| most >= by_district.len()) && by_district.len() > 1 {
        return choose(candidates, communes, None);
    }
    let most = communes.min(candidates.len());
    let limit = districts.unwrap_or(1).min(by_district.len());
    // best[k][m]: the best set of m communes in k of the districts looked at so far.
    let mut best: Vec<Vec<Option<Set>>> = vec![vec![None; most + 1]; limit + 1];
    if let Some(nothing) = best.first_mut().and_then(|of_none| of_none.first_mut()) {
        *nothing = Some(Set::default());
    }
    for places in by_district.values() {
        let tops = tops(candidates, places, most);
        // From the last down, so that a district is used once.
        for used in (0..limit).rev() {
            for before in 0..=most {
                let Some(set) = best.get(used).and_then(|sets| sets.get(before)).cloned().flatten() else { continue };
                for top in tops.iter().take(most - before) {
                    let slot = best.get_mut(used + 1).and_then(|sets| sets.get_mut(before + top.members.len()));
                    let Some(slot) = slot else { continue };
                    // Most are worse by their total: their members need not be put together.
                    if slot.as_ref().is_some_and(|known| set.total + top.total < known.total) {
                        continue;
                    }
                    let next = set.with(top);
                    if slot.as_ref().is_none_or(|known| next.is_better(known)) {
                        *slot = Some(next);
                    }
                }
            }
        }
    }
    let most_first = best.into_iter().flatten().flatten();
    let chosen = most_first.reduce(|best, set| {
        let is_larger = set.members.len() > best.members.len();
        let is_equal = set.members.len() == best.members.len();
        if is_larger || (is_equal && set.is_better(&best)) { set } else { best }
    });
    chosen.map(|set| set.members).unwrap_or_default()
}

/// The best one, two, three … of a district. Whatever else is chosen, no other so many of it are better.
fn tops(candidates: &[Candidate], places: &[usize], most: usize) -> Vec<Set> {
    let total = |place: &usize| candidates.get(*place).map_or(0, |candidate| candidate.total);
    let mut order = places.to_vec();
    order.sort_by_key(|place| (std::cmp::Reverse(total(place)), *place));
    let mut tops: Vec<Set> = Vec::new();
    for place in order.iter().take(most) {
        let one = Set { total: total(place), members: vec![*place] };
        tops.push(tops.last().map_or_else(|| one.clone(), |set| set.with(&one)));
    }
    tops
}
