//! Random dossiers split into offices by their units: tallied and added up, they are what the model says of all together.

use std::collections::BTreeSet;
use std::path::Path;

use cchc::merge::MergeError;
use cchc::project::Inputs;
use cchc::render::figures_csv;
use cchc::run::{Request, RunError, prepare};
use proptest::test_runner::TestCaseError;

use super::super::model::export::read;
use super::super::model::figures::{Figure, expected};
use super::super::model::units::{Registered, unit};
use super::check;
use super::figures::put_broken_last;
use super::plan::{RunPlan, runs};
use super::program::{RULEBOOK, Rows, report, report_of};
use super::spelled::UNITS;
use super::writing::Run;

const CASES: u32 = 100;

#[test]
fn offices_added_up_are_the_whole() {
    let refused = std::cell::Cell::new(0_u32);
    let merged = std::cell::Cell::new(0_u32);
    check(CASES, &(runs(), 0..2_usize), |(plan, first)| {
        let outcome = add_up(&plan, first)?;
        let count = if outcome { &merged } else { &refused };
        count.set(count.get() + 1);
        Ok(())
    });
    assert!(merged.get() > CASES / 2, "{} merged, {} refused", merged.get(), refused.get());
}

/// One office counts, the other enters what the model counts of its units, indicator by indicator.
#[test]
fn entered_counts_beside_dossiers_are_the_whole() {
    let entered = std::cell::Cell::new(0_u32);
    check(CASES, &runs(), |plan| {
        entered.set(entered.get() + u32::from(enter(plan)?));
        Ok(())
    });
    assert!(entered.get() > CASES / 4, "{} entered", entered.get());
}

fn enter(mut plan: RunPlan) -> Result<bool, TestCaseError> {
    // Every indicator can be told; a unit that ceases within the period would be two, and can be entered as one only.
    plan.files.iter_mut().for_each(|file| file.dropped = 0);
    plan.with_registry = false;
    let all = Run::new(&plan);
    let offices: Vec<Run> = (0..2).map(|number| Run::new(&of_office(&plan, number, None))).collect();
    let [counts, enters] = offices.as_slice() else { return Ok(false) };
    let model = |run: &Run| expected(&run.written, None, &all.thresholds, &all.question);
    let of_enters = model(enters);
    let mut table = "unit,indicator,numerator,denominator,source,entered_by\n".to_owned();
    for ((indicator, scope, unit, _), figure) in &of_enters.figures {
        let name = unit.as_deref().unwrap_or_default().trim_start_matches('~');
        match (*scope, name) {
            ("unit", "") => return Ok(false),
            ("unit", name) => {
                let denominator = figure.denominator.map(|count| count.to_string()).unwrap_or_default();
                let numerator = figure.numerator.unwrap();
                table.push_str(&format!("{name},{indicator},{numerator},{denominator},report,clerk\n"));
            }
            _ => {}
        }
    }
    let folder = tempfile::tempdir().unwrap();
    counts.put(folder.path());
    let file = folder.path().join("entered.txt");
    // Districts above communes are entered without them.
    let table = table.replace("entered_by\n", "entered_by,covers\n").replace("clerk\n", "clerk,own\n");
    std::fs::write(&file, table).unwrap();
    let request = Request { paths: vec![folder.path().to_owned()], entered: Some(file), ..Request::default() };
    let report = match report(request) {
        Err(error) if error.to_string().contains("have changed places") => return Ok(false),
        // Nothing was entered.
        Err(RunError::Merge(MergeError::Entered { .. })) if of_enters.figures.keys().all(|about| about.1 != "unit") => {
            return Ok(false);
        }
        read => read.map_err(|error| TestCaseError::fail(format!("refused: {error}")))?,
    };
    let (one, rows) = (model(counts), Rows::of_json(&report));
    // Units are of one office; sums of two offices are added here.
    for (about, figure) in &rows.figures {
        let sides = [&one, &of_enters].map(|side| side.figures.get(about));
        let add = |number: &dyn Fn(&Figure) -> Option<u64>| {
            let told: Vec<u64> = sides.iter().flatten().filter_map(|figure| number(figure)).collect();
            (!told.is_empty()).then(|| told.iter().sum::<u64>())
        };
        let sums = (add(&|figure| figure.numerator), add(&|figure| figure.denominator));
        if (figure.numerator, figure.denominator, figure.left_out) != (sums.0, sums.1, 0) {
            return Err(TestCaseError::fail(format!("{about:?}: {figure:?}, by the model {sums:?}")));
        }
    }
    let missing = one.figures.keys().chain(of_enters.figures.keys()).find(|about| !rows.figures.contains_key(*about));
    missing.map_or(Ok(true), |about| Err(TestCaseError::fail(format!("{about:?} is lost"))))
}

/// The office of a unit: two spellings of one unit are mostly of one office.
fn office(text: &str, registry: Option<&[Registered]>) -> usize {
    unit(text, None, registry).key.bytes().map(usize::from).sum::<usize>() % 2
}

/// True when the offices could be added up, false when they were refused, and rightly.
fn add_up(plan: &RunPlan, first: usize) -> Result<bool, TestCaseError> {
    let all = Run::new(plan);
    let offices: Vec<Run> = (0..2).map(|number| Run::new(&of_office(plan, number, all.registry.as_deref()))).collect();
    let folder = tempfile::tempdir().unwrap();
    let mut whole = Run { exports: Vec::new(), written: Vec::new(), ..all.clone() };
    whole.settings = all.settings.split("[[export]]").next().unwrap().to_owned();
    let merged = Run { exports: Vec::new(), written: Vec::new(), ..whole.clone() };
    let merged_folder = folder.path().join("merged");
    merged.put(&merged_folder);
    for (number, mut office) in offices.into_iter().enumerate() {
        // Files of two offices bear two names, and the offices come in either order.
        let prefix = format!("exports/{}", (number + first) % 2);
        for (name, _) in &mut office.exports {
            *name = format!("{prefix}{}", name.trim_start_matches("exports/"));
        }
        for written in &mut office.written {
            written.name = format!("{prefix}{}", written.name.trim_start_matches("exports/"));
        }
        office.settings = office.settings.replace("path = \"exports/", &format!("path = \"{prefix}"));
        let own = folder.path().join(number.to_string());
        office.put(&own);
        match tally(&own) {
            // By chance the codes, all of one day, say that day and month of the others have changed places.
            Err(error) if error.to_string().contains("have changed places") => return Ok(true),
            text => {
                let text = text.map_err(|error| TestCaseError::fail(format!("refused: {error}")))?;
                std::fs::write(merged_folder.join(format!("{prefix}.tally")), text).unwrap();
            }
        }
        let exported = office.settings.find("[[export]]").map_or("", |place| &office.settings[place..]);
        whole.settings.push_str(exported);
        whole.exports.extend(office.exports);
        whole.written.extend(office.written);
    }
    let report = match report_of(&merged_folder) {
        Err(RunError::Merge(MergeError::UnitTwice { .. })) if is_shared(&whole) => return Ok(false),
        read => read.map_err(|error| TestCaseError::fail(format!("refused: {error}")))?,
    };
    if is_shared(&whole) {
        return Err(TestCaseError::fail("a unit of two offices was not refused"));
    }
    let model = expected(&whole.written, whole.registry.as_deref(), &whole.thresholds, &whole.question);
    let rows = Rows::of_json(&report);
    if model.figures != rows.figures || model.touched != report.touched {
        let wrong = model.figures.iter().find(|(about, figure)| rows.figures.get(*about) != Some(*figure));
        return Err(TestCaseError::fail(format!("by the model {wrong:?}, {} figures", model.figures.len())));
    }
    let whole_folder = folder.path().join("whole");
    whole.put(&whole_folder);
    match report_of(&whole_folder) {
        Err(error) if error.to_string().contains("have changed places") => {}
        read => {
            let read = read.map_err(|error| TestCaseError::fail(format!("refused: {error}")))?;
            if figures_csv::render(&read).unwrap() != figures_csv::render(&report).unwrap() {
                return Err(TestCaseError::fail("figures.csv is not that of the whole"));
            }
        }
    }
    Ok(true)
}

/// The records of an office's units. Dossiers of two offices bear codes of their own.
fn of_office(plan: &RunPlan, number: usize, registry: Option<&[Registered]>) -> RunPlan {
    let mut plan = plan.clone();
    for file in &mut plan.files {
        file.records.retain(|record| office(UNITS[record.unit], registry) == number);
        for record in &mut file.records {
            record.code = record.code % 45 * 2 + u8::try_from(number).unwrap();
        }
        put_broken_last(&mut file.records);
    }
    plan
}

fn tally(folder: &Path) -> Result<String, RunError> {
    let request = Request { paths: vec![folder.to_owned()], ..Request::default() };
    let inputs = Inputs::find(&request.paths)?;
    Ok(prepare(&RULEBOOK, request, inputs)?.tally(&|_| {})?.text)
}

/// True when a unit has records in both offices: by another spelling, or on a day on which it was no more.
fn is_shared(whole: &Run) -> bool {
    let of = |begins: &str| -> BTreeSet<String> {
        let name = format!("exports/{begins}");
        let exports = whole.written.iter().filter(|written| written.name.starts_with(&name)).map(read);
        let dossiers = exports.flat_map(|export| export.dossiers);
        let named = dossiers.filter(|dossier| !dossier.unit.is_empty());
        named.map(|dossier| unit(&dossier.unit, dossier.received, whole.registry.as_deref()).key).collect()
    };
    !of("0").is_disjoint(&of("1"))
}
