use std::collections::BTreeMap;
use std::sync::OnceLock;

/// How far a letter reaches, in thousandths of an em: plotters measures to whole dots only, and does not tell where
/// in its room a letter starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    /// From its origin to that of the next letter.
    pub(super) advance: i32,
    /// From its origin to its leftmost dot.
    pub(super) bearing: i32,
}

/// The outlines that measure both files and draw the PNG.
pub(super) static OUTLINES: &[u8] = include_bytes!("../../../assets/fonts/BeVietnamPro-Regular.ttf");

/// What the embedded font says of a letter; nothing when it has no glyph for it.
pub(super) fn letter(letter: char) -> Option<Letter> {
    static LETTERS: OnceLock<BTreeMap<u32, Letter>> = OnceLock::new();
    LETTERS.get_or_init(|| read(OUTLINES).unwrap_or_default()).get(&u32::from(letter)).copied()
}

/// A number of two bytes at `offset`, most significant first as everywhere in a font.
fn short(bytes: &[u8], offset: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(offset..offset + 2)?.try_into().ok()?))
}

/// A number of four bytes at `offset`.
fn long(bytes: &[u8], offset: usize) -> Option<usize> {
    Some(u32::from_be_bytes(bytes.get(offset..offset + 4)?.try_into().ok()?) as usize)
}

/// The table of that name.
fn table<'a>(font: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    let count = usize::from(short(font, 4)?);
    let entry = (0..count).map(|index| 12 + 16 * index).find(|entry| font.get(*entry..entry + 4) == Some(name))?;
    let start = long(font, entry + 8)?;
    font.get(start..start.checked_add(long(font, entry + 12)?)?)
}

/// Every letter of a TrueType font that has a glyph, by code point.
fn read(font: &[u8]) -> Option<BTreeMap<u32, Letter>> {
    let em = i32::from(short(table(font, b"head")?, 18)?);
    let (metrics, count) = (table(font, b"hmtx")?, usize::from(short(table(font, b"hhea")?, 34)?));
    let scaled = |value: i32| value * 1000 / em.max(1);
    let mut letters = BTreeMap::new();
    for (code, glyph) in glyphs(table(font, b"cmap")?)? {
        // Glyphs after the last full entry share its advance and list their bearing alone.
        let bearing = if glyph < count { glyph * 4 + 2 } else { count * 4 + (glyph - count) * 2 };
        let advance = short(metrics, glyph.min(count.checked_sub(1)?) * 4)?;
        let bearing = short(metrics, bearing)?.cast_signed();
        let letter = Letter { advance: scaled(i32::from(advance)), bearing: scaled(i32::from(bearing)) };
        letters.insert(u32::from(code), letter);
    }
    Some(letters)
}

/// Code points and their glyphs, from the table of format 4 that every font for Windows has.
fn glyphs(map: &[u8]) -> Option<Vec<(u16, usize)>> {
    let count = usize::from(short(map, 2)?);
    let starts = (0..count).filter_map(|index| long(map, 4 + 8 * index + 4));
    let segments = starts.filter_map(|start| map.get(start..)).find(|part| short(part, 0) == Some(4))?;
    let width = usize::from(short(segments, 6)?);
    let mut found = Vec::new();
    for segment in (0..width).step_by(2) {
        let (end, start) = (short(segments, 14 + segment)?, short(segments, 16 + width + segment)?);
        let delta = short(segments, 16 + 2 * width + segment)?;
        let place = 16 + 3 * width + segment;
        let offset = usize::from(short(segments, place)?);
        for code in start..=end {
            let glyph = match offset {
                0 => code.wrapping_add(delta),
                _ => match short(segments, place + offset + 2 * usize::from(code - start)).unwrap_or(0) {
                    0 => 0,
                    glyph => glyph.wrapping_add(delta),
                },
            };
            if glyph != 0 {
                found.push((code, usize::from(glyph)));
            }
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn every_vietnamese_letter_has_a_glyph() {
        let mut letters = String::from("0123456789.,%/-–—−+()<>&'\":;…≤≥abcdefghijklmnopqrstuvwxyzđĐ");
        for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".chars() {
            for mark in ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"] {
                letters.extend(format!("{base}{mark}").nfc());
            }
        }
        assert!(letters.chars().all(|letter| !('\u{300}'..='\u{36F}').contains(&letter)), "composed");
        for known in letters.chars() {
            assert!(letter(known).is_some_and(|letter| letter.advance > 0), "{known} has no glyph");
        }
        assert_eq!(letter('一'), None);
    }

    #[test]
    fn measures_are_those_of_the_font() {
        assert_eq!(letter(' ').map(|space| space.bearing), Some(0));
        let (narrow, wide) = (letter('i').expect("i"), letter('W').expect("W"));
        assert!(narrow.advance < 400 && wide.advance > 800, "{narrow:?} {wide:?}");
        assert!(letter('l').is_some_and(|l| l.bearing > 40 && l.bearing < 150));
    }

    #[test]
    fn a_broken_font_is_no_font() {
        assert_eq!(read(b""), None);
        for length in (0..OUTLINES.len()).step_by(997) {
            let _ = read(&OUTLINES[..length]);
        }
    }
}
