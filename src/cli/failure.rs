use std::io;

use crate::differences::DifferenceError;
use crate::output::OutputError;
use crate::render::files::RenderError;
use crate::render::formats::FileFormat;
use crate::run::RunError;
use crate::texts::{Explain, Message};

/// Why a command ended without its result.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The figures could not be had.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The outputs could not be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// What two runs wrote cannot be put side by side.
    #[error(transparent)]
    Difference(#[from] DifferenceError),
    /// An output could not be made.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// Stdout could not be written to.
    #[error("stdout: {0}")]
    Stdout(#[from] io::Error),
    /// `check` has nothing to hold the figures against.
    #[error("no standard")]
    NoStandard,
    /// `procedures` has no catalogue.
    #[error("no catalogue of procedures")]
    NoCatalogue {
        /// The folder.
        folder: String,
    },
    /// An indicator that is no rate.
    #[error("{id} is no rate")]
    NotARate {
        /// The indicator.
        id: String,
    },
    /// A level that the rules do not have.
    #[error("{level} is no level")]
    Level {
        /// As written.
        level: String,
        /// The levels there are.
        known: String,
    },
    /// A file that `init` would write is there already.
    #[error("{file} exists")]
    Exists {
        /// The file.
        file: String,
    },
    /// Formats of files were named, but no folder for them.
    #[error("--formats without --out")]
    FormatsWithoutOut,
    /// Small counts cannot be hidden in a tally file.
    #[error("tally --suppress-below")]
    ExactCounts,
    /// Exports cannot be left out of a tally file.
    #[error("tally --keep-going")]
    WholeCounts,
    /// A tally file to standard output.
    #[error("tally -o -")]
    TallyToStdout,
    /// A tally file under the ending of another format.
    #[error("tally -o {file}")]
    TallyEnding {
        /// The file.
        file: String,
        /// The same name with the ending of tally files.
        better: String,
    },
    /// A document whose ending names no format.
    #[error("{file}: unknown ending")]
    Ending {
        /// The file.
        file: String,
    },
    /// The document would stand where exports are read from.
    #[error("{file} is among the exports")]
    AmongExports {
        /// The file.
        file: String,
    },
    /// The document would stand where something else is read from: a registry, rules, a standard, the settings.
    #[error("{file} is read by this run")]
    WasRead {
        /// The file.
        file: String,
    },
    /// There is nothing to draw the picture of the headline from.
    #[error("{file}: no picture")]
    NoPicture {
        /// The file.
        file: String,
    },
    /// `SOURCE_DATE_EPOCH` is no moment.
    #[error("SOURCE_DATE_EPOCH={text}")]
    Epoch {
        /// As set.
        text: String,
    },
    /// A day that is none.
    #[error("`{text}` is no day")]
    Day {
        /// As written.
        text: String,
    },
}

impl Explain for Failure {
    fn message(&self) -> Message {
        match self {
            Failure::Run(error) => error.message(),
            Failure::Output(error) => error.message(),
            Failure::Difference(error) => error.message(),
            Failure::Render(RenderError::Word(error)) => error.message(),
            Failure::Render(error) => Message::new("cli.render").with("reason", error),
            Failure::Stdout(error) => Message::new("cli.stdout").with("reason", error),
            Failure::NoStandard => Message::new("cli.no_standard"),
            Failure::NoCatalogue { folder } => Message::new("cli.no_catalogue").with("folder", folder),
            Failure::NotARate { id } => Message::new("cli.not_a_rate").with("id", id),
            Failure::Level { level, known } => Message::new("cli.level").with("level", level).with("known", known),
            Failure::Exists { file } => Message::new("init.exists").with("file", file),
            Failure::FormatsWithoutOut => Message::new("cli.formats_without_out"),
            Failure::Ending { file } => Message::new("cli.ending")
                .with("file", file)
                .with("known", FileFormat::ALL.map(FileFormat::id).join(", ")),
            Failure::ExactCounts => Message::new("tally.exact"),
            Failure::WholeCounts => Message::new("tally.whole"),
            Failure::TallyToStdout => Message::new("tally.to_stdout"),
            Failure::TallyEnding { file, better } => {
                Message::new("tally.ending").with("file", file).with("better", better)
            }
            Failure::AmongExports { file } => Message::new("cli.among_exports").with("file", file),
            Failure::WasRead { file } => Message::new("cli.was_read").with("file", file),
            Failure::NoPicture { file } => Message::new("cli.no_picture").with("file", file),
            Failure::Epoch { text } => Message::new("cli.epoch").with("text", text),
            Failure::Day { text } => Message::new("cli.day").with("text", text),
        }
    }

    fn messages(&self) -> Vec<Message> {
        match self {
            Failure::Run(error) => error.messages(),
            other => vec![other.message()],
        }
    }
}

macro_rules! from_run_errors {
    ($($error:ty),+) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Failure::Run(error.into())
            }
        })+
    };
}

from_run_errors!(
    crate::project::ProjectError,
    crate::indicators::DefinitionError,
    crate::pilots::PilotError,
    crate::scores::ScoreError,
    crate::standards::StandardError,
    crate::registry::RegistryError,
    crate::period::PeriodError,
    crate::ingest::IngestError
);
