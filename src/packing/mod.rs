//! Values as bytes and back, for what the program keeps for itself between two runs. Nothing read back is believed: what is not
//! there, or no value, is no value of the type, and no length makes room for more than there is.

mod columns;
mod packed;

pub(crate) use columns::{pack_words, unpack_words};
pub(crate) use packed::{Packed, Unpacker, packed_choices, packed_numbers, packed_parts};
