use std::fmt;

use serde::{Deserialize, Deserializer, de};

/// A civil day, as days since 1 January 1970. Four bytes, ordered, and exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Days from 1 March of year 0 to 1 January 1970, in the calendar of today.
const EPOCH: i32 = 719_468;
/// Days of 400 years, after which the calendar repeats itself.
const CYCLE: i32 = 146_097;
/// Years before and after which no day is counted.
const YEARS: std::ops::RangeInclusive<i32> = -9999..=99_999;
/// The years of which it is looked up when their months begin: those of dossiers, and many around them.
const FIRST_YEAR: i32 = 1900;
const NEAR_YEARS: usize = 200;
/// 1 January of the first of them.
const FIRST_DAY: i32 = -25_567;
/// When each month of these years begins, and at the end when the one behind them does.
const MONTHS: [i32; NEAR_YEARS * 12 + 1] = {
    let mut begins = [FIRST_DAY; NEAR_YEARS * 12 + 1];
    let mut month = 0;
    while month < NEAR_YEARS * 12 {
        let year = FIRST_YEAR + month as i32 / 12;
        let leap_day = (month % 12 == 1 && is_leap(year)) as i32;
        begins[month + 1] = begins[month] + DAYS[month % 12 + 1] as i32 + leap_day;
        month += 1;
    }
    begins
};
/// The days of each month of a year that is no leap year, from January, which is 1.
const DAYS: [u32; 13] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

impl Day {
    /// The day `year`-`month`-`day`, if there is one.
    #[must_use]
    #[inline(always)]
    pub fn from_civil(year: i32, month: u32, day: u32) -> Option<Self> {
        let months = usize::try_from(year.wrapping_sub(FIRST_YEAR)).unwrap_or(usize::MAX);
        if months < NEAR_YEARS && (1..=12).contains(&month) {
            let place = months * 12 + month as usize - 1;
            let [begins, ends] = [MONTHS.get(place).copied()?, MONTHS.get(place + 1).copied()?];
            let before = day.wrapping_sub(1);
            return (before < ends.abs_diff(begins)).then(|| Day(begins + before as i32));
        }
        Self::from_civil_far(year, month, day)
    }

    /// The first day of each month from January of one year to December of another, and of the month behind it; none when they
    /// are far from those of dossiers.
    #[must_use]
    pub(crate) fn months(first: u32, last: u32) -> Option<&'static [i32]> {
        let begin = |year: u32| usize::try_from(year.checked_sub(FIRST_YEAR.unsigned_abs())?).ok()?.checked_mul(12);
        MONTHS.get(begin(first)?..=begin(last.checked_add(1)?)?)
    }

    /// The same of any year.
    #[inline(never)]
    fn from_civil_far(year: i32, month: u32, day: u32) -> Option<Self> {
        if !YEARS.contains(&year) || day == 0 || day > days_of_month(year, month)? {
            return None;
        }
        // A year that begins in March has its leap day at its end. No number of a month or of its days is above 31.
        let (month, day) = (month as i32, day as i32);
        let year = year - i32::from(month <= 2);
        let of_cycle = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let in_cycle = of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year;
        Some(Day(year.div_euclid(400) * CYCLE + in_cycle - EPOCH))
    }

    /// Year, month (1–12) and day of the month (1–31).
    #[must_use]
    pub fn civil(self) -> (i32, u32, u32) {
        self.civil_near().unwrap_or_else(|| self.civil_far())
    }

    /// The same of the years whose months are looked up.
    #[inline]
    fn civil_near(self) -> Option<(i32, u32, u32)> {
        /// Days of a month times this are about the bits below.
        const MONTHS_A_DAY: u64 = (12 << 32) * 400 / CYCLE as u64;
        let days = self.0.wrapping_sub(FIRST_DAY) as u32;
        // By the mean length of months this one or one beside it.
        let about = ((u64::from(days) * MONTHS_A_DAY) >> 32) as usize;
        let begins = |month: usize| MONTHS.get(month).copied();
        let month = match (begins(about)?, begins(about + 1)?) {
            (begin, _) if self.0 < begin => about.checked_sub(1)?,
            (_, end) if self.0 >= end => about + 1,
            _ => about,
        };
        let (begin, _) = (begins(month)?, begins(month + 1)?);
        Some((FIRST_YEAR + month as i32 / 12, month as u32 % 12 + 1, self.0.abs_diff(begin) + 1))
    }

    #[inline(never)]
    fn civil_far(self) -> (i32, u32, u32) {
        let day = self.0.saturating_add(EPOCH);
        let in_cycle = day.rem_euclid(CYCLE);
        let of_cycle = (in_cycle - in_cycle / 1460 + in_cycle / 36_524 - in_cycle / 146_096) / 365;
        let of_year = in_cycle - (365 * of_cycle + of_cycle / 4 - of_cycle / 100);
        let from_march = (5 * of_year + 2) / 153;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let of_month = of_year - (153 * from_march + 2) / 5 + 1;
        let year = day.div_euclid(CYCLE) * 400 + of_cycle + i32::from(month <= 2);
        (year, month.unsigned_abs(), of_month.unsigned_abs())
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

const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month has; none when there is no such month.
fn days_of_month(year: i32, month: u32) -> Option<u32> {
    let days = DAYS.get(usize::try_from(month).ok()?).copied().filter(|days| *days > 0)?;
    Some(days + u32::from(month == 2 && is_leap(year)))
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

    /// Every day of 3,000 years, and what is none, as another program counts them.
    #[test]
    fn the_calendar_is_that_of_another_program() {
        use chrono::{Datelike, NaiveDate};
        for year in -500..2500 {
            for month in 0..=13 {
                for of_month in 0..=32 {
                    let other =
                        NaiveDate::from_ymd_opt(year, month, of_month).map(|day| day.num_days_from_ce() - 719_163);
                    let day = Day::from_civil(year, month, of_month);
                    assert_eq!(day.map(|day| day.0), other, "{year}-{month}-{of_month}");
                    if let Some(day) = day {
                        assert_eq!(day.civil(), (year, month, of_month));
                    }
                }
            }
        }
    }

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
