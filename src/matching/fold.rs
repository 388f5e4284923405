use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::plain::{fold_plain, is_clean};

/// The visible text of a cell: NFC, outer blanks gone (no-break spaces too), inner blanks collapsed to one, signs that
/// take no room dropped: two names that look the same are the same.
#[must_use]
pub fn clean(text: &str) -> String {
    if is_clean(text) { text.to_owned() } else { clean_any(text) }
}

/// The same for any text.
fn clean_any(text: &str) -> String {
    let is_hidden = |letter: char| is_invisible(letter) || (letter.is_control() && !letter.is_whitespace());
    let mut visible = String::with_capacity(text.len());
    let mut is_apart = false;
    for letter in text.chars().filter(|letter| !is_hidden(*letter)) {
        if letter.is_whitespace() {
            is_apart = !visible.is_empty();
            continue;
        }
        if is_apart {
            visible.push(' ');
            is_apart = false;
        }
        visible.push(letter);
    }
    // Nearly every text is composed already.
    match is_nfc_quick(visible.chars()) {
        IsNormalized::Yes => visible,
        _ => visible.nfc().collect(),
    }
}

/// Signs that take no room, hide in a text or turn its direction.
#[must_use]
pub fn is_invisible(letter: char) -> bool {
    let is_sign = matches!(
        letter,
        '\u{00AD}'
            | '\u{061C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{FDD0}'..='\u{FDEF}'
    );
    // The last two of every plane are no letters, and no XML may hold them.
    is_sign || u32::from(letter) & 0xFFFE == 0xFFFE
}

/// The folded key under which headers, words and names are compared.
///
/// NFC, trimmed, inner blanks collapsed, lower case, Ð (eth) read as Đ, tone placement folded (`hòa` = `hoà`), a trailing
/// `(*)`, `*` or `:` dropped. For comparing only: what is shown keeps its own spelling.
#[must_use]
pub fn fold(text: &str) -> String {
    fold_plain(text).map_or_else(|| fold_any(text), shortened)
}

/// The same for any text.
pub(super) fn fold_any(text: &str) -> String {
    let collapsed = if text.is_ascii() {
        clean_any(&text.to_ascii_lowercase())
    } else {
        let read = text.nfd().map(|letter| if letter == 'Ð' || letter == 'ð' { 'đ' } else { letter });
        clean_any(&place_tones(&read.collect::<String>().to_lowercase()))
    };
    shortened(collapsed)
}

/// A folded text without the signs at its end that headers have.
fn shortened(mut collapsed: String) -> String {
    let mut key = collapsed.as_str();
    loop {
        let shorter = key.trim_end_matches("(*)").trim_end_matches(['*', ':']).trim_end();
        if shorter.len() == key.len() {
            let length = key.len();
            collapsed.truncate(length);
            return collapsed;
        }
        key = shorter;
    }
}

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Moves the tone of `oa`, `oe` and `uy` at the end of a syllable from the first vowel to the second. `text` is NFD.
fn place_tones(text: &str) -> Cow<'_, str> {
    // A vowel of such a pair, a tone of two bytes, the other vowel: most texts have none.
    let may_move = |bytes: &[u8]| matches!((bytes[0], bytes[3]), (b'o', b'a' | b'e') | (b'u', b'y'));
    if !text.as_bytes().windows(4).any(may_move) {
        return Cow::Borrowed(text);
    }
    let mut letters: Vec<char> = text.chars().collect();
    for index in 0..letters.len().saturating_sub(2) {
        let (first, tone, second) = (letters[index], letters[index + 1], letters[index + 2]);
        let pair = matches!((first, second), ('o', 'a' | 'e') | ('u', 'y'));
        let ends = letters.get(index + 3).is_none_or(|next| !next.is_alphabetic() && !is_combining_mark(*next));
        if pair && ends && TONES.contains(&tone) {
            letters.swap(index + 1, index + 2);
        }
    }
    letters.into_iter().collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_mean_the_same_have_one_key() {
        let same = [
            ("Mã hồ sơ", "  MÃ  HỒ\u{a0}SƠ (*) "),
            ("Số hóa", "Số hoá:"),
            ("Thủy", "THUỶ"),
            ("Đơn vị", "Ðơn vị"),
            ("Đơn vị", "Đơn vị *"),
            ("Trạng thái", "Tra\u{323}ng tha\u{301}i"),
            ("khỏe", "khoẻ"),
        ];
        for (left, right) in same {
            assert_eq!(fold(left), fold(right), "{left} / {right}");
        }
    }

    /// What [`clean`] and [`fold`] mean, step by step.
    fn cleaned_plainly(text: &str) -> String {
        let is_hidden = |letter: char| is_invisible(letter) || (letter.is_control() && !letter.is_whitespace());
        let visible: String = text.chars().filter(|letter| !is_hidden(*letter)).collect();
        visible.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
    }

    fn folded_plainly(text: &str) -> String {
        let read = text.nfd().map(|letter| if letter == 'Ð' || letter == 'ð' { 'đ' } else { letter });
        let lower: Vec<char> = read.collect::<String>().to_lowercase().chars().collect();
        let mut placed = lower.clone();
        for (place, letters) in lower.windows(3).enumerate() {
            let pair = matches!((letters[0], letters[2]), ('o', 'a' | 'e') | ('u', 'y'));
            let ends = lower.get(place + 3).is_none_or(|next| !next.is_alphabetic() && !is_combining_mark(*next));
            if pair && ends && TONES.contains(&letters[1]) {
                placed.swap(place + 1, place + 2);
            }
        }
        let mut key = cleaned_plainly(&placed.into_iter().collect::<String>());
        loop {
            let shorter = key.trim_end_matches("(*)").trim_end_matches(['*', ':']).trim_end();
            if shorter == key {
                return key;
            }
            key = shorter.to_owned();
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2000))]
        #[test]
        fn short_ways_lead_to_the_same(
            text in "([oOuUaAeEyY](\u{300}|\u{301}|\u{303}|\u{309}|\u{323})?[aey]?|[òÓủỤỹƯơÂĐÐðđ]|[ \u{A0}\u{2028}\u{200B}\t\u{0}\u{1F}]|[Ia-d1İſ]|\\(\\*\\)|[:*.()]|\u{31B}|\u{302}|.){0,12}"
        ) {
            proptest::prop_assert_eq!(clean(&text), cleaned_plainly(&text));
            proptest::prop_assert_eq!(fold(&text), folded_plainly(&text));
        }

        #[test]
        fn plain_letters_are_folded_one_by_one(
            text in "([ \u{21}-~]|[oOuUòóõỏọÒỦụ][aeyAY][ b(:]?|[\u{A0}-\u{1BF}\u{1E90}-\u{1F00}]|[aeoAĐ ]){0,14}"
        ) {
            proptest::prop_assert_eq!(clean(&text), cleaned_plainly(&text));
            proptest::prop_assert_eq!(fold(&text), folded_plainly(&text));
        }
    }

    /// Each letter, alone and beside letters that may change it or be changed by it.
    #[test]
    fn every_letter_is_folded_the_same_beside_any() {
        for letter in ('\0'..='\u{24F}').chain('\u{1E00}'..='\u{1EFF}') {
            for text in [
                format!("{letter}"),
                format!("ò{letter}"),
                format!("{letter}a"),
                format!("ủy{letter}"),
                format!("{letter} {letter}*"),
            ] {
                assert_eq!(fold(&text), folded_plainly(&text), "{text:?}");
                assert_eq!(clean(&text), cleaned_plainly(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn different_words_keep_different_keys() {
        for (left, right) in
            [("Ngày trả", "Ngày hẹn trả"), ("hoàn", "hòan thành"), ("Phí", "Phi"), ("quá", "qúa"), ("hòan", "hoa")]
        {
            assert_ne!(fold(left), fold(right), "{left} / {right}");
        }
    }

    #[test]
    fn cleaning_keeps_the_spelling() {
        assert_eq!(clean("Xã\u{200B} A\u{202E}"), "Xã A");
        assert_eq!(clean("Ph\u{1F}ường\u{0} 1"), "Phường 1");
        assert_eq!(clean(" UBND \u{a0} xã  Hòa\tBình "), "UBND xã Hòa Bình");
    }
}
