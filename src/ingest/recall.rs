//! What texts were found to mean, known again by their bytes.

use super::scanner::{Ends, InPlace, WORDS, ends_of, words_of};

/// Places looked at for one text; where more texts would stand, some are not remembered and are read closely each time.
const MOST_LOOKED_AT: usize = 16;
/// Places of a memory that holds nothing yet.
const FEWEST_PLACES: usize = 256;
/// Places for each text that may be remembered.
const MOST_PLACES: usize = 4;
/// Of so many places most stay free: nearly every text is found where it is looked for first.
const FEW_PLACES: usize = 4096;
/// Places for each text, of few and of many.
const PLACES_OF_FEW: usize = 8;
const PLACES_OF_MANY: usize = 2;
/// Bytes of a word.
const WORD: usize = 8;
/// Texts no longer than this are told apart by their words and their length.
const SHORT: usize = WORDS * WORD;
/// Odd numbers without a pattern, which spread texts over the places.
const SPREAD: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xD1B5_4A32_D192_ED03];
/// The length of what stands at a place that is free: no text is so long.
const FREE: usize = usize::MAX;

/// Remembers a value for each of many texts.
///
/// A text is found again only if every byte is the same. How texts are spread over the places decides how soon one is
/// found, never which.
#[derive(Debug, Clone)]
pub(super) struct Recall<T> {
    places: Vec<Known<T>>,
    /// Bits of a number beyond those that number the places.
    shift: u32,
    /// The texts that are not short, one after the other.
    long: Vec<u8>,
    known: usize,
    most: usize,
}

// As long as what the processor fetches at once, and no two of them in one.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Known<T> {
    /// The first words of the text, and zeros where it has fewer bytes.
    words: [u64; WORDS],
    length: usize,
    /// Where it begins among the long texts.
    start: usize,
    /// None only at a place that is free.
    value: Option<T>,
}

impl<T> Known<T> {
    const NOTHING: Self = Self { words: [0; WORDS], length: FREE, start: 0, value: None };

    /// True for a text that begins with these words and has this length.
    #[inline(always)]
    fn is(&self, words: [u64; WORDS], length: usize) -> bool {
        differences(self.words, words) | (self.length ^ length) as u64 == 0
    }
}

impl<T: Copy> Recall<T> {
    /// A memory for at most so many texts.
    pub(super) fn new(most: usize) -> Self {
        // Many are made for a list that has its texts from the one before: places are made for the first text.
        Self { places: Vec::new(), shift: shift(FEWEST_PLACES), long: Vec::new(), known: 0, most }
    }

    /// A memory of the same size that knows nothing.
    pub(super) fn emptied(&self) -> Self {
        Self::new(self.most)
    }

    /// The value of a text.
    #[inline(never)]
    pub(super) fn get(&self, text: &[u8]) -> Option<T> {
        let words = words_of(text);
        if text.len() > SHORT {
            return self.find(spread_long(words, text), |known| {
                known.is(words, text.len()) && self.long_text(known) == Some(text)
            });
        }
        self.find(spread(words), |known| known.is(words, text.len()))
    }

    /// The value of a text among others.
    // What is seldom stands apart, so that all that is needed for most is at hand.
    #[inline(always)]
    pub(super) fn get_in_place(&self, text: InPlace<'_>) -> Option<T> {
        if let Some(words) = text.words() {
            let known = self.at(spread(words), 0)?;
            if known.is(words, text.len()) {
                return known.value;
            }
        }
        self.get(text.text())
    }

    /// The same, where most texts are not short: names of units.
    #[inline(always)]
    pub(super) fn get_name_in_place(&self, text: InPlace<'_>) -> Option<T> {
        let Some(ends) = text.ends() else { return self.get_in_place(text) };
        let known = self.at(spread_ends(ends), 0)?;
        if known.is(ends.0, text.len())
            && let Some((_, last)) = self.long_text(known).and_then(ends_of)
            && differences(last, ends.1) == 0
        {
            return known.value;
        }
        self.get(text.text())
    }

    fn find(&self, first: u64, is: impl Fn(&Known<T>) -> bool) -> Option<T> {
        for step in 0..MOST_LOOKED_AT {
            let known = self.at(first, step)?;
            if is(known) {
                return known.value;
            }
            if known.length == FREE {
                return None;
            }
        }
        None
    }

    /// Remembers a text, if there is room for it; one that is known keeps its value.
    pub(super) fn insert(&mut self, text: &[u8], value: T) {
        if self.known >= self.most || self.get(text).is_some() {
            return;
        }
        let known = Known { words: words_of(text), length: text.len(), start: self.long.len(), value: Some(value) };
        // At least half of the places stay free, and more where too many texts would stand side by side.
        while self.known * self.places_of_each() >= self.places.len() || !self.place(text, known) {
            if self.places.len() > self.most * MOST_PLACES {
                return;
            }
            self.grow();
        }
        if text.len() > SHORT {
            self.long.extend_from_slice(text);
        }
    }

    fn places_of_each(&self) -> usize {
        if self.places.len() < FEW_PLACES { PLACES_OF_FEW } else { PLACES_OF_MANY }
    }

    #[inline(always)]
    fn at(&self, first: u64, step: usize) -> Option<&Known<T>> {
        self.places.get(self.number(first, step))
    }

    /// The number of places is a power of two, and the highest bits of a product are those that depend on all bits.
    #[inline(always)]
    fn number(&self, first: u64, step: usize) -> usize {
        ((first >> self.shift) as usize).wrapping_add(step) & self.places.len().wrapping_sub(1)
    }

    /// All of a text that is not short.
    #[inline(always)]
    fn long_text(&self, known: &Known<T>) -> Option<&[u8]> {
        self.long.get(known.start..known.start.checked_add(known.length)?)
    }

    /// Answers whether there was a place.
    fn place(&mut self, text: &[u8], known: Known<T>) -> bool {
        let first = if known.length > SHORT { spread_long(known.words, text) } else { spread(known.words) };
        let numbers = (0..MOST_LOOKED_AT).map(|step| self.number(first, step));
        let is_free = |number: &usize| self.places.get(*number).is_some_and(|known| known.length == FREE);
        let free = numbers.into_iter().find(is_free);
        let Some(place) = free.and_then(|number| self.places.get_mut(number)) else { return false };
        *place = known;
        self.known += 1;
        true
    }

    fn grow(&mut self) {
        let twice = vec![Known::NOTHING; (self.places.len() * 2).max(FEWEST_PLACES)];
        self.shift = shift(twice.len());
        let before = std::mem::replace(&mut self.places, twice);
        self.known = 0;
        let long = std::mem::take(&mut self.long);
        for known in before.into_iter().filter(|known| known.length != FREE) {
            // Of a short text the words are enough.
            let text = long.get(known.start..known.start + known.length);
            self.place(text.unwrap_or_default(), known);
        }
        self.long = long;
    }
}

/// No bit where words are the same: told in one, for there is no word of which it could be guessed that it tells.
#[inline(always)]
fn differences(one: [u64; WORDS], other: [u64; WORDS]) -> u64 {
    (one[0] ^ other[0]) | (one[1] ^ other[1]) | (one[2] ^ other[2]) | (one[3] ^ other[3])
}

/// Bits of a number beyond those that number so many places.
const fn shift(places: usize) -> u32 {
    u64::BITS - places.trailing_zeros()
}

/// A number that is another for nearly every short text.
#[inline(always)]
fn spread(words: [u64; WORDS]) -> u64 {
    let [first, second, third, fourth] = words;
    (first ^ third).wrapping_mul(SPREAD[0]).wrapping_add((second ^ fourth).wrapping_mul(SPREAD[1]))
}

/// The same for a text that is not short and begins with these words.
fn spread_long(words: [u64; WORDS], text: &[u8]) -> u64 {
    if let (Some(ends), true) = (ends_of(text), text.len() <= 2 * SHORT) {
        return spread_ends(ends);
    }
    let rest = text.get(SHORT..).unwrap_or_default();
    let last = text.last_chunk().map_or(0, |last| u128::from_le_bytes(*last));
    let pairs = rest.as_chunks().0.iter().map(|pair| u128::from_le_bytes(*pair));
    let first = spread(words) ^ SPREAD[0];
    pairs.chain([last]).fold(first, |number, pair| folded(number ^ pair as u64, (pair >> 64) as u64 ^ SPREAD[1]))
}

/// The same for a text of which both ends are all.
#[inline(always)]
fn spread_ends((first, last): Ends) -> u64 {
    folded(spread(first) ^ SPREAD[0], spread(last) ^ SPREAD[1])
}

/// Both halves of a product: each bit depends on all bits of both.
#[inline(always)]
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
                // So it is among others, and at the end of all.
                for behind in ["", ";", "aab0123456789012345678901234567890123456789"] {
                    let bytes = format!("{text}{behind}");
                    let in_place = InPlace::new(bytes.as_bytes(), 0, text.len());
                    prop_assert_eq!(recall.get_in_place(in_place), recall.get(text.as_bytes()), "{}", text);
                    prop_assert_eq!(recall.get_name_in_place(in_place), recall.get(text.as_bytes()), "{}", text);
                }
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
        for length in 1..90 {
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
                for other in 2..=u8::MAX {
                    text[place] = other;
                    assert_eq!(recall.get_name_in_place(InPlace::new(&text, 0, length)), None, "{length} {place}");
                }
            }
        }
    }
}
