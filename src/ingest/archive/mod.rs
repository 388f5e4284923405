//! Archives (tệp nén): what is packed in a zip or gzip file, unpacked within bounds.
//!
//! Nothing is believed that a file says about itself: sizes, checksums and names are held against what is there, and
//! unpacking stops at the limits of the caller. Names of entries are never used as paths.

pub(crate) mod directory;
mod entries;
mod error;
mod gunzip;
mod limits;
mod names;
mod unpack;

pub use entries::{ArchiveEntries, ArchiveEntry};
pub use error::ArchiveError;
pub use gunzip::gunzip;
pub use limits::ArchiveLimits;
pub(crate) use names::harmless;
pub use unpack::Unpacked;
