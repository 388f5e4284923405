use std::io;

use crate::period::Period;
use crate::rules::Place;
use crate::tally::TallyError;
use crate::texts::{Explain, Message};

/// Counts of offices cannot be put together. Nothing is given out then.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// A file cannot be read.
    #[error("cannot read {file}: {source}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// No JSON, or not the keys of a tally file.
    #[error("{file}: {reason}")]
    Syntax {
        /// The file.
        file: String,
        /// What the reader said.
        reason: String,
    },
    /// The file could not be written as JSON: a fault of this program.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A version of the format that this program does not read.
    #[error("{file}: version {version}")]
    Version {
        /// The file.
        file: String,
        /// Its version.
        version: String,
    },
    /// The content is not what the file's own hash says: it was edited, or cut.
    #[error("{file} was edited")]
    Edited {
        /// The file.
        file: String,
    },
    /// Something in the file contradicts the rest of it.
    #[error("{file}: {place} cannot be")]
    Inconsistent {
        /// The file.
        file: String,
        /// Which part of it.
        place: String,
    },
    /// A sum that must hold does not.
    #[error("{file}: {source}")]
    Identity {
        /// The file.
        file: String,
        /// The sum.
        source: Box<TallyError>,
    },
    /// Tally files and exports in one run.
    #[error("{tally} is a tally file, {export} is none")]
    Mixed {
        /// A tally file.
        tally: String,
        /// An export.
        export: String,
    },
    /// A tally file where dossiers are needed.
    #[error("{file} is a tally file")]
    NoExport {
        /// The file.
        file: String,
    },
    /// Two tally files, or a tally file and this run, were made by different rules.
    #[error("{one} and {other} were counted by different rules: {names}")]
    Rules {
        /// A file.
        one: String,
        /// The other; none: the rules of this run.
        other: String,
        /// Rule files, registries or options that differ.
        names: String,
    },
    /// Two tally files are about different periods, or months of different calendars.
    #[error("{one} is about {of_one}, {other} about {of_other}")]
    Periods {
        /// A file.
        one: String,
        /// Its period and calendar.
        of_one: String,
        /// The other.
        other: String,
        /// Its period and calendar.
        of_other: String,
    },
    /// A period or breakdown that was not counted.
    #[error("{file} has no {asked}")]
    NotCounted {
        /// The file.
        file: String,
        /// What is asked for.
        asked: String,
        /// What it has.
        has: String,
    },
    /// A period to compare with that was not counted.
    #[error("{file} has no {asked} to compare with")]
    NotCompared {
        /// The file.
        file: String,
        /// The period.
        asked: String,
        /// What it has.
        has: String,
    },
    /// One unit in two files.
    #[error("{unit} is in {one} and {other}")]
    UnitTwice {
        /// The unit.
        unit: String,
        /// A file.
        one: String,
        /// Another, or the same.
        other: String,
    },
    /// One export in two files.
    #[error("{export} is in {one} and {other}")]
    ExportTwice {
        /// Name of the export.
        export: String,
        /// A file.
        one: String,
        /// The other.
        other: String,
    },
    /// Entered counts of a unit may hold those of units below it, which are there too.
    #[error("{place}: {unit} may contain {below}")]
    Contains {
        /// Where the unit stands.
        place: Place,
        /// The unit.
        unit: String,
        /// One below it.
        below: String,
    },
    /// Something in a file of entered counts cannot be.
    #[error("{place}: {}", said.key)]
    Entered {
        /// Where.
        place: Place,
        /// What is wrong.
        said: Message,
    },
}

/// A period for people, with its key for the command line.
pub(super) fn period(period: Period, calendar: &str) -> String {
    format!("{} ({calendar})", period.key())
}

impl Explain for MergeError {
    fn message(&self) -> Message {
        match self {
            MergeError::Unreadable { file, source } => {
                Message::new("rules.unreadable").with("file", file).with("reason", source)
            }
            MergeError::Syntax { file, reason } => {
                Message::new("merge.syntax").with("file", file).with("reason", reason)
            }
            MergeError::Json(error) => Message::new("merge.unwritable").with("reason", error),
            MergeError::Version { file, version } => {
                let own = super::SCHEMA_VERSION;
                Message::new("merge.version").with("file", file).with("version", version).with("own", own)
            }
            MergeError::Edited { file } => Message::new("merge.edited").with("file", file),
            MergeError::Inconsistent { file, place } => {
                Message::new("merge.inconsistent").with("file", file).with("place", place)
            }
            MergeError::Identity { file, source } => {
                let message = Message::new("merge.identity").with("file", file);
                match source.as_ref() {
                    TallyError::Identity { period, group, total, sum, parts } => message
                        .with("period", period.shown())
                        .with("unit", group)
                        .with("total", total)
                        .with("sum", sum)
                        .with("parts", parts),
                    TallyError::Engine(_) => source.message(),
                }
            }
            MergeError::Mixed { tally, export } => {
                Message::new("merge.mixed").with("tally", tally).with("export", export)
            }
            MergeError::NoExport { file } => Message::new("merge.no_export").with("file", file),
            MergeError::Rules { one, other, names } if other.is_empty() => {
                Message::new("merge.own_rules").with("one", one).with("names", names)
            }
            MergeError::Rules { one, other, names } => {
                Message::new("merge.rules").with("one", one).with("other", other).with("names", names)
            }
            MergeError::Periods { one, of_one, other, of_other } => Message::new("merge.periods")
                .with("one", one)
                .with("of_one", of_one)
                .with("other", other)
                .with("of_other", of_other),
            MergeError::NotCounted { file, asked, has } => {
                Message::new("merge.not_counted").with("file", file).with("asked", asked).with("has", has)
            }
            MergeError::NotCompared { file, asked, has } => {
                Message::new("merge.not_compared").with("file", file).with("asked", asked).with("has", has)
            }
            MergeError::UnitTwice { unit, one, other } => {
                Message::new("merge.unit_twice").with("unit", unit).with("one", one).with("other", other)
            }
            MergeError::ExportTwice { export, one, other } => {
                Message::new("merge.export_twice").with("export", export).with("one", one).with("other", other)
            }
            MergeError::Contains { place, unit, below } => {
                Message::new("merge.contains").with("place", place).with("unit", unit).with("below", below)
            }
            MergeError::Entered { place, said } => Message {
                values: said.values.iter().cloned().chain([("place", place.to_string())]).collect(),
                ..said.clone()
            },
        }
    }
}
