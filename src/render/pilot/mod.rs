//! What to push next, for `cchc pilot`: to read (`text`), and for other programs (`data`).

mod data;
mod text;

pub use data::{render_csv, render_json};
pub use text::render;
