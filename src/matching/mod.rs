//! Matching of headers, words and names: by folded key, never by position; the nearest key when nothing matches; and the
//! separator of tables that offices type.

mod fold;
mod nearest;
mod plain;
mod separator;

pub use fold::{clean, fold, is_invisible};
pub use nearest::nearest;
pub use separator::separator;
