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

const YEAR: Span = Span::of(Day::of(2022, 1, 1), Day::of(2022, 12, 31));
const UNITS: usize = 200;
const PROVINCE: &str = "Mẫu";

/// Writes an export of the district dialect with that many dossiers of 200 units, all of 2022;
/// with a registry folder also the units and procedures it names.
pub(crate) fn write_large_export(rows: u64, file: &Path, registry: Option<&Path>) -> io::Result<()> {
    let mut random = Random::from_text("load test");
    let random = &mut random;
    let (units, catalogue) = registry_of(random);
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
    let mut output = BufWriter::with_capacity(1 << 20, File::create(file)?);
    output.write_all(district_dialect::HEADER.as_bytes())?;
    let mut line = String::new();
    for serial in 1..=rows {
        let (unit, desk) = &receiving[random.below(receiving.len() as u64) as usize];
        let (service, channel) = desk.any_kind(random, 3 * unit.eagerness);
        let received = YEAR.working_day(random);
        let mut dossier = desk.receive(random, service, channel, received);
        dossier.code = format!("{}-{}-{serial:07}", unit.code, dossier.submitted.short());
        dossier.person = serial;
        let view = dossier.seen_on(YEAR.to);
        let Some(procedure) = catalogue.procedures.get(view.procedure) else {
            continue;
        };
        line.clear();
        district_dialect::push_row(&mut line, serial, unit, procedure, &view);
        output.write_all(line.as_bytes())?;
    }
    output.flush()
}

fn registry_of(random: &mut Random) -> (Vec<Unit>, Catalogue) {
    let mut units = vec![Unit::above("H90", "Tỉnh Mẫu", AdministrativeLevel::Province)];
    for number in 0..UNITS {
        let name = format!("Phường Mẫu {} thuộc Huyện Mẫu {}", number + 1, 1 + number / 20);
        let code = format!("H90.{}.{}", 10 + number / 20, 21 + number % 20);
        if number % 20 == 0 {
            let district = format!("H90.{}", 10 + number / 20);
            let name = format!("Huyện Mẫu {}", 1 + number / 20);
            units.push(Unit::above(&district, &name, AdministrativeLevel::District));
        }
        units.push(Unit::receiving(random, code, &name, AdministrativeLevel::Commune, PROVINCE));
    }
    let mut catalogue = Catalogue::new(Day::of(2020, 1, 1));
    catalogue.add(random, AdministrativeLevel::Commune, [60, 90, 40], 40);
    (units, catalogue)
}
