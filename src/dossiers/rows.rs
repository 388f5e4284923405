//! Rows that one builder hands to another: parts of a file are read side by side, and become one frame.

use super::batch::{Batch, NO_TEXT, Values};
use super::builder::{FrameBuilder, Store};
use super::dictionary::Entry;

/// A batch of at least this part of the largest is handed on as it is; a smaller one is copied to others.
const PART: usize = 8;

/// Rows of one builder, and the texts that were new to it with them.
#[derive(Debug, Default)]
pub struct Rows {
    pub(super) batches: Vec<Batch>,
    pub(super) codes: Option<Vec<Option<Box<str>>>>,
    /// For each column the texts that were new, in order of appearance.
    pub(super) texts: Vec<Vec<Entry>>,
}

/// How the numbers of one builder's texts and units are those of another: by column and number.
#[derive(Debug, Default)]
pub struct Numbers {
    texts: Vec<Vec<u32>>,
    units: Vec<u32>,
}

impl Numbers {
    /// The next unit of the one builder is this unit of the other.
    pub fn add_unit(&mut self, unit: u32) {
        self.units.push(unit);
    }

    /// The number that a text has in the other builder; none when it was not handed over.
    #[must_use]
    pub fn text(&self, column: usize, number: u32) -> Option<u32> {
        self.texts.get(column)?.get(usize::try_from(number).ok()?).copied()
    }
}

impl Rows {
    /// The same of files that stand behind so many others.
    #[must_use]
    pub fn behind(mut self, sources: u16) -> Self {
        for (source, _) in self.batches.iter_mut().flat_map(|batch| &mut batch.sources) {
            *source += sources;
        }
        self
    }
}

impl FrameBuilder {
    /// A builder for the same columns, without any row.
    #[must_use]
    pub fn empty_copy(&self) -> Self {
        let empty = |store: &Store| match store {
            Store::Days => Store::Days,
            Store::Words => Store::Words,
            Store::Amounts => Store::Amounts,
            Store::Texts(_) => Store::Texts(super::Dictionary::default()),
        };
        let columns = self.columns.iter().map(|(id, store)| (*id, empty(store))).collect();
        Self::of_columns(columns, self.most).with_codes(self.keeps_codes())
    }

    /// Takes all rows out. The dictionaries stay, and numbers with them; `told`: how many texts of each column were handed
    /// over before, brought up to date.
    pub fn take_rows(&mut self, told: &mut Vec<usize>) -> Rows {
        told.resize(self.columns.len(), 0);
        // The next part of a file has about as many.
        let room = (self.open.len() + self.open.len() / 64).min(self.most);
        self.seal(room);
        self.before = 0;
        let mut rows = Rows {
            batches: self.sealed.drain(..).map(|(_, batch)| batch).collect(),
            codes: self.codes.as_mut().map(std::mem::take),
            texts: Vec::with_capacity(self.columns.len()),
        };
        for ((_, store), told) in self.columns.iter().zip(told) {
            rows.texts.push(match store {
                Store::Texts(dictionary) => {
                    let texts = dictionary.since(*told).to_vec();
                    *told = dictionary.len();
                    texts
                }
                Store::Days | Store::Words | Store::Amounts => Vec::new(),
            });
        }
        rows
    }

    /// Adds the rows of another builder of the same columns behind those that are here. Rows must come in the order in which
    /// that builder handed them out, each time with the same `numbers`, in which its units are known already.
    pub fn append(&mut self, rows: Rows, numbers: &mut Numbers) {
        numbers.texts.resize(self.columns.len(), Vec::new());
        if let (Some(codes), Some(more)) = (&mut self.codes, rows.codes) {
            codes.extend(more);
        }
        for ((_, store), (texts, known)) in self.columns.iter_mut().zip(rows.texts.iter().zip(&mut numbers.texts)) {
            if let Store::Texts(dictionary) = store {
                known.extend(texts.iter().map(|entry| dictionary.number(&entry.key, &entry.text)));
            }
        }
        // Of the first file, and of most of a folder, numbers are what they were.
        let is_same = |known: &[u32]| known.iter().zip(0..).all(|(known, number)| *known == number);
        let same_units = is_same(&numbers.units);
        let same_texts: Vec<bool> = numbers.texts.iter().map(|known| is_same(known)).collect();
        for mut batch in rows.batches {
            if !same_units {
                batch.units.iter_mut().for_each(|unit| *unit = number(&numbers.units, *unit));
            }
            for (values, (known, is_same)) in batch.values.iter_mut().zip(numbers.texts.iter().zip(&same_texts)) {
                if let (Values::Texts(texts), false) = (values, is_same) {
                    texts.iter_mut().for_each(|text| *text = number(known, *text));
                }
            }
            self.append_batch(batch);
        }
    }

    fn append_batch(&mut self, batch: Batch) {
        let is_large = batch.len() >= self.most / PART;
        if is_large || self.open.len() + batch.len() > self.most {
            // Behind a batch of many small ones comes another.
            self.seal(if is_large { 0 } else { self.most });
        }
        if is_large {
            let len = batch.len();
            self.sealed.push((self.before, batch));
            self.before += len;
        } else {
            self.open.extend(batch);
        }
    }
}

/// No value stays none.
fn number(known: &[u32], number: u32) -> u32 {
    usize::try_from(number).ok().and_then(|place| known.get(place)).copied().unwrap_or(NO_TEXT)
}
