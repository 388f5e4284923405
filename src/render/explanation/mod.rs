//! Where one figure comes from, in each format, and the list of the dossiers behind it: `cchc explain`.

mod csv;
mod json;
mod listing;
mod markdown;
mod text;
mod words;

pub use csv::render as render_csv;
pub use json::render as render_json;
pub use listing::render as render_listing;
pub use markdown::render as render_markdown;
pub use text::render as render_text;
