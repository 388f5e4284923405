//! Merging (tổng hợp): the counts of offices added up without their dossiers.
//!
//! A tally file (tệp kiểm đếm) holds the [`Tally`](crate::tally::Tally) of one office and what is known of its exports: no
//! dossier, no code of one, no value of a record. [`TallyFile::new`] makes it, `restore` makes counts and
//! [`Exports`](crate::ingest::Exports) of it again, [`add`] adds offices up and refuses what would count twice or otherwise.
//! [`EnteredCounts`] are counts that an office types in (số liệu nhập tay); [`put_in`](EnteredCounts::put_in) puts them beside the others.
//!
//! * what a tally file looks like: `file`, `rows`, and `schema/tally.schema.json`
//! * what is refused when offices are added up: `add`, `agree`

mod add;
mod agree;
mod contradictions;
mod entered;
mod error;
mod file;
mod make;
mod places;
mod put_in;
mod restore;
mod rows;
#[cfg(test)]
mod tests;

pub use add::{Offices, add};
pub use agree::{agree, refuse_tallies};
pub use entered::EnteredCounts;
pub use error::MergeError;
pub use file::{SCHEMA_VERSION, TallyFile, read_all};
pub use make::Made;
