//! Matching of headers, words and names: by folded key, never by position; and the nearest key when nothing matches.

mod fold;
mod nearest;

pub use fold::{clean, fold, is_invisible};
pub use nearest::nearest;
