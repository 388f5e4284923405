use std::collections::BTreeMap;

/// How many dossiers have so many days. Adding two is the histogram of both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histogram {
    counts: BTreeMap<u32, u64>,
}

impl Histogram {
    /// Adds a dossier of so many days.
    pub fn count(&mut self, days: u32) {
        *self.counts.entry(days).or_default() += 1;
    }

    /// Adds the dossiers of another one.
    pub fn add(&mut self, other: &Histogram) {
        for (days, count) in &other.counts {
            *self.counts.entry(*days).or_default() += count;
        }
    }

    /// How many dossiers there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    /// Days and dossiers, the fewest days first; only days that occur.
    pub fn days(&self) -> impl Iterator<Item = (u32, u64)> {
        self.counts.iter().map(|(days, count)| (*days, *count))
    }

    /// The fewest and the most days.
    #[must_use]
    pub fn range(&self) -> Option<(u32, u32)> {
        Some((*self.counts.keys().next()?, *self.counts.keys().next_back()?))
    }

    /// The days of the dossier at this rank, from 1, the fewest days first.
    fn at(&self, rank: u64) -> Option<u32> {
        let mut passed = 0;
        self.days().find_map(|(days, count)| {
            passed += count;
            (rank <= passed).then_some(days)
        })
    }

    /// Twice the median (trung vị): of an even number of dossiers the sum of the two in the middle.
    #[must_use]
    pub fn median_twice(&self) -> Option<u64> {
        let total = self.total();
        let (low, high) = (self.at(total.div_ceil(2))?, self.at(total / 2 + 1)?);
        Some(u64::from(low) + u64::from(high))
    }

    /// The percentile (bách phân vị) by nearest rank: the fewest days that at least so many of a hundred dossiers did not
    /// exceed.
    #[must_use]
    pub fn percentile(&self, of_hundred: u64) -> Option<u32> {
        let total = u128::from(self.total());
        let rank = (total * u128::from(of_hundred)).div_ceil(100);
        self.at(u64::try_from(rank).ok()?.max(1))
    }

    /// How many dossiers each class has: the classes end with these days, the last one is open.
    #[must_use]
    pub fn classes(&self, ends: &[u32]) -> Vec<u64> {
        let mut classes = vec![0; ends.len() + 1];
        for (days, count) in self.days() {
            let class = ends.partition_point(|end| *end < days);
            if let Some(class) = classes.get_mut(class) {
                *class += count;
            }
        }
        classes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(days: &[u32]) -> Histogram {
        let mut histogram = Histogram::default();
        days.iter().for_each(|days| histogram.count(*days));
        histogram
    }

    #[test]
    fn the_median_of_an_even_number_is_exact() {
        assert_eq!(of(&[]).median_twice(), None);
        assert_eq!(of(&[7]).median_twice(), Some(14));
        assert_eq!(of(&[1, 2]).median_twice(), Some(3));
        assert_eq!(of(&[9, 1, 2]).median_twice(), Some(4));
        assert_eq!(of(&[0, 0, 5, 9]).median_twice(), Some(5));
    }

    /// Of ten dossiers nine took no more than the ninth; of eleven, 90 % are 9.9: the tenth.
    #[test]
    fn the_percentile_is_the_nearest_rank() {
        assert_eq!(of(&[]).percentile(90), None);
        assert_eq!(of(&[4]).percentile(90), Some(4));
        assert_eq!(of(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).percentile(90), Some(9));
        assert_eq!(of(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]).percentile(90), Some(10));
        assert_eq!(of(&[1, 2, 3, 4, 5, 6, 7, 8, 9]).percentile(90), Some(9));
    }

    #[test]
    fn classes_hold_every_dossier_once() {
        assert_eq!(of(&[0, 1, 2, 3, 4, 30, 31]).classes(&[0, 1, 3, 30]), [1, 1, 2, 2, 1]);
        assert_eq!(of(&[5]).classes(&[]), [1]);
    }
}
