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

impl Gone {
    /// Every reason.
    pub const ALL: [Gone; 2] = [Gone::Split, Gone::Ended];

    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Gone::Split => "split",
            Gone::Ended => "ended",
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::Naming;
    use crate::rules::Rules;

    const HEADER: &str = "code,name,level,parent,valid_from,valid_to,successors,heir,heir_source\n";

    fn registry(rows: &str) -> Result<UnitRegistry, RegistryError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("units.csv");
        std::fs::write(&path, format!("{HEADER}{rows}")).unwrap();
        UnitRegistry::read(&path, &Naming::load(&Rules::embedded()).unwrap())
    }

    fn newest(rows: &str) -> Vec<Result<usize, Gone>> {
        let registry = registry(rows).unwrap();
        (0..registry.units().len()).map(|number| registry.newest(number)).collect()
    }

    #[test]
    fn a_code_that_comes_again_is_told_by_its_first_day() {
        let rows =
            "1,A,commune,,,2025-06-30,1@2025-07-01,,\n2,B,commune,,,2025-06-30,1,,\n1,N,commune,,2025-07-01,,,,\n";
        assert_eq!(newest(rows), [Ok(2), Ok(2), Ok(2)]);
        let registry = registry(rows).unwrap();
        assert_eq!(registry.newest_day().map(|day| day.to_string()), Some("2025-07-01".to_owned()));
        assert_eq!([registry.key(0), registry.key(2)], ["1", "1@2025-07-01"]);
    }

    #[test]
    fn chains_go_to_the_end_and_a_split_stops_them() {
        let rows = "1,A,commune,,,2024-12-31,2,,\n2,B,commune,,,2025-06-30,3|4,,\n3,C,commune,,2025-07-01,,,,\n\
                    4,D,commune,,2025-07-01,,,,\n5,E,district,,,2025-06-30,,,\n";
        assert_eq!(newest(rows), [Err(Gone::Split), Err(Gone::Split), Ok(2), Ok(3), Err(Gone::Ended)]);
        let ruled = rows.replace("3|4,,", "3|4,4,Quyết định mẫu");
        assert_eq!(newest(&ruled), [Ok(3), Ok(3), Ok(2), Ok(3), Err(Gone::Ended)]);
    }

    #[test]
    fn parts_that_come_together_again_are_one_unit() {
        let rows = "1,A,commune,,,2024-12-31,2|3,,\n2,B,commune,,2025-01-01,2025-06-30,4,,\n\
                    3,C,commune,,2025-01-01,2025-06-30,4,,\n4,D,commune,,2025-07-01,,,,\n";
        assert_eq!(newest(rows), [Ok(3), Ok(3), Ok(3), Ok(3)]);
    }

    #[test]
    fn mistakes_name_their_line_and_column() {
        let error = |rows: &str| registry(rows).unwrap_err().to_string();
        let lasting = "2,B,commune,,,,,,\n";
        let unknown = error(&format!("1,A,commune,,,2025-06-30,2|9,,\n{lasting}"));
        assert!(unknown.ends_with(":2:7: no unit 9 is valid on 2025-07-01"), "{unknown}");
        let other_day = error(&format!("1,A,commune,,,2025-06-30,2@2025-07-01,,\n{lasting}"));
        assert!(other_day.contains("no unit 2@2025-07-01 is valid on 2025-07-01"), "{other_day}");
        let later = error("1,A,commune,,,2025-06-30,2,,\n2,B,commune,,2025-08-01,,,,\n");
        assert!(later.contains(":2:7: no unit 2 is valid on 2025-07-01"), "{later}");
        // Each of a circle would have to be there after the other one ended.
        let circle = error("1,A,commune,,,2025-06-30,2,,\n2,B,commune,,,2025-06-30,1,,\n");
        assert!(circle.contains(":2:7: no unit 2 is valid"), "{circle}");
        assert!(error("1,A,commune,,,2025-06-30,1,,\n").contains(":2:7: no unit 1 is valid"));
        assert!(error(&format!("1,A,commune,,,,2,,\n{lasting}")).contains(":2:7: 1 has successors but no valid_to"));
        let split = |heir: &str| {
            format!("1,A,commune,,,2025-06-30,2|3,{heir}\n{lasting}3,C,commune,,,,,,\n4,D,commune,,,,,,\n")
        };
        assert!(error(&split("4,x")).contains(":2:8: heir cannot be `4`"));
        assert!(error(&split("2,")).contains(":2:9: heir 2 without heir_source"));
        assert!(error("1,A,commune,,,2025-06-30,,2,x\n").contains(":2:8: heir cannot be `2`"));
    }
}
