//! HTML tables, the commonest "Excel" export (tệp Excel): tag soup in, rows out, without a tree of the document.
//!
//! [`tokens`] drives the tokenizer; [`structure`] makes well-formed tables of its tags as a browser would; [`survey`]
//! tells tables that only arrange a page from tables of data; [`sheets`] lays out the rows.

mod flow;
mod read;
mod sheets;
mod structure;
mod survey;
mod tags;
mod tokens;

pub use read::read_html;
