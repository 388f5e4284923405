//! `SOURCE_DATE_EPOCH`: the moment that outputs carry instead of the clock, as reproducible builds have it.

use crate::period::Day;

use super::failure::Failure;

const VARIABLE: &str = "SOURCE_DATE_EPOCH";
const MINUTES_OF_DAY: i64 = 24 * 60;

/// The local day of the moment that the environment says; none when it says nothing. `offset`: minutes by which local time
/// is ahead of UTC.
pub(super) fn day(offset: i32) -> Result<Option<Day>, Failure> {
    let Some(value) = std::env::var_os(VARIABLE) else { return Ok(None) };
    let text = value.to_string_lossy();
    match parse(&text, offset) {
        Some(day) => Ok(Some(day)),
        None => Err(Failure::Epoch { text: text.into_owned() }),
    }
}

/// Seconds since 1970, of a year with four digits.
fn parse(text: &str, offset: i32) -> Option<Day> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let minutes = text.parse::<i64>().ok()? / 60 + i64::from(offset);
    let day = Day(i32::try_from(minutes.div_euclid(MINUTES_OF_DAY)).ok()?);
    let last = Day::from_civil(9999, 12, 31)?;
    (day <= last).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_of_local_time() {
        let shown = |text: &str| parse(text, 420).map(|day| day.to_string());
        // `date -u -d @1661014800`: 20 August 2022, 17:00; seven hours later it is the 21st.
        assert_eq!(shown("1661014799").as_deref(), Some("2022-08-20"));
        assert_eq!(shown("1661014800").as_deref(), Some("2022-08-21"));
        assert_eq!(shown("0").as_deref(), Some("1970-01-01"));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["", "-1", "+5", "1.5", "2022-08-19", " 1", "99999999999999999999", "253402300800"] {
            assert_eq!(parse(text, 420), None, "{text}");
        }
    }
}
