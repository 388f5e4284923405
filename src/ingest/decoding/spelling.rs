use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// How many words with a letter beyond ASCII could be Vietnamese syllables at all.
///
/// Known syllables alone are no proof: another encoding may share some letters with one of ours (VISCII has `à`, `ê`, `ô`
/// where Windows-1258 has them), and gives the syllables made of these alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Spelling {
    pub(crate) possible: usize,
    pub(crate) impossible: usize,
}

impl Spelling {
    pub(crate) fn of(text: &str) -> Self {
        let composed: String = text.nfc().collect();
        let mut spelling = Self::default();
        for word in composed.split(|sign: char| sign.is_ascii() && !sign.is_ascii_alphabetic() || sign == '\u{A0}') {
            let word = word.trim_matches(|sign| "“”‘’«»„‹›–—…•".contains(sign));
            if word.is_ascii() {
                continue;
            }
            match is_possible(word) {
                Some(true) => spelling.possible += 1,
                Some(false) => spelling.impossible += 1,
                None => {}
            }
        }
        spelling
    }
}

/// Consonants, vowels, consonants; one tone at most, one circumflex or breve at most. Nothing is said of short forms like
/// `QĐ`.
fn is_possible(word: &str) -> Option<bool> {
    let (mut before, mut vowels, mut after, mut tones, mut shapes) = (0, 0, 0, 0, 0);
    for letter in word.chars().flat_map(char::to_lowercase) {
        match Piece::of(letter) {
            Piece::Consonant if vowels == 0 => before += 1,
            Piece::Consonant if letter == 'đ' => return Some(false),
            Piece::Consonant => after += 1,
            Piece::Vowel { .. } if after > 0 => return Some(false),
            Piece::Vowel { tone, shape } => {
                vowels += 1;
                tones += usize::from(tone);
                shapes += usize::from(shape);
            }
            Piece::Other => return Some(false),
        }
    }
    if vowels == 0 {
        return None;
    }
    Some(before <= 3 && vowels <= 3 && after <= 2 && tones <= 1 && shapes <= 1)
}

enum Piece {
    Consonant,
    Vowel {
        tone: bool,
        /// Circumflex or breve. The horn stands twice in `ươ`.
        shape: bool,
    },
    Other,
}

impl Piece {
    fn of(letter: char) -> Self {
        let (mut base, mut tone, mut shape, mut horn, mut foreign) = (letter, false, false, false, false);
        decompose_canonical(letter, |piece| match piece {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tone = true,
            '\u{302}' | '\u{306}' => shape = true,
            '\u{31B}' => horn = true,
            other if other.is_ascii_alphabetic() || other == 'đ' => base = other,
            _ => foreign = true,
        });
        let fits = match base {
            'a' => !horn,
            'e' => !horn && !matches!(letter, 'ĕ'),
            'o' => !matches!(letter, 'ŏ'),
            'u' => !shape,
            'i' | 'y' => !shape && !horn,
            _ => !tone && !shape && !horn,
        };
        if foreign || !fits {
            Self::Other
        } else if matches!(base, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') {
            Self::Vowel { tone, shape }
        } else {
            Self::Consonant
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::decoding::model;

    #[test]
    fn vietnamese_words_are_possible() {
        let text =
            "Nguyễn Thị Khuê, phường Nghĩa Đường; Đắk Lắk, Krông Pắc; uỷ quyền; khuỷu; ƯỜNG TRƯởNG Quý ươm “Đã” yêu";
        assert_eq!(Spelling::of(text), Spelling { possible: 19, impossible: 0 });
        for letter in model::letters() {
            let possible = usize::from(!letter.is_ascii() && !matches!(letter, 'đ' | 'Đ'));
            assert_eq!(Spelling::of(&letter.to_string()), Spelling { possible, impossible: 0 }, "{letter}");
        }
    }

    #[test]
    fn nothing_is_said_of_short_forms_and_of_ascii() {
        assert_eq!(Spelling::of("QĐ-UBND 12/2024 MaHoSo ĐKKS Đ/c"), Spelling::default());
    }

    #[test]
    fn other_words_are_impossible() {
        for word in [
            "Straße",
            "Ångström",
            "été",
            "señor",
            "crüe",
            "kếtđ",
            "aâê",
            "hß",
            "tr¡n",
            "h\u{FFFD}",
            "ờkà",
            "û",
            "Œuvre",
        ] {
            assert_eq!(Spelling::of(word), Spelling { possible: 0, impossible: 1 }, "{word}");
        }
    }
}
