use std::io;

/// An archive, or an entry of it, cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// An entry is encrypted.
    #[error("entry {entry:?} is encrypted")]
    Encrypted {
        /// The entry, made harmless for display.
        entry: String,
    },
    /// The archive is no archive, was cut short, or contradicts itself.
    #[error("damaged archive, entry {entry:?}: {what}")]
    Damaged {
        /// The entry, made harmless for display; blank for the archive as a whole.
        entry: String,
        /// What is wrong, in a few words.
        what: &'static str,
    },
    /// The archive holds more than the caller allows.
    #[error("more than {most} ({limit})")]
    TooLarge {
        /// Name of the limit: a field of [`super::ArchiveLimits`].
        limit: &'static str,
        /// Its value.
        most: u64,
    },
    /// An entry is packed in a way this program does not unpack.
    #[error("entry {entry:?}: {what}")]
    Unsupported {
        /// The entry, made harmless for display; blank for the archive as a whole.
        entry: String,
        /// What it would take.
        what: &'static str,
    },
    /// The bytes of the archive could not be read.
    #[error("cannot read: {0}")]
    Unreadable(io::Error),
}

impl ArchiveError {
    /// The error that a reader of this room wrapped into an [`io::Error`]; any other is [`ArchiveError::Unreadable`].
    #[must_use]
    pub fn from_io(error: io::Error) -> Self {
        match error.downcast::<ArchiveError>() {
            Ok(own) => own,
            Err(foreign) => ArchiveError::Unreadable(foreign),
        }
    }

    pub(super) fn damaged(what: &'static str) -> Self {
        ArchiveError::Damaged { entry: String::new(), what }
    }
}

impl From<ArchiveError> for io::Error {
    fn from(error: ArchiveError) -> Self {
        let kind = match error {
            ArchiveError::Unreadable(inner) => return inner,
            _ => io::ErrorKind::InvalidData,
        };
        io::Error::new(kind, error)
    }
}
