//! Rows that one builder hands to another: parts of a file are read side by side, and become one frame.

use super::dictionary::Entry;
use super::frame::{FrameBuilder, NO_TEXT, Store};

/// Rows of one builder, and the texts that were new to it with them.
#[derive(Debug, Default)]
pub struct Rows {
    columns: Vec<Store>,
    units: Vec<u32>,
    sources: Vec<u16>,
    codes: Option<Vec<Option<Box<str>>>>,
    /// For each column the texts that were new, in order of appearance.
    texts: Vec<Vec<Entry>>,
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

impl FrameBuilder {
    /// A builder for the same columns, without any row.
    #[must_use]
    pub fn empty_copy(&self) -> Self {
        let empty = |store: &Store| match store {
            Store::Days(_) => Store::Days(Vec::new()),
            Store::Words(_) => Store::Words(Vec::new()),
            Store::Amounts(_) => Store::Amounts(Vec::new()),
            Store::Texts(..) => Store::Texts(Vec::new(), super::Dictionary::default()),
        };
        Self {
            columns: self.columns.iter().map(|(id, store)| (*id, empty(store))).collect(),
            units: Vec::new(),
            sources: Vec::new(),
            codes: self.codes.as_ref().map(|_| Vec::new()),
        }
    }

    /// Takes all rows out. The dictionaries stay, and numbers with them; `told`: how many texts of each column were handed
    /// over before, brought up to date.
    pub fn take_rows(&mut self, told: &mut Vec<usize>) -> Rows {
        told.resize(self.columns.len(), 0);
        let mut rows = Rows {
            units: std::mem::take(&mut self.units),
            sources: std::mem::take(&mut self.sources),
            codes: self.codes.as_mut().map(std::mem::take),
            ..Rows::default()
        };
        for ((_, store), told) in self.columns.iter_mut().zip(told) {
            let (column, texts) = match store {
                Store::Days(days) => (Store::Days(std::mem::take(days)), Vec::new()),
                Store::Words(words) => (Store::Words(std::mem::take(words)), Vec::new()),
                Store::Amounts(amounts) => (Store::Amounts(std::mem::take(amounts)), Vec::new()),
                Store::Texts(numbers, dictionary) => {
                    let texts = dictionary.since(*told).to_vec();
                    *told = dictionary.len();
                    (Store::Texts(std::mem::take(numbers), super::Dictionary::default()), texts)
                }
            };
            rows.columns.push(column);
            rows.texts.push(texts);
        }
        rows
    }

    /// Adds the rows of another builder of the same columns behind those that are here. Rows must come in the order in which
    /// that builder handed them out, each time with the same `numbers`, in which its units are known already.
    pub fn append(&mut self, rows: Rows, numbers: &mut Numbers) {
        numbers.texts.resize(self.columns.len(), Vec::new());
        self.units.extend(rows.units.iter().map(|unit| number(&numbers.units, *unit)));
        self.sources.extend(rows.sources);
        if let (Some(codes), Some(more)) = (&mut self.codes, rows.codes) {
            codes.extend(more);
        }
        let added = rows.columns.into_iter().zip(rows.texts).zip(&mut numbers.texts);
        for ((_, store), ((more, texts), known)) in self.columns.iter_mut().zip(added) {
            match (store, more) {
                (Store::Days(days), Store::Days(more)) => days.extend(more),
                (Store::Words(words), Store::Words(more)) => words.extend(more),
                (Store::Amounts(amounts), Store::Amounts(more)) => amounts.extend(more),
                (Store::Texts(numbers, dictionary), Store::Texts(more, _)) => {
                    known.extend(texts.iter().map(|entry| dictionary.number(&entry.key, &entry.text)));
                    numbers.extend(more.into_iter().map(|text| number(known, text)));
                }
                // Builders of the same columns have stores of the same kinds.
                (Store::Days(_) | Store::Words(_) | Store::Amounts(_) | Store::Texts(..), _) => {}
            }
        }
    }
}

/// No value stays none.
fn number(known: &[u32], number: u32) -> u32 {
    usize::try_from(number).ok().and_then(|place| known.get(place)).copied().unwrap_or(NO_TEXT)
}
