//! The registry of a case: units (đơn vị) and the catalogue of procedures (danh mục thủ tục hành chính).

use super::days::Day;
use super::dossier::{AdministrativeLevel, ServiceLevel};
use super::field_names::FIELD_NAMES;
use super::random::Random;
use super::separated::{end_line, push_cell};

/// A receiving unit with its spellings in the exports and its habits.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    /// Agency code, group by group: `H91.14.21`.
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) level: AdministrativeLevel,
    pub(crate) parent: String,
    /// Other spellings; the exports use them too.
    pub(crate) aliases: Vec<String>,
    pub(crate) valid_from: String,
    pub(crate) valid_to: String,
    /// Who took over, each `CODE` or `CODE@FIRST-DAY`.
    pub(crate) successors: Vec<&'static str>,
    /// Of several successors the one that has the dossiers, and the document that says so.
    pub(crate) heir: Option<(&'static str, &'static str)>,
    /// Share of the dossiers it gets, compared with the other units.
    pub(crate) size: u64,
    /// Inclination of its citizens to the online channel, around 100.
    pub(crate) eagerness: u64,
}

impl Unit {
    /// A unit that receives dossiers, of a province whose name ends some spellings.
    pub(crate) fn receiving(
        random: &mut Random,
        code: String,
        name: &str,
        level: AdministrativeLevel,
        province: &str,
    ) -> Self {
        let parent = code.rsplit_once('.').map_or("", |(parent, _)| parent);
        let formal = match level {
            AdministrativeLevel::Commune => committee(name),
            _ => name.to_lowercase(),
        };
        let aliases = vec![format!("{formal} - Tỉnh {province}"), formal.to_uppercase(), formal];
        Self {
            parent: parent.to_owned(),
            code,
            name: name.to_owned(),
            level,
            aliases,
            valid_from: String::new(),
            valid_to: String::new(),
            successors: Vec::new(),
            heir: None,
            size: random.between(50, 150),
            eagerness: random.between(70, 130),
        }
    }

    /// A unit that only stands above others.
    pub(crate) fn above(code: &str, name: &str, level: AdministrativeLevel) -> Self {
        let parent = code.rsplit_once('.').map_or("", |(parent, _)| parent);
        Self {
            code: code.to_owned(),
            name: name.to_owned(),
            level,
            parent: parent.to_owned(),
            aliases: vec![committee(name)],
            valid_from: String::new(),
            valid_to: String::new(),
            successors: Vec::new(),
            heir: None,
            size: 0,
            eagerness: 0,
        }
    }
}

/// The people's committee (Ủy ban nhân dân) of a unit: `UBND xã Mẫu 3` of `Xã Mẫu 3`.
fn committee(name: &str) -> String {
    match name.split_once(' ') {
        Some(("Thành" | "Thị", _)) => {
            let (kind, rest) = name.split_at(name.match_indices(' ').nth(1).map_or(0, |(at, _)| at));
            format!("UBND {}{rest}", kind.to_lowercase())
        }
        Some((kind, rest)) => format!("UBND {} {rest}", kind.to_lowercase()),
        None => format!("UBND {name}"),
    }
}

/// One procedure (thủ tục hành chính).
#[derive(Clone, Debug)]
pub(crate) struct Procedure {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) field: &'static str,
    pub(crate) level: AdministrativeLevel,
    pub(crate) service: ServiceLevel,
    pub(crate) valid_from: String,
    pub(crate) valid_to: String,
    pub(crate) replaced_by: String,
    pub(crate) repealed_by: String,
    /// Working days allowed.
    pub(crate) time_limit: u64,
    pub(crate) fee: u32,
    /// Dossiers are received under it.
    pub(crate) in_use: bool,
}

/// The procedures of a case.
#[derive(Clone, Debug)]
pub(crate) struct Catalogue {
    pub(crate) procedures: Vec<Procedure>,
    valid_from: Day,
    next_number: u64,
}

impl Catalogue {
    /// An empty catalogue whose procedures are valid from that day.
    pub(crate) fn new(valid_from: Day) -> Self {
        Self { procedures: Vec::new(), valid_from, next_number: 4441 }
    }

    /// Adds the procedures of one level of administration: counts of full, partial, information services.
    pub(crate) fn add(&mut self, random: &mut Random, level: AdministrativeLevel, counts: [usize; 3], fields: usize) {
        let services = [ServiceLevel::Full, ServiceLevel::Partial, ServiceLevel::Information];
        let mut order = Vec::new();
        for (service, count) in services.into_iter().zip(counts) {
            order.extend(std::iter::repeat_n(service, count));
        }
        random.shuffle(&mut order);
        for (position, service) in order.into_iter().enumerate() {
            let field = if position < fields { position } else { random.favoured(fields) };
            let time_limit = match level {
                AdministrativeLevel::Commune => random.between(1, 6),
                _ => random.between(3, 20),
            };
            let fee = if random.chance(450) { random.between(1, 30) as u32 * 5000 } else { 0 };
            self.push(random, level, service, field, time_limit, fee);
        }
    }

    fn push(
        &mut self,
        random: &mut Random,
        level: AdministrativeLevel,
        service: ServiceLevel,
        field: usize,
        time_limit: u64,
        fee: u32,
    ) {
        // The second code of every catalogue ends in a zero that a number would lose.
        let number = if self.procedures.len() == 1 { 13220 } else { self.next_number };
        let series = 1 + number % 3;
        let series = if self.procedures.len() < 2 { 1 } else { series };
        self.next_number += random.between(1, 3);
        let serial = self.procedures.len() + 1;
        let name = match serial % 29 {
            7 => format!("Thủ tục mẫu {serial} (cấp đổi, cấp lại; trích lục)"),
            19 => format!("Thủ tục mẫu {serial} \"liên thông\""),
            _ => format!("Thủ tục mẫu {serial}"),
        };
        self.procedures.push(Procedure {
            code: format!("{series}.{number:06}"),
            name,
            field: FIELD_NAMES.get(field).copied().unwrap_or("Lĩnh vực khác"),
            level,
            service,
            valid_from: self.valid_from.iso(),
            valid_to: String::new(),
            replaced_by: String::new(),
            repealed_by: String::new(),
            time_limit,
            fee,
            in_use: true,
        });
    }

    /// Adds procedures no dossier uses: valid until a day, and replaced, repealed or just expired in turn.
    pub(crate) fn add_ended(&mut self, random: &mut Random, level: AdministrativeLevel, count: usize, valid_to: Day) {
        let successors: Vec<String> = (self.procedures.iter())
            .filter(|procedure| procedure.level == level && procedure.in_use)
            .map(|procedure| procedure.code.clone())
            .collect();
        for turn in 0..count {
            let service = [ServiceLevel::Partial, ServiceLevel::Full][turn % 2];
            self.push(random, level, service, turn, 5, 0);
            let Some(added) = self.procedures.last_mut() else {
                return;
            };
            added.in_use = false;
            added.valid_to = valid_to.iso();
            match turn % 3 {
                0 => added.replaced_by = successors.get(turn * 2).cloned().unwrap_or_default(),
                1 => {
                    added.repealed_by = format!("Quyết định mẫu số {}/QĐ-UBND, ngày {}", 100 + turn, valid_to.iso());
                }
                _ => {}
            }
        }
    }

    /// Adds one full service that is valid only from a later day on.
    pub(crate) fn add_coming(&mut self, random: &mut Random, level: AdministrativeLevel, from: Day) {
        self.push(random, level, ServiceLevel::Full, 0, 5, 0);
        if let Some(added) = self.procedures.last_mut() {
            added.in_use = false;
            added.valid_from = from.iso();
        }
    }

    /// Positions of the procedures in use of one level of administration and service level.
    pub(crate) fn in_use(&self, level: AdministrativeLevel, service: ServiceLevel) -> Vec<usize> {
        (0..self.procedures.len())
            .filter(|&position| {
                let procedure = &self.procedures[position];
                procedure.in_use && procedure.level == level && procedure.service == service
            })
            .collect()
    }
}

/// The text of `registry/units.csv`.
pub(crate) fn units_text(units: &[Unit]) -> String {
    let mut text = String::from("code,name,level,parent,aliases,valid_from,valid_to");
    // Where no unit ever changed into another, nobody needs the columns.
    let changes = units.iter().any(|unit| !unit.successors.is_empty());
    text.push_str(if changes { ",successors,heir,heir_source\n" } else { "\n" });
    for unit in units {
        let aliases = unit.aliases.join("|");
        let successors = unit.successors.join("|");
        let (heir, source) = unit.heir.unwrap_or_default();
        let cells = [
            unit.code.as_str(),
            &unit.name,
            unit.level.word(),
            &unit.parent,
            &aliases,
            &unit.valid_from,
            &unit.valid_to,
            &successors,
            heir,
            source,
        ];
        for cell in &cells[..if changes { cells.len() } else { 7 }] {
            push_cell(&mut text, cell, ',');
        }
        end_line(&mut text, "\n");
    }
    text
}

/// The text of `registry/procedures.csv`.
pub(crate) fn procedures_text(catalogue: &Catalogue) -> String {
    let mut text = String::from("code,name,field,level,service_level,valid_from,valid_to,replaced_by,repealed_by\n");
    for procedure in &catalogue.procedures {
        let cells = [
            procedure.code.as_str(),
            &procedure.name,
            procedure.field,
            procedure.level.word(),
            procedure.service.word(),
            &procedure.valid_from,
            &procedure.valid_to,
            &procedure.replaced_by,
            &procedure.repealed_by,
        ];
        for cell in cells {
            push_cell(&mut text, cell, ',');
        }
        end_line(&mut text, "\n");
    }
    text
}
