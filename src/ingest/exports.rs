use std::collections::BTreeMap;

use crate::dossiers::{ColumnId, Dossiers};
use crate::registry::UnitRegistry;

use super::parts::Facts;
use super::{Account, Exported, ForeignDates, IngestError, Named, Rejected, Repairs, Unit};

/// A list that was read: a file, a sheet of a workbook, a file of an archive.
#[derive(Debug, Clone)]
pub struct Source {
    /// Name of its file for outputs; of an archive's file with the archive before it.
    pub name: String,
    /// Its sheet, when the file has more than one list.
    pub sheet: Option<String>,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// BLAKE3 of the file.
    pub hash: String,
    /// What the file is.
    pub facts: Facts,
    /// Profile it was read with.
    pub profile: String,
    /// Line or row of the header.
    pub header_line: u64,
    /// Columns found, with their headers; none where only a tally file tells of the list.
    pub named: Vec<Named>,
    /// True when header and rows are not equally wide, and what stands in the fields decided which columns they are.
    pub aligned: bool,
    /// Columns that its dossiers have a source for.
    pub present: Vec<ColumnId>,
    /// Columns that something else stands in for.
    pub filled: Vec<ColumnId>,
    /// Headers that were not used.
    pub unused: Vec<String>,
    /// Columns of personal data, not read.
    pub personal: usize,
    /// The day of the export.
    pub exported: Exported,
    /// The account of its records.
    pub account: Account,
    /// Dates of a form that is not read, if there are any.
    pub foreign_dates: Option<ForeignDates>,
    /// Of the superseded records, those that another record of the same list replaces.
    pub duplicates: u64,
}

impl Source {
    /// The name with its sheet.
    #[must_use]
    pub fn shown(&self) -> String {
        self.sheet.as_ref().map_or_else(|| self.name.clone(), |sheet| format!("{} [{sheet}]", self.name))
    }
}

/// A sheet or table that was not read, though its file was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Name of the file.
    pub name: String,
    /// The sheet.
    pub sheet: String,
    /// How many rows it has; none when it is hidden, and was not opened.
    pub rows: Option<u64>,
}

/// A spelling that no vocabulary lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownSpelling {
    /// The column.
    pub column: ColumnId,
    /// The spelling.
    pub spelling: String,
    /// How many records have it.
    pub records: u64,
}

/// An input that could not be read, and was left out.
#[derive(Debug)]
pub struct Unread {
    /// Name for outputs.
    pub name: String,
    /// Why.
    pub error: IngestError,
}

/// What is known of the exports besides their dossiers: all a report needs that is no count. It comes with the dossiers of a
/// [`Stock`], or out of tally files, without any dossier.
#[derive(Debug, Default)]
pub struct Exports {
    /// The lists, in the order in which they were read.
    pub sources: Vec<Source>,
    /// Sheets that hold no list of dossiers.
    pub passed_over: Vec<PassedOver>,
    /// Inputs that could not be read; only when the user wants to keep going.
    pub unread: Vec<Unread>,
    /// The units, by number.
    pub units: Vec<Unit>,
    /// How many dossiers each unit has, by number; none when newer records moved all of them to other units.
    pub unit_dossiers: Vec<u64>,
    /// Rejected records in order of file and line, as many as are listed.
    pub rejected: Vec<Rejected>,
    /// Cells read as something else than they say.
    pub repairs: Repairs,
    /// Dossiers that two units have, by the numbers of the unit replaced and of the unit that counts.
    pub moved: BTreeMap<(u32, u32), u64>,
    /// Dossiers that count as an older record has them, because their newest one was rejected.
    pub outdated: u64,
    /// Dossiers without a service level or field, because the catalogue does not have their procedure.
    pub uncatalogued: u64,
    /// Unknown spellings, by column and spelling; the spelling is blank where it is not told.
    pub unknown: Vec<UnknownSpelling>,
    /// Names of procedures by code.
    pub procedure_names: BTreeMap<String, String>,
}

impl Exports {
    /// The account of all files.
    #[must_use]
    pub fn account(&self) -> Account {
        let mut total = Account::default();
        for source in &self.sources {
            total.add(&source.account);
        }
        total
    }
}

impl Stock {
    /// The same dossiers on the newest structure of the registry: units become those that took over from them. The account
    /// of records stays what it is.
    #[must_use]
    pub fn on_newest_structure(mut self, registry: &UnitRegistry) -> Self {
        // A dossier has the number of its unit: units that came together share a key, which is what figures are made by.
        self.exports.units = self.exports.units.into_iter().map(|unit| unit.on_newest(registry)).collect();
        self
    }
}

/// Everything that was read: the dossiers, and the account of how they came about.
#[derive(Debug)]
pub struct Stock {
    /// One row a dossier.
    pub dossiers: Dossiers,
    /// What is known of the exports.
    pub exports: Exports,
}
