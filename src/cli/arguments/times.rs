use clap::{Args, ValueEnum};

use super::{Counting, ReportFormat};

/// Options of `times`.
#[derive(Debug, Args)]
pub struct TimesArguments {
    /// What is counted.
    #[command(flatten)]
    pub counting: Counting,

    /// What dossiers are told apart by.
    #[arg(long, value_enum, default_value_t = TimesBy::Unit)]
    pub by: TimesBy,

    /// Name or key of a unit.
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,

    /// What is printed.
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub format: ReportFormat,

    /// Exit with 3 when more records are rejected.
    #[arg(long, value_name = "N")]
    pub max_rejected: Option<u64>,
}

/// Breakdowns of processing times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TimesBy {
    /// Levels and their units.
    Unit,
    /// Levels only.
    Level,
    /// Fields of procedures.
    Field,
    /// Procedures.
    Procedure,
}
