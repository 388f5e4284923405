//! Periods side by side, for `cchc compare`: what each part adds to the change of the whole.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::standards::{Contribution, Counts, Fraction, Interval, Pair, change_in_points, contribution, wilson};
use crate::texts::numbers::Hundredths;

use super::model::{Breakdown, Figure, Part, Report, Scope};
use super::placing::counts;

/// A rate of the report's period beside that of another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Place in [`Report::comparisons`].
    pub compared: usize,
    /// All dossiers.
    pub all: Compared,
    /// The parts: units, fields and procedures by what they add, the most first; levels and months as they stand.
    pub parts: Vec<Compared>,
    /// Why there are no contributions; none when there are.
    pub undivided: Option<Undivided>,
}

/// Why a change cannot be divided among the parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undivided {
    /// One of the periods has no denominator, or its files are not there.
    NothingToCompare,
    /// The exports do not tell the rate of a part.
    NotAvailable,
    /// The counts of the parts do not add up to those of all.
    NotAdditive,
}

impl Undivided {
    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Undivided::NothingToCompare => "nothing_to_compare",
            Undivided::NotAvailable => "not_available",
            Undivided::NotAdditive => "not_additive",
        }
    }
}

/// A part, or all, in both periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What it is about, for a reader and a machine.
    pub about: About,
    /// The report's own period.
    pub now: Side,
    /// The period compared with.
    pub before: Side,
    /// The change in hundredths of a point, from the exact fractions; none without both rates.
    pub change: Option<Hundredths>,
    /// What it adds to the change of all.
    pub adds: Option<Adds>,
}

/// What a row of a comparison is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// All dossiers, a level or a unit: the figure that names it, place in [`Report::figures`].
    Figure(usize),
    /// A field, a procedure or a month.
    Part(Part),
}

/// A rate in one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Side {
    /// Its figure: place in [`Report::figures`]; none for a part that does not occur in the period.
    pub figure: Option<usize>,
    /// Numerator and denominator; none when not available.
    pub counts: Option<Counts>,
    /// What the rate may be; none without a denominator.
    pub interval: Option<Interval>,
    /// Fewer dossiers than the minimum, or an interval so wide that the rate says little.
    pub is_small: bool,
}

/// What a part adds to the change of all, each in hundredths of a point and rounded for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adds {
    /// By its own rate.
    pub rate: Hundredths,
    /// By its share of the denominator.
    pub mix: Hundredths,
    /// Together.
    pub both: Hundredths,
}

/// The report's period beside each one it is compared with. Rates over fewer than `least` dossiers are marked as small.
#[must_use]
pub fn comparisons(report: &Report, indicator: usize, least: u64) -> Vec<Comparison> {
    (0..report.comparisons.len()).map(|compared| comparison(report, indicator, compared, least)).collect()
}

fn comparison(report: &Report, indicator: usize, compared: usize, least: u64) -> Comparison {
    let own = rows(report, indicator, None);
    let other = rows(report, indicator, Some(compared));
    let mut keys: Vec<&Key> = own.iter().map(|(key, _)| key).collect();
    keys.extend(other.iter().map(|(key, _)| key).filter(|key| !own.iter().any(|(known, _)| known == *key)));
    let find = |rows: &[(Key, usize)]| -> BTreeMap<Key, usize> { rows.iter().cloned().collect() };
    let (own, other) = (find(&own), find(&other));
    let side = |figure: Option<usize>| side(report, figure, least);
    let mut rows: Vec<Compared> = keys
        .into_iter()
        .map(|key| {
            let (now, before) = (own.get(key).copied(), other.get(key).copied());
            let about = about(report, now, before);
            let (now, before) = (side(now), side(before));
            let change = now.counts.zip(before.counts).and_then(|(now, before)| change_in_points(now, before));
            Compared { about, now, before, change, adds: None }
        })
        .collect();
    let mut all = if rows.is_empty() { nothing() } else { rows.remove(0) };
    let is_empty = report.comparisons.get(compared).is_none_or(|compared| compared.touched == 0);
    let undivided = if is_empty { Some(Undivided::NothingToCompare) } else { divide(&mut all, &mut rows) };
    Comparison { compared, all, parts: in_order(rows, report.breakdown), undivided }
}

/// Names a row: a month by itself and the one beside it.
fn about(report: &Report, now: Option<usize>, before: Option<usize>) -> About {
    let part = |figure: Option<usize>| figure.and_then(|figure| report.figures.get(figure)?.part.clone());
    match (part(now), part(before)) {
        (Some(now), Some(before)) if report.breakdown == Breakdown::Month => About::Part(Part {
            id: format!("{}/{}", now.id, before.id),
            name: format!("{} – {}", now.name, before.name),
        }),
        (Some(part), _) | (None, Some(part)) => About::Part(part),
        (None, None) => About::Figure(now.or(before).unwrap_or_default()),
    }
}

fn nothing() -> Compared {
    let side = Side::default();
    Compared { about: About::Figure(0), now: side, before: side, change: None, adds: None }
}

/// What a row is about, as the same in both periods.
type Key = (&'static str, Option<String>, Option<String>);

/// The figures of the rows: all first, then the parts.
fn rows(report: &Report, indicator: usize, comparison: Option<usize>) -> Vec<(Key, usize)> {
    let is_row = |figure: &Figure| match (figure.scope, &figure.part) {
        (Scope::All, None) => true,
        (Scope::All, Some(_)) => !matches!(report.breakdown, Breakdown::Unit | Breakdown::Level),
        (Scope::Level, None) => report.breakdown == Breakdown::Level,
        (Scope::Unit, None) => report.breakdown == Breakdown::Unit,
        (_, Some(_)) => false,
    };
    let mut month = 0;
    let mut key = |figure: &Figure| {
        let name = match figure.scope {
            Scope::All => None,
            Scope::Level => figure.level.clone(),
            Scope::Unit => figure.unit.clone(),
        };
        let part = figure.part.as_ref().map(|part| match report.breakdown {
            // The first month beside the first one, and so on: months of two periods have names of their own.
            Breakdown::Month => {
                month += 1;
                format!("{month:06}")
            }
            _ => part.id.clone(),
        });
        (figure.scope.id(), name, part)
    };
    let of = |figure: &Figure| figure.indicator == indicator && figure.comparison == comparison && is_row(figure);
    let figures = report.figures.iter().enumerate().filter(|(_, figure)| of(figure));
    figures.map(|(place, figure)| (key(figure), place)).collect()
}

fn side(report: &Report, figure: Option<usize>, least: u64) -> Side {
    // A part that does not occur has no dossiers.
    let counts = figure.and_then(|figure| report.figures.get(figure)).map_or(Some((0, 0)), counts);
    let interval = counts.and_then(|(numerator, denominator)| wilson(numerator, denominator));
    let is_few = counts.is_some_and(|(_, denominator)| denominator > 0 && denominator < least);
    Side { figure, counts, interval, is_small: is_few || interval.is_some_and(Interval::is_wide) }
}

/// Divides the change of all among the parts, or says why that cannot be.
fn divide(all: &mut Compared, parts: &mut [Compared]) -> Option<Undivided> {
    let pair = |row: &Compared| row.now.counts.zip(row.before.counts).map(|(now, before)| Pair { now, before });
    let Some(whole) = pair(all).filter(|pair| pair.now.1 > 0 && pair.before.1 > 0) else {
        return Some(Undivided::NothingToCompare);
    };
    let Some(pairs) = parts.iter().map(pair).collect::<Option<Vec<Pair>>>() else {
        return Some(Undivided::NotAvailable);
    };
    let sum = |of: fn(&Pair) -> Counts| {
        pairs.iter().map(of).fold((0, 0), |(numerator, denominator), (n, d)| (numerator + n, denominator + d))
    };
    if sum(|pair| pair.now) != whole.now || sum(|pair| pair.before) != whole.before {
        return Some(Undivided::NotAdditive);
    }
    let contributions: Vec<Option<Contribution>> = pairs.into_iter().map(|pair| contribution(pair, whole)).collect();
    for (part, contribution) in parts.iter_mut().zip(&contributions) {
        part.adds = contribution.and_then(|Contribution { rate, mix, both }| {
            Some(Adds { rate: rate.points()?, mix: mix.points()?, both: both.points()? })
        });
    }
    all.adds = sums(&contributions).zip(all.change).map(|((rate, mix), both)| Adds { rate, mix, both });
    None
}

/// Parts of a hundredth of a point that sums are made in: finer than any sum of parts can tell apart.
const FINE: i64 = 1_000_000_000_000;

/// The rate and mix parts of all, each summed before it is rounded.
fn sums(contributions: &[Option<Contribution>]) -> Option<(Hundredths, Hundredths)> {
    let sum = |of: fn(&Contribution) -> Fraction| {
        let fine =
            |contribution: &Option<Contribution>| contribution.as_ref().and_then(|it| of(it).times(10_000 * FINE));
        let sum: i128 = contributions.iter().map(fine).sum::<Option<i128>>()?;
        let half = i128::from(FINE) / 2 * sum.signum();
        Hundredths::try_from((sum + half) / i128::from(FINE)).ok()
    };
    sum(|contribution| contribution.rate).zip(sum(|contribution| contribution.mix))
}

/// Those that add most on top, whichever way; levels and months have an order of their own.
fn in_order(mut parts: Vec<Compared>, breakdown: Breakdown) -> Vec<Compared> {
    if !matches!(breakdown, Breakdown::Level | Breakdown::Month) {
        parts.sort_by_key(|part| Reverse(part.adds.map(|adds| adds.both.abs())));
    }
    parts
}
