//! What becomes of a unit when the structure changes: who took over from it, at once and in the end.
//!
//! A successor is valid on the day after its predecessor's last day, so it ends later: a chain of successors comes to an end
//! by itself, and a circle of them cannot be written without naming a unit that is not valid on that day.

use crate::period::Day;

use super::table::{Row, Table};
use super::{RegistryError, UnitRegistry};

/// Why dossiers of a former unit cannot be shown under a unit of the newest structure (không quy được về đơn vị mới).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gone {
    /// It was split among several units, and no rule says which one has its dossiers.
    Split,
    /// It ended, and the registry names no successor.
    Ended,
}

/// Reads who took over from whom into `registry`, and gives the unit of the newest structure of each.
pub(super) fn read(table: &Table, registry: &mut UnitRegistry) -> Result<Vec<Result<usize, Gone>>, RegistryError> {
    let (successors, heir) = (table.optional("successors"), table.optional("heir"));
    let source = table.optional("heir_source");
    let mut heirs = vec![None; registry.units.len()];
    for (number, row) in table.rows().iter().enumerate() {
        if row.text(successors).is_empty() {
            if !row.text(heir).is_empty() {
                return Err(table.value_error(row, heir.unwrap_or_default(), "heir"));
            }
            continue;
        }
        let Some(last) = registry.units[number].valid_to else {
            let place = table.place(row, successors.unwrap_or_default());
            return Err(RegistryError::Lasts { place, code: registry.units[number].code.clone() });
        };
        let mut found = Vec::new();
        for text in row.text(successors).split('|').map(str::trim).filter(|text| !text.is_empty()) {
            let successor = find(registry, table, row, successors, (text, last.plus(1)))?;
            if !found.contains(&successor) {
                found.push(successor);
            }
        }
        if !row.text(heir).is_empty() {
            let one = find(registry, table, row, heir, (row.text(heir), last.plus(1)))?;
            if !found.contains(&one) {
                return Err(table.value_error(row, heir.unwrap_or_default(), "heir"));
            }
            if row.text(source).is_empty() {
                let place = table.place(row, source.or(heir).unwrap_or_default());
                return Err(RegistryError::NoSource { place, heir: row.text(heir).to_owned() });
            }
            heirs[number] = Some(one);
        }
        registry.units[number].successors = found;
    }
    Ok(newest(registry, &heirs))
}

/// The unit that `CODE` or `CODE@FIRST-DAY` names on a day.
fn find(
    registry: &UnitRegistry,
    table: &Table,
    row: &Row,
    column: Option<usize>,
    (text, day): (&str, Day),
) -> Result<usize, RegistryError> {
    let (code, from) = match text.split_once('@') {
        Some((code, from)) => (code.trim(), Some(from.trim())),
        None => (text, None),
    };
    let is_it = |number: &&usize| {
        let unit = &registry.units[**number];
        unit.valid_on(day) && from.is_none_or(|from| unit.valid_from.is_some_and(|own| own.to_string() == from))
    };
    registry.of_code(code).iter().find(is_it).copied().ok_or_else(|| RegistryError::Successor {
        place: table.place(row, column.unwrap_or_default()),
        successor: text.to_owned(),
        day,
    })
}

fn newest(registry: &UnitRegistry, heirs: &[Option<usize>]) -> Vec<Result<usize, Gone>> {
    let mut newest: Vec<Result<usize, Gone>> = (0..registry.units.len()).map(Ok).collect();
    let mut ended: Vec<usize> =
        (0..registry.units.len()).filter(|number| registry.units[*number].valid_to.is_some()).collect();
    // Successors end later than their predecessors, or not at all: they are settled first.
    ended.sort_by_key(|number| std::cmp::Reverse(registry.units[*number].valid_to));
    for number in ended {
        let successors = match heirs[number] {
            Some(heir) => vec![heir],
            None => registry.units[number].successors.clone(),
        };
        let mut ends = successors.iter().map(|successor| newest[*successor]);
        newest[number] = match ends.next() {
            None => Err(Gone::Ended),
            // The parts of a split unit may have come together again.
            Some(first) if ends.all(|other| other == first) => first,
            Some(_) => Err(Gone::Split),
        };
    }
    newest
}
