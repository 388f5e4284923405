//! Exports that lack a column which a condition needs: their dossiers cannot be judged by it.

use std::collections::BTreeSet;

use polars_core::prelude::DataFrame;

use crate::dossiers::{ColumnId, SOURCE_NUMBER};
use crate::indicators::Condition;

use super::TallyError;
use super::bits::{WORD, bits};
use super::columns::series;

/// The sources without a column that the condition needs.
pub(super) fn sources_lacking(condition: &Condition, present: &[Vec<ColumnId>]) -> BTreeSet<u16> {
    let missing = condition.missing_of_each(present.iter().map(Vec::as_slice));
    missing.iter().zip(0_u16..).filter(|(missing, _)| !missing.is_empty()).map(|(_, source)| source).collect()
}

/// Of which dossiers of a batch the source is none of those that lack a column; one bit a dossier.
pub(super) fn able(frame: &DataFrame, lacking: &BTreeSet<u16>) -> Result<Vec<u64>, TallyError> {
    let sources = series(frame, SOURCE_NUMBER)?.u16()?.cont_slice()?;
    let mut lacks = vec![false; lacking.last().map_or(0, |last| usize::from(*last) + 1)];
    lacking.iter().for_each(|source| lacks[usize::from(*source)] = true);
    let is_able = |source: u16| !lacks.get(usize::from(source)).copied().unwrap_or(false);
    Ok(sources.chunks(WORD).map(|part| bits(part, is_able)).collect())
}
