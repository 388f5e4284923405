//! Signs found sixteen bytes at a time, on any processor.

use memchr::memchr_iter;
use wide::u8x16;

use super::places::{BLOCK, Places};

/// Bytes that are compared at once.
const LANES: usize = 16;

/// Adds the signs of whole blocks, of which the first begins at `base`.
pub(super) fn add(places: &mut Places, base: u32, blocks: &[[u8; BLOCK]], signs: [u8; 3]) {
    let [delimiter, line_feed, quote] = signs.map(u8x16::splat);
    for (block, base) in blocks.iter().zip((base..).step_by(BLOCK)) {
        let (lanes, _) = block.as_chunks::<LANES>();
        let (mut ends, mut few) = (0, u8x16::default());
        for (place, lane) in lanes.iter().enumerate() {
            let lane = u8x16::new(*lane);
            let line_feeds = lane.simd_eq(line_feed);
            few |= line_feeds | lane.simd_eq(quote);
            ends |= u64::from((lane.simd_eq(delimiter) | line_feeds).to_bitmask()) << (place * LANES);
        }
        places.ends.add(base, ends);
        // In most blocks there is neither.
        if few.to_bitmask() != 0 {
            places.lines.add_few(base, bits(block, line_feed));
            places.quotes.add_few(base, bits(block, quote));
        }
    }
}

/// How many there are of each of two signs.
pub(super) fn count(bytes: &[u8], signs: [u8; 2]) -> [usize; 2] {
    signs.map(|sign| memchr_iter(sign, bytes).count())
}

/// For each byte of a block a bit, from the lowest on: whether it is `sign`.
#[inline(always)]
fn bits(block: &[u8; BLOCK], sign: u8x16) -> u64 {
    let (lanes, _) = block.as_chunks::<LANES>();
    lanes.iter().rev().fold(0, |bits, lane| bits << LANES | u64::from(u8x16::new(*lane).simd_eq(sign).to_bitmask()))
}
