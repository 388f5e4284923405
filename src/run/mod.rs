//! The way through the rooms: from what the user asked to the report. Nothing is computed here, only handed on.

mod counting;
mod error;
mod keeping;
mod reading;
mod request;
mod rulebook;
mod scoring;
mod steps;

pub use counting::Tallied;
pub use error::RunError;
pub use reading::{look, validate};
pub use request::{ReadingWishes, Request, Step};
pub use rulebook::Rulebook;
pub use scoring::scoring;
pub use steps::{Prepared, prepare, registries};
