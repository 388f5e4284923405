//! Percentages by long division, as one does on paper.

/// `numerator / denominator` in per cent with two decimals, half up: `38.30`. `None` without a denominator.
pub(crate) fn percent(numerator: u64, denominator: u64) -> Option<String> {
    if denominator == 0 {
        return None;
    }
    let divisor = u128::from(denominator);
    let mut rest = u128::from(numerator) * 100;
    let mut whole = rest / divisor;
    rest %= divisor;
    let mut digits = Vec::new();
    for _ in 0..2 {
        rest *= 10;
        digits.push(rest / divisor);
        rest %= divisor;
    }
    // The third digit decides: 5 and more goes up.
    if rest * 10 / divisor >= 5 {
        for digit in digits.iter_mut().rev() {
            *digit += 1;
            if *digit < 10 {
                return Some(format!("{whole}.{}{}", digits[0], digits[1]));
            }
            *digit = 0;
        }
        whole += 1;
    }
    Some(format!("{whole}.{}{}", digits[0], digits[1]))
}
