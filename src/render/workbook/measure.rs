//! How much room a text takes: rows whose cells are merged or hold long texts get their height from here, because
//! spreadsheet programs do not make room for merged cells by themselves.

/// Points that a line of 11-point text takes.
const LINE: f64 = 15.0;
/// Most lines that a row makes room for: a spreadsheet row ends at 409 points.
const MOST_LINES: usize = 26;

/// The lines that `text` takes in `width` characters, broken between words.
pub(super) fn lines(text: &str, width: f64) -> usize {
    let mut lines = 1;
    let mut filled = 0.0;
    for word in text.split_whitespace() {
        let long: f64 = word.chars().map(letter_width).sum();
        let gap = if filled > 0.0 { 0.55 } else { 0.0 };
        if filled > 0.0 && filled + gap + long > width {
            lines += 1;
            filled = 0.0;
        }
        // A word wider than the cell is broken inside.
        let mut rest = filled + gap.min(filled) + long;
        while rest > width && rest > 0.0 && width > 0.0 {
            lines += 1;
            rest -= width;
        }
        filled = rest;
    }
    lines
}

/// The height, in points, of a row with so many lines.
pub(super) fn height(lines: usize) -> f64 {
    let lines = u16::try_from(lines.clamp(1, MOST_LINES)).unwrap_or(1);
    f64::from(lines) * LINE + 3.0
}

/// The width of a letter, in widths of a digit; wide rather than narrow, so that other typefaces have room too.
fn letter_width(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '(' | ')' => 0.65,
        'm' | 'w' | 'M' | 'W' | '%' | '—' => 1.6,
        letter if letter.is_uppercase() => 1.45,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_break_between_words_and_long_words_inside() {
        assert_eq!(lines("", 10.0), 1);
        assert_eq!(lines("một hai", 20.0), 1);
        assert_eq!(lines("abcdefg abcdefg", 10.0), 2);
        assert_eq!(lines(&"a".repeat(100), 10.0), 10);
        assert!(height(1) < height(2));
        assert!(height(10_000) < 409.0);
    }
}
