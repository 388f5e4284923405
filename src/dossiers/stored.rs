//! Rows as bytes, batch by batch, for what is kept between two runs.

use crate::packing::{Packed, Unpacker, pack_words, unpack_words};

use super::batch::{Batch, NO_TEXT, NO_WORD, Values};
use super::builder::{FrameBuilder, Store};
use super::days::is_kept_day;
use super::dictionary::Entry;
use super::rows::Rows;

/// What the numbers in stored rows may be: any other was not stored by this program.
pub(crate) struct Bounds<'a> {
    /// Units.
    pub(crate) units: usize,
    /// Sources.
    pub(crate) sources: usize,
    /// Words of each column.
    pub(crate) words: &'a [usize],
    /// Texts of each column.
    pub(crate) texts: &'a [Vec<Entry>],
}

/// A batch that was stored.
#[derive(Debug)]
pub(crate) struct StoredBatch(Batch);

impl StoredBatch {
    /// Sources, and how many dossiers in a row are of each.
    pub(crate) fn sources(&self) -> &[(u16, usize)] {
        &self.0.sources
    }
}

impl Rows {
    /// How many dossiers each batch has.
    pub(crate) fn batches(&self) -> impl Iterator<Item = usize> {
        self.batches.iter().map(Batch::len)
    }

    /// For each column the texts that its numbers stand for.
    pub(crate) fn texts(&self) -> &[Vec<Entry>] {
        &self.texts
    }

    /// True when codes came with the rows: they are never stored.
    pub(crate) fn has_codes(&self) -> bool {
        self.codes.is_some()
    }

    /// Adds the bytes of a batch.
    pub(crate) fn pack_batch(&self, place: usize, to: &mut Vec<u8>) {
        let Some(batch) = self.batches.get(place) else { return };
        pack_words(&batch.units, u32::to_le_bytes, to);
        batch.sources.pack(to);
        for values in &batch.values {
            match values {
                Values::Days(days) => {
                    to.push(0);
                    pack_words(days, u16::to_le_bytes, to);
                }
                Values::Words(words) => {
                    to.push(1);
                    to.extend_from_slice(words);
                }
                Values::Amounts(amounts) => {
                    to.push(2);
                    pack_words(amounts, i64::to_le_bytes, to);
                }
                Values::SmallAmounts(amounts) => {
                    to.push(3);
                    pack_words(amounts, i32::to_le_bytes, to);
                }
                Values::Texts(numbers) => {
                    to.push(4);
                    pack_words(numbers, u32::to_le_bytes, to);
                }
            }
        }
    }
}

impl FrameBuilder {
    /// A batch of so many dossiers of these columns, if that is what stands here.
    pub(crate) fn unpack_batch(
        &self,
        from: &mut Unpacker<'_>,
        dossiers: usize,
        bounds: &Bounds<'_>,
    ) -> Option<StoredBatch> {
        let units = unpack_words(from, dossiers, u32::from_le_bytes)?;
        let sources = Vec::<(u16, usize)>::unpack(from)?;
        let counted = sources.iter().try_fold(0_usize, |sum, (_, dossiers)| sum.checked_add(*dossiers));
        let are_known = sources.iter().all(|(source, _)| usize::from(*source) < bounds.sources);
        if !is_below(&units, bounds.units) || counted != Some(dossiers) || !are_known {
            return None;
        }
        let mut values = Vec::with_capacity(self.columns.len());
        for (place, (_, store)) in self.columns.iter().enumerate() {
            let stored = match (u8::unpack(from)?, store) {
                (0, Store::Days) => {
                    let days = unpack_words(from, dossiers, u16::from_le_bytes)?;
                    is_kept_day(days.iter().copied().max().unwrap_or_default()).then_some(Values::Days(days))?
                }
                (1, Store::Words) => {
                    let words = from.take(dossiers)?.to_vec();
                    // No word becomes the first of all numbers, the others one more.
                    let most = words.iter().map(|word| word.wrapping_sub(NO_WORD)).max().unwrap_or_default();
                    (usize::from(most) <= *bounds.words.get(place)?).then_some(Values::Words(words))?
                }
                (2, Store::Amounts) => Values::Amounts(unpack_words(from, dossiers, i64::from_le_bytes)?),
                (3, Store::Amounts) => Values::SmallAmounts(unpack_words(from, dossiers, i32::from_le_bytes)?),
                (4, Store::Texts(_)) => {
                    let numbers = unpack_words(from, dossiers, u32::from_le_bytes)?;
                    is_below(&numbers, bounds.texts.get(place)?.len()).then_some(Values::Texts(numbers))?
                }
                _ => return None,
            };
            values.push(stored);
        }
        Some(StoredBatch(Batch { units, sources, values }))
    }

    /// The rows of stored batches, with the texts that their numbers stand for.
    pub(crate) fn stored_rows(&self, batches: Vec<StoredBatch>, texts: Vec<Vec<Entry>>) -> Rows {
        Rows { batches: batches.into_iter().map(|stored| stored.0).collect(), codes: None, texts }
    }

    /// True when there is a list of texts for each column, and none for a column that has none.
    pub(crate) fn are_texts_of(&self, texts: &[Vec<Entry>]) -> bool {
        let fits =
            |(texts, (_, store)): (&Vec<Entry>, &(_, Store))| texts.is_empty() || matches!(store, Store::Texts(_));
        texts.len() == self.columns.len() && texts.iter().zip(&self.columns).all(fits)
    }
}

/// True when every number is below this, or stands for nothing.
fn is_below(numbers: &[u32], limit: usize) -> bool {
    let limit = u32::try_from(limit).unwrap_or(NO_TEXT);
    // Nothing becomes the first of all numbers, the others one more. All are looked at: a loop without an end before its end
    // compares several at once.
    numbers.iter().fold(0, |beyond, number| beyond | u32::from(number.wrapping_sub(NO_TEXT) > limit)) == 0
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Schema};
    use super::*;
    use crate::period::Day;
    use crate::rules::Rules;

    #[test]
    fn a_day_that_no_dossier_can_carry_was_not_stored() {
        let schema = Schema::load(&Rules::embedded()).unwrap();
        let mut builder = FrameBuilder::new(&schema, &[schema.roles.received]);
        builder.push(0, 0, &[Cell::Day(Day::from_civil(2128, 12, 31))]);
        let mut bytes = Vec::new();
        builder.take_rows(&mut Vec::new()).pack_batch(0, &mut bytes);
        let bounds = Bounds { units: 1, sources: 1, words: &[0], texts: &[Vec::new()] };
        // The day is the last of all.
        let last = bytes.len() - 2;
        for (day, is_stored) in [(bytes[last..].try_into().unwrap(), true), ([0xFF, 0xFF], false), ([0, 0], true)] {
            bytes[last..].copy_from_slice(&day);
            let stored = builder.unpack_batch(&mut Unpacker::new(&bytes), 1, &bounds);
            assert_eq!(stored.is_some(), is_stored, "{day:?}");
        }
    }

    #[test]
    fn numbers_stand_for_something_or_nothing() {
        assert!(is_below(&[0, 6, NO_TEXT], 7) && is_below(&[NO_TEXT], 0) && is_below(&[], 0));
        assert!(!is_below(&[0, 7, NO_TEXT], 7) && !is_below(&[0], 0) && !is_below(&[NO_TEXT - 1], 7));
    }
}
