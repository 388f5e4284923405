//! Every figure and every account of the program is the model's, and there are no others.

use std::collections::BTreeMap;

use cchc::report::Report;
use proptest::test_runner::TestCaseError;

use super::super::model::figures::{Account, Expected, certain, expected, possible};
use super::check;
use super::plan::{Fault, RecordPlan, RunPlan, runs};
use super::program::{Rows, report_of};
use super::writing::Run;

const CASES: u32 = 1000;

#[test]
fn the_program_agrees_with_the_model() {
    check(CASES, &runs(), |plan| agree(&plan));
}

fn agree(plan: &RunPlan) -> Result<(), TestCaseError> {
    let mut plan = plan.clone();
    plan.files.iter_mut().for_each(|file| put_broken_last(&mut file.records));
    let run = Run::new(&plan);
    let folder = tempfile::tempdir().unwrap();
    run.put(folder.path());
    let expected = expected(&run.written, run.registry.as_deref(), &run.thresholds, &run.question);
    let report = match report_of(folder.path()) {
        // By chance the codes, all of one day, say that day and month of the others have changed places.
        Err(error) if error.to_string().contains("have changed places") => return Ok(()),
        read => read.map_err(|error| TestCaseError::fail(format!("refused: {error}")))?,
    };
    accounts_agree(&expected, &report)?;
    let rows = Rows::of_json(&report);
    figures_agree(&expected, &rows)?;
    same(&rows.figures, &Rows::of_csv(&report).figures, "figures.csv and figures.json")?;
    same(&expected.touched, &report.touched, "dossiers of the period")
}

/// What a lost quote costs besides its own line depends on what stands behind it (tests of the scanner); the model counts the
/// line alone. So one stands at the end of a file, and nowhere else.
pub(super) fn put_broken_last(records: &mut Vec<RecordPlan>) {
    let is_broken = |record: &RecordPlan| matches!(record.fault, Fault::QuoteNeverClosed | Fault::LettersAfterQuote);
    let last = records.iter().position(is_broken).map(|place| records.remove(place));
    for record in records.iter_mut().filter(|record| is_broken(record)) {
        record.fault = Fault::FieldTooMany;
    }
    records.extend(last);
}

fn figures_agree(expected: &Expected, rows: &Rows) -> Result<(), TestCaseError> {
    for (about, figure) in &expected.figures {
        same(&Some(figure), &rows.figures.get(about), &format!("{about:?}"))?;
    }
    for about in rows.figures.keys() {
        same(&true, &expected.figures.contains_key(about), &format!("{about:?} is reported"))?;
    }
    for (unit, name) in &rows.names {
        if let Some(registered) = expected.names.get(unit) {
            same(registered, &name.as_str(), "the registry's name")?;
        }
    }
    Ok(())
}

fn accounts_agree(expected: &Expected, report: &Report) -> Result<(), TestCaseError> {
    same(&expected.accounts.len(), &report.inputs.len(), "exports read")?;
    for (account, input) in expected.accounts.iter().zip(&report.inputs) {
        let Account { name, records, accepted, rejected, superseded, blank } = account;
        let shown = input.account.as_ref().unwrap();
        same(name, &input.path, "name of the export")?;
        same(records, &shown.records, &format!("{name}: records"))?;
        same(accepted, &shown.accepted, &format!("{name}: accepted"))?;
        same(superseded, &shown.superseded, &format!("{name}: superseded"))?;
        same(blank, &shown.blank, &format!("{name}: blank"))?;
        same(&(rejected.len() as u64), &shown.rejected, &format!("{name}: rejected"))?;
        // A line behind a broken one that has too few fields is told as its rest.
        let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
        for (reason, count) in &shown.rejected_by_reason {
            *reasons.entry(if *reason == "field_count" { "quote" } else { reason }).or_default() += count;
        }
        same(&shown.rejected, &reasons.values().sum(), &format!("{name}: sum of the reasons"))?;
        let merged = |fault: &&'static str| if *fault == "field_count" { "quote" } else { *fault };
        let rejected: Vec<_> = rejected.iter().map(|faults| faults.iter().map(merged).collect()).collect();
        let rejected = &rejected;
        let certain = certain(rejected);
        if certain.values().sum::<u64>() == shown.rejected {
            same(&certain, &reasons, &format!("{name}: reasons"))?;
        } else {
            // Records with two faults: either may be the reason told.
            let enough = certain.iter().all(|(reason, count)| reasons.get(reason).is_some_and(|told| told >= count));
            let possible = possible(rejected);
            let told = reasons.keys().all(|reason| possible.contains(reason));
            same(&(true, true), &(enough, told), &format!("{name}: reasons {reasons:?}, by the model {rejected:?}"))?;
        }
    }
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(model: &T, program: &T, what: &str) -> Result<(), TestCaseError> {
    if model == program {
        return Ok(());
    }
    Err(TestCaseError::fail(format!("{what}: {model:?} by the model, {program:?} by the program")))
}
