use crate::dossiers::SchemaError;
use crate::durations::DurationError;
use crate::indicators::DefinitionError;
use crate::ingest::IngestError;
use crate::merge::MergeError;
use crate::period::{Period, PeriodError};
use crate::pilots::PilotError;
use crate::project::ProjectError;
use crate::registry::{RegistryError, WorkingDaysError};
use crate::report::ReportError;
use crate::rules::RulesError;
use crate::scores::ScoreError;
use crate::standards::StandardError;
use crate::tally::TallyError;
use crate::texts::{Explain, Message, TextsError};

/// Why a run could not give figures.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A rule file.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The canonical columns.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// The texts.
    #[error(transparent)]
    Texts(#[from] TextsError),
    /// The definitions.
    #[error(transparent)]
    Definition(#[from] DefinitionError),
    /// The rules of processing times.
    #[error(transparent)]
    Duration(#[from] DurationError),
    /// The period or calendar.
    #[error(transparent)]
    Period(#[from] PeriodError),
    /// The paths or `cchc.toml`.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// A registry file.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The standard.
    #[error(transparent)]
    Standard(#[from] StandardError),
    /// The score standard or entered counts.
    #[error(transparent)]
    Score(#[from] ScoreError),
    /// What to push next.
    #[error(transparent)]
    Pilot(#[from] PilotError),
    /// An export.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The working-day calendar.
    #[error(transparent)]
    WorkingDays(#[from] WorkingDaysError),
    /// The counts.
    #[error(transparent)]
    Tally(#[from] TallyError),
    /// Tally files or entered counts.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// A figure to explain.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// Small counts are to be hidden in periods that overlap: their difference would tell of them.
    #[error("{one} and {other} overlap")]
    Overlap {
        /// A period.
        one: Period,
        /// Another one.
        other: Period,
    },
    /// Figures are to be by month, and there are more months than a report can hold.
    #[error("{period} has {months} months, more than {most}")]
    TooManyMonths {
        /// The period.
        period: Period,
        /// How many there are.
        months: usize,
        /// How many there may be.
        most: usize,
    },
    /// Small counts are to be hidden, and all dossiers together are fewer: the account of records would tell of them.
    #[error("fewer than {below} dossiers")]
    TooFew {
        /// Fewer than so many.
        below: u64,
    },
    /// Figures are to be on the newest structure, and there is no registry that has one.
    #[error("no registry of units: no newest structure")]
    NoStructure,
    /// No period was asked for and the dossiers have no date to tell one.
    #[error("no dossier has a date: no period")]
    NoPeriod {
        /// Records read.
        records: u64,
        /// Records rejected.
        rejected: u64,
        /// The first rejected one, if any: file, line and what is wrong.
        example: Option<(String, u64, &'static str)>,
        /// Lists whose dates are of a form that is not read.
        foreign_dates: Vec<Message>,
    },
}

impl Explain for RunError {
    fn message(&self) -> Message {
        match self {
            RunError::Rules(error) => error.message(),
            RunError::Schema(error) => error.message(),
            RunError::Texts(TextsError::Rules(error)) => error.message(),
            RunError::Definition(error) => error.message(),
            RunError::Duration(error) => error.message(),
            RunError::Period(error) => error.message(),
            RunError::Project(error) => error.message(),
            RunError::Registry(error) => error.message(),
            RunError::Standard(error) => error.message(),
            RunError::Score(error) => error.message(),
            RunError::Pilot(error) => error.message(),
            RunError::Ingest(error) => error.message(),
            RunError::WorkingDays(error) => error.message(),
            RunError::Tally(error) => error.message(),
            RunError::Merge(error) => error.message(),
            RunError::Report(error) => error.message(),
            RunError::Overlap { one, other } => {
                Message::new("run.overlap").with("one", one.shown()).with("other", other.shown())
            }
            RunError::TooManyMonths { period, months, most } => Message::new("run.too_many_months")
                .with("period", period.shown())
                .with("months", months)
                .with("most", most),
            RunError::NoStructure => Message::new("run.no_structure"),
            RunError::TooFew { below } => Message::new("run.too_few").with("below", below),
            RunError::NoPeriod { records, rejected, example, .. } => match example {
                None => Message::new("run.no_period"),
                Some((file, line, reason)) => Message::new("run.no_period_rejected")
                    .with("records", records)
                    .with("rejected", rejected)
                    .with("file", file)
                    .with("line", line)
                    .with("reason", reason),
            },
        }
    }

    fn messages(&self) -> Vec<Message> {
        match self {
            RunError::Ingest(error) => error.messages(),
            RunError::NoPeriod { foreign_dates, .. } => [foreign_dates.as_slice(), &[self.message()]].concat(),
            other => vec![other.message()],
        }
    }
}
