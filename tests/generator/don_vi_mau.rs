//! An invented district whose communes were merged and split, and which was abolished on 1 July 2025.

use std::io;
use std::path::Path;

use super::days::{Day, Span};
use super::desk::{Desk, Habits, number};
use super::dossier::AdministrativeLevel;
use super::files::{Dialect, Frame, Series};
use super::random::Random;
use super::registry::{Catalogue, Unit};

/// A few days around the change are left out: nobody submits to an office that closes or opens.
const BEFORE: Span = Span::of(Day::of(2025, 1, 2), Day::of(2025, 6, 26));
const AFTER: Span = Span::of(Day::of(2025, 7, 4), Day::of(2025, 12, 31));
/// The first half of 2024, when commune 7 was still there.
const LONG_BEFORE: Span = Span::of(Day::of(2024, 7, 1), Day::of(2024, 12, 26));
const EXPORT_DAYS: [Day; 2] = [Day::of(2025, 6, 30), Day::of(2026, 1, 5)];

const LAST_OLD: &str = "2025-06-30";
const FIRST_NEW: &str = "2025-07-01";
const RULE: &str = "Quyết định mẫu về bàn giao hồ sơ (văn bản giả định)";

/// The case without its exports.
pub(crate) fn frame() -> Frame {
    let mut random = Random::from_text("don-vi-mau-2025 registry");
    let mut catalogue = Catalogue::new(Day::of(2024, 1, 1));
    catalogue.add(&mut random, AdministrativeLevel::Province, [4, 4, 2], 5);
    catalogue.add(&mut random, AdministrativeLevel::District, [5, 5, 2], 6);
    catalogue.add(&mut random, AdministrativeLevel::Commune, [8, 8, 4], 8);
    Frame {
        written: vec![
            ("cchc.toml", include_str!("../../sample-data/don-vi-mau-2025/cchc.toml")),
            ("README.md", include_str!("../../sample-data/don-vi-mau-2025/README.md")),
        ],
        units: units(&mut random),
        catalogue,
        postings: Vec::new(),
    }
}

fn units(random: &mut Random) -> Vec<Unit> {
    use AdministrativeLevel::{Commune, District, Province};
    let mut unit = |code: &str, name: &str, level, parent: &str| {
        let unit = Unit::receiving(random, code.to_owned(), name, level, "Mẫu");
        Unit { parent: parent.to_owned(), ..unit }
    };
    let mut units = vec![
        Unit { parent: String::new(), ..Unit::above("99", "Tỉnh Mẫu", Province) },
        unit("99.01", "Sở Mẫu", Province, "99"),
        // Abolished; nobody is named who has its dossiers.
        ended(unit("990", "Huyện Mẫu", District, "99"), LAST_OLD, &[]),
    ];
    let merged: &[&str] = &["99001@2025-07-01"];
    units.extend([
        ended(unit("99001", "Xã Mẫu 1", Commune, "990"), LAST_OLD, merged),
        ended(unit("99004", "Xã Mẫu 2", Commune, "990"), LAST_OLD, merged),
        ended(unit("99007", "Xã Mẫu 3", Commune, "990"), LAST_OLD, merged),
        // Split, and no rule for its dossiers.
        ended(unit("99010", "Xã Mẫu 4", Commune, "990"), LAST_OLD, &["99010@2025-07-01", "99013@2025-07-01"]),
        ended(unit("99013", "Xã Mẫu 5", Commune, "990"), LAST_OLD, &["99013@2025-07-01"]),
        // Split, with a rule.
        Unit {
            heir: Some(("99016@2025-07-01", RULE)),
            ..ended(unit("99016", "Xã Mẫu 6", Commune, "990"), LAST_OLD, &["99013@2025-07-01", "99016@2025-07-01"])
        },
        // Merged half a year earlier into commune 2, which was merged in its turn.
        ended(unit("99019", "Xã Mẫu 7", Commune, "990"), "2024-12-31", &["99004"]),
    ]);
    for (code, name) in
        [("99001", "Xã Mẫu Mới 1"), ("99010", "Xã Mẫu Mới 2"), ("99013", "Xã Mẫu Mới 3"), ("99016", "Xã Mẫu Mới 4")]
    {
        units.push(Unit { valid_from: FIRST_NEW.to_owned(), ..unit(code, name, Commune, "99") });
    }
    units
}

fn ended(unit: Unit, last: &str, successors: &[&'static str]) -> Unit {
    Unit { valid_to: last.to_owned(), successors: successors.to_vec(), ..unit }
}

/// Writes the exports: of the province and the district, and of the communes.
pub(crate) fn exports(frame: &Frame, folder: &Path) -> io::Result<()> {
    let mut random = Random::from_text("don-vi-mau-2025 exports");
    let random = &mut random;
    let mut next_person = 0;
    let mut offices = Series::create(folder, "huyen", Dialect::District, &EXPORT_DAYS)?;
    let mut communes = Series::create(folder, "xa", Dialect::Commune, &EXPORT_DAYS)?;
    for unit in frame.units.iter().filter(|unit| unit.size > 0) {
        let spans: &[Span] = match (unit.valid_from.as_str(), unit.valid_to.as_str()) {
            ("", "") => &[BEFORE, AFTER],
            ("", LAST_OLD) => &[BEFORE],
            ("", _) => &[LONG_BEFORE],
            _ => &[AFTER],
        };
        let habits = Habits { late: random.between(20, 200), stuck: random.between(5, 30), ..Habits::ordinary(random) };
        let desk = Desk::new(&frame.catalogue, unit.level, habits);
        let online = 4 * unit.eagerness;
        let mut dossiers = Vec::new();
        for span in spans {
            let count = random.between(18, 30);
            dossiers
                .extend(desk.receive_where(random, count, *span, &|random| desk.any_kind(random, online), &|_| true));
        }
        // Codes of dossiers name the agency, not the administrative unit: it stays when the unit's code comes again.
        let agency =
            Unit { code: format!("H99.{}", unit.code.trim_start_matches("99").trim_matches('.')), ..unit.clone() };
        number(&agency, &mut dossiers, &mut next_person);
        let series = if unit.level == AdministrativeLevel::Commune { &mut communes } else { &mut offices };
        series.add(unit, &frame.catalogue, &dossiers)?;
    }
    offices.close()?;
    communes.close()
}
