use memchr::memchr;

use crate::ingest::decoding::fonts::refuse_old_font;
use crate::ingest::decoding::mojibake::original;
use crate::ingest::decoding::old::by_syllables;
use crate::ingest::decoding::{Confidence, DecodingError, Encoding, Evidence, Guess, Syllables, decode_all, wide};

/// Bytes of a head that are looked at; the rest of a longer one is left alone.
pub const MOST_HEAD_BYTES: usize = 1 << 16;

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
/// The mark of UTF-8 read as Windows-1252 and saved as UTF-8.
const MARK_TWICE_ENCODED: &[u8] = "ï»¿".as_bytes();

/// One byte in so many may be a control character in a text.
const CONTROL_SHARE: usize = 100;

/// Tells in which encoding a file is written.
///
/// `head` is the beginning of the file ([`MOST_HEAD_BYTES`] are looked at), and its end may cut a letter unless it
/// `is_whole`: the whole file. `words` are the known syllables.
///
/// In this order: a byte order mark; UTF-16 by its zero bytes; UTF-8, also where some records of it are damaged; UTF-8
/// encoded twice; of the old encodings, the one in which most known syllables are found.
///
/// # Errors
/// When it is no text; when the bytes do not say: nothing known in it, or two encodings do equally well; when it is Unicode
/// in the letters of an old font.
pub fn detect(head: &[u8], is_whole: bool, words: &Syllables) -> Result<Guess, DecodingError> {
    let (head, is_whole) = match head.get(..MOST_HEAD_BYTES) {
        Some(first) => (first, is_whole && first.len() == head.len()),
        None => (head, is_whole),
    };
    if let Some(found) = utf16(head, is_whole) {
        let guess = found?;
        let body = head.get(guess.mark..).unwrap_or_default();
        refuse_old_font(&decode_all(body, guess.encoding), words)?;
        return Ok(guess);
    }
    let controls = head.iter().filter(|byte| is_control(**byte)).count();
    if controls * CONTROL_SHARE > head.len() {
        return Err(DecodingError::ControlBytes { controls, length: head.len() });
    }
    let mut guess = without_zeros(head, is_whole, words)?;
    if controls > 0 {
        guess.confidence = guess.confidence.min(Confidence::Likely);
    }
    Ok(guess)
}

/// UTF-16 by its mark, or a file with a zero byte.
fn utf16(head: &[u8], is_whole: bool) -> Option<Result<Guess, DecodingError>> {
    for (mark, encoding) in [(b"\xFF\xFE", Encoding::Utf16Le), (b"\xFE\xFF", Encoding::Utf16Be)] {
        if let Some(body) = head.strip_prefix(mark) {
            return Some(wide::marked(body, encoding, is_whole));
        }
    }
    let at = memchr(0, head)?;
    Some(wide::unmarked(head, is_whole).ok_or(DecodingError::NulByte { at }))
}

/// Tab, line ends, form feed, the end mark of DOS and the separator 1F, which real exports have, are no offence.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0x00..=0x08 | 0x0B | 0x0E..=0x19 | 0x1B..=0x1E | 0x7F)
}

fn without_zeros(head: &[u8], is_whole: bool, words: &Syllables) -> Result<Guess, DecodingError> {
    let body = head.strip_prefix(UTF8_MARK).unwrap_or(head);
    let mark = head.len() - body.len();
    let body = if is_whole { body } else { without_cut_letter(body) };
    let outer = Letters::count(body);
    if outer.broken > 0 && outer.whole <= outer.broken {
        if mark == 0 {
            return by_syllables(head, words);
        }
        let evidence = Evidence::Utf8 { letters: outer.whole, broken: outer.broken, twice_encoded: 0 };
        return Ok(Guess { encoding: Encoding::Utf8, confidence: Confidence::Doubtful, mark, evidence });
    }
    let text = String::from_utf8_lossy(body);
    let before = original(&text);
    let inner = Letters::count(if is_whole { &before } else { without_cut_letter(&before) });
    if inner.whole > inner.broken {
        let inner_mark = if body.starts_with(MARK_TWICE_ENCODED) { MARK_TWICE_ENCODED.len() } else { 0 };
        return Ok(twice_encoded(&text, &before, inner, mark + inner_mark, words));
    }
    refuse_old_font(&text, words)?;
    // A single letter at the end that may be half of one encoded twice tells no more than none.
    let is_ascii = inner == Letters::default();
    let is_sound = outer.broken == 0 && inner.whole == 0;
    Ok(Guess {
        encoding: Encoding::Utf8,
        confidence: if is_sound { Confidence::Certain } else { Confidence::Likely },
        mark,
        evidence: if is_ascii {
            Evidence::AsciiOnly
        } else {
            Evidence::Utf8 { letters: outer.whole, broken: outer.broken, twice_encoded: inner.whole }
        },
    })
}

/// The characters, as bytes of Windows-1252, are UTF-8 again. A mark alone, or `Â°` in an English file, is no proof:
/// Vietnamese has to come of it.
fn twice_encoded(text: &str, before: &[u8], inner: Letters, mark: usize, words: &Syllables) -> Guess {
    let found = words.find(&String::from_utf8_lossy(before)).all;
    let confidence = if found > words.find(text).all { Confidence::Likely } else { Confidence::Doubtful };
    let evidence = Evidence::TwiceEncoded { letters: inner.whole, broken: inner.broken, found };
    Guess { encoding: Encoding::Mojibake, confidence, mark, evidence }
}

/// What UTF-8 makes of some bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Letters {
    /// Whole letters beyond ASCII.
    whole: usize,
    /// Places that are no UTF-8.
    broken: usize,
}

impl Letters {
    fn count(bytes: &[u8]) -> Self {
        // Of sound text, which is most, the first byte of each letter tells.
        if std::str::from_utf8(bytes).is_ok() {
            return Self { whole: bytes.iter().filter(|byte| **byte >= 0xC0).count(), broken: 0 };
        }
        let mut letters = Self::default();
        for chunk in bytes.utf8_chunks() {
            letters.whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
            letters.broken += usize::from(!chunk.invalid().is_empty());
        }
        letters
    }
}

/// Without the beginning of a UTF-8 letter whose rest lies behind the end.
fn without_cut_letter(bytes: &[u8]) -> &[u8] {
    let longest = bytes.len().min(3);
    for length in 1..=longest {
        let (before, tail) = bytes.split_at(bytes.len() - length);
        if std::str::from_utf8(tail).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none()) {
            return before;
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ingest::decoding::model::{HEADER, ROWS, encode, known};

    fn seen(head: &[u8]) -> Result<(Encoding, Confidence, usize), DecodingError> {
        detect(head, true, &known()).map(|guess| (guess.encoding, guess.confidence, guess.mark))
    }

    #[test]
    fn marks_are_certain_and_measured() {
        let text = format!("\u{FEFF}{HEADER}{ROWS}");
        assert_eq!(seen(text.as_bytes()), Ok((Encoding::Utf8, Confidence::Certain, 3)));
        for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
            assert_eq!(seen(&encode(&text, encoding)), Ok((encoding, Confidence::Certain, 2)));
        }
        assert_eq!(seen(b"\xEF\xBB\xBFa;b"), Ok((Encoding::Utf8, Confidence::Certain, 3)));
        assert_eq!(seen(b"\xFF\xFE"), Ok((Encoding::Utf16Le, Confidence::Certain, 2)));
    }

    #[test]
    fn a_mark_may_be_encoded_twice_too() {
        let twice = encode(&format!("\u{FEFF}{HEADER}"), Encoding::Mojibake);
        assert_eq!(seen(&twice), Ok((Encoding::Mojibake, Confidence::Likely, 6)));
        let thrice = [UTF8_MARK, &twice].concat();
        assert_eq!(seen(&thrice), Ok((Encoding::Mojibake, Confidence::Likely, 9)));
        let outside = [UTF8_MARK, &encode(HEADER, Encoding::Mojibake)].concat();
        assert_eq!(seen(&outside), Ok((Encoding::Mojibake, Confidence::Likely, 3)));
    }

    #[test]
    fn ascii_is_utf8() {
        for head in [&b""[..], b"a;b\r\n1;2\r\n", b"a\tb\x1F\x0C\x1A"] {
            assert_eq!(seen(head), Ok((Encoding::Utf8, Confidence::Certain, 0)));
        }
    }

    #[test]
    fn other_letters_in_utf8_are_no_fault() {
        for text in [
            "Émile Zola; été à Noël – « ça »; Œuvre",
            "Straße; Ärger; Öl; naïve; Ångström; İstanbul; Łódź",
            "中文;日本語;한국어;Привет;ภาษา;🎉",
            "1.000 ₫; 25 °C; 5 µm; ½; ×; “a” ‘b’",
            "CAFÉ;ÉTÉ;À;Â;Ã;ÂÂ;Ãa",
            "NFD: tra\u{309} kê\u{301}t qua\u{309}",
        ] {
            assert_eq!(seen(text.as_bytes()), Ok((Encoding::Utf8, Confidence::Certain, 0)), "{text}");
        }
    }

    #[test]
    fn a_damaged_record_does_not_change_the_encoding() {
        let damaged = [HEADER.as_bytes(), b"1;UBND x\xE3;\xFF\xC3;\r\n", ROWS.as_bytes()].concat();
        let guess = detect(&damaged, true, &known()).unwrap();
        assert_eq!((guess.encoding, guess.confidence), (Encoding::Utf8, Confidence::Likely));
        assert!(matches!(guess.evidence, Evidence::Utf8 { broken: 3, twice_encoded: 0, .. }), "{guess:?}");
        // One cell encoded twice, as some systems have them.
        let twice = [HEADER.as_bytes(), &encode("Phú Thọ\r\n", Encoding::Mojibake), ROWS.as_bytes()].concat();
        let guess = detect(&twice, true, &known()).unwrap();
        assert_eq!((guess.encoding, guess.confidence), (Encoding::Utf8, Confidence::Likely));
        assert!(matches!(guess.evidence, Evidence::Utf8 { broken: 0, twice_encoded: 2, .. }), "{guess:?}");
    }

    #[test]
    fn text_encoded_twice_may_have_lost_its_no_break_spaces() {
        let bytes = encode(&format!("{HEADER}{ROWS}"), Encoding::Mojibake);
        let spaced = String::from_utf8(bytes).unwrap().replace('\u{A0}', " ");
        assert_eq!(seen(spaced.as_bytes()), Ok((Encoding::Mojibake, Confidence::Likely, 0)));
        // No known syllable comes out of it: é, è.
        assert_eq!(seen("cafÃ©;crÃ¨me".as_bytes()), Ok((Encoding::Mojibake, Confidence::Doubtful, 0)));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(seen(b"abc;\0;def"), Err(DecodingError::NulByte { at: 4 }));
        assert_eq!(seen(b"\xEF\xBB\xBFa\0"), Err(DecodingError::NulByte { at: 4 }));
        assert_eq!(seen(b"\x01\x02\x03"), Err(DecodingError::ControlBytes { controls: 3, length: 3 }));
        // One in ten thousand is a slip of some citizen's keyboard.
        let slip = [HEADER.repeat(40).as_bytes(), b"\x02"].concat();
        assert_eq!(seen(&slip), Ok((Encoding::Utf8, Confidence::Likely, 0)));
    }

    #[test]
    fn little_or_mixed_evidence_is_doubtful_or_refused() {
        assert_eq!(seen(b"\xE9t\xE9;No\xEBl"), Err(DecodingError::NoKnownSyllable));
        assert_eq!(seen(b"\xEF\xBB\xBFx\xB7"), Ok((Encoding::Utf8, Confidence::Doubtful, 3)));
        // xã in TCVN3, and nothing else
        assert_eq!(seen(b"UBND x\xB7"), Ok((Encoding::Tcvn3, Confidence::Doubtful, 0)));
        // xã in TCVN3 and in VNI
        let tie = detect(b"UBND x\xB7;UBND xa\xF5", true, &known());
        assert!(matches!(tie, Err(DecodingError::Tie { found: 1, .. })), "{tie:?}");
        let nothing = Syllables::default();
        assert_eq!(detect(&encode(HEADER, Encoding::Vni), true, &nothing), Err(DecodingError::NoKnownSyllable));
    }

    #[test]
    fn a_head_is_looked_at_up_to_its_limit() {
        let long = format!("{}{}", "x".repeat(MOST_HEAD_BYTES - 1), "ạ");
        assert_eq!(seen(long.as_bytes()), Ok((Encoding::Utf8, Confidence::Certain, 0)));
    }

    proptest! {
        #[test]
        fn rubbish_is_never_certain(bytes in proptest::collection::vec(any::<u8>(), 0..300), whole in any::<bool>()) {
            let guess = detect(&bytes, whole, &known());
            if let Ok(Guess { confidence: Confidence::Certain, mark, encoding, .. }) = guess {
                let body = &bytes[mark..];
                let sound = decode_all(body, encoding);
                // Short ones may happen to be text.
                prop_assert!(body.len() < 12 && sound.matches('\u{FFFD}').count() <= 1, "{bytes:02X?} {guess:?}");
            }
        }

        #[test]
        fn rubbish_behind_a_mark_is_hardly_ever_certain(bytes in proptest::collection::vec(any::<u8>(), 40..300)) {
            for mark in [&b"\xFF\xFE"[..], b"\xFE\xFF", UTF8_MARK] {
                let guess = detect(&[mark, &bytes].concat(), true, &known());
                prop_assert!(!matches!(guess, Ok(Guess { confidence: Confidence::Certain, .. })), "{bytes:02X?}");
            }
        }
    }
}
