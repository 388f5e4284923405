use std::path::PathBuf;

use crate::indicators::Choice;
use crate::report::model::Breakdown;

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
    /// What to break figures down by.
    pub breakdown: Breakdown,
    /// Standard: an id or a file.
    pub standard: Option<String>,
    /// Profile for every export.
    pub profile: Option<String>,
    /// Options of the rules on which practice differs.
    pub choices: Vec<Choice>,
    /// Whether figures by month are wanted, for charts.
    pub by_month: bool,
}
