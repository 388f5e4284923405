use std::borrow::Cow;

use memchr::memchr;

use crate::ingest::decoding::fonts::refuse_old_font;
use crate::ingest::decoding::kinds::{Control, FirstOfLetter, TwiceEncoded, count, count_pairs};
use crate::ingest::decoding::mojibake::original;
use crate::ingest::decoding::old::by_syllables;
use crate::ingest::decoding::{Confidence, DecodingError, Encoding, Evidence, Guess, Syllables, decode_all, wide};

/// Bytes of a head that are looked at; the rest of a longer one is left alone.
pub const MOST_HEAD_BYTES: usize = 1 << 16;

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
/// The mark of UTF-8 read as Windows-1252 and saved as UTF-8.
const MARK_TWICE_ENCODED: &[u8] = "ï»¿".as_bytes();

/// The letters that are shown for the beginning of a cut one, at most, in UTF-8.
const MOST_CUT_BYTES: usize = 3 * 4;

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
    let controls = count::<Control>(head);
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

fn without_zeros(head: &[u8], is_whole: bool, words: &Syllables) -> Result<Guess, DecodingError> {
    let body = head.strip_prefix(UTF8_MARK).unwrap_or(head);
    let mark = head.len() - body.len();
    let body = if is_whole { body } else { without_cut_letter(body) };
    let sound = simdutf8::basic::from_utf8(body).ok();
    let outer = sound.map_or_else(|| Letters::count(body), Letters::of_sound);
    if outer.broken > 0 && outer.whole <= outer.broken {
        if mark == 0 {
            return by_syllables(head, words);
        }
        let evidence = Evidence::Utf8 { letters: outer.whole, broken: outer.broken, twice_encoded: 0 };
        return Ok(Guess { encoding: Encoding::Utf8, confidence: Confidence::Doubtful, mark, evidence });
    }
    let text = sound.map_or_else(|| String::from_utf8_lossy(body), Cow::Borrowed);
    let inner = match sound.and_then(Letters::of_once_encoded) {
        Some(inner) => inner,
        None => {
            let before = original(&text);
            let inner = Letters::of_twice_encoded(&before, is_whole);
            if inner.whole > inner.broken {
                let inner_mark = if body.starts_with(MARK_TWICE_ENCODED) { MARK_TWICE_ENCODED.len() } else { 0 };
                return Ok(twice_encoded(&text, &before, inner, mark + inner_mark, words));
            }
            inner
        }
    };
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
        let mut letters = Self::default();
        for chunk in bytes.utf8_chunks() {
            letters.whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
            letters.broken += usize::from(!chunk.invalid().is_empty());
        }
        letters
    }

    /// Of sound text, which is most, the first byte of each letter tells.
    fn of_sound(text: &str) -> Self {
        Self { whole: count::<FirstOfLetter>(text.as_bytes()), broken: 0 }
    }

    /// What comes out when one encoding is undone.
    fn of_twice_encoded(before: &[u8], is_whole: bool) -> Self {
        Self::count(if is_whole { before } else { without_cut_letter(before) })
    }

    /// The same of sound text that cannot hold a letter encoded twice, which is most, but that one broken place stands for
    /// all. None for other text.
    ///
    /// The first byte of such a letter is shown as one of U+00C2 to U+00F4, and the next as a character beyond ASCII: one below
    /// U+00C0, or one of those that Windows-1252 has between 80 and 9F.
    fn of_once_encoded(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let behind = bytes.get(2..).unwrap_or_default();
        if count_pairs::<TwiceEncoded>(bytes, behind) > 0 {
            return None;
        }
        // Of the last letters some may be cut off.
        let last = bytes.len().saturating_sub(MOST_CUT_BYTES);
        match bytes.get(..last).is_some_and(<[u8]>::is_ascii) {
            false => Some(Self { whole: 0, broken: 1 }),
            true => text.is_ascii().then(Self::default),
        }
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

    /// A text that holds nothing encoded twice is told at once, and the same comes of it as the long way.
    fn assert_told_at_once_as_at_length(text: &str) {
        let Some(short) = Letters::of_once_encoded(text) else { return };
        for is_whole in [true, false] {
            let long = Letters::of_twice_encoded(&original(text), is_whole);
            assert_eq!((long.whole, long.broken > 0), (0, short.broken > 0), "{text:?} {is_whole}");
        }
    }

    #[test]
    fn vietnamese_text_is_told_at_once() {
        let text = format!("{HEADER}{ROWS}").repeat(3);
        assert_eq!(Letters::of_once_encoded(&text), Some(Letters { whole: 0, broken: 1 }));
        assert_told_at_once_as_at_length(&text);
        assert_eq!(Letters::of_once_encoded("a;b"), Some(Letters::default()));
        assert_eq!(Letters::of_once_encoded("Mã;Ã£"), None);
        // Every pair of letters of one byte each in Windows-1252, or of none.
        let letters = ('\u{80}'..='\u{24F}').chain('\u{2C0}'..='\u{2DF}').chain('\u{2010}'..='\u{2130}');
        let letters: Vec<char> = letters.chain(['a', '\u{FFFD}', '\u{1EA1}']).collect();
        for first in '\u{80}'..='\u{101}' {
            for second in &letters {
                assert_told_at_once_as_at_length(&format!("{first}{second}"));
                assert_told_at_once_as_at_length(&format!("{first}{second}{}", "b".repeat(12)));
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_told_at_once_is_told_the_same_at_length(
            text in "([a-z;\n]{0,9}|[áàâãéèêíìóòôõúùýăđĩũơưạảấầẩẫậ]|[\u{80}-\u{17F}]|[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[ÃÂÆáÄÅ]|.){0,12}"
        ) {
            assert_told_at_once_as_at_length(&text);
        }

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
