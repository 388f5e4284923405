use crate::dossiers::{ColumnKind, Schema};
use crate::indicators::{About, Definitions};
use crate::ingest::{Source, Stock};
use crate::period::Period;
use crate::registry::{ProcedureRegistry, UnitRegistry, WorkingDays};
use crate::report::inputs;
use crate::tally::{TallyError, count_doubts_of};

use super::findings::{across, of_list};
use super::model::{ColumnChecked, ListChecked, Validation};

/// What a validation is made of.
pub struct Evidence<'a> {
    /// The dossiers and their account.
    pub stock: &'a Stock,
    /// Canonical columns.
    pub schema: &'a Schema,
    /// Doubts.
    pub definitions: &'a Definitions,
    /// Registry of units, if any.
    pub units: Option<&'a UnitRegistry>,
    /// Catalogue of procedures, if any.
    pub procedures: Option<&'a ProcedureRegistry>,
    /// The working-day calendar.
    pub calendar: &'a WorkingDays,
}

/// Makes the validation.
///
/// # Errors
/// Only if Polars refuses an operation, which would be a fault of this program.
pub fn build(evidence: &Evidence<'_>) -> Result<Validation, TallyError> {
    let stock = evidence.stock;
    let lists = stock.exports.sources.iter().enumerate();
    let lists = lists.map(|(number, source)| list(number, source, evidence)).collect::<Result<_, _>>()?;
    Ok(Validation {
        lists,
        unread: inputs::unread(&stock.exports),
        findings: across(evidence),
        rejected: inputs::rejected(&stock.exports, evidence.schema),
        rejected_total: stock.exports.account().rejected_total(),
        repairs: inputs::repairs(&stock.exports, evidence.schema),
        duplicates: Vec::new(),
        dossiers: stock.dossiers.len() as u64,
    })
}

fn list(number: usize, source: &Source, evidence: &Evidence<'_>) -> Result<ListChecked, TallyError> {
    let Evidence { stock, schema, definitions, calendar, .. } = *evidence;
    // Sources are numbered with 16 bits.
    let source_number = u16::try_from(number).unwrap_or(u16::MAX);
    let dossiers = stock.dossiers.only(source_number);
    let every = dossiers.day_range(&schema.column(schema.roles.received).name).map(|(from, to)| Period { from, to });
    let spans = |about| match about {
        About::Period | About::Record => every,
        About::Export => source.exported.day.map(|day| Period { from: day, to: day }),
        About::Calendar => calendar.span(),
    };
    let doubts = count_doubts_of(&stock.dossiers, source_number, schema, definitions, &source.present, &spans)?;
    let column = |named: &crate::ingest::Named| ColumnChecked {
        id: schema.column(named.column).name.clone(),
        title: schema.column(named.column).title.clone(),
        header: named.header.clone(),
        confidence: named.confidence.id(),
    };
    let is_absent = |id| source.named.iter().all(|named| named.column != id);
    let is_of_exports = |kind| !matches!(kind, ColumnKind::Personal | ColumnKind::CodeDay | ColumnKind::Minute);
    let absent = schema
        .columns()
        .filter(|(id, column)| is_of_exports(column.kind) && is_absent(*id))
        .map(|(_, column)| column.title.clone());
    let days = schema.columns().filter(|(id, column)| column.kind == ColumnKind::Day && !is_absent(*id));
    let range = |(_, column): (_, &crate::dossiers::Column)| {
        dossiers.day_range(&column.name).map(|(first, last)| (column.title.clone(), first, last))
    };
    let counts = dossiers.count_by_unit(stock.exports.units.len());
    let mut units: Vec<(String, u64)> = stock
        .exports
        .units
        .iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(unit, count)| (unit.name.clone(), count))
        .collect();
    units.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    Ok(ListChecked {
        input: inputs::input(source, schema),
        kind: source.facts.kind.id(),
        packed: source.facts.packed.clone(),
        encoding: source.facts.encoding.map(|(encoding, basis)| (encoding.id(), basis.id())),
        delimiter: source.facts.delimiter.map(char::from),
        header_line: source.header_line,
        columns: source.named.iter().map(column).collect(),
        absent: absent.collect(),
        unused: source.unused.iter().filter(|header| !header.is_empty()).cloned().collect(),
        personal: source.personal,
        days: days.filter_map(range).collect(),
        units,
        repaired: stock.exports.repairs.of_source(number).map(|(rule, count)| (rule.id(), count)).collect(),
        findings: of_list(source, &dossiers, &doubts, evidence),
    })
}
