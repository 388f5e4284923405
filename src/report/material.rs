use std::collections::BTreeMap;

use crate::dossiers::{Dossiers, Schema};
use crate::indicators::{Definitions, Form};
use crate::ingest::Exports;
use crate::period::{Calendar, Day, Period};
use crate::project::DocumentDetails;
use crate::registry::{Naming, ProcedureRegistry, Structure, UnitRegistry};
use crate::standards::Standard;
use crate::tally::Tally;
use crate::texts::Localized;

use super::model::{Breakdown, PeriodShown};

/// What a report is made of.
pub struct Material<'a> {
    /// What is known of the exports besides their dossiers.
    pub exports: &'a Exports,
    /// The dossiers; none where only tally files tell of them, and where nobody asks for them any more.
    pub dossiers: Option<&'a Dossiers>,
    /// Names of the tally files that figures come from; none when they come from dossiers.
    pub tallies: &'a [String],
    /// Keys of the units whose counts were entered.
    pub entered: &'a [String],
    /// Canonical columns.
    pub schema: &'a Schema,
    /// Indicators.
    pub definitions: &'a Definitions,
    /// Levels.
    pub naming: &'a Naming,
    /// Registry of units, if any.
    pub registry: Option<&'a UnitRegistry>,
    /// The structure of units that the stock is on.
    pub structure: Structure,
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
    /// The period of the project's own settings, which its title may speak of.
    pub declared_period: Option<Period>,
    /// Its calendar.
    pub calendar: &'a Calendar,
    /// Periods to compare with.
    pub comparisons: Vec<Period>,
    /// What to break figures down by.
    pub breakdown: Breakdown,
    /// With a breakdown by month: whether periods compared with are broken down too.
    pub compare_months: bool,
    /// Whether documents are made: they also show months, last year's months and fields.
    pub documents: bool,
    /// Official forms.
    pub forms: &'a [Form],
    /// What stands around a signed report.
    pub details: DocumentDetails,
    /// The day documents carry, when the user says it.
    pub made: Option<Day>,
    /// Hide figures with fewer dossiers in their denominator.
    pub suppress_below: Option<u64>,
    /// Files that were passed over.
    pub passed_over: &'a [String],
    /// Hashes of the rules.
    pub rule_hashes: BTreeMap<String, String>,
    /// Hashes of the files of counts.
    pub count_hashes: BTreeMap<String, String>,
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
    /// The level of former units that are not attributable to a unit of the newest structure.
    pub not_attributable: Localized,
    /// The template of the Word report's body.
    pub template: Localized,
}
