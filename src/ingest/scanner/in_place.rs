//! A text where it stands: the bytes behind it can be looked at with it, which takes no account of its length.

/// Bytes of a word.
const WORD: usize = 8;
/// Words that are told at once.
pub(in crate::ingest) const WORDS: usize = 4;
/// Bytes that are told at once.
const TOLD: usize = WORD * WORDS;

/// For each length what is of a text of so many bytes in its first words.
const OF_LENGTH: [[u64; WORDS]; TOLD + 1] = {
    let mut all = [[0; WORDS]; TOLD + 1];
    let mut length = 0;
    while length <= TOLD {
        let mut word = 0;
        while word < WORDS {
            all[length][word] = match length.saturating_sub(word * WORD) {
                0 => 0,
                bytes if bytes >= WORD => u64::MAX,
                bytes => (1 << (8 * bytes)) - 1,
            };
            word += 1;
        }
        length += 1;
    }
    all
};

/// The bytes of a field, among those around it.
#[derive(Debug, Clone, Copy)]
pub struct InPlace<'b> {
    /// All bytes that are held.
    bytes: &'b [u8],
    /// Where the field begins among them.
    from: usize,
    length: usize,
}

impl<'b> InPlace<'b> {
    /// The `length` bytes from `from` on, which are held.
    #[inline(always)]
    pub(in crate::ingest) fn new(bytes: &'b [u8], from: usize, length: usize) -> Self {
        Self { bytes, from, length }
    }

    /// How many bytes the text has.
    #[must_use]
    #[inline(always)]
    pub fn len(self) -> usize {
        self.length
    }

    /// True for a field of no bytes.
    #[must_use]
    #[inline(always)]
    pub fn is_empty(self) -> bool {
        self.length == 0
    }

    /// The text.
    #[must_use]
    #[inline(always)]
    pub fn text(self) -> &'b [u8] {
        self.bytes.get(self.from..self.from.saturating_add(self.length)).unwrap_or_default()
    }

    /// All of a text that is no longer than these words, with zeros behind it; none of a longer one, and of one of the last that
    /// are held.
    #[must_use]
    #[inline(always)]
    pub fn words(self) -> Option<[u64; WORDS]> {
        let bytes = self.bytes.get(self.from..self.from.wrapping_add(TOLD))?;
        let of_length = OF_LENGTH.get(self.length)?;
        let (bytes, _) = bytes.as_chunks::<WORD>();
        let word = |place: usize| {
            let bytes = bytes.get(place).copied().map_or(0, u64::from_le_bytes);
            bytes & of_length[place]
        };
        Some([word(0), word(1), word(2), word(3)])
    }
}

/// The words that a text begins with, and those that it ends with.
pub(in crate::ingest) type Ends = ([u64; WORDS], [u64; WORDS]);

impl InPlace<'_> {
    /// Both ends of a text that is longer than these words and no longer than twice as many: they are all of it.
    #[must_use]
    #[inline(always)]
    pub fn ends(self) -> Option<Ends> {
        let is_so_long = (TOLD + 1..=2 * TOLD).contains(&self.length);
        if is_so_long { ends_of(self.text()) } else { None }
    }
}

/// The words that a text begins with and those that it ends with; none of one that has fewer.
#[must_use]
#[inline(always)]
pub(in crate::ingest) fn ends_of(text: &[u8]) -> Option<Ends> {
    let words = |bytes: &[u8; TOLD]| {
        let (words, _) = bytes.as_chunks::<WORD>();
        let word = |place: usize| words.get(place).copied().map_or(0, u64::from_le_bytes);
        [word(0), word(1), word(2), word(3)]
    };
    Some((words(text.first_chunk()?), words(text.last_chunk()?)))
}

/// The first bytes of a text of which nothing is known behind it, and zeros where it has fewer.
#[must_use]
pub(in crate::ingest) fn words_of(text: &[u8]) -> [u64; WORDS] {
    let (length, double) = (text.len(), 2 * WORD);
    // What two looks at a text have both seen is shifted out of the second.
    let beyond = |whole: usize| 8 * (whole - length) as u32;
    let (low, high) = if let Some(bytes) = text.first_chunk::<TOLD>() {
        let (doubles, _) = bytes.as_chunks();
        let [low, high] = [0, 1].map(|place| doubles.get(place).copied().map_or(0, u128::from_le_bytes));
        (low, high)
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u128::from_le_bytes(*first), u128::from_le_bytes(*last).checked_shr(beyond(TOLD)).unwrap_or(0))
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let last = u64::from_le_bytes(*last).checked_shr(beyond(double)).unwrap_or(0);
        (u128::from(u64::from_le_bytes(*first)) | u128::from(last) << 64, 0)
    } else {
        (text.iter().rev().fold(0, |word, byte| word << 8 | u128::from(*byte)), 0)
    };
    [low as u64, (low >> 64) as u64, high as u64, (high >> 64) as u64]
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// What stands behind a text, or that nothing does, is not told with it.
        #[test]
        fn a_text_is_the_same_wherever_it_stands(
            text in proptest::collection::vec(proptest::num::u8::ANY, 0..70),
            before in proptest::collection::vec(proptest::num::u8::ANY, 0..5),
            behind in proptest::collection::vec(proptest::num::u8::ANY, 0..40),
        ) {
            let bytes = [&before[..], &text, &behind].concat();
            let in_place = InPlace::new(&bytes, before.len(), text.len());
            let mut padded = text.clone();
            padded.resize(text.len().max(TOLD), 0);
            let plain: Vec<u8> = words_of(&text).iter().flat_map(|word| word.to_le_bytes()).collect();
            proptest::prop_assert_eq!(&plain[..], &padded[..TOLD]);
            let is_told = text.len() <= TOLD && bytes.len() >= before.len() + TOLD;
            proptest::prop_assert_eq!(in_place.words(), is_told.then(|| words_of(&text)));
            proptest::prop_assert_eq!((in_place.text(), in_place.len()), (&text[..], text.len()));
            let is_long = text.len() > TOLD && text.len() <= 2 * TOLD;
            let ends = is_long.then(|| (words_of(&text), words_of(&text[text.len() - TOLD..])));
            proptest::prop_assert_eq!(in_place.ends(), ends);
        }
    }
}
