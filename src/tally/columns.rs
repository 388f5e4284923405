//! The columns of a batch as plain values.

use polars_core::prelude::{ChunkedArray, DataFrame, PolarsError, PolarsNumericType, Series};

use crate::dossiers::ColumnKind;

use super::TallyError;
use super::bits::{WORD, all};

/// The values of a column, in which something stands even where there is no value.
#[derive(Clone, Copy)]
pub(super) enum Values<'a> {
    Days(&'a [u16]),
    Words(&'a [u8]),
    Amounts(&'a [i64]),
    /// Amounts of a batch in which all of them fit in half the room.
    SmallAmounts(&'a [i32]),
    Texts(&'a [u32]),
}

/// A column of a batch.
pub(super) struct Column<'a> {
    pub(super) values: Values<'a>,
    /// Which values are there: one bit a dossier.
    pub(super) known: Vec<u64>,
}

impl<'a> Column<'a> {
    pub(super) fn of(frame: &'a DataFrame, name: &str, kind: ColumnKind) -> Result<Self, TallyError> {
        let series = series(frame, name)?;
        Ok(match kind {
            ColumnKind::Day | ColumnKind::CodeDay => {
                let (values, known) = parts(series.u16()?)?;
                Self { values: Values::Days(values), known }
            }
            ColumnKind::Word => {
                let (values, known) = parts(series.u8()?)?;
                Self { values: Values::Words(values), known }
            }
            ColumnKind::Amount | ColumnKind::Number | ColumnKind::Minute => {
                if let Ok(small) = series.i32() {
                    let (values, known) = parts(small)?;
                    return Ok(Self { values: Values::SmallAmounts(values), known });
                }
                let (values, known) = parts(series.i64()?)?;
                Self { values: Values::Amounts(values), known }
            }
            _ => {
                let (values, known) = parts(series.u32()?)?;
                Self { values: Values::Texts(values), known }
            }
        })
    }
}

pub(super) fn series<'a>(frame: &'a DataFrame, name: &str) -> Result<&'a Series, TallyError> {
    Ok(frame.column(name)?.as_materialized_series())
}

/// The values of a column, and which of them are there.
pub(super) fn parts<T: PolarsNumericType>(column: &ChunkedArray<T>) -> Result<(&[T::Native], Vec<u64>), TallyError> {
    let mut pieces = column.downcast_iter();
    let (Some(piece), None) = (pieces.next(), pieces.next()) else {
        return Err(PolarsError::ComputeError("a column of a batch is not one piece".into()).into());
    };
    let values = piece.values().as_slice();
    let known = match piece.validity() {
        Some(known) => {
            let words = known.chunks::<u64>();
            let rest = words.remainder();
            words.chain((values.len() % WORD > 0).then_some(rest)).collect()
        }
        None => values.chunks(WORD).map(|part| all(part.len())).collect(),
    };
    Ok((values, known))
}
