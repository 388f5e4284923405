use std::collections::BTreeMap;

use crate::dossiers::{ColumnId, Dictionary, Dossiers, Schema, UNIT_NUMBER};
use crate::indicators::Definitions;
use crate::period::Period;

use super::TallyError;
use super::columns::series;
use super::fates::{Fate, fates};
use super::sums::Counted;

/// A unit's dossiers of one procedure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crossing {
    /// Number of the unit.
    pub unit: u32,
    /// Code of the procedure; empty for dossiers without one.
    pub procedure: String,
    /// Field; likewise.
    pub field: String,
}

/// What the indicator at `place` counts of each unit's dossiers of each procedure and field. The sums over either are those
/// of [`super::count()`].
///
/// # Errors
/// Only if Polars refuses an operation, which would be a fault of this program.
pub fn crossed(
    dossiers: &Dossiers,
    schema: &Schema,
    definitions: &Definitions,
    place: usize,
    present: &[Vec<ColumnId>],
    period: Period,
) -> Result<BTreeMap<Crossing, Counted>, TallyError> {
    let fates = fates(dossiers, schema, definitions, place, present, period)?;
    let (procedure, field) = (schema.roles.procedure_code, schema.roles.field);
    let mut counted: BTreeMap<(u32, Option<u32>, Option<u32>), Counted> = BTreeMap::new();
    let mut fates = fates.into_iter();
    for frame in &dossiers.frames {
        let numbers = |name: &str| -> Result<_, TallyError> { Ok(series(frame, name)?.u32()?.iter()) };
        let procedures = numbers(&schema.column(procedure).name)?;
        let fields = numbers(&schema.column(field).name)?;
        let rows = numbers(UNIT_NUMBER)?.zip(procedures).zip(fields).zip(fates.by_ref());
        for (((unit, procedure), field), fate) in rows {
            let Some(unit) = unit else { continue };
            let (numerator, denominator, left_out) = match fate {
                Fate::Numerator => (1, 1, 0),
                Fate::Missed => (0, 1, 0),
                Fate::LeftOut => (0, 0, 1),
                _ => continue,
            };
            let sum = counted.entry((unit, procedure, field)).or_default();
            sum.numerator += numerator;
            sum.denominator += denominator;
            sum.left_out += left_out;
        }
    }
    let text = |column, number: Option<u32>| {
        let known = number.zip(dossiers.dictionary(column));
        known.map(|(number, texts): (u32, &Dictionary)| texts.text(number).to_owned()).unwrap_or_default()
    };
    let named = counted.into_iter().map(|((unit, code, name), counted)| {
        (Crossing { unit, procedure: text(procedure, code), field: text(field, name) }, counted)
    });
    Ok(named.collect())
}
