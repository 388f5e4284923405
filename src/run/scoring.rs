//! Scores: counts from a report, entered counts, and the standard, brought together.

use crate::report::Report;
use crate::report::model::{Figure, NOT_ATTRIBUTABLE, Scope};
use crate::scores::{Counted, Counts, From, Part, Score, ScoreError, ScoreStandard, Scoring, Subject, rank, score};

/// Scores the whole, and with `by_unit` every unit.
///
/// # Errors
/// When counts are entered that the dossiers tell, or for a unit that they do not know.
pub fn scoring(
    standard: ScoreStandard,
    report: Option<&Report>,
    counts: &Counts,
    by_unit: bool,
) -> Result<Scoring, ScoreError> {
    let units = match report {
        Some(report) => of_report(report),
        None => {
            let named = |name: &str| Subject { name: Some(name.to_owned()), ..Subject::default() };
            counts.units().map(named).collect()
        }
    };
    if report.is_some() {
        counts.beside_dossiers(&units)?;
    }
    let make = |subject: Subject| {
        let about = subject.clone();
        let known = |part: &Part| match &part.from {
            From::Entered => entered(counts, part, &about),
            from => match report {
                Some(report) => counted(report, from, &about),
                None => entered(counts, part, &about),
            },
        };
        score(&standard, subject, &known)
    };
    let whole = (report.is_some() || counts.has_whole() || !by_unit).then(|| make(Subject::default()));
    let units_passed_over = !by_unit && counts.units().next().is_some();
    let mut scores: Vec<Score> = if by_unit { units.into_iter().map(make).collect() } else { Vec::new() };
    rank(&mut scores);
    let period = report.map(|report| report.period.period);
    let is_outside = period.is_some_and(|period| {
        period.from < standard.valid_from || standard.valid_to.is_some_and(|last| last < period.to)
    });
    let structure = report.map(|report| report.structure);
    let title = report.and_then(|report| report.title.clone());
    Ok(Scoring { title, period, structure, whole, units: scores, units_passed_over, is_outside, standard })
}

/// The units of a report, in its order; dossiers without a unit are no unit.
fn of_report(report: &Report) -> Vec<Subject> {
    let mut units: Vec<Subject> = Vec::new();
    let own = report.figures.iter().filter(|figure| figure.scope == Scope::Unit && figure.comparison.is_none());
    for figure in own {
        let (Some(code), Some(name)) = (&figure.unit, &figure.unit_name) else { continue };
        // A former unit is no longer there to be scored; its dossiers are in the whole.
        let is_former = figure.level.as_deref() == Some(NOT_ATTRIBUTABLE);
        if is_former || name.is_empty() || units.iter().any(|unit| unit.code == *code) {
            continue;
        }
        let level = report.levels.iter().find(|level| figure.level.as_ref() == Some(&level.id));
        let level = level.map(|level| (level.id.clone(), level.title.clone()));
        units.push(Subject { code: code.clone(), name: Some(name.clone()), level });
    }
    units
}

fn entered(counts: &Counts, part: &Part, about: &Subject) -> Option<Counted> {
    let names: Vec<&str> = about.name.iter().map(String::as_str).chain([about.code.as_str()]).collect();
    let found = counts.of(part, if about.name.is_some() { &names } else { &[] })?;
    Some(Counted {
        numerator: found.numerator,
        denominator: found.denominator,
        left_out: 0,
        entered: Some((found.source.clone(), found.role.clone())),
    })
}

/// Counts of dossiers; none when a figure is not available.
fn counted(report: &Report, from: &From, about: &Subject) -> Option<Counted> {
    let figure = |id: &String| -> Option<&Figure> {
        report.figures.iter().find(|figure| {
            let is_about = match about.name {
                None => figure.scope == Scope::All,
                Some(_) => figure.scope == Scope::Unit && figure.unit.as_ref() == Some(&about.code),
            };
            is_about
                && figure.comparison.is_none()
                && figure.part.is_none()
                && report.indicators.get(figure.indicator).is_some_and(|indicator| indicator.id == *id)
        })
    };
    let sum = |ids: &[String]| {
        ids.iter().try_fold((0, 0), |(count, left_out), id| {
            let figure = figure(id)?;
            Some((count + figure.numerator?, figure.left_out.max(left_out)))
        })
    };
    let (numerator, denominator, left_out) = match from {
        From::Entered => return None,
        From::Rate(id) => {
            let figure = figure(id)?;
            (figure.numerator?, figure.denominator?, figure.left_out)
        }
        From::Sums { numerator, denominator } => {
            let (above, below) = (sum(numerator)?, sum(denominator)?);
            (above.0, below.0, above.1.max(below.1))
        }
    };
    Some(Counted { numerator, denominator, left_out, entered: None })
}
