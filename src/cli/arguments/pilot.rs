use clap::{Args, ValueEnum};

use crate::pilots::Criterion;
use crate::texts::numbers::Hundredths;

use super::parsers;
use super::{Counting, ReportFormat};

/// Options of `pilot`.
#[derive(Debug, Args)]
pub struct PilotArguments {
    /// What is counted.
    #[command(flatten)]
    pub counting: Counting,

    /// The rate.
    #[arg(long, value_name = "ID", default_value = PilotArguments::OF_USE)]
    pub indicator: String,

    /// The goal in percent; none: that of the standard.
    #[arg(long, value_name = "PERCENT", value_parser = parsers::percent)]
    pub goal: Option<Hundredths>,

    /// What groups of procedures are.
    #[arg(long, value_enum, default_value_t = PilotBy::Procedure)]
    pub by: PilotBy,

    /// Groups to choose.
    #[arg(long, value_name = "N", value_parser = parsers::some)]
    pub procedures: Option<u64>,

    /// Communes to choose.
    #[arg(long, value_name = "N", value_parser = parsers::some)]
    pub communes: Option<u64>,

    /// Districts they may lie in.
    #[arg(long, value_name = "N", value_parser = parsers::some)]
    pub districts: Option<u64>,

    /// Weights of the criteria for communes.
    #[arg(long = "weight", value_name = "CRITERION=NUMBER", value_delimiter = ',', value_parser = parsers::weight)]
    pub weights: Vec<(Criterion, u64)>,

    /// Fewest dossiers of a group or commune.
    #[arg(long, value_name = "N")]
    pub min_dossiers: Option<u64>,

    /// What is printed.
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub format: ReportFormat,

    /// Exit with 3 when more records are rejected.
    #[arg(long, value_name = "N")]
    pub max_rejected: Option<u64>,
}

impl PilotArguments {
    /// The rate of use online, which pilots are mostly about.
    pub const OF_USE: &str = "online_rate";
}

/// Groups of procedures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PilotBy {
    /// Procedures by their code.
    Procedure,
    /// Fields.
    Field,
}
