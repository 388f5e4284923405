//! The whole page.

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{Environment, Output, State, UndefinedBehavior, Value};
use serde::Serialize;

use crate::report::model::{Report, Table, TableKind, Weight};
use crate::texts::Texts;

use super::super::account;
use super::PageError;
use super::charts::{self, ChartGroup};
use super::headline::{self, Count, Tile};
use super::policy::policy;
use super::sources::{self, Piece, Sources};
use super::tables::{self, ComparisonView, TableView};
use super::units::{self, Group, UnitPlaces};
use super::words::words;

const TEMPLATE: &str = include_str!("assets/page.html");
const STYLE: &str = include_str!("assets/page.css");
const SCRIPT: &str = include_str!("assets/page.js");

/// What the template is given.
#[derive(Debug, Serialize)]
struct Page {
    lang: &'static str,
    policy: String,
    style: Value,
    script: Value,
    words: BTreeMap<String, String>,
    title: String,
    /// Period, standard, account.
    facts: Vec<String>,
    /// There are thresholds.
    judged: bool,
    tiles: Vec<Tile>,
    counts: Vec<Count>,
    warnings: Vec<Vec<Piece>>,
    /// All and the levels.
    summaries: Vec<TableView>,
    comparisons: Vec<ComparisonView>,
    /// Units, fields, procedures or months.
    lists: Vec<TableView>,
    charts: Vec<ChartGroup>,
    units: Vec<Group>,
    sources: Sources,
}

/// The whole page.
///
/// # Errors
/// Only by a fault of this program.
pub fn render(report: &Report, texts: &Texts) -> Result<String, PageError> {
    let mut heading = account::heading(report, texts).into_iter();
    let units = UnitPlaces::new(report);
    let page = Page {
        lang: texts.lang().code(),
        policy: policy(STYLE, SCRIPT),
        style: Value::from_safe_string(STYLE.to_owned()),
        script: Value::from_safe_string(SCRIPT.to_owned()),
        words: words(texts),
        title: heading.next().unwrap_or_default(),
        facts: heading.collect(),
        judged: report.figures.iter().any(|figure| figure.threshold.is_some()),
        tiles: headline::tiles(report, texts),
        counts: headline::counts(report, texts),
        warnings: sources::notes(report, texts, Weight::Warning),
        summaries: tables::tables(report, texts, &units, |table| !tables::is_list(table)),
        comparisons: tables::comparisons(report, texts),
        lists: lists(report, texts, &units),
        charts: charts::groups(report, texts),
        units: units::groups(report, texts, &units),
        sources: sources::sources(report, texts),
    };
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_formatter(write_escaped);
    environment.add_template("page.html", TEMPLATE)?;
    Ok(environment.get_template("page.html")?.render(Serde(page))?)
}

/// The lists, each list of rates with the counts of the same rows after it.
fn lists(report: &Report, texts: &Texts, units: &UnitPlaces<'_>) -> Vec<TableView> {
    let of_kind = |kind: TableKind| move |table: &Table| tables::is_list(table) && table.kind == kind;
    let rates = tables::tables(report, texts, units, of_kind(TableKind::Rates));
    let mut counts = tables::tables(report, texts, units, of_kind(TableKind::Counts)).into_iter();
    let mut lists: Vec<TableView> = Vec::new();
    for table in rates {
        lists.push(table);
        lists.extend(counts.next());
    }
    lists.extend(counts);
    lists
}

/// Writes a value as text of a page: what could be taken for markup is escaped, and no more, so that `1/2` stays `1/2`.
fn write_escaped(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if value.is_safe() {
        return Ok(out.write_str(&text)?);
    }
    let mut rest = text.as_str();
    while let Some(place) = rest.find(['&', '<', '>', '"', '\'']) {
        out.write_str(&rest[..place])?;
        out.write_str(match rest.as_bytes()[place] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[place + 1..];
    }
    Ok(out.write_str(rest)?)
}
