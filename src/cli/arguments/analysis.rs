use clap::Args;

use crate::report::FEWEST_RANKED;

use super::{By, Counting, ReportFormat};

/// Options of `rank`.
#[derive(Debug, Args)]
pub struct RankArguments {
    /// What is counted.
    #[command(flatten)]
    pub counting: Counting,

    /// The rate.
    #[arg(long, value_name = "ID")]
    pub indicator: String,

    /// Units of this level only.
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<String>,

    /// The period that ranks are compared with.
    #[arg(long, value_name = "PERIOD")]
    pub compare: Option<String>,

    /// The fewest dossiers for a rank.
    #[arg(long, value_name = "N", default_value_t = FEWEST_RANKED)]
    pub min_denominator: u64,

    /// What is printed.
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub format: ReportFormat,

    /// Exit with 3 when more records are rejected.
    #[arg(long, value_name = "N")]
    pub max_rejected: Option<u64>,
}

/// Options of `compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    /// What is counted.
    #[command(flatten)]
    pub counting: Counting,

    /// The rate.
    #[arg(long, value_name = "ID")]
    pub indicator: String,

    /// What the change is divided by.
    #[arg(long, value_enum, default_value_t = By::Unit)]
    pub by: By,

    /// Periods to compare with.
    #[arg(long, value_name = "PERIOD")]
    pub compare: Vec<String>,

    /// Fewer dossiers are marked as few.
    #[arg(long, value_name = "N", default_value_t = FEWEST_RANKED)]
    pub min_denominator: u64,

    /// What is printed.
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub format: ReportFormat,

    /// Exit with 3 when more records are rejected.
    #[arg(long, value_name = "N")]
    pub max_rejected: Option<u64>,
}
