//! The procedure of a record: its line in the catalogue, and its name where there is none.

use std::collections::BTreeMap;

use crate::dossiers::{Cell, FrameBuilder};
use crate::matching::clean;
use crate::registry::Procedure;

use super::codes::with_zeros;
use super::fields::Fields;
use super::privacy::has_number_of_a_person;
use super::record::RecordReader;

impl<'a> RecordReader<'a> {
    /// The procedure of the record in the catalogue, as it stood on the day of receipt.
    pub(super) fn catalogued<F: Fields>(&self, record: &F) -> Option<&'a Procedure> {
        let (code, _) = record.text(self.fields.procedure_code?).ok()?;
        let decimals = self.schema.column(self.schema.roles.procedure_code).decimals;
        let whole = decimals.and_then(|decimals| with_zeros(&code, decimals));
        let code = clean(whole.as_deref().unwrap_or(&code));
        self.procedures?.find(&code, self.day(self.places.received)).filter(|_| !code.is_empty())
    }

    /// Names of procedures by their code, as it is shown.
    pub(super) fn named_procedures(&self, builder: &FrameBuilder) -> BTreeMap<String, String> {
        let Some(place) = self.places.procedure_code else { return BTreeMap::new() };
        let code = |number: &u32| builder.text(place, *number).to_owned();
        self.procedure_names.iter().map(|(number, name)| (code(number), name.clone())).collect()
    }

    /// Keeps the name of the dossier's procedure, when it is the first that the file has.
    pub(super) fn name_procedure<F: Fields>(&mut self, record: &F) {
        let cell = self.places.procedure_code.and_then(|place| self.cells.get(place));
        let Some(Cell::Text(Some(number))) = cell else { return };
        self.name_procedure_of(*number, record);
    }

    /// Keeps the name of the procedure that a record has, whose code has this number, when it is the first that the file has.
    pub(super) fn name_procedure_of<F: Fields>(&mut self, number: u32, record: &F) {
        let Some(field) = self.fields.procedure_name else { return };
        if self.is_named.get(number as usize) == Some(&true) {
            return;
        }
        let name = record.text(field).map(|(name, _)| clean(&name)).unwrap_or_default();
        self.name(number, name);
    }

    /// Keeps the name of the procedure whose code has this number, unless one is known or it is blank.
    pub(super) fn name(&mut self, number: u32, name: String) {
        let place = number as usize;
        if name.is_empty() || has_number_of_a_person(&name) || self.is_named.get(place) == Some(&true) {
            return;
        }
        if self.is_named.len() <= place {
            self.is_named.resize(place + 1, false);
        }
        if let Some(is_named) = self.is_named.get_mut(place) {
            *is_named = true;
        }
        self.procedure_names.insert(number, name);
    }

    /// Which cell is the procedure's code.
    pub(super) fn place_of_procedures(&self) -> Option<usize> {
        self.places.procedure_code
    }
}
