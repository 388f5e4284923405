use serde::Deserialize;

use crate::texts::Localized;

use super::Condition;

/// The span that `period_start` and `period_end` stand for in a doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The period of the report. Such doubts stand beside the figures too.
    #[default]
    Period,
    /// Up to the day of the export.
    Export,
    /// The years of the working-day calendar.
    Calendar,
    /// No span: the record alone.
    Record,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Figures are wrong or missing because of it.
    Error,
    /// A figure may not be what it seems.
    #[default]
    Warning,
    /// Good to know.
    Information,
}

impl Severity {
    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
        }
    }
}

/// A condition under which a dossier's record contradicts itself, or what is known besides.
#[derive(Debug, Clone)]
pub struct Doubt {
    /// Id.
    pub id: String,
    /// What is in doubt, as a sentence that follows a count.
    pub title: Localized,
    /// How grave.
    pub severity: Severity,
    /// What the span of the condition is.
    pub about: About,
    /// The condition as written.
    pub sql: String,
    /// The condition compiled.
    pub condition: Condition,
}
