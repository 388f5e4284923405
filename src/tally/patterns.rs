//! Dossiers of which the same is true, counted together.

use super::bits::WORD;

/// Patterns that are numbered; dossiers of further ones are counted one by one. In the tests of this room there are more.
pub(super) const MOST: usize = if cfg!(test) { 4 } else { 512 };
/// Places in which patterns are looked for, a power of two: most of them stay free.
const PLACES: usize = 4 * MOST;
/// An odd number without a pattern, which spreads patterns over the places.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Patterns met so far: what is true of a dossier, one bit for each measure, 64 measures at most.
#[derive(Debug)]
pub(super) struct Patterns {
    /// The number of a pattern and one more, or 0.
    places: Vec<(u64, u16)>,
    known: Vec<u64>,
}

impl Default for Patterns {
    fn default() -> Self {
        Self { places: vec![(0, 0); PLACES], known: Vec::new() }
    }
}

impl Patterns {
    /// The number of a pattern, from 0; none when there are too many.
    #[inline(always)]
    pub(super) fn number(&mut self, pattern: u64) -> Option<usize> {
        let mut place = (pattern.wrapping_mul(SPREAD) >> 32) as usize % PLACES;
        loop {
            match self.places.get(place)? {
                (known, number) if *known == pattern && *number > 0 => return Some(usize::from(*number) - 1),
                (_, 0) => return self.add(place, pattern),
                // There is always a free place.
                _ => place = (place + 1) % PLACES,
            }
        }
    }

    #[cold]
    fn add(&mut self, place: usize, pattern: u64) -> Option<usize> {
        if self.known.len() >= MOST {
            return None;
        }
        self.known.push(pattern);
        *self.places.get_mut(place)? = (pattern, self.known.len() as u16);
        Some(self.known.len() - 1)
    }

    /// The patterns by number.
    pub(super) fn known(&self) -> &[u64] {
        &self.known
    }
}

/// Bits by measure and dossier become bits by dossier and measure, or the other way round.
#[inline(always)]
pub(super) fn transpose(bits: &mut [u64; WORD]) {
    let (mut width, mut mask) = (WORD / 2, u64::MAX >> (WORD / 2));
    while width > 0 {
        // Squares of this width at the side of the diagonal change places, in all pairs of squares.
        for pair in bits.chunks_exact_mut(2 * width) {
            let (upper, lower) = pair.split_at_mut(width);
            for (upper, lower) in upper.iter_mut().zip(lower) {
                let moved = (*upper >> width ^ *lower) & mask;
                *upper ^= moved << width;
                *lower ^= moved;
            }
        }
        width /= 2;
        mask ^= mask << width;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_bit_stands_in_the_other_line(bits in proptest::collection::vec(any::<u64>(), WORD)) {
            let mut turned: [u64; WORD] = bits.clone().try_into().unwrap();
            transpose(&mut turned);
            for (line, bits) in bits.iter().enumerate() {
                for (column, turned) in turned.iter().enumerate() {
                    prop_assert_eq!(bits >> column & 1, turned >> line & 1);
                }
            }
        }

        #[test]
        fn every_pattern_has_one_number(met in proptest::collection::vec(0_u64..400, 0..1500)) {
            let (mut patterns, mut numbers) = (Patterns::default(), BTreeMap::new());
            for pattern in met {
                // High and low bits tell patterns apart.
                let pattern = pattern.rotate_right(8);
                let next = numbers.len();
                let number = *numbers.entry(pattern).or_insert(next);
                prop_assert_eq!(patterns.number(pattern), (number < MOST).then_some(number));
            }
            let mut in_order: Vec<_> = numbers.iter().filter(|(_, number)| **number < MOST).collect();
            in_order.sort_by_key(|(_, number)| **number);
            prop_assert_eq!(patterns.known(), in_order.into_iter().map(|(pattern, _)| *pattern).collect::<Vec<_>>());
        }
    }
}
