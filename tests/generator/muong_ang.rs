//! Mường Ảng, the first eleven months of 2021 against the same period of 2020.

use std::io;
use std::path::Path;

use super::days::{Day, Span};
use super::desk::{Desk, Habits, number};
use super::dossier::{AdministrativeLevel, ServiceLevel};
use super::files::{Dialect, Frame, Series};
use super::invented_units::{communes, offices};
use super::random::Random;
use super::registry::{Catalogue, Unit};
use super::shares::{Parcel, Total, parcels, receive_parcels};

const PERIOD: Span = Span::of(Day::of(2021, 1, 1), Day::of(2021, 11, 30));
const YEAR_BEFORE: Span = Span::of(Day::of(2020, 1, 1), Day::of(2020, 11, 30));
/// Between the two periods: counts in neither.
const BETWEEN: Span = Span::of(Day::of(2020, 12, 1), Day::of(2020, 12, 31));
const EXPORT_DAYS: [Day; 3] = [Day::of(2020, 11, 30), Day::of(2021, 10, 31), Day::of(2021, 11, 30)];

/// The case without its exports: 30 partial and 37 full services, 67 online services together.
pub(crate) fn frame() -> Frame {
    let mut random = Random::from_text("muong-ang-2021 registry");
    let mut units = vec![
        Unit::above("H92", "Tỉnh Điện Biên", AdministrativeLevel::Province),
        Unit::above("H92.15", "Huyện Mường Ảng", AdministrativeLevel::District),
    ];
    units.extend(offices(&mut random, "H92.15", "Điện Biên", 5));
    units.extend(communes(&mut random, "H92.15", "Điện Biên", ("Thị trấn", 1), 10));
    let mut catalogue = Catalogue::new(Day::of(2019, 1, 1));
    catalogue.add(&mut random, AdministrativeLevel::District, [21, 18, 40], 30);
    catalogue.add(&mut random, AdministrativeLevel::Commune, [16, 12, 28], 18);
    catalogue.add_ended(&mut random, AdministrativeLevel::Commune, 3, Day::of(2019, 6, 30));
    catalogue.add_coming(&mut random, AdministrativeLevel::District, Day::of(2022, 3, 1));
    Frame {
        written: vec![
            ("cchc.toml", include_str!("../../sample-data/muong-ang-2021/cchc.toml")),
            ("published.csv", include_str!("../../sample-data/muong-ang-2021/published.csv")),
            ("README.md", include_str!("../../sample-data/muong-ang-2021/README.md")),
        ],
        units,
        catalogue,
        postings: Vec::new(),
    }
}

/// 979 / 2556 online in 2021, 56 / 2142 in 2020.
fn shares(units: &[Unit]) -> Vec<Parcel> {
    use ServiceLevel::{Full, Information, Partial};
    let total = |service, online, other, span| Total { service, online, other, span };
    let district = [
        total(Full, 150, 80, PERIOD),
        total(Partial, 130, 120, PERIOD),
        total(Information, 0, 120, PERIOD),
        total(Full, 15, 130, YEAR_BEFORE),
        total(Partial, 11, 160, YEAR_BEFORE),
        total(Information, 0, 170, YEAR_BEFORE),
        total(Partial, 2, 28, BETWEEN),
    ];
    let commune = [
        total(Full, 399, 431, PERIOD),
        total(Partial, 300, 430, PERIOD),
        total(Information, 0, 396, PERIOD),
        total(Full, 18, 550, YEAR_BEFORE),
        total(Partial, 12, 620, YEAR_BEFORE),
        total(Information, 0, 456, YEAR_BEFORE),
        total(Full, 1, 39, BETWEEN),
    ];
    let mut shares = parcels(units, AdministrativeLevel::District, &district);
    shares.extend(parcels(units, AdministrativeLevel::Commune, &commune));
    shares
}

/// Writes the exports of both systems, the year before included.
pub(crate) fn exports(frame: &Frame, folder: &Path) -> io::Result<()> {
    let mut random = Random::from_text("muong-ang-2021 exports");
    let random = &mut random;
    let shares = shares(&frame.units);
    let mut next_person = 0;
    let mut district = Series::create(folder, "huyen", Dialect::District, &EXPORT_DAYS)?;
    let mut commune = Series::create(folder, "xa", Dialect::Commune, &EXPORT_DAYS)?;
    for (position, unit) in frame.units.iter().enumerate().filter(|(_, unit)| unit.size > 0) {
        let habits = Habits { service_blank: 20, ..Habits::ordinary(random) };
        let desk = Desk::new(&frame.catalogue, unit.level, habits);
        let mut dossiers = receive_parcels(random, &desk, position, &shares, 15);
        dossiers.extend(desk.carry_over(random, 6, YEAR_BEFORE.from));
        dossiers.extend(desk.carry_over(random, 5, PERIOD.from).into_iter().filter(
            // Received before December 2020 would change the year before.
            |dossier| dossier.received.is_some_and(|day| BETWEEN.holds(day)),
        ));
        dossiers.extend(desk.uncounted(random, 3, 2, PERIOD));
        dossiers.extend(desk.uncounted(random, 1, 1, YEAR_BEFORE));
        number(unit, &mut dossiers, &mut next_person);
        let series = match unit.level {
            AdministrativeLevel::Commune => &mut commune,
            _ => &mut district,
        };
        series.add(unit, &frame.catalogue, &dossiers)?;
    }
    district.close()?;
    commune.close()
}
