//! The encodings the other way round, written apart from the decoders: letters are taken to pieces (NFD) and each piece is
//! written by its own rule.

use std::io::{self, Read, Write};
use std::process::{Command, Stdio};

use unicode_normalization::UnicodeNormalization;

use crate::ingest::decoding::{Encoding, Syllables};

/// A `;` export as systems write it: the header.
pub(crate) const HEADER: &str = "STT;Đơn vị tiếp nhận;Tên thủ tục hành chính;Mã hồ sơ;Trạng thái;Địa chỉ;Người nộp;Chủ hồ sơ;\
Ngày nộp hồ sơ;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý\r\n";

/// Two rows of it.
pub(crate) const ROWS: &str = "1;UBND phường Việt Trì;Đăng ký khai sinh;H56.14-240823-0001;Đã trả kết quả;Khu 3;\
Công dân 000123;Công dân 000123;23/08/2024;23/08/2024;26/08/2024;25/08/2024\r\n\
2;UBND xã Lâm Thao - Tỉnh Phú Thọ;Chứng thực bản sao;H56.14-240823-0002;Đang xử lý;Khu 7;\
Công dân 000124;Công dân 000124;23/08/2024;23/08/2024;26/08/2024;\r\n";

const SMALL: &str = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ";

/// The 67 small letters beyond ASCII, the six plain vowels, and the capitals of both.
pub(crate) fn letters() -> Vec<char> {
    SMALL.chars().chain(SMALL.chars().flat_map(char::to_uppercase)).collect()
}

/// What must agree after a round trip: everything once composed, but for TCVN3 the case, which is a matter of fonts there.
pub(crate) fn folded(text: &str, encoding: Encoding) -> String {
    let composed: String = text.nfc().collect();
    if encoding == Encoding::Tcvn3 { composed.to_lowercase() } else { composed }
}

/// The bytes of this text.
pub(crate) fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Mojibake => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned().into_bytes()
        }
        Encoding::Windows1258 => text.chars().flat_map(windows_1258).collect(),
        Encoding::Tcvn3 => text.chars().map(tcvn3).collect(),
        Encoding::Vni => text.chars().flat_map(|letter| vni(letter, letter.is_uppercase())).collect(),
    }
}

/// VNI as files have it in which capitals carry small marks.
pub(crate) fn vni_with_small_marks(text: &str) -> Vec<u8> {
    text.chars().flat_map(|letter| vni(letter, false)).collect()
}

fn sign(letter: char) -> u8 {
    match letter {
        '–' => 0x96,
        '“' => 0x93,
        '”' => 0x94,
        _ => u8::try_from(letter).unwrap_or_else(|_| panic!("{letter} is not of this model")),
    }
}

/// Base letter, the mark that changes the letter (circumflex, breve, horn), tone.
fn pieces(letter: char) -> (char, Option<char>, Option<char>) {
    let (mut base, mut shape, mut tone) = (letter, None, None);
    for piece in letter.nfd() {
        match piece {
            '\u{302}' | '\u{306}' | '\u{31B}' => shape = Some(piece),
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tone = Some(piece),
            other => base = other,
        }
    }
    (base, shape, tone)
}

/// The keyboard of Windows writes every tone as a mark.
fn windows_1258(letter: char) -> Vec<u8> {
    let (base, shape, tone) = pieces(letter);
    let body = match (base, shape) {
        ('A', Some('\u{302}')) => 0xC2,
        ('A', Some('\u{306}')) => 0xC3,
        ('E', Some('\u{302}')) => 0xCA,
        ('O', Some('\u{302}')) => 0xD4,
        ('O', Some('\u{31B}')) => 0xD5,
        ('U', Some('\u{31B}')) => 0xDD,
        ('Đ', None) => 0xD0,
        ('a', Some('\u{302}')) => 0xE2,
        ('a', Some('\u{306}')) => 0xE3,
        ('e', Some('\u{302}')) => 0xEA,
        ('o', Some('\u{302}')) => 0xF4,
        ('o', Some('\u{31B}')) => 0xF5,
        ('u', Some('\u{31B}')) => 0xFD,
        ('đ', None) => 0xF0,
        (other, _) => sign(other),
    };
    let tone = tone.map(|tone| match tone {
        '\u{300}' => 0xCC,
        '\u{309}' => 0xD2,
        '\u{303}' => 0xDE,
        '\u{301}' => 0xEC,
        _ => 0xF2,
    });
    std::iter::once(body).chain(tone).collect()
}

/// Rows of a vowel: its own byte (0 where it is ASCII), then sắc, huyền, hỏi, ngã, nặng, the order in which the published
/// tables of keyboard programs list TCVN3.
const TCVN3: [(char, [u8; 6]); 12] = [
    ('a', [0x00, 0xB8, 0xB5, 0xB6, 0xB7, 0xB9]),
    ('â', [0xA9, 0xCA, 0xC7, 0xC8, 0xC9, 0xCB]),
    ('ă', [0xA8, 0xBE, 0xBB, 0xBC, 0xBD, 0xC6]),
    ('e', [0x00, 0xD0, 0xCC, 0xCE, 0xCF, 0xD1]),
    ('ê', [0xAA, 0xD5, 0xD2, 0xD3, 0xD4, 0xD6]),
    ('i', [0x00, 0xDD, 0xD7, 0xD8, 0xDC, 0xDE]),
    ('o', [0x00, 0xE3, 0xDF, 0xE1, 0xE2, 0xE4]),
    ('ô', [0xAB, 0xE8, 0xE5, 0xE6, 0xE7, 0xE9]),
    ('ơ', [0xAC, 0xED, 0xEA, 0xEB, 0xEC, 0xEE]),
    ('u', [0x00, 0xF3, 0xEF, 0xF1, 0xF2, 0xF4]),
    ('ư', [0xAD, 0xF8, 0xF5, 0xF6, 0xF7, 0xF9]),
    ('y', [0x00, 0xFD, 0xFA, 0xFB, 0xFC, 0xFE]),
];

fn tcvn3(letter: char) -> u8 {
    match letter {
        'Ă' => return 0xA1,
        'Â' => return 0xA2,
        'Ê' => return 0xA3,
        'Ô' => return 0xA4,
        'Ơ' => return 0xA5,
        'Ư' => return 0xA6,
        'Đ' => return 0xA7,
        'đ' => return 0xAE,
        ascii if ascii.is_ascii() => return sign(ascii),
        _ => {}
    }
    let (base, shape, tone) = pieces(letter);
    let vowel: String = base.to_lowercase().chain(shape).nfc().collect();
    let place = match tone {
        None => 0,
        Some('\u{301}') => 1,
        Some('\u{300}') => 2,
        Some('\u{309}') => 3,
        Some('\u{303}') => 4,
        Some(_) => 5,
    };
    match TCVN3.iter().find(|(listed, _)| vowel.chars().eq([*listed])) {
        Some((_, row)) => row[place],
        None => sign(letter),
    }
}

fn vni(letter: char, capital_mark: bool) -> Vec<u8> {
    let (base, shape, tone) = pieces(letter);
    let shown = match (base.to_ascii_lowercase(), shape, tone) {
        ('Đ' | 'đ', ..) => "ñ",
        ('i', _, Some('\u{301}')) => "í",
        ('i', _, Some('\u{300}')) => "ì",
        ('i', _, Some('\u{309}')) => "æ",
        ('i', _, Some('\u{303}')) => "ó",
        ('i', _, Some('\u{323}')) => "ò",
        ('y', _, Some('\u{323}')) => "î",
        _ => "",
    };
    if let Some(own) = shown.chars().next() {
        // A letter of its own has its own case, whatever the marks do.
        let capital = letter.is_uppercase();
        return vec![if capital { sign(own) - 0x20 } else { sign(own) }];
    }
    let body = match (base, shape) {
        ('O', Some('\u{31B}')) => 0xD4,
        ('o', Some('\u{31B}')) => 0xF4,
        ('U', Some('\u{31B}')) => 0xD6,
        ('u', Some('\u{31B}')) => 0xF6,
        (other, _) => sign(other),
    };
    let marks = match shape {
        Some('\u{302}') => "âáàåãä",
        Some('\u{306}') => "êéèúüë",
        _ => " ùøûõï",
    };
    let place = tone.and_then(|tone| "\u{301}\u{300}\u{309}\u{303}\u{323}".chars().position(|other| other == tone));
    let mark = marks.chars().nth(place.map_or(0, |place| place + 1)).filter(|mark| *mark != ' ');
    let mark = mark.map(|mark| if capital_mark { sign(mark) - 0x20 } else { sign(mark) });
    std::iter::once(body).chain(mark).collect()
}

/// What the installed iconv makes of these bytes; nothing where there is none or it does not know the encoding.
pub(crate) fn iconv(from: &str, bytes: &[u8]) -> Option<String> {
    let mut child = Command::new("iconv")
        .args(["-f", from, "-t", "UTF-8"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(bytes).ok()?;
    let output = child.wait_with_output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok())?
}

/// Gives `step` bytes at a time, after `faults` errors.
pub(crate) struct Dribble<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) step: usize,
    pub(crate) faults: usize,
}

impl Read for Dribble<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.faults > 0 && self.bytes.len().is_multiple_of(2) {
            self.faults -= 1;
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let length = self.step.min(buffer.len()).min(self.bytes.len());
        let (given, rest) = self.bytes.split_at(length);
        buffer[..length].copy_from_slice(given);
        self.bytes = rest;
        Ok(length)
    }
}

/// Words as the rule files have them.
pub(crate) fn known() -> Syllables {
    Syllables::new(
        "Mã hồ sơ|Số hồ sơ|Số biên nhận|Mã TTHC|Tên thủ tục hành chính|Lĩnh vực|Đơn vị|Đơn vị tiếp nhận|Cơ quan|\
         Ngày nộp hồ sơ|Ngày tiếp nhận|Ngày hẹn trả|Hạn xử lý|Ngày kết thúc xử lý|Ngày trả kết quả|Hình thức tiếp nhận|\
         Trạng thái|Tình trạng|Mức độ|Người nộp|Chủ hồ sơ|Số điện thoại|Địa chỉ|Mới đăng ký|Được tiếp nhận|Đang xử lý|\
         Yêu cầu bổ sung giấy tờ|Công dân yêu cầu rút hồ sơ|Dừng xử lý|Đã xử lý xong|Đã trả kết quả|Trực tiếp|Trực tuyến|\
         Bưu chính công ích|Toàn trình|Một phần|Trước hạn|Đúng hạn|Quá hạn|UBND xã|phường|huyện|tỉnh"
            .split('|'),
    )
}
