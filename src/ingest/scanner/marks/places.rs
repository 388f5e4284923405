//! Places of signs, found by the widest registers that the processor has.

use crate::processor::Registers;

use super::means;

/// Bytes whose signs are told together, one bit each.
pub(super) const BLOCK: usize = 64;
/// Signs of a block that are written down without a look at how many there are.
const USUAL: usize = 8;
/// Stands before the first sign: the byte behind it is the first.
const BEFORE: u32 = u32::MAX;

/// The signs of some bytes that may be an end of something, by place.
#[derive(Debug, Default)]
pub(in crate::ingest::scanner) struct Marks {
    places: Places,
}

/// Places of signs by kind.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Delimiters and line feeds.
    pub(super) ends: Signs,
    pub(super) lines: Signs,
    pub(super) quotes: Signs,
}

/// Places of one kind of sign, and room for more.
#[derive(Debug, Default)]
pub(super) struct Signs {
    places: Vec<u32>,
    known: usize,
}

impl Marks {
    /// Finds the signs of `bytes`, fewer than 2³² of them; what was known before is forgotten. `more`: as in
    /// [`Marks::ends_and_more`].
    pub(in crate::ingest::scanner) fn find(&mut self, bytes: &[u8], delimiter: u8, quote: u8, more: usize) {
        self.find_by(Registers::widest(), bytes, [delimiter, b'\n', quote], more);
    }

    fn find_by(&mut self, registers: Registers, bytes: &[u8], signs: [u8; 3], more: usize) {
        let Places { ends, lines, quotes } = &mut self.places;
        ends.forget(bytes.len() + more);
        lines.forget(bytes.len());
        quotes.forget(bytes.len());
        ends.add(0, 1);
        if let Some(before) = ends.places.first_mut() {
            *before = BEFORE;
        }
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        means::add(registers, &mut self.places, 0, blocks, signs);
        // What is left of a block: no NUL is among the signs.
        let mut last = [0; BLOCK];
        if let Some(start) = last.get_mut(..rest.len()) {
            start.copy_from_slice(rest);
        }
        means::add(registers, &mut self.places, (bytes.len() - rest.len()) as u32, &[last], signs);
    }

    /// Delimiters and line feeds; before them one place more, of which the next byte is the first of all.
    pub(in crate::ingest::scanner) fn ends(&self) -> &[u32] {
        self.places.ends.known()
    }

    /// The ends from number `from` on, so many of them: behind those that are known stand some of no meaning.
    pub(in crate::ingest::scanner) fn ends_and_more(&self, from: usize, number: usize) -> &[u32] {
        self.places.ends.places.get(from..from + number).unwrap_or_default()
    }

    /// The ends from number `from` on up to this line feed, as many as the fields of a record in most cases.
    pub(in crate::ingest::scanner) fn ends_up_to(&self, line: u32, from: usize, fields: usize) -> &[u32] {
        let ends = self.ends().get(from..).unwrap_or_default();
        match ends.get(..fields) {
            Some(usual) if usual.last() == Some(&line) => usual,
            _ => ends.get(..=before(ends, line)).unwrap_or_default(),
        }
    }

    /// Line feeds.
    pub(in crate::ingest::scanner) fn lines(&self) -> &[u32] {
        self.places.lines.known()
    }

    /// The quotes from number `from` on that stand before this line feed.
    #[inline(always)]
    pub(in crate::ingest::scanner) fn quotes_up_to(&self, line: u32, from: usize) -> &[u32] {
        let quotes = self.quotes().get(from..).unwrap_or_default();
        match quotes.first() {
            Some(first) if *first < line => &quotes[..before(quotes, line)],
            _ => &[],
        }
    }

    /// Quotes.
    pub(in crate::ingest::scanner) fn quotes(&self) -> &[u32] {
        self.places.quotes.known()
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
    pub(super) fn add(&mut self, base: u32, mut bits: u64) {
        let number = bits.count_ones() as usize;
        let Some((usual, more)) = self.room(number).map(|room| room.split_at_mut(USUAL)) else { return };
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
    }

    /// The room for the signs of a block, so many of which will be known: there is room for all.
    #[inline(always)]
    pub(super) fn room(&mut self, number: usize) -> Option<&mut [u32; BLOCK]> {
        let room = self.places.get_mut(self.known..)?.first_chunk_mut::<BLOCK>()?;
        self.known += number;
        Some(room)
    }

    /// The same for signs of which there are few in a block.
    #[inline(always)]
    pub(super) fn add_few(&mut self, base: u32, mut bits: u64) {
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
            // Every kind of registers that this processor has.
            for registers in Registers::all() {
                let mut marks = Marks::default();
                marks.find_by(registers, before.as_bytes(), *b";\n\"", 3);
                marks.find_by(registers, bytes, *b";\n\"", 3);
                prop_assert_eq!(marks.ends().split_first(), Some((&BEFORE, &places(b";\n")[..])));
                prop_assert_eq!((marks.lines(), marks.quotes()), (&places(b"\n")[..], &places(b"\"")[..]));
            }
        }
    }
}
