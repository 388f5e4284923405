//! Where delimiters, line feeds and quotes stand, found sixteen bytes at a time.

use wide::u8x16;

/// Bytes whose signs are told together, one bit each.
const BLOCK: usize = 64;
/// Bytes that are compared at once.
const LANES: usize = 16;
/// Signs of a block that are written down without a look at how many there are.
const USUAL: usize = 8;
/// Stands before the first sign: the byte behind it is the first.
const BEFORE: u32 = u32::MAX;

/// The signs of some bytes that may be an end of something, by place.
#[derive(Debug, Default)]
pub(super) struct Marks {
    ends: Signs,
    lines: Signs,
    quotes: Signs,
}

/// Places of signs, and room for more.
#[derive(Debug, Default)]
struct Signs {
    places: Vec<u32>,
    known: usize,
}

impl Marks {
    /// Finds the signs of `bytes`, fewer than 2³² of them; what was known before is forgotten. `more`: as in
    /// [`Marks::ends_and_more`].
    pub(super) fn find(&mut self, bytes: &[u8], delimiter: u8, quote: u8, more: usize) {
        self.ends.forget(bytes.len() + more);
        self.lines.forget(bytes.len());
        self.quotes.forget(bytes.len());
        self.ends.add(0, 1);
        if let Some(before) = self.ends.places.first_mut() {
            *before = BEFORE;
        }
        let signs = [delimiter, b'\n', quote].map(u8x16::splat);
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        let mut base = 0;
        for block in blocks {
            self.add(base, block, signs);
            base += BLOCK as u32;
        }
        // What is left of a block: no NUL is among the signs.
        let mut last = [0; BLOCK];
        if let Some(start) = last.get_mut(..rest.len()) {
            start.copy_from_slice(rest);
        }
        self.add(base, &last, signs);
    }

    /// Delimiters and line feeds; before them one place more, of which the next byte is the first of all.
    pub(super) fn ends(&self) -> &[u32] {
        self.ends.known()
    }

    /// The ends from number `from` on, so many of them: behind those that are known stand some of no meaning.
    pub(super) fn ends_and_more(&self, from: usize, number: usize) -> &[u32] {
        self.ends.places.get(from..from + number).unwrap_or_default()
    }

    /// The ends from number `from` on up to this line feed, as many as the fields of a record in most cases.
    pub(super) fn ends_up_to(&self, line: u32, from: usize, fields: usize) -> &[u32] {
        let ends = self.ends().get(from..).unwrap_or_default();
        match ends.get(..fields) {
            Some(usual) if usual.last() == Some(&line) => usual,
            _ => ends.get(..=before(ends, line)).unwrap_or_default(),
        }
    }

    /// Line feeds.
    pub(super) fn lines(&self) -> &[u32] {
        self.lines.known()
    }

    /// The quotes from number `from` on that stand before this line feed.
    #[inline(always)]
    pub(super) fn quotes_up_to(&self, line: u32, from: usize) -> &[u32] {
        let quotes = self.quotes().get(from..).unwrap_or_default();
        match quotes.first() {
            Some(first) if *first < line => &quotes[..before(quotes, line)],
            _ => &[],
        }
    }

    /// Quotes.
    pub(super) fn quotes(&self) -> &[u32] {
        self.quotes.known()
    }

    #[inline(always)]
    fn add(&mut self, base: u32, block: &[u8; BLOCK], [delimiter, line_feed, quote]: [u8x16; 3]) {
        let (lanes, _) = block.as_chunks::<LANES>();
        let (mut ends, mut few) = (0, u8x16::default());
        for (place, lane) in lanes.iter().enumerate() {
            let lane = u8x16::new(*lane);
            let line_feeds = lane.simd_eq(line_feed);
            few |= line_feeds | lane.simd_eq(quote);
            ends |= u64::from((lane.simd_eq(delimiter) | line_feeds).to_bitmask()) << (place * LANES);
        }
        self.ends.add(base, ends);
        // In most blocks there is neither.
        if few.to_bitmask() != 0 {
            self.lines.add_few(base, bits(block, line_feed));
            self.quotes.add_few(base, bits(block, quote));
        }
    }
}

impl Signs {
    fn known(&self) -> &[u32] {
        self.places.get(..self.known).unwrap_or_default()
    }

    /// Makes room for the signs of so many bytes, each of which may be one.
    fn forget(&mut self, bytes: usize) {
        self.known = 0;
        let room = bytes + 2 * BLOCK;
        if self.places.len() < room {
            self.places = vec![0; room];
        }
    }

    /// Adds the places told by bits. Where there are few, how many there are is nothing that could be guessed wrongly.
    #[inline(always)]
    fn add(&mut self, base: u32, mut bits: u64) {
        let number = bits.count_ones() as usize;
        // There is room for all.
        let Some(room) = self.places.get_mut(self.known..).and_then(<[u32]>::first_chunk_mut::<BLOCK>) else { return };
        let (usual, more) = room.split_at_mut(USUAL);
        for place in usual {
            *place = base + bits.trailing_zeros();
            bits &= bits.wrapping_sub(1);
        }
        if number > USUAL {
            for place in more.iter_mut().take(number - USUAL) {
                *place = base + bits.trailing_zeros();
                bits &= bits.wrapping_sub(1);
            }
        }
        self.known += number;
    }

    /// The same for signs of which there are few in a block.
    #[inline(always)]
    fn add_few(&mut self, base: u32, mut bits: u64) {
        while bits != 0 {
            if let Some(place) = self.places.get_mut(self.known) {
                *place = base + bits.trailing_zeros();
                self.known += 1;
            }
            bits &= bits - 1;
        }
    }
}

/// How many of these signs stand before a place, of which there are few.
fn before(signs: &[u32], place: u32) -> usize {
    let mut near = 16;
    while signs.get(near).is_some_and(|sign| *sign < place) {
        near *= 2;
    }
    signs.get(..near).unwrap_or(signs).partition_point(|sign| *sign < place)
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
        fn every_sign_is_found_at_its_place(
            text in prop_oneof!["[;\"\na-c\u{1EA1}]{0,400}", "[;\n]{0,200}[a;]{0,200}"],
            from in 0_usize..8,
            before in "[;\"\n]{0,500}",
        ) {
            let bytes = text.as_bytes().get(from..).unwrap_or_default();
            let places = |signs: &[u8]| -> Vec<u32> {
                (0..).zip(bytes).filter(|(_, byte)| signs.contains(byte)).map(|(place, _)| place).collect()
            };
            let mut marks = Marks::default();
            marks.find(before.as_bytes(), b';', b'"', 3);
            marks.find(bytes, b';', b'"', 3);
            prop_assert_eq!(marks.ends().split_first(), Some((&BEFORE, &places(b";\n")[..])));
            prop_assert_eq!((marks.lines(), marks.quotes()), (&places(b"\n")[..], &places(b"\"")[..]));
        }
    }
}
