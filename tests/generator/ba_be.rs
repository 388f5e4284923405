//! Ba Bể, 2021 and 1 January to 10 March 2022: overdue communes, outdated postings, six broken records.

use std::io;
use std::path::Path;

use super::days::{Day, Span};
use super::desk::{Desk, Habits, number};
use super::dossier::{AdministrativeLevel, ServiceLevel};
use super::faults::{COMMUNE_FAULTS, DISTRICT_FAULTS};
use super::files::{Dialect, Frame, Series};
use super::invented_units::{communes, offices};
use super::random::Random;
use super::registry::{Catalogue, Unit};
use super::shares::{Parcel, Total, parcels, receive_parcels};

const YEAR_BEFORE: Span = Span::of(Day::of(2021, 1, 1), Day::of(2021, 12, 31));
const PERIOD: Span = Span::of(Day::of(2022, 1, 1), Day::of(2022, 3, 10));
const EXPORT_DAYS: [Day; 3] = [Day::of(2021, 6, 30), Day::of(2021, 12, 31), Day::of(2022, 3, 10)];
/// Position of the newest export, the one with the broken records.
const NEWEST: usize = 2;

/// The case without its exports.
pub(crate) fn frame() -> Frame {
    let mut random = Random::from_text("ba-be-2022 registry");
    let mut units = vec![
        Unit::above("H94", "Tỉnh Bắc Kạn", AdministrativeLevel::Province),
        Unit::above("H94.17", "Huyện Ba Bể", AdministrativeLevel::District),
    ];
    units.extend(offices(&mut random, "H94.17", "Bắc Kạn", 5));
    units.extend(communes(&mut random, "H94.17", "Bắc Kạn", ("Thị trấn", 1), 12));
    // A commune merged (sáp nhập) before both periods: no dossiers, out of every table.
    let mut merged = Unit::above("H94.17.33", "Xã Mẫu 12", AdministrativeLevel::Commune);
    merged.valid_to = "2019-12-31".to_owned();
    units.push(merged);
    let mut catalogue = Catalogue::new(Day::of(2019, 7, 1));
    catalogue.add(&mut random, AdministrativeLevel::District, [40, 62, 50], 34);
    catalogue.add(&mut random, AdministrativeLevel::Commune, [22, 40, 30], 22);
    catalogue.add_ended(&mut random, AdministrativeLevel::Commune, 9, Day::of(2021, 8, 31));
    let postings = postings(&mut random, &units, &catalogue);
    Frame {
        written: vec![
            ("cchc.toml", include_str!("../../sample-data/ba-be-2022/cchc.toml")),
            ("published.csv", include_str!("../../sample-data/ba-be-2022/published.csv")),
            ("README.md", include_str!("../../sample-data/ba-be-2022/README.md")),
        ],
        units,
        catalogue,
        postings,
    }
}

/// Every unit posts the valid procedures of its level, a few left out; the communes at an even
/// position still post some of the ended ones.
fn postings(random: &mut Random, units: &[Unit], catalogue: &Catalogue) -> Vec<(String, String)> {
    let mut postings = Vec::new();
    for (position, unit) in units.iter().enumerate().filter(|(_, unit)| unit.size > 0) {
        let mut ended = 0;
        for procedure in catalogue.procedures.iter().filter(|procedure| procedure.level == unit.level) {
            let posted = if procedure.in_use {
                random.chance(950)
            } else {
                ended += 1;
                position % 2 == 0 && (ended <= 3 || random.chance(400))
            };
            if posted {
                postings.push((unit.code.clone(), procedure.code.clone()));
            }
        }
    }
    postings
}

/// 2021: 52 / 1448 = 3.59 % at levels 3 and 4; 2022: 1743 received, 191 online at level 4.
fn shares(units: &[Unit]) -> Vec<Parcel> {
    use ServiceLevel::{Full, Information, Partial};
    let total = |service, online, other, span| Total { service, online, other, span };
    let district = [
        total(Full, 9, 201, YEAR_BEFORE),
        total(Partial, 17, 203, YEAR_BEFORE),
        total(Information, 0, 90, YEAR_BEFORE),
        total(Full, 56, 94, PERIOD),
        total(Partial, 30, 150, PERIOD),
        total(Information, 0, 70, PERIOD),
    ];
    let commune = [
        total(Full, 10, 388, YEAR_BEFORE),
        total(Partial, 16, 604, YEAR_BEFORE),
        total(Information, 0, 230, YEAR_BEFORE),
        total(Full, 135, 265, PERIOD),
        total(Partial, 65, 568, PERIOD),
        total(Information, 0, 310, PERIOD),
    ];
    let mut shares = parcels(units, AdministrativeLevel::District, &district);
    shares.extend(parcels(units, AdministrativeLevel::Commune, &commune));
    shares
}

/// Writes the exports of both systems; the broken records follow the first unit of the newest export.
pub(crate) fn exports(frame: &Frame, folder: &Path) -> io::Result<()> {
    let mut random = Random::from_text("ba-be-2022 exports");
    let random = &mut random;
    let shares = shares(&frame.units);
    let mut next_person = 0;
    let mut district = Series::create(folder, "huyen", Dialect::District, &EXPORT_DAYS)?;
    let mut commune = Series::create(folder, "xa", Dialect::Commune, &EXPORT_DAYS)?;
    let (mut district_faults, mut commune_faults) = (DISTRICT_FAULTS.iter(), COMMUNE_FAULTS.iter());
    for (position, unit) in frame.units.iter().enumerate().filter(|(_, unit)| unit.size > 0) {
        let mut habits = Habits::ordinary(random);
        if unit.level == AdministrativeLevel::Commune {
            habits = Habits { late: random.between(60, 220), stuck: random.between(10, 40), ..habits };
        }
        let desk = Desk::new(&frame.catalogue, unit.level, habits);
        let mut dossiers = receive_parcels(random, &desk, position, &shares, 10);
        dossiers.extend(desk.carry_over(random, 6, YEAR_BEFORE.from));
        dossiers.extend(desk.uncounted(random, 2, 2, YEAR_BEFORE));
        dossiers.extend(desk.uncounted(random, 2, 1, PERIOD));
        number(unit, &mut dossiers, &mut next_person);
        let (series, fault) = match unit.level {
            AdministrativeLevel::Commune => (&mut commune, commune_faults.next()),
            _ => (&mut district, district_faults.next()),
        };
        series.add(unit, &frame.catalogue, &dossiers)?;
        if let Some(fault) = fault {
            series.add_line(NEWEST, fault)?;
        }
    }
    district.close()?;
    commune.close()
}
