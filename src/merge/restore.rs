//! A tally file as counts and facts of exports again, every part of it checked: nobody knows who wrote it.

use std::collections::{BTreeMap, BTreeSet};

use crate::dossiers::{ColumnId, Schema};
use crate::indicators::{Definitions, Kind as IndicatorKind};
use crate::ingest::{
    Account, Basis, EncodingBasis, Exported, Exports, Facts, Kind, PassedOver, Reason, RepairRule, SetAside, Source,
    Unit, UnknownSpelling, Why,
};
use crate::period::{Day, Period};
use crate::registry::{Gone, Naming, Procedure, Registered, Structure};
use crate::tally::{Cell, Counted, Group, Grouping, Key, Tally, check_identities};

use super::places::{by_of, group_of, grouping_of, period_of};
use super::rows::{CellRow, CountedRow, ProcedureRow, RegistryRow, SourceRow, UnitRow};
use super::{MergeError, TallyFile};

/// No count of an office is larger: sums of them stay within their type.
const MOST: u64 = 1_000_000_000_000;

/// What a file says, in the program's own terms.
pub(super) struct Restored {
    pub(super) exports: Exports,
    pub(super) tally: Tally,
    pub(super) counted: BTreeSet<Grouping>,
    pub(super) comparisons: Vec<Period>,
    /// With the unit of the newest structure that each became.
    pub(super) registry: Vec<(Registered, Result<usize, Gone>)>,
    /// Places of the units that texts can stand for; none: all.
    pub(super) reach: Option<BTreeSet<usize>>,
    pub(super) procedures: Vec<Procedure>,
}

/// Terms by which files are read.
pub(super) struct Terms<'a> {
    pub(super) schema: &'a Schema,
    pub(super) definitions: &'a Definitions,
    pub(super) naming: &'a Naming,
}

impl TallyFile {
    /// Its period.
    pub(super) fn period(&self) -> Result<Period, MergeError> {
        period_of(&self.about.period).ok_or_else(|| self.wrong("about.period"))
    }

    pub(super) fn wrong(&self, place: &str) -> MergeError {
        MergeError::Inconsistent { file: self.name.clone(), place: place.to_owned() }
    }

    pub(super) fn restore(&self, terms: &Terms<'_>) -> Result<Restored, MergeError> {
        let about = &self.about;
        let period = |text: &String| period_of(text).ok_or_else(|| self.wrong("about.comparisons"));
        if ![Structure::Then, Structure::Now].iter().any(|known| known.id() == about.structure) {
            return Err(self.wrong("about.structure"));
        }
        let rows = about.registry.len();
        let registry = self.all("about.registry", &about.registry, |row| registered(row, terms, rows))?;
        let registry: Vec<_> =
            registry.into_iter().enumerate().map(|(own, (unit, newest))| (unit, newest.unwrap_or(Ok(own)))).collect();
        let units = self.all("about.units", &about.units, |row| unit(row, terms, registry.len()))?;
        let sources = self.all("about.sources", &about.sources, |row| source(row, terms.schema))?;
        let mut exports = Exports {
            passed_over: about
                .sheets_passed_over
                .iter()
                .map(|row| passed_over(&row.path, &row.sheet, row.rows))
                .collect(),
            unit_dossiers: about.units.iter().map(|row| row.dossiers).collect(),
            moved: self.all("about.moved", &about.moved, |row| moved(row, units.len()))?.into_iter().collect(),
            outdated: at_most(about.outdated).ok_or_else(|| self.wrong("about.outdated"))?,
            uncatalogued: at_most(about.uncatalogued).ok_or_else(|| self.wrong("about.uncatalogued"))?,
            unknown: self.all("about.unknown", &about.unknown, |row| {
                let column = terms.schema.find(&row.column)?;
                Some(UnknownSpelling { column, spelling: String::new(), records: at_most(row.records)? })
            })?,
            procedure_names: about.procedure_names.clone(),
            sources,
            units,
            ..Exports::default()
        };
        for (number, row) in about.sources.iter().enumerate() {
            let rule = |(id, count): (&String, &u64)| {
                Some(((number, by_name(&RepairRule::ALL, RepairRule::id, id)?), at_most(*count)?))
            };
            let repaired: Option<Vec<_>> = row.repaired.iter().map(rule).collect();
            exports.repairs.counts.extend(repaired.ok_or_else(|| self.wrong("about.sources.repaired"))?);
        }
        let counted: BTreeSet<Grouping> = self.all("about.counted", &about.counted, grouping)?.into_iter().collect();
        let tally = self.tally(terms.definitions, &counted, &exports)?;
        // What counts is what was accepted, however it is added up.
        let (accepted, of_units): (u64, u64) = (exports.account().accepted, exports.unit_dossiers.iter().sum());
        if about.doubts.len() != terms.definitions.doubts.len() || about.doubts.iter().any(|count| *count > accepted) {
            return Err(self.wrong("about.doubts"));
        }
        if accepted != of_units {
            return Err(self.wrong("about.units.dossiers"));
        }
        check_identities(&tally, terms.definitions)
            .map_err(|source| MergeError::Identity { file: self.name.clone(), source: Box::new(source) })?;
        if !is_within_account(&tally, &exports) {
            return Err(self.wrong("cells"));
        }
        Ok(Restored {
            exports,
            tally,
            counted,
            comparisons: about.comparisons.iter().map(period).collect::<Result<_, _>>()?,
            reach: reach(&about.registry),
            registry,
            procedures: self.all("about.procedures", &about.procedures, procedure)?,
        })
    }

    fn tally(
        &self,
        definitions: &Definitions,
        counted: &BTreeSet<Grouping>,
        exports: &Exports,
    ) -> Result<Tally, MergeError> {
        let wrong = || self.wrong("cells");
        let ids = definitions.indicators.iter().map(|indicator| &indicator.id);
        if !self.about.indicators.iter().eq(ids) {
            return Err(self.wrong("about.indicators"));
        }
        let units: BTreeSet<&str> = exports.units.iter().map(|unit| unit.key.as_str()).collect();
        let mut tally = Tally::default();
        let mut sums = BTreeMap::<Grouping, Cell>::new();
        let mut seen = BTreeSet::new();
        for row in &self.cells {
            let (key, cell) = cell(row, definitions).ok_or_else(wrong)?;
            let grouping = grouping_of(&key);
            let is_known = !matches!(&key.group, Group::Unit(unit) if !units.contains(unit.as_str()));
            if !counted.contains(&grouping) || !is_known || !seen.insert(key.clone()) {
                return Err(wrong());
            }
            sums.entry(grouping).or_default().add(&cell);
            tally.add_cell(key, &cell);
        }
        // The dossiers of a period are the same, whatever they are grouped by.
        for grouping in counted {
            let by_unit = Grouping { by: crate::tally::By::Unit, ..*grouping };
            if counted.contains(&by_unit) && sums.get(grouping) != sums.get(&by_unit) {
                return Err(self.wrong("cells.counts"));
            }
        }
        Ok(tally)
    }

    fn all<R, T>(&self, place: &str, rows: &[R], made: impl Fn(&R) -> Option<T>) -> Result<Vec<T>, MergeError> {
        rows.iter().map(made).collect::<Option<Vec<T>>>().ok_or_else(|| self.wrong(place))
    }
}

/// True when no count of a unit is larger than the number of its dossiers, whatever is counted of them.
fn is_within_account(tally: &Tally, exports: &Exports) -> bool {
    let mut dossiers = BTreeMap::<&str, u64>::new();
    for (unit, count) in exports.units.iter().zip(&exports.unit_dossiers) {
        *dossiers.entry(unit.key.as_str()).or_default() += count;
    }
    tally.cells().all(|(key, cell)| {
        let Group::Unit(unit) = &key.group else { return true };
        let most = dossiers.get(unit.as_str()).copied().unwrap_or(0);
        let largest = |counted: &Counted| counted.numerator.max(counted.denominator).max(counted.left_out);
        cell.touched <= most && cell.counted.iter().all(|counted| largest(counted) <= most)
    })
}

fn at_most(count: u64) -> Option<u64> {
    (count <= MOST).then_some(count)
}

/// The value that bears this stable name.
fn by_name<T: Copy>(all: &[T], name: fn(T) -> &'static str, wanted: &str) -> Option<T> {
    all.iter().copied().find(|value| name(*value) == wanted)
}

/// No day, or the day a text says.
fn day(text: Option<&String>) -> Option<Option<Day>> {
    text.map_or(Some(None), |text| Day::parse_iso(text).map(Some))
}

fn grouping(row: &CountedRow) -> Option<Grouping> {
    Some(Grouping { period: period_of(&row.period)?, by: by_of(&row.by)? })
}

fn moved(row: &[u64; 3], units: usize) -> Option<((u32, u32), u64)> {
    let [one, other, count] = *row;
    let number = |number: u64| u32::try_from(number).ok().filter(|number| (*number as usize) < units);
    Some(((number(one)?, number(other)?), at_most(count)?))
}

fn passed_over(name: &str, sheet: &str, rows: Option<u64>) -> PassedOver {
    PassedOver { name: name.to_owned(), sheet: sheet.to_owned(), rows }
}

fn cell(row: &CellRow, definitions: &Definitions) -> Option<(Key, Cell)> {
    if row.counts.len() != definitions.indicators.len() {
        return None;
    }
    let counted = |([numerator, denominator, left_out], kind): (&[u64; 3], IndicatorKind)| {
        let is_rate = kind == IndicatorKind::Rate;
        if (is_rate && numerator > denominator) || *left_out > row.touched {
            return None;
        }
        let [numerator, denominator, left_out] = [at_most(*numerator)?, at_most(*denominator)?, *left_out];
        Some(Counted { numerator, denominator, left_out })
    };
    let kinds = definitions.indicators.iter().map(|indicator| indicator.kind);
    let counted: Option<Vec<Counted>> = row.counts.iter().zip(kinds).map(counted).collect();
    let key = Key { period: period_of(&row.period)?, group: group_of(by_of(&row.by)?, &row.group) };
    Some((key, Cell { touched: at_most(row.touched)?, counted: counted? }))
}

/// A unit of the registry, and what it became when that is not itself; `rows`: how many units there are.
fn registered(row: &RegistryRow, terms: &Terms<'_>, rows: usize) -> Option<(Registered, Option<Result<usize, Gone>>)> {
    let place = |place: u64| usize::try_from(place).ok().filter(|place| *place < rows);
    let newest = match (row.became, &row.gone) {
        (None, None) => None,
        (Some(became), None) => Some(Ok(place(became)?)),
        (None, Some(gone)) => Some(Err(by_name(&Gone::ALL, Gone::id, gone)?)),
        (Some(_), Some(_)) => return None,
    };
    let unit = Registered {
        code: row.code.clone(),
        name: row.name.clone(),
        level: terms.naming.level(&row.level)?,
        parent: row.parent.clone(),
        valid_from: day(row.valid_from.as_ref())?,
        valid_to: day(row.valid_to.as_ref())?,
        aliases: row.aliases.clone(),
        successors: row.successors.iter().map(|successor| place(*successor)).collect::<Option<_>>()?,
    };
    Some((unit, newest))
}

/// The places of the units that are not elsewhere; none when all are there.
fn reach(rows: &[RegistryRow]) -> Option<BTreeSet<usize>> {
    let there = |(place, row): (usize, &RegistryRow)| (!row.elsewhere).then_some(place);
    rows.iter().any(|row| row.elsewhere).then(|| rows.iter().enumerate().filter_map(there).collect())
}

fn unit(row: &UnitRow, terms: &Terms<'_>, registry: usize) -> Option<Unit> {
    let level = match &row.level {
        Some(id) => Some(terms.naming.level(id)?),
        None => None,
    };
    let registered = match (row.place, &row.unlisted) {
        (Some(place), None) => Ok(usize::try_from(place).ok().filter(|place| *place < registry)?),
        (None, Some(why)) => Err(by_name(&Why::ALL, Why::id, why)?),
        _ => return None,
    };
    at_most(row.dossiers)?;
    Some(Unit { key: row.key.clone(), name: row.name.clone(), level, registered })
}

fn procedure(row: &ProcedureRow) -> Option<Procedure> {
    Some(Procedure {
        code: row.code.clone(),
        name: row.name.clone(),
        // Only names are looked up here: fields and service levels went into the counts.
        field: String::new(),
        level: None,
        service_level: String::new(),
        valid_from: day(row.valid_from.as_ref())?,
        valid_to: day(row.valid_to.as_ref())?,
        replaced_by: None,
        repealed_by: None,
        legal_days: None,
    })
}

fn source(row: &SourceRow, schema: &Schema) -> Option<Source> {
    let columns = |names: &[String]| names.iter().map(|name| schema.find(name)).collect::<Option<Vec<ColumnId>>>();
    let encoding = match (&row.encoding, &row.encoding_basis) {
        (Some(encoding), Some(basis)) => {
            Some((encoding.parse().ok()?, by_name(&EncodingBasis::ALL, EncodingBasis::id, basis)?))
        }
        (None, None) => None,
        _ => return None,
    };
    let rejected = |(id, count): (&String, &u64)| Some((by_name(&Reason::ALL, Reason::id, id)?, at_most(*count)?));
    let aside = |(id, count): (&String, &u64)| Some((by_name(&SetAside::ALL, SetAside::id, id)?, at_most(*count)?));
    let account = Account {
        records: at_most(row.records)?,
        accepted: at_most(row.accepted)?,
        rejected: row.rejected.iter().map(rejected).collect::<Option<_>>()?,
        superseded: at_most(row.superseded)?,
        blank: at_most(row.blank)?,
        set_aside: row.set_aside.iter().map(aside).collect::<Option<_>>()?,
    };
    if !account.balances() || row.duplicates > row.superseded {
        return None;
    }
    Some(Source {
        name: row.path.clone(),
        sheet: row.sheet.clone(),
        bytes: row.bytes,
        hash: row.hash.clone(),
        facts: Facts { kind: by_name(&Kind::ALL, Kind::id, &row.kind)?, packed: Vec::new(), encoding, delimiter: None },
        profile: row.profile.clone(),
        header_line: 0,
        named: Vec::new(),
        aligned: row.aligned,
        present: columns(&row.columns)?,
        filled: columns(&row.filled)?,
        unused: row.unused.clone(),
        personal: 0,
        exported: Exported {
            day: day(row.exported.as_ref())?,
            basis: by_name(&Basis::ALL, Basis::id, &row.exported_basis)?,
        },
        account,
        foreign_dates: None,
        duplicates: row.duplicates,
    })
}
