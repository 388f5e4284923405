/// A sum of money in đồng: digits, or digits in groups of three with points or commas (`15.000`, `1,250,000`), an
/// optional fraction (dropped; only zeros where no thousands are told), an optional `đ`, `đồng`, `VND` or `VNĐ`. Anything else is `None`.
#[must_use]
pub(super) fn read_amount(text: &str) -> Option<i64> {
    let text = text.trim();
    let unit = ["đồng", "đ", "VND", "VNĐ", "vnđ"].iter().find_map(|unit| text.strip_suffix(unit));
    let text = unit.unwrap_or(text).trim_end();
    for (thousands, decimal) in [('.', ','), (',', '.')] {
        let (whole, fraction) = text.split_once(decimal).unwrap_or((text, ""));
        let groups: Vec<&str> = whole.split(thousands).collect();
        // Parts of a đồng are told from thousands only where thousands are told too: `1.234.567,89`.
        let is_zero = fraction.bytes().all(|digit| digit == b'0');
        let is_part = groups.len() > 1 && fraction.bytes().all(|digit| digit.is_ascii_digit());
        if !(is_zero || is_part) || (text.contains(decimal) && !matches!(fraction.len(), 1 | 2)) {
            continue;
        }
        let digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|digit| digit.is_ascii_digit()));
        let grouped = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
        if digits && grouped {
            return groups.concat().parse().ok();
        }
    }
    None
}

/// The sum that plain figures are, in groups of three with points or in none (`15.000`, `15000`); none for what takes a
/// closer look.
pub(super) fn read_figures(text: &[u8]) -> Option<i64> {
    /// Bytes of a sum that is certainly no greater than can be held.
    const MOST_BYTES: usize = 18;
    if text.len() > MOST_BYTES {
        return None;
    }
    let (mut sum, mut figures, mut is_grouped) = (0, 0, false);
    for byte in text {
        match byte {
            b'0'..=b'9' => {
                sum = sum * 10 + i64::from(byte - b'0');
                figures += 1;
            }
            b'.' if figures == 3 || (!is_grouped && matches!(figures, 1 | 2)) => (figures, is_grouped) = (0, true),
            _ => return None,
        }
    }
    (figures == 3 || (!is_grouped && figures > 0)).then_some(sum)
}

/// A whole number of a few plain figures; none for what takes a closer look.
pub(super) fn read_whole(text: &[u8]) -> Option<i64> {
    /// Figures of a number that 32 bits certainly hold.
    const MOST_FIGURES: usize = 9;
    let is_plain = (1..=MOST_FIGURES).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
    is_plain.then(|| text.iter().fold(0, |number, figure| number * 10 + i64::from(figure - b'0')))
}

/// A sum of money in a cell that is stored as a number: its point is a decimal point, and only zeros may follow.
#[must_use]
pub(super) fn read_number(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_whole = !whole.is_empty() && whole.bytes().all(|digit| digit.is_ascii_digit());
    (is_whole && fraction.bytes().all(|digit| digit == b'0')).then(|| whole.parse().ok())?
}

/// True when a sum has a part of a đồng, which is dropped.
pub(super) fn has_part(text: &str) -> bool {
    let digits = text.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let part = digits.rsplit([',', '.']).next().unwrap_or_default();
    part.len() < 3 && digits.contains([',', '.']) && part.bytes().any(|digit| digit != b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_and_english_groups() {
        for (text, amount) in [
            ("0", 0),
            ("15000", 15_000),
            ("15.000", 15_000),
            ("1,250,000", 1_250_000),
            ("1.234.567,00", 1_234_567),
            ("1,234.00", 1_234),
            ("1.234.567,89", 1_234_567),
            ("20.000 đ", 20_000),
            ("20000VNĐ", 20_000),
        ] {
            assert_eq!(read_amount(text), Some(amount), "{text}");
        }
    }

    /// 15.125 as a number is no 15,125 đồng, which it would be as a text.
    #[test]
    fn numbers_have_a_decimal_point() {
        assert_eq!((read_amount("15.125"), read_number("15.125")), (Some(15_125), None));
        assert_eq!((read_number("15000"), read_number("15.0"), read_number("-5")), (Some(15_000), Some(15), None));
    }

    #[test]
    fn doubtful_sums_are_refused() {
        for text in
            ["", "-5", "15.00.0", "1.5000", "15,5", "1.234,567,00", "abc", "12 000", ".", "99999999999999999999"]
        {
            assert_eq!(read_amount(text), None, "{text}");
        }
    }

    proptest::proptest! {
        /// What is read figure by figure is what the closer look reads, with nothing dropped.
        #[test]
        fn figures_are_read_as_the_closer_look_reads_them(text in "[0-9]{0,4}([.,][0-9]{2,4}){0,5}[0-9a. đ-]?") {
            if let Some(sum) = read_figures(text.as_bytes()) {
                assert_eq!((read_amount(&text), has_part(&text)), (Some(sum), false), "{text}");
            }
            let is_plain = text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
            assert_eq!(is_plain && !text.is_empty(), is_plain && read_figures(text.as_bytes()).is_some(), "{text}");
        }
    }
}
