//! The loops over one column of plain records. What is not known at once is left to a closer look at the record.

use crate::dossiers::{NO_AMOUNT, NO_DAY, NO_TEXT, NO_WORD};

use super::dates::DateForm;
use super::fields::may_be_wrapped;
use super::plan::written_day;
use super::recall::Recall;
use super::scanner::{InPlace, PlainRows};
use super::words::{Heard, WordReader};

/// There is no date.
pub(super) const UNSEEN: u8 = u8::MAX;

/// How often each number is seen.
pub(super) fn count(seen: &[u8], times: &mut [u64; 1 + UNSEEN as usize]) {
    // Mostly there is no date, or one of a single form.
    let usual = seen.iter().find(|form| **form != UNSEEN).map_or(UNSEEN, |form| *form | 1);
    let (mut low, mut high, mut none) = (0, 0, 0);
    for form in seen {
        low += usize::from(*form == usual);
        high += usize::from(*form == usual - 1);
        none += usize::from(*form == UNSEEN);
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

/// Says that a record takes a closer look.
pub(super) fn mark(is_odd: &mut [bool], row: usize) {
    if let Some(is_odd) = is_odd.get_mut(row) {
        *is_odd = true;
    }
}

// Each of these stands for itself, so that all that its loop needs is at hand.

#[inline(never)]
pub(super) fn read_words(
    rows: &PlainRows<'_>,
    field: usize,
    reader: &WordReader,
    words: &mut Vec<u8>,
    is_odd: &mut [bool],
) {
    words.resize(is_odd.len(), NO_WORD);
    rows.each(field, words, |row, text, word| match reader.recall_in_place(text) {
        Some(Heard::Word(heard)) => *word = heard,
        Some(Heard::Kept | Heard::Unknown) | None => mark(is_odd, row),
    });
}

#[inline(never)]
pub(super) fn read_texts(
    rows: &PlainRows<'_>,
    field: usize,
    known: &Recall<u32>,
    numbers: &mut Vec<u32>,
    is_odd: &mut [bool],
) {
    numbers.resize(is_odd.len(), NO_TEXT);
    rows.each(field, numbers, |row, text, number| match known.get_in_place(text) {
        Some(known) => *number = known,
        None if text.is_empty() => {}
        None => mark(is_odd, row),
    });
}

#[inline(never)]
pub(super) fn read_days(
    rows: &PlainRows<'_>,
    field: usize,
    forms: &[DateForm],
    days: &mut Vec<i32>,
    seen: &mut Vec<u8>,
    is_odd: &mut [bool],
) {
    days.resize(is_odd.len(), NO_DAY);
    seen.resize(is_odd.len(), UNSEEN);
    // The first date tells how most of the others are written.
    let written = rows.column(field).map(InPlace::text).find(|text| !text.is_empty());
    let usual = written.and_then(|text| {
        let place = written_day(forms, text)?.0;
        let (before, rest) = forms.split_at_checked(place)?;
        Some((rest.first()?.usual(text.len(), before)?, seen_as(place, false)))
    });
    let mut others = |row: usize, text: InPlace<'_>, day: &mut i32, seen: &mut u8| {
        if !text.is_empty() && !read_other(text.text(), forms, day, seen) {
            mark(is_odd, row);
        }
    };
    let mut seen = seen.iter_mut();
    match &usual {
        Some((form, seen_so)) => rows.each(field, days, |row, text, day| {
            let Some(seen) = seen.next() else { return };
            match form.read(text) {
                Some((read, is_low)) => (*day, *seen) = (read.0, seen_so | u8::from(is_low)),
                None => others(row, text, day, seen),
            }
        }),
        None => rows.each(field, days, |row, text, day| {
            if let Some(seen) = seen.next() {
                others(row, text, day, seen);
            }
        }),
    }
}

/// Reads a date of any form; answers whether it is one.
#[inline(never)]
fn read_other(bytes: &[u8], forms: &[DateForm], day: &mut i32, seen: &mut u8) -> bool {
    let read = if may_be_wrapped(bytes) { None } else { written_day(forms, bytes) };
    if let Some((form, dated)) = &read {
        (*day, *seen) = (dated.day.0, seen_as(*form, dated.is_low));
    }
    read.is_some()
}

/// How a date was seen to be written: there are fewer forms than fit.
fn seen_as(form: usize, is_low: bool) -> u8 {
    (form as u8) << 1 | u8::from(is_low)
}

/// Adds the numbers of a column to the sums so far.
#[inline(never)]
pub(super) fn add_numbers<'b>(
    column: impl Iterator<Item = InPlace<'b>>,
    read: fn(&[u8]) -> Option<i64>,
    sums: &mut [i64],
    is_odd: &mut [bool],
) {
    for ((text, sum), is_odd) in column.zip(sums).zip(is_odd) {
        if text.is_empty() {
            continue;
        }
        let before = if *sum == NO_AMOUNT { 0 } else { *sum };
        match read(text.text()).and_then(|number| before.checked_add(number)) {
            Some(more) => *sum = more,
            None => *is_odd = true,
        }
    }
}
