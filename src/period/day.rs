use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, de};

/// A civil day, as days since 1 January 1970. Four bytes, ordered, and exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

const EPOCH_FROM_COMMON_ERA: i32 = 719_163;

impl Day {
    /// The day `year`-`month`-`day`, if there is one.
    #[must_use]
    pub fn from_civil(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(|date| Day(date.num_days_from_ce() - EPOCH_FROM_COMMON_ERA))
    }

    /// Year, month (1–12) and day of the month (1–31).
    #[must_use]
    pub fn civil(self) -> (i32, u32, u32) {
        let date =
            NaiveDate::from_num_days_from_ce_opt(self.0.saturating_add(EPOCH_FROM_COMMON_ERA)).unwrap_or_default();
        (date.year(), date.month(), date.day())
    }

    /// Reads `2022-08-19`.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
        let digits = bytes.iter().enumerate().all(|(index, byte)| index == 4 || index == 7 || byte.is_ascii_digit());
        if !(shape && digits) {
            return None;
        }
        Day::from_civil(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
    }

    /// The day `days` later (earlier when negative).
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Day(self.0 + days)
    }

    /// Day of the week, 0 for Monday to 6 for Sunday.
    #[must_use]
    pub fn weekday(self) -> i32 {
        (self.0 + 3).rem_euclid(7)
    }

    /// `19/08/2022`, as Vietnamese documents write it.
    #[must_use]
    pub fn slashed(self) -> String {
        let (year, month, day) = self.civil();
        format!("{day:02}/{month:02}/{year:04}")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Day::parse_iso(&text).ok_or_else(|| de::Error::custom(format!("`{text}` is not a day written as 2022-08-19")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        assert_eq!(Day::from_civil(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::parse_iso("2022-08-19").map(|day| day.0), Some(19_223));
        assert_eq!(Day(19_223).to_string(), "2022-08-19");
        assert_eq!(Day(19_223).slashed(), "19/08/2022");
        assert_eq!(Day(19_223).weekday(), 4);
    }

    #[test]
    fn impossible_days_are_none() {
        for text in ["2022-02-30", "2022-13-01", "22-01-01", "2022-1-1", "2022/01/01", "", "２０２２-01-01"] {
            assert_eq!(Day::parse_iso(text), None, "{text}");
        }
    }
}
