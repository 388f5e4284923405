use crate::texts::Lang;
use crate::texts::numbers::{Hundredths, short_percent};

/// The whole, 100 %.
const WHOLE: Hundredths = 10_000;
/// The smallest step between two marks: 0.2 %.
const FINEST_STEP: Hundredths = 20;
/// At most so many steps.
const MOST_STEPS: Hundredths = 6;
/// No axis is longer than this, whatever the data say: 1,000,000 %.
const LONGEST: Hundredths = 100_000_000;

/// An axis of rates, from zero to a round number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) struct Axis {
    /// Its end.
    pub(in crate::render) end: Hundredths,
    /// From mark to mark.
    pub(in crate::render) step: Hundredths,
}

impl Axis {
    /// The axis for these values: to 100 % or, when all are small, to the next round number above the largest.
    pub(in crate::render) fn holding(values: impl Iterator<Item = Hundredths>) -> Self {
        let largest = values.max().unwrap_or(0).clamp(0, LONGEST);
        if largest == 0 || (largest > WHOLE / 2 && largest <= WHOLE) {
            return Self { end: WHOLE, step: WHOLE / 5 };
        }
        let mut power = FINEST_STEP / 2;
        loop {
            for step in [power * 2, power * 5, power * 10] {
                let end = (largest / step + 1) * step;
                if end / step <= MOST_STEPS {
                    return Self { end, step };
                }
            }
            power *= 10;
        }
    }

    /// Its marks and what stands beside them.
    pub(in crate::render) fn marks(self, lang: Lang) -> impl Iterator<Item = (Hundredths, String)> {
        (0..=self.end / self.step).map(move |count| (count * self.step, short_percent(count * self.step, lang)))
    }

    /// How many of `length` dots a value takes.
    pub(super) fn dots(self, value: Hundredths, length: i32) -> i32 {
        let part = value.clamp(0, self.end) * i64::from(length);
        ((part + self.end / 2) / self.end) as i32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(values: &[Hundredths]) -> (Hundredths, Hundredths) {
        let axis = Axis::holding(values.iter().copied());
        (axis.end, axis.step)
    }

    #[test]
    fn ends_are_round_and_above_every_value() {
        assert_eq!(end(&[]), (10_000, 2000));
        assert_eq!(end(&[0]), (10_000, 2000));
        assert_eq!(end(&[10_000]), (10_000, 2000));
        assert_eq!(end(&[5001, 4000]), (10_000, 2000));
        assert_eq!(end(&[3830, 4000]), (5000, 1000));
        assert_eq!(end(&[5000]), (6000, 1000));
        assert_eq!(end(&[1]), (20, 20));
        assert_eq!(end(&[199]), (200, 50));
        assert_eq!(end(&[200]), (250, 50));
        assert_eq!(end(&[12_000]), (15_000, 5000));
        assert_eq!(end(&[-5]), (10_000, 2000));
        let (far, step) = end(&[i64::MAX]);
        assert!(far > LONGEST && far / step <= MOST_STEPS);
        for value in 1..20_000 {
            let (end, step) = end(&[value]);
            assert!(end >= value && end % step == 0 && end / step <= MOST_STEPS, "{value}: {end}");
            assert!(end > value || end == WHOLE, "{value}: {end}");
        }
    }

    #[test]
    fn marks_and_dots() {
        let axis = Axis::holding([200].into_iter());
        let marks: Vec<String> = axis.marks(Lang::Vi).map(|(_, text)| text).collect();
        assert_eq!(marks, ["0%", "0,5%", "1%", "1,5%", "2%", "2,5%"]);
        assert_eq!(axis.dots(125, 1000), 500);
        assert_eq!(axis.dots(-9, 1000), 0);
        assert_eq!(axis.dots(i64::MAX, 1000), 1000);
    }
}
