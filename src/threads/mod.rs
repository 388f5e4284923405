//! Work that several threads share. What comes of it never depends on how many there are.

mod beside;
mod in_order;
mod share;

pub use beside::drop_beside;
pub use in_order::in_order;
pub use share::{each, each_of, share};
