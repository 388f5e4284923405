use std::collections::BTreeMap;

use crate::dossiers::ColumnId;

/// Why a record was rejected. The names are stable: they stand in `rejected.csv` and in the machine-readable output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Not as many fields as the header.
    FieldCount,
    /// A quoted field that does not end where its record ends.
    Quote,
    /// Longer than a record can be.
    TooLong,
    /// Bytes that are no UTF-8.
    Encoding,
    /// A required cell is blank.
    Blank,
    /// Not a day in any form of the profile, or no day of the calendar.
    Date,
    /// A spelling that no vocabulary lists.
    UnknownWord,
    /// Not a sum of money.
    Amount,
    /// Finished before it was received.
    FinishedBeforeReceived,
}

impl Reason {
    /// Every reason, in the order in which they are shown.
    pub const ALL: [Reason; 9] = [
        Reason::FieldCount,
        Reason::Quote,
        Reason::TooLong,
        Reason::Encoding,
        Reason::Blank,
        Reason::Date,
        Reason::UnknownWord,
        Reason::Amount,
        Reason::FinishedBeforeReceived,
    ];

    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Reason::FieldCount => "field_count",
            Reason::Quote => "quote",
            Reason::TooLong => "too_long",
            Reason::Encoding => "encoding",
            Reason::Blank => "blank",
            Reason::Date => "date",
            Reason::UnknownWord => "unknown_word",
            Reason::Amount => "amount",
            Reason::FinishedBeforeReceived => "finished_before_received",
        }
    }
}

/// The offending value, as far as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// There is none: the whole record is at fault.
    Nothing,
    /// The value.
    Value(String),
    /// A value of so many characters that could be a citizen's data, and is not shown.
    Hidden(usize),
}

/// A rejected record: where it stands and what is wrong, never what else it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Place of its file among the sources.
    pub source: usize,
    /// Line on which it begins, from 1.
    pub line: u64,
    /// Byte at which it begins, from 0.
    pub offset: u64,
    /// The column at fault, if it is one.
    pub column: Option<ColumnId>,
    /// Why.
    pub reason: Reason,
    /// The value at fault.
    pub value: Shown,
}

/// The account (bảng kê) of the physical records of a file: what was read is what was accepted, rejected or superseded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// Records read, the header not counted.
    pub records: u64,
    /// Records that count.
    pub accepted: u64,
    /// Records rejected, by reason.
    pub rejected: BTreeMap<Reason, u64>,
    /// Records of dossiers that a newer record replaces.
    pub superseded: u64,
    /// Records without any value; they are not among the records.
    pub blank: u64,
}

impl Account {
    /// All rejected records.
    #[must_use]
    pub fn rejected_total(&self) -> u64 {
        self.rejected.values().sum()
    }

    /// True when every record read is accounted for.
    #[must_use]
    pub fn balances(&self) -> bool {
        self.records == self.accepted + self.rejected_total() + self.superseded
    }

    /// Adds the account of another file.
    pub fn add(&mut self, other: &Account) {
        self.records += other.records;
        self.accepted += other.accepted;
        self.superseded += other.superseded;
        self.blank += other.blank;
        for (reason, count) in &other.rejected {
            *self.rejected.entry(*reason).or_default() += count;
        }
    }
}
