//! Sa Đéc, 1 January to 19 August 2022: every threshold of the province is missed.

use std::io;
use std::path::Path;

use super::days::{Day, Span};
use super::desk::{Desk, Habits, number};
use super::dossier::{AdministrativeLevel, Channel, Dossier, ServiceLevel};
use super::files::{Dialect, Frame, Series};
use super::invented_units::{communes, offices};
use super::random::Random;
use super::registry::{Catalogue, Unit};
use super::shares::{Parcel, Total, fit, parcels, parcels_of, receive_parcels};

const PERIOD: Span = Span::of(Day::of(2022, 1, 1), Day::of(2022, 8, 19));
const EXPORT_DAYS: [Day; 2] = [Day::of(2022, 7, 31), Day::of(2022, 8, 19)];
/// Results returned by post (trả qua BCCI), in hundredths of a percent.
const RETURNED_BY_POST: u64 = 2279;

/// The case without its exports.
pub(crate) fn frame() -> Frame {
    let mut random = Random::from_text("sa-dec-2022 registry");
    let mut units = vec![
        Unit::above("H91", "Tỉnh Đồng Tháp", AdministrativeLevel::Province),
        Unit::above("H91.14", "Thành phố Sa Đéc", AdministrativeLevel::District),
    ];
    units.extend(offices(&mut random, "H91.14", "Đồng Tháp", 8));
    units.extend(communes(&mut random, "H91.14", "Đồng Tháp", ("Phường", 6), 9));
    let mut catalogue = Catalogue::new(Day::of(2021, 1, 1));
    catalogue.add(&mut random, AdministrativeLevel::District, [60, 90, 45], 38);
    catalogue.add(&mut random, AdministrativeLevel::Commune, [30, 55, 25], 24);
    Frame {
        written: vec![
            ("cchc.toml", include_str!("../../sample-data/sa-dec-2022/cchc.toml")),
            ("published.csv", include_str!("../../sample-data/sa-dec-2022/published.csv")),
            ("README.md", include_str!("../../sample-data/sa-dec-2022/README.md")),
        ],
        units,
        catalogue,
        postings: Vec::new(),
    }
}

fn total(service: ServiceLevel, online: u64, other: u64) -> Total {
    Total { service, online, other, span: PERIOD }
}

/// Offices 437 / 2541 = 17.2 %; with the communes 858 / 4393 = 19.53 %.
fn shares(units: &[Unit]) -> Vec<Parcel> {
    use ServiceLevel::{Full, Information, Partial};
    let offices = [total(Partial, 349, 1092), total(Full, 88, 1012), total(Information, 0, 150)];
    let mut shares = parcels(units, AdministrativeLevel::District, &offices);
    let communes: Vec<usize> =
        (0..units.len()).filter(|&unit| units[unit].level == AdministrativeLevel::Commune).collect();
    let (extremes, others) = communes.split_at(2);
    // Highest 86 / 240 = 35.83 %, lowest 1 / 263 = 0.38 %.
    let highest = [total(Partial, 80, 80), total(Full, 6, 74), total(Information, 0, 18)];
    let lowest = [total(Partial, 1, 149), total(Full, 0, 113), total(Information, 0, 21)];
    let rest = [total(Partial, 299, 603), total(Full, 35, 412), total(Information, 0, 120)];
    shares.extend(parcels_of(units, &extremes[..1], &highest));
    shares.extend(parcels_of(units, &extremes[1..], &lowest));
    shares.extend(parcels_of(units, others, &rest));
    shares
}

/// Writes the exports of both systems.
pub(crate) fn exports(frame: &Frame, folder: &Path) -> io::Result<()> {
    let mut random = Random::from_text("sa-dec-2022 exports");
    let random = &mut random;
    let shares = shares(&frame.units);
    let mut next_person = 0;
    let mut by_unit = Vec::new();
    for (position, unit) in frame.units.iter().enumerate().filter(|(_, unit)| unit.size > 0) {
        let habits = Habits { returned_by_post: 0, ..Habits::ordinary(random) };
        let desk = Desk::new(&frame.catalogue, unit.level, habits);
        let mut dossiers = receive_parcels(random, &desk, position, &shares, 0);
        dossiers.extend(desk.carry_over(random, 12, PERIOD.from));
        dossiers.extend(desk.uncounted(random, 4, 3, PERIOD));
        number(unit, &mut dossiers, &mut next_person);
        by_unit.push((unit, dossiers));
    }
    return_by_post(random, &mut by_unit);
    let mut district = Series::create(folder, "huyen", Dialect::District, &EXPORT_DAYS)?;
    let mut commune = Series::create(folder, "xa", Dialect::Commune, &EXPORT_DAYS)?;
    for (unit, dossiers) in &by_unit {
        let series = match unit.level {
            AdministrativeLevel::Commune => &mut commune,
            _ => &mut district,
        };
        series.add(unit, &frame.catalogue, dossiers)?;
    }
    district.close()?;
    commune.close()
}

/// Lets exactly the published share of the results go back by post, more in some units than in others.
fn return_by_post(random: &mut Random, by_unit: &mut [(&Unit, Vec<Dossier>)]) {
    let mut returned = Vec::new();
    for (place, (unit, dossiers)) in by_unit.iter().enumerate() {
        for (position, dossier) in dossiers.iter().enumerate() {
            if dossier.returned.is_some_and(|day| PERIOD.holds(day)) {
                // A late place in the queue means: by hand. Eager units stand earlier.
                let queue = random.below(100 * 1000) * 100 / unit.eagerness.max(1);
                returned.push((queue, place, position));
            }
        }
    }
    returned.sort_unstable();
    let (by_post, denominator) = fit(RETURNED_BY_POST, returned.len() as u64);
    let surplus = returned.len() - denominator as usize;
    for (turn, &(_, place, position)) in returned.iter().rev().enumerate() {
        let dossier = &mut by_unit[place].1[position];
        if turn < surplus {
            // The result lies ready and was not collected.
            dossier.returned = None;
            dossier.finish_unrecorded = false;
        } else if returned.len() - turn <= by_post as usize {
            dossier.giving_back = Channel::Post;
        }
    }
}
