//! Where delimiters, line feeds and quotes stand, found sixteen bytes at a time.

use wide::u8x16;

/// Bytes whose signs are told together, one bit each.
const BLOCK: usize = 64;
/// Bytes that are compared at once.
const LANES: usize = 16;

/// The signs of some bytes that may be an end of something, by place.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Delimiters and line feeds.
    pub(super) ends: Vec<u32>,
    /// For each line feed its place among the ends.
    pub(super) lines: Vec<u32>,
    /// Quotes.
    pub(super) quotes: Vec<u32>,
}

impl Marks {
    /// Finds the signs of `bytes`, fewer than 2³² of them; what was known before is forgotten.
    pub(super) fn find(&mut self, bytes: &[u8], delimiter: u8, quote: u8) {
        self.ends.clear();
        self.lines.clear();
        self.quotes.clear();
        let (delimiters, line_feeds, quotes) = (u8x16::splat(delimiter), u8x16::splat(b'\n'), u8x16::splat(quote));
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        let mut base = 0;
        for block in blocks {
            let line_feed = bits(block, line_feeds);
            self.add(base, bits(block, delimiters) | line_feed, line_feed, bits(block, quotes));
            base += BLOCK as u32;
        }
        // What is left of a block: no NUL is among the signs.
        let mut last = [0; BLOCK];
        if let Some(start) = last.get_mut(..rest.len()) {
            start.copy_from_slice(rest);
        }
        let line_feed = bits(&last, line_feeds);
        self.add(base, bits(&last, delimiters) | line_feed, line_feed, bits(&last, quotes));
    }

    #[inline(always)]
    fn add(&mut self, base: u32, mut ends: u64, mut lines: u64, mut quotes: u64) {
        let known = self.ends.len() as u32;
        while lines != 0 {
            let before = (1 << lines.trailing_zeros()) - 1;
            self.lines.push(known + (ends & before).count_ones());
            lines &= lines - 1;
        }
        while ends != 0 {
            self.ends.push(base + ends.trailing_zeros());
            ends &= ends - 1;
        }
        while quotes != 0 {
            self.quotes.push(base + quotes.trailing_zeros());
            quotes &= quotes - 1;
        }
    }
}

/// For each byte of a block a bit, from the lowest on: whether it is `sign`.
#[inline(always)]
fn bits(block: &[u8; BLOCK], sign: u8x16) -> u64 {
    let (lanes, _) = block.as_chunks::<LANES>();
    lanes.iter().rev().fold(0, |bits, lane| bits << LANES | u64::from(u8x16::new(*lane).simd_eq(sign).to_bitmask()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_sign_is_found_at_its_place(text in "[;\"\na-c\u{1EA1}]{0,400}", from in 0_usize..8) {
            let bytes = text.as_bytes().get(from..).unwrap_or_default();
            let places = |signs: &[u8]| -> Vec<u32> {
                (0..).zip(bytes).filter(|(_, byte)| signs.contains(byte)).map(|(place, _)| place).collect()
            };
            let mut marks = Marks { ends: vec![7], lines: vec![7], quotes: vec![7] };
            marks.find(bytes, b';', b'"');
            let lines: Vec<u32> = marks.lines.iter().map(|line| marks.ends[*line as usize]).collect();
            prop_assert_eq!((&marks.ends, &lines, &marks.quotes), (&places(b";\n"), &places(b"\n"), &places(b"\"")));
        }
    }
}
