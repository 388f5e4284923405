//! How wide text is in Times New Roman, near enough to lay out columns and lines: the widths of the typeface's basic
//! letters; a letter with marks is as wide as the one without.

use unicode_normalization::char::decompose_canonical;

use super::blocks::Inline;

/// Widths in thousandths of the size: A–Z and a–z, upright and bold.
const CAPITALS: [u32; 26] = [
    722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944,
    722, 722, 611,
];
const SMALL: [u32; 26] = [
    444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722,
    500, 500, 444,
];
const BOLD_CAPITALS: [u32; 26] = [
    722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000,
    722, 722, 667,
];
const BOLD_SMALL: [u32; 26] = [
    500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722,
    500, 500, 444,
];

/// How much wider ơ and ư are than o and u.
const HORN: u32 = 80;

/// The width of `text` at a size in half-points, in twentieths of a point.
pub(super) fn width(text: &str, half_points: u32, bold: bool) -> u32 {
    let thousandths: u32 = text.chars().map(|letter| letter_width(letter, bold)).sum();
    // A half-point is ten twentieths of a point.
    thousandths * half_points / 100
}

fn letter_width(letter: char, bold: bool) -> u32 {
    let mut base = letter;
    let (mut first, mut horn) = (true, 0);
    decompose_canonical(letter, |part| {
        if std::mem::take(&mut first) {
            base = part;
        }
        if part == '\u{31B}' {
            horn = HORN;
        }
    });
    let base = match base {
        'đ' => 'd',
        'Đ' => 'D',
        other => other,
    };
    let (capitals, small) = if bold { (&BOLD_CAPITALS, &BOLD_SMALL) } else { (&CAPITALS, &SMALL) };
    let of = |table: &[u32; 26], from: char| table.get(base as usize - from as usize).copied().unwrap_or(500);
    let plain = match base {
        'A'..='Z' => of(capitals, 'A'),
        'a'..='z' => of(small, 'a'),
        ' ' | '\u{A0}' | '.' | ',' => 250,
        '(' | ')' | '-' => 333,
        ':' | ';' | '/' | '|' => 300,
        '%' => 1000,
        // Signs and letters of other scripts: wide rather than cut.
        letter if letter.is_ascii() => 500,
        _ => 700,
    };
    plain + horn
}

/// The width of the longest line, and that of the longest word.
pub(super) fn extent(inlines: &[Inline], half_points: u32, all_bold: bool) -> (u32, u32) {
    let (mut line, mut longest, mut word) = (0, 0, 0);
    for inline in inlines {
        match inline {
            Inline::Break => {
                longest = longest.max(line);
                line = 0;
            }
            Inline::Run(run) => {
                let bold = all_bold || run.bold;
                line += width(&run.text, half_points, bold);
                let words = run.text.split([' ', '-', '–']);
                word = words.map(|text| width(text, half_points, bold)).max().unwrap_or(0).max(word);
            }
        }
    }
    (longest.max(line), word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_marks_are_as_wide_as_without() {
        assert_eq!(width("Độc lập", 26, true), width("Doc lap", 26, true));
        assert!(width("ƯỜNG", 26, false) > width("UONG", 26, false), "but for the horn");
        // 500 + 500 thousandths of 13 pt: 13 pt, 260 twentieths.
        assert_eq!(width("12", 26, false), 260);
    }
}
