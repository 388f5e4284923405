//! The program on a folder, as a library, and its outputs as rows to compare.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use cchc::project::Inputs;
use cchc::render::{figures_csv, json, times};
use cchc::report::listing::Side;
use cchc::report::model::Breakdown;
use cchc::report::times::Times;
use cchc::report::{Explanation, Report};
use cchc::run::{Request, Rulebook, RunError, prepare};
use cchc::texts::{Lang, Texts};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::super::model::figures::{About, Figure};
use super::super::model::key::key;

pub(super) static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::load(&[]).unwrap());
static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::load(&RULEBOOK.rules, Lang::En).unwrap());

/// The report of some paths.
pub(super) fn report(request: Request) -> Result<Report, RunError> {
    // Other rules, to see that the comparison notices them.
    if let Some(overlay) = std::env::var_os("CCHC_RANDOM_RULES") {
        let rulebook = Rulebook::load(&[Path::new(&overlay)])?;
        return report_by(&rulebook, request);
    }
    report_by(&RULEBOOK, request)
}

pub(super) fn report_by(rulebook: &Rulebook, request: Request) -> Result<Report, RunError> {
    let inputs = Inputs::find(&request.paths)?;
    prepare(rulebook, request, inputs)?.run(&|_| {})
}

/// The report of a folder with a `cchc.toml`.
pub(super) fn report_of(folder: &Path) -> Result<Report, RunError> {
    report(Request { paths: vec![PathBuf::from(folder)], ..Request::default() })
}

/// Why a figure of a folder with a `cchc.toml` is what it is, with the list of its dossiers.
pub(super) fn explanation_of(
    folder: &Path,
    indicator: &str,
    unit: Option<String>,
    side: Side,
) -> Result<Explanation, RunError> {
    let mut request = Request { paths: vec![PathBuf::from(folder)], ..Request::default() };
    request.reading.codes = true;
    let inputs = Inputs::find(&request.paths)?;
    prepare(&RULEBOOK, request, inputs)?.explain(indicator, unit, Some(side), &|_| {})
}

/// The processing times of a folder with a `cchc.toml`.
pub(super) fn times_of(folder: &Path, by: Breakdown, unit: Option<String>) -> Result<Times, RunError> {
    let request = Request { paths: vec![PathBuf::from(folder)], times: true, ..Request::default() };
    let inputs = Inputs::find(&request.paths)?;
    prepare(&RULEBOOK, request, inputs)?.times(by, unit, &|_| {})
}

/// What `--format json` and `--format csv` of them print.
pub(super) fn printed_times(measured: &Times) -> (serde_json::Value, Vec<BTreeMap<String, String>>) {
    let document = serde_json::from_str(&times::render_json(measured, &TEXTS).unwrap()).unwrap();
    let csv = times::render_csv(measured, &TEXTS).unwrap();
    let rows = csv::Reader::from_reader(csv.as_slice()).deserialize().map(Result::unwrap).collect();
    (document, rows)
}

/// The rows of an output, and the names of the units that occur.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) figures: BTreeMap<About, Figure>,
    pub(super) names: BTreeMap<String, String>,
}

impl Rows {
    fn new(rows: impl Iterator<Item = (About, Option<String>, Figure)>) -> Self {
        let mut all = Self { figures: BTreeMap::new(), names: BTreeMap::new() };
        for ((indicator, scope, unit, level), name, figure) in rows {
            // Of two placements of a tone the model writes one.
            let unit = unit.map(|unit| if unit.starts_with('~') { key(&unit) } else { unit });
            if let (Some(unit), Some(name)) = (&unit, name) {
                all.names.insert(unit.clone(), name);
            }
            let about = (indicator, scope, unit, level);
            assert!(all.figures.insert(about.clone(), figure).is_none(), "{about:?} is there twice");
        }
        all
    }

    /// What `--format json` prints.
    pub(super) fn of_json(report: &Report) -> Self {
        let text = json::render(report, &TEXTS).unwrap();
        let document: Document = serde_json::from_str(&text).unwrap();
        Self::new(document.figures.into_iter().map(|row| {
            let text = |number: Option<Box<RawValue>>| number.map(|number| number.get().to_owned());
            let about = (row.indicator, scope(&row.scope), row.unit, row.level);
            let figure = Figure {
                numerator: row.numerator,
                denominator: row.denominator,
                percent: text(row.percent),
                threshold: text(row.threshold),
                verdict: row.verdict,
                missing: row.missing,
                left_out: row.left_out,
            };
            (about, row.unit_name, figure)
        }))
    }

    /// What `--format csv` prints.
    pub(super) fn of_csv(report: &Report) -> Self {
        let bytes = figures_csv::render(report).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
        Self::new(rows.into_iter().map(|row| {
            let text = |name: &str| Some(row[name].clone()).filter(|text| !text.is_empty());
            let number = |name: &str| text(name).map(|text| text.parse().unwrap());
            let about = (row["indicator"].clone(), scope(&row["scope"]), text("unit"), text("level"));
            let figure = Figure {
                numerator: number("numerator"),
                denominator: number("denominator"),
                percent: text("percent"),
                threshold: text("threshold"),
                verdict: text("verdict"),
                missing: number("missing"),
                left_out: number("left_out").unwrap(),
            };
            let name = about.2.is_some().then(|| row["unit_name"].clone());
            (about, name, figure)
        }))
    }
}

fn scope(text: &str) -> &'static str {
    ["all", "level", "unit"].into_iter().find(|scope| *scope == text).unwrap()
}

#[derive(Deserialize)]
struct Document {
    figures: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    indicator: String,
    scope: String,
    unit: Option<String>,
    unit_name: Option<String>,
    level: Option<String>,
    numerator: Option<u64>,
    denominator: Option<u64>,
    percent: Option<Box<RawValue>>,
    threshold: Option<Box<RawValue>>,
    verdict: Option<String>,
    missing: Option<u64>,
    left_out: u64,
}
