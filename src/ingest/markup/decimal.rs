//! Numbers as spreadsheets write them, without their exponent.

/// Most places a point is moved: doubles reach 10^308.
const FARTHEST: i32 = 400;

/// A decimal number in plain digits: `1.5E+3` is `1500`. Without an exponent the digits stay as written, zeros at the
/// end included; a plus sign is dropped. Nothing for what is no number, or one too long to write out.
pub(super) fn plain(written: &str) -> Option<String> {
    let (sign, unsigned) = match written.as_bytes().first()? {
        b'-' => ("-", written.get(1..)?),
        b'+' => ("", written.get(1..)?),
        _ => ("", written),
    };
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (unsigned.get(..at)?, Some(unsigned.get(at + 1..)?.parse::<i32>().ok()?)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let Some(exponent) = exponent else { return Some(format!("{sign}{mantissa}")) };
    if exponent.abs() > FARTHEST {
        return None;
    }
    let all = format!("{whole}{fraction}");
    // Where the point stands in `all`; may lie outside of it.
    let point = i64::try_from(whole.len()).ok()? + i64::from(exponent);
    let (whole, fraction) = match usize::try_from(point) {
        Ok(point) if point >= all.len() => (format!("{all}{}", "0".repeat(point - all.len())), String::new()),
        Ok(point) => (all.get(..point)?.to_owned(), all.get(point..)?.to_owned()),
        Err(_) => (String::new(), format!("{}{all}", "0".repeat(usize::try_from(-point).ok()?))),
    };
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_are_written_out() {
        for (written, expected) in [
            ("1.5E+3", "1500"),
            ("1.234E2", "123.4"),
            ("1E-5", "0.00001"),
            ("12.5e-1", "1.25"),
            ("-2.0E0", "-2"),
            ("123456789012E0", "123456789012"),
            ("0.5E1", "5"),
            ("0E5", "0"),
        ] {
            assert_eq!(plain(written).as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn without_an_exponent_nothing_changes() {
        for written in ["0", "44792.5", "-3", "1.013220", "123456789012345678901234567890"] {
            assert_eq!(plain(written).as_deref(), Some(written));
        }
        assert_eq!(plain("+7").as_deref(), Some("7"));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for written in ["", "-", ".", "E5", "1,5", "1.2.3", "0x1F", "NaN", "1E", "1E999", "--1", "1 000", "١"] {
            assert_eq!(plain(written), None, "{written}");
        }
    }
}
