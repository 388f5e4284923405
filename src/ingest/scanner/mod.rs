//! Record boundaries, found here and nowhere else.
//!
//! No library decides what a record is: a stray quote must not swallow its neighbours, and nothing may vanish. Every
//! byte of a file belongs to exactly one thing found: a record, a blank one, or a line given up.
//!
//! A quoted field begins with a quote right after a delimiter and ends with a quote right before a delimiter or the
//! record's end, blanks apart; quotes inside an unquoted field are letters. A record that breaks these rules is damaged:
//!
//! * Its first physical line is given up, and scanning goes on at the next line, except where the lines that follow
//!   look like the rest of the damaged record (`doubt`): those are given up with it, 8 at the most.
//! * A record of several lines that could as well be several records is given up with all its lines: which of them are
//!   records, and which a citizen wrote, cannot be told.
//! * Where fields are quoted, an unquoted field that ends with an unpaired quote is what a lost quote left of one.
//! * A record that reads right in two ways that differ (doubled quotes, quotes behind a backslash) is given up too.

mod buffer;
mod dialect;
mod doubt;
mod field;
mod give_up;
mod in_place;
mod judge;
mod lines;
mod marks;
mod outside;
mod plain;
mod plain_rows;
#[cfg(test)]
mod plain_tests;
mod scan;
mod split;
#[cfg(test)]
mod tests;

pub use dialect::{Dialect, Limits, MOST_FIELDS, MOST_RECORD_BYTES, Place, Terminator};
pub(super) use doubt::LOOK_AHEAD;
pub use field::{Field, Quoting};
pub(super) use in_place::{Ends, InPlace, WORDS, ends_of, words_of};
pub(super) use marks::count_signs;
pub use plain::{Plain, PlainRecords, Room};
pub use plain_rows::{Column, PlainRecord, PlainRows};
pub use scan::{Found, Past, Scanner};
