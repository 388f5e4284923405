use std::path::PathBuf;
use std::sync::Arc;

use crate::cache::Cache;
use crate::indicators::Choice;
use crate::ingest::{Encoding, Limits};
use crate::period::Day;
use crate::registry::Structure;
use crate::report::model::Breakdown;

/// How the exports are to be read, as the user asked.
#[derive(Debug, Clone, Default)]
pub struct ReadingWishes {
    /// Profile for every export.
    pub profile: Option<String>,
    /// Encoding of every export.
    pub encoding: Option<Encoding>,
    /// Use the other exports when some cannot be read.
    pub keep_going: bool,
    /// What a file may demand.
    pub limits: Limits,
    /// Keep the codes of dossiers, to list them.
    pub codes: bool,
    /// Where what is read is kept for the next run, if the user wants it.
    pub cache: Option<Arc<Cache>>,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many bytes more were read.
    Read(u64),
    /// Everything is read; dossiers are being counted.
    Counting,
}

/// What the user asked for, as written; [`super::prepare`] checks it.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Folders and files.
    pub paths: Vec<PathBuf>,
    /// Period.
    pub period: Option<String>,
    /// Calendar of periods.
    pub calendar: Option<String>,
    /// Periods to compare with: `last-year`, `previous`, or a period.
    pub compare: Vec<String>,
    /// A file of entered counts.
    pub entered: Option<PathBuf>,
    /// What to break figures down by.
    pub breakdown: Breakdown,
    /// With a breakdown by month: whether periods compared with are broken down too.
    pub compare_months: bool,
    /// Standard: an id or a file.
    pub standard: Option<String>,
    /// How the exports are to be read.
    pub reading: ReadingWishes,
    /// Which structure of units figures are on; none: as the project says, else that of the day.
    pub structure: Option<Structure>,
    /// Options of the rules on which practice differs.
    pub choices: Vec<Choice>,
    /// Whether processing times are asked for: then their rules can be chosen too.
    pub times: bool,
    /// Whether documents are made: they also need figures by month and by field.
    pub documents: bool,
    /// The day documents carry as the day they were made; none: the last day of the period.
    pub made: Option<Day>,
    /// Hide figures with fewer dossiers in their denominator, and enough others that totals do not give them away.
    pub suppress_below: Option<u64>,
}
