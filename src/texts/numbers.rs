//! Numbers as each language writes them. Rounding happened before: these only place digits and signs.

use super::Lang;

/// Hundredths of a percent or of a percentage point: 3830 is 38.30 %.
pub type Hundredths = i64;

/// The decimal sign of a language.
#[must_use]
pub fn decimal_sign(lang: Lang) -> char {
    match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    }
}

/// `2142` as `2.142` (vi) or `2,142` (en).
#[must_use]
pub fn whole(number: u64, lang: Lang) -> String {
    let digits = number.to_string();
    let sign = match lang {
        Lang::Vi => '.',
        Lang::En => ',',
    };
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(sign);
        }
        out.push(digit);
    }
    out
}

/// `3830` as `38,30` (vi) or `38.30` (en).
#[must_use]
pub fn decimal(value: Hundredths, lang: Lang) -> String {
    let size = value.unsigned_abs();
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}{}{:02}", whole(size / 100, lang), decimal_sign(lang), size % 100)
}

/// `3830` as `38,30%` (vi) or `38.30%` (en).
#[must_use]
pub fn percent(value: Hundredths, lang: Lang) -> String {
    format!("{}%", decimal(value, lang))
}

/// A threshold without needless zeros: `4000` as `40%`, `9950` as `99,5%`.
#[must_use]
pub fn short_percent(value: Hundredths, lang: Lang) -> String {
    let text = decimal(value, lang);
    let text = text.trim_end_matches('0').trim_end_matches(decimal_sign(lang));
    format!("{text}%")
}

/// A change with its sign: `+35,69`, `−1,20`, `0,00`.
#[must_use]
pub fn signed(value: Hundredths, lang: Lang) -> String {
    match value.signum() {
        1 => format!("+{}", decimal(value, lang)),
        -1 => format!("−{}", decimal(-value, lang)),
        _ => decimal(0, lang),
    }
}

/// A change of a count with its sign: `+1.234`, `−3`, `0`.
#[must_use]
pub fn signed_whole(value: i64, lang: Lang) -> String {
    let size = whole(value.unsigned_abs(), lang);
    match value.signum() {
        1 => format!("+{size}"),
        -1 => format!("−{size}"),
        _ => size,
    }
}

/// `3830` as `38.30`, for files that programs read: always a point, no thousands sign.
#[must_use]
pub fn plain_decimal(value: Hundredths) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let size = value.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_and_decimals_follow_the_language() {
        assert_eq!(whole(331_986, Lang::Vi), "331.986");
        assert_eq!(whole(1_000_000, Lang::En), "1,000,000");
        assert_eq!(whole(999, Lang::Vi), "999");
        assert_eq!(percent(3830, Lang::Vi), "38,30%");
        assert_eq!(percent(5, Lang::En), "0.05%");
        assert_eq!(decimal(-5, Lang::Vi), "-0,05");
    }

    #[test]
    fn thresholds_lose_zeros_after_the_sign_only() {
        assert_eq!(short_percent(4000, Lang::Vi), "40%");
        assert_eq!(short_percent(9950, Lang::Vi), "99,5%");
        assert_eq!(short_percent(10000, Lang::En), "100%");
        assert_eq!(short_percent(0, Lang::En), "0%");
    }

    #[test]
    fn changes_carry_their_sign() {
        assert_eq!(signed(3569, Lang::Vi), "+35,69");
        assert_eq!(signed(-120, Lang::En), "−1.20");
        assert_eq!(signed(0, Lang::Vi), "0,00");
        assert_eq!(signed_whole(-1234, Lang::Vi), "−1.234");
        assert_eq!(plain_decimal(-5), "-0.05");
    }
}
