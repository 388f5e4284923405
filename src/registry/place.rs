//! Where a unit lies: the units above it, which tell units of one name apart, and everything that belongs to one place.

use std::collections::{BTreeMap, BTreeSet};

use crate::matching::fold;

use super::{Naming, UnitRegistry};

/// Names of places behind the name of a unit; nobody writes more.
const MOST_PARTS: usize = 6;

impl UnitRegistry {
    /// The units above this one, of its own time: its parent, the parent's parent, and so on.
    #[must_use]
    pub fn above(&self, number: usize) -> BTreeSet<usize> {
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

#[cfg(test)]
mod tests {
    use super::super::{Resolution, UnitRegistry};
    use crate::registry::Naming;
    use crate::rules::Rules;

    /// Two provinces became one; in each a commune of one name; one commune was split over the border of a third province.
    const UNITS: &str = "code,name,level,parent,aliases,valid_from,valid_to,successors\n\
        10,Tỉnh Mẫu Bắc,province,,Mẫu Bắc,,2025-06-30,10@2025-07-01\n\
        11,Tỉnh Mẫu - Nam,province,,,,2025-06-30,10@2025-07-01\n\
        12,Tỉnh Mẫu Tây,province,,,,,\n\
        10,Tỉnh Mẫu,province,,,2025-07-01,,\n\
        101,Huyện Mẫu A,district,10,,,2025-06-30,\n\
        111,Huyện Mẫu B,district,11,,,2025-06-30,\n\
        00001,Xã Trùng,commune,101,,,2025-06-30,00001@2025-07-01\n\
        00002,Xã Trùng,commune,111,,,2025-06-30,00001@2025-07-01|00003\n\
        00001,Xã Mới,commune,10,,2025-07-01,,\n\
        00003,Xã Tây,commune,12,,,,\n\
        00004,Xã Trùng,commune,12,,,,\n";

    fn registry() -> UnitRegistry {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("units.csv");
        std::fs::write(&path, UNITS).unwrap();
        UnitRegistry::read(&path, &Naming::load(&Rules::embedded()).unwrap()).unwrap()
    }

    #[test]
    fn what_stands_behind_a_name_tells_units_of_one_name_apart() {
        let (registry, naming) = (registry(), Naming::load(&Rules::embedded()).unwrap());
        let find = |name: &str| match registry.resolve("", name, &naming) {
            Resolution::Candidates(numbers) => numbers,
            Resolution::Unknown => Vec::new(),
        };
        let all = vec![6, 7, 10];
        assert_eq!(find("Xã Trùng"), all);
        assert_eq!(find("UBND xã Trùng - Tỉnh Mẫu Bắc"), [6]);
        assert_eq!(find("Xã Trùng, Huyện Mẫu B, Tỉnh Mẫu - Nam"), [7]);
        assert_eq!(find("xã trùng, huyện mẫu a"), [6]);
        assert_eq!(find("Xã Trùng - Mẫu Bắc"), [6], "an alias of the province");
        // Nothing is guessed from a place that is not known, or not wholly.
        assert_eq!(find("Xã Trùng - Tỉnh Lạ"), all);
        assert_eq!(find("Xã Trùng, Huyện Mẫu B, Tỉnh Mẫu Bắc"), all);
        assert_eq!(find("Xã Trùng, Huyện Lạ, Tỉnh Mẫu Bắc"), all);
    }

    #[test]
    fn a_place_has_its_former_units_and_what_became_of_them() {
        let reach = |code: &str| registry().reach_of(code).into_iter().collect::<Vec<_>>();
        // The merged province: both former ones with all below, and the commune of the third one that took a part.
        assert_eq!(reach("10"), [0, 1, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(reach("11"), reach("10"), "a former province leads to the one it became");
        // A commune of the second province was split, a part of it went to the third one.
        assert_eq!(reach("12"), [2, 7, 8, 9, 10]);
        assert_eq!(reach("101"), [4, 6, 8]);
        assert!(reach("99").is_empty());
        let naming = Naming::load(&Rules::embedded()).unwrap();
        let within = registry().within("12", std::path::Path::new("units.csv")).unwrap();
        assert_eq!(within.resolve("", "Xã Trùng", &naming), Resolution::Candidates(vec![7, 10]));
        assert_eq!(within.resolve("00001", "", &naming), Resolution::Candidates(vec![8]));
        assert_eq!(within.resolve("101", "", &naming), Resolution::Unknown);
        assert!(registry().within("99", std::path::Path::new("units.csv")).is_err());
    }
}
