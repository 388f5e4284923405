//! Signs by the widest registers that the processor has.

use crate::processor::Registers;

use super::places::{BLOCK, Places};
use super::sixteen;
#[cfg(target_arch = "x86_64")]
use super::wide::{add_wide, add_wider, count_wide, count_wider};

/// Adds the places of signs in whole blocks, of which the first begins at `base`: delimiters, line feeds, quotes.
pub(super) fn add(registers: Registers, places: &mut Places, base: u32, blocks: &[[u8; BLOCK]], signs: [u8; 3]) {
    match registers {
        Registers::Usual => sixteen::add(places, base, blocks, signs),
        #[cfg(target_arch = "x86_64")]
        Registers::Wide(wide) => add_wide(wide, places, base, blocks, signs),
        #[cfg(target_arch = "x86_64")]
        Registers::Wider(wider) => add_wider(wider, places, base, blocks, signs),
    }
}

/// How many there are of each of two signs.
#[must_use]
pub(in crate::ingest) fn count_signs(bytes: &[u8], signs: [u8; 2]) -> [usize; 2] {
    count(Registers::widest(), bytes, signs)
}

fn count(registers: Registers, bytes: &[u8], signs: [u8; 2]) -> [usize; 2] {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let of_blocks = match registers {
        Registers::Usual => sixteen::count(blocks.as_flattened(), signs),
        #[cfg(target_arch = "x86_64")]
        Registers::Wide(wide) => count_wide(wide, blocks, signs),
        #[cfg(target_arch = "x86_64")]
        Registers::Wider(wider) => count_wider(wider, blocks, signs),
    };
    let of_rest = sixteen::count(rest, signs);
    [of_blocks[0] + of_rest[0], of_blocks[1] + of_rest[1]]
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn every_sign_counts_once(bytes in proptest::collection::vec(proptest::sample::select(b"\"\na;".to_vec()), 0..600)) {
            let number = |sign: u8| bytes.iter().filter(|byte| **byte == sign).count();
            for registers in Registers::all() {
                let counted = count(registers, &bytes, *b"\"\n");
                proptest::prop_assert_eq!(counted, [number(b'"'), number(b'\n')], "{:?}", registers);
            }
        }
    }
}
