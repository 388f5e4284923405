//! The order of records within a file, and of files on the command line, changes no figure.

use std::path::PathBuf;

use cchc::report::Report;
use cchc::run::Request;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;

use super::check;
use super::plan::{Fault, RunPlan, runs};
use super::program::{Rows, report, report_of};
use super::writing::Run;

const CASES: u32 = 120;

#[test]
fn the_order_of_records_changes_no_figure() {
    check(CASES, &(runs(), prop::collection::vec(any::<Index>(), 60)), |(mut plan, order)| {
        give_each_dossier_a_code(&mut plan);
        let before = outcome(&plan)?;
        for file in &mut plan.files {
            let mut keyed: Vec<_> = file.records.drain(..).zip(&order).collect();
            keyed.sort_by_key(|(_, place)| place.index(1 << 20));
            file.records = keyed.into_iter().map(|(record, _)| record).collect();
        }
        compared(&before, &outcome(&plan)?)
    });
}

/// No dossier is there twice: which record of a dossier counts depends on their order, and rightly so.
fn give_each_dossier_a_code(plan: &mut RunPlan) {
    plan.files.truncate(3);
    for (number, record) in plan.files.iter_mut().flat_map(|file| &mut file.records).enumerate() {
        record.code = u8::try_from(number).unwrap();
        // What a lost quote costs besides its own line depends on what stands behind it.
        if matches!(record.fault, Fault::QuoteNeverClosed | Fault::LettersAfterQuote) {
            record.fault = Fault::FieldTooMany;
        }
    }
}

fn outcome(plan: &RunPlan) -> Result<Report, TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    Run::new(plan).put(folder.path());
    report_of(folder.path()).map_err(|error| TestCaseError::fail(format!("refused: {error}")))
}

#[test]
fn the_order_of_files_changes_no_figure() {
    check(CASES, &(runs(), prop::collection::vec(any::<Index>(), 4)), |(plan, order)| {
        let run = Run::new(&plan);
        let folder = tempfile::tempdir().unwrap();
        run.put(folder.path());
        let path = |name: &String| folder.path().join(name);
        let mut paths: Vec<PathBuf> = run.exports.iter().map(|(name, _)| path(name)).collect();
        let period = Some(format!("{}..{}", run.question.from, run.question.to));
        let ask = |paths: &[PathBuf]| {
            let request = Request { paths: paths.to_vec(), period: period.clone(), ..Request::default() };
            report(request).map_err(|error| TestCaseError::fail(format!("refused: {error}")))
        };
        let before = ask(&paths)?;
        for (place, other) in order.iter().enumerate().take(paths.len()) {
            let other = other.index(paths.len());
            paths.swap(place, other);
        }
        compared(&before, &ask(&paths)?)
    });
}

fn compared(before: &Report, after: &Report) -> Result<(), TestCaseError> {
    let (left, right) = (Rows::of_json(before).figures, Rows::of_json(after).figures);
    for (about, figure) in &left {
        prop_assert_eq!(Some(figure), right.get(about), "{:?}", about);
    }
    prop_assert_eq!(left.len(), right.len());
    let accounts = |report: &Report| {
        // Whether a line is told as broken or as the rest of a broken one depends on what stands before it.
        let one = |input: &cchc::report::model::InputShown| {
            let account = input.account.as_ref().unwrap();
            (
                input.path.clone(),
                [account.records, account.accepted, account.rejected, account.superseded, account.blank],
            )
        };
        report.inputs.iter().map(one).collect::<Vec<_>>()
    };
    prop_assert_eq!(accounts(before), accounts(after));
    Ok(())
}
