use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::render::formats::FileFormat;

use super::{Counting, parsers};

/// Options of `report`.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// What is counted.
    #[command(flatten)]
    pub counting: Counting,

    /// Periods to compare with.
    #[arg(long, value_name = "PERIOD")]
    pub compare: Vec<String>,

    /// Counts of units without exports.
    #[arg(long, value_name = "FILE")]
    pub entered: Option<PathBuf>,

    /// What figures are broken down by.
    #[arg(long, value_enum, default_value_t = By::Unit)]
    pub by: By,

    /// Folder of outputs.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Which files are written to it; none: all.
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', value_parser = parsers::file_format)]
    pub formats: Vec<FileFormat>,

    /// One document, its format by the ending.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// What is printed; none: the tables, unless files are written and quiet is wanted.
    #[arg(long, value_enum)]
    pub format: Option<ReportFormat>,

    /// Denominators under this are hidden.
    #[arg(long, value_name = "N", value_parser = parsers::least)]
    pub suppress_below: Option<u64>,

    /// Exit with 3 when more records are rejected.
    #[arg(long, value_name = "N")]
    pub max_rejected: Option<u64>,
}

/// Breakdowns of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Levels and their units.
    Unit,
    /// Levels only.
    Level,
    /// Fields of procedures.
    Field,
    /// Procedures.
    Procedure,
    /// Months.
    Month,
}

/// Formats of a report on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Tables for a terminal.
    Table,
    /// One row a figure.
    Csv,
    /// The machine-readable contract.
    Json,
    /// Markdown.
    Md,
}
