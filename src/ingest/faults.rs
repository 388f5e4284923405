//! What is wrong with a record.

use memchr::{memchr_iter, memchr2};

use crate::dossiers::{ColumnId, ColumnKind, Schema};

use super::foreign_dates::shape;
use super::privacy::{has_number_of_a_person, shown};
use super::{Reason, Shown};

/// Why a record is rejected.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    /// The dossier, where its code could be read: its older records may now count in its place.
    pub(super) dossier: Option<u128>,
    pub(super) reason: Reason,
    pub(super) column: Option<ColumnId>,
    pub(super) value: Shown,
    /// The shapes of all its dates that were not read.
    pub(super) dates: Vec<(ColumnId, String)>,
}

impl Fault {
    /// The whole record is at fault.
    pub(super) fn whole(reason: Reason) -> Self {
        Self { dossier: None, reason, column: None, value: Shown::Nothing, dates: Vec::new() }
    }
}

/// The first fault of a record, and how many there are.
pub(super) struct Faults<'a> {
    pub(super) schema: &'a Schema,
    pub(super) first: Option<Fault>,
    pub(super) count: usize,
    pub(super) columns: Vec<ColumnId>,
    pub(super) dates: Vec<(ColumnId, String)>,
}

impl<'a> Faults<'a> {
    pub(super) fn new(schema: &'a Schema) -> Self {
        Self { schema, first: None, count: 0, columns: Vec::new(), dates: Vec::new() }
    }

    pub(super) fn add(&mut self, reason: Reason, column: ColumnId, value: &str) {
        self.count += 1;
        self.columns.push(column);
        if reason == Reason::Date {
            self.dates.push((column, shape(value)));
        }
        if self.first.is_none() {
            let value = match reason {
                Reason::Blank | Reason::Encoding => Shown::Nothing,
                Reason::Person => Shown::Hidden(value.chars().count()),
                _ => shown(self.schema.column(column).kind, value),
            };
            self.first = Some(Fault { reason, column: Some(column), value, ..Fault::whole(reason) });
        }
    }

    /// Several wrong cells mean that the columns have shifted: what stands in them may be anyone's name. A date made of
    /// figures is no name, and has the shape of a date. `kept`: unknown spellings that are no faults, but as telling.
    pub(super) fn hide_when_shifted(&mut self, kept: usize) -> bool {
        let is_shifted = self.count + kept > 1;
        let schema = self.schema;
        let is_day = |column: ColumnId| schema.column(column).kind == ColumnKind::Day;
        if let Some(fault) = self.first.as_mut().filter(|fault| is_shifted && !fault.column.is_some_and(is_day))
            && let Shown::Value(value) = &fault.value
        {
            fault.value = Shown::Hidden(value.chars().count());
        }
        is_shifted
    }
}

/// Why the name of a unit cannot be one: letters that were lost on the way (`X? M?u`), or half of a quoted text that a lost
/// delimiter has put there, or a number of a person.
pub(super) fn odd_name(name: &str) -> Option<Reason> {
    // U+FFFD begins with EF, which next to no other letter of a name does.
    if memchr2(b'?', 0xEF, name.as_bytes()).is_some() && name.contains(['?', char::REPLACEMENT_CHARACTER]) {
        return Some(Reason::Encoding);
    }
    if name.starts_with('=') {
        return Some(Reason::Lost);
    }
    if has_number_of_a_person(name) {
        return Some(Reason::Person);
    }
    let quotes = memchr_iter(b'"', name.as_bytes()).count();
    (quotes % 2 == 1).then_some(Reason::Quote)
}
