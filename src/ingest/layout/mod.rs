//! Where the dossiers of a list (danh sách) stand: which rows are its header, which rows are no dossiers though they stand
//! among them (titles, column numbers, headings of groups, totals, signatures), and which field of a row belongs to which
//! header when the two are not equally wide.
//!
//! The words that tell are data: `rules/reading.toml`.

mod alignment;
mod heading;
mod rows;

pub(super) use alignment::{Alignment, Kinds, align};
pub(super) use heading::{Heading, find_heading};
pub(super) use rows::{HeaderRows, Role, RowFields, Rows};
