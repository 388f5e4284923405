//! Words of the file for what the program knows as values, and back.

use crate::period::{Day, Period};
use crate::tally::{By, Group, Grouping, Key};

use super::rows::CountedRow;

pub(super) const GROUPS: [By; 3] = [By::Unit, By::Field, By::Procedure];

pub(super) fn by_id(by: By) -> &'static str {
    match by {
        By::Unit => "unit",
        By::Field => "field",
        By::Procedure => "procedure",
    }
}

pub(super) fn by_of(id: &str) -> Option<By> {
    GROUPS.into_iter().find(|by| by_id(*by) == id)
}

pub(super) fn group_parts(group: &Group) -> (By, &str) {
    match group {
        Group::Unit(name) => (By::Unit, name),
        Group::Field(name) => (By::Field, name),
        Group::Procedure(name) => (By::Procedure, name),
    }
}

pub(super) fn group_of(by: By, name: &str) -> Group {
    match by {
        By::Unit => Group::Unit(name.to_owned()),
        By::Field => Group::Field(name.to_owned()),
        By::Procedure => Group::Procedure(name.to_owned()),
    }
}

/// The grouping that a cell belongs to.
pub(super) fn grouping_of(key: &Key) -> Grouping {
    Grouping { period: key.period, by: group_parts(&key.group).0 }
}

/// `2022-01-01..2022-08-19`, both days written out.
pub(super) fn period_of(text: &str) -> Option<Period> {
    let (from, to) = text.split_once("..")?;
    let period = Period { from: Day::parse_iso(from)?, to: Day::parse_iso(to)? };
    (period.from <= period.to).then_some(period)
}

pub(super) fn counted_row(grouping: &Grouping) -> CountedRow {
    CountedRow { period: grouping.period.key(), by: by_id(grouping.by).to_owned() }
}
