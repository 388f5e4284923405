//! Which delimiters end fields where some stand between quotes.

use std::ops::Range;

/// Of some records, some of which have quotes, the ends of fields: those signs that stand outside of quotes.
#[derive(Debug, Default)]
pub(super) struct Outside {
    /// Before them stands one more, as in [`Marks::ends`], when they are those of several records.
    pub(super) ends: Vec<u32>,
    /// The records that have quotes.
    pub(super) quoted: Vec<u32>,
    /// Fields in which two quotes stand for one, with their record.
    pub(super) doubled: Vec<(u32, u32)>,
}

impl Outside {
    pub(super) fn clear(&mut self) {
        self.ends.clear();
        self.quoted.clear();
        self.doubled.clear();
    }

    /// Forgets what was added of a record.
    pub(super) fn give_back(&mut self, record: u32, ends: usize) {
        self.ends.truncate(ends);
        let is_before = |row: &u32| *row < record;
        self.quoted.truncate(self.quoted.partition_point(is_before));
        self.doubled.truncate(self.doubled.partition_point(|(row, _)| is_before(row)));
    }

    /// Adds those of the `ends` of a record that stand outside of quotes; none when a quote is anything else than the first or
    /// the last byte of a field, or one of two within it. `quotes`: those before the line feed, the last of the ends.
    pub(super) fn add(
        &mut self,
        record: u32,
        window: &[u8],
        at: Range<usize>,
        ends: &[u32],
        quotes: &[u32],
    ) -> Option<()> {
        self.quoted.push(record);
        let mut quotes = quotes.iter().map(|quote| *quote as usize).peekable();
        let mut ends = ends.iter().copied().peekable();
        let (mut start, mut field) = (at.start, 0);
        while ends.peek().is_some() {
            let mut close = None;
            if quotes.next_if_eq(&start).is_some() {
                let mut place = quotes.next()?;
                // A quote behind a backslash may be a letter.
                let mut is_right = window.get(place - 1) != Some(&b'\\');
                if quotes.peek() == Some(&(place + 1)) {
                    self.doubled.push((record, field));
                }
                while is_right && quotes.next_if_eq(&(place + 1)).is_some() {
                    place = quotes.next()?;
                    is_right = window.get(place - 1) != Some(&b'\\');
                }
                close = is_right.then_some(place);
                close?;
            }
            let end = ends.find(|end| close.is_none_or(|close| *end as usize > close))?;
            let until = if ends.peek().is_none() { at.end } else { end as usize };
            let is_right = match close {
                Some(close) => close + 1 == until,
                None => quotes.peek().is_none_or(|quote| *quote > until),
            };
            if !is_right {
                return None;
            }
            self.ends.push(end);
            (start, field) = (end as usize + 1, field + 1);
        }
        Some(())
    }
}
