use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Counting, ReadingArguments};

/// Options of `validate`.
#[derive(Debug, Args)]
pub struct ValidateArguments {
    /// Folders or files; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// How the exports are read.
    #[command(flatten)]
    pub reading: ReadingArguments,

    /// What is printed.
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,

    /// Folder of outputs.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Exit with 3 when more records are rejected.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub max_rejected: u64,
}

/// Options of `init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// A folder, or files.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// How the exports are read.
    #[command(flatten)]
    pub reading: ReadingArguments,

    /// Write without asking.
    #[arg(long)]
    pub write: bool,
}

/// Options of `profiles`.
#[derive(Debug, Args)]
pub struct ProfilesArguments {
    /// Id of a profile.
    pub id: Option<String>,

    /// The export to test against.
    #[arg(long, value_name = "PATH")]
    pub test: Option<PathBuf>,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// What is counted.
    #[command(flatten)]
    pub counting: Counting,

    /// What is printed.
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,

    /// Exit with 3 when more records are rejected.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub max_rejected: u64,
}

/// Options of `procedures`.
#[derive(Debug, Args)]
pub struct ProceduresArguments {
    /// A folder with a `cchc.toml` that names a catalogue.
    #[arg(value_name = "PATH")]
    pub path: PathBuf,

    /// The day on which procedures must be in force.
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,

    /// What is counted by.
    #[arg(long, value_enum, default_value_t = ProceduresBy::Level)]
    pub by: ProceduresBy,

    /// What is printed.
    #[arg(long, value_enum, default_value_t = ProceduresFormat::Table)]
    pub format: ProceduresFormat,
}

/// Formats of `check` and `validate` on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// Lines to read.
    Text,
    /// JSON.
    Json,
    /// JUnit XML.
    Junit,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// Breakdowns of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProceduresBy {
    /// Administrative levels.
    Level,
    /// Levels and their fields.
    Field,
}

/// Formats of the catalogue on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProceduresFormat {
    /// Tables for a terminal.
    Table,
    /// One row a level or field.
    Csv,
    /// JSON.
    Json,
}
