//! The unit of a record: what the user says of the file, what stands in it, what the heading above it says.

use crate::dossiers::ColumnKind;
use crate::period::Day;

use super::fields::Fields;
use super::privacy::shown;
use super::record::RecordReader;
use super::units::{SeenUnit, UnitDirectory};
use super::{RepairRule, Shown};

impl RecordReader<'_> {
    /// The unit of the record: what the user says of the file comes before what stands in it, and that before the heading
    /// above the record.
    pub(super) fn unit(&mut self, code: &str, name: &str, received: Option<Day>, units: &mut UnitDirectory<'_>) -> u32 {
        if let Some(given) = self.given_unit {
            return units.number("", given, received);
        }
        match &self.group_unit {
            Some(group) if code.is_empty() && name.is_empty() => {
                if self.fields.unit.is_some() {
                    let after = shown(ColumnKind::Unit, group);
                    self.changed.push((self.schema.roles.unit, Shown::Nothing, after, RepairRule::GroupUnit));
                }
                units.number("", group, received)
            }
            _ => units.number(code, name, received),
        }
    }

    /// The unit's code and name.
    fn unit_fields<'r, F: Fields>(&self, record: &'r F) -> Option<(&'r [u8], &'r [u8])> {
        let bytes = |field: Option<usize>| field.map_or(Some(&[][..]), |field| record.bytes(field));
        Some((bytes(self.fields.unit_code)?, bytes(self.fields.unit)?))
    }

    /// The unit of a record whose code and name are written as those of a dossier before it.
    pub(super) fn known_unit<F: Fields>(&mut self, record: &F) -> Option<SeenUnit> {
        let (code, name) = self.unit_fields(record)?;
        if self.group_unit.is_some() && code.is_empty() && name.is_empty() {
            return None;
        }
        self.seen_unit(code, name)
    }

    /// The unit whose code and name are written so.
    pub(super) fn seen_unit(&mut self, code: &[u8], name: &[u8]) -> Option<SeenUnit> {
        if self.fields.unit_code.is_none() {
            return self.units.get(name);
        }
        self.ask(code, name);
        self.units.get(&self.asked)
    }

    /// The number of the unit of a record, which was seen before.
    pub(super) fn unit_number<F: Fields>(
        &self,
        seen: SeenUnit,
        record: &F,
        received: Option<Day>,
        units: &mut UnitDirectory<'_>,
    ) -> Option<u32> {
        match (self.given_unit, seen) {
            (None, SeenUnit::Always(number)) => Some(number),
            (None, SeenUnit::ByDay(_)) => {
                let (code, name) = self.unit_fields(record)?;
                Some(units.on(seen, std::str::from_utf8(code).ok()?, std::str::from_utf8(name).ok()?, received))
            }
            (Some(given), _) => Some(units.number("", given, received)),
        }
    }

    /// Remembers the unit of a record that was read, when its code and name are written as they are.
    pub(super) fn remember_unit<F: Fields>(
        &mut self,
        record: &F,
        code: &str,
        name: &str,
        units: &mut UnitDirectory<'_>,
    ) {
        let is_written = |field: Option<usize>, text: &str| {
            field.is_none_or(|field| record.written(field).is_some_and(|written| written == text.as_bytes()))
        };
        // A row under a heading is of the unit that the heading names.
        let is_own = self.group_unit.is_none() || !code.is_empty() || !name.is_empty();
        if !is_own || !is_written(self.fields.unit_code, code) || !is_written(self.fields.unit, name) {
            return;
        }
        // Which unit it is does not matter where the user has named one, and it must not become one.
        let seen = if self.given_unit.is_some() { SeenUnit::Always(0) } else { units.seen(code, name) };
        if self.fields.unit_code.is_none() {
            self.units.insert(name.as_bytes(), seen);
        } else {
            self.ask(code.as_bytes(), name.as_bytes());
            self.units.insert(&self.asked, seen);
        }
    }

    /// A code and a name as one text: of which of the two a byte is part must tell.
    fn ask(&mut self, code: &[u8], name: &[u8]) {
        self.asked.clear();
        self.asked.extend_from_slice(&(code.len() as u64).to_le_bytes());
        self.asked.extend_from_slice(code);
        self.asked.extend_from_slice(name);
    }
}
