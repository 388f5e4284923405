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

/// 128 bits of BLAKE3: two codes of one fingerprint are not to be found, and no code is kept in memory.
pub(super) fn fingerprint(code: &str) -> u128 {
    let hash = blake3::hash(code.as_bytes());
    hash.as_bytes().first_chunk::<16>().map_or(0, |bytes| u128::from_le_bytes(*bytes))
}

/// The day inside a dossier code: six figures (year, month, day) between two signs, such as `H56.14-240823-0001`.
pub(super) fn code_day(code: &str, between: &str) -> Option<Day> {
    let (_, rest) = cut(code.as_bytes(), between.as_bytes())?;
    let (figures, serial) = cut(rest, between.as_bytes())?;
    let figures: &[u8; 6] = figures.try_into().ok()?;
    if !figures.iter().all(u8::is_ascii_digit) || !serial.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let two = |at: usize| u32::from(figures[at] - b'0') * 10 + u32::from(figures[at + 1] - b'0');
    let [year, month, day] = [0, 2, 4].map(two);
    Day::from_civil(CENTURY + i32::try_from(year).ok()?, month, day)
}

/// What stands before and behind the first `between`.
fn cut<'t>(text: &'t [u8], between: &[u8]) -> Option<(&'t [u8], &'t [u8])> {
    let place = match between {
        [sign] => memchr(*sign, text)?,
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

    #[test]
    fn the_day_stands_between_any_signs() {
        assert_eq!(code_day("H56::240823::0001", "::"), code_day("H56-240823-0001", "-"));
        assert_eq!(code_day("H56:240823::0001", "::"), None);
    }
}
