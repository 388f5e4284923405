use encoding_rs::{Decoder, UTF_8};

use crate::ingest::decoding::stage::decode_into;
use crate::ingest::decoding::windows;

/// Never part of UTF-8: stands in for a character that no reading as Windows-1252 gives, and becomes U+FFFD.
const NEVER: u8 = 0xFF;

/// Undoes one wrong reading of UTF-8 as Windows-1252.
///
/// Where it cannot be undone, U+FFFD comes out: for a character Windows-1252 does not have, and for bytes that are then no
/// UTF-8 (a no-break space that some program made a plain one has eaten the `à` it was half of).
pub(crate) struct Mojibake {
    outer: Decoder,
    inner: Decoder,
    letters: String,
    bytes: Vec<u8>,
}

impl Mojibake {
    pub(crate) fn new() -> Self {
        Self {
            outer: UTF_8.new_decoder_without_bom_handling(),
            inner: UTF_8.new_decoder_without_bom_handling(),
            letters: String::new(),
            bytes: Vec::new(),
        }
    }

    pub(crate) fn feed(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        self.letters.clear();
        decode_into(&mut self.outer, bytes, last, &mut self.letters);
        self.bytes.clear();
        append_original(&self.letters, &mut self.bytes);
        decode_into(&mut self.inner, &self.bytes, last, out);
    }
}

/// The bytes this text was before it was read as Windows-1252; [`NEVER`] where it was not.
pub(crate) fn original(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    append_original(text, &mut bytes);
    bytes
}

fn append_original(text: &str, bytes: &mut Vec<u8>) {
    bytes.extend(text.chars().map(|letter| windows::byte(letter).unwrap_or(NEVER)));
}

#[cfg(test)]
mod tests {
    use crate::ingest::decoding::{Encoding, decode_all};

    fn read(shown: &str) -> String {
        decode_all(shown.as_bytes(), Encoding::Mojibake)
    }

    #[test]
    fn words_as_they_are_shown() {
        // ã C3 A3; ồ E1 BB 93; ơ C6 A1; Đ C4 90; ị E1 BB 8B; ế E1 BA BF; ậ E1 BA AD
        assert_eq!(read("MÃ£ há»“ sÆ¡"), "Mã hồ sơ");
        assert_eq!(read("Ä\u{90}Æ¡n vá»‹ tiáº¿p nháº\u{AD}n"), "Đơn vị tiếp nhận");
        // à C3 A0: the second half is a no-break space
        assert_eq!(read("NgÃ\u{A0}y"), "Ngày");
        // Ý C3 9D, Á C3 81, Í C3 8D, Ï C3 8F: the bytes without a character
        assert_eq!(read("Ã\u{9D}Ã\u{81}Ã\u{8D}Ã\u{8F}"), "ÝÁÍÏ");
    }

    #[test]
    fn read_as_latin_1_it_is_undone_as_well() {
        // ồ E1 BB 93: 93 is a control character in ISO 8859-1
        assert_eq!(read("há»\u{93}"), "hồ");
    }

    #[test]
    fn what_cannot_be_undone_is_replaced() {
        assert_eq!(read("Mã số"), "M\u{FFFD} s\u{FFFD}");
        assert_eq!(read("NgÃ y"), "Ng\u{FFFD} y");
        assert_eq!(read("há»"), "h\u{FFFD}");
        assert_eq!(decode_all(b"a\xFFb\xC3", Encoding::Mojibake), "a\u{FFFD}b\u{FFFD}");
    }
}
