use hashbrown::HashSet;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

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
    use super::*;

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
}
