//! Work that several threads share. What comes of it never depends on how many there are.

mod in_order;
mod share;

pub use in_order::in_order;
pub use share::{each, share};
