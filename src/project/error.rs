use std::path::PathBuf;

use crate::rules::RulesError;
use crate::texts::{Explain, Message};

/// The paths the user gave, or the `cchc.toml` among them, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// A path is not there or cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// `cchc.toml` is malformed.
    #[error(transparent)]
    Malformed(#[from] RulesError),
    /// No export was found.
    #[error("no export in {paths}")]
    NoExports {
        /// The paths given.
        paths: String,
    },
    /// Two of the folders given have a `cchc.toml` each; their settings could contradict.
    #[error("{} and {} both have a cchc.toml", first.display(), second.display())]
    TwoProjects {
        /// One.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// Two `[[export]]` blocks name one file.
    #[error("two [[export]] blocks for {path}")]
    ExportTwice {
        /// The path as written.
        path: String,
    },
    /// An `[[export]]` block names a file that is not among the exports.
    #[error("[[export]] names {path}, which is no export")]
    UnusedExport {
        /// The path as written.
        path: String,
    },
}

impl Explain for ProjectError {
    fn message(&self) -> Message {
        match self {
            ProjectError::Unreadable { path, source } if source.kind() == std::io::ErrorKind::NotFound => {
                Message::new("project.not_found").with("file", path.display())
            }
            ProjectError::Unreadable { path, source } => {
                Message::new("project.unreadable").with("file", path.display()).with("reason", source)
            }
            ProjectError::Malformed(error) => error.message(),
            ProjectError::NoExports { paths } => Message::new("project.no_exports").with("paths", paths),
            ProjectError::TwoProjects { first, second } => {
                Message::new("project.two").with("first", first.display()).with("second", second.display())
            }
            ProjectError::ExportTwice { path } => Message::new("project.export_twice").with("path", path),
            ProjectError::UnusedExport { path } => Message::new("project.unused_export").with("path", path),
        }
    }
}
