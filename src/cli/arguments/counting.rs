use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::ingest::{Encoding, SetLimit};
use crate::registry::Structure;

use super::parsers;

/// How exports are read, shared by all commands that read them.
#[derive(Debug, Args)]
pub struct ReadingArguments {
    /// Profile for every export.
    #[arg(long, value_name = "PROFILE")]
    pub profile: Option<String>,

    /// Encoding of every export.
    #[arg(long, value_name = "ENCODING", value_parser = parsers::encoding)]
    pub encoding: Option<Encoding>,

    /// Use the other files when some cannot be read.
    #[arg(long)]
    pub keep_going: bool,

    /// What a file may demand.
    #[arg(long = "limit", value_name = "NAME=NUMBER", value_parser = parsers::limit)]
    pub limits: Vec<SetLimit>,

    /// Keep what is read for the next run; where, if not in the user's cache folder.
    #[arg(long, value_name = "DIR", num_args = 0..=1, require_equals = true)]
    pub cache: Option<Option<PathBuf>>,
}

/// What is counted, shared by `report` and `check`.
#[derive(Debug, Args)]
pub struct Counting {
    /// Folders or files; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// The period; none: that of `cchc.toml`, else the span of the data.
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,

    /// How months become days.
    #[arg(long, value_name = "CALENDAR")]
    pub calendar: Option<String>,

    /// The structure of units; none: that of `cchc.toml`, else `then`.
    #[arg(long, value_enum, value_name = "STRUCTURE")]
    pub structure: Option<StructureOf>,

    /// Id or file of a standard.
    #[arg(long, value_name = "ID|FILE")]
    pub standard: Option<String>,

    /// How the exports are read.
    #[command(flatten)]
    pub reading: ReadingArguments,

    /// Options of the rules on which practice differs.
    #[arg(long = "rule", value_name = "TERM=OPTION", value_parser = parsers::choice)]
    pub choices: Vec<(String, String)>,
}

/// Structures of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StructureOf {
    /// That of the day of each dossier.
    Then,
    /// The newest of the registry.
    Now,
}

impl From<StructureOf> for Structure {
    fn from(of: StructureOf) -> Self {
        match of {
            StructureOf::Then => Structure::Then,
            StructureOf::Now => Structure::Now,
        }
    }
}
