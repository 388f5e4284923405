use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::period::{Day, Period};
use crate::rules::{Rules, RulesError};
use crate::texts::{Explain, Message};

/// The working-day calendar cannot answer.
#[derive(Debug, thiserror::Error)]
pub enum WorkingDaysError {
    /// The file is missing or malformed.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The calendar has no such year; nothing is guessed.
    #[error("the working-day calendar has no year {year}")]
    Year {
        /// The year.
        year: i32,
    },
}

impl Explain for WorkingDaysError {
    fn message(&self) -> Message {
        match self {
            WorkingDaysError::Rules(error) => error.message(),
            WorkingDaysError::Year { year } => Message::new("registry.no_year").with("year", year),
        }
    }
}

/// The working days (ngày làm việc) of state offices, counted once so that any distance is two look-ups.
#[derive(Debug, Clone)]
pub struct WorkingDays {
    /// First day of each known year, and the working days before each of its days.
    years: BTreeMap<i32, (Day, Vec<u16>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: Vec<Year>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    year: i32,
    off: Vec<Day>,
    worked: Vec<Day>,
    working_days: u16,
    #[allow(dead_code, reason = "for the reader of the file; required so that no year comes without its source")]
    source: String,
}

impl WorkingDays {
    /// Reads `calendars/working-days.toml` and holds each year against its published total.
    ///
    /// # Errors
    /// When the file is missing or malformed, or a year does not add up.
    pub fn load(rules: &Rules) -> Result<Self, WorkingDaysError> {
        let file = rules.file("calendars/working-days.toml")?;
        let mut years = BTreeMap::new();
        for year in file.parse::<File>()?.year {
            let off: BTreeSet<Day> = year.off.into_iter().collect();
            let worked: BTreeSet<Day> = year.worked.into_iter().collect();
            let (Some(first), Some(next)) = (Day::from_civil(year.year, 1, 1), Day::from_civil(year.year + 1, 1, 1))
            else {
                return Err(WorkingDaysError::Year { year: year.year });
            };
            let mut before = Vec::with_capacity(367);
            let mut count = 0;
            for number in first.0..next.0 {
                before.push(count);
                let day = Day(number);
                count += u16::from(worked.contains(&day) || (day.weekday() < 5 && !off.contains(&day)));
            }
            before.push(count);
            if count != year.working_days {
                let said = Message::new("rules.working_days").with("year", year.year).with("count", count);
                return Err(WorkingDaysError::Rules(file.invalid(0, said)));
            }
            years.insert(year.year, (first, before));
        }
        Ok(Self { years })
    }

    /// From the first day of the first known year to the last day of the last one.
    #[must_use]
    pub fn span(&self) -> Option<Period> {
        let (from, _) = self.years.values().next()?;
        let (last, before) = self.years.values().next_back()?;
        let days = i32::try_from(before.len()).ok()? - 2;
        Some(Period { from: *from, to: last.plus(days) })
    }

    /// Working days from `from` to `to`: the first day is not counted, the last one is (Civil Code, article 147).
    /// Negative when `to` is before `from`.
    ///
    /// # Errors
    /// When a year between them is not in the calendar; names it.
    pub fn between(&self, from: Day, to: Day) -> Result<i32, WorkingDaysError> {
        Ok(self.through(to)? - self.through(from)?)
    }

    /// The first working day after `day`.
    ///
    /// # Errors
    /// When the calendar ends before it; names the year that is missing.
    pub fn next_after(&self, day: Day) -> Result<Day, WorkingDaysError> {
        let before = self.through(day)?;
        let mut next = day.plus(1);
        while self.through(next)? == before {
            next = next.plus(1);
        }
        Ok(next)
    }

    /// `day` when it is a working day, else the first one after it (Civil Code, article 148).
    ///
    /// # Errors
    /// Like [`WorkingDays::next_after`].
    pub fn on_or_after(&self, day: Day) -> Result<Day, WorkingDaysError> {
        let year = day.civil().0;
        let (first, counted) = self.years.get(&year).ok_or(WorkingDaysError::Year { year })?;
        let at = usize::try_from(day.0 - first.0).unwrap_or_default();
        match (counted.get(at), counted.get(at + 1)) {
            (Some(before), Some(through)) if before < through => Ok(day),
            _ => self.next_after(day),
        }
    }

    /// Working days from the first known year through `day`.
    fn through(&self, day: Day) -> Result<i32, WorkingDaysError> {
        let year = day.civil().0;
        let (first, before) = self.years.get(&year).ok_or(WorkingDaysError::Year { year })?;
        let within = usize::try_from(day.0 - first.0 + 1).ok().and_then(|place| before.get(place));
        let mut total = i32::from(*within.ok_or(WorkingDaysError::Year { year })?);
        let mut expected = self.years.keys().next().copied().unwrap_or(year);
        for (known, (_, before)) in self.years.range(..year) {
            if *known != expected {
                return Err(WorkingDaysError::Year { year: expected });
            }
            expected += 1;
            total += i32::from(before.last().copied().unwrap_or(0));
        }
        if expected == year { Ok(total) } else { Err(WorkingDaysError::Year { year: expected }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn the_shipped_years_add_up_and_tet_is_off() {
        let calendar = WorkingDays::load(&Rules::embedded()).unwrap();
        let between = |from, to| calendar.between(day(from), day(to)).unwrap();
        // Friday 28 January 2022 to Monday 7 February: the week of Tết has no working day.
        assert_eq!(between("2022-01-28", "2022-02-07"), 1);
        assert_eq!(between("2022-02-07", "2022-01-28"), -1);
        assert_eq!(between("2022-08-19", "2022-08-19"), 0);
        // Saturday 26 April 2025 is worked for 2 May.
        assert_eq!(between("2025-04-25", "2025-05-05"), 4);
        // Over a year's end: 249 days in 2022, and Monday 2 January 2023 is off.
        assert_eq!(between("2021-12-31", "2023-01-03"), 250);
    }

    #[test]
    fn the_next_working_day_passes_over_days_off() {
        let calendar = WorkingDays::load(&Rules::embedded()).unwrap();
        let next = |text| calendar.next_after(day(text)).unwrap().to_string();
        let on = |text| calendar.on_or_after(day(text)).unwrap().to_string();
        // Friday before the week of Tết 2022.
        assert_eq!(next("2022-01-28"), "2022-02-07");
        assert_eq!(on("2022-01-28"), "2022-01-28");
        assert_eq!(on("2022-01-29"), "2022-02-07");
        // Saturday 26 April 2025 is worked.
        assert_eq!(next("2025-04-25"), "2025-04-26");
        assert_eq!(on("2025-04-26"), "2025-04-26");
        assert_eq!(on("2019-01-01"), "2019-01-02");
        assert_eq!(next("2022-12-30"), "2023-01-03");
        assert!(calendar.next_after(day("2027-12-31")).unwrap_err().to_string().ends_with("no year 2028"));
        assert!(calendar.on_or_after(day("2018-12-31")).unwrap_err().to_string().ends_with("no year 2018"));
    }

    #[test]
    fn a_year_outside_the_calendar_is_named() {
        let calendar = WorkingDays::load(&Rules::embedded()).unwrap();
        let error = calendar.between(day("2027-12-31"), day("2028-01-03")).unwrap_err();
        assert!(error.to_string().ends_with("no year 2028"));
    }
}
