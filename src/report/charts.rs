//! What the pictures show; they are drawn in `render::charts`.

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
    /// Places in [`BarChart::bars`]: those with a rank, by rank, then the others as they stand.
    pub ranked_first: Vec<usize>,
    /// The fewest dossiers in the denominator to have a rank.
    pub least: u64,
    /// Units with fewer.
    pub too_few: usize,
}

impl BarChart {
    /// Name of its files, without ending.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("charts/{}-{}", self.indicator, self.level.as_deref().unwrap_or("all"))
    }
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The unit, whole.
    pub label: String,
    /// Its rank, from 1; equal rates share one. None for one with few dossiers, without a rate, and for former units.
    pub place: Option<usize>,
    /// The rate; none when it is not applicable or not available.
    pub percent: Option<Hundredths>,
    /// Numerator and denominator, where known.
    pub counts: Option<(u64, u64)>,
    /// Whether the threshold is met.
    pub verdict: Option<Verdict>,
    /// Hidden (`--suppress-below`): nothing else of it is known then.
    pub hidden: bool,
    /// Dossiers are left out because their export lacks a column.
    pub partial: bool,
}

impl Bar {
    /// Its rate.
    #[must_use]
    pub fn rate(&self) -> Rate {
        Rate { percent: self.percent, counts: self.counts, hidden: self.hidden, partial: self.partial }
    }
}

/// A rate as a picture shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rate {
    /// The rate; none when it is not applicable, not available or hidden.
    pub percent: Option<Hundredths>,
    /// Numerator and denominator; none when not available or hidden.
    pub counts: Option<(u64, u64)>,
    /// Hidden (`--suppress-below`): nothing else of it is known then.
    pub hidden: bool,
    /// Dossiers are left out because their export lacks a column.
    pub partial: bool,
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
    /// The months of [`LineChart::last_year`], `2021-08`, one below each month; empty without it.
    pub last_year_months: Vec<String>,
}

impl LineChart {
    /// Name of its files, without ending.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("charts/{}-by-month", self.indicator)
    }
}

/// A month of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Point {
    /// The rate; none is a gap.
    pub percent: Option<Hundredths>,
    /// Numerator and denominator, where known.
    pub counts: Option<(u64, u64)>,
    /// Hidden (`--suppress-below`).
    pub hidden: bool,
}

/// One line; a month without a rate is a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it stands for.
    pub label: Localized,
    /// A point per month.
    pub points: Vec<Point>,
}

/// All rates of all units of one administrative level, held against their thresholds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatMap {
    /// Level id; it names the file.
    pub level: String,
    /// Name of the level.
    pub level_title: Localized,
    /// Level and period.
    pub subtitle: Localized,
    /// The rates, those with a threshold first.
    pub columns: Vec<HeatColumn>,
    /// Rates beyond the most that a map shows.
    pub others: usize,
    /// The cells of the whole level.
    pub whole: Vec<HeatCell>,
    /// The units, in the order of the tables.
    pub rows: Vec<HeatRow>,
}

impl HeatMap {
    /// Name of its files, without ending.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("charts/heatmap-{}", self.level)
    }
}

/// A rate of a heat map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatColumn {
    /// Indicator id.
    pub indicator: String,
    /// Short name.
    pub short: Localized,
    /// The threshold of this level.
    pub threshold: Option<Hundredths>,
}

/// A unit of a heat map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatRow {
    /// The unit, whole.
    pub label: String,
    /// A cell per column.
    pub cells: Vec<HeatCell>,
}

/// A cell of a heat map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HeatCell {
    /// The rate.
    pub rate: Rate,
    /// Whether the threshold is met.
    pub verdict: Option<Verdict>,
    /// Its colour; none without a rate.
    pub tone: Option<Tone>,
}

/// What the colour of a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Misses its threshold, by so much.
    Below(Distance),
    /// Meets its threshold, by so much.
    Above(Distance),
    /// Has no threshold: which fifth of 0 … 100 % it lies in, from 0 to 4.
    Fifth(u8),
}

/// How far a rate lies from its threshold, in percentage points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// Less than [`Distance::FAIR_FROM`].
    Near,
    /// Less than [`Distance::FAR_FROM`].
    Fair,
    /// As much or more.
    Far,
}

impl Distance {
    /// From so many hundredths of a point on, a distance is fair.
    pub const FAIR_FROM: Hundredths = 500;
    /// From so many hundredths of a point on, a distance is far.
    pub const FAR_FROM: Hundredths = 2000;
}

/// The units of one administrative level by rank at one rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Indicator id; with the level it names the file.
    pub indicator: String,
    /// Level id.
    pub level: String,
    /// Name of the indicator.
    pub title: Localized,
    /// Level and period.
    pub subtitle: Localized,
    /// The threshold, in hundredths of a percent.
    pub threshold: Option<Hundredths>,
    /// The period that ranks are compared with, to be read; none when there is none with dossiers.
    pub compared: Option<String>,
    /// The fewest dossiers in the denominator for a rank.
    pub least: u64,
    /// Units with a rate over fewer, which have no rank.
    pub too_few: usize,
    /// The units, the first on top; then those without a rank, those without a rate at the end.
    pub rows: Vec<Ranked>,
}

impl Ranking {
    /// Name of its files, without ending.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("charts/ranking-{}-{}", self.indicator, self.level)
    }
}

/// A unit of a ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Its rank, from 1; equal rates share one (1, 2, 2, 4). None without a rate, or over too few dossiers.
    pub place: Option<usize>,
    /// The unit, whole.
    pub label: String,
    /// The rate.
    pub rate: Rate,
    /// Whether the threshold is met.
    pub verdict: Option<Verdict>,
    /// How the rank changed; none when that is not known.
    pub movement: Option<Movement>,
}

/// How a rank differs from that of the period compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// So many ranks up.
    Up(usize),
    /// So many ranks down.
    Down(usize),
    /// The same rank.
    Same,
    /// There was no dossier to rank it by.
    New,
}

/// The headline on one slide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poster {
    /// Title, if the project gives one.
    pub title: Option<Localized>,
    /// The period, to be read.
    pub period: String,
    /// The period that changes are about, to be read; none when nothing is compared.
    pub compared: Option<String>,
    /// Rates, the most urgent first.
    pub tiles: Vec<Tile>,
    /// Rates of the headline beyond the most that a poster shows.
    pub others: usize,
    /// Counts.
    pub volume: Vec<Volume>,
    /// The standard the rates are held against.
    pub standard: Option<Localized>,
}

impl Poster {
    /// Name of its files, without ending.
    pub const FILE_NAME: &str = "charts/poster";
}

/// A rate of the poster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Short name.
    pub name: Localized,
    /// The rate.
    pub rate: Rate,
    /// The threshold, in hundredths of a percent.
    pub threshold: Option<Hundredths>,
    /// Whether it is met, overall and by the levels.
    pub verdict: Option<Verdict>,
    /// The verdicts on levels; none where the rate overall says them.
    pub by_level: Option<ByLevel>,
    /// Change in hundredths of a percentage point.
    pub change: Option<Hundredths>,
}

/// A rate by level, each held against its threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByLevel {
    /// Levels that meet their threshold.
    pub met: usize,
    /// Levels that miss it.
    pub missed: usize,
    /// The levels that have one, from the top.
    pub levels: Vec<LevelRate>,
}

/// The rate of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelRate {
    /// The level.
    pub level: Localized,
    /// The rate.
    pub rate: Rate,
    /// The threshold, in hundredths of a percent.
    pub threshold: Hundredths,
    /// Whether it is met.
    pub verdict: Option<Verdict>,
}

/// A count of the poster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// Short name.
    pub name: Localized,
    /// Dossiers; none when not available or hidden.
    pub count: Option<u64>,
    /// Hidden (`--suppress-below`).
    pub hidden: bool,
    /// Change in dossiers.
    pub change: Option<i64>,
}
