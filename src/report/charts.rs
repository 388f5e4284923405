//! What the charts show; the pictures are drawn in `render::charts`.

use crate::standards::Verdict;
use crate::texts::Localized;
use crate::texts::numbers::Hundredths;

/// Bars of one indicator: the units of one administrative level, best on top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarChart {
    /// Indicator id; with the level it names the file.
    pub indicator: String,
    /// Level id; none for units whose level is not known.
    pub level: Option<String>,
    /// Name of the indicator.
    pub title: Localized,
    /// Level and period.
    pub subtitle: Localized,
    /// The threshold, in hundredths of a percent.
    pub threshold: Option<Hundredths>,
    /// The bars, best on top; units without a rate at the end.
    pub bars: Vec<Bar>,
}

impl BarChart {
    /// Name of its files, without ending.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("charts/{}-{}", self.indicator, self.level.as_deref().unwrap_or("all"))
    }
}

impl LineChart {
    /// Name of its files, without ending.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("charts/{}-by-month", self.indicator)
    }
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The unit, whole.
    pub label: String,
    /// The rate; none when it is not applicable or not available.
    pub percent: Option<Hundredths>,
    /// Numerator and denominator, where known.
    pub counts: Option<(u64, u64)>,
    /// Whether the threshold is met.
    pub verdict: Option<Verdict>,
}

/// Lines of one indicator by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChart {
    /// Indicator id; it names the file.
    pub indicator: String,
    /// Name of the indicator.
    pub title: Localized,
    /// Period.
    pub subtitle: Localized,
    /// The threshold, in hundredths of a percent.
    pub threshold: Option<Hundredths>,
    /// Months, `2022-08`, in order.
    pub months: Vec<String>,
    /// The lines: overall first, then each level.
    pub lines: Vec<Line>,
    /// The same months of the year before, overall; none when the exports tell nothing of them.
    pub last_year: Option<Line>,
}

/// A month of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Point {
    /// The rate; none is a gap.
    pub percent: Option<Hundredths>,
    /// Numerator and denominator, where known.
    pub counts: Option<(u64, u64)>,
}

/// One line; a month without a rate is a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it stands for.
    pub label: Localized,
    /// A point per month.
    pub points: Vec<Point>,
}
