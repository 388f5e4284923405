//! One large export for load tests (kiểm thử tải), written dossier by dossier.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::days::{Day, Span};
use super::desk::{Desk, Habits};
use super::district_dialect;
use super::dossier::AdministrativeLevel;
use super::random::Random;
use super::registry::{Catalogue, Unit, procedures_text, units_text};
use super::separated::push_number;

const YEAR: Span = Span::of(Day::of(2022, 1, 1), Day::of(2022, 12, 31));
const PROVINCE: &str = "Mẫu";
/// Units of a district.
const OF_DISTRICT: usize = 20;

/// What a large export is like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Load {
    /// Dossiers.
    pub(crate) rows: u64,
    /// Units that receive them.
    pub(crate) units: usize,
    /// Words of a hundred that are not spelled as they should be; with 0 no cell is quoted either.
    pub(crate) messiness: u64,
    /// The running number of the first: a list too long for one file is made in parts, each beginning where the one before
    /// ends, and no code stands in two of them.
    pub(crate) first: u64,
}

impl Load {
    /// So many dossiers of 200 units, as messy as the sample data.
    pub(crate) fn of(rows: u64) -> Self {
        Self { rows, units: 200, messiness: 20, first: 1 }
    }
}

/// Writes an export of the district dialect, all of 2022; with a registry folder also the units and procedures it names.
pub(crate) fn write_large_export(load: Load, file: &Path, registry: Option<&Path>) -> io::Result<()> {
    let mut random = Random::from_text("load test");
    let random = &mut random;
    let (units, catalogue) = registry_of(random, load.units);
    if let Some(folder) = registry {
        fs::create_dir_all(folder)?;
        fs::write(folder.join("units.csv"), units_text(&units))?;
        fs::write(folder.join("procedures.csv"), procedures_text(&catalogue))?;
    }
    let receiving: Vec<(&Unit, Desk<'_>)> = (units.iter())
        .filter(|unit| unit.size > 0)
        .map(|unit| {
            let habits = Habits::ordinary(random);
            (unit, Desk::new(&catalogue, unit.level, habits))
        })
        .collect();
    // Units and their habits are the same in all parts, the dossiers are not.
    let mut of_part = Random::from_text(&format!("load test from {}", load.first));
    let random = if load.first == 1 { random } else { &mut of_part };
    let mut output = BufWriter::with_capacity(1 << 20, File::create(file)?);
    output.write_all(district_dialect::HEADER.as_bytes())?;
    let (mut line, mut code) = (String::new(), String::new());
    for serial in load.first..load.first.saturating_add(load.rows) {
        let (unit, desk) = &receiving[random.below(receiving.len() as u64) as usize];
        let (service, channel) = desk.any_kind(random, 3 * unit.eagerness);
        let received = YEAR.working_day(random);
        let mut view = desk.receive(random, service, channel, received).seen_on(YEAR.to);
        let Some(procedure) = catalogue.procedures.get(view.procedure) else {
            continue;
        };
        code.clear();
        code.push_str(&unit.code);
        code.push('-');
        view.submitted.push_short(&mut code);
        code.push('-');
        push_number(&mut code, serial, 7);
        view.person = serial;
        view.code = code;
        line.clear();
        let mut spelling = Random::from_text(&view.code).with_messiness(load.messiness);
        district_dialect::push_row_with(&mut spelling, &mut line, serial, unit, procedure, &view);
        output.write_all(line.as_bytes())?;
        code = view.code;
    }
    output.flush()
}

fn registry_of(random: &mut Random, receiving: usize) -> (Vec<Unit>, Catalogue) {
    let mut units = vec![Unit::above("H90", "Tỉnh Mẫu", AdministrativeLevel::Province)];
    for number in 0..receiving {
        let name = format!("Phường Mẫu {} thuộc Huyện Mẫu {}", number + 1, 1 + number / OF_DISTRICT);
        let code = format!("H90.{}.{}", 10 + number / OF_DISTRICT, 21 + number % OF_DISTRICT);
        if number % OF_DISTRICT == 0 {
            let district = format!("H90.{}", 10 + number / OF_DISTRICT);
            let name = format!("Huyện Mẫu {}", 1 + number / OF_DISTRICT);
            units.push(Unit::above(&district, &name, AdministrativeLevel::District));
        }
        units.push(Unit::receiving(random, code, &name, AdministrativeLevel::Commune, PROVINCE));
    }
    let mut catalogue = Catalogue::new(Day::of(2020, 1, 1));
    catalogue.add(random, AdministrativeLevel::Commune, [60, 90, 40], 40);
    (units, catalogue)
}
