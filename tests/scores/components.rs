//! Every component of Decision 766, computed by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use cchc::scores::{Raise, Status, Subject, score};

use super::model::{counted, standard};

/// A component, counts of its parts, points.
type Case<'a> = (&'a str, &'a [(u64, u64)], &'a str);

/// Points of a criterion, in hundredths, when its only counts are these.
fn points(id: &str, counts: &[(u64, u64)]) -> Option<i64> {
    let standard = standard("qd-766");
    let place = standard.criteria.iter().position(|criterion| criterion.id == id).unwrap_or_else(|| panic!("{id}"));
    let criterion = &standard.criteria[place];
    let scored = score(&standard, Subject::default(), &|part| {
        let at = criterion.parts.iter().position(|own| own == part)?;
        counts.get(at).map(|(numerator, denominator)| counted(*numerator, *denominator))
    });
    scored.criteria[place].points
}

#[test]
fn every_component_by_hand() {
    // (component, counts, points): r = 1/2 unless a bound is to be seen.
    let cases: [Case<'_>; 38] = [
        ("published_on_time", &[(50, 100)], "3.00"),
        ("updated_on_time", &[(50, 100)], "2.00"),
        ("full_content", &[(50, 100)], "1.00"),
        ("synchronised", &[(50, 100)], "3.00"),
        ("synchronised", &[(0, 100)], "0.00"),
        ("on_time", &[(50, 100)], "10.00"),
        ("on_time", &[(100, 100)], "20.00"),
        // 20 · 2/3 = 13.333…, 20 · 1/3 = 6.666…
        ("on_time", &[(2, 3)], "13.33"),
        ("on_time", &[(1, 3)], "6.67"),
        ("offered_online", &[(40, 100)], "1.00"),
        ("offered_online", &[(80, 100)], "2.00"),
        ("offered_online", &[(90, 100)], "2.00"),
        ("online_used", &[(50, 100)], "2.00"),
        ("submitted_online", &[(25, 100)], "3.00"),
        ("submitted_online", &[(50, 100)], "6.00"),
        ("submitted_online", &[(51, 100)], "6.00"),
        ("paid_online", &[(50, 100)], "3.00"),
        ("fee_transactions", &[(40, 100)], "1.00"),
        ("fee_online", &[(20, 100)], "0.50"),
        ("fee_online", &[(80, 100)], "2.00"),
        ("electronic_result", &[(50, 100)], "3.00"),
        ("components_digitised", &[(50, 100)], "2.00"),
        // Full at 100 %, as live figures have it, not at 80 %.
        ("components_digitised", &[(80, 100)], "3.20"),
        ("data_reused", &[(40, 100)], "1.00"),
        ("data_reused", &[(80, 100)], "2.00"),
        ("personal_store", &[(50, 100)], "2.00"),
        ("population_used", &[(50, 100)], "1.00"),
        ("population_connected", &[(50, 100)], "1.00"),
        ("certified_copies", &[(50, 100)], "1.00"),
        ("petitions_on_time", &[(50, 100)], "3.00"),
        ("petitions_on_time", &[(0, 0)], "6.00"),
        ("petitions_satisfied", &[(50, 100)], "3.00"),
        ("petitions_satisfied", &[(0, 0)], "6.00"),
        // 1 − 0.50 − 0.05 = 0.45, half of 0.90.
        ("dossiers_satisfied", &[(50, 100), (5, 100)], "3.00"),
        ("dossiers_satisfied", &[(10, 100), (0, 50)], "6.00"),
        // 1 − 1/4 − 1/5 = 0.55: 6 · 0.55/0.90 = 3.666…
        ("dossiers_satisfied", &[(25, 100), (10, 50)], "3.67"),
        ("dossiers_satisfied", &[(80, 100), (30, 100)], "0.00"),
        ("dossiers_satisfied", &[(0, 0), (0, 0)], "0.00"),
    ];
    let mut seen: Vec<&str> = Vec::new();
    for (id, counts, expected) in cases {
        let found = points(id, counts).map(cchc::texts::numbers::plain_decimal);
        assert_eq!(found.as_deref(), Some(expected), "{id} {counts:?}");
        seen.push(id);
    }
    for criterion in &standard("qd-766").criteria {
        assert!(seen.contains(&criterion.id.as_str()), "{} is not computed by hand", criterion.id);
    }
}

#[test]
fn maxima_are_those_of_the_decision() {
    let standard = standard("qd-766");
    let of_group = |id: &str| {
        let place = standard.groups.iter().position(|group| group.id == id).unwrap();
        standard
            .criteria
            .iter()
            .filter(|criterion| criterion.group == place)
            .map(|criterion| criterion.max)
            .sum::<i64>()
    };
    let groups = ["transparency", "progress", "online", "payment", "satisfaction", "digitisation"].map(of_group);
    assert_eq!(groups, [1800, 2000, 1200, 1000, 1800, 2200]);
    assert_eq!(standard.max(), 10_000);
    let classes: Vec<(&str, i64)> =
        standard.classes.iter().map(|class| (class.title.vi.as_str(), class.at_least)).collect();
    assert_eq!(classes, [("xuất sắc", 9000), ("tốt", 8000), ("khá", 7000), ("trung bình", 5000), ("yếu", 0)]);
}

#[test]
fn what_is_not_known_is_not_judged_and_gives_no_class() {
    let standard = standard("qd-766");
    let nothing = score(&standard, Subject::default(), &|_| None);
    assert_eq!((nothing.total.points, nothing.total.out_of, nothing.total.max), (0, 0, 10_000));
    assert!(nothing.class.is_none() && nothing.raises.is_empty());
    assert!(nothing.criteria.iter().all(|criterion| criterion.status == Status::NoData));
    // Known, but nothing to count and no rule for that: not judged either.
    let empty = score(&standard, Subject::default(), &|_| Some(counted(0, 0)));
    assert_eq!((empty.total.points, empty.total.out_of), (1200, 1800));
    assert!(empty.class.is_none());
    let full = score(&standard, Subject::default(), &|part| {
        Some(if part.key.starts_with("dossiers_satisfied") { counted(0, 7) } else { counted(7, 7) })
    });
    assert_eq!((full.total.points, full.total.out_of), (10_000, 10_000));
    assert_eq!(full.class.unwrap().id, "excellent");
    // All but one: 98 of 98, and still no class.
    let but_one = score(&standard, Subject::default(), &|part| match part.key.as_str() {
        "full_content" => None,
        key if key.starts_with("dossiers_satisfied") => Some(counted(0, 7)),
        _ => Some(counted(7, 7)),
    });
    assert_eq!((but_one.total.points, but_one.total.out_of, but_one.class), (9800, 9800, None));
}

#[test]
fn the_total_is_the_sum_of_rounded_points() {
    // 6/7, 4/7, 2/7 and 6/7 points: 0.857… → 0.86, 0.571… → 0.57, 0.285… → 0.29, 0.857… → 0.86, together 2.58 where the exact sum 2.571… is 2.57.
    let standard = standard("qd-766");
    let scored = score(&standard, Subject::default(), &|part| {
        ["published_on_time", "updated_on_time", "full_content", "synchronised"]
            .contains(&part.key.as_str())
            .then(|| counted(1, 7))
    });
    assert_eq!(scored.total.points, 258);
    assert_eq!(scored.groups[0].points, 258);
}

#[test]
fn what_is_needed_counts_in_numerators() {
    let standard = standard("qd-766");
    let known = |part: &cchc::scores::Part| match part.key.as_str() {
        "submitted_online" => Some(counted(100, 1001)),
        "dossiers_satisfied.late" => Some(counted(150, 1000)),
        "dossiers_satisfied.complained" => Some(counted(50, 1000)),
        _ => None,
    };
    let scored = score(&standard, Subject::default(), &known);
    let raise = |id: &str| {
        let place = standard.criteria.iter().position(|criterion| criterion.id == id).unwrap();
        scored.criteria[place].raise
    };
    // Half of 1001 is 500.5, but 500 earn 5.994 → 5.99 and 501 earn all.
    assert_eq!(raise("submitted_online"), Some(Raise::More(401)));
    // 1 − 0.20 = 0.80, full at 0.90: 899 of 1000 would earn 5.993 → 5.99, so 100 fewer.
    assert_eq!(raise("dossiers_satisfied"), Some(Raise::Fewer(100)));
    assert_eq!(raise("on_time"), None);
    let lost: Vec<&str> = scored.raises.iter().map(|place| standard.criteria[*place].id.as_str()).collect();
    assert_eq!(lost, ["submitted_online", "dossiers_satisfied"], "4.80 and 0.67 lost");
}
