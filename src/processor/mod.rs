//! What the processor at hand can do beyond what every one can.

mod registers;

pub(crate) use registers::{Registers, Work, widely};
#[cfg(target_arch = "x86_64")]
pub(crate) use registers::{Wide, Wider};
