//! What was counted, as a tally file.

use std::collections::{BTreeMap, BTreeSet};

use crate::dossiers::{ColumnId, Schema};
use crate::indicators::Definitions;
use crate::ingest::{Exports, Source, Unit};
use crate::period::{Day, Period};
use crate::registry::{Level, Naming, Procedure, ProcedureRegistry, Registered, Structure, UnitRegistry};
use crate::tally::{By, Grouping, Tally};

use super::TallyFile;
use super::places::{by_id, counted_row, group_parts};
use super::rows::{About, CellRow, ProcedureRow, RegistryRow, RuleRow, SheetRow, SourceRow, UnitRow, UnknownRow};

/// What a tally file is made of.
pub struct Made<'a> {
    /// Canonical columns.
    pub schema: &'a Schema,
    /// Indicators.
    pub definitions: &'a Definitions,
    /// Levels.
    pub naming: &'a Naming,
    /// Registry of units, if any.
    pub registry: Option<&'a UnitRegistry>,
    /// The structure of units that the counts are on.
    pub structure: Structure,
    /// Catalogue of procedures, if any.
    pub procedures: Option<&'a ProcedureRegistry>,
    /// What is known of the exports.
    pub exports: &'a Exports,
    /// The counts.
    pub tally: &'a Tally,
    /// What was counted.
    pub counted: &'a BTreeSet<Grouping>,
    /// Dossiers in doubt.
    pub doubts: &'a [u64],
    /// The period.
    pub period: Period,
    /// True when nobody asked for it.
    pub is_span_of_data: bool,
    /// Id of its calendar.
    pub calendar: &'a str,
    /// Periods to compare with.
    pub comparisons: &'a [Period],
    /// Files that were passed over.
    pub passed_over: &'a [String],
    /// Hashes of the rules that decide counts.
    pub rule_hashes: BTreeMap<String, String>,
    /// Hashes of the registries, by what they are.
    pub registry_hashes: BTreeMap<String, String>,
}

impl TallyFile {
    /// The tally file of an office. It holds counts, names of units, fields and procedures, and the account of the exports:
    /// nothing of a single record.
    #[must_use]
    pub fn new(made: &Made<'_>) -> Self {
        let about = About {
            program: format!("cchc {}", env!("CARGO_PKG_VERSION")),
            period: made.period.key(),
            is_span_of_data: made.is_span_of_data,
            calendar: made.calendar.to_owned(),
            structure: made.structure.id().to_owned(),
            comparisons: made.comparisons.iter().map(|period| period.key()).collect(),
            counted: made.counted.iter().map(counted_row).collect(),
            rules: made.definitions.selected.iter().map(rule_row).collect(),
            rule_hashes: made.rule_hashes.clone(),
            registry_hashes: made.registry_hashes.clone(),
            indicators: made.definitions.indicators.iter().map(|indicator| indicator.id.clone()).collect(),
            doubts: made.doubts.to_vec(),
            sources: sources(made),
            passed_over: made.passed_over.to_vec(),
            sheets_passed_over: made.exports.passed_over.iter().map(sheet_row).collect(),
            units: units(made),
            moved: made
                .exports
                .moved
                .iter()
                .map(|((one, other), count)| [(*one).into(), (*other).into(), *count])
                .collect(),
            outdated: made.exports.outdated,
            uncatalogued: made.exports.uncatalogued,
            unknown: unknown(made),
            registry: registry(made),
            procedures: procedures(made),
            procedure_names: procedure_names(made),
        };
        Self { name: String::new(), hash: String::new(), about, cells: cells(made) }
    }
}

fn rule_row(selected: &crate::indicators::Selected) -> RuleRow {
    RuleRow { rule: selected.term.clone(), option: selected.option.clone() }
}

fn sheet_row(passed: &crate::ingest::PassedOver) -> SheetRow {
    SheetRow { path: passed.name.clone(), sheet: passed.sheet.clone(), rows: passed.rows }
}

fn sources(made: &Made<'_>) -> Vec<SourceRow> {
    let names = |columns: &[ColumnId]| columns.iter().map(|id| made.schema.column(*id).name.clone()).collect();
    let row = |(number, source): (usize, &Source)| {
        let account = &source.account;
        SourceRow {
            path: source.name.clone(),
            sheet: source.sheet.clone(),
            hash: source.hash.clone(),
            bytes: source.bytes,
            profile: source.profile.clone(),
            kind: source.facts.kind.id().to_owned(),
            encoding: source.facts.encoding.map(|(encoding, _)| encoding.id().to_owned()),
            encoding_basis: source.facts.encoding.map(|(_, basis)| basis.id().to_owned()),
            exported: source.exported.day.map(|day| day.to_string()),
            exported_basis: source.exported.basis.id().to_owned(),
            aligned: source.aligned,
            columns: names(&source.present),
            filled: names(&source.filled),
            unused: source.unused.clone(),
            records: account.records,
            accepted: account.accepted,
            rejected: account.rejected.iter().map(|(reason, count)| (reason.id().to_owned(), *count)).collect(),
            superseded: account.superseded,
            duplicates: source.duplicates,
            blank: account.blank,
            set_aside: account.set_aside.iter().map(|(kind, count)| (kind.id().to_owned(), *count)).collect(),
            repaired: made
                .exports
                .repairs
                .of_source(number)
                .map(|(rule, count)| (rule.id().to_owned(), count))
                .collect(),
        }
    };
    made.exports.sources.iter().enumerate().map(row).collect()
}

fn units(made: &Made<'_>) -> Vec<UnitRow> {
    let row = |(unit, dossiers): (&Unit, &u64)| UnitRow {
        key: unit.key.clone(),
        name: unit.name.clone(),
        level: unit.level.and_then(|level| level_id(level, made.naming)),
        place: unit.registered.ok().map(|place| place as u64),
        unlisted: unit.registered.err().map(|why| why.id().to_owned()),
        dossiers: *dossiers,
    };
    made.exports.units.iter().zip(&made.exports.unit_dossiers).map(row).collect()
}

/// A spelling may be anybody's words: only how many records have one stands in the file.
fn unknown(made: &Made<'_>) -> Vec<UnknownRow> {
    let mut records = BTreeMap::<ColumnId, u64>::new();
    for unknown in &made.exports.unknown {
        *records.entry(unknown.column).or_default() += unknown.records;
    }
    let row = |(column, records)| UnknownRow { column: made.schema.column(column).name.clone(), records };
    records.into_iter().map(row).collect()
}

fn registry(made: &Made<'_>) -> Vec<RegistryRow> {
    let Some(registry) = made.registry else { return Vec::new() };
    let row = |(number, unit): (usize, &Registered)| RegistryRow {
        code: unit.code.clone(),
        name: unit.name.clone(),
        level: level_id(unit.level, made.naming).unwrap_or_default(),
        parent: unit.parent.clone(),
        valid_from: unit.valid_from.map(|day| day.to_string()),
        valid_to: unit.valid_to.map(|day| day.to_string()),
        aliases: unit.aliases.clone(),
        successors: unit.successors.iter().map(|place| *place as u64).collect(),
        became: registry.newest(number).ok().filter(|newest| *newest != number).map(|newest| newest as u64),
        gone: registry.newest(number).err().map(|gone| gone.id().to_owned()),
        elsewhere: !registry.reaches(number),
    };
    registry.units().iter().enumerate().map(row).collect()
}

/// Codes of the procedures that were counted.
fn codes(tally: &Tally) -> BTreeSet<&str> {
    let code = |(by, name)| (by == By::Procedure).then_some(name);
    tally.cells().filter_map(|(key, _)| code(group_parts(&key.group))).collect()
}

fn procedures(made: &Made<'_>) -> Vec<ProcedureRow> {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let row = |procedure: &Procedure| ProcedureRow {
        code: procedure.code.clone(),
        name: procedure.name.clone(),
        valid_from: day(procedure.valid_from),
        valid_to: day(procedure.valid_to),
    };
    // A long code stands for the lines of its first two groups: those are given once, in the catalogue's order.
    let mut seen = BTreeSet::new();
    let lines =
        codes(made.tally).into_iter().flat_map(|code| made.procedures.into_iter().flat_map(|all| all.of_code(code)));
    lines.filter(|line| seen.insert(std::ptr::from_ref::<Procedure>(*line))).map(row).collect()
}

fn procedure_names(made: &Made<'_>) -> BTreeMap<String, String> {
    let listed = |code: &str| made.procedures.is_some_and(|procedures| procedures.find(code, None).is_some());
    let name = |code: &str| made.exports.procedure_names.get(code).cloned();
    let codes = codes(made.tally).into_iter().filter(|code| !listed(code));
    codes.filter_map(|code| Some((code.to_owned(), name(code)?))).collect()
}

fn cells(made: &Made<'_>) -> Vec<CellRow> {
    let indicators = 0..made.definitions.indicators.len();
    let row = |(key, cell): (&crate::tally::Key, &crate::tally::Cell)| {
        let (by, group) = group_parts(&key.group);
        let counts = |place| {
            let counted = cell.of(place);
            [counted.numerator, counted.denominator, counted.left_out]
        };
        CellRow {
            period: key.period.key(),
            by: by_id(by).to_owned(),
            group: group.to_owned(),
            touched: cell.touched,
            counts: indicators.clone().map(counts).collect(),
        }
    };
    made.tally.cells().map(row).collect()
}

fn level_id(level: Level, naming: &Naming) -> Option<String> {
    naming.levels().get(level.0).map(|level| level.id.clone())
}
