//! `diff` against the plain model, on two random runs; and any bytes in place of what a run wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use cchc::differences::model::{Conclusion, Differences, What};
use cchc::differences::{differences, read};
use cchc::render::files;
use cchc::render::formats::FileFormat;
use cchc::rules::Rules;
use cchc::texts::{Lang, Texts};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::super::model::figures::{Figure, expected};
use super::super::model::key::key;
use super::check;
use super::plan::{RunPlan, runs};
use super::program::report_of;
use super::writing::Run;

static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::load(&Rules::embedded(), Lang::En).unwrap());

/// Indicator, scope, unit or level.
type About = (String, &'static str, Option<String>);

#[test]
fn the_figures_that_moved_are_those_of_the_model() {
    // What the later run has of the other plan: its exports, its rules, its thresholds; often nothing.
    check(100, &(runs(), runs(), 0..8_u8), |(old, other, from_other)| {
        let mut new = old.clone();
        if from_other & 1 == 1 {
            new.files = other.files;
        }
        if from_other & 2 == 2 {
            (new.withdrawn_left_out, new.without_due_left_out) = (other.withdrawn_left_out, other.without_due_left_out);
        }
        if from_other & 4 == 4 {
            new.thresholds = other.thresholds;
        }
        agree(old, new)
    });
}

fn agree(mut old: RunPlan, mut new: RunPlan) -> Result<(), TestCaseError> {
    for file in old.files.iter_mut().chain(&mut new.files) {
        super::figures::put_broken_last(&mut file.records);
    }
    let (old, new) = (Run::new(&old), Run::new(&new));
    let folder = tempfile::tempdir().unwrap();
    let (before, after) = (folder.path().join("before"), folder.path().join("after"));
    if !(write(&old, &before)? && write(&new, &after)?) {
        return Ok(());
    }
    let read = |path: &Path| read(path).map_err(|error| TestCaseError::fail(error.to_string()));
    let found = differences(read(&before)?, read(&after)?);
    let model = |run: &Run| -> BTreeMap<About, Figure> {
        let figures = expected(&run.written, run.registry.as_deref(), &run.thresholds, &run.question).figures;
        let about = |(indicator, scope, unit, level): (String, _, _, _)| {
            (indicator, scope, if scope == "unit" { unit } else { level })
        };
        figures.into_iter().map(|(key, figure)| (about(key), figure)).collect()
    };
    let (old_figures, new_figures) = (model(&old), model(&new));
    let mut wanted: BTreeMap<About, &str> = BTreeMap::new();
    for about in old_figures.keys().chain(new_figures.keys()) {
        match (old_figures.get(about), new_figures.get(about)) {
            (None, _) => drop(wanted.insert(about.clone(), "new")),
            (_, None) => drop(wanted.insert(about.clone(), "gone")),
            (Some(old), Some(new)) if old != new => drop(wanted.insert(about.clone(), "other")),
            _ => {}
        }
    }
    let told: BTreeMap<About, &str> = found
        .changes
        .iter()
        .map(|change| {
            let what = match change.what {
                What::New => "new",
                What::Gone => "gone",
                _ => "other",
            };
            // Of two placements of a tone the model writes one.
            let about = change.key.about.clone().map(|unit| if unit.starts_with('~') { key(&unit) } else { unit });
            ((change.key.indicator.clone(), change.key.scope, about), what)
        })
        .collect();
    prop_assert_eq!(&told, &wanted, "figures that differ");
    prop_assert_eq!(told.len(), found.changes.len(), "each once");
    prop_assert!(found.apart.is_empty(), "{:?}", found.apart);
    causes(&old, &new, &found)
}

/// What differs between the files of two runs is what can have moved their figures, and nothing else is.
fn causes(old: &Run, new: &Run, found: &Differences) -> Result<(), TestCaseError> {
    let files = |run: &Run| run.exports.iter().cloned().collect::<BTreeMap<_, _>>();
    let is_data = files(old) != files(new);
    let is_rules = old.settings != new.settings || old.standard != new.standard;
    let mut wanted = Vec::new();
    if is_data {
        wanted.push("data");
    }
    if is_rules {
        wanted.push("rules");
    }
    // Another file of the same name may have other headers, too.
    let told: Vec<&str> = found.conclusion.causes().iter().map(|cause| cause.id()).collect();
    let besides: Vec<&str> = told.iter().copied().filter(|cause| *cause != "mapping" || !is_data).collect();
    prop_assert_eq!(besides, wanted);
    let is_expected = match &found.conclusion {
        Conclusion::Same(_) => found.changes.is_empty(),
        Conclusion::One(_) => told.len() == 1 && !found.changes.is_empty(),
        Conclusion::Several(_) => told.len() > 1 && !found.changes.is_empty(),
        Conclusion::Nothing | Conclusion::Unexplained => false,
    };
    prop_assert!(is_expected, "{:?}", found.conclusion);
    Ok(())
}

/// Runs, and writes what came of it; false when the exports are refused.
fn write(run: &Run, folder: &Path) -> Result<bool, TestCaseError> {
    let inputs = folder.join("inputs");
    run.put(&inputs);
    let report = match report_of(&inputs) {
        // By chance the codes, all of one day, say that day and month of the others have changed places.
        Err(error) if error.to_string().contains("have changed places") => return Ok(false),
        read => read.map_err(|error| TestCaseError::fail(format!("refused: {error}")))?,
    };
    let options = [("by".to_owned(), "unit".to_owned())];
    for (name, bytes) in files::render(&report, &TEXTS, &options, &[FileFormat::Json]).unwrap() {
        fs::write(folder.join(name), bytes).unwrap();
    }
    Ok(true)
}

/// Pieces of what a run writes, and what is none.
const PIECES: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "true",
    "0",
    "-1",
    "99999999999999999999",
    "1e999",
    "0.5",
    "\\u0000",
    "\\ud800",
    "é",
    "\u{202e}",
    "\"figures\"",
    "\"inputs\"",
    "\"period\"",
    "\"1.3\"",
    "\"2022-02-31\"",
    "\n",
];

#[test]
fn any_bytes_in_place_of_a_run_are_told_and_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let whole = ["figures.json", "manifest.json"].map(|name| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/ba-be-2022").join(name);
        fs::read(path).unwrap()
    });
    let pieces = prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40);
    let cut = (any::<prop::sample::Index>(), 0..20_usize);
    check(300, &(pieces, cut, 0..2_usize, any::<bool>()), |(pieces, (at, length), which, spliced)| {
        let names = ["figures.json", "manifest.json"];
        for (name, content) in names.iter().zip(&whole) {
            fs::write(folder.path().join(name), content).unwrap();
        }
        let path = folder.path().join(names[which]);
        let junk = pieces.concat().into_bytes();
        let bytes = if spliced {
            let mut bytes = whole[which].clone();
            // Mostly where figures begin, where more is read than passed over.
            let start = at.index(bytes.len().min(6000));
            bytes.splice(start..(start + length).min(bytes.len()), junk);
            bytes
        } else {
            junk
        };
        fs::write(&path, &bytes).unwrap();
        if let Ok(run) = read(folder.path()) {
            prop_assert!(which == 1 || bytes == whole[0], "other figures than the manifest's are refused");
            let found = differences(run.clone(), run);
            prop_assert!(found.is_same());
        }
        Ok(())
    });
}
