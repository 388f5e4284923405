//! The loops over one column of plain records. What is not known at once is left to a closer look at the record.

use crate::dossiers::{NO_AMOUNT, NO_DAY, NO_TEXT, NO_WORD, kept_day};
use crate::processor::Work;

use super::amounts::{read_figures, read_whole};
use super::code_signs::known_code_in_place;
use super::dates::DateForm;
use super::fields::may_be_wrapped;
use super::plan::written_day;
use super::recall::Recall;
use super::scanner::{InPlace, PlainRows};
use super::units::SeenUnit;
use super::words::{Heard, WordReader};

/// There is no date.
pub(super) const UNSEEN: u8 = u8::MAX;

/// Counts how often each number is seen.
pub(super) struct Count<'l> {
    pub(super) seen: &'l [u8],
    pub(super) times: &'l mut [u64; 1 + UNSEEN as usize],
}

impl Work for Count<'_> {
    type Done = ();

    #[inline(always)]
    fn run(self) {
        let Self { seen, times } = self;
        // Mostly there is no date, or one of a single form.
        let usual = seen.iter().find(|form| **form != UNSEEN).map_or(UNSEEN, |form| *form | 1);
        let (mut low, mut high, mut none) = (0, 0, 0);
        // So many can be counted in a byte.
        for few in seen.chunks(usize::from(u8::MAX)) {
            let mut of_few = [0_u8; 3];
            for form in few {
                of_few[0] += u8::from(*form == usual);
                of_few[1] += u8::from(*form == usual - 1);
                of_few[2] += u8::from(*form == UNSEEN);
            }
            low += usize::from(of_few[0]);
            high += usize::from(of_few[1]);
            none += usize::from(of_few[2]);
        }
        if usual != UNSEEN && low + high + none == seen.len() {
            times[usize::from(usual)] = low as u64;
            times[usize::from(usual - 1)] = high as u64;
            times[usize::from(UNSEEN)] = none as u64;
            return;
        }
        for form in seen {
            times[usize::from(*form)] += 1;
        }
    }
}

/// Says that a record takes a closer look.
#[inline(always)]
pub(super) fn mark(is_odd: &mut [bool], row: usize) {
    if let Some(is_odd) = is_odd.get_mut(row) {
        *is_odd = true;
    }
}

/// Says of which records the day of receipt is none, or later than that of settling: of finishing, or else of returning.
pub(super) struct CompareDays<'l> {
    pub(super) received: &'l [u16],
    pub(super) finished: &'l [u16],
    pub(super) returned: &'l [u16],
    pub(super) is_odd: &'l mut [bool],
}

impl Work for CompareDays<'_> {
    type Done = ();

    #[inline(always)]
    fn run(self) {
        let settled = self.finished.iter().zip(self.returned);
        for ((received, (finished, returned)), is_odd) in self.received.iter().zip(settled).zip(self.is_odd) {
            let settled = if *finished == NO_DAY { *returned } else { *finished };
            *is_odd |= (*received == NO_DAY) | ((settled != NO_DAY) & (settled < *received));
        }
    }
}

/// Whether any day of receipt is so far from the one in the dossier's code, where both are there.
pub(super) struct AnyFar<'l> {
    pub(super) received: &'l [u16],
    pub(super) code_days: &'l [u16],
    pub(super) far: u16,
}

impl Work for AnyFar<'_> {
    type Done = bool;

    #[inline(always)]
    fn run(self) -> bool {
        // All are looked at: a loop without an end before its end compares many at once.
        let mut is_any = false;
        for (received, code_day) in self.received.iter().zip(self.code_days) {
            let are_there = (*received != NO_DAY) & (*code_day != NO_DAY);
            is_any |= are_there & (received.abs_diff(*code_day) >= self.far);
        }
        is_any
    }
}

/// Reads the column of dossier codes: what tells the dossiers apart, and the days inside the codes.
pub(super) struct ReadCodes<'l, 'r> {
    pub(super) rows: &'l PlainRows<'r>,
    pub(super) field: usize,
    pub(super) between: &'l str,
    pub(super) fingerprints: &'l mut Vec<u128>,
    pub(super) code_days: &'l mut Vec<u16>,
    pub(super) is_odd: &'l mut [bool],
}

impl Work for ReadCodes<'_, '_> {
    type Done = ();

    #[inline(always)]
    fn run(self) {
        self.fingerprints.resize(self.is_odd.len(), 0);
        self.code_days.resize(self.is_odd.len(), NO_DAY);
        let codes = self.fingerprints.iter_mut().zip(self.code_days);
        let column = self.rows.column(self.field);
        for ((row, (fingerprint, day)), ends) in codes.enumerate().zip(column.ends()) {
            match known_code_in_place(column.text(ends), self.between) {
                Some(code) => {
                    *fingerprint = code.fingerprint;
                    *day = code.day.map_or(NO_DAY, kept_day);
                }
                None => mark(self.is_odd, row),
            }
        }
    }
}

/// Reads a column of names of units.
pub(super) struct ReadUnits<'l, 'r> {
    pub(super) rows: &'l PlainRows<'r>,
    pub(super) field: usize,
    pub(super) known: &'l Recall<SeenUnit>,
    pub(super) units: &'l mut [SeenUnit],
    pub(super) is_odd: &'l mut [bool],
}

impl Work for ReadUnits<'_, '_> {
    type Done = ();

    #[inline(always)]
    fn run(self) {
        let column = self.rows.column(self.field);
        for ((row, unit), ends) in self.units.iter_mut().enumerate().zip(column.ends()) {
            match self.known.get_name_in_place(column.text(ends)) {
                Some(seen) => *unit = seen,
                None => mark(self.is_odd, row),
            }
        }
    }
}

/// Reads a column of words.
pub(super) struct ReadWords<'l, 'r> {
    pub(super) rows: &'l PlainRows<'r>,
    pub(super) field: usize,
    pub(super) reader: &'l WordReader,
    pub(super) words: &'l mut Vec<u8>,
    pub(super) is_odd: &'l mut [bool],
}

impl Work for ReadWords<'_, '_> {
    type Done = ();

    #[inline(always)]
    fn run(self) {
        self.words.resize(self.is_odd.len(), NO_WORD);
        let column = self.rows.column(self.field);
        for ((row, word), ends) in self.words.iter_mut().enumerate().zip(column.ends()) {
            match self.reader.recall_in_place(column.text(ends)) {
                Some(Heard::Word(heard)) => *word = heard,
                Some(Heard::Kept | Heard::Unknown) | None => mark(self.is_odd, row),
            }
        }
    }
}

/// Reads a column of texts.
pub(super) struct ReadTexts<'l, 'r> {
    pub(super) rows: &'l PlainRows<'r>,
    pub(super) field: usize,
    pub(super) known: &'l Recall<u32>,
    pub(super) numbers: &'l mut Vec<u32>,
    pub(super) is_odd: &'l mut [bool],
}

impl Work for ReadTexts<'_, '_> {
    type Done = ();

    #[inline(always)]
    fn run(self) {
        self.numbers.resize(self.is_odd.len(), NO_TEXT);
        let column = self.rows.column(self.field);
        for ((row, number), ends) in self.numbers.iter_mut().enumerate().zip(column.ends()) {
            let text = column.text(ends);
            match self.known.get_in_place(text) {
                Some(known) => *number = known,
                None if text.is_empty() => {}
                None => mark(self.is_odd, row),
            }
        }
    }
}

/// Reads a column of days, and how each is written.
pub(super) struct ReadDays<'l, 'r> {
    pub(super) rows: &'l PlainRows<'r>,
    pub(super) field: usize,
    pub(super) forms: &'l [DateForm],
    pub(super) days: &'l mut Vec<u16>,
    pub(super) seen: &'l mut Vec<u8>,
    pub(super) is_odd: &'l mut [bool],
}

impl Work for ReadDays<'_, '_> {
    type Done = ();

    #[inline(always)]
    fn run(self) {
        let Self { rows, field, forms, days, seen, is_odd } = self;
        days.resize(is_odd.len(), NO_DAY);
        seen.resize(is_odd.len(), UNSEEN);
        // The first date tells how most of the others are written.
        let column = rows.column(field);
        let written = column.texts().map(InPlace::text).find(|text| !text.is_empty());
        let usual = written.and_then(|text| {
            let place = written_day(forms, text)?.0;
            let (before, rest) = forms.split_at_checked(place)?;
            Some((rest.first()?.usual(text.len(), before)?, seen_as(place, false)))
        });
        for (row, ends) in column.ends().enumerate() {
            let (Some(day), Some(seen)) = (days.get_mut(row), seen.get_mut(row)) else { return };
            let text = column.text(ends);
            if let Some((form, seen_so)) = &usual
                && let Some((read, is_low)) = form.read(text)
            {
                (*day, *seen) = (kept_day(read), seen_so | u8::from(is_low));
            } else if !text.is_empty() && !read_other(text.text(), forms, day, seen) {
                mark(is_odd, row);
            }
        }
    }
}

/// Reads a date of any form; answers whether it is one.
#[inline(never)]
fn read_other(bytes: &[u8], forms: &[DateForm], day: &mut u16, seen: &mut u8) -> bool {
    let read = if may_be_wrapped(bytes) { None } else { written_day(forms, bytes) };
    if let Some((form, dated)) = &read {
        (*day, *seen) = (kept_day(dated.day), seen_as(*form, dated.is_low));
    }
    read.is_some()
}

/// How a date was seen to be written: there are fewer forms than fit.
fn seen_as(form: usize, is_low: bool) -> u8 {
    (form as u8) << 1 | u8::from(is_low)
}

/// Adds the sums of money of a column to those so far. What figures are is remembered.
pub(super) struct AddSums<'l, 'r> {
    pub(super) rows: &'l PlainRows<'r>,
    pub(super) field: usize,
    pub(super) known: &'l mut Recall<i64>,
    pub(super) sums: &'l mut [i64],
    pub(super) is_odd: &'l mut [bool],
}

impl Work for AddSums<'_, '_> {
    type Done = ();

    #[inline(always)]
    fn run(self) {
        let column = self.rows.column(self.field);
        for ((row, sum), ends) in self.sums.iter_mut().enumerate().zip(column.ends()) {
            let text = column.text(ends);
            if !text.is_empty() {
                let read = match self.known.get_in_place(text) {
                    Some(known) => Some(known),
                    None => read_sum(text.text(), self.known),
                };
                add(read, row, sum, self.is_odd);
            }
        }
    }
}

#[inline(never)]
fn read_sum(text: &[u8], known: &mut Recall<i64>) -> Option<i64> {
    let sum = read_figures(text)?;
    known.insert(text, sum);
    Some(sum)
}

/// Adds the whole numbers of a column to those so far.
pub(super) fn add_numbers(rows: &PlainRows<'_>, field: usize, numbers: &mut [i64], is_odd: &mut [bool]) {
    for (row, (text, number)) in rows.column(field).texts().zip(numbers).enumerate() {
        if !text.is_empty() {
            add(read_whole(text.text()), row, number, is_odd);
        }
    }
}

/// Adds what was read to a sum; a record of which it was not read, or is too much, takes a closer look.
#[inline(always)]
fn add(read: Option<i64>, row: usize, sum: &mut i64, is_odd: &mut [bool]) {
    let before = if *sum == NO_AMOUNT { 0 } else { *sum };
    match read.and_then(|number| before.checked_add(number)) {
        Some(more) => *sum = more,
        None => mark(is_odd, row),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::processor::widely;

    proptest::proptest! {
        /// Of one form or of several, and of more than a byte can count.
        #[test]
        fn every_form_is_counted_as_often_as_it_is_seen(
            drawn in proptest::collection::vec(proptest::sample::select(vec![4_u8, 5, UNSEEN, 8, 3]), 1..40),
            kinds in 1_usize..6,
            times in 1_usize..60,
        ) {
            let known = [UNSEEN, 4, 5, 8, 3];
            let allowed = &known[..kinds];
            let few = drawn.iter().map(|form| if allowed.contains(form) { *form } else { UNSEEN });
            let seen: Vec<u8> = few.cycle().take(drawn.len() * times).collect();
            let mut counted = [0; 1 + UNSEEN as usize];
            widely(Count { seen: &seen, times: &mut counted });
            for form in 0..=UNSEEN {
                let number = seen.iter().filter(|other| **other == form).count() as u64;
                proptest::prop_assert_eq!(counted[usize::from(form)], number, "{}", form);
            }
        }
    }

    #[test]
    fn a_day_is_far_from_that_many_days_on() {
        for (received, code_day, is_far) in
            [(1000, 1027, true), (1027, 1000, true), (1000, 1026, false), (1000, 0, false)]
        {
            let (mut days, mut code_days) = (vec![1000; 70], vec![1000; 70]);
            (days[33], code_days[33]) = (received, code_day);
            assert_eq!(
                widely(AnyFar { received: &days, code_days: &code_days, far: 27 }),
                is_far,
                "{received} {code_day}"
            );
        }
    }
}
