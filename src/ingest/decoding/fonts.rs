use std::borrow::Cow;

use crate::ingest::decoding::kinds::{InWindows1252, count_pairs};
use crate::ingest::decoding::mojibake::original;
use crate::ingest::decoding::{DecodingError, Encoding, Syllables, decode_all, windows};

/// Bytes looked at from each end of the text.
const SAMPLE: usize = 4096;
/// Different known syllables that are more than a chance.
const ENOUGH_SYLLABLES: usize = 3;

/// Unicode text whose letters are those of an old font (phông chữ ABC, VNI): a spreadsheet keeps `Mã` typed in `.VnTime`
/// as `M·`, and writes just that into a UTF-8 or UTF-16 export.
///
/// It is Unicode without a fault, yet no word of it is what it says, so it is refused by name.
///
/// # Errors
/// When twice as many known syllables are in it as an old encoding than as what it says.
pub(crate) fn refuse_old_font(text: &str, words: &Syllables) -> Result<(), DecodingError> {
    let sample = ends(text);
    if sample.is_ascii() {
        return Ok(());
    }
    // Each word that an old font could make of it has at least one of the letters that a byte of such a font is shown as: where
    // there are too few, none is looked for.
    let letters = count_pairs::<InWindows1252>(sample.as_bytes(), sample.as_bytes().get(1..).unwrap_or_default());
    let as_written = words.count(&sample, letters / 2 + 1);
    if letters < 2 * as_written {
        return Ok(());
    }
    for encoding in [Encoding::Tcvn3, Encoding::Vni] {
        let read = words.find(&read_as(&sample, encoding));
        if read.distinct >= ENOUGH_SYLLABLES && read.all >= 2 * as_written {
            return Err(DecodingError::OldFont { encoding, found: read.all });
        }
    }
    Ok(())
}

/// What a text says in an old font; U+FFFD for each letter that no byte of it is shown as.
fn read_as(text: &str, encoding: Encoding) -> String {
    let pieces = text.split(|letter| windows::byte(letter).is_none());
    pieces.map(|piece| decode_all(&original(piece), encoding)).collect::<Vec<_>>().join("\u{FFFD}")
}

/// The beginning and the end of a text: a font is that of a whole file, and looking through all of it would take longer
/// than reading it.
fn ends(text: &str) -> Cow<'_, str> {
    if text.len() <= 2 * SAMPLE {
        return Cow::Borrowed(text);
    }
    let at_letter = |place: &usize| text.is_char_boundary(*place);
    let head = (0..=SAMPLE).rfind(at_letter).and_then(|end| text.get(..end)).unwrap_or_default();
    let tail =
        (text.len() - SAMPLE..=text.len()).find(at_letter).and_then(|start| text.get(start..)).unwrap_or_default();
    Cow::Owned(format!("{head}\n{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::decoding::detect;
    use crate::ingest::decoding::model::{HEADER, ROWS, encode, known};

    /// Bytes of an old encoding as a spreadsheet program keeps them: each as the character Windows shows.
    fn shown(text: &str, encoding: Encoding) -> String {
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(&encode(text, encoding)).0.into_owned()
    }

    #[test]
    fn letters_of_old_fonts_in_unicode_are_refused_by_name() {
        for encoding in [Encoding::Tcvn3, Encoding::Vni] {
            for outer in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
                for mark in ["", "\u{FEFF}"] {
                    let bytes = encode(&format!("{mark}{}", shown(&format!("{HEADER}{ROWS}"), encoding)), outer);
                    let refused = detect(&bytes, true, &known());
                    assert!(
                        matches!(refused, Err(DecodingError::OldFont { encoding: named, .. }) if named == encoding),
                        "{encoding} {outer} {refused:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_sound_header_does_not_save_a_body_of_an_old_font() {
        let body = shown(&ROWS.repeat(10), Encoding::Tcvn3);
        assert!(refuse_old_font(&format!("{HEADER}{body}"), &known()).is_err());
    }

    /// A letter that no byte of an old font is shown as was read as `Ố`, and `Sở` as the known `số`.
    #[test]
    fn what_no_byte_is_shown_as_is_no_letter_of_an_old_font() {
        for encoding in [Encoding::Tcvn3, Encoding::Vni] {
            for letter in ["ạ", "ư", "đ", "中", "\u{FFFD}"] {
                assert_eq!(read_as(&format!("a{letter}b;{letter}"), encoding), "a\u{FFFD}b;\u{FFFD}", "{encoding}");
            }
            assert_eq!(read_as(&shown("Mã số; Đơn vị", encoding), encoding), "Mã số; Đơn vị");
        }
    }

    /// A word beyond ASCII has a byte beyond ASCII in every old font.
    #[test]
    fn letters_of_old_fonts_are_bytes_beyond_ascii() {
        for encoding in [Encoding::Tcvn3, Encoding::Vni] {
            let ascii: Vec<u8> = (0..0x80).collect();
            assert_eq!(decode_all(&ascii, encoding).as_bytes(), ascii);
        }
    }

    #[test]
    fn sound_text_is_let_through() {
        for text in [HEADER, ROWS, "a;b", "", "Émile; à la carte; naïve; Straße"] {
            assert_eq!(refuse_old_font(text, &known()), Ok(()));
        }
        // A cell or two of some other system.
        let few = shown("Đang xử lý", Encoding::Vni);
        assert_eq!(refuse_old_font(&format!("{HEADER}{ROWS}{few}"), &known()), Ok(()));
    }
}
