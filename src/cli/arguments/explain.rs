use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Counting, ReportFormat};

/// Options of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// Id of an indicator.
    #[arg(value_name = "ID")]
    pub indicator: String,

    /// What is counted.
    #[command(flatten)]
    pub counting: Counting,

    /// Name or key of a unit.
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,

    /// Which dossiers are listed.
    #[arg(long, value_enum, value_name = "WHICH")]
    pub dossiers: Option<Dossiers>,

    /// Where the list goes; none: stdout, in place of the explanation.
    #[arg(long, short, value_name = "FILE", requires = "dossiers")]
    pub output: Option<PathBuf>,

    /// What is printed.
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub format: ReportFormat,
}

/// Dossiers behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Dossiers {
    /// Those counted.
    Numerator,
    /// Those among which is counted.
    Denominator,
    /// Those of the denominator that are not counted.
    Missed,
}
