use std::collections::BTreeMap;

use crate::dossiers::Schema;
use crate::indicators::Definitions;
use crate::ingest::Stock;
use crate::period::{Calendar, Period};
use crate::registry::{Naming, ProcedureRegistry, UnitRegistry};
use crate::standards::Standard;
use crate::tally::Tally;
use crate::texts::Localized;

use super::model::{Breakdown, PeriodShown};

/// What a report is made of.
pub struct Material<'a> {
    /// The dossiers and their account.
    pub stock: &'a Stock,
    /// Canonical columns.
    pub schema: &'a Schema,
    /// Indicators.
    pub definitions: &'a Definitions,
    /// Levels.
    pub naming: &'a Naming,
    /// Registry of units, if any.
    pub registry: Option<&'a UnitRegistry>,
    /// Catalogue of procedures, if any.
    pub procedures: Option<&'a ProcedureRegistry>,
    /// The counts: of every grouping that [`super::groupings`] asks for.
    pub tally: &'a Tally,
    /// Dossiers in doubt, in the order of the definitions.
    pub doubts: &'a [u64],
    /// The standard, if any.
    pub standard: Option<&'a Standard>,
    /// Title, if any.
    pub title: Option<Localized>,
    /// The period.
    pub period: PeriodShown,
    /// Its calendar.
    pub calendar: &'a Calendar,
    /// Periods to compare with.
    pub comparisons: Vec<Period>,
    /// What to break figures down by.
    pub breakdown: Breakdown,
    /// Whether figures by month are wanted for line charts.
    pub by_month: bool,
    /// Files that were passed over.
    pub passed_over: &'a [String],
    /// Hashes of the rules.
    pub rule_hashes: BTreeMap<String, String>,
    /// Words from the texts.
    pub words: &'a Words,
}

/// Words of the texts, in both languages, that a report carries.
#[derive(Debug, Clone)]
pub struct Words {
    /// All dossiers.
    pub all: Localized,
    /// The level of units whose level is not known.
    pub unknown_level: Localized,
}
