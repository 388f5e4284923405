//! How the cells of one frame column are had from a record: decided once a file.

use std::collections::BTreeMap;

use crate::dossiers::{Cell, Column, ColumnId, ColumnKind, Schema};
use crate::period::Day;
use crate::registry::ProcedureRegistry;

use super::amounts::{read_figures, read_whole};
use super::dates::{DateForm, Dated};
use super::fields::Fields;
use super::reading_rules::DateRules;
use super::recall::Recall;
use super::swapped::Sightings;
use super::words::{Heard, WordReader};
use super::{CellKind, Mapping, Profile, RepairRule};

/// Distinct raw texts remembered per column.
const MOST_REMEMBERED: usize = 65_536;

/// A day as it was read, and the form that reads it.
pub(super) type Seen = (usize, Dated);

/// Where the cells of a frame column come from.
pub(super) enum Plan {
    /// The file has no such column.
    Absent,
    /// It has none either, and another frame column stands in: its place.
    SameAs(usize),
    Day(Box<DayColumn>),
    /// The day inside the dossier code.
    CodeDay,
    /// The minute of the day of receipt: the field of that day.
    Minute(usize),
    /// A whole number.
    Number(usize),
    Word(usize, WordReader),
    Amounts(Vec<usize>),
    /// A text: its field, the figures after the point it should have, and the numbers of the texts known already.
    Text(usize, Option<usize>, Recall<u32>),
    /// From the catalogue of procedures, by the procedure's code.
    ServiceLevel(BTreeMap<String, u8>),
    Field,
}

impl Plan {
    /// The fields that are read.
    pub(super) fn fields(&self) -> &[usize] {
        match self {
            Plan::Day(column) => std::slice::from_ref(&column.field),
            Plan::Minute(field) | Plan::Number(field) | Plan::Word(field, _) | Plan::Text(field, ..) => {
                std::slice::from_ref(field)
            }
            Plan::Amounts(fields) => fields,
            Plan::Absent | Plan::SameAs(_) | Plan::CodeDay | Plan::ServiceLevel(_) | Plan::Field => &[],
        }
    }

    /// The cell of a record whose field is blank, was met before or can be read by its bytes; none when it takes a closer
    /// look, which gives the same and tells what is odd. A day is to be told to the column's sightings: `seen`.
    // Cells go through registers when this stands in the loop over the columns.
    #[inline(always)]
    pub(super) fn known<F: Fields>(
        &self,
        record: &F,
        forms: &[DateForm],
        code_day: Option<Day>,
        seen: impl FnOnce(Seen),
    ) -> Option<Cell> {
        Some(match self {
            Plan::Day(column) => match record.written(column.field)? {
                [] => Cell::Day(None),
                written => {
                    let (form, dated) = written_day(forms, written)?;
                    seen((form, dated));
                    Cell::Day(Some(dated.day))
                }
            },
            Plan::Word(field, words) => match words.recall(record.bytes(*field)?)? {
                Heard::Word(word) => Cell::Word(Some(word)),
                Heard::Kept | Heard::Unknown => return None,
            },
            Plan::Amounts(fields) => {
                let mut sum = None;
                for field in fields {
                    match record.written(*field)? {
                        [] => {}
                        written => sum = Some(read_figures(written)?.checked_add(sum.unwrap_or(0))?),
                    }
                }
                Cell::Amount(sum)
            }
            // What is remembered has its zeros and is not lost.
            Plan::Text(field, _, remembered) => match record.bytes(*field)? {
                [] => Cell::Text(None),
                bytes => Cell::Text(Some(remembered.get(bytes)?)),
            },
            Plan::CodeDay => Cell::Day(code_day),
            // What is odd about the cell is told where its day is read.
            Plan::Minute(field) => Cell::Amount(minute(forms, record, *field)),
            Plan::Number(field) => match record.written(*field)? {
                [] => Cell::Amount(None),
                written => Cell::Amount(Some(read_whole(written)?)),
            },
            // Filled in when all others are read: the column that stands in may come later, and the catalogue is asked once the
            // day is known.
            Plan::Absent | Plan::SameAs(_) | Plan::ServiceLevel(_) | Plan::Field => Cell::Day(None),
        })
    }
}

/// The day of a cell that is plainly a date as it is written; none when it takes a closer look.
#[inline(always)]
pub(super) fn written_day(forms: &[DateForm], written: &[u8]) -> Option<Seen> {
    // No blanks are around it.
    if !(written.first()?.is_ascii_graphic() && written.last()?.is_ascii_graphic()) {
        return None;
    }
    first_form(forms, written).filter(|(_, dated)| dated.repair.is_none())
}

/// A column of days: its field, and what was seen of it.
pub(super) struct DayColumn {
    pub(super) field: usize,
    pub(super) sightings: Sightings,
}

impl DayColumn {
    /// The day of a cell, and the rule by which it is not the one written.
    pub(super) fn read(
        &mut self,
        forms: &[DateForm],
        rules: &DateRules,
        text: &str,
        kind: CellKind,
        line: u64,
    ) -> Option<(Day, Option<RepairRule>)> {
        let (form, dated) = match kind {
            CellKind::Day(day) | CellKind::Moment(day, _) => (None, rules.plausible(Day(day), None)),
            CellKind::Text | CellKind::Number => first_form(forms, text.as_bytes()).unzip(),
        };
        match dated {
            Some(dated) => {
                self.sightings.saw(form, &dated, line);
                Some((dated.day, dated.repair))
            }
            None => {
                self.sightings.failed(forms, text, line);
                None
            }
        }
    }
}

/// The minute of the day in a field that the file stores as a date or that one of the forms reads; none when it has no time of
/// day.
pub(super) fn minute<F: Fields>(forms: &[DateForm], record: &F, field: usize) -> Option<i64> {
    match record.kind(field) {
        CellKind::Day(_) => return None,
        CellKind::Moment(_, minute) => return Some(minute.into()),
        CellKind::Text | CellKind::Number => {}
    }
    let (text, _) = record.text(field).ok()?;
    let (form, _) = first_form(forms, text.as_bytes())?;
    forms.get(form)?.minute(text.as_bytes()).map(i64::from)
}

/// The first form that reads a text.
#[inline(always)]
fn first_form(forms: &[DateForm], text: &[u8]) -> Option<(usize, Dated)> {
    forms.iter().enumerate().find_map(|(place, form)| Some((place, form.read(text)?)))
}

/// Fields that identify a dossier and its unit.
pub(super) struct Identifying {
    pub(super) code: Option<usize>,
    pub(super) unit: Option<usize>,
    pub(super) unit_code: Option<usize>,
    pub(super) procedure_code: Option<usize>,
    pub(super) procedure_name: Option<usize>,
}

impl Identifying {
    pub(super) fn new(schema: &Schema, mapping: &Mapping) -> Self {
        let roles = &schema.roles;
        let first = |column: ColumnId| mapping.fields(column).first().copied();
        Self {
            code: first(roles.code),
            unit: first(roles.unit),
            unit_code: first(roles.unit_code),
            procedure_code: first(roles.procedure_code),
            procedure_name: first(roles.procedure_name),
        }
    }
}

/// Places of the cells that decide whether a record is a dossier, and which procedure it is of.
pub(super) struct Places {
    pub(super) received: Option<usize>,
    pub(super) finished: Option<usize>,
    pub(super) returned: Option<usize>,
    pub(super) status: Option<usize>,
    pub(super) procedure_code: Option<usize>,
}

impl Places {
    /// Among these frame columns.
    pub(super) fn new(schema: &Schema, columns: &[ColumnId]) -> Self {
        let roles = &schema.roles;
        let place = |id: ColumnId| columns.iter().position(|column| *column == id);
        Self {
            received: place(roles.received),
            finished: place(roles.finished),
            returned: place(roles.returned),
            status: place(roles.status),
            procedure_code: place(roles.procedure_code),
        }
    }
}

/// What plans are made from.
pub(super) struct Planner<'a> {
    pub(super) schema: &'a Schema,
    pub(super) profile: &'a Profile,
    pub(super) mapping: &'a Mapping,
    /// The catalogue, when the file has the codes to look into it.
    pub(super) procedures: Option<&'a ProcedureRegistry>,
    pub(super) forms: &'a [DateForm],
}

impl Planner<'_> {
    /// The plan for each of these frame columns.
    pub(super) fn plans(&self, columns: &[ColumnId]) -> Vec<Plan> {
        columns.iter().map(|id| self.plan(*id, columns)).collect()
    }

    fn plan(&self, id: ColumnId, columns: &[ColumnId]) -> Plan {
        let column = self.schema.column(id);
        if column.kind == ColumnKind::CodeDay {
            return Plan::CodeDay;
        }
        if column.kind == ColumnKind::Minute {
            let received = self.mapping.fields(self.schema.roles.received).first();
            return received.map_or(Plan::Absent, |field| Plan::Minute(*field));
        }
        match self.mapping.fields(id).first() {
            Some(field) => self.own(id, column, *field),
            None => self.stand_in(id, column, columns),
        }
    }

    fn own(&self, id: ColumnId, column: &Column, field: usize) -> Plan {
        match column.kind {
            ColumnKind::Day => Plan::Day(Box::new(DayColumn { field, sightings: Sightings::new(self.forms) })),
            ColumnKind::Word => match self.schema.vocabulary(id) {
                Some(vocabulary) => Plan::Word(field, WordReader::new(vocabulary, self.profile)),
                None => Plan::Absent,
            },
            ColumnKind::Amount => Plan::Amounts(self.mapping.fields(id).to_vec()),
            ColumnKind::Number => Plan::Number(field),
            _ => Plan::Text(field, column.decimals, Recall::new(MOST_REMEMBERED)),
        }
    }

    fn stand_in(&self, id: ColumnId, column: &Column, columns: &[ColumnId]) -> Plan {
        match column.kind {
            ColumnKind::Day => {
                let other = column.when_absent.as_deref().and_then(|name| self.schema.find(name));
                let place = other.and_then(|other| columns.iter().position(|id| *id == other));
                place.filter(|place| self.mapping.has(columns[*place])).map_or(Plan::Absent, Plan::SameAs)
            }
            ColumnKind::Word if id == self.schema.roles.service_level && self.procedures.is_some() => {
                let vocabulary = self.schema.vocabulary(id);
                let words = vocabulary.into_iter().flat_map(|vocabulary| {
                    vocabulary.ids().filter_map(|id| Some((id.to_owned(), vocabulary.word(id)?)))
                });
                Plan::ServiceLevel(words.collect())
            }
            ColumnKind::Field if self.procedures.is_some() => Plan::Field,
            _ => Plan::Absent,
        }
    }
}
