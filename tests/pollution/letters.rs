//! Vietnamese letters in the codes of old systems.

use unicode_normalization::UnicodeNormalization;

/// Vowels with their sign, and their bytes in TCVN3 (ABC): plain, grave, hook, tilde, acute, dot. 0: the letter itself.
const TCVN3: [(char, [u8; 6]); 13] = [
    ('a', [0, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9]),
    ('ă', [0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6]),
    ('â', [0xA9, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB]),
    ('e', [0, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1]),
    ('ê', [0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6]),
    ('i', [0, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE]),
    ('o', [0, 0xDF, 0xE1, 0xE2, 0xE3, 0xE4]),
    ('ô', [0xAB, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9]),
    ('ơ', [0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE]),
    ('u', [0, 0xEF, 0xF1, 0xF2, 0xF3, 0xF4]),
    ('ư', [0xAD, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9]),
    ('y', [0, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE]),
    ('đ', [0xAE; 6]),
];

const TCVN3_CAPITALS: [(char, u8); 7] =
    [('Ă', 0xA1), ('Â', 0xA2), ('Ê', 0xA3), ('Ô', 0xA4), ('Ơ', 0xA5), ('Ư', 0xA6), ('Đ', 0xA7)];

/// Grave, hook, tilde, acute, dot.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// A letter without its tone, and the place of its tone from 1; 0 for none.
fn split(letter: char) -> (char, usize) {
    let mut tone = 0;
    let mut rest = String::new();
    for part in letter.nfd() {
        match TONES.iter().position(|other| *other == part) {
            Some(place) => tone = place + 1,
            None => rest.push(part),
        }
    }
    (rest.nfc().next().unwrap_or(letter), tone)
}

fn is_capital(letter: char) -> bool {
    letter.is_uppercase()
}

fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// TCVN3 (ABC). Capitals with a tone have the byte of the small letter, as a font of capitals shows them.
pub(crate) fn tcvn3(text: &str) -> Vec<u8> {
    let byte = |letter: char| {
        let (base, tone) = split(letter);
        let capital = TCVN3_CAPITALS.iter().find(|(known, _)| *known == base).filter(|_| tone == 0);
        let row = TCVN3.iter().find(|(known, _)| *known == small(base));
        match (capital, row) {
            (Some((_, byte)), _) => *byte,
            (None, Some((_, bytes))) if bytes[tone] != 0 => bytes[tone],
            _ => u8::try_from(letter).unwrap_or(b'?'),
        }
    };
    text.nfc().map(byte).collect()
}

/// The letters of VNI that are one byte, tone included: plain, grave, hook, tilde, acute, dot. 0: base and sign.
const VNI_ALONE: [(char, [u8; 6]); 3] =
    [('i', [0, 0xEC, 0xE6, 0xF3, 0xED, 0xF2]), ('y', [0, 0, 0, 0, 0, 0xEE]), ('đ', [0xF1; 6])];

/// The sign after the base letter: plain, grave, hook, tilde, acute, dot.
const VNI_SIGNS: [(&str, [u8; 6]); 3] = [
    ("âêô", [0xE2, 0xE0, 0xE5, 0xE3, 0xE1, 0xE4]),
    ("ă", [0xEA, 0xE8, 0xFA, 0xFC, 0xE9, 0xEB]),
    ("aeouyơư", [0, 0xF8, 0xFB, 0xF5, 0xF9, 0xEF]),
];

/// VNI Windows: a base letter and a sign, two bytes, or one.
pub(crate) fn vni(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for letter in text.nfc() {
        let (base, tone) = split(letter);
        let key = small(base);
        // The sign of a capital is the capital of the sign.
        let case = |byte: u8| if is_capital(letter) && byte >= 0xE0 { byte - 0x20 } else { byte };
        if let Some((_, alone)) = VNI_ALONE.iter().find(|(known, alone)| *known == key && alone[tone] != 0) {
            bytes.push(case(alone[tone]));
        } else if let Some((_, signs)) = VNI_SIGNS.iter().find(|(letters, _)| letters.contains(key)) {
            bytes.push(case(match key {
                'ơ' => 0xF4,
                'ư' => 0xF6,
                _ => base.nfd().next().and_then(|plain| u8::try_from(plain).ok()).unwrap_or(b'?'),
            }));
            if signs[tone] != 0 {
                bytes.push(case(signs[tone]));
            }
        } else {
            bytes.push(u8::try_from(letter).unwrap_or(b'?'));
        }
    }
    bytes
}

/// Letters of Windows-1258 whose code point differs from their byte.
const WINDOWS_1258: [(char, u8); 8] =
    [('Ă', 0xC3), ('ă', 0xE3), ('Đ', 0xD0), ('đ', 0xF0), ('Ơ', 0xD5), ('ơ', 0xF5), ('Ư', 0xDD), ('ư', 0xFD)];

/// The bytes of the tones of Windows-1258.
const TONES_1258: [u8; 5] = [0xCC, 0xD2, 0xDE, 0xEC, 0xF2];

/// Letters that Windows-1258 has with their tone.
const WHOLE_1258: &str = "ÀÁÈÉÍÓÙÚàáèéíóùú";

/// Windows-1258: letters with their sign in one byte, the tone in another after it.
pub(crate) fn windows_1258(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for letter in text.nfc() {
        let (base, tone) = if WHOLE_1258.contains(letter) { (letter, 0) } else { split(letter) };
        let known = WINDOWS_1258.iter().find(|(known, _)| *known == base).map(|(_, byte)| *byte);
        bytes.push(known.or_else(|| u8::try_from(base).ok()).unwrap_or(b'?'));
        if tone > 0 {
            bytes.push(TONES_1258[tone - 1]);
        }
    }
    bytes
}

/// What Windows-1252 shows for 0x80 to 0x9F; a byte it does not know stays the control sign of its number.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// UTF-8 taken for Windows-1252.
pub(crate) fn mojibake(text: &str) -> String {
    let letter = |byte: u8| match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    };
    text.bytes().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tcvn3_as_other_programs_have_it() {
        // iconv -t TCVN5712-1, whose small letters are those of TCVN3.
        let written = tcvn3("àảãáạằệĩỉỡửỹỵđĂƠĐ");
        let expected = b"\xB5\xB6\xB7\xB8\xB9\xBB\xD6\xDC\xD8\xEC\xF6\xFC\xFE\xAE\xA1\xA5\xA7";
        assert_eq!(written, expected);
    }

    #[test]
    fn windows_1258_as_other_programs_have_it() {
        // iconv -t CP1258.
        assert_eq!(windows_1258("ạệữơƯđờìõỷĐÔ"), b"a\xF2\xEA\xF2\xFD\xDE\xF5\xDD\xF0\xF5\xCCi\xCCo\xDEy\xD2\xD0\xD4");
    }

    #[test]
    fn vni_as_its_users_know_it() {
        // «Xin chaøo caùc baïn», «Ñöôøng», «yù kieán», read as Windows-1252.
        let shown = |text: &str| vni(text).into_iter().map(char::from).collect::<String>();
        assert_eq!(shown("Xin chào các bạn"), "Xin chaøo caùc baïn");
        assert_eq!(shown("Đường"), "Ñöôøng");
        assert_eq!(shown("ý kiến Ở ĂẶ"), "yù kieán ÔÛ AÊAË");
        assert_eq!(shown("ỵ Ỵ ĩ Ị"), "î Î ó Ò");
    }

    #[test]
    fn utf8_taken_for_windows_1252() {
        assert_eq!(mojibake("Mã hồ"), "MÃ£ há»“");
    }
}
