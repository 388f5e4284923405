//! How the cells of one frame column are had from a record: decided once a file.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use crate::dossiers::{Column, ColumnId, ColumnKind, Schema};
use crate::period::Day;
use crate::registry::ProcedureRegistry;

use super::dates::DateForm;
use super::reading_rules::DateRules;
use super::swapped::Sightings;
use super::words::WordReader;
use super::{CellKind, Mapping, Profile, RepairRule};

/// Where the cells of a frame column come from.
pub(super) enum Plan {
    /// The file has no such column.
    Absent,
    /// It has none either, and another frame column stands in: its place.
    SameAs(usize),
    Day(Box<DayColumn>),
    /// The day inside the dossier code.
    CodeDay,
    Word(usize, WordReader),
    Amounts(Vec<usize>),
    /// A text: its field, the figures after the point it should have, and the numbers of the texts known already.
    Text(usize, Option<usize>, HashMap<Vec<u8>, u32>),
    /// From the catalogue of procedures, by the procedure's code.
    ServiceLevel(BTreeMap<String, u8>),
    Field,
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
            CellKind::Day(day) => (None, rules.plausible(Day(day), None)),
            CellKind::Text | CellKind::Number => {
                let read = |(place, form): (usize, &DateForm)| Some((place, form.read(text.as_bytes())?));
                match forms.iter().enumerate().find_map(read) {
                    Some((place, dated)) => (Some(place), Some(dated)),
                    None => (None, None),
                }
            }
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
            _ => Plan::Text(field, column.decimals, HashMap::new()),
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
