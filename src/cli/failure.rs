use std::io;

use crate::output::OutputError;
use crate::render::files::RenderError;
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
    /// A file that `init` would write is there already.
    #[error("{file} exists")]
    Exists {
        /// The file.
        file: String,
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
            Failure::Render(RenderError::Word(error)) => error.message(),
            Failure::Render(error) => Message::new("cli.render").with("reason", error),
            Failure::Stdout(error) => Message::new("cli.stdout").with("reason", error),
            Failure::NoStandard => Message::new("cli.no_standard"),
            Failure::NoCatalogue { folder } => Message::new("cli.no_catalogue").with("folder", folder),
            Failure::Exists { file } => Message::new("init.exists").with("file", file),
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
    crate::standards::StandardError,
    crate::registry::RegistryError,
    crate::period::PeriodError,
    crate::ingest::IngestError
);
