//! Lines of a text, counted once from its beginning.

use memchr::memchr2_iter;

/// Tells the line of a byte. Meant for places asked for in ascending order.
#[derive(Debug, Clone)]
pub(super) struct Lines<'t> {
    text: &'t [u8],
    place: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), place: 0, line: 1 }
    }

    /// Line of the byte at `place`, from 1. LF, CR LF and a CR alone end a line. A place before the last one asked for
    /// is counted again from the beginning.
    pub(super) fn of(&mut self, place: usize) -> u64 {
        let place = place.min(self.text.len());
        if place < self.place {
            (self.place, self.line) = (0, 1);
        }
        let passed = self.text.get(self.place..place).unwrap_or_default();
        for at in memchr2_iter(b'\n', b'\r', passed) {
            let end = self.place + at;
            let half_of_two = self.text.get(end) == Some(&b'\r') && self.text.get(end + 1) == Some(&b'\n');
            self.line += u64::from(!half_of_two);
        }
        self.place = place;
        self.line
    }

    /// Number of the last line that holds anything.
    pub(super) fn last(&mut self) -> u64 {
        let held = self.text.trim_ascii_end().len();
        self.of(held.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_counts_once() {
        let mut lines = Lines::new("a\nb\r\nc\rd\n\ne");
        let found: Vec<u64> = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].iter().map(|place| lines.of(*place)).collect();
        // a, its LF, b, its CR, its LF, c, its CR, d, its LF, the LF of the blank line 5, e
        assert_eq!(found, [1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6]);
    }

    #[test]
    fn an_earlier_place_is_counted_again() {
        let mut lines = Lines::new("a\nb\nc");
        assert_eq!((lines.of(4), lines.of(0), lines.of(2), lines.of(900)), (3, 1, 2, 3));
    }

    #[test]
    fn blank_lines_at_the_end_are_not_the_last() {
        assert_eq!(Lines::new("a\nb\n\n\n").last(), 2);
        assert_eq!(Lines::new("").last(), 1);
    }
}
