use std::path::PathBuf;

use clap::Args;

use super::ReportFormat;

/// Options of `diff`.
#[derive(Debug, Args)]
pub struct DiffArguments {
    /// What the earlier run wrote.
    #[arg(value_name = "DIR")]
    pub old: PathBuf,

    /// What the later run wrote.
    #[arg(value_name = "DIR")]
    pub new: PathBuf,

    /// What is printed.
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub format: ReportFormat,
}
