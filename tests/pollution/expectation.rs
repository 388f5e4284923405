//! What a careful human would read from a file.

use super::dossier::Dossier;
use super::source::Source;

/// One physical record of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExpectedRecord {
    /// The dossiers that stand in it: one, or several when their rows were joined.
    pub(crate) dossiers: Vec<Dossier>,
    /// Other readings of its one dossier that are as right, such as a stray quote taken for a letter.
    pub(crate) also: Vec<Dossier>,
    /// It was polluted itself: a reader that tells of it instead of giving it is right.
    pub(crate) is_damaged: bool,
}

/// All that stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expectation {
    pub(crate) records: Vec<ExpectedRecord>,
    /// A careful human could not tell what the records say: a reader has to say so.
    pub(crate) is_doubtful: bool,
}

impl Expectation {
    /// Every dossier of the source.
    pub(crate) fn all(source: &Source) -> Self {
        Self::of(&source.dossiers)
    }

    /// These dossiers.
    pub(crate) fn of(dossiers: &[Dossier]) -> Self {
        let record =
            |dossier: &Dossier| ExpectedRecord { dossiers: vec![dossier.clone()], also: Vec::new(), is_damaged: false };
        Self { records: dossiers.iter().map(record).collect(), is_doubtful: false }
    }

    /// A file without a dossier.
    pub(crate) fn none() -> Self {
        Self { records: Vec::new(), is_doubtful: false }
    }

    /// The record at `place` was polluted.
    pub(crate) fn damaged(mut self, place: usize) -> Self {
        self.records[place].is_damaged = true;
        self
    }

    /// Another right reading of the record at `place`.
    pub(crate) fn or(mut self, place: usize, reading: Dossier) -> Self {
        self.records[place].also.push(reading);
        self
    }

    /// The records of these places stand in one physical record.
    pub(crate) fn joined(mut self, places: std::ops::Range<usize>) -> Self {
        let taken = self.records.drain(places.clone()).flat_map(|record| record.dossiers).collect();
        let joined = ExpectedRecord { dossiers: taken, also: Vec::new(), is_damaged: false };
        self.records.insert(places.start, joined);
        self
    }

    /// Nobody could tell.
    pub(crate) fn doubtful(mut self) -> Self {
        self.is_doubtful = true;
        self
    }
}
