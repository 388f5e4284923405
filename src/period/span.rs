use std::fmt;

use super::{Calendar, Day, PeriodError};

/// A period (kỳ báo cáo): all days from `from` to `to`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// The period to compare with (kỳ so sánh).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// The same days one year before (cùng kỳ năm trước).
    LastYear,
    /// The period of the same length just before (kỳ trước).
    Previous,
    /// A period of its own.
    Other(Period),
}

impl Period {
    /// Reads `2022`, `2022-08`, `2022-Q3`, `2022-H1`, `2022-01-01..2022-08-19` or `2021-01..2021-11`.
    ///
    /// # Errors
    /// When the text has none of these forms, or ends before it begins.
    pub fn parse(text: &str, calendar: &Calendar) -> Result<Self, PeriodError> {
        let form = || PeriodError::Form { text: text.to_owned() };
        let period = match text.split_once("..") {
            Some((from, to)) => Period {
                from: part(from, calendar).ok_or_else(form)?.from,
                to: part(to, calendar).ok_or_else(form)?.to,
            },
            None => part(text, calendar).ok_or_else(form)?,
        };
        if period.to < period.from {
            return Err(PeriodError::Backwards { text: text.to_owned() });
        }
        Ok(period)
    }

    /// The period `comparison` stands for.
    #[must_use]
    pub fn compared_with(self, comparison: &Comparison, calendar: &Calendar) -> Period {
        match comparison {
            Comparison::LastYear => self.last_year(),
            Comparison::Previous => self.previous(calendar),
            Comparison::Other(period) => *period,
        }
    }

    /// The same days one year before; the end of February stays the end of February.
    #[must_use]
    pub fn last_year(self) -> Period {
        let month_ends = is_month_end(self.to);
        let to = a_year_before(self.to);
        let to = if month_ends && !is_month_end(to) { to.plus(1) } else { to };
        Period { from: a_year_before(self.from), to }
    }

    /// The period just before: the same number of whole months when this one is made of months, of days otherwise.
    #[must_use]
    pub fn previous(self, calendar: &Calendar) -> Period {
        let first = calendar.month_of(self.from);
        let after = calendar.month_of(self.to.plus(1));
        let whole =
            calendar.month_start(first) == Some(self.from) && calendar.month_start(after) == Some(self.to.plus(1));
        let days_before = Period { from: self.from.plus(self.from.0 - self.to.0 - 1), to: self.from.plus(-1) };
        if whole {
            match calendar.month_start(2 * first - after) {
                Some(from) => Period { from, to: self.from.plus(-1) },
                None => days_before,
            }
        } else {
            days_before
        }
    }

    /// The months this period touches, each cut to the period; with the name of the month, `2022-08`.
    #[must_use]
    pub fn months(self, calendar: &Calendar) -> Vec<(String, Period)> {
        let first = calendar.month_of(self.from);
        let last = calendar.month_of(self.to);
        (first..=last)
            .filter_map(|month| {
                let from = calendar.month_start(month)?.max(self.from);
                let to = calendar.month_start(month + 1)?.plus(-1).min(self.to);
                let name = format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
                Some((name, Period { from, to }))
            })
            .collect()
    }

    /// True when a day belongs to both.
    #[must_use]
    pub fn overlaps(self, other: Period) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// `2022-01-01..2022-08-19`, the form that [`Period::parse`] reads back.
    #[must_use]
    pub fn key(self) -> String {
        format!("{}..{}", self.from, self.to)
    }

    /// `01/01/2022 – 19/08/2022`, for people.
    #[must_use]
    pub fn shown(self) -> String {
        format!("{} – {}", self.from.slashed(), self.to.slashed())
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.key())
    }
}

/// One side of a span: a day, a month, a quarter, a half-year or a year.
fn part(text: &str, calendar: &Calendar) -> Option<Period> {
    if let Some(day) = Day::parse_iso(text) {
        return Some(Period { from: day, to: day });
    }
    if !text.is_ascii() || text.len() < 4 || !text[..4].bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i32 = text[..4].parse().ok()?;
    let (first, months) = match &text[4..] {
        "" => (1, 12),
        "-Q1" => (1, 3),
        "-Q2" => (4, 3),
        "-Q3" => (7, 3),
        "-Q4" => (10, 3),
        "-H1" => (1, 6),
        "-H2" => (7, 6),
        month if month.len() == 3 && month.starts_with('-') && month[1..].bytes().all(|byte| byte.is_ascii_digit()) => {
            (month[1..].parse().ok().filter(|month| (1..=12).contains(month))?, 1)
        }
        _ => return None,
    };
    let first = year * 12 + first - 1;
    Some(Period { from: calendar.month_start(first)?, to: calendar.month_start(first + months)?.plus(-1) })
}

fn is_month_end(day: Day) -> bool {
    day.plus(1).civil().2 == 1
}

fn a_year_before(day: Day) -> Day {
    let (year, month, day_of_month) = day.civil();
    // Only 29 February has no counterpart; it becomes 28 February.
    Day::from_civil(year - 1, month, day_of_month)
        .or_else(|| Day::from_civil(year - 1, month, day_of_month - 1))
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::super::Calendars;
    use super::*;
    use crate::rules::Rules;

    fn read(text: &str, calendar: &str) -> String {
        let calendars = Calendars::load(&Rules::embedded()).unwrap();
        Period::parse(text, calendars.get(calendar).unwrap()).map_or_else(|error| error.to_string(), Period::key)
    }

    #[test]
    fn every_form_of_a_period() {
        assert_eq!(read("2022", "civil"), "2022-01-01..2022-12-31");
        assert_eq!(read("2022-08", "civil"), "2022-08-01..2022-08-31");
        assert_eq!(read("2022-Q3", "civil"), "2022-07-01..2022-09-30");
        assert_eq!(read("2022-H1", "civil"), "2022-01-01..2022-06-30");
        assert_eq!(read("2022-01-01..2022-08-19", "civil"), "2022-01-01..2022-08-19");
        assert_eq!(read("2021-01..2021-11", "civil"), "2021-01-01..2021-11-30");
        assert_eq!(read("2024-02", "civil"), "2024-02-01..2024-02-29");
    }

    #[test]
    fn the_statistical_period_runs_from_the_15th_to_the_14th() {
        assert_eq!(read("2022-08", "statistical"), "2022-07-15..2022-08-14");
        assert_eq!(read("2022-Q1", "statistical"), "2021-12-15..2022-03-14");
        assert_eq!(read("2022", "statistical"), "2021-12-15..2022-12-14");
        assert_eq!(read("2022-01-01..2022-08-19", "statistical"), "2022-01-01..2022-08-19");
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "22", "2022-13", "2022-Q5", "2022-8", "2022-08-19..", "tháng 8", "2022-02-30", "2022-é"] {
            assert!(read(text, "civil").contains("is not a period"), "{text}");
        }
        assert!(read("2022-08..2022-07", "civil").contains("ends before"));
    }

    #[test]
    fn comparison_periods() {
        let calendars = Calendars::load(&Rules::embedded()).unwrap();
        let civil = calendars.get("civil").unwrap();
        let statistical = calendars.get("statistical").unwrap();
        let cases = [
            ("2021-01..2021-11", "2020-01-01..2020-11-30", "2020-02-01..2020-12-31"),
            ("2024-02", "2023-02-01..2023-02-28", "2024-01-01..2024-01-31"),
            ("2025-02", "2024-02-01..2024-02-29", "2025-01-01..2025-01-31"),
            ("2022-01-01..2022-08-19", "2021-01-01..2021-08-19", "2021-05-15..2021-12-31"),
            ("2022", "2021-01-01..2021-12-31", "2021-01-01..2021-12-31"),
        ];
        for (text, last_year, previous) in cases {
            let period = Period::parse(text, civil).unwrap();
            assert_eq!(period.last_year().key(), last_year);
            assert_eq!(period.previous(civil).key(), previous);
        }
        let august = Period::parse("2022-08", statistical).unwrap();
        assert_eq!(august.previous(statistical).key(), "2022-06-15..2022-07-14");
    }

    #[test]
    fn months_are_cut_to_the_period() {
        let calendars = Calendars::load(&Rules::embedded()).unwrap();
        let months = |text, calendar| {
            let calendar = calendars.get(calendar).unwrap();
            let months = Period::parse(text, calendar).unwrap().months(calendar);
            months.into_iter().map(|(name, period)| format!("{name} {period}")).collect::<Vec<_>>()
        };
        assert_eq!(
            months("2022-07-20..2022-08-19", "civil"),
            ["2022-07 2022-07-20..2022-07-31", "2022-08 2022-08-01..2022-08-19"]
        );
        assert_eq!(months("2022-Q1", "statistical").len(), 3);
        assert_eq!(months("2022-Q1", "statistical")[0], "2022-01 2021-12-15..2022-01-14");
    }
}
