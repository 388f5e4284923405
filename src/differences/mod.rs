//! Differences between two runs (đối chiếu hai lần chạy), from what they wrote: which figures moved, and what can have moved
//! them.
//!
//! `files` reads `figures.json` and `manifest.json`, `figures` and `manifest` say what stands in them, `changes` finds the
//! figures that differ, `causes` what differs between the runs; [`model`] is all of it together.

mod causes;
mod changes;
mod error;
mod figures;
mod files;
mod manifest;
pub mod model;

pub use changes::differences;
pub use error::DifferenceError;
pub use figures::Figure;
pub use files::read;
