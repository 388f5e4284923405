//! Thừa Thiên Huế, 2021: online share by level of administration, over more than 330 000 dossiers.

use std::io;
use std::path::Path;

use super::days::{Day, Span};
use super::desk::{Desk, Habits, number};
use super::dossier::{AdministrativeLevel, ServiceLevel};
use super::files::{Dialect, Frame, Series};
use super::random::Random;
use super::registry::{Catalogue, Unit};
use super::shares::{Parcel, Total, parcels, receive_parcels};

const PERIOD: Span = Span::of(Day::of(2021, 1, 1), Day::of(2021, 12, 31));
const EXPORT_DAYS: [Day; 3] = [Day::of(2021, 6, 30), Day::of(2021, 9, 30), Day::of(2021, 12, 31)];
const PROVINCE: &str = "Thừa Thiên Huế";

/// The case without its exports: 1304 partial and 960 full services.
pub(crate) fn frame() -> Frame {
    let mut random = Random::from_text("hue-2021 registry");
    let random = &mut random;
    let mut units = vec![Unit::above("H95", "Tỉnh Thừa Thiên Huế", AdministrativeLevel::Province)];
    for number in 1..=18 {
        let name = format!("Sở Mẫu {number}");
        let code = format!("H95.{number:02}");
        units.push(Unit::receiving(random, code, &name, AdministrativeLevel::Province, PROVINCE));
    }
    for number in 1..=9 {
        let name = format!("Huyện Mẫu {number}");
        let code = format!("H95.{}", 30 + number);
        units.push(Unit::receiving(random, code, &name, AdministrativeLevel::District, PROVINCE));
    }
    for number in 0..141 {
        let (kind, serial) = if number < 36 { ("Phường", number + 1) } else { ("Xã", number - 35) };
        let name = format!("{kind} Mẫu {serial}");
        let code = format!("H95.{}.{}", 31 + number % 9, 21 + number);
        units.push(Unit::receiving(random, code, &name, AdministrativeLevel::Commune, PROVINCE));
    }
    let mut catalogue = Catalogue::new(Day::of(2019, 1, 1));
    catalogue.add(random, AdministrativeLevel::Province, [700, 930, 220], 60);
    catalogue.add(random, AdministrativeLevel::District, [170, 250, 60], 42);
    catalogue.add(random, AdministrativeLevel::Commune, [90, 124, 40], 27);
    Frame {
        written: vec![
            ("cchc.toml", include_str!("../../sample-data/hue-2021/cchc.toml")),
            ("published.csv", include_str!("../../sample-data/hue-2021/published.csv")),
            ("README.md", include_str!("../../sample-data/hue-2021/README.md")),
        ],
        units,
        catalogue,
        postings: Vec::new(),
    }
}

/// Province 35 267 / 58 758 = 60 %, district 32 171 / 109 104 = 29.5 %, commune 2 982 / 164 124 = 1.8 %.
fn shares(units: &[Unit]) -> Vec<Parcel> {
    use ServiceLevel::{Full, Information, Partial};
    let total = |service, online, other| Total { service, online, other, span: PERIOD };
    let province = [total(Full, 17_060, 5_940), total(Partial, 18_207, 10_393), total(Information, 0, 7_158)];
    let district = [total(Full, 13_900, 24_100), total(Partial, 18_271, 36_729), total(Information, 0, 16_104)];
    let commune = [total(Full, 1_320, 58_680), total(Partial, 1_662, 72_338), total(Information, 0, 30_124)];
    let mut shares = parcels(units, AdministrativeLevel::Province, &province);
    shares.extend(parcels(units, AdministrativeLevel::District, &district));
    shares.extend(parcels(units, AdministrativeLevel::Commune, &commune));
    shares
}

/// Writes the exports of the three levels, one unit at a time.
pub(crate) fn exports(frame: &Frame, folder: &Path) -> io::Result<()> {
    let mut random = Random::from_text("hue-2021 exports");
    let random = &mut random;
    let shares = shares(&frame.units);
    let mut next_person = 0;
    let mut province = Series::create(folder, "tinh", Dialect::District, &EXPORT_DAYS)?;
    let mut district = Series::create(folder, "huyen", Dialect::District, &EXPORT_DAYS)?;
    let mut commune = Series::create(folder, "xa", Dialect::Commune, &EXPORT_DAYS)?;
    for (position, unit) in frame.units.iter().enumerate().filter(|(_, unit)| unit.size > 0) {
        let habits = Habits { service_blank: 10, ..Habits::ordinary(random) };
        let desk = Desk::new(&frame.catalogue, unit.level, habits);
        let mut dossiers = receive_parcels(random, &desk, position, &shares, 8);
        let hundredth = dossiers.len() as u64 / 100;
        dossiers.extend(desk.carry_over(random, hundredth + 3, PERIOD.from));
        dossiers.extend(desk.uncounted(random, hundredth + 2, hundredth / 2 + 1, PERIOD));
        number(unit, &mut dossiers, &mut next_person);
        let series = match unit.level {
            AdministrativeLevel::Province => &mut province,
            AdministrativeLevel::District => &mut district,
            AdministrativeLevel::Commune => &mut commune,
        };
        series.add(unit, &frame.catalogue, &dossiers)?;
    }
    province.close()?;
    district.close()?;
    commune.close()
}
