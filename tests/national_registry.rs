//! The national registry of units: whole, without contradiction, and true to a few facts that are well known.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::collections::{BTreeMap, BTreeSet};

use cchc::period::Day;
use cchc::registry::{Gone, Naming, Registered, UnitRegistry};
use cchc::rules::Rules;

use crate::support::root;

fn registry() -> UnitRegistry {
    let naming = Naming::load(&Rules::embedded()).unwrap();
    UnitRegistry::read(&root().join("registries/viet-nam-2025.csv"), &naming).unwrap()
}

fn on(registry: &UnitRegistry, day: &str) -> BTreeMap<usize, Vec<usize>> {
    let day = Day::parse_iso(day).unwrap();
    let mut levels: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, unit) in registry.units().iter().enumerate().filter(|(_, unit)| unit.valid_on(day)) {
        levels.entry(unit.level.0).or_default().push(number);
    }
    levels
}

fn counts(registry: &UnitRegistry, day: &str) -> Vec<usize> {
    let levels = on(registry, day);
    (0..3).map(|level| levels.get(&level).map_or(0, Vec::len)).collect()
}

fn find(registry: &UnitRegistry, name: &str, day: &str) -> usize {
    let day = Day::parse_iso(day).unwrap();
    let found: Vec<usize> = registry
        .units()
        .iter()
        .enumerate()
        .filter(|(_, unit)| unit.name == name && unit.valid_on(day))
        .map(|(number, _)| number)
        .collect();
    assert_eq!(found.len(), 1, "{name}: {found:?}");
    found[0]
}

#[test]
fn it_has_all_provinces_districts_and_communes_of_both_structures() {
    let registry = registry();
    assert_eq!(counts(&registry, "2025-07-01"), [34, 0, 3321]);
    // 63 provinces, 696 districts, 10,035 communes: the structure of the first half of 2025.
    assert_eq!(counts(&registry, "2025-06-30"), [63, 696, 10_035]);
    assert_eq!(registry.newest_day(), Day::parse_iso("2025-07-01"));
    let lengths = [2, 3, 5];
    let right = |unit: &Registered| {
        unit.code.len() == lengths[unit.level.0] && unit.code.bytes().all(|byte| byte.is_ascii_digit())
    };
    assert!(registry.units().iter().all(right));
}

#[test]
fn every_unit_stands_below_one_of_its_own_time() {
    let registry = registry();
    for (day, above) in [("2025-06-30", [usize::MAX, 0, 1]), ("2025-07-01", [usize::MAX, usize::MAX, 0])] {
        let day_of = Day::parse_iso(day).unwrap();
        let levels: BTreeMap<&str, usize> = registry
            .units()
            .iter()
            .filter(|unit| unit.valid_on(day_of))
            .map(|unit| (unit.code.as_str(), unit.level.0))
            .collect();
        for unit in registry.units().iter().filter(|unit| unit.valid_on(day_of) && unit.level.0 > 0) {
            let parent = levels.get(unit.parent.as_deref().unwrap()).copied();
            assert_eq!(parent, Some(above[unit.level.0]), "{day}: {} {}", unit.code, unit.name);
        }
    }
}

#[test]
fn every_former_commune_has_its_successors_and_no_part_of_the_country_is_lost() {
    let registry = registry();
    let (before, after) = (on(&registry, "2025-06-30"), on(&registry, "2025-07-01"));
    let mut reached = BTreeSet::new();
    let mut split = 0;
    for number in &before[&2] {
        let unit = &registry.units()[*number];
        assert!(!unit.successors.is_empty(), "{} {}", unit.code, unit.name);
        reached.extend(unit.successors.iter().copied());
        match registry.newest(*number) {
            Ok(newest) => assert_eq!(unit.successors, [newest]),
            Err(gone) => {
                assert_eq!(gone, Gone::Split);
                split += 1;
            }
        }
    }
    // Divided by the package; what became of a few islands without communes is told of their districts.
    assert_eq!(split, 471);
    let islands: Vec<usize> =
        before[&1].iter().copied().filter(|number| !registry.units()[*number].successors.is_empty()).collect();
    assert_eq!(islands.len(), 5);
    reached.extend(islands.iter().flat_map(|number| registry.units()[*number].successors.clone()));
    assert_eq!(reached, after[&2].iter().copied().collect());
    for number in before[&1].iter().filter(|number| !islands.contains(number)) {
        assert_eq!(registry.newest(*number), Err(Gone::Ended));
    }
    for number in &before[&0] {
        assert!(registry.newest(*number).is_ok_and(|newest| after[&0].contains(&newest)));
    }
}

/// Resolution 202/2025/QH15: 11 provinces stayed as they were, 52 became 23.
#[test]
fn well_known_facts_are_there() {
    let registry = registry();
    let (before, after) = ("2025-06-30", "2025-07-01");
    let became = |old: &str, new: &str| {
        assert_eq!(registry.newest(find(&registry, old, before)), Ok(find(&registry, new, after)), "{old}");
    };
    for (old, new) in [
        ("Tỉnh Hà Giang", "Tỉnh Tuyên Quang"),
        ("Tỉnh Tuyên Quang", "Tỉnh Tuyên Quang"),
        ("Tỉnh Tiền Giang", "Tỉnh Đồng Tháp"),
        ("Tỉnh Bình Dương", "Thành phố Hồ Chí Minh"),
        ("Tỉnh Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh"),
        ("Tỉnh Bắc Kạn", "Tỉnh Thái Nguyên"),
        ("Thành phố Hà Nội", "Thành phố Hà Nội"),
        ("Huyện Côn Đảo", "Đặc khu Côn Đảo"),
    ] {
        became(old, new);
    }
    let lasting =
        on(&registry, after)[&0].iter().filter(|number| registry.units()[**number].valid_from.is_none()).count();
    assert_eq!(lasting, 11);
    let special = registry.units().iter().filter(|unit| unit.name.starts_with("Đặc khu ")).count();
    assert_eq!(special, 13, "13 special zones");
}
