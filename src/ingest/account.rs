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
    /// Bytes that are no letters of the file's encoding.
    Encoding,
    /// A required cell is blank.
    Blank,
    /// Not a day in any form of the profile, or no day of the calendar.
    Date,
    /// A spelling that no vocabulary lists.
    UnknownWord,
    /// Not a sum of money.
    Amount,
    /// A whole number is expected and there is none.
    Number,
    /// A dossier code without a digit: `Chưa có mã` is that of many dossiers.
    NoCode,
    /// A spreadsheet program has cut the value: `1.23457E+15`, `####`.
    Lost,
    /// Finished before it was received.
    FinishedBeforeReceived,
    /// A phone or identity number where the name of a unit, a field or a procedure's code should be: columns have shifted.
    Person,
}

impl Reason {
    /// Every reason, in the order in which they are shown.
    pub const ALL: [Reason; 13] = [
        Reason::FieldCount,
        Reason::Quote,
        Reason::TooLong,
        Reason::Encoding,
        Reason::Blank,
        Reason::Date,
        Reason::UnknownWord,
        Reason::Amount,
        Reason::Number,
        Reason::NoCode,
        Reason::Lost,
        Reason::FinishedBeforeReceived,
        Reason::Person,
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
            Reason::Number => "number",
            Reason::NoCode => "no_code",
            Reason::Lost => "lost",
            Reason::FinishedBeforeReceived => "finished_before_received",
            Reason::Person => "person",
        }
    }
}

/// A row (dòng) that is no dossier and was set aside. The names are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SetAside {
    /// Above the header.
    Title,
    /// The header, each time it comes.
    Header,
    /// Numbers of the columns, below the header.
    Numbering,
    /// The heading of a group.
    Group,
    /// Totals.
    Total,
    /// Signatures below the list.
    Signature,
}

impl SetAside {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [SetAside; 6] =
        [SetAside::Title, SetAside::Header, SetAside::Numbering, SetAside::Group, SetAside::Total, SetAside::Signature];

    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            SetAside::Title => "title",
            SetAside::Header => "header",
            SetAside::Numbering => "numbering",
            SetAside::Group => "group",
            SetAside::Total => "total",
            SetAside::Signature => "signature",
        }
    }
}

/// Where a record begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line of the file or row of the sheet, from 1.
    pub line: u64,
    /// Byte of the unpacked file, from 0; none where the file is no UTF-8 text.
    pub offset: Option<u64>,
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
    /// Where it begins.
    pub place: Place,
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
    /// Rows that are no dossiers, by kind; they are not among the records either.
    pub set_aside: BTreeMap<SetAside, u64>,
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
        for (kind, count) in &other.set_aside {
            *self.set_aside.entry(*kind).or_default() += count;
        }
        for (reason, count) in &other.rejected {
            *self.rejected.entry(*reason).or_default() += count;
        }
    }
}
