//! `rank` and `compare` against the plain model, on random exports.

use std::collections::BTreeMap;

use cchc::report::Report;
use cchc::report::charts::Movement;
use cchc::report::comparison::{About, comparisons};
use cchc::report::league::{End, leagues};
use cchc::run::Request;
use chrono::Days;
use proptest::test_runner::TestCaseError;

use super::super::model::figures::{Expected, expected};
use super::super::model::indicators::{Question, RATES};
use super::super::model::key::key;
use super::super::model::shares::shares;
use super::check;
use super::plan::{Fault, RunPlan, runs};
use super::program::report;
use super::writing::Run;

const CASES: u32 = 150;
/// Small, so that random units stand on both sides of it.
const LEAST: u64 = 2;

/// Unit to level and counts.
type Units = BTreeMap<String, (String, Option<(u64, u64)>)>;

#[test]
fn ranks_and_contributions_are_those_of_the_model() {
    check(CASES, &runs(), |mut plan| {
        mend(&mut plan);
        agree(&Run::new(&plan))
    });
}

/// What a lost quote costs besides its own line is not what is asked here.
fn mend(plan: &mut RunPlan) {
    for record in plan.files.iter_mut().flat_map(|file| &mut file.records) {
        if matches!(record.fault, Fault::QuoteNeverClosed | Fault::LettersAfterQuote) {
            record.fault = Fault::FieldTooMany;
        }
    }
}

fn agree(run: &Run) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    run.put(folder.path());
    let earlier =
        Question { from: run.question.from - Days::new(40), to: run.question.from - Days::new(1), ..run.question };
    let compare = vec![format!("{}..{}", earlier.from, earlier.to)];
    let report = match report(Request { paths: vec![folder.path().into()], compare, ..Request::default() }) {
        // By chance the codes, all of one day, say that day and month of the others have changed places.
        Err(error) if error.to_string().contains("have changed places") => return Ok(()),
        read => read.map_err(|error| TestCaseError::fail(format!("refused: {error}")))?,
    };
    let model = |question: &Question| expected(&run.written, run.registry.as_deref(), &run.thresholds, question);
    let (now, before) = (model(&run.question), model(&earlier));
    for rate in RATES {
        let place = report.indicators.iter().position(|shown| shown.id == rate).unwrap();
        let units = [units(&now, rate), units(&before, rate)];
        ranks(&report, place, &units, before.touched > 0)?;
        adds(&report, place, &units, before.touched > 0)?;
    }
    Ok(())
}

fn units(expected: &Expected, rate: &str) -> Units {
    let of = expected.figures.iter().filter(|((indicator, scope, ..), _)| indicator == rate && *scope == "unit");
    of.map(|((_, _, unit, level), figure)| {
        (unit.clone().unwrap(), (level.clone().unwrap(), figure.numerator.zip(figure.denominator)))
    })
    .collect()
}

/// One more than the units of the level that are better; none for fewer dossiers than the least.
fn rank(units: &Units, unit: &str) -> Option<usize> {
    let (level, counts) = units.get(unit)?;
    let (n, d) = counts.filter(|(_, d)| *d >= LEAST)?;
    let others = units.values().filter(|(other, _)| other == level).filter_map(|(_, counts)| *counts);
    Some(1 + others.filter(|(m, e)| *e >= LEAST && m * d > n * e).count())
}

fn ranks(report: &Report, place: usize, units: &[Units; 2], compared: bool) -> Result<(), TestCaseError> {
    let [now, before] = units;
    let mut seen = 0;
    for league in leagues(report, place, None, LEAST) {
        let rated = league.ranked.iter().map(|placed| placed.place.unwrap()).collect::<Vec<_>>();
        same(&true, &rated.is_sorted(), "the first on top")?;
        for placed in league.ranked.iter().chain(&league.unranked) {
            let unit = unit(report, placed.figure);
            seen += 1;
            let what = format!("rank of {unit}");
            let expected = rank(now, &unit);
            same(&expected, &placed.place, &what)?;
            let was = if compared { rank(before, &unit) } else { None };
            same(&was, &placed.place_before, &format!("{what} before"))?;
            let nothing = compared && before.get(&unit).is_some_and(|(_, counts)| counts.is_some_and(|(_, d)| d == 0));
            let moved = match (expected, was) {
                (Some(now), Some(was)) if now < was => Some(Movement::Up(was - now)),
                (Some(now), Some(was)) if now > was => Some(Movement::Down(now - was)),
                (Some(_), Some(_)) => Some(Movement::Same),
                (Some(_), None) if nothing => Some(Movement::New),
                _ => None,
            };
            same(&moved, &placed.movement, &format!("movement of {unit}"))?;
            let worst = league.ranked.last().and_then(|last| last.place);
            let end = match placed.place {
                Some(_) if worst == Some(1) => None,
                Some(1) => Some(End::Best),
                place if place.is_some() && place == worst => Some(End::Worst),
                _ => None,
            };
            same(&end, &placed.end, &format!("end of {unit}"))?;
        }
    }
    same(&now.len(), &seen, "units")
}

fn adds(report: &Report, place: usize, units: &[Units; 2], compared: bool) -> Result<(), TestCaseError> {
    let [now, before] = units;
    let comparison = comparisons(report, place, LEAST).remove(0);
    let counts = |units: &Units, unit: &String| units.get(unit).and_then(|(_, counts)| *counts);
    let parts: Option<BTreeMap<&String, _>> =
        now.keys().map(|unit| Some((unit, [counts(now, unit)?, counts(before, unit)?]))).collect();
    let known = parts.filter(|_| compared);
    let model = known.and_then(|parts| {
        let shares = shares(&parts.values().copied().collect::<Vec<_>>())?;
        Some(parts.into_keys().zip(shares).collect::<BTreeMap<_, _>>())
    });
    same(&model.is_some(), &comparison.undivided.is_none(), &format!("divided: {comparison:?}"))?;
    for part in &comparison.parts {
        let About::Figure(figure) = part.about else { return Err(TestCaseError::fail("a unit is expected")) };
        let unit = unit(report, figure);
        let expected = model.as_ref().map(|model| {
            let (by_rate, by_mix) = model[&unit];
            [by_rate.points(), by_mix.points(), by_rate.plus(by_mix).points()]
        });
        let found = part.adds.map(|adds| [adds.rate, adds.mix, adds.both].map(i128::from));
        same(&expected, &found, &format!("what {unit} adds"))?;
    }
    Ok(())
}

/// The key of a figure's unit, as the model writes it.
fn unit(report: &Report, figure: usize) -> String {
    let unit = report.figures[figure].unit.clone().unwrap();
    // Of two placements of a tone the model writes one.
    if unit.starts_with('~') { key(&unit) } else { unit }
}

fn same<T: PartialEq + std::fmt::Debug>(model: &T, program: &T, what: &str) -> Result<(), TestCaseError> {
    if model == program {
        return Ok(());
    }
    Err(TestCaseError::fail(format!("{what}: {model:?} by the model, {program:?} by the program")))
}
