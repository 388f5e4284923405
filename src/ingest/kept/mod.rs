//! What was read of an export, kept for the next run over it (docs/decisions/0018): by its content and by everything that
//! decides how it is read. Where it is kept is told by a [`Shelf`].
//!
//! * `slot`: under which name an export is kept, and whether it is still the one that was read
//! * `content`: the hash of a file, by several threads; `stamp`: what the file system says of it, so that it need not be hashed
//! * `entry`: what is kept as bytes, and back; `values`: its smaller parts
//! * `standing`: which records count of a run over certain exports
//!
//! An entry that is not whole, or not what this program would have written, is as good as none: the export is read.

mod content;
mod entry;
mod shelf;
mod slot;
mod stamp;
mod standing;
#[cfg(test)]
mod tests;
mod values;

pub use shelf::{Kept, Shelf};
pub(super) use slot::found_of;
pub(super) use standing::{All, AsRead, Contents, all_of, keep};
