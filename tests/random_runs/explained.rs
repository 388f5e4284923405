//! The dossiers that an explanation lists are the model's, and its parts are all records that were read.

use std::collections::{BTreeMap, BTreeSet};

use cchc::indicators::Kind;
use cchc::report::Explanation;
use cchc::report::explanation::Part;
use cchc::report::listing::Side;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;

use super::super::model::explained::explained;
use super::super::model::indicators::{COUNTS, RATES};
use super::super::model::key::key;
use super::check;
use super::plan::{RunPlan, runs};
use super::program::explanation_of;
use super::writing::Run;

const CASES: u32 = 300;

#[test]
fn the_dossiers_behind_a_figure_are_the_models() {
    let asked = (any::<Index>(), any::<Index>(), any::<bool>(), 0..3_usize);
    check(CASES, &(runs(), asked), |(plan, (indicator, unit, of_unit, side))| {
        agree(plan, indicator, of_unit.then_some(unit), [Side::Numerator, Side::Denominator, Side::Missed][side])
    });
}

fn agree(mut plan: RunPlan, indicator: Index, unit: Option<Index>, side: Side) -> Result<(), TestCaseError> {
    plan.files.iter_mut().for_each(|file| super::figures::put_broken_last(&mut file.records));
    let run = Run::new(&plan);
    let folder = tempfile::tempdir().unwrap();
    run.put(folder.path());
    let indicators: Vec<&str> = RATES.into_iter().chain(COUNTS).collect();
    let indicator = *indicator.get(&indicators);
    let side = if COUNTS.contains(&indicator) { Side::Numerator } else { side };
    let explain = |unit: Option<String>| explanation_of(folder.path(), indicator, unit, side);
    let whole = match explain(None) {
        // By chance the codes, all of one day, say that day and month of the others have changed places.
        Err(error) if error.to_string().contains("have changed places") => return Ok(()),
        read => read.map_err(|error| TestCaseError::fail(format!("refused: {error}")))?,
    };
    // A unit by its key, as the report has it.
    let units: BTreeSet<String> = whole.report.figures.iter().filter_map(|figure| figure.unit.clone()).collect();
    let units: Vec<String> = units.into_iter().collect();
    let unit = unit.filter(|_| !units.is_empty()).map(|unit| unit.get(&units).clone());
    let explanation = match &unit {
        None => whole,
        Some(_) => explain(unit.clone()).map_err(|error| TestCaseError::fail(format!("{unit:?}: {error}")))?,
    };
    // Of two placements of a tone the model writes one.
    let of = unit.map(|unit| if unit.starts_with('~') { key(&unit) } else { unit });
    let model = explained(&run.written, run.registry.as_deref(), &run.question, indicator, of.as_deref());
    let part = |id: &str| -> u64 {
        explanation.parts.iter().filter(|(part, _)| part.id() == id).map(|(_, count)| *count).sum()
    };
    let what = format!("{indicator} {of:?} {side:?}");
    prop_assert_eq!(explanation.parts.iter().map(|(_, count)| *count).sum::<u64>(), model.records, "{}: records", what);
    prop_assert_eq!(part("rejected"), model.rejected, "{}: rejected", what);
    prop_assert_eq!(part("superseded"), model.superseded, "{}: superseded", what);
    prop_assert_eq!(part("other_units"), model.other_units, "{}: other units", what);
    prop_assert_eq!(part("left_out"), model.left_out, "{}: left out", what);
    prop_assert_eq!(part("numerator"), model.numerator.len() as u64, "{}: numerator", what);
    let codes = match side {
        Side::Numerator => model.numerator.clone(),
        Side::Denominator => model.denominator.clone(),
        Side::Missed => model.denominator.difference(&model.numerator).cloned().collect(),
    };
    prop_assert_eq!(listed(&explanation), codes.iter().map(|code| (code.clone(), 1)).collect(), "{}: codes", what);
    let is_rate = explanation.report.indicators[explanation.figure.indicator].kind == Kind::Rate;
    if let (Some(numerator), true) = (explanation.figure.numerator, is_rate) {
        prop_assert_eq!(numerator, model.numerator.len() as u64, "{}: the figure", what);
        prop_assert_eq!(explanation.figure.denominator, Some(model.denominator.len() as u64), "{}: the figure", what);
    }
    let reasons = explanation.parts.iter().filter(|(part, _)| matches!(part, Part::Rejected(_))).count();
    prop_assert_eq!(reasons > 0, model.rejected > 0, "{}: reasons", what);
    Ok(())
}

/// Codes and how often each is listed.
fn listed(explanation: &Explanation) -> BTreeMap<String, u64> {
    let mut listed = BTreeMap::new();
    for dossier in &explanation.listing.as_ref().unwrap().rows {
        *listed.entry(dossier.code.clone().unwrap_or_default()).or_default() += 1;
    }
    listed
}
