use std::ops::RangeInclusive;
use std::sync::LazyLock;

use hashbrown::HashSet;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Where the letters and signs stand that Vietnamese is written with; others are looked at closely.
const PLAIN: [RangeInclusive<u32>; 3] = [0x80..=0x1B0, 0x1EA0..=0x1EF9, 0x2010..=0x2026];

/// For each character of [`PLAIN`], one range behind the other, its small letter, if it is composed and has just one, and whether
/// that is part of a word.
static SMALL: LazyLock<Vec<Option<(char, bool)>>> = LazyLock::new(|| {
    let small = |letter: char| {
        let is_composed = is_nfc_quick(std::iter::once(letter)) == IsNormalized::Yes;
        let mut small = letter.to_lowercase();
        let only = small.next().filter(|_| small.next().is_none());
        let only = only.filter(|_| is_composed && canonical_combining_class(letter) == 0);
        only.map(|small| (small, small.is_alphabetic()))
    };
    PLAIN.into_iter().flatten().map(|number| char::from_u32(number).and_then(small)).collect()
});

/// The small letter of a plain character beyond ASCII.
fn small(letter: char, table: &[Option<(char, bool)>]) -> Option<(char, bool)> {
    let number = u32::from(letter);
    let mut first = 0;
    for range in PLAIN {
        if range.contains(&number) {
            return table.get((first + number - range.start()) as usize).copied().flatten();
        }
        first += range.end() - range.start() + 1;
    }
    None
}

/// Known Vietnamese syllables (âm tiết): those of the program's own rule files. They tell one old encoding from another,
/// for each of them turns the bytes of the others into letters too, but hardly ever into syllables.
///
/// Only syllables with a letter beyond ASCII are kept: the others read the same in every encoding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Syllables {
    known: HashSet<String>,
}

/// What a text holds of known syllables.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Known syllables, repeats counted.
    pub(crate) all: usize,
    /// Different ones.
    pub(crate) distinct: usize,
    /// Words with a letter beyond ASCII, known or not.
    pub(crate) words: usize,
}

impl Syllables {
    /// The syllables of these words or phrases, in any case and in any normalisation.
    pub fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut known = HashSet::new();
        for word in words {
            let folded = fold(word);
            known.extend(beyond_ascii(&folded).map(str::to_owned));
        }
        Self { known }
    }

    /// How many different syllables are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Nothing is known: the old encodings cannot be told apart.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// How many known syllables a text holds, repeats counted; no more are looked for when `enough` were found.
    pub(crate) fn count(&self, text: &str, enough: usize) -> usize {
        self.count_plain(text, enough).unwrap_or_else(|| self.find(text).all)
    }

    /// The same, letter by letter; none when the text holds a character that is not plain.
    fn count_plain(&self, text: &str, enough: usize) -> Option<usize> {
        let table = SMALL.as_slice();
        let mut found = 0;
        let mut word = String::new();
        let mut is_ascii = true;
        // Something that is no letter ends the last word.
        for letter in text.chars().chain(std::iter::once(' ')) {
            let (letter, is_of_word) = if letter.is_ascii() {
                (letter.to_ascii_lowercase(), letter.is_ascii_alphabetic())
            } else {
                small(letter, table)?
            };
            if is_of_word {
                word.push(letter);
                is_ascii &= letter.is_ascii();
                continue;
            }
            if !is_ascii {
                found += usize::from(self.known.contains(word.as_str()));
                if found >= enough {
                    return Some(found);
                }
            }
            word.clear();
            is_ascii = true;
        }
        Some(found)
    }

    pub(crate) fn find(&self, text: &str) -> Found {
        let folded = fold(text);
        let mut seen = HashSet::new();
        let mut found = Found::default();
        for word in beyond_ascii(&folded) {
            found.words += 1;
            if self.known.contains(word) {
                found.all += 1;
                seen.insert(word);
            }
        }
        found.distinct = seen.len();
        found
    }
}

fn fold(text: &str) -> String {
    // Most text is composed already.
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.chars().flat_map(char::to_lowercase).collect(),
        IsNormalized::No | IsNormalized::Maybe => text.nfc().flat_map(char::to_lowercase).collect(),
    }
}

/// U+FFFD stays part of its word: a word with a lost letter is not the known one that is left of it.
fn beyond_ascii(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|letter: char| !letter.is_alphabetic() && letter != char::REPLACEMENT_CHARACTER)
        .filter(|word| !word.is_ascii())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ingest::decoding::model::{HEADER, ROWS, known};

    #[test]
    fn only_syllables_beyond_ascii_are_kept() {
        let syllables = Syllables::new(["Mã hồ sơ", "MÃ số", "Ngày hẹn trả", "UBND xã", "code", ""].into_iter());
        // mã hồ sơ số ngày hẹn trả xã
        assert_eq!(syllables.len(), 8);
        assert!(!syllables.is_empty());
        assert!(Syllables::new(["code", "a b"].into_iter()).is_empty());
    }

    #[test]
    fn case_and_normalisation_do_not_matter() {
        let syllables = Syllables::new(["tra\u{309}"].into_iter());
        let found = syllables.find("TRẢ;TRA\u{309};trà;tra");
        assert_eq!(found, Found { all: 2, distinct: 1, words: 3 });
    }

    #[test]
    fn a_word_with_a_lost_letter_is_not_known() {
        let syllables = Syllables::new(["xã"].into_iter());
        assert_eq!(syllables.find("xã\u{FFFD} \u{FFFD}xã"), Found { all: 0, distinct: 0, words: 2 });
    }

    #[test]
    fn vietnamese_text_is_counted_letter_by_letter() {
        let text = format!("{HEADER}{ROWS}");
        let all = known().find(&text).all;
        assert!(all > 20);
        assert_eq!(known().count_plain(&text, usize::MAX), Some(all));
        assert_eq!(known().count(&text, 5), 5);
        assert_eq!(known().count_plain("tra\u{309}", usize::MAX), None);
    }

    proptest! {
        #[test]
        fn a_count_is_what_is_found(
            text in "((mã|hồ|sơ|số|ngày|hẹn|TRẢ|Xã|XÃ|İ|ẞ|ß|x\u{303})[ ;,a-c–…]?|tra\u{309}|[a-zA-Z0-9 ;]{0,4}|[\u{80}-\u{250}]|[\u{2000}-\u{2110}]|.){0,12}",
            enough in prop_oneof![Just(usize::MAX), 0..4_usize],
        ) {
            let syllables = Syllables::new(["Mã hồ sơ", "số", "Ngày hẹn trả", "xã", "ß", "i̇"].into_iter());
            let (all, counted) = (syllables.find(&text).all, syllables.count(&text, enough));
            prop_assert_eq!(counted >= enough, all >= enough, "{} of {}", counted, all);
            prop_assert!(counted == all || (counted >= enough && counted < all));
        }
    }
}
