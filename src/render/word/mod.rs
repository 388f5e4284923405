//! The Word report: `report.docx`, laid out as an administrative document (Decree 30/2020/NĐ-CP).
//!
//! * what the body says: `rules/documents/report.vi.md` and `report.en.md`, which a user can replace
//! * what a template can name: `context` and its parts; how it is filled in: `template`
//! * Markdown to paragraphs, tables and pictures: `parse`, `blocks`
//! * these to OOXML: `flow`, `tables`, `pictures`; what stands around them: `letterhead`, `closing`
//! * sizes and styles of the decree: `layout`; the file: `package`

mod blocks;
mod closing;
mod columns;
mod comparing;
mod context;
mod document;
mod error;
mod figures;
mod flow;
mod layout;
mod letterhead;
mod measure;
mod notes;
mod package;
mod parse;
mod pictures;
mod styles;
mod tables;
mod template;
mod xml;

pub use document::render;
pub use error::WordError;
