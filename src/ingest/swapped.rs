//! Evidence that day and month have changed places in a column.
//!
//! A spreadsheet program with United States settings reads `01/08/2022` as 8 January and leaves `19/08/2022` as text: the
//! file then holds dates of both orders, and half of them look right. No rule can tell which; so the column is refused,
//! and both readings are shown.

use std::sync::LazyLock;

use crate::dossiers::{YEARS_KEPT, kept_day};
use crate::period::Day;

use super::dates::{DateForm, Dated, Hand};

/// Dates that are needed on either side before a clean split of low and high days between two hands is called evidence.
const FEWEST_OF_A_SPLIT: u64 = 4;
/// Dates on both sides together, when those of the low days are stored as dates and the others are text.
const FEWEST_STORED: u64 = 6;
/// Dossiers whose code says that day and month have changed places.
const FEWEST_BY_CODE: u64 = 3;
/// Day and month in each other's place move a date by at least so many days: that many more a month has than the day moves.
pub(super) const FEWEST_DAYS_OF_A_SWAP: u16 = 27;
/// Dates that can only be month first, when others are day first: one could be a slip of the pen.
const FEWEST_MONTH_FIRST: u64 = 2;

/// A date that shows what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwappedExample {
    /// Line or row, from 1.
    pub line: u64,
    /// The day with the day before the month.
    pub day_first: Option<Day>,
    /// The day with the month before the day.
    pub month_first: Option<Day>,
}

#[derive(Debug, Clone, Default)]
struct Bucket {
    low: u64,
    high: u64,
    first_low: Option<(u64, Day)>,
    first_high: Option<(u64, Day)>,
}

/// What was seen of a column of days: a bucket for each hand that may have written them.
#[derive(Debug, Clone, Default)]
pub(super) struct Sightings {
    hands: Vec<Hand>,
    buckets: [Bucket; 4],
    month_first: u64,
    first_month_first: Option<SwappedExample>,
    code_agrees: u64,
    code_swaps: u64,
    first_code_swap: Option<SwappedExample>,
    reversed: u64,
    first_reversed: Option<SwappedExample>,
}

impl Sightings {
    /// For dates of these forms.
    pub(super) fn new(forms: &[DateForm]) -> Self {
        Self { hands: forms.iter().map(DateForm::hand).collect(), ..Self::default() }
    }

    /// Takes out what was seen: what is seen from now on stands further down, and will be added to it.
    pub(super) fn take(&mut self) -> Self {
        let next = Self { hands: self.hands.clone(), ..Self::default() };
        std::mem::replace(self, next)
    }

    /// A date was read; `form` is none for one that the file stores as a date.
    pub(super) fn saw(&mut self, form: Option<usize>, dated: &Dated, line: u64) {
        self.saw_several(form, dated.is_low, 1, || (line, dated.day));
    }

    /// Dates of one form were read, all of them low or none; `first`: the line and the day of the first.
    pub(super) fn saw_several(
        &mut self,
        form: Option<usize>,
        is_low: bool,
        dates: u64,
        first: impl FnOnce() -> (u64, Day),
    ) {
        let hand = form.and_then(|form| self.hands.get(form)).copied().unwrap_or(Hand::Stored);
        let bucket = &mut self.buckets[hand as usize];
        let (count, first_seen) =
            if is_low { (&mut bucket.low, &mut bucket.first_low) } else { (&mut bucket.high, &mut bucket.first_high) };
        *count += dates;
        if first_seen.is_none() {
            *first_seen = Some(first());
        }
    }

    /// A text was no date of any form; perhaps it is one with the month first.
    pub(super) fn failed(&mut self, forms: &[DateForm], text: &str, line: u64) {
        let Some(day) = forms.iter().find_map(|form| form.read_swapped(text.as_bytes())) else { return };
        self.month_first += 1;
        if self.first_month_first.is_none() {
            self.first_month_first = Some(SwappedExample { line, day_first: None, month_first: Some(day) });
        }
    }

    /// The dossier's code carries a day, which the column should hold too.
    pub(super) fn compare(&mut self, day: Day, code_day: Day, line: u64) {
        if day == code_day {
            self.agree(u64::from(TELLS[usize::from(kept_day(day))]));
        } else if day.0.abs_diff(code_day.0) >= u32::from(FEWEST_DAYS_OF_A_SWAP) {
            self.compare_far(day, code_day, line);
        }
    }

    /// So many days agree with those in the codes, and would not if day and month changed places.
    pub(super) fn agree(&mut self, days: u64) {
        self.code_agrees += days;
    }

    /// The same of days that are so far from each other that they may have been swapped.
    pub(super) fn compare_far(&mut self, day: Day, code_day: Day, line: u64) {
        if swapped(day) == Some(code_day) {
            self.code_swaps += 1;
            if self.first_code_swap.is_none() {
                self.first_code_swap = Some(SwappedExample { line, day_first: Some(day), month_first: Some(code_day) });
            }
        }
    }

    /// A dossier was settled before it was received, but would not be if day and month of its settling changed places.
    pub(super) fn reversed(&mut self, received: Day, settled: Day, line: u64) {
        if swapped(settled).is_some_and(|other| other >= received) {
            self.reversed += 1;
            let example = SwappedExample { line, day_first: Some(settled), month_first: swapped(settled) };
            self.first_reversed.get_or_insert(example);
        }
    }

    /// Adds what was seen of rows further down.
    pub(super) fn add(&mut self, more: Sightings) {
        for (bucket, more) in self.buckets.iter_mut().zip(more.buckets) {
            bucket.low += more.low;
            bucket.high += more.high;
            bucket.first_low = bucket.first_low.or(more.first_low);
            bucket.first_high = bucket.first_high.or(more.first_high);
        }
        self.month_first += more.month_first;
        self.first_month_first = self.first_month_first.take().or(more.first_month_first);
        self.code_agrees += more.code_agrees;
        self.code_swaps += more.code_swaps;
        self.first_code_swap = self.first_code_swap.take().or(more.first_code_swap);
        self.reversed += more.reversed;
        self.first_reversed = self.first_reversed.take().or(more.first_reversed);
    }

    /// Examples of both readings, when the column cannot be trusted.
    pub(super) fn evidence(&self) -> Option<Vec<SwappedExample>> {
        let both = |(line, day): (u64, Day)| SwappedExample { line, day_first: Some(day), month_first: swapped(day) };
        let high: u64 = self.buckets.iter().map(|bucket| bucket.high).sum();
        let high_ambiguous =
            self.buckets[Hand::DayOrMonthFirst as usize].high + self.buckets[Hand::HalfDays as usize].high;
        let first_low = self.buckets.iter().filter_map(|bucket| bucket.first_low).min();
        let first_high = self.buckets.iter().filter_map(|bucket| bucket.first_high).min();
        if self.month_first >= FEWEST_MONTH_FIRST || (self.month_first > 0 && high_ambiguous == 0) {
            let examples = [self.first_month_first.clone(), first_low.map(both), first_high.map(both)];
            return Some(examples.into_iter().flatten().collect());
        }
        // No hand wrote both low and high days, but one only low ones and another only high ones.
        let is_split = self.buckets.iter().all(|bucket| bucket.low == 0 || bucket.high == 0);
        let low: u64 = self.buckets.iter().map(|bucket| bucket.low).sum();
        let stored = &self.buckets[Hand::Stored as usize];
        // Dates stored as such beside dates left as text are what such a program leaves behind: fewer will do.
        let is_mixed = stored.low > 0 && stored.high == 0 && high > 0 && low + high >= FEWEST_STORED;
        if is_split && (is_mixed || (low >= FEWEST_OF_A_SPLIT && high >= FEWEST_OF_A_SPLIT)) {
            return Some([first_low.map(both), first_high.map(both)].into_iter().flatten().collect());
        }
        if self.code_swaps >= FEWEST_BY_CODE && self.code_swaps > self.code_agrees {
            return Some(self.first_code_swap.clone().into_iter().collect());
        }
        // Where one hand wrote the whole column and never a day above 12, nothing else speaks for the order of the day first.
        if self.reversed >= FEWEST_BY_CODE && high == 0 {
            return Some(self.first_reversed.clone().into_iter().collect());
        }
        None
    }
}

/// The day with day and month in each other's place, if there is one.
/// For the number of each day whether day and month could change places, and another day would come out.
static TELLS: LazyLock<Box<[bool; 1 << 16]>> = LazyLock::new(|| {
    let mut tells = Box::new([false; 1 << 16]);
    for year in YEARS_KEPT {
        for (month, of_month) in (1..=12).flat_map(|month| (1..=12).map(move |day| (month, day))) {
            let day = i32::try_from(year).ok().and_then(|year| Day::from_civil(year, month, of_month));
            if let Some(day) = day.filter(|_| month != of_month) {
                tells[usize::from(kept_day(day))] = true;
            }
        }
    }
    tells
});

/// How many of these days, by their numbers, are the same as in the codes, and would not be if day and month changed places.
pub(super) fn count_agreeing(days: &[u16], code_days: &[u16]) -> u64 {
    let tells = &**TELLS;
    let each = days.iter().zip(code_days);
    each.fold(0, |sum, (day, code_day)| sum + u64::from((day == code_day) & tells[usize::from(*day)]))
}

fn swapped(day: Day) -> Option<Day> {
    let (year, month, of_month) = day.civil();
    Day::from_civil(year, of_month, month)
}

#[cfg(test)]
mod tests {
    use super::super::reading_rules::DateRules;
    use super::*;

    const RULES: DateRules = DateRules { first_year: 1995, last_year: 2049, local_offset: 420 };

    /// True when a column with these texts, and these dates stored as such, is refused.
    fn is_refused(texts: &[&str], stored: &[&str]) -> bool {
        let forms: Vec<_> = ["dd/MM/yyyy", "d/M/yyyy"].iter().map(|form| DateForm::new(form, RULES).unwrap()).collect();
        let mut sightings = Sightings::new(&forms);
        for text in texts {
            let read = forms.iter().enumerate().find_map(|(place, form)| Some((place, form.read(text.as_bytes())?)));
            match read {
                Some((place, dated)) => sightings.saw(Some(place), &dated, 1),
                None => sightings.failed(&forms, text, 1),
            }
        }
        for day in stored {
            let dated = RULES.plausible(Day::parse_iso(day).unwrap(), None).unwrap();
            sightings.saw(None, &dated, 1);
        }
        sightings.evidence().is_some()
    }

    /// Rows read by several, each with a part of them after the other, say what they say together.
    #[test]
    fn what_agrees_is_counted_alike_in_parts() {
        let (day, swapped) = (Day::from_civil(2022, 8, 1).unwrap(), Day::from_civil(2022, 1, 8).unwrap());
        let rows = 150_000;
        let read = |sightings: &mut Sightings, rows: std::ops::Range<usize>| {
            for row in rows {
                sightings.compare(day, if row % 40_000 == 39_999 { swapped } else { day }, row as u64);
            }
        };
        let mut whole = Sightings::new(&[]);
        read(&mut whole, 0..rows);
        assert_eq!((whole.code_agrees, whole.code_swaps), (149_997, 3));
        let (mut joined, mut parts) = (Sightings::new(&[]), [Sightings::new(&[]), Sightings::new(&[])]);
        for (number, start) in (0..rows).step_by(7_000).enumerate() {
            // One of them reads most parts.
            let part = &mut parts[usize::from(number % 5 == 0)];
            read(part, start..rows.min(start + 7_000));
            joined.add(part.take());
        }
        let told =
            |sightings: &Sightings| (sightings.code_agrees, sightings.code_swaps, sightings.first_code_swap.clone());
        assert_eq!(told(&joined), told(&whole));
    }

    #[test]
    fn one_order_throughout_is_trusted() {
        assert!(!is_refused(&["01/08/2022", "19/08/2022", "31/12/2022", "02/08/2022"], &[]));
        assert!(!is_refused(&["01/08/2022", "02/08/2022"], &[]));
        assert!(!is_refused(&[], &["2022-08-01", "2022-08-19"]));
        // One hand that writes no zeros: days below 10 have another form than the others, and tell nothing.
        let october = [
            "1/10/2022",
            "5/10/2022",
            "8/10/2022",
            "9/10/2022",
            "15/10/2022",
            "20/10/2022",
            "25/10/2022",
            "31/10/2022",
        ];
        assert!(!is_refused(&october, &[]));
    }

    #[test]
    fn month_first_dates_beside_day_first_ones_are_refused() {
        assert!(is_refused(&["19/08/2022", "08/19/2022", "08/20/2022"], &[]));
        assert!(!is_refused(&["19/08/2022", "08/19/2022"], &[]), "one is a slip of the pen: its record is rejected");
        assert!(is_refused(&["08/01/2022", "08/19/2022"], &[]), "the whole column has the month first");
    }

    #[test]
    fn low_days_stored_as_dates_beside_high_days_left_as_text_are_refused() {
        let texts = ["19/08/2022", "20/08/2022", "25/08/2022", "31/08/2022"];
        let stored = ["2022-01-08", "2022-02-08", "2022-03-08", "2022-12-08"];
        assert!(is_refused(&texts, &stored));
        assert!(!is_refused(&texts, &[&stored[..], &["2022-08-29"]].concat()), "a high day among them was no swap");
    }

    #[test]
    fn a_swap_moves_a_date_far() {
        let days =
            (2019..2025).flat_map(|year| (1..=12).flat_map(move |month| (1..=12).map(move |day| (year, month, day))));
        let moves = days.map(|(year, month, day)| {
            let day = Day::from_civil(year, month, day).unwrap();
            swapped(day).unwrap().0.abs_diff(day.0)
        });
        let moves: std::collections::BTreeSet<u32> = moves.filter(|days| *days > 0).collect();
        assert_eq!(moves.first(), Some(&u32::from(FEWEST_DAYS_OF_A_SWAP)));
    }

    #[test]
    fn codes_tell_that_days_have_changed_places() {
        let mut sightings = Sightings::new(&[]);
        let day = |text: &str| Day::parse_iso(text).unwrap();
        for month in ["01", "02", "03"] {
            sightings.compare(day(&format!("2022-{month}-08")), day(&format!("2022-08-{month}")), 1);
        }
        assert!(sightings.evidence().is_some());
        for of_month in ["01", "02", "03", "04"] {
            sightings.compare(day(&format!("2022-08-{of_month}")), day(&format!("2022-08-{of_month}")), 1);
        }
        assert!(sightings.evidence().is_none());
    }

    /// Days that agree with their codes were counted up to 100 001, days that swap without end: a long list with fewer that swap
    /// than agree was refused.
    #[test]
    fn as_many_agreeing_days_are_counted_as_swapped_ones() {
        let (day, swapped) = (Day::from_civil(2022, 8, 1).unwrap(), Day::from_civil(2022, 1, 8).unwrap());
        let mut sightings = Sightings::new(&[]);
        (0..150_001).for_each(|line| sightings.compare(day, day, line));
        (0..150_001).for_each(|line| sightings.compare(swapped, day, line));
        assert!(sightings.evidence().is_none(), "as many agree as swap");
        sightings.compare(swapped, day, 1);
        assert!(sightings.evidence().is_some(), "one more swaps than agree");
    }

    proptest::proptest! {
        /// Days that agree are counted together, or one by one.
        #[test]
        fn many_days_are_compared_as_one_is(
            drawn in proptest::collection::vec((1_u32..13, 1_u32..28, 0_u8..4), 0..200),
        ) {
            let days: Vec<(Day, Day)> = drawn.iter().map(|(month, of_month, kind)| {
                let day = Day::from_civil(2022, *month, *of_month).unwrap();
                let code_day = match kind {
                    0 => swapped(day).unwrap_or(day),
                    1 => day.plus(1),
                    _ => day,
                };
                (day, code_day)
            }).collect();
            let (mut together, mut one_by_one) = (Sightings::new(&[]), Sightings::new(&[]));
            for (line, (day, code_day)) in (0..).zip(&days) {
                one_by_one.compare(*day, *code_day, line);
            }
            let numbers = |of: fn(&(Day, Day)) -> Day| days.iter().map(|days| kept_day(of(days))).collect::<Vec<_>>();
            together.agree(count_agreeing(&numbers(|days| days.0), &numbers(|days| days.1)));
            for (line, (day, code_day)) in (0..).zip(&days) {
                if day.0.abs_diff(code_day.0) >= u32::from(FEWEST_DAYS_OF_A_SWAP) {
                    together.compare_far(*day, *code_day, line);
                }
            }
            proptest::prop_assert_eq!(format!("{together:?}"), format!("{one_by_one:?}"));
            // By the days themselves.
            let agree = days.iter().filter(|(day, code_day)| {
                let (_, month, of_month) = day.civil();
                day == code_day && of_month <= 12 && of_month != month
            });
            proptest::prop_assert_eq!(together.code_agrees, agree.count() as u64);
        }
    }
}
