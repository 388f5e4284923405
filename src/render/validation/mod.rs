//! What `cchc validate` found, in each format.

mod github;
mod json;
mod junit;
mod sentence;
mod text;

pub use github::render as render_github;
pub use json::render as render_json;
pub use junit::render as render_junit;
pub use text::render as render_text;
