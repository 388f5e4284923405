use std::path::PathBuf;

use crate::texts::{Explain, Message};

/// Why the cache is not used, or not added to. The run goes on as without it.
#[derive(Debug, thiserror::Error)]
pub enum CacheTrouble {
    /// The environment does not say where the user's cache folder is.
    #[error("no cache folder is known")]
    NoPlace,
    /// Others may look into the folder, or write to it.
    #[error("{} is not the user's alone", folder.display())]
    NotPrivate {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder cannot be made, read or written to.
    #[error("cannot use {}: {source}", folder.display())]
    Unusable {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Explain for CacheTrouble {
    fn message(&self) -> Message {
        match self {
            CacheTrouble::NoPlace => Message::new("cache.no_place"),
            CacheTrouble::NotPrivate { folder } => Message::new("cache.not_private").with("folder", folder.display()),
            CacheTrouble::Unusable { folder, source } => {
                Message::new("cache.unusable").with("folder", folder.display()).with("reason", source)
            }
        }
    }
}
