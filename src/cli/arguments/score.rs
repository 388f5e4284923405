use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{ReadingArguments, ReportFormat, StructureOf, parsers};

/// Options of `score`.
#[derive(Debug, Args)]
pub struct ScoreArguments {
    /// Folders or files; none: everything is entered.
    #[arg(value_name = "PATH", required_unless_present = "counts")]
    pub paths: Vec<PathBuf>,

    /// Id or file of a score standard.
    #[arg(long, value_name = "ID|FILE", required = true)]
    pub standard: String,

    /// Entered counts.
    #[arg(long, value_name = "FILE")]
    pub counts: Option<PathBuf>,

    /// Units besides the whole.
    #[arg(long, value_enum)]
    pub by: Option<ScoreBy>,

    /// The period; none: that of `cchc.toml`, else the span of the data.
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,

    /// How months become days.
    #[arg(long, value_name = "CALENDAR")]
    pub calendar: Option<String>,

    /// The structure of units; none: that of `cchc.toml`, else `then`.
    #[arg(long, value_enum, value_name = "STRUCTURE")]
    pub structure: Option<StructureOf>,

    /// How the exports are read.
    #[command(flatten)]
    pub reading: ReadingArguments,

    /// Options of the rules on which practice differs.
    #[arg(long = "rule", value_name = "TERM=OPTION", value_parser = parsers::choice)]
    pub choices: Vec<(String, String)>,

    /// What is printed.
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub format: ReportFormat,
}

/// Breakdowns of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ScoreBy {
    /// Every unit, ranked within its level.
    Unit,
}
