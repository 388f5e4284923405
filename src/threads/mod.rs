//! Work that several threads share. What comes of it never depends on how many there are.

mod share;

pub use share::{each, share};
