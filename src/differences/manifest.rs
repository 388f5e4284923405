//! `manifest.json` as it is read back.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// What a run was made of.
#[derive(Debug, Clone, Deserialize)]
pub struct Manifest {
    /// Name of the program that wrote it.
    pub program: String,
    /// Its version.
    pub version: String,
    /// What was asked for.
    pub options: Vec<(String, String)>,
    /// The structure of units; a manifest of an earlier program does not say.
    pub structure: Option<StructureOf>,
    /// The option of every rule on which practice differs.
    pub rule_options: BTreeMap<String, String>,
    /// The account of all records.
    pub account: Account,
    /// The lists read.
    pub inputs: Vec<Input>,
    /// The files left out.
    pub unread: Vec<String>,
    /// BLAKE3 of the files of counts: tally files and entered counts.
    #[serde(default)]
    pub counts: BTreeMap<String, String>,
    /// BLAKE3 of everything besides exports and counts that decides figures.
    pub rules: BTreeMap<String, String>,
    pub(super) outputs: Vec<Output>,
}

impl Manifest {
    /// The values of an option that may be given several times.
    pub(super) fn options(&self, name: &str) -> impl Iterator<Item = &str> {
        self.options.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// An option that was asked for.
    pub(super) fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// True when a list was counted elsewhere, and came in a tally file: its path begins with the name of the file.
    pub(super) fn is_of_tally(&self, input: &Input) -> bool {
        self.counts.keys().any(|file| input.path.strip_prefix(file.as_str()).is_some_and(|rest| rest.starts_with('/')))
    }
}

/// The structure of units that figures are on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StructureOf {
    /// `then` or `now`.
    pub structure: String,
    /// The newest day in the registry, with `now`.
    pub as_of: Option<String>,
}

/// An account of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Account {
    /// Records read.
    pub records: u64,
    /// Records that count.
    pub accepted: u64,
    /// Records rejected.
    pub rejected: u64,
    /// Records replaced by a newer one.
    pub superseded: u64,
}

/// A list that was read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Input {
    /// Its file.
    pub path: String,
    /// Its sheet.
    pub sheet: Option<String>,
    /// BLAKE3 of the file.
    pub blake3: String,
    /// Profile.
    pub profile: String,
    /// The day of the export.
    pub exported: Option<String>,
    /// How it is known.
    pub exported_known_by: String,
    /// What was read as what; not told of lists of tally files, and by an earlier program of none.
    pub mapping: Option<Mapping>,
}

/// What was read as what.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Mapping {
    /// Kind of file.
    pub kind: String,
    /// Encoding.
    pub encoding: Option<String>,
    /// Delimiter.
    pub delimiter: Option<char>,
    /// Headers by column.
    pub columns: BTreeMap<String, String>,
    /// Columns that something else stands in for.
    pub filled: BTreeSet<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Output {
    pub(super) path: String,
    pub(super) blake3: String,
}
