//! What can be written on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::ingest::{Encoding, SetLimit};
use crate::texts::Lang;

const EXIT_CODES: &str = "Exit codes:
  0  done; check: every threshold met
  1  check: a threshold is missed, or not available to be judged
  2  could not run (bad usage, unreadable input)
  3  ran, but more records were rejected than --max-rejected allows
  4  ran, but no dossier belongs to the period
  5  ran with --keep-going, but some files could not be read and were left out";

const VALIDATE_CODES: &str = "Exit codes:
  0  nothing wrong was found (warnings do not count)
  1  something is wrong: a finding marked ✗
  2  a file cannot be read, or bad usage
  3  more records were rejected than --max-rejected allows";

/// Administrative-reform indicators of a month, from the dossier exports of one-stop systems.
#[derive(Debug, Parser)]
#[command(name = "cchc", version, after_help = EXIT_CODES, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Language of tables, charts and messages: vi or en
    #[arg(long, global = true, value_name = "LANG", default_value = "vi", value_parser = parse_lang)]
    pub lang: Lang,

    /// Folder of rule files that replace or add to the shipped ones
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Option<PathBuf>,

    /// No messages besides errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Turn exports into the indicators of a period, held against a standard
    #[command(after_help = "Examples:
  cchc report sample-data/sa-dec-2022
  cchc report exports --period 2022-08 --compare last-year --out reports/2022-08
  cchc report exports --by field --format csv > by-field.csv")]
    Report(ReportArguments),
    /// The same computation; print what falls short and say so by the exit code
    #[command(after_help = EXIT_CODES)]
    Check(CheckArguments),
    /// Say what exports are, how they are read, and what is odd about them; count nothing
    #[command(after_help = VALIDATE_CODES)]
    Validate(ValidateArguments),
    /// Look at exports and propose a cchc.toml and a profile for them
    #[command(
        after_help = "Prints the proposal. On a terminal it asks before it writes anything; elsewhere it writes only with --write.
Nothing that is there already is written over."
    )]
    Init(InitArguments),
    /// List the profiles of systems, show one, or test one against a file
    Profiles(ProfilesArguments),
    /// List the indicators, or explain one
    Indicators {
        /// Id of an indicator
        id: Option<String>,
    },
    /// List the standards, or show one
    Standards {
        /// Id of a standard, or a file
        id: Option<String>,
    },
    /// Count the catalogue of procedures, and list what is posted though no longer in force
    Procedures(ProceduresArguments),
    /// Print a completion script for a shell
    Completions {
        /// bash, elvish, fish, powershell or zsh
        shell: Shell,
    },
}

/// How exports are read, shared by all commands that read them.
#[derive(Debug, Args)]
pub struct ReadingArguments {
    /// Read every export with this profile, whatever its headers
    #[arg(long, value_name = "PROFILE")]
    pub profile: Option<String>,

    /// Read every export in this encoding: utf-8, utf-16le, utf-16be, windows-1258, tcvn3, vni or mojibake
    #[arg(long, value_name = "ENCODING", value_parser = parse_encoding)]
    pub encoding: Option<Encoding>,

    /// Leave out files that cannot be read, and use the others
    #[arg(long)]
    pub keep_going: bool,

    /// Set a limit on what a file may demand (repeatable): record-bytes, columns, held-bytes, unpacked-bytes,
    /// unpacked-ratio, cells, parts or listed
    #[arg(long = "limit", value_name = "NAME=NUMBER", value_parser = parse_limit)]
    pub limits: Vec<SetLimit>,
}

/// Options of `validate`.
#[derive(Debug, Args)]
pub struct ValidateArguments {
    /// Folders or files; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// How the exports are read.
    #[command(flatten)]
    pub reading: ReadingArguments,

    /// What to print
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,

    /// Write rejected.csv and repairs.csv to this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Exit with 3 when more records are rejected
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub max_rejected: u64,
}

/// Options of `init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// A folder, or files
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// How the exports are read.
    #[command(flatten)]
    pub reading: ReadingArguments,

    /// Write the files without asking
    #[arg(long)]
    pub write: bool,
}

/// Options of `profiles`.
#[derive(Debug, Args)]
pub struct ProfilesArguments {
    /// Id of a profile
    pub id: Option<String>,

    /// Test the profile, or all of them, against this export
    #[arg(long, value_name = "PATH")]
    pub test: Option<PathBuf>,
}

/// What is counted, shared by `report` and `check`.
#[derive(Debug, Args)]
pub struct Counting {
    /// Folders (with a cchc.toml, or simply with exports) or files; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Period: 2022, 2022-08, 2022-Q3, 2022-H1 or 2022-01-01..2022-08-19 [default: cchc.toml, else the span of the data]
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,

    /// How months become days: civil, or statistical (15th of the month before to the 14th)
    #[arg(long, value_name = "CALENDAR")]
    pub calendar: Option<String>,

    /// Hold the figures against this standard: an id (see `cchc standards`) or a TOML file
    #[arg(long, value_name = "ID|FILE")]
    pub standard: Option<String>,

    /// How the exports are read.
    #[command(flatten)]
    pub reading: ReadingArguments,

    /// Choose among rules on which practice differs (repeatable; see `cchc indicators`)
    #[arg(long = "rule", value_name = "TERM=OPTION", value_parser = parse_choice)]
    pub choices: Vec<(String, String)>,
}

/// Options of `report`.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// What is counted.
    #[command(flatten)]
    pub counting: Counting,

    /// Compare with another period (repeatable): last-year, previous, or a period
    #[arg(long, value_name = "PERIOD")]
    pub compare: Vec<String>,

    /// What to break the figures down by
    #[arg(long, value_enum, default_value_t = By::Unit)]
    pub by: By,

    /// Write figures.csv, figures.json, report.md, charts, rejected.csv, repairs.csv and manifest.json to this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// What to print
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub format: ReportFormat,

    /// Exit with 3 when more records are rejected [default: no limit]
    #[arg(long, value_name = "N")]
    pub max_rejected: Option<u64>,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// What is counted.
    #[command(flatten)]
    pub counting: Counting,

    /// What to print
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,

    /// Exit with 3 when more records are rejected
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub max_rejected: u64,
}

/// Options of `procedures`.
#[derive(Debug, Args)]
pub struct ProceduresArguments {
    /// A folder with a cchc.toml that names a catalogue of procedures
    #[arg(value_name = "PATH")]
    pub path: PathBuf,

    /// The day on which procedures must be in force, as 2022-08-19 [default: the end of the period in cchc.toml]
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,

    /// level, or level and field
    #[arg(long, value_enum, default_value_t = ProceduresBy::Level)]
    pub by: ProceduresBy,

    /// What to print
    #[arg(long, value_enum, default_value_t = ProceduresFormat::Table)]
    pub format: ProceduresFormat,
}

/// Breakdowns of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Levels and their units
    Unit,
    /// Levels only
    Level,
    /// Fields of procedures
    Field,
    /// Procedures
    Procedure,
    /// Months
    Month,
}

/// Formats of a report on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Tables for a terminal
    Table,
    /// One row a figure
    Csv,
    /// The machine-readable contract
    Json,
    /// Markdown
    Md,
}

/// Formats of a check on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// One line per shortfall
    Text,
    /// The shortfalls as JSON
    Json,
    /// JUnit XML
    Junit,
    /// Workflow commands of GitHub Actions
    Github,
}

/// Breakdowns of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProceduresBy {
    /// Administrative levels
    Level,
    /// Levels and their fields
    Field,
}

/// Formats of the catalogue on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProceduresFormat {
    /// Tables for a terminal
    Table,
    /// One row a level or field
    Csv,
    /// JSON
    Json,
}

fn parse_lang(text: &str) -> Result<Lang, String> {
    text.parse()
}

fn parse_encoding(text: &str) -> Result<Encoding, String> {
    text.parse().map_err(|_| Encoding::ALL.map(Encoding::id).join(", "))
}

fn parse_limit(text: &str) -> Result<SetLimit, String> {
    text.parse()
}

fn parse_choice(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((term, option)) if !term.is_empty() && !option.is_empty() => Ok((term.to_owned(), option.to_owned())),
        _ => Err("TERM=OPTION".to_owned()),
    }
}
