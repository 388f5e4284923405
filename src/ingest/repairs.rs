//! What was changed in reading, cell by cell: nothing is made good without a word.

use std::collections::BTreeMap;

use crate::dossiers::ColumnId;

use super::{Place, Shown};

/// The rule by which a cell was read as something else than it says. The names are stable: they stand in `repairs.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RepairRule {
    /// `="00123"`, as systems write it to keep leading zeros.
    Formula,
    /// An apostrophe before the text, as typed into a spreadsheet program to keep it text.
    Apostrophe,
    /// Signs that take no room around the text: 0x1F, zero-width blanks, marks of direction.
    Invisible,
    /// The day number of a spreadsheet program read as a date.
    Serial,
    /// A time of another offset moved to local time, on another day.
    LocalDay,
    /// Zeros at the end of a code that was stored as a number.
    CodeZeros,
    /// A part of a đồng dropped from a sum.
    PartOfDong,
    /// The unit of the heading above, for a row without one.
    GroupUnit,
}

impl RepairRule {
    /// Every rule.
    pub const ALL: [RepairRule; 8] = [
        RepairRule::Formula,
        RepairRule::Apostrophe,
        RepairRule::Invisible,
        RepairRule::Serial,
        RepairRule::LocalDay,
        RepairRule::CodeZeros,
        RepairRule::PartOfDong,
        RepairRule::GroupUnit,
    ];

    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            RepairRule::Formula => "formula",
            RepairRule::Apostrophe => "apostrophe",
            RepairRule::Invisible => "invisible",
            RepairRule::Serial => "serial",
            RepairRule::LocalDay => "local_day",
            RepairRule::CodeZeros => "code_zeros",
            RepairRule::PartOfDong => "part_of_dong",
            RepairRule::GroupUnit => "group_unit",
        }
    }
}

/// A cell that was changed in reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// Place of its file among the sources.
    pub source: usize,
    /// Where its record begins.
    pub place: Place,
    /// The column.
    pub column: ColumnId,
    /// What the file says, as far as it may be shown.
    pub before: Shown,
    /// What was read.
    pub after: Shown,
    /// Why.
    pub rule: RepairRule,
}

/// The repairs of a run: all counted, the first ones listed.
#[derive(Debug, Clone, Default)]
pub struct Repairs {
    /// The first ones, in order of file and line.
    pub listed: Vec<Repair>,
    /// How many there are, by file and rule.
    pub counts: BTreeMap<(usize, RepairRule), u64>,
}

impl Repairs {
    /// How many cells were changed.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    /// How many cells of a file were changed by each rule.
    pub fn of_source(&self, source: usize) -> impl Iterator<Item = (RepairRule, u64)> + '_ {
        self.counts.iter().filter(move |((of, _), _)| *of == source).map(|((_, rule), count)| (*rule, *count))
    }

    /// Forgets what was changed in a file that is given up.
    pub(super) fn forget(&mut self, source: usize) {
        self.listed.retain(|repair| repair.source != source);
        self.counts.retain(|(of, _), _| *of != source);
    }

    /// Adds what was changed further down; at most so many are listed in all.
    pub(super) fn add(&mut self, more: Repairs, most_listed: usize) {
        let room = most_listed.saturating_sub(self.listed.len());
        self.listed.extend(more.listed.into_iter().take(room));
        for (of, count) in more.counts {
            *self.counts.entry(of).or_default() += count;
        }
    }

    /// The same of files that stand behind so many others.
    pub(super) fn behind(self, sources: usize) -> Self {
        let listed = self.listed.into_iter().map(|repair| Repair { source: repair.source + sources, ..repair });
        let counts = self.counts.into_iter().map(|((source, rule), count)| ((source + sources, rule), count));
        Self { listed: listed.collect(), counts: counts.collect() }
    }
}
