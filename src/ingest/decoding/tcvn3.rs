use unicode_normalization::char::compose;

use crate::ingest::decoding::letters::{Code, Meaning};
use crate::ingest::decoding::windows::sign;

/// A0 to FF of TCVN 5712:1993.
///
/// Its smallest set, VN3, is what the ABC fonts use: all small letters, and of the capitals only Ă Â Ê Ô Ơ Ư Đ beside those
/// of ASCII. The next one, VN2, adds B0 to B4 as tone marks after a letter, and the capitals in the gaps (AF, BA, BF, C0…);
/// the two agree everywhere else, so VN2 is read. VN1 puts capitals below A0, where the files of Windows programs have
/// quotes and dashes: those are read as Windows-1252.
///
/// A capital with a tone (chữ hoa có dấu) is written as the small letter in a font whose small letters look like capitals:
/// `TRẢ` comes out as `TRả`. Nothing in the bytes says otherwise; comparing without regard to case is the reader's task.
#[rustfmt::skip]
const LETTERS: [char; 96] = [
    '\u{A0}', 'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', 'Ằ',
    '\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}', 'à', 'ả', 'ã', 'á', 'ạ', 'Ẳ', 'ằ', 'ẳ', 'ẵ', 'ắ', 'Ẵ',
    'Ắ', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ề', 'ặ', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'è', 'Ể', 'ẻ', 'ẽ',
    'é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì', 'ỉ', 'Ễ', 'Ế', 'Ồ', 'ĩ', 'í', 'ị', 'ò',
    'Ổ', 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ', 'ù',
    'Ỗ', 'ủ', 'ũ', 'ú', 'ụ', 'ừ', 'ử', 'ữ', 'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ', 'Ố',
];

/// TCVN 5712:1993 (ABC).
pub(crate) struct Tcvn3;

fn letter(byte: u8) -> Option<char> {
    let place = byte.checked_sub(0xA0)?;
    LETTERS.get(usize::from(place)).copied()
}

impl Code for Tcvn3 {
    fn meaning(&self, byte: u8) -> Meaning {
        if (0xB0..=0xB4).contains(&byte) {
            return Meaning::Mark;
        }
        letter(byte).or_else(|| sign(byte)).map_or(Meaning::Nothing, Meaning::Letter)
    }

    fn marked(&self, before: char, mark: u8) -> Option<char> {
        compose(before, letter(mark)?)
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use crate::ingest::decoding::{Encoding, decode_all, model};

    /// What glibc 2.36 makes of `a` and each byte from A0 to FF, composed (NFC):
    /// `printf 'a\xB5\n' | iconv -f TCVN5712-1 -t UTF-8`.
    #[rustfmt::skip]
    const BY_ICONV: [&str; 96] = [
        "a\u{A0}", "aĂ", "aÂ", "aÊ", "aÔ", "aƠ", "aƯ", "aĐ",
        "aă", "aâ", "aê", "aô", "aơ", "aư", "ađ", "aẰ",
        "à", "ả", "ã", "á", "ạ", "aà", "aả", "aã",
        "aá", "aạ", "aẲ", "aằ", "aẳ", "aẵ", "aắ", "aẴ",
        "aẮ", "aẦ", "aẨ", "aẪ", "aẤ", "aỀ", "aặ", "aầ",
        "aẩ", "aẫ", "aấ", "aậ", "aè", "aỂ", "aẻ", "aẽ",
        "aé", "aẹ", "aề", "aể", "aễ", "aế", "aệ", "aì",
        "aỉ", "aỄ", "aẾ", "aỒ", "aĩ", "aí", "aị", "aò",
        "aỔ", "aỏ", "aõ", "aó", "aọ", "aồ", "aổ", "aỗ",
        "aố", "aộ", "aờ", "aở", "aỡ", "aớ", "aợ", "aù",
        "aỖ", "aủ", "aũ", "aú", "aụ", "aừ", "aử", "aữ",
        "aứ", "aự", "aỳ", "aỷ", "aỹ", "aý", "aỵ", "aỐ",
    ];

    #[test]
    fn every_byte_reads_as_glibc_reads_it() {
        for (byte, expected) in (0xA0..=0xFF_u8).zip(BY_ICONV) {
            assert_eq!(decode_all(&[b'a', byte], Encoding::Tcvn3), expected, "{byte:02X}");
        }
    }

    #[test]
    #[allow(clippy::print_stderr, reason = "a check that was not made must say so")]
    fn the_installed_iconv_agrees() {
        for (byte, expected) in (0xA0..=0xFF_u8).zip(BY_ICONV) {
            let Some(text) = model::iconv("TCVN5712-1", &[b'a', byte, b'\n']) else {
                eprintln!("SKIPPED: no iconv with TCVN5712-1 here; only the saved table was checked");
                return;
            };
            assert_eq!(text.trim_end_matches('\n').nfc().collect::<String>(), expected, "{byte:02X}");
        }
    }

    #[test]
    fn capitals_of_capital_fonts_come_out_small() {
        // ĐÃ TRẢ KẾT QUẢ in .VnTimeH
        assert_eq!(decode_all(b"\xA7\xB7 TR\xB6 K\xD5T QU\xB6", Encoding::Tcvn3), "Đã TRả KếT QUả");
    }

    #[test]
    fn signs_of_windows_programs_are_kept_and_the_rest_is_replaced() {
        assert_eq!(decode_all(b"\x93A\x94 \x96 B\x85", Encoding::Tcvn3), "“A” – B…");
        assert_eq!(decode_all(b"a\x81b\x8Ac", Encoding::Tcvn3), "a\u{FFFD}b\u{FFFD}c");
    }

    #[test]
    fn a_mark_without_its_letter_is_replaced() {
        assert_eq!(decode_all(b"\xB3A\xB3\xB3;\xB3", Encoding::Tcvn3), "\u{FFFD}Á\u{FFFD};\u{FFFD}");
        // Ô and a tone mark
        assert_eq!(decode_all(b"\xA4\xB3", Encoding::Tcvn3), "Ố");
    }
}
