//! Days as dossiers keep them: half the room of a day, and every day that a dossier can carry.

use std::ops::RangeInclusive;

use crate::period::Day;

/// There is no day. It is the lowest of all numbers, and no day is the highest: so a day that no dossier can carry has a number
/// to be compared with.
pub(crate) const NO_DAY: u16 = 0;

/// The day before the first.
const BEFORE: i32 = FIRST - 1;
/// 1 January 1950.
const FIRST: i32 = -7_305;
/// 31 December 2128: the last year of which all days have a number.
const LAST: i32 = 58_073;

/// The years of which dossiers can carry a day: many before and behind those of all one-stop offices (một cửa).
pub(crate) const YEARS_KEPT: RangeInclusive<u32> = 1950..=2128;

/// The number of a day that a dossier carries. What is read lies within [`YEARS_KEPT`], as the rules of reading do.
#[inline(always)]
pub(crate) fn kept_day(day: Day) -> u16 {
    debug_assert!((FIRST..=LAST).contains(&day.0), "{day} has no number");
    day.0.wrapping_sub(BEFORE) as u16
}

/// The day of a number; none for [`NO_DAY`].
#[inline(always)]
pub(crate) fn day_kept(number: u16) -> Option<Day> {
    (number != NO_DAY).then(|| Day(BEFORE + i32::from(number)))
}

/// The number to compare those of dossiers with: that of the day, or the lowest or the highest of all for a day before or
/// behind all that a dossier can carry.
pub(crate) fn day_to_compare(day: Day) -> u16 {
    u16::try_from(day.0.saturating_sub(BEFORE).max(0)).unwrap_or(u16::MAX)
}

/// True for a number that a dossier may have.
pub(crate) fn is_kept_day(number: u16) -> bool {
    i32::from(number) <= LAST - BEFORE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_years_has_a_number() {
        let first = Day::from_civil(*YEARS_KEPT.start() as i32, 1, 1).unwrap();
        let last = Day::from_civil(*YEARS_KEPT.end() as i32, 12, 31).unwrap();
        assert_eq!((first.0, last.0), (FIRST, LAST));
        assert_eq!(day_kept(NO_DAY), None);
        let mut before = NO_DAY;
        for day in (first.0..=last.0).map(Day) {
            let number = kept_day(day);
            assert_eq!(number, before + 1, "{day}");
            assert_eq!((day_kept(number), day_to_compare(day)), (Some(day), number));
            assert!(is_kept_day(number));
            before = number;
        }
        assert!(!is_kept_day(before + 1) && !is_kept_day(u16::MAX));
    }

    #[test]
    fn days_of_no_dossier_stand_before_and_behind_all() {
        for day in [i32::MIN, -719_162, FIRST - 1] {
            assert_eq!(day_to_compare(Day(day)), 0, "{day}");
        }
        for day in [LAST + 8_000, 2_932_896, i32::MAX] {
            assert_eq!(day_to_compare(Day(day)), u16::MAX, "{day}");
        }
        assert!((LAST + 1..LAST + 9_000).all(|day| day_to_compare(Day(day)) > kept_day(Day(LAST))));
    }
}
