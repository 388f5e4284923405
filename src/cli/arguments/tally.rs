use std::path::PathBuf;

use clap::Args;

use super::{ReadingArguments, StructureOf, parsers};

/// Options of `tally`.
#[derive(Debug, Args)]
pub struct TallyArguments {
    /// Folders or files; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// The tally file.
    #[arg(long, short, value_name = "FILE", required = true)]
    pub output: PathBuf,

    /// The period; none: that of `cchc.toml`, else the span of the data.
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,

    /// How months become days.
    #[arg(long, value_name = "CALENDAR")]
    pub calendar: Option<String>,

    /// Periods to compare with.
    #[arg(long, value_name = "PERIOD")]
    pub compare: Vec<String>,

    /// The structure of units; none: that of `cchc.toml`, else `then`.
    #[arg(long, value_enum, value_name = "STRUCTURE")]
    pub structure: Option<StructureOf>,

    /// How the exports are read.
    #[command(flatten)]
    pub reading: ReadingArguments,

    /// Options of the rules on which practice differs.
    #[arg(long = "rule", value_name = "TERM=OPTION", value_parser = parsers::choice)]
    pub choices: Vec<(String, String)>,

    /// Refused: a tally file holds exact counts.
    #[arg(long, value_name = "N", hide = true)]
    pub suppress_below: Option<String>,

    /// Exit with 3 when more records are rejected.
    #[arg(long, value_name = "N")]
    pub max_rejected: Option<u64>,
}
