//! A long list of delimited text read by several threads, with the same outcome as by one.
//!
//! `cut` cuts the file into stretches that begin and end between two records, as far as the quotes tell; a `reader` reads
//! one for itself; `side_by_side` joins what they found, in the order of the file.
//!
//! No start of a record is guessed: what was found in a stretch counts only when reading everything before it has ended
//! exactly where it begins, and when neither there nor in it anything was found that could change how the file is read
//! on (a damaged record, a heading, totals). A stretch that is otherwise is read by one thread, record by record (`turns`).

mod cut;
mod jobs;
mod reader;
mod side_by_side;
mod state;
#[cfg(test)]
mod tests;
mod turns;
#[cfg(test)]
mod ways_tests;

pub(super) use reader::{Helper, take_found, take_with_room};
pub(super) use side_by_side::{Memory, SideBySide};
#[cfg(test)]
pub(super) use tests::everything;
pub(super) use turns::Turns;
