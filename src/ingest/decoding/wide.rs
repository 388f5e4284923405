use crate::ingest::decoding::{Confidence, DecodingError, Encoding, Evidence, Guess};

/// One unit in so many may be no text where a file is taken for UTF-16 all the same.
const BROKEN_SHARE: usize = 20;

/// Familiar units that make a file without a mark more than a chance.
const ENOUGH_UNITS: usize = 4;

/// The units of two bytes of a head, read in one order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Units {
    all: usize,
    /// Letters, digits and signs of Vietnamese text.
    familiar: usize,
    /// What no text has.
    broken: usize,
    /// NUL among them.
    nul: Option<usize>,
}

impl Units {
    fn is_text(&self) -> bool {
        self.nul.is_none() && self.broken * BROKEN_SHARE <= self.all
    }

    fn evidence(&self) -> Evidence {
        Evidence::Utf16 { units: self.all, familiar: self.familiar, broken: self.broken }
    }
}

/// A file that begins with the mark of UTF-16; `body` is what follows it.
pub(crate) fn marked(body: &[u8], encoding: Encoding, is_whole: bool) -> Result<Guess, DecodingError> {
    let units = count(body, encoding, is_whole);
    if let Some(at) = units.nul {
        return Err(DecodingError::NulByte { at: 2 + at });
    }
    if !units.is_text() {
        return Err(DecodingError::BrokenUtf16 { broken: units.broken, units: units.all });
    }
    // Two bytes of rubbish may be a mark by chance; the text behind it bears it out.
    let confidence = if units.familiar * 2 >= units.all { Confidence::Certain } else { Confidence::Likely };
    Ok(Guess { encoding, confidence, mark: 2, evidence: units.evidence() })
}

/// A file with a zero byte and no mark: UTF-16 if one order of the bytes gives Vietnamese text. ASCII letters, digits and
/// line ends have a zero on one side, always the same one.
pub(crate) fn unmarked(head: &[u8], is_whole: bool) -> Option<Guess> {
    let mut readings =
        [Encoding::Utf16Le, Encoding::Utf16Be].map(|encoding| (encoding, count(head, encoding, is_whole)));
    readings.sort_by_key(|(_, units)| std::cmp::Reverse(units.familiar));
    let [(encoding, best), (_, other)] = readings;
    if !best.is_text() || best.familiar * 4 < best.all * 3 {
        return None;
    }
    let sure = best.familiar >= ENOUGH_UNITS && best.familiar >= 2 * other.familiar;
    let confidence = if sure { Confidence::Likely } else { Confidence::Doubtful };
    Some(Guess { encoding, confidence, mark: 0, evidence: best.evidence() })
}

fn count(bytes: &[u8], encoding: Encoding, is_whole: bool) -> Units {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut units = Units { all: pairs.len(), ..Units::default() };
    if is_whole && !odd.is_empty() {
        units.all += 1;
        units.broken += 1;
    }
    let mut high_waits = false;
    for (place, pair) in pairs.iter().enumerate() {
        let unit = if encoding == Encoding::Utf16Be { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
        if unit == 0 && units.nul.is_none() {
            units.nul = Some(2 * place);
        }
        let is_low = matches!(unit, 0xDC00..=0xDFFF);
        if high_waits != is_low {
            units.broken += 1;
        }
        high_waits = matches!(unit, 0xD800..=0xDBFF);
        units.familiar += usize::from(is_familiar(unit));
        units.broken += usize::from(is_no_text(unit));
    }
    // The second half may lie behind the end of the head.
    units.broken += usize::from(high_waits && is_whole);
    units
}

fn is_familiar(unit: u16) -> bool {
    matches!(unit,
        0x09 | 0x0A | 0x0D | 0x1F | 0x20..=0x7E | 0xA0..=0x017F | 0x01A0 | 0x01A1 | 0x01AF | 0x01B0
        | 0x0300..=0x036F | 0x1E00..=0x1EFF | 0x2000..=0x206F | 0x20AB | 0xFEFF)
}

fn is_no_text(unit: u16) -> bool {
    matches!(unit, 0x00..=0x08 | 0x0B | 0x0E..=0x19 | 0x1B..=0x1E | 0x7F..=0x9F | 0xE000..=0xF8FF | 0xFDD0..=0xFDEF)
        || unit >= 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn be(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    }

    fn seen(guess: Option<Guess>) -> Option<(Encoding, Confidence)> {
        guess.map(|guess| (guess.encoding, guess.confidence))
    }

    #[test]
    fn zero_bytes_tell_the_order() {
        for text in
            ["STT\tMã", "a;b;", "Ngày hẹn trả\r\n", "Đ\u{1B0}\u{1A1}ng;1;2", "tra\u{309} va\u{300} ma\u{300}\r\n"]
        {
            assert_eq!(seen(unmarked(&le(text), true)), Some((Encoding::Utf16Le, Confidence::Likely)), "{text}");
            assert_eq!(seen(unmarked(&be(text), true)), Some((Encoding::Utf16Be, Confidence::Likely)), "{text}");
        }
    }

    #[test]
    fn a_few_letters_are_not_enough() {
        assert_eq!(seen(unmarked(b"a\0b\0", true)), Some((Encoding::Utf16Le, Confidence::Doubtful)));
        // Four blanks: U+0020 one way, U+2000 the other.
        assert_eq!(unmarked(b" \0 \0 \0 \0", true).map(|guess| guess.confidence), Some(Confidence::Doubtful));
    }

    #[test]
    fn other_files_with_zeros_are_no_text() {
        assert_eq!(unmarked(b"abc\0def", true), None);
        assert_eq!(unmarked(b"\x01\0\x02\0\x03\0\x04\0\x05\0", true), None);
        assert_eq!(unmarked(b"a\0\0\0b\0\0\0", true), None);
        assert_eq!(unmarked(b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0", true), None);
    }

    #[test]
    fn a_head_may_end_within_a_unit_or_a_pair() {
        let text = le("Mã hồ sơ 🎉");
        for end in [text.len() - 1, text.len() - 2, text.len() - 3] {
            let cut = marked(&text[..end], Encoding::Utf16Le, false).unwrap();
            assert_eq!(
                (cut.confidence, cut.evidence),
                (Confidence::Certain, Evidence::Utf16 { units: end / 2, familiar: 9, broken: 0 })
            );
        }
        let broken = marked(&text[..text.len() - 1], Encoding::Utf16Le, true);
        assert_eq!(broken, Err(DecodingError::BrokenUtf16 { broken: 2, units: 11 }));
    }

    #[test]
    fn a_mark_before_rubbish_is_no_mark() {
        // UTF-32, low byte first: the first unit behind the mark is zero.
        assert_eq!(marked(b"\0\0a\0\0\0", Encoding::Utf16Le, true), Err(DecodingError::NulByte { at: 2 }));
        let low_surrogates = [0x00, 0xDC].repeat(30);
        assert_eq!(
            marked(&low_surrogates, Encoding::Utf16Le, true),
            Err(DecodingError::BrokenUtf16 { broken: 30, units: 30 })
        );
        assert_eq!(
            marked(&le("中文、日本語"), Encoding::Utf16Le, true).map(|guess| guess.confidence),
            Ok(Confidence::Likely)
        );
    }
}
