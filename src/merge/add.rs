use std::collections::{BTreeMap, BTreeSet};

use crate::dossiers::Schema;
use crate::indicators::Definitions;
use crate::ingest::{Exports, Unit};
use crate::matching::fold;
use crate::period::Period;
use crate::registry::{Naming, Procedure, ProcedureRegistry, UnitRegistry};
use crate::tally::{Group, Grouping, Key, Tally};

use super::restore::{Restored, Terms};
use super::{MergeError, TallyFile};

/// Offices added up: what a run over all their dossiers would have counted, unless two offices have one dossier.
pub struct Offices {
    /// What is known of their exports.
    pub exports: Exports,
    /// Their counts.
    pub tally: Tally,
    /// Their dossiers in doubt.
    pub doubts: Vec<u64>,
    /// Their period.
    pub period: Period,
    /// True when no office was asked for a period.
    pub is_span_of_data: bool,
    /// Their registry of units, if any.
    pub registry: Option<UnitRegistry>,
    /// Their catalogue, as far as procedures were counted.
    pub procedures: Option<ProcedureRegistry>,
    /// Files that were passed over.
    pub passed_over: Vec<String>,
    /// Names of the tally files.
    pub files: Vec<String>,
    counted: BTreeSet<Grouping>,
    comparisons: Vec<Period>,
}

impl Offices {
    /// Keeps what a run over dossiers would have counted for these periods: what else is there must not have a say, least of
    /// all in which small counts are hidden.
    ///
    /// # Errors
    /// When some office has not counted a period, or a breakdown of one: names what is missing and what there is.
    pub fn keep(
        &mut self,
        period: Period,
        comparisons: &[Period],
        wanted: &BTreeSet<Grouping>,
    ) -> Result<(), MergeError> {
        let has =
            [self.period].iter().chain(&self.comparisons).map(|period| period.key()).collect::<Vec<_>>().join(", ");
        let missing = |asked: String| {
            let file = self.files.join(", ");
            Err(MergeError::NotCounted { file, asked, has: has.clone() })
        };
        if period != self.period {
            return missing(period.key());
        }
        if let Some(other) = comparisons.iter().find(|period| !self.comparisons.contains(period)) {
            return Err(MergeError::NotCompared { file: self.files.join(", "), asked: other.key(), has: has.clone() });
        }
        match wanted.iter().find(|grouping| !self.counted.contains(grouping)) {
            Some(grouping) => missing(format!("--by {} {}", super::places::by_id(grouping.by), grouping.period.key())),
            None => {
                self.tally.retain(|key| wanted.contains(&super::places::grouping_of(key)));
                Ok(())
            }
        }
    }
}

/// Adds the offices up, in this order; none without files. They must [agree](super::agree()).
///
/// # Errors
/// When a file contradicts itself, or a unit or an export is in two of them.
pub fn add(
    files: &[TallyFile],
    calendar: &str,
    schema: &Schema,
    definitions: &Definitions,
    naming: &Naming,
) -> Result<Option<Offices>, MergeError> {
    let terms = Terms { schema, definitions, naming };
    let Some(first) = files.first() else { return Ok(None) };
    as_this_run(first, calendar, definitions)?;
    let period = first.period()?;
    let mut offices = Offices {
        exports: Exports::default(),
        tally: Tally::default(),
        doubts: vec![0; definitions.doubts.len()],
        period,
        is_span_of_data: files.iter().all(|file| file.about.is_span_of_data),
        registry: None,
        procedures: None,
        passed_over: Vec::new(),
        files: files.iter().map(|file| file.name.clone()).collect(),
        counted: BTreeSet::new(),
        comparisons: Vec::new(),
    };
    let mut seen = Seen::default();
    let mut spellings = Spellings::default();
    let mut procedures: Vec<Procedure> = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let office = file.restore(&terms)?;
        seen.refuse_twice(file, &office)?;
        if number == 0 {
            offices.counted.clone_from(&office.counted);
            offices.comparisons.clone_from(&office.comparisons);
            let has_registry = file.about.registry_hashes.contains_key("units");
            offices.registry = has_registry.then(|| UnitRegistry::of(office.registry, office.reach, naming));
        } else {
            offices.counted.retain(|grouping| office.counted.contains(grouping));
            offices.comparisons.retain(|period| office.comparisons.contains(period));
        }
        for (key, cell) in office.tally.cells() {
            offices.tally.add_cell(spellings.key(key), cell);
        }
        for (sum, more) in offices.doubts.iter_mut().zip(&file.about.doubts) {
            *sum += more;
        }
        for line in office.procedures {
            if !procedures.contains(&line) {
                procedures.push(line);
            }
        }
        offices.passed_over.extend(file.about.passed_over.iter().map(|name| within(file, name)));
        join(&mut offices.exports, office.exports, file);
    }
    offices.procedures = (!procedures.is_empty()).then(|| ProcedureRegistry::of(procedures));
    Ok(Some(offices))
}

/// Refuses options of rules, or a calendar, that the run has otherwise.
fn as_this_run(first: &TallyFile, calendar: &str, definitions: &Definitions) -> Result<(), MergeError> {
    let counted: BTreeMap<String, String> = first.choices().collect();
    let asked = definitions.selected.iter();
    let asked = asked.filter(|selected| counted.get(&selected.term) != Some(&selected.option));
    let names: Vec<String> = asked.map(|selected| format!("{}={}", selected.term, selected.option)).collect();
    if !names.is_empty() {
        return Err(MergeError::Rules { one: first.name.clone(), other: String::new(), names: names.join(", ") });
    }
    if calendar != first.calendar() {
        return Err(MergeError::NotCounted {
            file: first.name.clone(),
            asked: format!("--calendar {calendar}"),
            has: first.calendar().to_owned(),
        });
    }
    Ok(())
}

/// The name of an office's file: behind that of the tally file that tells of it, as a file of an archive.
fn within(file: &TallyFile, name: &str) -> String {
    format!("{}/{name}", file.name)
}

fn join(sum: &mut Exports, office: Exports, file: &TallyFile) {
    let (sources, units) = (sum.sources.len(), u32::try_from(sum.units.len()).unwrap_or(u32::MAX));
    sum.sources.extend(office.sources.into_iter().map(|mut source| {
        source.name = within(file, &source.name);
        source
    }));
    sum.passed_over.extend(office.passed_over.into_iter().map(|mut passed| {
        passed.name = within(file, &passed.name);
        passed
    }));
    sum.units.extend(office.units);
    sum.unit_dossiers.extend(office.unit_dossiers);
    let counts = office.repairs.counts.into_iter();
    sum.repairs.counts.extend(counts.map(|((source, rule), count)| ((source + sources, rule), count)));
    let moved = office.moved.into_iter();
    sum.moved
        .extend(moved.map(|((one, other), count)| ((one.saturating_add(units), other.saturating_add(units)), count)));
    sum.outdated += office.outdated;
    sum.uncatalogued += office.uncatalogued;
    for unknown in office.unknown {
        match sum.unknown.iter_mut().find(|known| known.column == unknown.column) {
            Some(known) => known.records += unknown.records,
            None => sum.unknown.push(unknown),
        }
    }
    sum.unknown.sort_by_key(|unknown| unknown.column);
    for (code, name) in office.procedure_names {
        sum.procedure_names.entry(code).or_insert(name);
    }
}

/// Units and exports by the file that has them.
#[derive(Default)]
struct Seen {
    units: BTreeMap<String, String>,
    exports: BTreeMap<String, String>,
}

impl Seen {
    fn refuse_twice(&mut self, file: &TallyFile, office: &Restored) -> Result<(), MergeError> {
        // Two offices may each have an empty list: the same bytes, and nothing that would count twice.
        let filled = office.exports.sources.iter().filter(|source| source.account.records > 0);
        let exports: BTreeMap<&String, &String> = filled.map(|source| (&source.hash, &source.name)).collect();
        for (hash, name) in exports {
            if let Some(one) = self.exports.insert(hash.clone(), file.name.clone()) {
                return Err(MergeError::ExportTwice { export: name.clone(), one, other: file.name.clone() });
            }
        }
        // A unit may have two lines in one file (not valid on some days). Dossiers without a unit are of no unit, and
        // each office can have some of its own.
        let units: BTreeMap<&String, &Unit> =
            office.exports.units.iter().filter(|unit| !unit.name.is_empty()).map(|unit| (&unit.key, unit)).collect();
        for (key, unit) in units {
            if let Some(one) = self.units.insert(key.clone(), file.name.clone()) {
                return Err(MergeError::UnitTwice { unit: unit.name.clone(), one, other: file.name.clone() });
            }
        }
        Ok(())
    }
}

/// Two spellings of one field are one field, as within one run: the first is shown.
#[derive(Default)]
struct Spellings {
    fields: BTreeMap<String, String>,
    procedures: BTreeMap<String, String>,
}

impl Spellings {
    fn key(&mut self, key: &Key) -> Key {
        let first = |known: &mut BTreeMap<String, String>, text: &String| {
            known.entry(fold(text)).or_insert_with(|| text.clone()).clone()
        };
        let group = match &key.group {
            Group::Unit(key) => Group::Unit(key.clone()),
            Group::Field(name) => Group::Field(first(&mut self.fields, name)),
            Group::Procedure(code) => Group::Procedure(first(&mut self.procedures, code)),
        };
        Key { period: key.period, group }
    }
}
