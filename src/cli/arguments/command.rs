use std::path::PathBuf;

use clap::{Parser, Subcommand};
use clap_complete::Shell;

use crate::texts::Lang;

use super::parsers;
use super::{
    CheckArguments, CompareArguments, DiffArguments, ExplainArguments, InitArguments, PilotArguments,
    ProceduresArguments, ProfilesArguments, RankArguments, ReportArguments, ScoreArguments, TallyArguments,
    TimesArguments, ValidateArguments,
};

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "cchc", version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Language of outputs and messages; none: Vietnamese outputs, messages by the locale.
    #[arg(long, global = true, value_name = "LANG", value_parser = parsers::lang)]
    pub lang: Option<Lang>,

    /// Folder of rule files over the shipped ones.
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Option<PathBuf>,

    /// No messages besides errors.
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Indicators of a period.
    Report(ReportArguments),
    /// What falls short, with an exit code.
    Check(CheckArguments),
    /// Where a figure comes from.
    Explain(ExplainArguments),
    /// Points of a composite index.
    Score(ScoreArguments),
    /// A rate in periods side by side.
    Compare(CompareArguments),
    /// Units by rank at a rate.
    Rank(RankArguments),
    /// Working days that dossiers took.
    Times(TimesArguments),
    /// What to push next.
    Pilot(PilotArguments),
    /// What moved between two runs, and why.
    Diff(DiffArguments),
    /// Counts of an office, to be added up without its dossiers.
    Tally(TallyArguments),
    /// What exports are and what is odd about them.
    Validate(ValidateArguments),
    /// A proposal for a `cchc.toml`.
    Init(InitArguments),
    /// Profiles of systems.
    Profiles(ProfilesArguments),
    /// The indicators, or one of them.
    Indicators {
        /// Id of an indicator.
        id: Option<String>,
    },
    /// The standards, or one of them.
    Standards {
        /// Id of a standard, or a file.
        id: Option<String>,
    },
    /// The catalogue of procedures.
    Procedures(ProceduresArguments),
    /// A completion script.
    Completions {
        /// The shell it is for.
        shell: Shell,
    },
}
