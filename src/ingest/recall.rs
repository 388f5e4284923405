//! What texts were found to mean, known again by their bytes.

/// Places looked at for one text; where more texts would stand, some are not remembered and are read closely each time.
const MOST_LOOKED_AT: usize = 16;
/// Places of a memory that holds nothing yet.
const FEWEST_PLACES: usize = 64;
/// Places for each text that may be remembered.
const MOST_PLACES: usize = 4;
/// Bytes that are compared at once.
const WORD: usize = 8;
/// Texts no longer than this are told apart by their first two and last two words and their length.
const SHORT: usize = 4 * WORD;
/// Odd numbers without a pattern, which spread texts over the places.
const SPREAD: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xD1B5_4A32_D192_ED03];

/// Remembers a value for each of many texts.
///
/// A text is found again only if every byte is the same. How texts are spread over the places decides how soon one is
/// found, never which.
#[derive(Debug, Clone)]
pub(super) struct Recall<T> {
    places: Vec<Option<Known<T>>>,
    /// The texts that are not short, one after the other.
    long: Vec<u8>,
    known: usize,
    most: usize,
}

#[derive(Debug, Clone, Copy)]
struct Known<T> {
    ends: [u64; 4],
    length: usize,
    /// Where it begins among the long texts.
    start: usize,
    value: T,
}

impl<T: Copy> Recall<T> {
    /// A memory for at most so many texts.
    pub(super) fn new(most: usize) -> Self {
        Self { places: vec![None; FEWEST_PLACES], long: Vec::new(), known: 0, most }
    }

    /// A memory of the same size that knows nothing.
    pub(super) fn emptied(&self) -> Self {
        Self::new(self.most)
    }

    /// The value of a text.
    #[inline]
    pub(super) fn get(&self, text: &[u8]) -> Option<T> {
        let ends = ends(text);
        let first = spread(text, ends);
        for step in 0..MOST_LOOKED_AT {
            let known = self.at(first, step)?;
            if known.ends == ends && known.length == text.len() && self.is_same(known, text) {
                return Some(known.value);
            }
        }
        None
    }

    /// Remembers a text, if there is room for it; one that is known keeps its value.
    pub(super) fn insert(&mut self, text: &[u8], value: T) {
        if self.known >= self.most || self.get(text).is_some() {
            return;
        }
        let known = Known { ends: ends(text), length: text.len(), start: self.long.len(), value };
        // At least half of the places stay free, and more where too many texts would stand side by side.
        while self.known * 2 >= self.places.len() || !self.place(text, known) {
            if self.places.len() > self.most * MOST_PLACES {
                return;
            }
            self.grow();
        }
        if text.len() > SHORT {
            self.long.extend_from_slice(text);
        }
    }

    fn at(&self, first: u64, step: usize) -> Option<&Known<T>> {
        self.places.get(self.number(first, step)).and_then(Option::as_ref)
    }

    /// The number of places is a power of two.
    fn number(&self, first: u64, step: usize) -> usize {
        (first as usize).wrapping_add(step) & (self.places.len() - 1)
    }

    fn is_same(&self, known: &Known<T>, text: &[u8]) -> bool {
        // The ends are the same already.
        text.len() <= SHORT || self.long.get(known.start..known.start + text.len()).is_some_and(|long| long == text)
    }

    /// Answers whether there was a place.
    fn place(&mut self, text: &[u8], known: Known<T>) -> bool {
        let first = spread(text, known.ends);
        let numbers = (0..MOST_LOOKED_AT).map(|step| self.number(first, step));
        let free = numbers.into_iter().find(|number| self.places.get(*number).is_some_and(Option::is_none));
        let Some(place) = free.and_then(|number| self.places.get_mut(number)) else { return false };
        *place = Some(known);
        self.known += 1;
        true
    }

    fn grow(&mut self) {
        let twice = vec![None; self.places.len() * 2];
        let before = std::mem::replace(&mut self.places, twice);
        self.known = 0;
        let long = std::mem::take(&mut self.long);
        for known in before.into_iter().flatten() {
            let short = short_text(known.ends, known.length);
            let text = long.get(known.start..known.start + known.length);
            let text = if known.length <= SHORT { short.get(..known.length) } else { text };
            self.place(text.unwrap_or_default(), known);
        }
        self.long = long;
    }
}

/// A short text, from its ends.
fn short_text(ends: [u64; 4], length: usize) -> [u8; SHORT] {
    let mut text = [0; SHORT];
    let places = match length {
        0..WORD => [Some(0), None, None, None],
        WORD..=16 => [Some(0), Some(length - WORD), None, None],
        17..=SHORT => [Some(0), Some(length - WORD), Some(WORD), Some(length - 2 * WORD)],
        _ => [None; 4],
    };
    for (at, word) in places.into_iter().zip(ends) {
        if let Some(room) = at.and_then(|at| text.get_mut(at..at + WORD)) {
            room.copy_from_slice(&word.to_le_bytes());
        }
    }
    text
}

/// The first and the last word of a text, and of one longer than these the second word and the last but one; of one shorter than
/// a word all of it.
#[inline]
fn ends(text: &[u8]) -> [u64; 4] {
    let word = u64::from_le_bytes;
    let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) else {
        return [text.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0, 0, 0];
    };
    let (mut second, mut before_last) = (0, 0);
    if text.len() > 2 * WORD {
        second = text.get(WORD..).and_then(<[u8]>::first_chunk).map_or(0, |chunk| word(*chunk));
        before_last = text.get(..text.len() - WORD).and_then(<[u8]>::last_chunk).map_or(0, |chunk| word(*chunk));
    }
    [word(*first), word(*last), second, before_last]
}

/// A number that is another for nearly every text.
#[inline]
fn spread(text: &[u8], [first, last, second, before_last]: [u64; 4]) -> u64 {
    let mut number = folded(first ^ SPREAD[0], last ^ SPREAD[1] ^ text.len() as u64);
    if text.len() > 2 * WORD {
        number = folded(number ^ second, before_last ^ SPREAD[0]);
    }
    if text.len() > SHORT {
        let (pairs, _) = text.get(2 * WORD..).unwrap_or_default().as_chunks::<{ 2 * WORD }>();
        for pair in pairs {
            let pair = u128::from_le_bytes(*pair);
            number = folded(number ^ pair as u64, (pair >> 64) as u64 ^ SPREAD[1]);
        }
    }
    number
}

/// Both halves of a product: each bit depends on all bits of both.
#[inline]
fn folded(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    (product as u64) ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// A memory is a map of some of the texts; that of few texts is a map of all.
        #[test]
        fn a_text_is_known_by_every_byte(
            texts in proptest::collection::vec("[ab]{0,3}(Phường Mẫu )?[0-9]{0,9}( thuộc Huyện [xy]{1,9})?", 0..400),
            others in proptest::collection::vec("[ab]{0,20}", 0..50),
            most in prop_oneof![Just(20_usize), Just(1000)],
        ) {
            let (mut map, mut recall) = (BTreeMap::new(), Recall::new(most));
            for (number, text) in texts.iter().enumerate() {
                if !map.contains_key(text.as_bytes()) {
                    recall.insert(text.as_bytes(), number);
                    if recall.get(text.as_bytes()).is_some() {
                        map.insert(text.as_bytes(), number);
                    }
                }
            }
            for text in texts.iter().chain(&others) {
                prop_assert_eq!(recall.get(text.as_bytes()), map.get(text.as_bytes()).copied(), "{}", text);
            }
            prop_assert!(map.len() <= most);
            if most > 400 {
                let distinct: std::collections::BTreeSet<_> = texts.iter().collect();
                prop_assert_eq!(map.len(), distinct.len());
            }
        }
    }

    /// Texts that differ in one byte only, of every length, at every place.
    #[test]
    fn a_single_byte_tells_texts_apart() {
        for length in 1..60 {
            let mut recall = Recall::new(1000);
            for place in 0..length {
                let mut text = vec![0; length];
                text[place] = 1;
                recall.insert(&text, place);
            }
            assert_eq!(recall.get(&vec![0; length]), None, "{length}");
            for place in 0..length {
                let mut text = vec![0; length];
                text[place] = 1;
                assert_eq!(recall.get(&text), Some(place), "{length}");
                assert_eq!(recall.get(&text[..length - 1]), None, "{length}");
            }
        }
    }
}
