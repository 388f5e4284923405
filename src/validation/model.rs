//! Everything a renderer of findings may show.

use crate::indicators::Severity;
use crate::period::Day;
use crate::report::model::{InputShown, RejectedShown, RepairShown, UnreadShown};
use crate::texts::{Localized, Message};

/// What was found in a set of exports.
#[derive(Debug, Clone)]
pub struct Validation {
    /// The lists that were read.
    pub lists: Vec<ListChecked>,
    /// The files that could not be read.
    pub unread: Vec<UnreadShown>,
    /// Findings about several files together.
    pub findings: Vec<Finding>,
    /// Rejected records, as many as are listed.
    pub rejected: Vec<RejectedShown>,
    /// All rejected records.
    pub rejected_total: u64,
    /// Cells read as something else than they say, as many as are listed.
    pub repairs: Vec<RepairShown>,
    /// Records that a later one of the same list replaces, as many as are listed; only where they were asked for.
    pub duplicates: Vec<DuplicateShown>,
    /// Dossiers that count.
    pub dossiers: u64,
}

impl Validation {
    /// Names the files beside the exports that were not read because of their ending.
    pub fn pass_over(&mut self, files: &[String]) {
        for file in files {
            let said = Message::new("finding.passed_over").with("file", file).with("count", 1);
            let (id, severity) = ("passed_over".to_owned(), Severity::Warning);
            self.findings.push(Finding { id, severity, count: 1, said, is_rejection: false });
        }
    }

    /// True when something is wrong besides rejected records, which have a limit of their own.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let of_lists = self.lists.iter().flat_map(|list| &list.findings);
        let is_wrong = |finding: &Finding| finding.severity == Severity::Error && !finding.is_rejection;
        of_lists.chain(&self.findings).any(is_wrong)
    }
}

/// A record that a later one of the same list replaces, because it has the same dossier code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateShown {
    /// File.
    pub path: String,
    /// Sheet, if the file has several lists.
    pub sheet: Option<String>,
    /// Line or row of the record, from 1.
    pub line: u64,
    /// Line or row of the next record of the same dossier.
    pub next: u64,
}

/// A list: a file, or a sheet of one.
#[derive(Debug, Clone)]
pub struct ListChecked {
    /// File, sheet, account, profile, day of the export.
    pub input: InputShown,
    /// Kind of file: stable id.
    pub kind: &'static str,
    /// What it is packed in, from the outside.
    pub packed: Vec<&'static str>,
    /// Encoding and how it is known (stable ids), for a text.
    pub encoding: Option<(&'static str, &'static str)>,
    /// Delimiter, for delimited text.
    pub delimiter: Option<char>,
    /// Line or row of the header.
    pub header_line: u64,
    /// Columns found.
    pub columns: Vec<ColumnChecked>,
    /// Columns not found.
    pub absent: Vec<Localized>,
    /// Headers that are no column, or a lesser one.
    pub unused: Vec<String>,
    /// Columns of personal data; never read.
    pub personal: usize,
    /// First and last day of each column of days.
    pub days: Vec<(Localized, Day, Day)>,
    /// Units, with how many dossiers of the list count for each.
    pub units: Vec<(String, u64)>,
    /// Cells changed in reading, by rule (stable id).
    pub repaired: Vec<(&'static str, u64)>,
    /// What is odd, most grave first.
    pub findings: Vec<Finding>,
}

/// A column and the header it is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnChecked {
    /// Name in the rules.
    pub id: String,
    /// Name to show.
    pub title: Localized,
    /// The header.
    pub header: String,
    /// How sure it is (stable id).
    pub confidence: &'static str,
}

/// Something odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable id.
    pub id: String,
    /// How grave.
    pub severity: Severity,
    /// How many records or dossiers it concerns.
    pub count: u64,
    /// What it is.
    pub said: Message,
    /// The records were rejected: the id is that of the reason.
    pub is_rejection: bool,
}
