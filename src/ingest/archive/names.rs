//! Names of entries: decoded, and made harmless for display.

/// Characters 128 to 255 of code page 437, the one of zip files that do not say UTF-8.
const UPPER_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ";

/// A name as text: UTF-8 when it says so or is so, code page 437 otherwise. None when it says UTF-8 and is not.
pub(super) fn decoded(bytes: &[u8], says_utf8: bool) -> Option<String> {
    match std::str::from_utf8(bytes) {
        Ok(name) => Some(name.to_owned()),
        Err(_) if says_utf8 => None,
        Err(_) => Some(bytes.iter().map(|byte| of_437(*byte)).collect()),
    }
}

fn of_437(byte: u8) -> char {
    match byte.checked_sub(128) {
        None => char::from(byte),
        Some(place) => UPPER_437.chars().nth(usize::from(place)).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// The name with every character replaced that a terminal or a page might act on: controls, and signs that turn the
/// direction of writing.
pub(crate) fn harmless(name: &str) -> String {
    let acts = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    name.chars().map(|letter| if acts(letter) { char::REPLACEMENT_CHARACTER } else { letter }).collect()
}

/// Whether the name would lead out of a folder if it were used as a path, or would not show as it is.
pub(super) fn is_odd(name: &str) -> bool {
    let mut steps = name.split(['/', '\\']);
    name.starts_with(['/', '\\'])
        || name.as_bytes().get(1) == Some(&b':')
        || steps.any(|step| step == "..")
        || harmless(name) != name
}

/// Whether the entry is a folder, or something that systems and office programs leave behind.
pub(super) fn is_litter(name: &str) -> bool {
    let mut steps = name.rsplit(['/', '\\']);
    let last = steps.next().unwrap_or_default();
    last.is_empty()
        || last == ".DS_Store"
        || last.eq_ignore_ascii_case("thumbs.db")
        || last.starts_with("~$")
        || steps.any(|step| step == "__MACOSX")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_utf8_or_code_page_437() {
        assert_eq!(decoded("hồ sơ.csv".as_bytes(), false).as_deref(), Some("hồ sơ.csv"));
        // 0x81 is u with two dots, 0xE1 the sharp s, 0xFF a blank that does not break.
        assert_eq!(decoded(b"\x81\xe1\xff", false).as_deref(), Some("üß\u{a0}"));
        assert_eq!(decoded(b"\x81", true), None);
        assert_eq!(UPPER_437.chars().count(), 128);
    }

    #[test]
    fn odd_names_are_flagged() {
        for name in ["../a.csv", "a/../b", "/etc/a", "\\a", "C:\\a.csv", "a\u{1b}[2J", "a\u{202e}vsc.x"] {
            assert!(is_odd(name), "{name:?}");
        }
        for name in ["a.csv", "b/a..csv", "Tháng 5/hồ sơ.xlsx"] {
            assert!(!is_odd(name), "{name:?}");
        }
        assert_eq!(harmless("a\u{1b}b"), "a\u{fffd}b");
    }

    #[test]
    fn litter_is_known() {
        for name in ["a/", "__MACOSX/a.csv", "x/__MACOSX/._a", ".DS_Store", "x/Thumbs.db", "~$a.xlsx", "x/~$a.xlsx"] {
            assert!(is_litter(name), "{name:?}");
        }
        assert!(!is_litter("__MACOSX.csv"));
    }
}
