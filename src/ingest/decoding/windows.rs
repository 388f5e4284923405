use encoding_rs::Decoder;

use crate::ingest::decoding::stage::decode_into;

/// The characters Windows-1252 has between 80 and 9F, in the order of their bytes. The five bytes left out (81, 8D, 8F,
/// 90, 9D) stand for nothing.
const WINDOWS_1252: [(u8, char); 27] = [
    (0x80, '€'),
    (0x82, '‚'),
    (0x83, 'ƒ'),
    (0x84, '„'),
    (0x85, '…'),
    (0x86, '†'),
    (0x87, '‡'),
    (0x88, 'ˆ'),
    (0x89, '‰'),
    (0x8A, 'Š'),
    (0x8B, '‹'),
    (0x8C, 'Œ'),
    (0x8E, 'Ž'),
    (0x91, '‘'),
    (0x92, '’'),
    (0x93, '“'),
    (0x94, '”'),
    (0x95, '•'),
    (0x96, '–'),
    (0x97, '—'),
    (0x98, '˜'),
    (0x99, '™'),
    (0x9A, 'š'),
    (0x9B, '›'),
    (0x9C, 'œ'),
    (0x9E, 'ž'),
    (0x9F, 'Ÿ'),
];

/// The sign that Windows programs put at a byte from 80 to 9F in text of any font (quotes, dashes, bullets). Letters are
/// left out: `Š` or `œ` in a Vietnamese text is damage.
pub(crate) fn sign(byte: u8) -> Option<char> {
    WINDOWS_1252
        .iter()
        .find(|(place, _)| *place == byte)
        .map(|(_, sign)| *sign)
        .filter(|sign| !sign.is_alphabetic() || *sign == 'ˆ')
}

/// The byte that Windows-1252 reads as this character.
///
/// A control character U+0080 to U+009F gives the byte of its number: so web decoders read the five bytes without
/// meaning, and so does ISO 8859-1, by which text is encoded twice as often. No sound text has these controls.
pub(crate) fn byte(letter: char) -> Option<u8> {
    u8::try_from(letter)
        .ok()
        .or_else(|| WINDOWS_1252.iter().find(|(_, other)| *other == letter).map(|(place, _)| *place))
}

/// Bytes that Windows-1258 has no character for. Web decoders turn them into control characters, which nobody would see.
fn is_undefined(byte: u8) -> bool {
    matches!(byte, 0x81 | 0x8A | 0x8D..=0x90 | 0x9A | 0x9D | 0x9E)
}

/// Windows-1258 bytes to text: letters and tone marks, not composed.
pub(crate) fn decode_1258(decoder: &mut Decoder, bytes: &[u8], last: bool, out: &mut String) {
    for (place, piece) in bytes.split(|byte| is_undefined(*byte)).enumerate() {
        if place > 0 {
            out.push(char::REPLACEMENT_CHARACTER);
        }
        decode_into(decoder, piece, false, out);
    }
    if last {
        decode_into(decoder, &[], true, out);
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;
    use crate::ingest::decoding::{Encoding, decode_all, model};

    /// Made by encoding_rs, whose table of Windows-1252 is not the one above.
    #[test]
    fn bytes_agree_with_the_web_decoder() {
        for place in 0x80..=0xFF_u8 {
            let bytes = [place];
            let (text, _, _) = encoding_rs::WINDOWS_1252.decode(&bytes);
            assert_eq!(text.chars().map(byte).collect::<Vec<_>>(), [Some(place)], "{place:02X}");
        }
    }

    /// What glibc 2.36 makes of `a` and each byte from 80 to FF, composed (NFC), U+FFFD where it refuses:
    /// `printf 'a\xCC\n' | iconv -f CP1258 -t UTF-8`.
    #[rustfmt::skip]
    const BY_ICONV: [&str; 128] = [
        "a€", "a\u{FFFD}", "a‚", "aƒ", "a„", "a…", "a†", "a‡",
        "aˆ", "a‰", "a\u{FFFD}", "a‹", "aŒ", "a\u{FFFD}", "a\u{FFFD}", "a\u{FFFD}",
        "a\u{FFFD}", "a‘", "a’", "a“", "a”", "a•", "a–", "a—",
        "a˜", "a™", "a\u{FFFD}", "a›", "aœ", "a\u{FFFD}", "a\u{FFFD}", "aŸ",
        "a\u{A0}", "a¡", "a¢", "a£", "a¤", "a¥", "a¦", "a§",
        "a¨", "a©", "aª", "a«", "a¬", "a\u{AD}", "a®", "a¯",
        "a°", "a±", "a²", "a³", "a´", "aµ", "a¶", "a·",
        "a¸", "a¹", "aº", "a»", "a¼", "a½", "a¾", "a¿",
        "aÀ", "aÁ", "aÂ", "aĂ", "aÄ", "aÅ", "aÆ", "aÇ",
        "aÈ", "aÉ", "aÊ", "aË", "à", "aÍ", "aÎ", "aÏ",
        "aĐ", "aÑ", "ả", "aÓ", "aÔ", "aƠ", "aÖ", "a×",
        "aØ", "aÙ", "aÚ", "aÛ", "aÜ", "aƯ", "ã", "aß",
        "aà", "aá", "aâ", "aă", "aä", "aå", "aæ", "aç",
        "aè", "aé", "aê", "aë", "á", "aí", "aî", "aï",
        "ađ", "añ", "ạ", "aó", "aô", "aơ", "aö", "a÷",
        "aø", "aù", "aú", "aû", "aü", "aư", "a₫", "aÿ",
    ];

    #[test]
    fn every_byte_of_1258_reads_as_glibc_reads_it() {
        for (place, expected) in (0x80..=0xFF_u8).zip(BY_ICONV) {
            let text: String = decode_all(&[b'a', place], Encoding::Windows1258).nfc().collect();
            assert_eq!(text, expected, "{place:02X}");
        }
    }

    #[test]
    #[allow(clippy::print_stderr, reason = "a check that was not made must say so")]
    fn the_installed_iconv_agrees() {
        for (place, expected) in (0x80..=0xFF_u8).zip(BY_ICONV).filter(|(place, _)| !is_undefined(*place)) {
            let Some(text) = model::iconv("CP1258", &[b'a', place, b'\n']) else {
                eprintln!("SKIPPED: no iconv with CP1258 here; only the saved table was checked");
                return;
            };
            assert_eq!(text.trim_end_matches('\n').nfc().collect::<String>(), expected, "{place:02X}");
        }
    }

    #[test]
    fn letters_outside_windows_1252_have_no_byte() {
        for letter in ['ạ', 'Đ', 'ơ', '\u{301}', char::REPLACEMENT_CHARACTER, '中'] {
            assert_eq!(byte(letter), None);
        }
    }

    #[test]
    fn signs_are_no_letters() {
        assert_eq!(sign(0x96), Some('–'));
        assert_eq!(sign(0x93), Some('“'));
        assert_eq!(sign(0x80), Some('€'));
        for place in [0x81, 0x83, 0x8A, 0x8C, 0x8E, 0x9A, 0x9C, 0x9E, 0x9F, 0xA1] {
            assert_eq!(sign(place), None, "{place:02X}");
        }
    }
}
