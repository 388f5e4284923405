//! The figures of two sets of dossiers add up to the figures of both.

use proptest::test_runner::TestCaseError;

use super::super::model::figures::Figure;
use super::check;
use super::plan::{RunPlan, runs};
use super::program::{Rows, report_of};
use super::writing::Run;

const CASES: u32 = 150;

#[test]
fn figures_of_disjoint_dossiers_add_up() {
    check(CASES, &(runs(), runs()), |(one, mut other)| {
        // One question: the period, the registry and the rules of the first.
        other.first_day = one.first_day;
        other.length = one.length;
        other.with_registry = one.with_registry;
        other.withdrawn_left_out = one.withdrawn_left_out;
        other.without_due_left_out = one.without_due_left_out;
        add_up(&one, &other)
    });
}

fn add_up(one: &RunPlan, other: &RunPlan) -> Result<(), TestCaseError> {
    let (mut one, mut other) = (Run::new(one), Run::new(other));
    // Codes of another province, in files of other names.
    for (_, bytes) in &mut other.exports {
        *bytes = replaced(bytes, b"91.14-220106-", b"92.14-220106-");
    }
    for (place, run) in [&mut one, &mut other].into_iter().enumerate() {
        for (name, _) in &mut run.exports {
            let below = name.trim_start_matches("exports/");
            *name = format!("exports/{place}{below}");
        }
        run.settings = run.settings.replace("path = \"exports/", &format!("path = \"exports/{place}"));
    }
    let mut both = one.exports.clone();
    both.extend(other.exports.iter().cloned());
    let exported = other.settings.find("[[export]]").map_or("", |place| &other.settings[place..]);
    let settings = format!("{}{exported}", one.settings);
    let sum = rows(&Run { exports: both, settings, ..one.clone() })?;
    let (left, right) = (rows(&one)?, rows(&other)?);
    let nothing = Figure {
        numerator: Some(0),
        denominator: Some(0),
        percent: None,
        threshold: None,
        verdict: None,
        missing: None,
        left_out: 0,
    };
    let add = |left: Option<u64>, right: Option<u64>| left.zip(right).map(|(left, right)| left + right);
    for (about, figure) in &sum.figures {
        let left = left.figures.get(about).unwrap_or(&nothing);
        let right = right.figures.get(about).unwrap_or(&nothing);
        let wrong = |what: &str| {
            let text = format!("{what} of {about:?}: {left:?} and {right:?} make {figure:?}");
            Err(TestCaseError::fail(text))
        };
        if figure.left_out != left.left_out + right.left_out {
            return wrong("left out");
        }
        // What one part does not tell, its sum does not either.
        if let (Some(sum), Some(parts)) = (figure.numerator, add(left.numerator, right.numerator))
            && sum != parts
        {
            return wrong("numerator");
        }
        if let (Some(sum), Some(parts)) = (figure.denominator, add(left.denominator, right.denominator))
            && sum != parts
        {
            return wrong("denominator");
        }
    }
    let missing = left.figures.keys().chain(right.figures.keys()).find(|about| !sum.figures.contains_key(*about));
    missing.map_or(Ok(()), |about| Err(TestCaseError::fail(format!("{about:?} is lost"))))
}

fn rows(run: &Run) -> Result<Rows, TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    run.put(folder.path());
    let report = report_of(folder.path()).map_err(|error| TestCaseError::fail(format!("refused: {error}")))?;
    Ok(Rows::of_json(&report))
}

/// `bytes` with every `from` replaced by the equally long `to`.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for start in 0..bytes.len().saturating_sub(from.len()) {
        if bytes[start..].starts_with(from) {
            bytes[start..start + to.len()].copy_from_slice(to);
        }
    }
    bytes
}
