/// A sum of money in đồng: digits, or digits in groups of three with points or commas (`15.000`, `1,250,000`), an
/// optional fraction of zeros, an optional `đ`, `đồng`, `VND` or `VNĐ`. Anything else is `None`.
#[must_use]
pub(super) fn read_amount(text: &str) -> Option<i64> {
    let text = text.trim();
    let unit = ["đồng", "đ", "VND", "VNĐ", "vnđ"].iter().find_map(|unit| text.strip_suffix(unit));
    let text = unit.unwrap_or(text).trim_end();
    for (thousands, decimal) in [('.', ','), (',', '.')] {
        let (whole, fraction) = text.split_once(decimal).unwrap_or((text, ""));
        if !fraction.bytes().all(|digit| digit == b'0') || (text.contains(decimal) && !matches!(fraction.len(), 1 | 2))
        {
            continue;
        }
        let groups: Vec<&str> = whole.split(thousands).collect();
        let digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|digit| digit.is_ascii_digit()));
        let grouped = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
        if digits && grouped {
            return groups.concat().parse().ok();
        }
    }
    None
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
            ("20.000 đ", 20_000),
            ("20000VNĐ", 20_000),
        ] {
            assert_eq!(read_amount(text), Some(amount), "{text}");
        }
    }

    #[test]
    fn doubtful_sums_are_refused() {
        for text in
            ["", "-5", "15.00.0", "1.5000", "15,5", "1.234,567,00", "abc", "12 000", ".", "99999999999999999999"]
        {
            assert_eq!(read_amount(text), None, "{text}");
        }
    }
}
