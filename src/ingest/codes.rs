//! What a dossier code (mã hồ sơ) and a procedure code (mã thủ tục) tell.

use std::borrow::Cow;

use memchr::{memchr, memmem};

use crate::matching::is_invisible;
use crate::period::Day;

/// The first two figures of a year that a code writes with two: codes are younger than 2000.
const CENTURY: i32 = 2000;

/// What tells dossiers apart: their code without blanks and invisible signs, in capitals.
pub(super) fn code_key(text: &str) -> Cow<'_, str> {
    let text = text.trim_start_matches('\'');
    // Nearly every code is its own key: visible signs of ASCII, no small letters.
    let is_key = text.bytes().fold(true, |is_key, byte| is_key & matches!(byte, b'!'..=b'`' | b'{'..=b'~'));
    if is_key { Cow::Borrowed(text) } else { Cow::Owned(telling_letters(text)) }
}

fn telling_letters(text: &str) -> String {
    let telling = |letter: &char| !letter.is_whitespace() && !letter.is_control() && !is_invisible(*letter);
    text.chars().filter(telling).flat_map(char::to_uppercase).collect()
}

/// A dossier code that is its own key and not lost: nothing but figures, capitals and the signs that join them.
pub(super) struct KnownCode {
    pub(super) fingerprint: u128,
    /// The day inside it.
    pub(super) day: Option<Day>,
}

/// A code that is known by its bytes; none for one that takes a closer look.
pub(super) fn known_code(written: &[u8], between: &str) -> Option<KnownCode> {
    let packed = packed(written)?;
    let has_digit = written.iter().any(u8::is_ascii_digit);
    has_digit.then(|| KnownCode { fingerprint: spread(packed), day: day_in_code(written, between.as_bytes()) })
}

/// A number that is another for every code. A code of few signs is that number, and any other has 127 bits of BLAKE3: two of
/// one fingerprint are not to be found.
pub(super) fn fingerprint(code: &str) -> u128 {
    spread(packed(code.as_bytes()).unwrap_or_else(|| {
        let hash = blake3::hash(code.as_bytes());
        hash.as_bytes().first_chunk::<16>().map_or(0, |bytes| u128::from_le_bytes(*bytes)) | HASHED
    }))
}

/// A number for each number, no two the same, in which every part depends on all of it: dossiers are looked for by parts of
/// their fingerprints.
#[inline(always)]
pub(super) fn spread(number: u128) -> u128 {
    /// Odd, so that no two numbers have one product.
    const FACTOR: u128 = 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835;
    let product = (number ^ number >> 64).wrapping_mul(FACTOR);
    (product ^ product >> 64).wrapping_mul(FACTOR)
}

/// The bit that tells fingerprints that are hashes.
const HASHED: u128 = 1 << 127;
/// Half bytes that a packed code may have; above them stands their number.
const MOST_HALVES: usize = 30;

/// The half bytes of a sign of a code, and how many they are; none of them for a sign that is not packed. Those from `-` to `9`
/// follow each other, as the signs do.
pub(super) const fn packing(sign: u8) -> ([u8; 2], u8) {
    match sign {
        FIRST_SIGN..=LAST_SIGN => ([sign - FIRST_SIGN + 1, 0], 1),
        b'A'..=b'P' => ([0xE, sign - b'A'], 2),
        b'Q'..=b'Z' => ([0xF, sign - b'Q'], 2),
        b'_' => ([0xF, 0xA], 2),
        _ => ([0, 0], 0),
    }
}

/// The signs of half a byte: `-`, `.`, `/` and the figures.
pub(super) const FIRST_SIGN: u8 = b'-';
pub(super) const LAST_SIGN: u8 = b'9';

/// The packing of each byte.
const PACKING: [([u8; 2], u8); 256] = {
    let mut all = [([0, 0], 0); 256];
    let mut sign = 0;
    while sign < 256 {
        all[sign] = packing(sign as u8);
        sign += 1;
    }
    all
};

/// The signs of a code as one number, from which they can be read again; none when they are others, or too many.
fn packed(code: &[u8]) -> Option<u128> {
    let mut halves = [0; 2 * size_of::<u128>()];
    let mut known = 0;
    let (words, rest) = code.as_chunks();
    for word in words {
        match (eight_halves(*word), halves.get_mut(known..).and_then(<[u8]>::first_chunk_mut)) {
            (Some(eight), Some(room)) => {
                *room = eight;
                known += eight.len();
            }
            _ => known = pack(word, &mut halves, known)?,
        }
    }
    known = pack(rest, &mut halves, known)?;
    let mut bytes = [0; size_of::<u128>()];
    for (byte, [first, second]) in bytes.iter_mut().zip(halves.as_chunks().0) {
        *byte = first | second << 4;
    }
    with_number(u128::from_le_bytes(bytes), known)
}

/// Half bytes with their number above them; none when they are too many, or none.
#[inline(always)]
pub(super) fn with_number(halves: u128, number: usize) -> Option<u128> {
    (1..=MOST_HALVES).contains(&number).then_some(halves | (number as u128) << (4 * MOST_HALVES))
}

/// Packs these signs behind the half bytes that are known; answers how many are known then.
fn pack(signs: &[u8], halves: &mut [u8; 32], mut known: usize) -> Option<usize> {
    for sign in signs {
        let (of_sign, width) = PACKING[usize::from(*sign)];
        if width == 0 || known >= MOST_HALVES {
            return None;
        }
        // Fewer than the most are known: two more have room.
        *halves.get_mut(known..).and_then(<[u8]>::first_chunk_mut)? = of_sign;
        known += usize::from(width);
    }
    Some(known)
}

/// The half bytes of eight signs that have one each, looked at together.
fn eight_halves(signs: [u8; 8]) -> Option<[u8; 8]> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let signs = u64::from_le_bytes(signs);
    // No byte below 128 carries into the next one.
    let is_above = signs | signs.wrapping_add((0x7F - LAST_SIGN) as u64 * EACH);
    let is_from = signs.wrapping_add((0x80 - FIRST_SIGN) as u64 * EACH);
    let is_each = is_above & HIGH == 0 && is_from & HIGH == HIGH;
    is_each.then(|| signs.wrapping_sub((FIRST_SIGN - 1) as u64 * EACH).to_le_bytes())
}

/// The day inside a dossier code: six figures (year, month, day) between two signs, such as `H56.14-240823-0001`.
pub(super) fn code_day(code: &str, between: &str) -> Option<Day> {
    day_in_code(code.as_bytes(), between.as_bytes())
}

fn day_in_code(code: &[u8], between: &[u8]) -> Option<Day> {
    let (_, rest) = cut(code, between)?;
    let (figures, serial) = cut(rest, between)?;
    let figures: &[u8; 6] = figures.try_into().ok()?;
    if !figures.iter().all(u8::is_ascii_digit) || !serial.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    day_of_figures(figures)
}

/// The day of six figures: year, month, day.
#[inline(always)]
pub(super) fn day_of_figures(figures: &[u8; 6]) -> Option<Day> {
    let two = |at: usize| u32::from(figures[at] & 0xF) * 10 + u32::from(figures[at + 1] & 0xF);
    let (year, month, day) = (two(0), two(2), two(4));
    Day::from_civil(CENTURY + i32::try_from(year).ok()?, month, day)
}

/// What stands before and behind the first `between`.
fn cut<'t>(text: &'t [u8], between: &[u8]) -> Option<(&'t [u8], &'t [u8])> {
    let place = match between {
        // Codes are short.
        [sign] => text.iter().position(|other| other == sign)?,
        _ => memmem::find(text, between)?,
    };
    Some((text.get(..place)?, text.get(place + between.len()..)?))
}

/// A code with the zeros at its end that it lost as a number: `1.01322` with 6 decimals is `1.013220`. `None`: nothing is
/// missing, or it is no number.
pub(super) fn with_zeros(code: &str, decimals: usize) -> Option<String> {
    let (whole, fraction) = code.split_once(['.', ',']).unwrap_or((code, ""));
    let is_number = !whole.is_empty()
        && whole.len() <= 2
        && whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    let is_changed = fraction.len() < decimals || (fraction.len() == decimals && code.contains(','));
    (is_number && is_changed).then(|| format!("{whole}.{fraction:0<decimals$}"))
}

/// True for what a spreadsheet program shows in place of a number that it has cut (`1.23457E+15`, `######`) or of a
/// formula that failed (`#N/A`): the value itself is lost.
pub(super) fn is_lost(text: &str) -> bool {
    let is_error = text.starts_with('#')
        && (text.bytes().all(|byte| byte == b'#')
            || text.ends_with(['!', '?'])
            || matches!(text, "#N/A" | "#VALUE!" | "#REF!"));
    // A formula that is not the text in quotes alone has lost its value.
    is_error || text.starts_with('=') || is_exponential(text.as_bytes())
}

/// `1.23457E+15`: figures, an `E` of either size, a plus, figures.
fn is_exponential(text: &[u8]) -> bool {
    let Some(plus) = memchr(b'+', text) else { return false };
    let is_figures =
        |part: &[u8]| !part.is_empty() && part.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    matches!(&text[..plus], [number @ .., b'E' | b'e'] if is_figures(number)) && is_figures(&text[plus + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_all_generations_of_codes() {
        let day = |code: &str| code_day(code, "-").map(|day| day.to_string());
        assert_eq!(day("000.17.22.H56-210531-0001").as_deref(), Some("2021-05-31"));
        assert_eq!(day("H56.14-240823-0001").as_deref(), Some("2024-08-23"));
        assert_eq!(day("G22.99.05-220131-00012").as_deref(), Some("2022-01-31"));
        for code in ["H56.14-241323-0001", "H01-1", "1", "H56-22-08", "H56-240823", "H56-240823-x", "-240823", ""] {
            assert_eq!(day(code), None, "{code}");
        }
    }

    #[test]
    fn codes_get_their_zeros_back() {
        assert_eq!(with_zeros("1.01322", 6).as_deref(), Some("1.013220"));
        assert_eq!(with_zeros("1,01322", 6).as_deref(), Some("1.013220"));
        assert_eq!(with_zeros("2", 6).as_deref(), Some("2.000000"));
        for whole in ["1.013220", "2.000815.000.00.00.H18", "1.9x", "", "1004441"] {
            assert_eq!(with_zeros(whole, 6), None, "{whole}");
        }
    }

    #[test]
    fn what_a_spreadsheet_has_cut_is_lost() {
        for text in ["1.23457E+15", "2,02208E+13", "######", "#N/A", "#VALUE!", "#REF!", "#NAME?"] {
            assert!(is_lost(text), "{text}");
        }
        for text in ["H56.14-240823-0001", "E+15", "#12", "1E5", "123", "1E+5E+3", "1+2E+3", "1.5 E+3", "1E+", "+"] {
            assert!(!is_lost(text), "{text}");
        }
    }

    #[test]
    fn codes_that_look_the_same_are_the_same() {
        assert_eq!(code_key(" h56-1 \u{200B}"), code_key("H56-1"));
        assert_ne!(code_key("H56-1"), code_key("H56-2"));
    }

    /// A code that is taken as it stands is what going through its letters gives.
    #[test]
    fn a_code_that_is_its_own_key_is_taken_as_it_stands() {
        assert!(matches!(code_key("H56.14-240823-0001"), Cow::Borrowed(_)));
        for letter in (0..=0x2FFF_u32).filter_map(char::from_u32) {
            let code = format!("H56{letter}-1");
            assert_eq!(code_key(&code), telling_letters(&code), "{letter:?}");
        }
    }

    /// Reads the signs of a packed code again.
    fn unpacked(packed: u128) -> String {
        let known = (packed >> (4 * MOST_HALVES)) as usize;
        let mut halves = (0..known).map(|half| (packed >> (4 * half)) as u8 & 0xF);
        let mut text = String::new();
        while let Some(half) = halves.next() {
            text.push(match (half, if half < 0xE { None } else { halves.next() }) {
                (0xF, Some(0xA)) => '_',
                (0xE | 0xF, Some(second)) => char::from(b'A' + (half - 0xE) * 16 + second),
                _ => char::from(b'-' + half - 1),
            });
        }
        text
    }

    proptest::proptest! {
        /// A packed code is the code itself: no two codes have one number.
        #[test]
        fn a_packed_code_can_be_read_again(code in "([0-9A-Z./_-]|[0-9./-]{8}){1,32}") {
            let halves: usize = code.bytes().map(|sign| usize::from(packing(sign).1)).sum();
            let packed = packed(code.as_bytes());
            proptest::prop_assert_eq!(packed.is_some(), halves <= 30);
            if let Some(packed) = packed {
                proptest::prop_assert_eq!(packed & HASHED, 0);
                proptest::prop_assert_eq!(unpacked(packed), code);
            }
        }

        /// A code that is known by its bytes is what the closer look makes of it.
        #[test]
        fn a_known_code_is_its_own_key(code in "[0-9A-Za-z./_+#=' -]{0,12}(-[0-9]{6}-[0-9]{1,4})?") {
            if let Some(known) = known_code(code.as_bytes(), "-") {
                proptest::prop_assert!(!is_lost(&code) && code.bytes().any(|byte| byte.is_ascii_digit()));
                proptest::prop_assert_eq!(code_key(&code), code.as_str());
                proptest::prop_assert_eq!(known.fingerprint, fingerprint(&code));
                proptest::prop_assert_eq!(known.day, code_day(&code, "-"));
            }
        }
    }

    /// Eight signs looked at together are packed like each of them, whatever byte one of them is.
    #[test]
    fn eight_signs_are_packed_like_each() {
        for place in 0..8 {
            for (sign, other) in (0..=u8::MAX).flat_map(|sign| (0..=u8::MAX).map(move |other| (sign, other))) {
                let mut signs = *b"21-.3/90";
                (signs[place], signs[(place + 1) % 8]) = (sign, other);
                let each: Option<Vec<u8>> =
                    signs.iter().map(|sign| (packing(*sign).1 == 1).then_some(packing(*sign).0[0])).collect();
                assert_eq!(eight_halves(signs).map(Vec::from), each, "{}", signs.escape_ascii());
            }
        }
    }

    #[test]
    fn codes_of_running_systems_are_packed() {
        for code in ["000.17.22.H56-210531-0001", "H56.14-240823-0001", "H90.15.31-220831-0000001", "1", "TTHC/2024-15"]
        {
            assert!(known_code(code.as_bytes(), "-").is_some(), "{code}");
        }
        for code in ["", "H56-\u{110}1", "h56-1", "ABC", "H56 1", "1.23457E+15", "H56.14-240823-0001-000000000000"] {
            assert!(known_code(code.as_bytes(), "-").is_none(), "{code}");
        }
    }

    #[test]
    fn the_day_stands_between_any_signs() {
        assert_eq!(code_day("H56::240823::0001", "::"), code_day("H56-240823-0001", "-"));
        assert_eq!(code_day("H56:240823::0001", "::"), None);
    }
}
