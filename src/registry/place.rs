//! Where a unit lies: the units above it, which tell units of one name apart, and everything that belongs to one place.

use std::collections::{BTreeMap, BTreeSet};

use crate::matching::fold;

use super::{Naming, UnitRegistry};

/// Names of places behind the name of a unit; nobody writes more.
const MOST_PARTS: usize = 6;

impl UnitRegistry {
    /// The units above this one, of its own time: its parent, the parent's parent, and so on.
    fn above(&self, number: usize) -> BTreeSet<usize> {
        let mut above = BTreeSet::new();
        let mut next = vec![number];
        while let Some(number) = next.pop() {
            let unit = &self.units[number];
            let parents = unit.parent.as_deref().map_or(&[][..], |code| self.of_code(code));
            next.extend(parents.iter().copied().filter(|up| self.units[*up].overlaps(unit) && above.insert(*up)));
        }
        above
    }

    /// Of units with one core, those below the units named behind it; all when that names none of them, or anything else.
    pub(super) fn below(&self, numbers: Vec<usize>, name: &str, naming: &Naming) -> Vec<usize> {
        let parts = naming.behind_core(name);
        if parts.is_empty() || parts.len() > MOST_PARTS {
            return numbers;
        }
        let below: Vec<usize> =
            numbers.iter().copied().filter(|number| self.all_named(&parts, &self.above(*number))).collect();
        if below.is_empty() { numbers } else { below }
    }

    /// True when these parts, one after the other, are names of these units. A name may have a dash and so several parts.
    fn all_named(&self, parts: &[String], units: &BTreeSet<usize>) -> bool {
        let mut told = vec![false; parts.len() + 1];
        told[0] = true;
        for from in 0..parts.len() {
            for to in from + 1..=parts.len() {
                let named = self.of_name(&parts[from..to].join(" - "));
                if told[from] && named.iter().any(|number| units.contains(number)) {
                    told[to] = true;
                }
            }
        }
        told[parts.len()]
    }

    /// The units of one place over time: those of this code and those they became, everything below them, all from which
    /// these came (the former provinces, districts and communes of a merged province) and what became of them.
    /// Empty when no unit has the code.
    pub(super) fn reach_of(&self, code: &str) -> BTreeSet<usize> {
        let mut children: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut former: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, unit) in self.units.iter().enumerate() {
            if let Some(parent) = &unit.parent {
                children.entry(fold(parent)).or_default().push(number);
            }
            for successor in &unit.successors {
                former.entry(*successor).or_default().push(number);
            }
        }
        let later = |number: usize| self.units[number].successors.clone();
        let below = |number: usize| {
            let unit = &self.units[number];
            let children = children.get(&fold(&unit.code)).into_iter().flatten().copied();
            children.filter(|child| self.units[*child].overlaps(unit)).collect::<Vec<_>>()
        };
        let below_and_former =
            |number: usize| [below(number), former.get(&number).cloned().unwrap_or_default()].concat();
        let places = spread(self.of_code(code).iter().copied().collect(), &later);
        let before = spread(places, &below_and_former);
        // What a border commune became lies in another place; what else became part of that is no matter of this one.
        spread(before, &later)
    }
}

/// The units from which no more can be had by `next`.
fn spread(mut reached: BTreeSet<usize>, next: &dyn Fn(usize) -> Vec<usize>) -> BTreeSet<usize> {
    let mut open: Vec<usize> = reached.iter().copied().collect();
    while let Some(number) = open.pop() {
        open.extend(next(number).into_iter().filter(|found| reached.insert(*found)));
    }
    reached
}
