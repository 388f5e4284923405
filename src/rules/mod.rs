//! The rule files: law, thresholds, vocabularies, calendars and texts, all data.
//!
//! The files under `rules/` are embedded at build; a folder of the user's with the same layout replaces or adds files
//! (`--rules DIR`). This room finds, reads and fingerprints them; what they mean belongs to the rooms that use them.

mod error;
mod files;
mod place;

pub use error::RulesError;
pub use files::{RuleFile, Rules};
pub use place::{Place, place_at};
