//! What dossiers are grouped by: the group of each, as a place among all groups there are.

use std::borrow::Cow;

use polars_core::prelude::DataFrame;

use crate::dossiers::{ColumnId, Dictionary, Dossiers, Schema, UNIT_NUMBER};

use super::TallyError;
use super::bits::{WORD, all, places};
use super::columns::{parts, series};
use super::sums::Group;

/// What to group by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Units.
    Unit,
    /// Fields of procedures.
    Field,
    /// Procedures.
    Procedure,
}

impl By {
    fn column(self, schema: &Schema) -> Option<ColumnId> {
        match self {
            By::Unit => None,
            By::Field => Some(schema.roles.field),
            By::Procedure => Some(schema.roles.procedure_code),
        }
    }

    /// All groups there may be, in the order of their places.
    pub(super) fn groups(self, dossiers: &Dossiers, schema: &Schema, unit_keys: &[String]) -> Vec<Group> {
        let Some(column) = self.column(schema) else { return unit_keys.iter().cloned().map(Group::Unit).collect() };
        let group = if self == By::Field { Group::Field } else { Group::Procedure };
        let dictionary = dossiers.dictionary(column);
        // Dossiers without a text are a group of their own, the last.
        let name = |number| group(dictionary.map_or_else(String::new, |known| known.text(number).to_owned()));
        (0..=none(dictionary)).map(name).collect()
    }

    /// The group of each dossier of a batch.
    pub(super) fn rows<'a>(
        self,
        dossiers: &Dossiers,
        frame: &'a DataFrame,
        schema: &Schema,
    ) -> Result<Cow<'a, [u32]>, TallyError> {
        let Some(column) = self.column(schema) else {
            return Ok(Cow::Borrowed(parts(series(frame, UNIT_NUMBER)?.u32()?)?.0));
        };
        let none = none(dossiers.dictionary(column));
        let (numbers, known) = parts(series(frame, &schema.column(column).name)?.u32()?)?;
        if numbers.chunks(WORD).zip(&known).all(|(part, known)| known.count_ones() as usize == part.len()) {
            return Ok(Cow::Borrowed(numbers));
        }
        let mut rows = numbers.to_vec();
        for (part, known) in rows.chunks_mut(WORD).zip(known) {
            places(!known & all(part.len())).for_each(|place| part[place] = none);
        }
        Ok(Cow::Owned(rows))
    }
}

/// The place of the group without a text.
fn none(dictionary: Option<&Dictionary>) -> u32 {
    u32::try_from(dictionary.map_or(0, Dictionary::len)).unwrap_or(u32::MAX)
}
