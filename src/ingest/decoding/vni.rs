use crate::ingest::decoding::letters::{Code, Meaning};
use crate::ingest::decoding::windows::sign;

/// The marks, as places in the rows of [`row`]: the tones sắc, huyền, hỏi, ngã, nặng alone (0 to 4); the circumflex
/// alone and with each tone (5 to 10); the breve alone and with each tone (11 to 16). Written small (E0 to FF) or capital
/// (C0 to DF) they mean the same: it is the letter that has a case, and real files have small marks on capitals.
fn mark(byte: u8) -> Option<usize> {
    Some(match byte | 0x20 {
        0xF9 => 0,  // ù
        0xF8 => 1,  // ø
        0xFB => 2,  // û
        0xF5 => 3,  // õ
        0xEF => 4,  // ï
        0xE2 => 5,  // â
        0xE1 => 6,  // á
        0xE0 => 7,  // à
        0xE5 => 8,  // å
        0xE3 => 9,  // ã
        0xE4 => 10, // ä
        0xEA => 11, // ê
        0xE9 => 12, // é
        0xE8 => 13, // è
        0xFA => 14, // ú
        0xFC => 15, // ü
        0xEB => 16, // ë
        _ => return None,
    })
}

/// The letters that come of a letter and each mark. A row ends where no further mark fits.
fn row(letter: char) -> &'static [char] {
    match letter {
        'a' => &['á', 'à', 'ả', 'ã', 'ạ', 'â', 'ấ', 'ầ', 'ẩ', 'ẫ', 'ậ', 'ă', 'ắ', 'ằ', 'ẳ', 'ẵ', 'ặ'],
        'A' => &['Á', 'À', 'Ả', 'Ã', 'Ạ', 'Â', 'Ấ', 'Ầ', 'Ẩ', 'Ẫ', 'Ậ', 'Ă', 'Ắ', 'Ằ', 'Ẳ', 'Ẵ', 'Ặ'],
        'e' => &['é', 'è', 'ẻ', 'ẽ', 'ẹ', 'ê', 'ế', 'ề', 'ể', 'ễ', 'ệ'],
        'E' => &['É', 'È', 'Ẻ', 'Ẽ', 'Ẹ', 'Ê', 'Ế', 'Ề', 'Ể', 'Ễ', 'Ệ'],
        'o' => &['ó', 'ò', 'ỏ', 'õ', 'ọ', 'ô', 'ố', 'ồ', 'ổ', 'ỗ', 'ộ'],
        'O' => &['Ó', 'Ò', 'Ỏ', 'Õ', 'Ọ', 'Ô', 'Ố', 'Ồ', 'Ổ', 'Ỗ', 'Ộ'],
        'ơ' => &['ớ', 'ờ', 'ở', 'ỡ', 'ợ'],
        'Ơ' => &['Ớ', 'Ờ', 'Ở', 'Ỡ', 'Ợ'],
        'u' => &['ú', 'ù', 'ủ', 'ũ', 'ụ'],
        'U' => &['Ú', 'Ù', 'Ủ', 'Ũ', 'Ụ'],
        'ư' => &['ứ', 'ừ', 'ử', 'ữ', 'ự'],
        'Ư' => &['Ứ', 'Ừ', 'Ử', 'Ữ', 'Ự'],
        // ỵ has a byte of its own.
        'y' => &['ý', 'ỳ', 'ỷ', 'ỹ'],
        'Y' => &['Ý', 'Ỳ', 'Ỷ', 'Ỹ'],
        _ => &[],
    }
}

/// The letters with a byte of their own, and the signs that VNI leaves where Windows has them.
fn letter(byte: u8) -> Option<char> {
    Some(match byte {
        0xC6 => 'Ỉ',
        0xCC => 'Ì',
        0xCD => 'Í',
        0xCE => 'Ỵ',
        0xD1 => 'Đ',
        0xD2 => 'Ị',
        0xD3 => 'Ĩ',
        0xD4 => 'Ơ',
        0xD6 => 'Ư',
        0xE6 => 'ỉ',
        0xEC => 'ì',
        0xED => 'í',
        0xEE => 'ỵ',
        0xF1 => 'đ',
        0xF2 => 'ị',
        0xF3 => 'ĩ',
        0xF4 => 'ơ',
        0xF6 => 'ư',
        0xA0..=0xBF | 0xD7 | 0xF7 => char::from(byte),
        0x80..=0x9F => return sign(byte),
        // Ç Ð Ý Þ ß and their small ones: no Vietnamese text has them, so such a byte is damage or another encoding.
        _ => return None,
    })
}

/// VNI for Windows: `aù` is á, `aâ` is â, `aá` is ấ, `ô` is ơ.
///
/// A mark on a letter it does not fit means nothing and becomes U+FFFD. The letter that Windows shows for it would be a
/// Vietnamese one as often as not (`ã`, `é`), and a wrong name that looks right is worse than a rejected record.
pub(crate) struct Vni;

impl Code for Vni {
    fn meaning(&self, byte: u8) -> Meaning {
        if byte >= 0xC0 && mark(byte).is_some() {
            return Meaning::Mark;
        }
        letter(byte).map_or(Meaning::Nothing, Meaning::Letter)
    }

    fn marked(&self, before: char, byte: u8) -> Option<char> {
        row(before).get(mark(byte)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::decoding::{Encoding, decode_all};

    /// Latin-1 letters as bytes: VNI text the way Windows shows it.
    fn read(shown: &str) -> String {
        let bytes: Vec<u8> = shown.chars().map(|letter| u8::try_from(letter).unwrap()).collect();
        decode_all(&bytes, Encoding::Vni)
    }

    #[test]
    fn words_as_windows_shows_them() {
        assert_eq!(read("Maõ hoà sô"), "Mã hồ sơ");
        assert_eq!(read("Ñôn vò tieáp nhaän"), "Đơn vị tiếp nhận");
        assert_eq!(read("Ngaøy heïn traû keát quaû"), "Ngày hẹn trả kết quả");
        assert_eq!(
            read("phöôøng, quyù, thuûy, kyõ, Myõ, lyù, tyû leä, yeâu caàu"),
            "phường, quý, thủy, kỹ, Mỹ, lý, tỷ lệ, yêu cầu"
        );
        assert_eq!(read("NGHÓA VUÏ TAØI CHÍNH"), "NGHĨA VỤ TÀI CHÍNH");
        assert_eq!(read("ñaêng, naéng, baèng, haúng, daüng, laëng"), "đăng, nắng, bằng, hẳng, dẵng, lặng");
        assert_eq!(read("kî, Kî, KÎ, tæ, nghó, lòch, mì, chính"), "kỵ, Kỵ, KỴ, tỉ, nghĩ, lịch, mì, chính");
    }

    #[test]
    fn marks_may_be_small_on_capitals_and_capital_on_small_letters() {
        assert_eq!(read("Aù AÙ aÙ Oâ Öù Ôï"), "Á Á á Ô Ứ Ợ");
    }

    #[test]
    fn a_mark_that_fits_nothing_is_replaced() {
        assert_eq!(read("ù"), "\u{FFFD}");
        assert_eq!(read("bù;ù"), "b\u{FFFD};\u{FFFD}");
        // One mark a letter; no breve on e, no circumflex on ơ, no dot on y.
        assert_eq!(read("aùù eê ôâ yï"), "á\u{FFFD} e\u{FFFD} ơ\u{FFFD} y\u{FFFD}");
        assert_eq!(read("Ðç"), "\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn signs_stay() {
        assert_eq!(read("25\u{B0} \u{A7}1 \u{AB}a\u{BB} 2\u{D7}3"), "25° §1 «a» 2×3");
        assert_eq!(decode_all(b"a \x96 b\x8A", Encoding::Vni), "a – b\u{FFFD}");
    }
}
