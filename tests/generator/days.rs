//! Day arithmetic: calendar days, working days (ngày làm việc) and the two written forms of the exports.

use std::sync::OnceLock;

use super::separated::push_number;

/// A calendar day, counted from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(i64);

/// A span of days, both ends included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) from: Day,
    pub(crate) to: Day,
}

/// The lunar new year (Tết) and the carried holidays of the years of the cases, first and last day.
const CLOSED: [(Day, Day); 5] = [
    (Day::of(2019, 2, 4), Day::of(2019, 2, 8)),
    (Day::of(2020, 1, 23), Day::of(2020, 1, 29)),
    (Day::of(2021, 2, 10), Day::of(2021, 2, 16)),
    (Day::of(2022, 1, 31), Day::of(2022, 2, 4)),
    (Day::of(2023, 1, 20), Day::of(2023, 1, 26)),
];

/// The first and last day of the table of working days; outside of it they are counted one by one.
const TABLED: Span = Span::of(Day::of(2018, 1, 1), Day::of(2027, 12, 31));

/// Of a span of days, in order: how many working days there are before each, and the working days themselves.
struct WorkingDays {
    before: Vec<usize>,
    days: Vec<Day>,
}

impl WorkingDays {
    fn table() -> &'static Self {
        static TABLE: OnceLock<WorkingDays> = OnceLock::new();
        TABLE.get_or_init(|| {
            let mut table = Self { before: Vec::new(), days: Vec::new() };
            for number in TABLED.from.0..=TABLED.to.0 {
                table.before.push(table.days.len());
                if Day(number).is_working() {
                    table.days.push(Day(number));
                }
            }
            table
        })
    }

    /// See [`Day::working_after`]; none when the table does not reach so far.
    fn after(&self, day: Day, count: u64) -> Option<Day> {
        let place = usize::try_from(day.0 - TABLED.from.0).ok()?;
        let before = *self.before.get(place)?;
        let is_working = self.days.get(before) == Some(&day);
        let steps = match count {
            0 => 0,
            // The day itself, when it is one, is the first of those not before it.
            _ => usize::try_from(count).ok()? - usize::from(!is_working),
        };
        self.days.get(before + steps).copied()
    }
}

impl Day {
    /// The day of a year, month and day of the month.
    pub(crate) const fn of(year: i64, month: i64, day: i64) -> Self {
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let year_of_era = shifted - era * 400;
        let month_from_march = (month + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }

    /// Year, month and day of the month.
    pub(crate) fn parts(self) -> (i64, i64, i64) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted - era * 146_097;
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = (month_from_march + 2) % 12 + 1;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, month, day)
    }

    /// This day moved by some calendar days.
    pub(crate) fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// The calendar days from another day to this one.
    pub(crate) fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// Whether the offices are open: no weekend, no holiday with a fixed date, no lunar new year.
    pub(crate) fn is_working(self) -> bool {
        let weekday = (self.0 + 3).rem_euclid(7);
        let (_, month, day) = self.parts();
        let holiday = matches!((month, day), (1, 1) | (4, 30) | (5, 1) | (9, 2));
        let closed = CLOSED.iter().any(|&(first, last)| first <= self && self <= last);
        weekday < 5 && !holiday && !closed
    }

    /// The working day that lies `count` working days later; with 0 this day or the next working day.
    pub(crate) fn working_after(self, count: u64) -> Self {
        WorkingDays::table().after(self, count).unwrap_or_else(|| self.counted_after(count))
    }

    /// The same, counted day by day.
    fn counted_after(self, count: u64) -> Self {
        let mut day = self;
        let mut left = count;
        while left > 0 {
            day = day.plus(1);
            if day.is_working() {
                left -= 1;
            }
        }
        while !day.is_working() {
            day = day.plus(1);
        }
        day
    }

    /// `2022-08-19`, the form of the registry and of file names.
    pub(crate) fn iso(self) -> String {
        let (year, month, day) = self.parts();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// `220819`, the form inside a dossier code (mã hồ sơ).
    pub(crate) fn short(self) -> String {
        let mut text = String::new();
        self.push_short(&mut text);
        text
    }

    /// Appends [`Day::short`].
    pub(crate) fn push_short(self, text: &mut String) {
        let (year, month, day) = self.parts();
        for part in [year % 100, month, day] {
            push_number(text, part.unsigned_abs(), 2);
        }
    }

    /// `19/08/2022 09:05`, the form of the district dialect.
    pub(crate) fn day_first(self, minute: u64) -> String {
        let mut text = String::new();
        self.push_day_first(&mut text, minute);
        text
    }

    /// Appends [`Day::day_first`].
    pub(crate) fn push_day_first(self, text: &mut String, minute: u64) {
        let (year, month, day) = self.parts();
        let parts = [(day.unsigned_abs(), '/'), (month.unsigned_abs(), '/')];
        for (part, sign) in parts {
            push_number(text, part, 2);
            text.push(sign);
        }
        push_number(text, year.unsigned_abs(), 4);
        text.push(' ');
        push_number(text, minute / 60, 2);
        text.push(':');
        push_number(text, minute % 60, 2);
    }

    /// `20220819090500`, the form of the commune dialect.
    pub(crate) fn compact(self, minute: u64) -> String {
        let (year, month, day) = self.parts();
        format!("{year:04}{month:02}{day:02}{:02}{:02}00", minute / 60, minute % 60)
    }
}

impl Span {
    /// The span between two days, both included.
    pub(crate) const fn of(from: Day, to: Day) -> Self {
        Self { from, to }
    }

    /// Whether the day lies in the span.
    pub(crate) fn holds(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// A working day of the span, fewer in February than in other months.
    pub(crate) fn working_day(self, random: &mut super::random::Random) -> Day {
        let length = self.to.since(self.from) + 1;
        loop {
            let day = self.from.plus(random.below(length as u64) as i64);
            let quiet = day.parts().1 == 2 && random.chance(400);
            if day.is_working() && !quiet {
                return day;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_working_days_is_what_counting_gives() {
        for first in [Day::of(2017, 12, 20), Day::of(2022, 1, 20), Day::of(2027, 12, 10)] {
            for (step, count) in (0..40).flat_map(|step| (0..30).map(move |count| (step, count))) {
                let day = first.plus(step);
                assert_eq!(day.working_after(count), day.counted_after(count), "{} and {count}", day.iso());
            }
        }
    }

    #[test]
    fn days_are_written_with_all_their_digits() {
        let day = Day::of(2022, 8, 9);
        assert_eq!((day.short().as_str(), day.day_first(9 * 60 + 5).as_str()), ("220809", "09/08/2022 09:05"));
    }
}
