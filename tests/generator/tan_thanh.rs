//! Tân Thạnh, 2023: nearly everything digitised, on time and satisfactory, and much still open.

use std::io;
use std::path::Path;

use super::days::{Day, Span};
use super::desk::{Desk, Habits, number};
use super::dossier::{AdministrativeLevel, Channel, Dossier, ServiceLevel};
use super::files::{Dialect, Frame, Series};
use super::invented_units::{communes, offices};
use super::random::Random;
use super::registry::{Catalogue, Unit};
use super::shares::split;

const PERIOD: Span = Span::of(Day::of(2023, 1, 1), Day::of(2023, 12, 31));
/// Dossiers with a long way that the end of the year found open came in the second half.
const SECOND_HALF: Span = Span::of(Day::of(2023, 7, 3), Day::of(2023, 12, 31));
const EXPORT_DAYS: [Day; 2] = [Day::of(2023, 6, 30), Day::of(2024, 1, 15)];
const LAST_EXPORT: Day = EXPORT_DAYS[1];

/// Received 11 096: settled in the year on time 4356, late 13, open at its end 6727.
const ON_TIME: [u64; 2] = [600, 3756];
const LATE: [u64; 2] = [3, 10];
const OPEN: [u64; 2] = [420, 6307];
/// Carried over from 2022 and settled on time: 60, so that settled is 4429.
const CARRIED: [u64; 2] = [14, 46];
const NOT_DIGITISED: usize = 21;
const RESULT_NOT_DIGITISED: usize = 1;
/// Rated 2500, of them 10 not satisfied.
const RATED: usize = 2500;
const NOT_SATISFIED: usize = 10;

/// The case without its exports: 42 fields / 199 procedures, 27 fields / 93 procedures.
pub(crate) fn frame() -> Frame {
    let mut random = Random::from_text("tan-thanh-2023 registry");
    let mut units = vec![
        Unit::above("H93", "Tỉnh Long An", AdministrativeLevel::Province),
        Unit::above("H93.16", "Huyện Tân Thạnh", AdministrativeLevel::District),
    ];
    units.extend(offices(&mut random, "H93.16", "Long An", 7));
    units.extend(communes(&mut random, "H93.16", "Long An", ("Thị trấn", 1), 13));
    let mut catalogue = Catalogue::new(Day::of(2022, 1, 1));
    catalogue.add(&mut random, AdministrativeLevel::District, [88, 74, 37], 42);
    catalogue.add(&mut random, AdministrativeLevel::Commune, [41, 33, 19], 27);
    catalogue.add_ended(&mut random, AdministrativeLevel::District, 5, Day::of(2022, 11, 30));
    catalogue.add_ended(&mut random, AdministrativeLevel::Commune, 3, Day::of(2022, 11, 30));
    Frame {
        written: vec![
            ("cchc.toml", include_str!("../../sample-data/tan-thanh-2023/cchc.toml")),
            ("published.csv", include_str!("../../sample-data/tan-thanh-2023/published.csv")),
            ("README.md", include_str!("../../sample-data/tan-thanh-2023/README.md")),
        ],
        units,
        catalogue,
        postings: Vec::new(),
    }
}

/// What one unit gets of each of the four groups.
struct Part {
    on_time: u64,
    late: u64,
    open: u64,
    carried: u64,
}

fn parts(units: &[Unit], level: AdministrativeLevel) -> Vec<Part> {
    let place = usize::from(level == AdministrativeLevel::Commune);
    let sizes: Vec<u64> = units.iter().map(|unit| if unit.level == level { unit.size } else { 0 }).collect();
    let columns = [ON_TIME, LATE, OPEN, CARRIED].map(|totals| split(totals[place], &sizes));
    (0..units.len())
        .map(|unit| Part {
            on_time: columns[0][unit],
            late: columns[1][unit],
            open: columns[2][unit],
            carried: columns[3][unit],
        })
        .collect()
}

fn receive_unit(random: &mut Random, frame: &Frame, unit: &Unit, part: &Part) -> Vec<Dossier> {
    let prompt = Habits {
        late: 0,
        stuck: 0,
        finish_unrecorded: 0,
        digitised: 1000,
        result_digitised: 1000,
        paid_online: random.between(200, 500),
        rated: 1000,
        ..Habits::ordinary(random)
    };
    let slow = Habits { slow: true, stuck: 8, ..prompt };
    let late = Habits { late: 1000, withdrawn: 0, no_due_day: 0, ..prompt };
    let desk = |habits| Desk::new(&frame.catalogue, unit.level, habits);
    let (prompt, slow, late) = (desk(prompt), desk(slow), desk(late));
    let online = 4 * unit.eagerness;
    let settled = |dossier: &Dossier| dossier.finished.is_some_and(|day| PERIOD.holds(day));
    let open = |dossier: &Dossier| dossier.finished.is_none_or(|day| day > PERIOD.to);
    let kind = |random: &mut Random| -> (ServiceLevel, Channel) {
        let (service, channel) = prompt.any_kind(random, online);
        let posted = channel == Channel::Direct && random.chance(12);
        (service, if posted { Channel::Post } else { channel })
    };
    let mut dossiers = prompt.receive_where(random, part.on_time, PERIOD, &kind, &settled);
    dossiers.extend(late.receive_where(random, part.late, PERIOD, &kind, &settled));
    dossiers.extend(slow.receive_where(random, part.open, SECOND_HALF, &kind, &open));
    dossiers.extend(prompt.carry_over(random, part.carried, PERIOD.from));
    dossiers.extend(prompt.uncounted(random, 6, 4, PERIOD));
    dossiers
}

/// Writes the exports of both systems.
pub(crate) fn exports(frame: &Frame, folder: &Path) -> io::Result<()> {
    let mut random = Random::from_text("tan-thanh-2023 exports");
    let random = &mut random;
    let mut next_person = 0;
    let mut by_unit = Vec::new();
    let district_parts = parts(&frame.units, AdministrativeLevel::District);
    let commune_parts = parts(&frame.units, AdministrativeLevel::Commune);
    for (position, unit) in frame.units.iter().enumerate().filter(|(_, unit)| unit.size > 0) {
        let part = match unit.level {
            AdministrativeLevel::Commune => &commune_parts[position],
            _ => &district_parts[position],
        };
        let mut dossiers = receive_unit(random, frame, unit, part);
        number(unit, &mut dossiers, &mut next_person);
        by_unit.push((unit, dossiers));
    }
    mark_exceptions(random, &mut by_unit);
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

/// Marks the few dossiers not digitised, and lets exactly the rated number be rated.
fn mark_exceptions(random: &mut Random, by_unit: &mut [(&Unit, Vec<Dossier>)]) {
    let mut all: Vec<&mut Dossier> = (by_unit.iter_mut())
        .flat_map(|(_, dossiers)| dossiers.iter_mut())
        .filter(|dossier| !dossier.outcome_is_uncounted())
        .collect();
    random.shuffle(&mut all);
    let (mut plain, mut plain_results, mut rated) = (0, 0, 0);
    for dossier in all {
        if plain < NOT_DIGITISED && dossier.received.is_some_and(|day| PERIOD.holds(day)) {
            dossier.digitised = 0;
            plain += 1;
        }
        if !dossier.finished.is_some_and(|day| PERIOD.holds(day)) {
            continue;
        }
        if plain_results < RESULT_NOT_DIGITISED {
            dossier.result_digitised = 0;
            plain_results += 1;
        }
        let collected = dossier.returned.is_some_and(|day| day <= LAST_EXPORT);
        dossier.satisfaction = if !collected || rated == RATED {
            0
        } else {
            rated += 1;
            match rated {
                1..=NOT_SATISFIED => 2 + u8::from(rated % 3 != 0),
                _ => 4 + u8::from(random.chance(560)),
            }
        };
    }
}
