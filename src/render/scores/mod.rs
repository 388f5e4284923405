//! Scores of a composite index: what `cchc score` prints.
//!
//! * what is said, as tables of words: `sheets`; as a text or Markdown: `words`; for programs: `data`

mod data;
mod sheets;
mod words;

pub use data::{render_csv, render_json};
pub use words::{render_markdown, render_table};
