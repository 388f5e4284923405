//! Thresholds, verdicts, and how many dossiers were missing.

/// A threshold: hundredths of a per cent, for some levels or for all and the total.
#[derive(Debug, Clone)]
pub(crate) struct Threshold {
    pub(crate) indicator: &'static str,
    pub(crate) hundredths: u64,
    pub(crate) levels: Option<Vec<&'static str>>,
}

/// The threshold in force: one for the very level before one for all levels.
pub(crate) fn threshold(thresholds: &[Threshold], indicator: &str, level: Option<&str>) -> Option<u64> {
    let mut general = None;
    for threshold in thresholds.iter().filter(|threshold| threshold.indicator == indicator) {
        match &threshold.levels {
            None => general = Some(threshold.hundredths),
            Some(levels) if levels.iter().any(|own| Some(*own) == level) => return Some(threshold.hundredths),
            Some(_) => {}
        }
    }
    general
}

/// The verdict on `numerator / denominator`, on the counts and before any rounding; and the dossiers missing.
pub(crate) fn judge(counted: Option<(u64, u64)>, hundredths: u64) -> (&'static str, Option<u64>) {
    match counted {
        None => ("not_available", None),
        Some((_, 0)) => ("not_applicable", None),
        Some((numerator, denominator)) => {
            let meets = |numerator: u64| numerator * 10_000 >= denominator * hundredths;
            let missing = (0..).find(|more| meets(numerator + more)).expect("a rate of 100 % meets any threshold");
            (if missing == 0 { "met" } else { "missed" }, Some(missing))
        }
    }
}
