//! Excel workbooks of XML parts.

mod book;
mod read;
mod relations;
mod sheet;
mod strings;
mod styles;

pub(super) use read::read;
