use serde::Deserialize;

use crate::rules::{Rules, RulesError};
use crate::texts::{Localized, Message};

use super::{Day, PeriodError};

/// How months become days: on which day a month of the report begins (kỳ báo cáo).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Name used with `--calendar`.
    pub id: String,
    /// Day of the month on which a period begins, 1 to 28.
    first_day: u32,
    /// How many months before its own the period begins, 0 or 1.
    months_before: u32,
    /// Name to show.
    pub title: Localized,
    /// Where the rule comes from.
    pub source: String,
}

impl Calendar {
    /// The first day of month `month` (0 = January of year 0) as this calendar counts it.
    pub(super) fn month_start(&self, month: i32) -> Option<Day> {
        let civil = month - i32::try_from(self.months_before).ok()?;
        Day::from_civil(civil.div_euclid(12), u32::try_from(civil.rem_euclid(12)).ok()? + 1, self.first_day)
    }

    /// The month (0 = January of year 0) that `day` belongs to.
    pub(super) fn month_of(&self, day: Day) -> i32 {
        let (year, month, day_of_month) = day.civil();
        let civil = year * 12 + i32::try_from(month).unwrap_or(1) - 1;
        let begun = if day_of_month >= self.first_day { 0 } else { -1 };
        civil + begun + i32::try_from(self.months_before).unwrap_or(0)
    }
}

/// The calendars of the rules.
#[derive(Debug, Clone)]
pub struct Calendars {
    first: Calendar,
    calendars: Vec<Calendar>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarFile {
    calendar: Vec<Calendar>,
}

impl Calendars {
    /// Reads `calendars/periods.toml`.
    ///
    /// # Errors
    /// When the file is missing or malformed, or a first day is not in every month.
    pub fn load(rules: &Rules) -> Result<Self, RulesError> {
        let file = rules.file("calendars/periods.toml")?;
        let calendars = file.parse::<CalendarFile>()?.calendar;
        for calendar in &calendars {
            if !(1..=28).contains(&calendar.first_day) || calendar.months_before > 1 {
                return Err(file.invalid(0, Message::new("rules.bad_calendar").with("id", &calendar.id)));
            }
        }
        let Some(first) = calendars.first().cloned() else {
            return Err(file.invalid(0, Message::new("rules.no_calendar")));
        };
        Ok(Self { first, calendars })
    }

    /// The calendar in use unless another is asked for: the first of the file.
    #[must_use]
    pub fn first(&self) -> &Calendar {
        &self.first
    }

    /// The calendar called `id`.
    ///
    /// # Errors
    /// When there is none; names those there are.
    pub fn get(&self, id: &str) -> Result<&Calendar, PeriodError> {
        self.calendars.iter().find(|calendar| calendar.id == id).ok_or_else(|| PeriodError::UnknownCalendar {
            id: id.to_owned(),
            known: self.calendars.iter().map(|calendar| calendar.id.as_str()).collect::<Vec<_>>().join(", "),
        })
    }
}
