//! Which places of the coming rows are taken by merged cells above them.

/// For every column, the first row in which it is free again.
#[derive(Debug, Default)]
pub(super) struct Places {
    free_from: Vec<u64>,
    /// Cells of the row at hand that reach below it; they count from the next row on.
    reaching: Vec<(usize, usize, u64)>,
    row: u64,
}

impl Places {
    /// The next row begins, `row` rows of the sheet lie before it.
    pub(super) fn begin_row(&mut self, row: u64) {
        for (column, width, free_from) in self.reaching.drain(..) {
            if self.free_from.len() < column + width {
                self.free_from.resize(column + width, 0);
            }
            for free in self.free_from.iter_mut().skip(column).take(width) {
                *free = (*free).max(free_from);
            }
        }
        self.row = row;
    }

    /// Whether a cell above reaches into this place.
    pub(super) fn taken(&self, column: usize) -> bool {
        self.free_from.get(column).is_some_and(|free_from| *free_from > self.row)
    }

    /// The first free place at `column` or right of it.
    pub(super) fn free_at(&self, column: usize) -> usize {
        let taken = self.free_from.iter().skip(column).take_while(|free_from| **free_from > self.row).count();
        column + taken
    }

    /// A cell of this row covers `width` columns and `height` rows, this one included.
    pub(super) fn cover(&mut self, column: usize, width: usize, height: u64) {
        if height > 1 {
            self.reaching.push((column, width, self.row.saturating_add(height)));
        }
    }

    /// Nothing reaches beyond this point.
    pub(super) fn clear(&mut self) {
        self.free_from.clear();
        self.reaching.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_two_by_three_takes_the_rows_below_it() {
        let mut places = Places::default();
        places.begin_row(0);
        places.cover(1, 2, 3);
        assert_eq!(places.free_at(1), 1);
        for row in 1..3 {
            places.begin_row(row);
            assert_eq!((places.free_at(0), places.free_at(1), places.taken(2), places.taken(3)), (0, 3, true, false));
        }
        places.begin_row(3);
        assert_eq!(places.free_at(1), 1);
    }

    #[test]
    fn nothing_reaches_beyond_a_clear() {
        let mut places = Places::default();
        places.begin_row(0);
        places.cover(0, 4, u64::MAX);
        places.begin_row(7);
        assert_eq!(places.free_at(0), 4);
        places.clear();
        assert_eq!(places.free_at(0), 0);
    }
}
