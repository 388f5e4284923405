//! The score of one unit, or of the whole.

use crate::texts::Localized;
use crate::texts::numbers::Hundredths;

use super::{Class, Criterion, Part, Ratio, ScoreStandard, points};

/// A numerator and denominator, and where they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Numerator.
    pub numerator: u64,
    /// Denominator.
    pub denominator: u64,
    /// Dossiers that could not be judged because their export lacks a column.
    pub left_out: u64,
    /// Document and role of entered counts; none: counted from dossiers.
    pub entered: Option<(String, String)>,
}

/// What is scored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// Code of the unit; empty for the whole, and for one known by its name only.
    pub code: String,
    /// Name of the unit; none: the whole.
    pub name: Option<String>,
    /// Administrative level, if known: id and name.
    pub level: Option<(String, Localized)>,
}

/// Whether a criterion has points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Points by its rule.
    Judged,
    /// There was nothing to count, and the standard says what that earns.
    NothingToCount,
    /// There was nothing to count, and the standard does not say what that earns: not judged.
    NotApplicable,
    /// No counts are known: not judged.
    NoData,
}

impl Status {
    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Status::Judged => "judged",
            Status::NothingToCount => "nothing_to_count",
            Status::NotApplicable => "not_applicable",
            Status::NoData => "no_data",
        }
    }
}

/// What would earn the points that are lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raise {
    /// The fewest more in the numerator, of the same denominator.
    More(u64),
    /// The fewest fewer in the numerators of the shares that are taken off 1.
    Fewer(u64),
    /// Cannot be said as one number: the denominators differ, or there was nothing to count.
    Open,
}

/// The score of a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionScore {
    /// Counts of its parts, as far as known.
    pub counts: Vec<Option<Counted>>,
    /// Whether it has points.
    pub status: Status,
    /// Points in hundredths, rounded half up; none when not judged.
    pub points: Option<Hundredths>,
    /// Points below the maximum; 0 when not judged.
    pub lost: Hundredths,
    /// What would earn them; none when nothing is lost.
    pub raise: Option<Raise>,
}

/// Points of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupScore {
    /// Points of the criteria judged.
    pub points: Hundredths,
    /// Most points of the criteria judged.
    pub out_of: Hundredths,
    /// Most points of all its criteria.
    pub max: Hundredths,
}

/// The score of a unit or of the whole. The total is the sum of the rounded points of the criteria, so that the table adds
/// up as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// What is scored.
    pub subject: Subject,
    /// By criterion, in the order of the standard.
    pub criteria: Vec<CriterionScore>,
    /// By group.
    pub groups: Vec<GroupScore>,
    /// All together.
    pub total: GroupScore,
    /// The class; none unless every criterion was judged.
    pub class: Option<Class>,
    /// Criteria that lose points, the most first.
    pub raises: Vec<usize>,
    /// Rank among the units of its level, from 1; none for the whole, and where less was judged than elsewhere.
    pub rank: Option<usize>,
}

/// Scores a subject with what is known of it.
#[must_use]
pub fn score(standard: &ScoreStandard, subject: Subject, known: &dyn Fn(&Part) -> Option<Counted>) -> Score {
    let criteria: Vec<CriterionScore> = standard.criteria.iter().map(|criterion| judge(criterion, known)).collect();
    let sum = |wanted: &dyn Fn(&Criterion) -> bool| {
        let mut sum = GroupScore { points: 0, out_of: 0, max: 0 };
        for (criterion, scored) in standard.criteria.iter().zip(&criteria).filter(|(criterion, _)| wanted(criterion)) {
            sum.max += criterion.max;
            if let Some(points) = scored.points {
                sum.points += points;
                sum.out_of += criterion.max;
            }
        }
        sum
    };
    let groups = (0..standard.groups.len()).map(|place| sum(&|criterion| criterion.group == place)).collect();
    let total = sum(&|_| true);
    let class = standard.classes.iter().find(|class| total.points >= class.at_least);
    let class = class.filter(|_| total.out_of == total.max).cloned();
    let mut raises: Vec<usize> = (0..criteria.len()).filter(|place| criteria[*place].lost > 0).collect();
    raises.sort_by_key(|place| std::cmp::Reverse(criteria[*place].lost));
    Score { subject, criteria, groups, total, class, raises, rank: None }
}

fn judge(criterion: &Criterion, known: &dyn Fn(&Part) -> Option<Counted>) -> CriterionScore {
    let counts: Vec<Option<Counted>> = criterion.parts.iter().map(known).collect();
    let all: Option<Vec<(u64, u64)>> =
        counts.iter().map(|counted| counted.as_ref().map(|counted| (counted.numerator, counted.denominator))).collect();
    let (status, points) = match &all {
        None => (Status::NoData, None),
        Some(all) if all.iter().any(|(_, denominator)| *denominator == 0) => match criterion.when_none {
            Some(points) => (Status::NothingToCount, Some(points)),
            None => (Status::NotApplicable, None),
        },
        Some(all) => (Status::Judged, Some(points(&criterion.rule, criterion.max, ratio(criterion, all)))),
    };
    let lost = points.map_or(0, |points| criterion.max - points);
    let raise = (lost > 0).then(|| match (&all, status) {
        (Some(all), Status::Judged) => raise(criterion, all),
        _ => Raise::Open,
    });
    CriterionScore { counts, status, points, lost, raise }
}

/// The ratio of a criterion; every denominator is above 0.
fn ratio(criterion: &Criterion, counts: &[(u64, u64)]) -> Ratio {
    let start = Ratio { numerator: i128::from(criterion.is_complement), denominator: 1 };
    counts.iter().fold(start, |ratio, (numerator, denominator)| {
        let (numerator, denominator) = (i128::from(*numerator), i128::from(*denominator));
        let share = numerator * ratio.denominator;
        let before = ratio.numerator * denominator;
        let numerator = if criterion.is_complement { before - share } else { before + share };
        Ratio { numerator, denominator: ratio.denominator * denominator }
    })
}

/// The fewest that earn full points as they are shown, found by halving: more in the numerator never earn less.
fn raise(criterion: &Criterion, counts: &[(u64, u64)]) -> Raise {
    let denominator = counts[0].1;
    if counts.iter().any(|(_, other)| *other != denominator) {
        return Raise::Open;
    }
    let numerators: i128 = counts.iter().map(|(numerator, _)| i128::from(*numerator)).sum();
    let whole = i128::from(denominator);
    let now = if criterion.is_complement { whole - numerators } else { numerators };
    let is_full = |more: i128| {
        points(&criterion.rule, criterion.max, Ratio { numerator: now + more, denominator: whole }) == criterion.max
    };
    let (mut too_few, mut enough) = (0, whole - now);
    while enough - too_few > 1 {
        let middle = too_few + (enough - too_few) / 2;
        if is_full(middle) { enough = middle } else { too_few = middle }
    }
    let found = u64::try_from(enough).unwrap_or_default();
    if criterion.is_complement { Raise::Fewer(found) } else { Raise::More(found) }
}
